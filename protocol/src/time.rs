//! Session time: what every time within a session is counted in.

use serde::{Deserialize, Serialize};
use std::ops::{Add, AddAssign, Sub};
use ts_rs::TS;

/// Milliseconds since the session was created, by the server's clock. Fields of this type end in `_t`; a duration ends in `_ms`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(transparent)]
#[ts(export_to = "wire.ts", type = "number")]
pub struct SessionTime(u64);

impl SessionTime {
    /// The moment at which the session was created.
    pub const ZERO: Self = Self(0);

    /// Wraps milliseconds since the session was created.
    #[must_use]
    pub const fn from_ms(ms: u64) -> Self {
        Self(ms)
    }

    /// Returns the milliseconds since the session was created.
    #[must_use]
    pub const fn ms(self) -> u64 {
        self.0
    }
}

/// That many milliseconds later.
impl Add<u64> for SessionTime {
    type Output = Self;

    fn add(self, ms: u64) -> Self {
        Self(self.0.saturating_add(ms))
    }
}

impl AddAssign<u64> for SessionTime {
    fn add_assign(&mut self, ms: u64) {
        *self = *self + ms;
    }
}

/// Milliseconds between two moments, 0 where `earlier` is the later one.
impl Sub for SessionTime {
    type Output = u64;

    fn sub(self, earlier: Self) -> u64 {
        self.0.saturating_sub(earlier.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_and_a_duration_make_a_moment_and_two_moments_a_duration() {
        let (early, late) = (SessionTime::from_ms(1_000), SessionTime::from_ms(1_500));
        assert_eq!(early + 500, late);
        assert_eq!(late - early, 500);
        assert_eq!(early - late, 0, "what is still to come was no time ago");
        assert_eq!(SessionTime::from_ms(u64::MAX) + 1, SessionTime::from_ms(u64::MAX));
    }

    #[test]
    fn on_the_wire_it_is_a_number() {
        assert_eq!(serde_json::to_string(&SessionTime::from_ms(1_500)).unwrap(), "1500");
        assert_eq!(serde_json::from_str::<SessionTime>("1500").unwrap(), SessionTime::from_ms(1_500));
    }
}
