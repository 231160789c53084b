//! Which measures of a connection are worth showing, and which of those logging.

use cicerone_protocol::{ParticipantId, SessionTime, limits};

/// Milliseconds for which a measure of the relay's speaks for a connection, and nothing that a page says of it.
const RELAY_SPEAKS_MS: u64 = 3_000;

/// Least milliseconds between two measures that a page sends. A page sends one every second.
const PAGE_EVERY_MS: u64 = 900;

/// Who measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum MeasuredBy {
    Relay,
    Page,
}

/// The last measure of each person's connection.
#[derive(Debug, Default)]
pub(super) struct Samples(Vec<Sample>);

#[derive(Debug)]
struct Sample {
    participant: ParticipantId,
    by: MeasuredBy,
    measured_t: SessionTime,
    logged_t: Option<SessionTime>,
}

impl Samples {
    /// Takes a measure at `now_t`; none where it is not worth showing, else whether it is to be logged as well.
    pub(super) fn take(&mut self, participant: ParticipantId, by: MeasuredBy, now_t: SessionTime) -> Option<bool> {
        let known = self.0.iter().position(|sample| sample.participant == participant);
        if let (Some(at), MeasuredBy::Page) = (known, by) {
            let last = &self.0[at];
            let least = if last.by == MeasuredBy::Relay { RELAY_SPEAKS_MS } else { PAGE_EVERY_MS };
            if now_t < last.measured_t + least {
                return None;
            }
        }
        let at = known.unwrap_or_else(|| {
            self.0.push(Sample { participant, by, measured_t: now_t, logged_t: None });
            self.0.len() - 1
        });
        let sample = &mut self.0[at];
        let logs = sample.logged_t.is_none_or(|logged| now_t >= logged + limits::QUALITY_EVERY_MS);
        (sample.by, sample.measured_t) = (by, now_t);
        if logs {
            sample.logged_t = Some(now_t);
        }
        Some(logs)
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    const fn at(ms: u64) -> SessionTime {
        SessionTime::from_ms(ms)
    }

    fn somebody() -> ParticipantId {
        ParticipantId::new(Uuid::from_u128(1))
    }

    #[test]
    fn a_page_speaks_for_its_connection_only_where_the_relay_does_not() {
        let mut samples = Samples::default();
        assert_eq!(samples.take(somebody(), MeasuredBy::Relay, at(1_000)), Some(true));
        assert_eq!(samples.take(somebody(), MeasuredBy::Page, at(3_999)), None);
        assert_eq!(samples.take(somebody(), MeasuredBy::Relay, at(4_000)), Some(false));
        assert_eq!(samples.take(somebody(), MeasuredBy::Page, at(7_000)), Some(false));
    }

    #[test]
    fn a_page_that_measures_too_often_is_not_passed_on() {
        let mut samples = Samples::default();
        let shown = (0..1_000).filter(|t| samples.take(somebody(), MeasuredBy::Page, at(*t)).is_some()).count();
        assert_eq!(shown, 2, "one at once, one 900 ms later");
    }

    #[test]
    fn one_measure_in_ten_seconds_is_logged_for_each_person() {
        let mut samples = Samples::default();
        let other = ParticipantId::new(Uuid::from_u128(2));
        let logged: Vec<_> =
            (0..=20).filter(|s| samples.take(somebody(), MeasuredBy::Relay, at(s * 1_000)) == Some(true)).collect();
        assert_eq!(logged, [0, 10, 20]);
        assert_eq!(samples.take(other, MeasuredBy::Relay, at(20_000)), Some(true));
    }
}
