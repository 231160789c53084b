//! What the server asks for: sessions, offers, taps.

use super::MediaThread;
use crate::ids::{Member, PeerId};
use crate::kind::PeerRole;
use crate::peer::event::RelayEvent;
use crate::peer::{Peer, Terms};
use crate::sdp::offer::{Offer, OfferError};
use crate::sdp::plan::{Plan, plan, plan_for_viewers};
use crate::thread::mailbox::{Answer, Command};
use crate::thread::members::Members;
use std::time::Instant;

impl<E: Fn(RelayEvent)> MediaThread<E> {
    /// Runs waiting commands; `false` if the thread shall end.
    pub(super) fn run_commands(&mut self) -> bool {
        while let Some(command) = self.setup.inbox.next() {
            let now = Instant::now();
            match command {
                Command::Open { session, gates } => {
                    self.sessions.insert(session, Members::new(gates));
                }
                Command::Close { session } => {
                    let members = self.sessions.get(&session).into_iter().flat_map(Members::peers);
                    for id in members.collect::<Vec<_>>() {
                        self.forget(id, now);
                    }
                    self.sessions.remove(&session);
                }
                Command::Offer { member, sdp, reply } => {
                    let answer = self.answer(member, &sdp, now);
                    reply(answer);
                }
                Command::Remove { session, media } => {
                    if let Some(id) = self.sessions.get(&session).and_then(|members| members.get(media)) {
                        self.forget(id, now);
                    }
                }
                Command::Opened { session } => self.want_first_keyframe(session, now),
                Command::Tap { session, gates, end } => {
                    if let Some(members) = self.sessions.get_mut(&session) {
                        members.taps.add(gates, end);
                        self.want_first_keyframe(session, now);
                    }
                }
                Command::Accepted(accepted) => self.take_over(accepted, now),
                Command::Stop => return false,
            }
        }
        true
    }

    /// Answers an offer: goes on with the peer of the same connection, or replaces it.
    fn answer(&mut self, member: Member, sdp: &str, now: Instant) -> Result<Answer, OfferError> {
        let offer = Offer::parse(sdp)?;
        let plan = self.plan(member, &offer)?;
        let existing = self.sessions.get(&member.session).and_then(|members| members.get(member.media));
        let same = existing.filter(|id| self.peers.get(id).is_some_and(|peer| peer.is_same_connection(&offer, member.role)));
        let id = match same {
            Some(id) => {
                self.go_on(id, &offer, plan, now);
                id
            }
            None => self.begin(member, existing, &offer, plan, now)?,
        };
        let peer = self.peers.get(&id).ok_or(OfferError::NoSession)?;
        self.routes.name(&peer.credentials.fragment, id);
        let sdp = peer.answer(&offer, self.setup.identity.fingerprint(), &self.setup.candidates);
        self.apply(id, now);
        Ok(Answer { sdp, restarted: same.is_some() })
    }

    /// What of an offer is used. A customer is answered with codecs that all who watch have, where there are any.
    fn plan(&self, member: Member, offer: &Offer) -> Result<Plan, OfferError> {
        let members = self.sessions.get(&member.session).ok_or(OfferError::NoSession)?;
        match member.role {
            PeerRole::Customer => {
                let viewers = members.staff().filter_map(|id| self.peers.get(&id)).map(Peer::codecs);
                let viewers: Vec<_> = viewers.filter(|codecs| !codecs.is_empty()).collect();
                plan_for_viewers(offer, member.role, &self.setup.codecs, &viewers)
            }
            PeerRole::Staff | PeerRole::Echo => plan(offer, member.role, &self.setup.codecs),
        }
    }

    fn go_on(&mut self, id: PeerId, offer: &Offer, plan: Plan, now: Instant) {
        let Some(peer) = self.peers.get_mut(&id) else {
            return;
        };
        if let Some(retired) = peer.retired.take() {
            self.routes.unname(&retired.fragment);
        }
        peer.renegotiate(Terms { offer, plan, mark: &self.setup.mark }, &mut self.sources, now);
    }

    fn begin(
        &mut self,
        member: Member,
        replaced: Option<PeerId>,
        offer: &Offer,
        plan: Plan,
        now: Instant,
    ) -> Result<PeerId, OfferError> {
        let terms = Terms { offer, plan, mark: &self.setup.mark };
        let peer = Peer::new(member, terms, &self.setup.identity, &mut self.sources, now)?;
        if let Some(replaced) = replaced {
            self.forget(replaced, now);
        }
        self.next_peer += 1;
        let id = PeerId(self.next_peer);
        self.peers.insert(id, peer);
        if let Some(members) = self.sessions.get_mut(&member.session) {
            members.insert(member.media, id, member.role);
        }
        Ok(id)
    }
}
