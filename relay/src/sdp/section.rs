//! One section of an offer: an `m=` line and the attributes below it (RFC 8866 §5.14).

use crate::kind::MediaKind;
use crate::limits::MAX_PAYLOADS;
use crate::sdp::transport::Transport;

/// One section, as it is offered.
#[derive(Default, PartialEq, Eq)]
pub(crate) struct Section {
    /// `audio`, `video`, `application` …
    pub(crate) name: String,
    pub(crate) protocol: String,
    /// Whether its port is zero without `bundle-only`: the page does not want it.
    pub(crate) rejected: bool,
    pub(crate) mid: String,
    pub(crate) direction: Direction,
    pub(crate) formats: Vec<String>,
    pub(crate) payloads: Vec<OfferedPayload>,
    pub(crate) extensions: Vec<OfferedExtension>,
    pub(crate) ssrcs: Vec<u32>,
    pub(crate) pairs: Vec<SsrcPair>,
    pub(crate) rtcp_mux: bool,
    pub(crate) transport: Transport,
}

/// Which way packets flow, as the page sees it (RFC 8866 §6.7).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Direction {
    #[default]
    SendRecv,
    SendOnly,
    RecvOnly,
    Inactive,
}

impl Direction {
    pub(crate) const fn sends(self) -> bool {
        matches!(self, Self::SendRecv | Self::SendOnly)
    }

    pub(crate) const fn receives(self) -> bool {
        matches!(self, Self::SendRecv | Self::RecvOnly)
    }
}

/// One payload type with all its attributes.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(crate) struct OfferedPayload {
    pub(crate) payload_type: u8,
    pub(crate) name: String,
    pub(crate) clock_rate: u32,
    pub(crate) channels: Option<u8>,
    pub(crate) fmtp: String,
    pub(crate) feedback: Vec<String>,
}

/// A header extension and the id that the page gives it (RFC 8285 §5).
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct OfferedExtension {
    pub(crate) id: u8,
    pub(crate) uri: String,
}

/// The SSRC of a stream and the one of its retransmissions (RFC 5576 §4.2, RFC 4588 §8: `FID`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct SsrcPair {
    pub(crate) media: u32,
    pub(crate) rtx: u32,
}

impl Section {
    /// The section that an `m=` line begins; `None` if it lacks a part.
    pub(crate) fn begin(line: &str) -> Option<Self> {
        let mut words = line.split(' ');
        let (name, port, protocol) = (words.next()?, words.next()?, words.next()?);
        Some(Self {
            name: name.to_owned(),
            protocol: protocol.to_owned(),
            rejected: port == "0",
            formats: words.take(MAX_PAYLOADS).map(str::to_owned).collect(),
            ..Self::default()
        })
    }

    /// What it carries, if that is something the relay knows.
    pub(crate) fn kind(&self) -> Option<MediaKind> {
        match self.name.as_str() {
            "audio" => Some(MediaKind::Audio),
            "video" => Some(MediaKind::Video),
            _ => None,
        }
    }

    /// Takes an attribute over. Lists are bounded: a longer one than any browser's is cut.
    pub(crate) fn attribute(&mut self, name: &str, value: &str) {
        match name {
            "mid" => value.clone_into(&mut self.mid),
            "sendrecv" => self.direction = Direction::SendRecv,
            "sendonly" => self.direction = Direction::SendOnly,
            "recvonly" => self.direction = Direction::RecvOnly,
            "inactive" => self.direction = Direction::Inactive,
            "rtcp-mux" => self.rtcp_mux = true,
            // A bundled section may have port zero (RFC 9143 §6).
            "bundle-only" => self.rejected = false,
            "rtpmap" => self.rtpmap(value),
            "fmtp" => self.with_payload(value, |payload, rest| rest.clone_into(&mut payload.fmtp)),
            "rtcp-fb" => self.with_payload(value, |payload, rest| {
                if payload.feedback.len() < 16 {
                    payload.feedback.push(rest.to_owned());
                }
            }),
            "extmap" => self.extmap(value),
            "ssrc" => self.ssrc(value),
            "ssrc-group" => self.ssrc_group(value),
            _ => self.transport.attribute(name, value),
        }
    }

    /// `96 VP8/90000` or `111 opus/48000/2`.
    fn rtpmap(&mut self, value: &str) {
        let Some((payload_type, rest)) = value.split_once(' ') else {
            return;
        };
        let Ok(payload_type @ 0..=127) = payload_type.parse::<u8>() else {
            return;
        };
        if self.payloads.len() == MAX_PAYLOADS {
            return;
        }
        let mut parts = rest.split('/');
        self.payloads.push(OfferedPayload {
            payload_type,
            name: parts.next().unwrap_or_default().to_owned(),
            clock_rate: parts.next().and_then(|rate| rate.trim().parse().ok()).unwrap_or(0),
            channels: parts.next().and_then(|channels| channels.trim().parse().ok()),
            ..OfferedPayload::default()
        });
    }

    fn with_payload(&mut self, value: &str, change: impl FnOnce(&mut OfferedPayload, &str)) {
        if let Some((payload_type, rest)) = value.split_once(' ')
            && let Ok(payload_type) = payload_type.parse::<u8>()
            && let Some(payload) = self.payloads.iter_mut().find(|payload| payload.payload_type == payload_type)
        {
            change(payload, rest);
        }
    }

    /// `3 uri` or `3/sendonly uri`.
    fn extmap(&mut self, value: &str) {
        if let Some((id, uri)) = value.split_once(' ')
            && let Some(Ok(id @ 1..=14)) = id.split('/').next().map(str::parse)
            && self.extensions.len() < 64
        {
            let uri = uri.split(' ').next().unwrap_or_default().to_owned();
            self.extensions.push(OfferedExtension { id, uri });
        }
    }

    /// `1234 cname:…`: each SSRC has several lines.
    fn ssrc(&mut self, value: &str) {
        if let Some(ssrc) = value.split(' ').next().and_then(|ssrc| ssrc.parse().ok())
            && !self.ssrcs.contains(&ssrc)
            && self.ssrcs.len() < 16
        {
            self.ssrcs.push(ssrc);
        }
    }

    /// `FID 1234 5678`.
    fn ssrc_group(&mut self, value: &str) {
        if let Some(pair) = value.strip_prefix("FID ") {
            let mut ssrcs = pair.split(' ').map(str::parse);
            if let (Some(Ok(media)), Some(Ok(rtx))) = (ssrcs.next(), ssrcs.next())
                && self.pairs.len() < 16
            {
                self.pairs.push(SsrcPair { media, rtx });
            }
        }
    }
}
