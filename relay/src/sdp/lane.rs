//! A section of an offer as it is used.

use crate::kind::MediaKind;
use crate::rtp::codec::{Format, VideoCodec};
use crate::rtp::extension::Extensions;

/// A payload type that both sides agreed on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Payload {
    pub(crate) payload_type: u8,
    pub(crate) format: Format,
    /// The payload type of its retransmissions (RFC 4588), if agreed on.
    pub(crate) rtx: Option<u8>,
}

/// A section that is in use: one kind, in one or both directions.
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
    /// The SSRCs that the page announced for its packets and for the retransmissions of them.
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

/// The SSRCs with which the relay sends on a lane.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Ssrcs {
    pub(crate) media: u32,
    pub(crate) rtx: u32,
}
