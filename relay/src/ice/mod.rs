//! The ICE-lite side of a connection (RFC 8445 §2.5): which datagram belongs to whom, and where to send.

pub(crate) mod candidates;
pub(crate) mod credentials;
pub(crate) mod demux;
pub(crate) mod path;
pub(crate) mod stun;
