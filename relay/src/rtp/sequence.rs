//! Sequence numbers beyond their 16 bits on the wire (RFC 3550 §6.4.1 calls them extended). Pure.

/// Makes 16-bit sequence numbers count on for ever.
#[derive(Debug, Default, Clone, Copy)]
pub(crate) struct Unwrapper {
    highest: Option<u64>,
}

impl Unwrapper {
    /// Starts far enough from zero that packets before the first one have numbers too.
    const BASE: u64 = 1 << 20;

    /// The number nearest to the highest one seen, which it updates.
    pub(crate) fn unwrap(&mut self, sequence: u16) -> u64 {
        let Some(highest) = self.highest else {
            let first = Self::BASE + u64::from(sequence);
            self.highest = Some(first);
            return first;
        };
        let extended = nearest(highest, sequence);
        self.highest = Some(highest.max(extended));
        extended
    }
}

/// The number congruent to `sequence` that lies nearest to `reference`.
pub(crate) fn nearest(reference: u64, sequence: u16) -> u64 {
    let distance = sequence.wrapping_sub(low_bits(reference)).cast_signed();
    reference.saturating_add_signed(i64::from(distance))
}

/// The 16 bits of an extended sequence number that go on the wire.
pub(crate) const fn low_bits(extended: u64) -> u16 {
    (extended & 0xffff) as u16
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn unwrapping_follows_any_walk_with_small_steps(start: u16, steps in proptest::collection::vec(-300i64..3000, 1..200)) {
            let mut unwrapper = Unwrapper::default();
            let first = unwrapper.unwrap(start);
            let mut position = i64::from(start);
            for step in steps {
                position += step;
                let extended = unwrapper.unwrap(position.rem_euclid(65_536) as u16);
                prop_assert_eq!(extended.cast_signed() - first.cast_signed(), position - i64::from(start));
            }
        }
    }
}
