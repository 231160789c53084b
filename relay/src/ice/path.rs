//! Which addresses belong to a peer, and to which of them it is spoken. Pure.
//!
//! A path is trusted once an ICE check arrived on it with the peer's credentials (RFC 8445 §7.3). The page, which controls,
//! nominates one with USE-CANDIDATE (§7.3.1.5) and may nominate another at any time (a NAT re-bind, another network); the
//! last nomination counts. Without a check for 30 s nothing is sent (RFC 7675 §5.1).

use crate::limits::{CONSENT_LIFETIME, MAX_PATHS_PER_PEER, MOVE_CONFIRMED_WITHIN};
use std::net::{IpAddr, SocketAddr};
use std::time::Instant;

/// Where datagrams of one path come from and go to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Path {
    Udp(UdpPath),
    /// An accepted TCP connection.
    Tcp {
        connection: usize,
    },
}

/// A UDP 4-tuple: the local port is that of the socket with the number `socket`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct UdpPath {
    pub(crate) socket: usize,
    /// The address that was asked; answers leave from it.
    pub(crate) local: Option<IpAddr>,
    pub(crate) remote: SocketAddr,
}

#[derive(Debug)]
struct Entry {
    path: Path,
    last_check: Option<Instant>,
}

/// The paths of one peer.
#[derive(Debug, Default)]
pub(crate) struct Paths {
    known: Vec<Entry>,
    nominated: Option<Path>,
    provisional: Option<Provisional>,
    last_check: Option<Instant>,
}

/// A path recognised by its packets alone, and until when it is believed without a check.
#[derive(Debug, Clone, Copy)]
struct Provisional {
    path: Path,
    until: Instant,
}

/// What a check changed.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Checked {
    /// A path that is trusted from now on.
    pub(crate) added: Option<Path>,
    /// A path that had to give way.
    pub(crate) removed: Option<Path>,
    /// Whether the peer is now spoken to on another path than before.
    pub(crate) moved: bool,
}

impl Paths {
    /// Notes an authenticated check on `path`.
    pub(crate) fn checked(&mut self, path: Path, use_candidate: bool, now: Instant) -> Checked {
        let before = self.current(now);
        let mut outcome = Checked::default();
        self.last_check = Some(now);
        if let Some(entry) = self.known.iter_mut().find(|entry| entry.path == path) {
            entry.last_check = Some(now);
        } else {
            outcome.removed = self.make_room();
            self.known.push(Entry { path, last_check: Some(now) });
            outcome.added = Some(path);
        }
        let confirms_move = self.provisional.is_some_and(|moved| moved.path == path);
        if use_candidate || self.nominated.is_none() || confirms_move {
            self.nominated = Some(path);
            self.provisional = None;
        }
        outcome.moved = before.is_some() && before != self.current(now);
        outcome
    }

    /// Notes a packet on a path that passed no check yet, authenticated by its keys. It is believed for a while.
    pub(crate) fn recognised(&mut self, path: Path, now: Instant) -> Checked {
        let mut outcome = Checked { moved: true, ..Checked::default() };
        if !self.known.iter().any(|entry| entry.path == path) {
            outcome.removed = self.make_room();
            self.known.push(Entry { path, last_check: None });
            outcome.added = Some(path);
        }
        self.provisional = Some(Provisional { path, until: now + MOVE_CONFIRMED_WITHIN });
        outcome
    }

    /// Forgets `path`, as when its connection ended.
    pub(crate) fn remove(&mut self, path: Path) {
        self.known.retain(|entry| entry.path != path);
        if self.nominated == Some(path) {
            self.nominated = self.newest();
        }
        self.provisional = self.provisional.filter(|moved| moved.path != path);
    }

    /// Where to send now; `None` without a path or after 30 s without a check.
    pub(crate) fn current(&self, now: Instant) -> Option<Path> {
        if !self.has_consent(now) {
            return None;
        }
        match self.provisional {
            Some(moved) if now < moved.until => Some(moved.path),
            _ => self.nominated,
        }
    }

    /// Whether a check arrived within [`CONSENT_LIFETIME`].
    pub(crate) fn has_consent(&self, now: Instant) -> bool {
        self.last_check.is_some_and(|at| now.saturating_duration_since(at) < CONSENT_LIFETIME)
    }

    /// When the last authenticated check arrived.
    pub(crate) const fn last_check(&self) -> Option<Instant> {
        self.last_check
    }

    /// Whether a path of this peer has the remote address `ip`.
    pub(crate) fn has_remote(&self, ip: IpAddr) -> bool {
        self.iter().any(|path| matches!(path, Path::Udp(udp) if udp.remote.ip() == ip))
    }

    /// Every trusted path.
    pub(crate) fn iter(&self) -> impl Iterator<Item = Path> + '_ {
        self.known.iter().map(|entry| entry.path)
    }

    fn make_room(&mut self) -> Option<Path> {
        if self.known.len() < MAX_PATHS_PER_PEER {
            return None;
        }
        let nominated = self.nominated;
        let (oldest, _) = self
            .known
            .iter()
            .enumerate()
            .filter(|(_, entry)| Some(entry.path) != nominated)
            .min_by_key(|(_, entry)| entry.last_check)?;
        Some(self.known.swap_remove(oldest).path)
    }

    fn newest(&self) -> Option<Path> {
        self.known.iter().max_by_key(|entry| entry.last_check).map(|entry| entry.path)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::time::Duration;

    fn path(port: u16) -> Path {
        Path::Udp(UdpPath { socket: 0, local: None, remote: SocketAddr::from(([192, 0, 2, 1], port)) })
    }

    #[test]
    fn the_last_nomination_counts() {
        let now = Instant::now();
        let mut paths = Paths::default();
        assert_eq!(paths.current(now), None);
        paths.checked(path(1), false, now);
        assert_eq!(paths.current(now), Some(path(1)), "an answer needs no nomination");
        let outcome = paths.checked(path(2), true, now);
        assert!(outcome.moved);
        assert_eq!(paths.current(now), Some(path(2)));
        paths.checked(path(1), false, now);
        assert_eq!(paths.current(now), Some(path(2)));
    }

    #[test]
    fn consent_ends_after_thirty_silent_seconds_and_returns() {
        let t0 = Instant::now();
        let mut paths = Paths::default();
        paths.checked(path(1), true, t0);
        assert!(paths.current(t0 + CONSENT_LIFETIME - Duration::from_millis(1)).is_some());
        assert_eq!(paths.current(t0 + CONSENT_LIFETIME), None);
        paths.checked(path(1), true, t0 + CONSENT_LIFETIME * 2);
        assert!(paths.current(t0 + CONSENT_LIFETIME * 2).is_some());
    }

    #[test]
    fn a_path_recognised_by_media_needs_a_check_to_stay() {
        let t0 = Instant::now();
        let mut paths = Paths::default();
        paths.checked(path(1), true, t0);
        paths.recognised(path(2), t0);
        assert_eq!(paths.current(t0), Some(path(2)));
        assert_eq!(paths.current(t0 + MOVE_CONFIRMED_WITHIN), Some(path(1)), "never confirmed");
        paths.recognised(path(2), t0);
        paths.checked(path(2), false, t0 + Duration::from_secs(1));
        assert_eq!(paths.current(t0 + MOVE_CONFIRMED_WITHIN), Some(path(2)));
    }

    proptest! {
        #[test]
        fn there_are_never_too_many_and_the_nominated_one_stays(
            checks in proptest::collection::vec((1u16..40, any::<bool>()), 1..200),
        ) {
            let mut now = Instant::now();
            let mut paths = Paths::default();
            let mut nominated = None;
            for (port, use_candidate) in checks {
                now += Duration::from_millis(10);
                paths.checked(path(port), use_candidate, now);
                if use_candidate || nominated.is_none() {
                    nominated = Some(path(port));
                }
                prop_assert!(paths.iter().count() <= MAX_PATHS_PER_PEER);
                prop_assert_eq!(paths.current(now), nominated);
                prop_assert!(paths.iter().any(|path| Some(path) == nominated));
            }
        }
    }
}
