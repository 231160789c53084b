//! The header extensions that the relay understands (RFC 8285).

/// The ids under which a page knows them; an id is the offer's to choose (RFC 8285 §5).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Extensions {
    pub(crate) transport_cc: Option<u8>,
    pub(crate) audio_level: Option<u8>,
    pub(crate) content_type: Option<u8>,
    pub(crate) mid: Option<u8>,
}

/// Header extensions by their URI.
pub(crate) mod uri {
    pub(crate) const TRANSPORT_CC: &str = "http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01";
    pub(crate) const AUDIO_LEVEL: &str = "urn:ietf:params:rtp-hdrext:ssrc-audio-level";
    pub(crate) const CONTENT_TYPE: &str = "http://www.webrtc.org/experiments/rtp-hdrext/video-content-type";
    pub(crate) const MID: &str = "urn:ietf:params:rtp-hdrext:sdes:mid";
}
