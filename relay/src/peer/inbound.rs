//! One track as it comes from a page: opened, put in order of numbers, kept for a second, reported on. No I/O.

use crate::kind::MediaKind;
use crate::rtp::codec::Format;
use crate::rtp::keyframe::{KeyframeRequests, starts_keyframe};
use crate::rtp::missing::{Arrival, Missing};
use crate::rtp::packet::{Head, Packet};
use crate::rtp::reception::Reception;
use crate::rtp::renumber::SourceId;
use crate::rtp::ring::Ring;
use crate::rtp::sequence::Unwrapper;
use crate::sdp::lane::Lane;
use bytes::Bytes;
use std::sync::Arc;
use std::time::Instant;

/// A track that a page sends.
pub(crate) struct Inbound {
    pub(crate) source: SourceId,
    pub(crate) ssrc: Option<u32>,
    pub(crate) rtx_ssrc: Option<u32>,
    pub(crate) missing: Missing,
    pub(crate) reception: Reception,
    pub(crate) history: Ring<Arc<Packet>>,
    pub(crate) keyframes: KeyframeRequests,
    kind: MediaKind,
    format: Option<Format>,
    numbers: Unwrapper,
    started: Instant,
}

/// An accepted packet.
pub(crate) struct Accepted {
    pub(crate) packet: Arc<Packet>,
    /// Whether it is the first of the track, or the first in another format.
    pub(crate) new_format: bool,
}

impl Inbound {
    pub(crate) fn new(source: SourceId, lane: &Lane, now: Instant) -> Self {
        Self {
            source,
            ssrc: lane.remote_ssrc,
            rtx_ssrc: lane.remote_rtx_ssrc,
            missing: Missing::default(),
            reception: Reception::default(),
            history: Ring::default(),
            keyframes: KeyframeRequests::default(),
            kind: lane.kind,
            format: None,
            numbers: Unwrapper::default(),
            started: now,
        }
    }

    /// Takes an opened packet. `None` for what is of no use: unknown payload types, empty probes, duplicates.
    pub(crate) fn accept(&mut self, head: &Head, clear: &Bytes, lane: &Lane, now: Instant) -> Option<Accepted> {
        let payload = head.payload(clear)?;
        let repaired = self.rtx_ssrc == Some(head.ssrc);
        let (format, sequence, payload) = if repaired {
            // RFC 4588 §4: the original sequence number opens the payload.
            let format = lane.retransmitted(head.payload_type)?.format;
            let original = u16::from_be_bytes([*payload.first()?, *payload.get(1)?]);
            (format, original, payload.slice(2..))
        } else {
            (lane.payload(head.payload_type)?.format, head.sequence, payload)
        };
        let sequence = self.numbers.unwrap(sequence);
        if repaired {
            if !self.missing.waits_for(sequence) {
                return None;
            }
        } else {
            let arrival = now.saturating_duration_since(self.started).as_micros() * u128::from(format.clock_rate()) / 1_000_000;
            let arrival = u64::try_from(arrival).unwrap_or(u64::MAX);
            self.reception.received(sequence, head.timestamp, arrival);
        }
        if self.kind == MediaKind::Video && self.missing.received(sequence, now) == Arrival::Broken {
            self.keyframes.want();
        }
        let new_format = self.format.replace(format) != Some(format);
        let starts = match format.video() {
            None => true,
            Some(codec) => starts_keyframe(codec, &payload),
        };
        if starts {
            self.keyframes.satisfied();
        }
        let packet = Arc::new(Packet {
            sequence,
            timestamp: head.timestamp,
            marker: head.marker,
            format,
            starts,
            audio_level: lane.extensions.audio_level.and_then(|id| head.extension(clear, id)?.first().copied()),
            content_type: lane.extensions.content_type.and_then(|id| head.extension(clear, id)?.first().copied()),
            payload,
        });
        Some(Accepted { packet, new_format })
    }

    /// The path was gone: what is missing is too old to ask for, and a keyframe brings the picture back at once.
    pub(crate) fn path_returned(&mut self) {
        if self.kind == MediaKind::Video {
            self.missing.forget();
            self.keyframes.want();
        }
    }
}
