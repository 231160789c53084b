//! One page's connection: its credentials, keys, tracks and timers. Knows no socket and no other peer.

pub(crate) mod event;
pub(crate) mod inbound;
pub(crate) mod leg;
mod media;
mod presence;
pub(crate) mod secure;
mod timers;

pub(crate) use media::{Asked, Received};

use crate::ice::path::Paths;
use crate::limits::{MAX_UNDECLARED_ATTEMPTS, QUIET_AFTER, REPORT_INTERVAL};
use crate::peer::event::{MediaKind, OfferError, PeerKey, PeerRole, RelayEventKind, SessionKey};
use crate::peer::inbound::Inbound;
use crate::peer::leg::Leg;
use crate::peer::presence::Presence;
use crate::peer::secure::{Identity, Secure, Secured, Side};
use crate::rtp::feedback::TransportFeedback;
use crate::rtp::renumber::Sources;
use crate::sdp::Lane;
use crate::sdp::answer::{Local, Plan, Ssrcs, render};
use crate::sdp::offer::{Offer, Setup, Transport};
use crate::stats::{PerSecond, Traffic};
use rand::Rng;
use rand::distr::Alphanumeric;
use std::net::SocketAddr;
use std::time::{Duration, Instant};

/// Names a peer on its media thread; never used twice, and rising with time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct PeerId(pub(crate) u64);

/// The relay's ICE credentials for one peer, valid until its next restart.
#[derive(Clone)]
pub(crate) struct Credentials {
    pub(crate) fragment: String,
    pub(crate) password: String,
}

impl Credentials {
    /// New credentials; `mark` begins the fragment and tells the media thread that they belong to.
    fn generate(mark: &str) -> Self {
        let mut rng = rand::rng();
        let mut text = |length: usize| -> String { (0..length).map(|_| char::from(rng.sample(Alphanumeric))).collect() };
        // RFC 8445 §5.3 wants 24 and 128 bits; 12 and 24 characters have 71 and 142.
        Self { fragment: format!("{mark}{}", text(12)), password: text(24) }
    }
}

/// How far a peer has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Phase {
    Connecting {
        since: Instant,
    },
    Connected,
    /// Connected, but nothing came for a while.
    Quiet,
    /// Connected, but without consent to send.
    Stalled,
}

/// What a peer wants its thread to do besides sending.
pub(crate) enum Wish {
    /// Tell the server.
    Tell(RelayEventKind),
    /// Forget the peer.
    End,
}

/// One page's connection.
pub(crate) struct Peer {
    pub(crate) key: PeerKey,
    pub(crate) session: SessionKey,
    pub(crate) role: PeerRole,
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
}

/// Both directions of one media kind.
struct Track {
    lane: Option<Lane>,
    inbound: Option<Inbound>,
    /// Kept for the life of the keys once there was one, also while the page wants nothing.
    leg: Option<Leg>,
    ssrcs: Ssrcs,
}

impl Track {
    fn new() -> Self {
        let ssrcs = Ssrcs { media: random_ssrc(), rtx: random_ssrc() };
        Self { lane: None, inbound: None, leg: None, ssrcs }
    }

    /// The lane and the leg on which this page gets something now.
    fn outbound(&mut self) -> Option<(&Lane, &mut Leg)> {
        self.lane.as_ref().filter(|lane| lane.send).zip(self.leg.as_mut())
    }
}

/// A random SSRC; zero and one mean "none" to some receivers.
fn random_ssrc() -> u32 {
    rand::random_range(2..u32::MAX)
}

impl Peer {
    /// A peer for a page's first offer, and the SDP to answer it with.
    ///
    /// # Errors
    /// If the handshake cannot be prepared.
    pub(crate) fn new(
        (session, key, role): (SessionKey, PeerKey, PeerRole),
        offer: &Offer,
        plan: Plan,
        identity: &Identity,
        mark: &str,
        sources: &mut Sources,
        now: Instant,
    ) -> Result<Self, OfferError> {
        let side = if offer.transport.setup == Setup::Passive { Side::Client } else { Side::Server };
        let secure = Secure::new(identity, side, offer.transport.fingerprints.clone()).map_err(|_| OfferError::Crypto)?;
        let mut peer = Self {
            key,
            session,
            role,
            paths: Paths::default(),
            credentials: Credentials::generate(mark),
            retired: None,
            secure,
            traffic: Traffic::default(),
            scheduled: None,
            remote: offer.transport.clone(),
            remote_session: offer.session_id.clone(),
            session_id: u64::from(rand::random::<u32>()) + 1,
            version: 0,
            plan: Plan { lanes: Vec::new(), possible: Vec::new() },
            audio: Track::new(),
            video: Track::new(),
            transport_feedback: None,
            rtcp_sources: Vec::new(),
            rtcp_ssrc: random_ssrc(),
            phase: Phase::Connecting { since: now },
            presence: Presence::default(),
            next_report: None,
            round_trip: None,
            undeclared: PerSecond::new(MAX_UNDECLARED_ATTEMPTS),
        };
        peer.agree(plan, sources, now);
        Ok(peer)
    }

    /// Whether `offer` comes from the same peer connection of the same page.
    pub(crate) fn is_same_connection(&self, offer: &Offer, role: PeerRole) -> bool {
        self.role == role && self.remote_session == offer.session_id && self.remote.fingerprints == offer.transport.fingerprints
    }

    /// Goes on with a new offer of the same connection; new credentials of the page are an ICE restart.
    pub(crate) fn renegotiate(&mut self, offer: &Offer, plan: Plan, mark: &str, sources: &mut Sources, now: Instant) {
        if self.remote.fragment != offer.transport.fragment {
            let fresh = Credentials::generate(mark);
            self.retired = Some(std::mem::replace(&mut self.credentials, fresh));
        }
        self.remote = offer.transport.clone();
        self.agree(plan, sources, now);
    }

    fn agree(&mut self, plan: Plan, sources: &mut Sources, now: Instant) {
        self.version += 1;
        for (kind, track) in [(MediaKind::Audio, &mut self.audio), (MediaKind::Video, &mut self.video)] {
            let lane = plan.lane(kind);
            match lane.filter(|lane| lane.receive) {
                None => track.inbound = None,
                Some(lane) => {
                    let unchanged = track
                        .inbound
                        .as_ref()
                        .is_some_and(|inbound| lane.remote_ssrc.is_none() || inbound.ssrc == lane.remote_ssrc);
                    if !unchanged {
                        track.inbound = Some(Inbound::new(sources.next(), lane, now));
                    }
                }
            }
            match (lane.filter(|lane| lane.send), &mut track.leg) {
                (None, None) | (Some(_), Some(_)) => {}
                // It may be wanted again, and its numbers must go on then: under the same keys a number that is used
                // twice with its SSRC would give the key stream away.
                (None, Some(leg)) => leg.numbers.wait(),
                (Some(lane), leg) => {
                    let clock_rate = lane.payloads[0].format.clock_rate();
                    let random = (rand::random_range(1_000..30_000), rand::random(), rand::random());
                    *leg = Some(Leg::new(kind, track.ssrcs, clock_rate, random));
                }
            }
            track.lane = lane.cloned();
        }
        let feedback = plan.lanes.iter().flatten().filter(|lane| lane.receive).find_map(|lane| lane.extensions.transport_cc);
        if self.transport_feedback.as_ref().map(TransportFeedback::extension) != feedback {
            self.transport_feedback = feedback.map(TransportFeedback::new);
        }
        self.plan = plan;
    }

    /// The SDP that answers the offer that was last agreed on.
    pub(crate) fn answer(&self, offer: &Offer, fingerprint: &str, udp: &[SocketAddr], tcp: &[SocketAddr]) -> String {
        let local = Local {
            session_id: self.session_id,
            version: self.version,
            fragment: &self.credentials.fragment,
            password: &self.credentials.password,
            fingerprint,
            udp,
            tcp,
            audio: self.audio.ssrcs,
            video: self.video.ssrcs,
        };
        render(offer, &self.plan, &local)
    }

    /// The password to check a request against that names `fragment` as ours and `remote` as the page's.
    pub(crate) fn password_for(&self, fragment: &str, remote: &str) -> Option<&str> {
        if fragment == self.credentials.fragment {
            return (remote == self.remote.fragment).then_some(self.credentials.password.as_str());
        }
        self.retired.as_ref().filter(|retired| retired.fragment == fragment).map(|retired| retired.password.as_str())
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

    /// Whether the peer came back after its path was gone, since this was asked last.
    pub(crate) fn has_returned(&mut self) -> bool {
        let returned = self.presence.has_returned();
        if returned {
            self.inbounds().for_each(Inbound::path_returned);
        }
        returned
    }

    /// Notes an authenticated check, on a path that may be spoken to from now on.
    pub(crate) fn on_check(&mut self, now: Instant) {
        self.presence.heard(false, now);
        // A handshake that cannot be opened ends by its time limit, like one that nobody answers.
        let _later = self.secure.path_found(now);
    }

    /// What to tell once something came again after a silence.
    pub(crate) fn resumed(&mut self, now: Instant) -> Option<Wish> {
        let back = match self.phase {
            Phase::Quiet => !self.silent_for(QUIET_AFTER, now),
            Phase::Stalled => self.paths.has_consent(now),
            Phase::Connecting { .. } | Phase::Connected => false,
        };
        back.then(|| {
            self.phase = Phase::Connected;
            Wish::Tell(RelayEventKind::Resumed)
        })
    }

    /// Reads a DTLS datagram.
    pub(crate) fn on_dtls(&mut self, datagram: &[u8], now: Instant) -> Vec<Wish> {
        match self.secure.read(datagram, now) {
            Err(cause) => vec![Wish::Tell(RelayEventKind::Failed(cause)), Wish::End],
            Ok(Secured::Nothing) => Vec::new(),
            Ok(Secured::Connected) => {
                self.phase = Phase::Connected;
                self.presence.heard(false, now);
                self.next_report = Some(now + REPORT_INTERVAL);
                vec![Wish::Tell(RelayEventKind::Connected)]
            }
            Ok(Secured::Closed) => vec![Wish::Tell(RelayEventKind::Closed), Wish::End],
        }
    }
}
