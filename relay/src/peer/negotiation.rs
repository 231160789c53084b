//! What a peer and its page agree on: at the first offer, and at each later one of the same connection.

use super::{Peer, Phase, Presence, Track, random_ssrc};
use crate::ice::candidates::Candidates;
use crate::ice::credentials::Credentials;
use crate::ice::path::Paths;
use crate::ids::Member;
use crate::kind::{MediaKind, PeerRole};
use crate::limits::MAX_UNDECLARED_ATTEMPTS;
use crate::peer::secure::{Identity, Secure, Side};
use crate::rtp::codec::VideoCodec;
use crate::rtp::renumber::Sources;
use crate::rtp::transport_cc::TransportFeedback;
use crate::sdp::answer::{Local, render};
use crate::sdp::lane::Lane;
use crate::sdp::offer::{Offer, OfferError};
use crate::sdp::plan::Plan;
use crate::sdp::transport::Setup;
use crate::stats::{PerSecond, Traffic};
use std::time::Instant;

/// An offer, and what of it is to be used.
pub(crate) struct Terms<'a> {
    pub(crate) offer: &'a Offer,
    pub(crate) plan: Plan,
    /// Begins the ICE fragments of the media thread's peers.
    pub(crate) mark: &'a str,
}

impl Peer {
    /// A peer for a page's first offer.
    ///
    /// # Errors
    /// [`OfferError::Crypto`] if the handshake cannot be prepared.
    pub(crate) fn new(
        member: Member,
        terms: Terms<'_>,
        identity: &Identity,
        sources: &mut Sources,
        now: Instant,
    ) -> Result<Self, OfferError> {
        let transport = &terms.offer.transport;
        // RFC 8842 §5.3: a page that insists on being passive is dialled, every other one dials.
        let side = if transport.setup == Setup::Passive { Side::Client } else { Side::Server };
        let secure = Secure::new(identity, side, transport.fingerprints.clone()).map_err(|_| OfferError::Crypto)?;
        let mut peer = Self {
            member,
            paths: Paths::default(),
            credentials: Credentials::generate(terms.mark),
            retired: None,
            secure,
            traffic: Traffic::default(),
            scheduled: None,
            remote: transport.clone(),
            remote_session: terms.offer.session_id.clone(),
            session_id: u64::from(rand::random::<u32>()) + 1,
            version: 0,
            plan: Plan::default(),
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
            news: Vec::new(),
            ended: false,
        };
        peer.agree(terms.plan, sources, now);
        Ok(peer)
    }

    /// Whether `offer` comes from the same peer connection of the same page.
    pub(crate) fn is_same_connection(&self, offer: &Offer, role: PeerRole) -> bool {
        self.member.role == role
            && self.remote_session == offer.session_id
            && self.remote.fingerprints == offer.transport.fingerprints
    }

    /// Goes on with a new offer of the same connection; new credentials of the page are an ICE restart (RFC 8445 §9).
    pub(crate) fn renegotiate(&mut self, terms: Terms<'_>, sources: &mut Sources, now: Instant) {
        if self.remote.fragment != terms.offer.transport.fragment {
            let fresh = Credentials::generate(terms.mark);
            self.retired = Some(std::mem::replace(&mut self.credentials, fresh));
        }
        self.remote = terms.offer.transport.clone();
        self.agree(terms.plan, sources, now);
    }

    fn agree(&mut self, plan: Plan, sources: &mut Sources, now: Instant) {
        self.version += 1;
        for (kind, track) in [(MediaKind::Audio, &mut self.audio), (MediaKind::Video, &mut self.video)] {
            track.agree(kind, plan.lane(kind), sources, now);
        }
        let feedback = plan.lanes.iter().flatten().filter(|lane| lane.receive).find_map(|lane| lane.extensions.transport_cc);
        if self.transport_feedback.as_ref().map(TransportFeedback::extension) != feedback {
            self.transport_feedback = feedback.map(TransportFeedback::new);
        }
        self.plan = plan;
    }

    /// The SDP that answers the offer that was last agreed on.
    pub(crate) fn answer(&self, offer: &Offer, fingerprint: &str, candidates: &Candidates) -> String {
        let local = Local {
            session_id: self.session_id,
            version: self.version,
            credentials: &self.credentials,
            fingerprint,
            candidates,
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

    /// The video codecs that were agreed on with the page.
    pub(crate) fn codecs(&self) -> Vec<VideoCodec> {
        self.video.lane.as_ref().map(Lane::video_codecs).unwrap_or_default()
    }

    /// The video codecs that the page has, and the relay forwards.
    pub(crate) fn possible_codecs(&self) -> &[VideoCodec] {
        &self.plan.possible
    }
}
