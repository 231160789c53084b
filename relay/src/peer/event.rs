//! What the relay tells of a peer.

use crate::ids::{MediaId, SessionKey};
use crate::kind::MediaKind;
use crate::rtp::codec::VideoCodec;
use std::time::Duration;

/// Something that happened to a peer.
///
/// Events are told on the media thread: take them and return; never block.
#[derive(Debug, Clone, PartialEq)]
pub struct RelayEvent {
    /// The session of the peer.
    pub session: SessionKey,
    /// The connection.
    pub media: MediaId,
    /// What happened.
    pub kind: RelayEventKind,
}

/// The kinds of events.
#[derive(Debug, Clone, PartialEq)]
pub enum RelayEventKind {
    /// ICE and DTLS are through; packets can flow.
    Connected,
    /// Nothing authenticated came for [`QUIET_AFTER`](crate::limits::QUIET_AFTER): the network is probably gone. Sending goes on.
    Quiet,
    /// No ICE check came for 30 s: sending stopped. The peer is kept until it is removed or replaced.
    Stalled,
    /// Something authenticated came again after [`Quiet`](Self::Quiet) or [`Stalled`](Self::Stalled).
    Resumed,
    /// The page closed its connection. The peer is gone.
    Closed,
    /// The peer could not be connected. It is gone.
    Failed(FailCause),
    /// The first packet of a track came, or the first in another codec.
    TrackStarted {
        /// Sound or picture.
        kind: MediaKind,
        /// The name of the codec as SDP writes it.
        codec: &'static str,
    },
    /// The first keyframe since the gate opened, or since the source or the codec changed, was sent to this peer.
    VideoForwarded {
        /// Rises with each such keyframe of this peer; 1 is the first.
        epoch: u32,
    },
    /// The customer sends a codec that this peer cannot receive; its picture stays black until the customer sends another.
    CodecMismatch {
        /// What is sent.
        offered: VideoCodec,
        /// What this peer can receive.
        have: Vec<VideoCodec>,
        /// What both have: the customer sends one of these once its page offers again. Empty if there is none.
        common: Vec<VideoCodec>,
    },
    /// Once a second while connected.
    Stats(PeerStats),
}

/// Why a peer failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
pub enum FailCause {
    /// No ICE check arrived in time: a firewall, or the page is gone.
    #[error("no connectivity check arrived in time")]
    Unreachable,
    /// Checks arrived, but the DTLS handshake did not end in time.
    #[error("the DTLS handshake did not complete in time")]
    HandshakeTimeout,
    /// The certificate is not the one that the offer announced.
    #[error("the certificate does not match the offer")]
    WrongFingerprint,
    /// The DTLS handshake failed otherwise.
    #[error("the DTLS handshake failed")]
    Handshake,
}

/// The quality of one peer's connection over the last second.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct PeerStats {
    /// Round trip time, if the page reported on something sent to it.
    pub round_trip: Option<Duration>,
    /// Share of the page's packets that the relay missed, 0–1.
    pub loss_in: f32,
    /// Share of the relay's packets that the page missed, 0–1, by its last report.
    pub loss_out: f32,
    /// Media and overhead from the page, in bits per second.
    pub bitrate_in: u64,
    /// Media and overhead to the page, in bits per second.
    pub bitrate_out: u64,
    /// Packets re-sent to the page.
    pub resent: u32,
    /// Mean deviation of the transit time of the page's video, or of its voice without video.
    pub jitter: Duration,
    /// Whether the connection runs over TCP.
    pub over_tcp: bool,
}
