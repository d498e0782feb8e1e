//! Work on many things, on all cores.

use std::panic::resume_unwind;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread::{self, ScopedJoinHandle};

/// What `work` makes of each of `items`, in their order. Each core takes the next item that nobody
/// has; with one item, or one core, no thread is started.
pub fn each<I: Sync, T: Send>(items: &[I], work: impl Fn(&I) -> T + Sync) -> Vec<T> {
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let workers = cores.min(items.len());
    if workers < 2 {
        return items.iter().map(work).collect();
    }
    let next = AtomicUsize::new(0);
    let share = || {
        let indices = std::iter::repeat_with(|| next.fetch_add(1, Ordering::Relaxed));
        let own = indices.map_while(|index| Some((index, items.get(index)?)));
        let done = own.map(|(index, item)| (index, work(item)));
        done.collect::<Vec<_>>()
    };
    let mut done = thread::scope(|scope| {
        let workers: Vec<_> = (0..workers).map(|_| scope.spawn(share)).collect();
        let shares = workers.into_iter().map(ScopedJoinHandle::join);
        let shares = shares.map(|share| share.unwrap_or_else(|panic| resume_unwind(panic)));
        shares.flatten().collect::<Vec<_>>()
    });
    done.sort_unstable_by_key(|(index, _)| *index);
    done.into_iter().map(|(_, one)| one).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_made_comes_in_the_order_of_the_items() {
        let items: Vec<u64> = (0..500).collect();
        // The first ones take longest.
        let slow = |item: &u64| {
            let steps = (500 - item) * 200;
            (0..steps).fold(*item, |sum, step| sum.wrapping_add(step % 2) - (step % 2))
        };
        assert_eq!(each(&items, slow), items);
        assert!(each(&[], slow).is_empty());
    }
}
