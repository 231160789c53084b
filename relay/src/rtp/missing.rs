//! The packets of one stream that did not come, and when to ask for them (RFC 4585 §6.2.1). Pure.

use crate::limits::{MAX_MISSING, MAX_NACKS_PER_PACKET, MISSING_FOR, NACK_FIRST_AFTER, NACK_REPEAT};
use crate::rtp::sequence::low_bits;
use std::time::{Duration, Instant};

/// The holes in one stream.
#[derive(Debug, Default)]
pub(crate) struct Missing {
    highest: Option<u64>,
    holes: Vec<Hole>,
}

#[derive(Debug)]
struct Hole {
    sequence: u64,
    since: Instant,
    tries: u8,
    next: Instant,
}

/// What an arrival means for the stream.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Arrival {
    /// The next packet, or one that was waited for, or a small hole.
    Usual,
    /// So much is missing that only a keyframe helps.
    Broken,
}

impl Missing {
    /// Notes an arrival.
    pub(crate) fn received(&mut self, sequence: u64, now: Instant) -> Arrival {
        let Some(highest) = self.highest else {
            self.highest = Some(sequence);
            return Arrival::Usual;
        };
        if sequence <= highest {
            self.holes.retain(|hole| hole.sequence != sequence);
            return Arrival::Usual;
        }
        self.highest = Some(sequence);
        let new_holes = sequence - highest - 1;
        if new_holes + self.holes.len() as u64 > MAX_MISSING as u64 {
            self.holes.clear();
            return Arrival::Broken;
        }
        self.holes.extend((highest + 1..sequence).map(|sequence| Hole {
            sequence,
            since: now,
            tries: 0,
            next: now + NACK_FIRST_AFTER,
        }));
        Arrival::Usual
    }

    /// Whether `sequence` did not come and is still of use.
    pub(crate) fn waits_for(&self, sequence: u64) -> bool {
        self.holes.iter().any(|hole| hole.sequence == sequence)
    }

    /// Forgets what is missing: after a silence it is too old to be of use.
    pub(crate) fn forget(&mut self) {
        self.highest = None;
        self.holes.clear();
    }

    /// The numbers to ask for now.
    pub(crate) fn due(&mut self, now: Instant, round_trip: Option<Duration>) -> Vec<u16> {
        self.holes.retain(|hole| hole.tries < MAX_NACKS_PER_PACKET && now.saturating_duration_since(hole.since) < MISSING_FOR);
        let repeat = round_trip.unwrap_or_default().max(NACK_REPEAT);
        let mut due = Vec::new();
        for hole in self.holes.iter_mut().filter(|hole| hole.next <= now) {
            hole.tries += 1;
            hole.next = now + repeat;
            due.push(low_bits(hole.sequence));
        }
        due
    }

    /// When [`Self::due`] has something to say next.
    pub(crate) fn next_timeout(&self) -> Option<Instant> {
        self.holes.iter().map(|hole| hole.next).min()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn ms(millis: u64) -> Duration {
        Duration::from_millis(millis)
    }

    #[test]
    fn a_hole_is_asked_for_until_it_is_filled_or_old() {
        let t0 = Instant::now();
        let mut missing = Missing::default();
        missing.received(100, t0);
        missing.received(103, t0);
        assert!(missing.due(t0, None).is_empty(), "reordering gets a moment");
        assert_eq!(missing.due(t0 + ms(10), None), vec![101, 102]);
        missing.received(101, t0 + ms(20));
        assert!(missing.due(t0 + ms(30), None).is_empty());
        assert_eq!(missing.due(t0 + ms(80), None), vec![102]);
        assert!(missing.due(t0 + MISSING_FOR, None).is_empty());
    }

    #[test]
    fn a_long_cut_brings_a_keyframe_and_no_storm() {
        let t0 = Instant::now();
        let mut missing = Missing::default();
        missing.received(100, t0);
        assert_eq!(missing.received(2_100, t0 + ms(10_000)), Arrival::Broken);
        assert!(missing.due(t0 + ms(10_100), None).is_empty());
    }

    proptest! {
        #[test]
        fn no_packet_is_asked_for_too_often(losses in proptest::collection::vec(any::<bool>(), 2..400)) {
            let mut now = Instant::now();
            let mut missing = Missing::default();
            let mut asked = std::collections::HashMap::<u16, u32>::new();
            for (sequence, lost) in losses.iter().enumerate() {
                now += ms(5);
                if !lost {
                    missing.received(1_000 + sequence as u64, now);
                }
                for number in missing.due(now, None) {
                    let index = usize::from(number - 1_000);
                    prop_assert!(losses[index], "only what is missing");
                    *asked.entry(number).or_default() += 1;
                }
            }
            prop_assert!(asked.values().all(|count| *count <= u32::from(MAX_NACKS_PER_PACKET)));
        }
    }
}
