//! How one stream arrives, as receiver reports tell it (RFC 3550 §6.4.2, appendix A.3 and A.8). Pure.

use std::time::Instant;

/// The statistics of one stream.
#[derive(Debug, Default)]
pub(crate) struct Reception {
    base: Option<u64>,
    highest: u64,
    received: u64,
    expected_before: u64,
    received_before: u64,
    transit: Option<i64>,
    jitter: f64,
    last_sender_report: Option<SenderReport>,
}

/// The last sender report of the stream.
#[derive(Debug, Clone, Copy)]
struct SenderReport {
    /// The middle 32 bits of its NTP time.
    ntp: u32,
    at: Instant,
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
    /// Notes an arrival; `arrival` is the local clock in ticks of the RTP clock.
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
    pub(crate) const fn sender_report(&mut self, ntp: u32, now: Instant) {
        self.last_sender_report = Some(SenderReport { ntp, at: now });
    }

    /// The mean deviation of transit times, in ticks of the RTP clock.
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
        let (last_sender_report, delay) = self.last_sender_report.map_or((0, 0), |SenderReport { ntp, at }| {
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

#[cfg(test)]
mod tests {
    use super::*;

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
}
