//! Names of sessions, of the connections in them, and of the peers that serve those.

use crate::kind::PeerRole;
use std::fmt;

/// Names a session for the relay. Chosen by the server; not shown to anyone.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct SessionKey(pub u128);

/// Names a connection for media within its session. Chosen by the server, and made from nothing that a page says: neither
/// a tab nor a person. An offer under the same id restarts the connection or replaces it.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct MediaId(pub u64);

/// Names a peer on its media thread: never used twice, and rising with time, so that of two the later one has the higher
/// id. A connection that is replaced keeps its [`MediaId`] and gets another peer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct PeerId(pub(crate) u64);

/// Which connection of which session, and what it may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Member {
    pub(crate) session: SessionKey,
    pub(crate) media: MediaId,
    pub(crate) role: PeerRole,
}

impl fmt::Debug for SessionKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The first four bytes tell sessions apart in a log and cannot be used as a key.
        write!(f, "session:{:08x}", self.0 >> 96)
    }
}

impl fmt::Debug for MediaId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "media:{:x}", self.0)
    }
}
