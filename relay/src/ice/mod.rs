//! Which datagram belongs to whom, and where to send.

pub(crate) mod demux;
pub(crate) mod path;
pub(crate) mod stun;
