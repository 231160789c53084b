//! What the RTCP of one member asks of the others, or tells them.

use super::MediaThread;
use crate::gates::gate::{Gate, Passage};
use crate::ids::{Member, PeerId, SessionKey};
use crate::kind::{MediaKind, PeerRole};
use crate::net::outbox::Datagram;
use crate::peer::event::RelayEvent;
use crate::peer::{Asked, Lost, TrackClock};
use std::time::Instant;

impl<E: Fn(RelayEvent)> MediaThread<E> {
    /// Opens an RTCP packet of `id` and does what it asks for.
    pub(super) fn on_rtcp(&mut self, id: PeerId, sealed: &[u8], now: Instant) {
        let Some(peer) = self.peers.get_mut(&id) else {
            return;
        };
        let member = peer.member;
        for asked in peer.on_rtcp(sealed, &self.setup.metrics, now) {
            match asked {
                Asked::Keyframe { kind } => self.want_keyframe(id, kind, now),
                Asked::Resend(lost) => self.resend(id, lost, now),
                Asked::Clock(told) => self.pass_clock(id, member, told, now),
            }
        }
    }

    /// Asks whoever feeds `viewer` for a keyframe.
    pub(super) fn want_keyframe(&mut self, viewer: PeerId, kind: MediaKind, now: Instant) {
        if let Some(publisher) = self.feeding(viewer) {
            self.ask_for_keyframe(publisher, kind, now);
        }
    }

    /// Somebody new is to see the customer's picture: nobody shall wait for its next packet to ask for a keyframe.
    pub(super) fn want_first_keyframe(&mut self, session: SessionKey, now: Instant) {
        if let Some(members) = self.sessions.get(&session)
            && members.gates.is_open(Gate::CustomerVideo)
            && let Some(customer) = members.customer()
        {
            self.ask_for_keyframe(customer, MediaKind::Video, now);
        }
    }

    fn ask_for_keyframe(&mut self, publisher: PeerId, kind: MediaKind, now: Instant) {
        if let Some(inbound) = self.peers.get_mut(&publisher).and_then(|peer| peer.inbound_mut(kind)) {
            inbound.keyframes.want();
            self.apply(publisher, now);
        }
    }

    /// Sends a lost packet again, if its gate has been open since it was sent first.
    fn resend(&mut self, viewer: PeerId, lost: Lost, now: Instant) {
        let Some(publisher) = self.feeding(viewer).and_then(|publisher| self.peers.get_mut(&publisher)) else {
            return;
        };
        let Member { session, role, .. } = publisher.member;
        let inbound = publisher.inbound_mut(lost.kind).filter(|inbound| inbound.source == lost.original.source);
        let Some(packet) = inbound.and_then(|inbound| inbound.history.get(lost.original.sequence, now).cloned()) else {
            return;
        };
        let Some(members) = self.sessions.get(&session) else {
            return;
        };
        let Some(peer) = self.peers.get_mut(&viewer) else {
            return;
        };
        let passage = members.gates.passage(Gate::of(role, lost.kind));
        peer.note_passage(lost.kind, &passage);
        let pass = match passage {
            Passage::Unguarded => None,
            Passage::Open(pass) => Some(pass),
            Passage::Shut => {
                self.setup.metrics.dropped_by_gate.inc();
                return;
            }
        };
        let Some(path) = peer.paths.current(now) else {
            return;
        };
        if let Some(sealed) = peer.resend(lost, &packet, now) {
            self.setup.metrics.nacks_answered.inc();
            self.setup.metrics.packets_forwarded.inc();
            self.setup.metrics.bytes_forwarded.add(packet.payload.len() as u64);
            peer.traffic.sent(sealed.len());
            self.outbox.push(Datagram { path, bytes: sealed, pass, video: true });
        }
    }

    /// Translates a publisher's sender report for everyone who follows it (RFC 3550 §7.2).
    fn pass_clock(&mut self, from: PeerId, member: Member, told: TrackClock, now: Instant) {
        let Some(members) = self.sessions.get(&member.session) else {
            return;
        };
        if Gate::of(member.role, told.kind).is_some_and(|gate| !members.gates.is_open(gate)) {
            return;
        }
        for id in members.peers().filter(|id| *id != from || member.role == PeerRole::Echo) {
            if let Some(peer) = self.peers.get_mut(&id)
                && let Some(path) = peer.paths.current(now)
                && let Some(report) = peer.report_clock(told, now)
            {
                peer.control(&mut self.outbox, path, report);
            }
        }
    }
}
