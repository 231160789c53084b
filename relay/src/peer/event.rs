//! What the relay is asked with and what it tells.

use crate::gates::gate::Door;
use crate::rtp::codec::VideoCodec;
use std::fmt;
use std::time::Duration;

/// Names a session for the relay. Chosen by the server; not shown to anyone.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct SessionKey(pub u128);

/// Names a peer within its session. Offering again with the same key replaces or restarts the peer.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PeerKey(pub u64);

impl fmt::Debug for SessionKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The first four bytes tell sessions apart in a log and cannot be used as a key.
        write!(f, "session:{:08x}", self.0 >> 96)
    }
}

impl fmt::Debug for PeerKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "peer:{:x}", self.0)
    }
}

/// What a peer may send and receive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PeerRole {
    /// Sends video and voice, receives the voice of staff. One per session: a newer one takes over from an older one.
    Customer,
    /// Receives the customer's video and voice, sends voice. The voice of the newest one is heard.
    Staff,
    /// Receives its own media back, and nobody else's: for `cicerone doctor`. No door stands before it.
    Echo,
}

/// Sound or picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MediaKind {
    /// Sound.
    Audio,
    /// Pictures.
    Video,
}

/// The relay's answer to an offer.
#[derive(Clone, PartialEq, Eq)]
pub struct Answer {
    /// The SDP to set as remote description. All candidates are in it.
    pub sdp: String,
    /// Whether the peer goes on with its keys and streams (an ICE restart), or starts anew.
    pub restarted: bool,
}

impl fmt::Debug for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Answer").field("restarted", &self.restarted).finish_non_exhaustive()
    }
}

/// Why an offer was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum OfferError {
    /// Longer than [`MAX_SDP_BYTES`](crate::limits::MAX_SDP_BYTES).
    #[error("the offer is longer than 64 KiB")]
    TooLong,
    /// Not an SDP.
    #[error("the offer is not an SDP")]
    NotSdp,
    /// More media sections than [`MAX_MEDIA_LINES`](crate::limits::MAX_MEDIA_LINES).
    #[error("the offer has more than 16 media sections")]
    TooManyMedia,
    /// No media section that is in use.
    #[error("the offer has no media")]
    NoMedia,
    /// No valid ICE credentials.
    #[error("the offer has no valid ICE credentials")]
    NoIce,
    /// No SHA-256 fingerprint.
    #[error("the offer has no SHA-256 certificate fingerprint")]
    NoFingerprint,
    /// Neither Opus audio nor a supported video codec in a bundled, multiplexed DTLS-SRTP section.
    #[error("the offer has no media that this server can relay")]
    NothingUsable,
    /// The session is closed.
    #[error("the session is closed")]
    NoSession,
    /// The media thread has too much to do, or is gone.
    #[error("the media relay is too busy")]
    Busy,
    /// The handshake could not be prepared.
    #[error("the relay could not prepare a secure connection")]
    Crypto,
}

/// Something that happened to a peer.
///
/// Events are told on the media thread: take them and return; never block.
#[derive(Debug, Clone, PartialEq)]
pub struct RelayEvent {
    /// The session of the peer.
    pub session: SessionKey,
    /// The peer.
    pub peer: PeerKey,
    /// What happened.
    pub kind: RelayEventKind,
}

/// The kinds of events.
#[derive(Debug, Clone, PartialEq)]
pub enum RelayEventKind {
    /// ICE and DTLS are through; media can flow.
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
        media: MediaKind,
        /// The name of the codec as SDP writes it.
        codec: &'static str,
    },
    /// The first keyframe since the door opened, or since the source or the codec changed, was sent to this peer.
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

impl Door {
    /// The door through which media of `kind` sent by `role` leaves; `None` if it returns to its sender.
    pub(crate) const fn of(role: PeerRole, kind: MediaKind) -> Option<Self> {
        match (role, kind) {
            (PeerRole::Customer, MediaKind::Video) => Some(Self::CustomerVideo),
            (PeerRole::Customer, MediaKind::Audio) => Some(Self::CustomerVoice),
            (PeerRole::Staff, _) => Some(Self::StaffVoice),
            (PeerRole::Echo, _) => None,
        }
    }
}
