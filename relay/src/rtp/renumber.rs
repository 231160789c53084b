//! Renumbering of one outgoing stream: whatever feeds it, the viewer sees one unbroken RTP stream. Pure.
//!
//! A leg waits (for a keyframe, if it carries video), then follows one source with constant offsets of sequence number
//! and timestamp until it is told to wait again. What it sent before it last began to wait is not remembered, so a
//! NACK for it finds nothing.

use crate::rtp::sequence::{low_bits, nearest};
use std::time::{Duration, Instant};

/// What a leg can follow: one SSRC of one peer connection. Never used twice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct SourceId(pub(crate) u64);

/// Gives out sources.
#[derive(Debug, Default)]
pub(crate) struct Sources(u64);

impl Sources {
    /// A source that was never given out before.
    pub(crate) const fn next(&mut self) -> SourceId {
        self.0 += 1;
        SourceId(self.0)
    }
}

/// The numbers of a forwarded packet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Numbers {
    pub(crate) sequence: u16,
    pub(crate) timestamp: u32,
}

/// The packet of a source that a forwarded one was made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Original {
    pub(crate) source: SourceId,
    pub(crate) sequence: u64,
}

/// The renumbering state of one leg.
#[derive(Debug)]
pub(crate) struct Renumberer {
    clock_rate: u32,
    following: Option<Following>,
    last: Last,
}

#[derive(Debug)]
struct Following {
    source: SourceId,
    first_in: u64,
    first_out: u64,
    timestamp_offset: u32,
}

#[derive(Debug)]
struct Last {
    /// The highest number given out, or the one before the first.
    sequence: u64,
    timestamp: u32,
    at: Option<Instant>,
}

impl Renumberer {
    /// A leg that sent nothing yet. Its stream begins after `sequence` and at `timestamp`.
    ///
    /// `sequence` should lie between 1,000 and 30,000: SRTP receivers guess the rollover counter wrongly when packets
    /// around a first number of zero arrive out of order (RFC 3711 §3.3.1).
    pub(crate) const fn new(clock_rate: u32, sequence: u16, timestamp: u32) -> Self {
        Self { clock_rate, following: None, last: Last { sequence: sequence as u64, timestamp, at: None } }
    }

    /// Whether the leg follows `source`.
    pub(crate) fn follows(&self, source: SourceId) -> bool {
        self.following.as_ref().is_some_and(|following| following.source == source)
    }

    /// Stops following; nothing sent so far can be asked for any more.
    pub(crate) fn wait(&mut self) {
        self.following = None;
    }

    /// Starts to follow `source` from the packet `sequence` on, directly after the last packet sent.
    pub(crate) fn start(&mut self, source: SourceId, sequence: u64, timestamp: u32, now: Instant) {
        let next = match self.last.at {
            None => self.last.timestamp,
            Some(at) => self.last.timestamp.wrapping_add(self.ticks(now.saturating_duration_since(at))),
        };
        self.following = Some(Following {
            source,
            first_in: sequence,
            first_out: self.last.sequence + 1,
            timestamp_offset: next.wrapping_sub(timestamp),
        });
    }

    /// The numbers of a packet of `source`, or `None` if it is not followed or the packet is older than the start.
    pub(crate) fn renumber(&mut self, source: SourceId, sequence: u64, timestamp: u32, now: Instant) -> Option<Numbers> {
        let following = self.following.as_ref().filter(|following| following.source == source)?;
        let extended = following.first_out + sequence.checked_sub(following.first_in)?;
        let timestamp = timestamp.wrapping_add(following.timestamp_offset);
        if extended > self.last.sequence {
            self.last = Last { sequence: extended, timestamp, at: Some(now) };
        }
        Some(Numbers { sequence: low_bits(extended), timestamp })
    }

    /// What the packet that left as `sequence` was made of, if the leg still follows that source.
    pub(crate) fn original(&self, sequence: u16) -> Option<Original> {
        let following = self.following.as_ref()?;
        let extended = nearest(self.last.sequence, sequence);
        if extended > self.last.sequence {
            return None;
        }
        let distance = extended.checked_sub(following.first_out)?;
        Some(Original { source: following.source, sequence: following.first_in + distance })
    }

    /// A timestamp of `source` on this leg's clock: for sender reports (RFC 3550 §6.4.1).
    pub(crate) fn timestamp(&self, source: SourceId, timestamp: u32) -> Option<u32> {
        let following = self.following.as_ref().filter(|following| following.source == source)?;
        Some(timestamp.wrapping_add(following.timestamp_offset))
    }

    /// Elapsed time on the RTP clock, at least one tick so that no two pictures share a timestamp.
    fn ticks(&self, elapsed: Duration) -> u32 {
        let ticks = elapsed.as_micros() * u128::from(self.clock_rate) / 1_000_000;
        // Only the low 32 bits matter: the clock wraps.
        u32::try_from(ticks & 0xffff_ffff).unwrap_or(u32::MAX).max(1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const A: SourceId = SourceId(1);
    const B: SourceId = SourceId(2);

    #[test]
    fn another_source_continues_where_the_last_one_stopped() {
        let t0 = Instant::now();
        let mut leg = Renumberer::new(90_000, 4_999, 7_000);
        leg.start(A, 100, 50_000, t0);
        assert_eq!(leg.renumber(A, 100, 50_000, t0), Some(Numbers { sequence: 5_000, timestamp: 7_000 }));
        assert_eq!(leg.renumber(A, 101, 53_000, t0), Some(Numbers { sequence: 5_001, timestamp: 10_000 }));
        leg.wait();
        assert_eq!(leg.renumber(A, 102, 56_000, t0), None);
        let t1 = t0 + Duration::from_secs(2);
        leg.start(B, 9, 0, t1);
        assert_eq!(leg.renumber(B, 9, 0, t1), Some(Numbers { sequence: 5_002, timestamp: 10_000 + 2 * 90_000 }));
    }

    #[test]
    fn nothing_from_before_the_wait_can_be_asked_for() {
        let t0 = Instant::now();
        let mut leg = Renumberer::new(90_000, 4_999, 0);
        leg.start(A, 100, 0, t0);
        for sequence in 100..110 {
            leg.renumber(A, sequence, 0, t0);
        }
        assert_eq!(leg.original(5_009), Some(Original { source: A, sequence: 109 }));
        leg.wait();
        assert_eq!(leg.original(5_009), None);
        leg.start(A, 200, 0, t0);
        leg.renumber(A, 200, 0, t0);
        assert_eq!(leg.original(5_009), None);
        assert_eq!(leg.original(5_010), Some(Original { source: A, sequence: 200 }));
        assert_eq!(leg.original(5_011), None, "not sent yet");
    }

    #[test]
    fn a_packet_older_than_the_start_is_not_forwarded() {
        let now = Instant::now();
        let mut leg = Renumberer::new(90_000, 4_999, 0);
        leg.start(A, 100, 0, now);
        leg.renumber(A, 100, 0, now);
        assert_eq!(leg.renumber(A, 99, 0, now), None);
    }

    proptest! {
        /// Whatever starts, stops and losses happen: the numbers that a viewer sees have exactly the holes of the
        /// source it follows, and every packet can be found back.
        #[test]
        fn a_viewer_sees_one_stream(
            runs in proptest::collection::vec((0u64..1 << 40, 1u64..300, any::<u32>()), 1..20),
        ) {
            let mut now = Instant::now();
            let mut leg = Renumberer::new(90_000, 2_000, 1);
            let mut expected = 2_000u64;
            for (index, (first, count, timestamp)) in runs.into_iter().enumerate() {
                let source = SourceId(index as u64);
                leg.wait();
                leg.start(source, first, timestamp, now);
                for step in 0..count {
                    expected += 1;
                    let numbers = leg.renumber(source, first + step, timestamp, now).expect("it is followed");
                    prop_assert_eq!(numbers.sequence, low_bits(expected));
                    prop_assert_eq!(leg.original(numbers.sequence), Some(Original { source, sequence: first + step }));
                }
                now += Duration::from_millis(33);
            }
        }
    }
}
