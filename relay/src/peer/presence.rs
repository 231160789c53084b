//! When a page was heard last, and whether it comes back after its path was gone. Pure.

use crate::limits::{PATH_SILENCE, VIEWER_SILENCE, VOICE_PAUSE};
use std::time::{Duration, Instant};

/// What was heard of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sign {
    /// A new packet of sound.
    Voice,
    /// A picture, a report, a check: anything else that is authenticated.
    Other,
}

/// Notes everything authenticated that comes from one page, on whichever path and of whichever kind.
#[derive(Debug, Default)]
pub(crate) struct Presence {
    last: Option<Instant>,
    last_voice: Option<Instant>,
    /// When a silence ended in which voice broke off. Voice that goes on now was cut off; a muted microphone does not.
    broke_off: Option<Instant>,
    returned: bool,
}

impl Presence {
    /// Notes a packet.
    ///
    /// The page has returned if nothing came for [`VIEWER_SILENCE`], or if its voice, which is never silent for long,
    /// was cut off for [`PATH_SILENCE`]. Pictures do not count: of a screen where nothing moves there is one a second.
    pub(crate) fn heard(&mut self, sign: Sign, now: Instant) {
        if let Some(last) = self.last {
            let silence = now.saturating_duration_since(last);
            self.returned |= silence > VIEWER_SILENCE;
            let flowed = self.last_voice.is_some_and(|voice| last.saturating_duration_since(voice) < VOICE_PAUSE);
            if silence > PATH_SILENCE && flowed {
                self.broke_off = Some(now);
            }
        }
        if sign == Sign::Voice {
            let cut_off = self.broke_off.take().is_some_and(|at| now.saturating_duration_since(at) < VOICE_PAUSE);
            self.returned |= cut_off;
            self.last_voice = Some(now);
        }
        self.last = Some(now);
    }

    /// Whether the page came back, since this was asked last.
    pub(crate) const fn has_returned(&mut self) -> bool {
        std::mem::replace(&mut self.returned, false)
    }

    /// When the page was heard last.
    pub(crate) const fn last(&self) -> Option<Instant> {
        self.last
    }

    /// Whether nothing came for at least `silence`.
    pub(crate) fn silent_for(&self, silence: Duration, now: Instant) -> bool {
        self.last.is_none_or(|at| now.saturating_duration_since(at) >= silence)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Plays packets, given by when they come in milliseconds, and tells when the page was seen to return.
    fn returns(packets: impl IntoIterator<Item = (u64, Sign)>) -> Vec<u64> {
        let t0 = Instant::now();
        let mut presence = Presence::default();
        let seen = packets.into_iter().filter_map(|(at, sign)| {
            presence.heard(sign, t0 + Duration::from_millis(at));
            presence.has_returned().then_some(at)
        });
        seen.collect()
    }

    fn voice(from: u64, to: u64) -> impl Iterator<Item = (u64, Sign)> {
        (from..to).step_by(20).map(|at| (at, Sign::Voice))
    }

    fn reports(from: u64, to: u64, every: usize) -> impl Iterator<Item = (u64, Sign)> {
        (from..to).step_by(every).map(|at| (at, Sign::Other))
    }

    #[test]
    fn voice_that_was_cut_off_returns_whatever_comes_first() {
        assert_eq!(returns(voice(0, 1_000).chain(voice(2_500, 3_000))), [2_500]);
        assert_eq!(returns(voice(0, 1_000).chain(reports(2_490, 2_491, 1)).chain(voice(2_500, 3_000))), [2_500]);
    }

    #[test]
    fn a_page_that_only_reports_or_shows_a_still_screen_does_not_return_each_time() {
        assert_eq!(returns(reports(0, 60_000, 1_400)), [0; 0]);
        assert_eq!(returns(reports(0, 9_000, 1_000).chain(reports(13_000, 20_000, 1_000))), [13_000]);
    }

    #[test]
    fn a_microphone_that_is_muted_and_opened_again_is_no_return() {
        let muted = voice(0, 2_000).chain(reports(3_400, 20_000, 1_400)).chain(voice(20_500, 21_000));
        assert_eq!(returns(muted), [0; 0]);
    }
}
