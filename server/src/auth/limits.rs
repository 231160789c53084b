//! Limits on guessing: so many tries a minute from one address, and so many in all.

use std::net::{IpAddr, Ipv6Addr};
use std::num::NonZeroU32;
use std::time::Duration;

use governor::clock::{Clock, DefaultClock};
use governor::{DefaultDirectRateLimiter, DefaultKeyedRateLimiter, Quota, RateLimiter};

/// There were too many tries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("too many tries; the next one is allowed in {} s", .retry_after.as_secs())]
pub struct TooMany {
    /// When the next try is allowed.
    pub retry_after: Duration,
}

/// One limit, per address and overall.
pub(super) struct RateLimit {
    overall: DefaultDirectRateLimiter,
    by_address: DefaultKeyedRateLimiter<IpAddr>,
    clock: DefaultClock,
}

impl RateLimit {
    pub(super) fn per_minute(overall: NonZeroU32, by_address: NonZeroU32) -> Self {
        Self {
            overall: RateLimiter::direct(Quota::per_minute(overall)),
            by_address: RateLimiter::keyed(Quota::per_minute(by_address)),
            clock: DefaultClock::default(),
        }
    }

    /// Counts a try. The address comes first, so that one guesser alone does not use up what is there for all.
    pub(super) fn check(&self, from: IpAddr) -> Result<(), TooMany> {
        let by_address = self.by_address.check_key(&network(from));
        let checked = by_address.and_then(|()| self.overall.check());
        checked.map_err(|until| TooMany { retry_after: until.wait_time_from(self.clock.now()) })
    }

    /// Forgets addresses whose count is back at zero, so that the table does not grow for ever.
    pub(super) fn forget_quiet(&self) {
        self.by_address.retain_recent();
        self.by_address.shrink_to_fit();
    }
}

/// What counts as one address: an IPv4 address, or the /64 that one IPv6 subscriber gets.
pub fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V4(address) => IpAddr::V4(address),
        IpAddr::V6(address) => IpAddr::V6(Ipv6Addr::from_bits(address.to_bits() & !u128::from(u64::MAX))),
    }
}
