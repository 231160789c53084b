//! RTP and RTCP (RFC 3550): headers, codecs, losses, reports and numbers. Knows no socket, no key and no peer.

pub(crate) mod codec;
pub(crate) mod extension;
pub(crate) mod feedback;
pub(crate) mod keyframe;
pub(crate) mod missing;
pub(crate) mod packet;
pub(crate) mod reception;
pub(crate) mod renumber;
pub(crate) mod ring;
pub(crate) mod sequence;
pub(crate) mod transport_cc;
