//! The last second of one publisher's packets in clear text, from which every NACK (RFC 4585 §6.2.1) is answered. Pure.

use crate::limits::{HISTORY, HISTORY_PACKETS};
use std::collections::VecDeque;
use std::time::Instant;

/// Packets by extended sequence number, no older than [`HISTORY`].
#[derive(Debug)]
pub(crate) struct Ring<P> {
    /// The number of the first slot.
    base: u64,
    slots: VecDeque<Option<Slot<P>>>,
}

#[derive(Debug)]
struct Slot<P> {
    at: Instant,
    packet: P,
}

impl<P> Default for Ring<P> {
    fn default() -> Self {
        Self { base: 0, slots: VecDeque::new() }
    }
}

impl<P> Ring<P> {
    /// Keeps `packet`, unless it is there already or older than everything kept.
    pub(crate) fn insert(&mut self, sequence: u64, packet: P, now: Instant) {
        self.expire(now);
        if self.slots.is_empty() || sequence.saturating_sub(self.base) >= 2 * HISTORY_PACKETS as u64 {
            self.slots.clear();
            self.base = sequence;
        }
        let Some(index) = sequence.checked_sub(self.base).and_then(|index| usize::try_from(index).ok()) else {
            return;
        };
        while self.slots.len() <= index {
            self.slots.push_back(None);
        }
        if self.slots[index].is_none() {
            self.slots[index] = Some(Slot { at: now, packet });
        }
        while self.slots.len() > HISTORY_PACKETS {
            self.drop_first();
        }
    }

    /// The packet, if it is still young enough to be of use.
    pub(crate) fn get(&self, sequence: u64, now: Instant) -> Option<&P> {
        let index = usize::try_from(sequence.checked_sub(self.base)?).ok()?;
        let Slot { at, packet } = self.slots.get(index)?.as_ref()?;
        (now.saturating_duration_since(*at) <= HISTORY).then_some(packet)
    }

    /// Forgets everything: what was shown before a gate was shut must not be there after it.
    pub(crate) fn clear(&mut self) {
        self.slots.clear();
    }

    fn expire(&mut self, now: Instant) {
        while let Some(first) = self.slots.front() {
            let old = first.as_ref().is_none_or(|slot| now.saturating_duration_since(slot.at) > HISTORY);
            if !old {
                break;
            }
            self.drop_first();
        }
    }

    fn drop_first(&mut self) {
        self.slots.pop_front();
        self.base += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::HashMap;
    use std::time::Duration;

    #[test]
    fn a_packet_lives_as_long_as_the_history() {
        let t0 = Instant::now();
        let mut ring = Ring::default();
        ring.insert(10, 'a', t0);
        assert_eq!(ring.get(10, t0 + HISTORY), Some(&'a'));
        assert_eq!(ring.get(10, t0 + HISTORY + Duration::from_millis(1)), None);
        ring.clear();
        assert_eq!(ring.get(10, t0), None);
    }

    proptest! {
        /// Against a map that keeps everything: the ring never answers with another packet or an old one, and has every
        /// young one that came in order.
        #[test]
        fn it_answers_as_a_map_would(steps in proptest::collection::vec((0u64..40, 0u64..30), 1..400)) {
            let mut now = Instant::now();
            let mut ring = Ring::default();
            let mut in_order: HashMap<u64, Instant> = HashMap::new();
            let mut head = 1_000u64;
            for (back, millis) in steps {
                now += Duration::from_millis(millis);
                head += 1;
                ring.insert(head, head, now);
                in_order.insert(head, now);
                ring.insert(head.saturating_sub(back), head - back, now);
                for sequence in 960..=head {
                    let found = ring.get(sequence, now);
                    prop_assert!(found.is_none_or(|packet| *packet == sequence));
                    if let Some(at) = in_order.get(&sequence) {
                        let young = now.saturating_duration_since(*at) <= HISTORY;
                        prop_assert!(!young || found.is_some());
                    }
                }
            }
        }
    }
}
