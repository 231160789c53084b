//! Offers in, answers out. The page always offers and the relay always answers. Pure.

pub(crate) mod answer;
pub(crate) mod offer;

use crate::peer::event::MediaKind;
use crate::rtp::codec::{Format, VideoCodec};

/// A payload type that both sides agreed on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Payload {
    pub(crate) payload_type: u8,
    pub(crate) format: Format,
    /// The payload type of its retransmissions (RFC 4588), if agreed on.
    pub(crate) rtx: Option<u8>,
}

/// The ids under which the page knows the header extensions that the relay understands.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Extensions {
    pub(crate) transport_cc: Option<u8>,
    pub(crate) audio_level: Option<u8>,
    pub(crate) content_type: Option<u8>,
    pub(crate) mid: Option<u8>,
}

/// A media section that is in use.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Lane {
    pub(crate) kind: MediaKind,
    pub(crate) mid: String,
    /// The page sends, and may.
    pub(crate) receive: bool,
    /// The page receives, and may.
    pub(crate) send: bool,
    pub(crate) payloads: Vec<Payload>,
    pub(crate) extensions: Extensions,
    /// The SSRCs that the page announced for its media and for the retransmissions of it.
    pub(crate) remote_ssrc: Option<u32>,
    pub(crate) remote_rtx_ssrc: Option<u32>,
}

impl Lane {
    /// The payload entry of `payload_type` itself.
    pub(crate) fn payload(&self, payload_type: u8) -> Option<&Payload> {
        self.payloads.iter().find(|payload| payload.payload_type == payload_type)
    }

    /// The payload entry whose retransmissions have `payload_type`.
    pub(crate) fn retransmitted(&self, payload_type: u8) -> Option<&Payload> {
        self.payloads.iter().find(|payload| payload.rtx == Some(payload_type))
    }

    /// The video codecs of the lane, in its order.
    pub(crate) fn video_codecs(&self) -> Vec<VideoCodec> {
        let mut codecs: Vec<VideoCodec> = Vec::new();
        for codec in self.payloads.iter().filter_map(|payload| payload.format.video()) {
            if !codecs.contains(&codec) {
                codecs.push(codec);
            }
        }
        codecs
    }

    /// The payload entry that carries `format` on this lane.
    pub(crate) fn carrying(&self, format: Format) -> Option<&Payload> {
        self.payloads.iter().find(|payload| payload.format == format)
    }
}

/// Header extensions by their URI.
pub(crate) mod uri {
    pub(crate) const TRANSPORT_CC: &str = "http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01";
    pub(crate) const AUDIO_LEVEL: &str = "urn:ietf:params:rtp-hdrext:ssrc-audio-level";
    pub(crate) const CONTENT_TYPE: &str = "http://www.webrtc.org/experiments/rtp-hdrext/video-content-type";
    pub(crate) const MID: &str = "urn:ietf:params:rtp-hdrext:sdes:mid";
}
