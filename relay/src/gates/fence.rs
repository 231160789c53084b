//! The proof that a shut gate holds: a callback that runs once nothing that passed it before can leave any more.
//!
//! Whoever shuts a gate changes an atomic and then asks for a fence. The media thread reads the atomic for every packet
//! that it hands to the kernel, and completes all fences when its outbox is empty and the queues of taps are cleared of
//! what a shut gate holds back. So when a fence completes, every packet that can still leave read the gate after it was
//! shut. A watch completes fences with an error when the media thread is stuck, and notices a stuck thread also while
//! nobody waits for it.

use crate::limits::FENCE_DEADLINE;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// Why nothing can be promised about a shut gate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum FenceError {
    /// The media thread did not come to the end of a batch in time. The gate is shut nevertheless.
    #[error("the media thread did not answer in time")]
    Stuck,
}

type Done = Box<dyn FnOnce(Result<(), FenceError>) + Send>;

struct Waiter {
    deadline: Instant,
    done: Done,
}

/// The fences of one media thread.
#[derive(Default)]
pub(crate) struct Fences {
    waiting: AtomicBool,
    /// A boundary was reached since the watch looked last.
    turned: AtomicBool,
    /// Looks of the watch in a row that found no boundary.
    missed: AtomicU32,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    waiters: Vec<Waiter>,
    /// The thread has ended: nothing can leave any more.
    over: bool,
}

impl Fences {
    /// Asks for `done` to be called at the next flush boundary, or with an error after [`FENCE_DEADLINE`].
    pub(crate) fn ask(&self, done: Done) {
        let mut state = self.lock();
        if state.over {
            drop(state);
            done(Ok(()));
            return;
        }
        state.waiters.push(Waiter { deadline: Instant::now() + FENCE_DEADLINE, done });
        self.waiting.store(true, Ordering::SeqCst);
    }

    /// The media thread has nothing in its hands. `clear` takes out what waits elsewhere behind a shut gate; it is called
    /// only if somebody waits for the boundary.
    pub(crate) fn boundary(&self, clear: impl FnOnce()) {
        self.turned.store(true, Ordering::Relaxed);
        if self.waiting.swap(false, Ordering::SeqCst) {
            // Whoever is among these has shut the gate already, so `clear` sees it shut.
            let waiters = std::mem::take(&mut self.lock().waiters);
            clear();
            for waiter in waiters {
                (waiter.done)(Ok(()));
            }
        }
    }

    /// The media thread has ended.
    pub(crate) fn end(&self) {
        let waiters = {
            let mut state = self.lock();
            state.over = true;
            std::mem::take(&mut state.waiters)
        };
        for waiter in waiters {
            (waiter.done)(Ok(()));
        }
    }

    /// Whether the media thread has not come round for [`FENCE_DEADLINE`]; it never sleeps for so long.
    pub(crate) fn is_stuck(&self) -> bool {
        self.missed.load(Ordering::Relaxed) >= Watch::PATIENCE
    }

    /// Counts looks, not time: a machine that was asleep as a whole has no stuck thread.
    fn look(&self) {
        if self.turned.swap(false, Ordering::Relaxed) {
            self.missed.store(0, Ordering::Relaxed);
        } else {
            self.missed.fetch_add(1, Ordering::Relaxed);
        }
    }

    fn expire(&self, now: Instant) {
        if !self.waiting.load(Ordering::SeqCst) {
            return;
        }
        let late: Vec<Waiter> = {
            let mut state = self.lock();
            let (late, waiting) = std::mem::take(&mut state.waiters).into_iter().partition(|waiter| waiter.deadline <= now);
            state.waiters = waiting;
            late
        };
        for waiter in late {
            (waiter.done)(Err(FenceError::Stuck));
        }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        // A callback that panicked was not called under the lock.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Ends the watch over fences when it is dropped.
pub(crate) struct Watch {
    stop: Arc<Stop>,
    thread: Option<std::thread::JoinHandle<()>>,
}

/// Tells the watch that it is over, also in the midst of its sleep.
#[derive(Default)]
struct Stop {
    over: Mutex<bool>,
    changed: Condvar,
}

impl Watch {
    /// How often fences are looked at. A late "stuck" by this much does not matter.
    const INTERVAL: Duration = Duration::from_millis(100);
    /// Looks without a boundary after which a thread counts as stuck.
    const PATIENCE: u32 = (FENCE_DEADLINE.as_millis() / Self::INTERVAL.as_millis()) as u32;

    /// Starts to watch.
    pub(crate) fn start(fences: Vec<Arc<Fences>>) -> std::io::Result<Self> {
        let stop = Arc::new(Stop::default());
        let told = stop.clone();
        let thread = std::thread::Builder::new().name("relay-fences".to_owned()).spawn(move || {
            let mut over = told.over.lock().unwrap_or_else(PoisonError::into_inner);
            while !*over {
                (over, _) = told.changed.wait_timeout(over, Self::INTERVAL).unwrap_or_else(PoisonError::into_inner);
                let now = Instant::now();
                for fences in &fences {
                    fences.look();
                    fences.expire(now);
                }
            }
        })?;
        Ok(Self { stop, thread: Some(thread) })
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        *self.stop.over.lock().unwrap_or_else(PoisonError::into_inner) = true;
        self.stop.changed.notify_all();
        if let Some(thread) = self.thread.take() {
            // It has no way to panic that would matter here.
            let _ended = thread.join();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::mpsc::channel;

    #[test]
    fn a_fence_completes_at_the_next_boundary() {
        let fences = Fences::default();
        let (done, result) = channel();
        fences.boundary(|| ());
        fences.ask(Box::new(move |outcome| done.send(outcome).expect("the test waits")));
        assert!(result.try_recv().is_err(), "not before the boundary");
        fences.boundary(|| ());
        assert_eq!(result.try_recv(), Ok(Ok(())));
    }

    #[test]
    fn a_fence_of_a_stuck_thread_fails_in_time() {
        let fences = Arc::new(Fences::default());
        let watch = Watch::start(vec![fences.clone()]).expect("threads can be started");
        let (done, result) = channel();
        fences.ask(Box::new(move |outcome| done.send(outcome).expect("the test waits")));
        assert_eq!(result.recv_timeout(FENCE_DEADLINE * 3), Ok(Err(FenceError::Stuck)));
        drop(watch);
    }

    #[test]
    fn a_fence_of_an_ended_thread_holds_at_once() {
        let fences = Fences::default();
        fences.end();
        let (done, result) = channel();
        fences.ask(Box::new(move |outcome| done.send(outcome).expect("the test waits")));
        assert_eq!(result.try_recv(), Ok(Ok(())));
    }
}
