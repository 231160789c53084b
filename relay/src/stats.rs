//! What goes in and out, second by second. Pure.

use std::time::{Duration, Instant};

/// Bytes of one peer since the last reading.
#[derive(Debug, Default)]
pub(crate) struct Traffic {
    bytes_in: u64,
    bytes_out: u64,
    since: Option<Instant>,
}

/// Bits per second.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Rates {
    pub(crate) bitrate_in: u64,
    pub(crate) bitrate_out: u64,
}

impl Traffic {
    pub(crate) const fn received(&mut self, bytes: usize) {
        self.bytes_in += bytes as u64;
    }

    pub(crate) const fn sent(&mut self, bytes: usize) {
        self.bytes_out += bytes as u64;
    }

    /// The rates since the last reading; starts anew.
    pub(crate) fn read(&mut self, now: Instant) -> Rates {
        let elapsed = self.since.replace(now).map_or(Duration::from_secs(1), |since| now.saturating_duration_since(since));
        let micros = u64::try_from(elapsed.as_micros()).unwrap_or(u64::MAX).max(1);
        let rate = |bytes: &mut u64| std::mem::take(bytes).saturating_mul(8_000_000) / micros;
        Rates { bitrate_in: rate(&mut self.bytes_in), bitrate_out: rate(&mut self.bytes_out) }
    }
}

/// At most so many attempts in each second.
#[derive(Debug)]
pub(crate) struct PerSecond {
    limit: u32,
    since: Option<Instant>,
    used: u32,
}

impl PerSecond {
    pub(crate) const fn new(limit: u32) -> Self {
        Self { limit, since: None, used: 0 }
    }

    /// Uses one attempt, if one is left.
    pub(crate) fn take(&mut self, now: Instant) -> bool {
        let over = self.since.is_none_or(|since| now.saturating_duration_since(since) >= Duration::from_secs(1));
        if over {
            self.since = Some(now);
            self.used = 0;
        }
        self.used += 1;
        self.used <= self.limit
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rates_are_bits_per_second_of_the_time_between() {
        let t0 = Instant::now();
        let mut traffic = Traffic::default();
        traffic.read(t0);
        traffic.received(1_000);
        traffic.sent(250);
        assert_eq!(traffic.read(t0 + Duration::from_millis(500)), Rates { bitrate_in: 16_000, bitrate_out: 4_000 });
        assert_eq!(traffic.read(t0 + Duration::from_secs(1)), Rates { bitrate_in: 0, bitrate_out: 0 });
    }

    #[test]
    fn attempts_are_counted_anew_each_second() {
        let t0 = Instant::now();
        let mut attempts = PerSecond::new(2);
        assert_eq!([attempts.take(t0), attempts.take(t0), attempts.take(t0)], [true, true, false]);
        assert!(attempts.take(t0 + Duration::from_secs(1)));
    }
}
