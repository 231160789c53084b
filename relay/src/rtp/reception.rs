//! What a receiver of one RTP stream has to know: what is missing, what to report, when to ask for a keyframe. Pure.

use crate::limits::{
    KEYFRAME_REQUEST_INTERVAL, KEYFRAME_REQUEST_REPEAT, MAX_MISSING, MAX_NACKS_PER_PACKET, MISSING_FOR, NACK_FIRST_AFTER,
    NACK_REPEAT,
};
use crate::rtp::packet::low_bits;
use std::time::{Duration, Instant};

/// The packets of one stream that did not come, and when to ask for them (RFC 4585 §6.2.1).
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

/// Statistics for receiver reports (RFC 3550 §6.4.1 and appendix A).
#[derive(Debug, Default)]
pub(crate) struct Reception {
    base: Option<u64>,
    highest: u64,
    received: u64,
    expected_before: u64,
    received_before: u64,
    transit: Option<i64>,
    jitter: f64,
    last_sender_report: Option<(u32, Instant)>,
}

/// One reception report block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Report {
    pub(crate) fraction_lost: u8,
    pub(crate) total_lost: u32,
    pub(crate) highest: u32,
    pub(crate) jitter: u32,
    pub(crate) last_sender_report: u32,
    pub(crate) delay: u32,
}

impl Reception {
    /// Notes an arrival; `arrival` is the local clock in units of the media clock.
    pub(crate) fn received(&mut self, sequence: u64, timestamp: u32, arrival: u64) {
        self.base.get_or_insert(sequence);
        self.highest = self.highest.max(sequence);
        self.received += 1;
        let arrival = (arrival & 0xffff_ffff) as u32;
        let transit = i64::from(arrival.wrapping_sub(timestamp).cast_signed());
        if let Some(previous) = self.transit.replace(transit) {
            let difference = (transit - previous).unsigned_abs();
            // A jump of more than ten seconds is a new clock, not jitter.
            if difference < 900_000 {
                #[expect(clippy::cast_precision_loss, reason = "below 900,000")]
                let difference = difference as f64;
                self.jitter += (difference - self.jitter) / 16.0;
            }
        }
    }

    /// Notes a sender report by the middle 32 bits of its NTP time.
    pub(crate) fn sender_report(&mut self, ntp: u64, now: Instant) {
        self.last_sender_report = Some(((ntp >> 16 & 0xffff_ffff) as u32, now));
    }

    /// The mean deviation of transit times, in units of the media clock.
    pub(crate) const fn jitter(&self) -> f64 {
        self.jitter
    }

    /// The block for the next report; `None` before the first packet. Starts a new interval of loss.
    pub(crate) fn report(&mut self, now: Instant) -> Option<Report> {
        let base = self.base?;
        let expected = self.highest + 1 - base;
        let lost = expected.saturating_sub(self.received);
        let expected_now = expected - self.expected_before;
        let received_now = self.received - self.received_before;
        self.expected_before = expected;
        self.received_before = self.received;
        let lost_now = expected_now.saturating_sub(received_now);
        let fraction_lost = (lost_now * 256).checked_div(expected_now).unwrap_or(0).min(255);
        let (last_sender_report, delay) = self.last_sender_report.map_or((0, 0), |(ntp, at)| {
            let delay = now.saturating_duration_since(at).as_micros() * 65_536 / 1_000_000;
            (ntp, u32::try_from(delay).unwrap_or(u32::MAX))
        });
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "jitter stays below 900,000")]
        let jitter = self.jitter as u32;
        Some(Report {
            fraction_lost: u8::try_from(fraction_lost).unwrap_or(u8::MAX),
            // 24 bits on the wire, signed (RFC 3550 §6.4.1).
            total_lost: u32::try_from(lost.min(0x7f_ffff)).unwrap_or(0x7f_ffff),
            highest: (self.highest & 0xffff_ffff) as u32,
            jitter,
            last_sender_report,
            delay,
        })
    }
}

/// Keyframe requests to one publisher, never more often than its encoder can bear.
#[derive(Debug, Default)]
pub(crate) struct KeyframeRequests {
    sent: Option<Instant>,
    wanted: bool,
}

impl KeyframeRequests {
    /// Somebody needs a keyframe.
    pub(crate) const fn want(&mut self) {
        self.wanted = true;
    }

    /// A keyframe began; who waited has it.
    pub(crate) const fn satisfied(&mut self) {
        self.wanted = false;
    }

    /// Somebody still waits for the start of a keyframe. An unanswered request is repeated after a while.
    pub(crate) fn someone_waits(&mut self, now: Instant) {
        let unanswered = self.sent.is_none_or(|sent| now.saturating_duration_since(sent) >= KEYFRAME_REQUEST_REPEAT);
        self.wanted |= unanswered;
    }

    /// Whether to send a request now.
    pub(crate) fn due(&mut self, now: Instant) -> bool {
        let due = self.wanted && self.sent.is_none_or(|sent| now.saturating_duration_since(sent) >= KEYFRAME_REQUEST_INTERVAL);
        if due {
            self.sent = Some(now);
            self.wanted = false;
        }
        due
    }

    /// When a wanted request may go.
    pub(crate) fn next_timeout(&self) -> Option<Instant> {
        self.sent.filter(|_| self.wanted).map(|sent| sent + KEYFRAME_REQUEST_INTERVAL)
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

    #[test]
    fn loss_is_reported_per_interval_and_in_all() {
        let t0 = Instant::now();
        let mut reception = Reception::default();
        for sequence in (100..200).filter(|sequence| sequence % 4 != 1) {
            reception.received(sequence, 0, 0);
        }
        let report = reception.report(t0).expect("packets came");
        assert_eq!(report.fraction_lost, 64);
        assert_eq!(report.total_lost, 25);
        assert_eq!(report.highest, 199);
        for sequence in 200..300 {
            reception.received(sequence, 0, 0);
        }
        let report = reception.report(t0).expect("packets came");
        assert_eq!(report.fraction_lost, 0);
        assert_eq!(report.total_lost, 25);
    }

    #[test]
    fn keyframe_requests_keep_their_distance() {
        let t0 = Instant::now();
        let mut requests = KeyframeRequests::default();
        requests.want();
        assert!(requests.due(t0));
        requests.want();
        assert!(!requests.due(t0 + ms(100)));
        assert_eq!(requests.next_timeout(), Some(t0 + KEYFRAME_REQUEST_INTERVAL));
        assert!(requests.due(t0 + KEYFRAME_REQUEST_INTERVAL));
        requests.someone_waits(t0 + ms(1_000));
        assert!(!requests.due(t0 + ms(1_000)));
        requests.someone_waits(t0 + ms(1_400));
        assert!(requests.due(t0 + ms(1_400)), "an unanswered request is repeated");
        requests.want();
        requests.satisfied();
        assert!(!requests.due(t0 + ms(9_000)));
    }
}
