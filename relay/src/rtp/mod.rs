//! RTP and RTCP (RFC 3550): headers, codecs, losses, reports and numbers.

pub(crate) mod codec;
pub(crate) mod feedback;
pub(crate) mod keyframe;
pub(crate) mod packet;
pub(crate) mod reception;
pub(crate) mod renumber;
pub(crate) mod ring;
