//! Counts what comes back of one stream. Pure.

use std::collections::BTreeSet;
use std::time::Duration;

use super::report::Figures;

/// Bytes at the end of each packet that say which one it is and when it left.
const STAMP: usize = 12;

/// What left and what came back of one stream.
#[derive(Default)]
pub(super) struct Tally {
    sent: u32,
    came: BTreeSet<u32>,
    round_trips: Vec<Duration>,
    last: Option<Duration>,
    jitter_us: f64,
}

impl Tally {
    /// Puts the next packet's number and the time of its leaving at the end of its payload. `at` counts from any fixed moment.
    pub(super) fn stamp(&mut self, payload: &mut Vec<u8>, at: Duration) {
        payload.extend_from_slice(&self.sent.to_be_bytes());
        payload.extend_from_slice(&micros(at).to_be_bytes());
        self.sent += 1;
    }

    /// Takes a payload that came back at `now`. What bears no stamp of this stream, or bears one a second time, does not count.
    pub(super) fn take(&mut self, payload: &[u8], now: Duration) {
        let Some((_, stamp)) = payload.split_last_chunk::<STAMP>() else { return };
        let Some((serial, left)) = stamp.split_first_chunk::<4>() else { return };
        let Ok(left) = <[u8; 8]>::try_from(left) else { return };
        let (serial, left) = (u32::from_be_bytes(*serial), Duration::from_micros(u64::from_be_bytes(left)));
        let Some(trip) = now.checked_sub(left) else { return };
        if serial >= self.sent || !self.came.insert(serial) {
            return;
        }
        if let Some(last) = self.last.replace(trip) {
            let change = trip.abs_diff(last).as_secs_f64() * 1e6;
            // RFC 3550 §6.4.1: a sixteenth of the way to the newest difference.
            self.jitter_us += (change - self.jitter_us) / 16.0;
        }
        self.round_trips.push(trip);
    }

    /// What it comes to.
    pub(super) fn figures(&self) -> Figures {
        let mut trips = self.round_trips.clone();
        trips.sort_unstable();
        Figures {
            sent: self.sent,
            came_back: u32::try_from(self.came.len()).unwrap_or(u32::MAX),
            round_trip_us: trips.get(trips.len() / 2).copied().map(micros),
            jitter_us: micros(Duration::try_from_secs_f64(self.jitter_us / 1e6).unwrap_or_default()),
        }
    }

    /// Says whether everything that left has come back.
    pub(super) fn is_complete(&self) -> bool {
        self.came.len() as u64 == u64::from(self.sent)
    }
}

fn micros(time: Duration) -> u64 {
    u64::try_from(time.as_micros()).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    const MS: Duration = Duration::from_millis(1);

    fn sent(tally: &mut Tally, at: Duration) -> Vec<u8> {
        let mut payload = vec![0xf8; 20];
        tally.stamp(&mut payload, at);
        payload
    }

    #[test]
    fn what_comes_back_is_counted_once_and_timed() {
        let mut tally = Tally::default();
        let packets: Vec<_> = (0..10).map(|n| sent(&mut tally, n * 20 * MS)).collect();
        for (n, packet) in (0u32..).zip(&packets).take(9) {
            tally.take(packet, n * 20 * MS + 30 * MS);
            tally.take(packet, n * 20 * MS + 31 * MS);
        }
        let figures = tally.figures();
        assert_eq!((figures.sent, figures.came_back), (10, 9));
        assert_eq!((figures.round_trip_us, figures.jitter_us), (Some(30_000), 0));
        assert!(!tally.is_complete());
        tally.take(&packets[9], 230 * MS);
        assert!(tally.is_complete());
        assert!(tally.figures().jitter_us > 0);
    }

    #[test]
    fn what_was_never_sent_does_not_count() {
        let (mut tally, mut other) = (Tally::default(), Tally::default());
        let foreign = sent(&mut other, MS);
        tally.take(&foreign, 2 * MS);
        tally.take(&[], 2 * MS);
        tally.take(&[0; 11], 2 * MS);
        assert_eq!(tally.figures().came_back, 0);
        let early = sent(&mut tally, 5 * MS);
        tally.take(&early, MS);
        assert_eq!(tally.figures().came_back, 0, "nothing comes back before it left");
    }
}
