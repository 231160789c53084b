//! When each peer wants to be woken. Pure.

use crate::ids::PeerId;
use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::time::Instant;

/// A heap of wake-ups. A peer that wants to be woken earlier than before leaves its later entry behind, which goes when
/// its time comes, without waking anyone.
#[derive(Default)]
pub(crate) struct Timers(BinaryHeap<Reverse<Due>>);

/// A wake-up: when, and of whom.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Due {
    at: Instant,
    pub(crate) peer: PeerId,
}

impl Timers {
    /// Wakes `peer` at `at`, unless it is already woken by then. `scheduled` is the peer's note of its next wake-up.
    pub(crate) fn schedule(&mut self, peer: PeerId, scheduled: &mut Option<Instant>, at: Option<Instant>) {
        if let Some(at) = at
            && scheduled.is_none_or(|before| at < before)
        {
            *scheduled = Some(at);
            self.0.push(Reverse(Due { at, peer }));
        }
    }

    /// The next wake-up.
    pub(crate) fn next(&self) -> Option<Instant> {
        self.0.peek().map(|Reverse(due)| due.at)
    }

    /// An entry whose time has come. It wakes its peer only if the peer's note still says so, and clears the note.
    pub(crate) fn due(&mut self, now: Instant) -> Option<Due> {
        if self.next()? > now {
            return None;
        }
        self.0.pop().map(|Reverse(due)| due)
    }
}

impl Due {
    /// Whether this entry is the one that the peer waits for. Clears its note then.
    pub(crate) fn wakes(&self, scheduled: &mut Option<Instant>) -> bool {
        scheduled.take_if(|at| *at == self.at).is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::time::Duration;

    proptest! {
        /// Peers ask for wake-ups at all times and ask again whenever they are woken, as streams with losses make them do.
        #[test]
        fn the_heap_holds_what_is_not_yet_due_and_each_note_wakes_once(
            asked in proptest::collection::vec((0u64..4, 1u64..120, 0u64..15), 1..600),
        ) {
            let mut now = Instant::now();
            let mut timers = Timers::default();
            let mut notes = [None; 4];
            // Every schedule that was taken: it may have an entry until its time comes.
            let mut taken: Vec<Instant> = Vec::new();
            for (peer, delay, pause) in asked {
                now += Duration::from_millis(pause);
                while let Some(due) = timers.due(now) {
                    let note = &mut notes[usize::try_from(due.peer.0).expect("four peers")];
                    let expected = *note;
                    if due.wakes(note) {
                        prop_assert!(expected.is_some_and(|at| at <= now), "nobody is woken early");
                        let again = now + Duration::from_millis(100);
                        timers.schedule(due.peer, note, Some(again));
                        taken.push(again);
                    }
                }
                prop_assert!(notes.iter().flatten().all(|at| *at > now), "nobody is forgotten");
                let at = now + Duration::from_millis(delay);
                let note = &mut notes[usize::try_from(peer).expect("four peers")];
                let before = *note;
                timers.schedule(PeerId(peer), note, Some(at));
                if *note != before {
                    taken.push(at);
                }
                taken.retain(|at| *at > now);
                prop_assert!(timers.0.len() <= taken.len(), "{} entries for {} schedules", timers.0.len(), taken.len());
            }
        }
    }
}
