//! When each peer wants to be woken. Pure.

use crate::peer::PeerId;
use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::time::Instant;

/// A heap of wake-ups. A peer that was woken early has a stale entry left, which wakes it once for nothing.
#[derive(Default)]
pub(crate) struct Timers(BinaryHeap<Reverse<(Instant, PeerId)>>);

impl Timers {
    /// Wakes `peer` at `at`, unless it is already woken by then. `scheduled` is the peer's note of its next wake-up.
    pub(crate) fn schedule(&mut self, peer: PeerId, scheduled: &mut Option<Instant>, at: Option<Instant>) {
        if let Some(at) = at
            && scheduled.is_none_or(|before| at < before)
        {
            *scheduled = Some(at);
            self.0.push(Reverse((at, peer)));
        }
    }

    /// The next wake-up.
    pub(crate) fn next(&self) -> Option<Instant> {
        self.0.peek().map(|Reverse((at, _))| *at)
    }

    /// A peer whose time has come.
    pub(crate) fn due(&mut self, now: Instant) -> Option<PeerId> {
        let Reverse((at, _)) = self.0.peek()?;
        if *at > now {
            return None;
        }
        self.0.pop().map(|Reverse((_, peer))| peer)
    }
}
