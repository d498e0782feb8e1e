//! Work on many things, on all cores.

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

/// How many results may wait for each core before it does.
const AHEAD: usize = 64;

/// What `work` makes of each of `items`, in their order.
pub fn each<I: Sync, T: Send>(items: &[I], work: impl Fn(&I) -> T + Sync) -> Vec<T> {
    let mut done = Vec::with_capacity(items.len());
    let Ok(()) = in_order(items, work, |one| {
        done.push(one);
        Ok::<(), Infallible>(())
    });
    done
}

/// Hands what `work` makes of each of `items` to `take`, in their order and on this thread, while
/// the rest is still worked on. Each core takes the next item that nobody has; with one item, or one
/// core, no thread is started. The first error of `take` ends the work and is returned.
pub fn in_order<I: Sync, T: Send, E>(
    items: &[I],
    work: impl Fn(&I) -> T + Sync,
    mut take: impl FnMut(T) -> Result<(), E>,
) -> Result<(), E> {
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let workers = cores.min(items.len());
    if workers < 2 {
        return items.iter().map(work).try_for_each(take);
    }
    let next = AtomicUsize::new(0);
    let share = |results: SyncSender<(usize, T)>| {
        let indices = std::iter::repeat_with(|| next.fetch_add(1, Ordering::Relaxed));
        let mut own = indices.map_while(|index| Some((index, items.get(index)?)));
        // Nobody listens any more once there was an error.
        let _ = own.try_for_each(|(index, item)| results.send((index, work(item))));
    };
    thread::scope(|scope| {
        let (sender, results) = sync_channel(workers * AHEAD);
        for _ in 0..workers {
            let sender = sender.clone();
            scope.spawn(|| share(sender));
        }
        drop(sender);
        sorted(results, &mut take)
    })
}

/// Hands results on as soon as all before them are there.
fn sorted<T, E>(
    results: Receiver<(usize, T)>,
    take: &mut impl FnMut(T) -> Result<(), E>,
) -> Result<(), E> {
    let (mut early, mut wanted) = (BTreeMap::new(), 0);
    for (index, one) in results {
        early.insert(index, one);
        while let Some(one) = early.remove(&wanted) {
            take(one)?;
            wanted += 1;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The first ones take longest.
    #[allow(clippy::trivially_copy_pass_by_ref, reason = "as work takes it")]
    fn slow(item: &u64) -> u64 {
        let steps = (500 - item) * 200;
        (0..steps).fold(*item, |sum, step| sum.wrapping_add(step % 2) - (step % 2))
    }

    #[test]
    fn what_is_made_comes_in_the_order_of_the_items() {
        let items: Vec<u64> = (0..500).collect();
        assert_eq!(each(&items, slow), items);
        assert!(each(&[], slow).is_empty());
    }

    #[test]
    fn the_first_error_ends_the_work() {
        let items: Vec<u64> = (0..500).collect();
        let mut taken = Vec::new();
        let ended = in_order(&items, slow, |item| {
            taken.push(item);
            if item == 7 { Err("seven") } else { Ok(()) }
        });
        assert_eq!((ended, taken), (Err("seven"), (0..8).collect()));
    }
}
