//! Work on many things, on all cores.

use std::collections::BTreeSet;
use std::convert::Infallible;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{SyncSender, sync_channel};
use std::sync::{Mutex, MutexGuard, PoisonError};
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
    let slots: Vec<Slot<T>> = items.iter().map(|_| Slot::default()).collect();
    let mut ended = Ok(());
    let make = |index: usize| *lock(&slots[index]) = Some(Box::new(work(&items[index])));
    let mut hand_on = |index: usize| {
        if let Some(one) = lock(&slots[index]).take() {
            ended = take(*one);
        }
        ended.is_ok()
    };
    spread((items.len(), workers), &make, &mut hand_on);
    ended
}

/// Where what was made of an item waits to be taken.
type Slot<T> = Mutex<Option<Box<T>>>;

fn lock<T>(slot: &Mutex<T>) -> MutexGuard<'_, T> {
    slot.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Runs `work` on every index up to `count` on threads, and `take` on those that are done, in order
/// and on this thread, for as long as it is true. What holds for all types stands here once.
fn spread(
    (count, workers): (usize, usize),
    work: &(dyn Fn(usize) + Sync),
    take: &mut dyn FnMut(usize) -> bool,
) {
    let next = AtomicUsize::new(0);
    let share = |done: SyncSender<usize>| {
        let own = std::iter::repeat_with(|| next.fetch_add(1, Ordering::Relaxed));
        let mut own = own.take_while(|index| *index < count);
        // Nobody listens any more once the work has ended.
        let _ = own.try_for_each(|index| {
            work(index);
            done.send(index)
        });
    };
    thread::scope(|scope| {
        let (sender, done) = sync_channel(workers * AHEAD);
        for _ in 0..workers {
            let sender = sender.clone();
            scope.spawn(|| share(sender));
        }
        drop(sender);
        let (mut early, mut wanted) = (BTreeSet::new(), 0);
        for index in done {
            early.insert(index);
            while early.remove(&wanted) {
                if !take(wanted) {
                    return;
                }
                wanted += 1;
            }
        }
    });
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
