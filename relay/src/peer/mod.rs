//! One page's connection: its credentials, keys, tracks and timers. Knows no socket and no other peer.
//!
//! Whoever drives a peer calls one of its actions (`on_…`, `forward`, `renegotiate` …) and then [`Peer::drain`], which sends
//! what is to be sent and gives what is to be done. Nothing else has to be remembered.

pub(crate) mod event;
pub(crate) mod inbound;
pub(crate) mod leg;
mod media;
mod negotiation;
mod presence;
pub(crate) mod secure;
mod timers;
mod track;

pub(crate) use media::{Asked, Lost, Received, TrackClock};
pub(crate) use negotiation::Terms;

use crate::ice::credentials::Credentials;
use crate::ice::path::Paths;
use crate::ids::Member;
use crate::kind::MediaKind;
use crate::limits::{QUIET_AFTER, REPORT_INTERVAL};
use crate::metrics::Metrics;
use crate::net::outbox::Outbox;
use crate::peer::event::RelayEventKind;
use crate::peer::inbound::Inbound;
use crate::peer::presence::{Presence, Sign};
use crate::peer::secure::{Secure, Secured};
use crate::peer::track::{Track, random_ssrc};
use crate::rtp::transport_cc::TransportFeedback;
use crate::sdp::plan::Plan;
use crate::sdp::transport::Transport;
use crate::stats::{PerSecond, Traffic};
use std::time::{Duration, Instant};

/// How far a peer has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Phase {
    Connecting {
        since: Instant,
    },
    Connected,
    /// Connected, but nothing came for a while.
    Quiet,
    /// Connected, but without consent to send (RFC 7675 §5.1).
    Stalled,
}

/// One page's connection.
pub(crate) struct Peer {
    pub(crate) member: Member,
    pub(crate) paths: Paths,
    pub(crate) credentials: Credentials,
    /// Credentials from before a restart, until the page uses the new ones.
    pub(crate) retired: Option<Credentials>,
    pub(crate) secure: Secure,
    pub(crate) traffic: Traffic,
    /// Until when the thread's timer for this peer is set.
    pub(crate) scheduled: Option<Instant>,
    remote: Transport,
    remote_session: String,
    session_id: u64,
    version: u32,
    plan: Plan,
    audio: Track,
    video: Track,
    transport_feedback: Option<TransportFeedback>,
    rtcp_sources: Vec<u32>,
    rtcp_ssrc: u32,
    phase: Phase,
    presence: Presence,
    next_report: Option<Instant>,
    round_trip: Option<Duration>,
    /// Attempts to bind an undeclared SSRC.
    undeclared: PerSecond,
    news: Vec<RelayEventKind>,
    ended: bool,
}

/// What the last actions of a peer led to, besides what it sent.
pub(crate) struct Output {
    /// To be told to the server.
    pub(crate) news: Vec<RelayEventKind>,
    /// It is over, and to be forgotten.
    pub(crate) ended: bool,
    /// It is back after its path was gone: what feeds it is to send a keyframe.
    pub(crate) returned: bool,
    /// When to call [`Peer::on_timeout`].
    pub(crate) wake_at: Option<Instant>,
}

impl Peer {
    /// Queues everything that is to be sent now, and gives the rest. To be called after every action.
    pub(crate) fn drain(&mut self, outbox: &mut Outbox, metrics: &Metrics, now: Instant) -> Output {
        let returned = self.presence.has_returned();
        if returned {
            self.inbounds().for_each(Inbound::path_returned);
            self.start_over();
        }
        self.notice_resumption(now);
        // What was wanted before there were keys can be asked for only behind the end of the handshake.
        self.send_handshake(outbox, now);
        self.send_feedback(outbox, metrics, now);
        let wake_at = self.next_timeout();
        Output { news: std::mem::take(&mut self.news), ended: self.ended, returned, wake_at }
    }

    /// Has the server told.
    pub(crate) fn tell(&mut self, news: RelayEventKind) {
        self.news.push(news);
    }

    /// Ends the peer; only the first reason is told.
    fn end(&mut self, reason: RelayEventKind) {
        if !self.ended {
            self.ended = true;
            self.tell(reason);
        }
    }

    /// Whether ICE and DTLS are through.
    pub(crate) const fn is_connected(&self) -> bool {
        self.secure.is_connected()
    }

    /// Whether nothing came for at least `silence`.
    pub(crate) fn silent_for(&self, silence: Duration, now: Instant) -> bool {
        self.presence.silent_for(silence, now)
    }

    /// Whether something authenticated came at `now`.
    pub(crate) fn was_heard_at(&self, now: Instant) -> bool {
        self.presence.last() == Some(now)
    }

    /// Notes an authenticated check, on a path that may be spoken to from now on.
    pub(crate) fn on_check(&mut self, now: Instant) {
        self.presence.heard(Sign::Other, now);
        // A handshake that cannot be opened ends by its time limit, like one that nobody answers.
        let _later = self.secure.path_found(now);
    }

    /// Reads a DTLS datagram.
    pub(crate) fn on_dtls(&mut self, datagram: &[u8], now: Instant) {
        match self.secure.read(datagram, now) {
            Err(cause) => self.end(RelayEventKind::Failed(cause)),
            Ok(Secured::Nothing) => {}
            Ok(Secured::Connected) => {
                self.phase = Phase::Connected;
                self.presence.heard(Sign::Other, now);
                self.next_report = Some(now + REPORT_INTERVAL);
                self.tell(RelayEventKind::Connected);
            }
            Ok(Secured::Closed) => self.end(RelayEventKind::Closed),
        }
    }

    /// Tells that something came again after a silence.
    fn notice_resumption(&mut self, now: Instant) {
        let back = match self.phase {
            Phase::Quiet => !self.silent_for(QUIET_AFTER, now),
            Phase::Stalled => self.paths.has_consent(now),
            Phase::Connecting { .. } | Phase::Connected => false,
        };
        if back {
            self.phase = Phase::Connected;
            self.tell(RelayEventKind::Resumed);
        }
    }

    fn track(&self, kind: MediaKind) -> &Track {
        match kind {
            MediaKind::Audio => &self.audio,
            MediaKind::Video => &self.video,
        }
    }

    fn track_mut(&mut self, kind: MediaKind) -> &mut Track {
        match kind {
            MediaKind::Audio => &mut self.audio,
            MediaKind::Video => &mut self.video,
        }
    }
}
