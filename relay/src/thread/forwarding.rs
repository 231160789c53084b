//! Media and its feedback on their way between the peers of a session.

use super::MediaThread;
use crate::gates::gate::Door;
use crate::limits::MAX_RTP_BYTES;
use crate::net::outbox::{Datagram, Pass};
use crate::peer::event::{MediaKind, PeerRole, RelayEvent, RelayEventKind, SessionKey};
use crate::peer::inbound::Media;
use crate::peer::leg::Forwarded;
use crate::peer::{Asked, PeerId, Received, Wish};
use crate::rtp::codec::VideoCodec;
use crate::rtp::packet::Head;
use crate::rtp::renumber::SourceId;
use std::time::Instant;

impl<E: Fn(RelayEvent)> MediaThread<E> {
    pub(super) fn on_rtp(&mut self, id: PeerId, sealed: &[u8], now: Instant) {
        let Some(head) = Head::parse(sealed).filter(|_| sealed.len() <= MAX_RTP_BYTES) else {
            return;
        };
        let Some(peer) = self.peers.get_mut(&id) else {
            return;
        };
        let mut wishes = Vec::new();
        if let Some(received) = peer.on_rtp(sealed, &head, &self.setup.metrics, &mut self.sources, now) {
            if received.accepted.new_format {
                let codec = received.accepted.media.format.name();
                wishes.push(Wish::Tell(RelayEventKind::TrackStarted { media: received.kind, codec }));
            }
            let (session, role) = (peer.session, peer.role);
            self.forward(id, session, role, &received, now);
        }
        if let Some(peer) = self.peers.get_mut(&id) {
            peer.send_feedback(&mut self.outbox, &self.setup.metrics, now);
        }
        self.fulfil(id, wishes, now);
    }

    /// Sends a packet through its door to everyone who is to have it.
    fn forward(&mut self, from: PeerId, key: SessionKey, role: PeerRole, received: &Received, now: Instant) {
        let Some(session) = self.sessions.get_mut(&key) else {
            return;
        };
        let kind = received.kind;
        let media = &received.accepted.media;
        let mut receivers = std::mem::take(&mut self.receivers);
        session.receivers(from, role, kind, now, &mut receivers);
        let gate = session.gate.clone();
        let door = Door::of(role, kind);
        let state = door.map(|door| gate.read(door));
        let open = state.is_none_or(|state| state.is_open());
        let mut somebody_waits = false;
        for id in &receivers {
            if let (Some(state), Some(peer)) = (state, self.peers.get_mut(id)) {
                peer.note_door(kind, state);
            }
            if !open {
                self.setup.metrics.dropped_by_gate.inc();
                continue;
            }
            let pass = door.zip(state).map(|(door, state)| Pass { gate: gate.clone(), door, generation: state.generation() });
            somebody_waits |= self.forward_to(*id, kind, received.source, media, pass, now);
        }
        self.receivers = receivers;
        let Some(inbound) = self.peers.get_mut(&from).and_then(|peer| peer.inbound_mut(kind)) else {
            return;
        };
        if kind == MediaKind::Video {
            if open {
                inbound.history.insert(media.sequence, media.clone(), now);
            } else {
                inbound.history.clear();
            }
        }
        if somebody_waits {
            inbound.keyframes.someone_waits(now);
        }
    }

    /// Sends a packet to one peer; `true` if its decoder waits for a keyframe.
    fn forward_to(
        &mut self,
        id: PeerId,
        kind: MediaKind,
        source: SourceId,
        media: &Media,
        pass: Option<Pass>,
        now: Instant,
    ) -> bool {
        let Some(peer) = self.peers.get_mut(&id) else {
            return false;
        };
        let Some(path) = peer.paths.current(now) else {
            return false;
        };
        match peer.forward(kind, source, media, now) {
            Some(Forwarded::Sealed { packet, epoch }) => {
                self.setup.metrics.packets_forwarded.inc();
                self.setup.metrics.bytes_forwarded.add(media.payload.len() as u64);
                peer.traffic.sent(packet.len());
                self.outbox.push(Datagram { path, bytes: packet, pass, video: kind == MediaKind::Video });
                if let Some(epoch) = epoch {
                    self.fulfil(id, vec![Wish::Tell(RelayEventKind::VideoForwarded { epoch })], now);
                }
                false
            }
            Some(Forwarded::Mismatch { news: Some(offered) }) => {
                let wish = self.mismatch(id, offered);
                self.fulfil(id, wish.into_iter().collect(), now);
                false
            }
            Some(Forwarded::Waits) => true,
            Some(Forwarded::Mismatch { news: None } | Forwarded::Dropped) | None => false,
        }
    }

    /// What to tell of a viewer that cannot decode what is sent.
    fn mismatch(&self, viewer: PeerId, offered: VideoCodec) -> Option<Wish> {
        let peer = self.peers.get(&viewer)?;
        let publisher = self.peers.get(&self.feeding(viewer, peer.session, peer.role)?)?;
        let have = peer.codecs();
        let common = publisher.possible_codecs().iter().copied().filter(|codec| have.contains(codec)).collect();
        Some(Wish::Tell(RelayEventKind::CodecMismatch { offered, have, common }))
    }

    pub(super) fn on_rtcp(&mut self, id: PeerId, sealed: &[u8], now: Instant) {
        let Some(peer) = self.peers.get_mut(&id) else {
            return;
        };
        let (session, role) = (peer.session, peer.role);
        for asked in peer.on_rtcp(sealed, &self.setup.metrics, now) {
            match asked {
                Asked::Keyframe { kind } => self.want_keyframe(id, session, role, kind, now),
                Asked::Resend { kind, source, sequence } => self.resend(id, (session, role), kind, source, sequence, now),
                Asked::Clock { kind, source, ntp, timestamp } => {
                    self.pass_clock(id, (session, role), kind, (source, ntp, timestamp), now);
                }
            }
        }
        self.fulfil(id, Vec::new(), now);
    }

    /// The peer whose pictures or sound `viewer` gets.
    fn feeding(&self, viewer: PeerId, session: SessionKey, role: PeerRole) -> Option<PeerId> {
        match role {
            PeerRole::Echo => Some(viewer),
            PeerRole::Staff => self.sessions.get(&session)?.customer(),
            PeerRole::Customer => None,
        }
    }

    pub(super) fn want_keyframe(&mut self, viewer: PeerId, session: SessionKey, role: PeerRole, kind: MediaKind, now: Instant) {
        let Some(publisher) = self.feeding(viewer, session, role) else {
            return;
        };
        let Some(peer) = self.peers.get_mut(&publisher) else {
            return;
        };
        if let Some(inbound) = peer.inbound_mut(kind) {
            inbound.keyframes.want();
        }
        peer.send_feedback(&mut self.outbox, &self.setup.metrics, now);
        self.fulfil(publisher, Vec::new(), now);
    }

    /// A door was opened: nobody shall wait for the publisher's next packet to ask for a keyframe.
    pub(super) fn wake_viewers(&mut self, session: SessionKey, now: Instant) {
        let Some(open) = self.sessions.get(&session) else {
            return;
        };
        if open.gate.is_open(Door::CustomerVideo)
            && let Some(customer) = open.customer()
        {
            self.want_keyframe(customer, session, PeerRole::Echo, MediaKind::Video, now);
        }
    }

    /// Sends a lost packet again, if the door has been open since it was sent first.
    fn resend(
        &mut self,
        viewer: PeerId,
        (session, role): (SessionKey, PeerRole),
        kind: MediaKind,
        source: SourceId,
        sequence: u64,
        now: Instant,
    ) {
        let Some(publisher) = self.feeding(viewer, session, role) else {
            return;
        };
        let Some((media, sender)) = self.peers.get_mut(&publisher).and_then(|peer| {
            let role = peer.role;
            let inbound = peer.inbound_mut(kind).filter(|inbound| inbound.source == source)?;
            Some((inbound.history.get(sequence, now)?.clone(), role))
        }) else {
            return;
        };
        let Some(gate) = self.sessions.get(&session).map(|session| session.gate.clone()) else {
            return;
        };
        let Some(peer) = self.peers.get_mut(&viewer) else {
            return;
        };
        let mut pass = None;
        if let Some(door) = Door::of(sender, kind) {
            let state = gate.read(door);
            peer.note_door(kind, state);
            if !state.is_open() {
                self.setup.metrics.dropped_by_gate.inc();
                return;
            }
            pass = Some(Pass { gate, door, generation: state.generation() });
        }
        let Some(path) = peer.paths.current(now) else {
            return;
        };
        if let Some(packet) = peer.resend(kind, source, &media, now) {
            self.setup.metrics.nacks_answered.inc();
            self.setup.metrics.packets_forwarded.inc();
            self.setup.metrics.bytes_forwarded.add(media.payload.len() as u64);
            peer.traffic.sent(packet.len());
            self.outbox.push(Datagram { path, bytes: packet, pass, video: true });
        }
    }

    /// Translates a publisher's sender report for everyone who follows it.
    fn pass_clock(
        &mut self,
        from: PeerId,
        (session, role): (SessionKey, PeerRole),
        kind: MediaKind,
        (source, ntp, timestamp): (SourceId, u64, u32),
        now: Instant,
    ) {
        let Some(members) = self.sessions.get(&session) else {
            return;
        };
        if Door::of(role, kind).is_some_and(|door| !members.gate.is_open(door)) {
            return;
        }
        for id in members.ids().collect::<Vec<_>>() {
            if id == from && role != PeerRole::Echo {
                continue;
            }
            if let Some(peer) = self.peers.get_mut(&id)
                && let Some(path) = peer.paths.current(now)
                && let Some(report) = peer.clock(kind, source, ntp, timestamp, now)
            {
                peer.control(&mut self.outbox, path, report);
            }
        }
    }
}
