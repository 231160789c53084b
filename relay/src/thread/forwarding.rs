//! Packets on their way from one member of a session to the others.

use super::MediaThread;
use crate::gates::gate::{Gate, Passage};
use crate::ids::{Member, PeerId};
use crate::kind::MediaKind;
use crate::limits::MAX_RTP_BYTES;
use crate::net::outbox::Datagram;
use crate::peer::Received;
use crate::peer::event::{RelayEvent, RelayEventKind};
use crate::peer::leg::Forwarded;
use crate::rtp::codec::VideoCodec;
use crate::rtp::packet::Head;
use crate::thread::members::Receiver;
use crate::thread::taps::{TapId, Tapped};
use std::time::Instant;

impl<E: Fn(RelayEvent)> MediaThread<E> {
    /// Opens a packet of `id` and forwards it.
    pub(super) fn on_rtp(&mut self, id: PeerId, sealed: &[u8], now: Instant) {
        let Some(head) = Head::parse(sealed).filter(|_| sealed.len() <= MAX_RTP_BYTES) else {
            return;
        };
        let Some(peer) = self.peers.get_mut(&id) else {
            return;
        };
        let member = peer.member;
        if let Some(received) = peer.on_rtp(sealed, &head, &self.setup.metrics, &mut self.sources, now) {
            self.forward(id, member, &received, now);
        }
    }

    /// Sends a packet through its gate to everyone who is to have it.
    fn forward(&mut self, from: PeerId, member: Member, received: &Received, now: Instant) {
        let Some(members) = self.sessions.get_mut(&member.session) else {
            return;
        };
        let Received { kind, accepted, .. } = received;
        let mut receivers = std::mem::take(&mut self.receivers);
        members.receivers(from, member.role, *kind, now, &mut receivers);
        let passage = members.gates.passage(Gate::of(member.role, *kind));
        let mut somebody_waits = false;
        for receiver in &receivers {
            somebody_waits |= match receiver {
                Receiver::Peer(id) => self.forward_to(*id, received, &passage, now),
                Receiver::Tap(id) => self.hand_to_tap(*id, member, received, &passage, now),
            };
        }
        self.receivers = receivers;
        let Some(inbound) = self.peers.get_mut(&from).and_then(|peer| peer.inbound_mut(*kind)) else {
            return;
        };
        if *kind == MediaKind::Video {
            if matches!(passage, Passage::Shut) {
                inbound.history.clear();
            } else {
                inbound.history.insert(accepted.packet.sequence, accepted.packet.clone(), now);
            }
        }
        if somebody_waits {
            inbound.keyframes.someone_waits(now);
        }
    }

    /// Sends a packet to one peer; `true` if its decoder waits for a keyframe.
    fn forward_to(&mut self, id: PeerId, received: &Received, passage: &Passage, now: Instant) -> bool {
        let Some(peer) = self.peers.get_mut(&id) else {
            return false;
        };
        let Received { kind, source, accepted } = received;
        peer.note_passage(*kind, passage);
        let pass = match passage {
            Passage::Unguarded => None,
            Passage::Open(pass) => Some(pass.clone()),
            Passage::Shut => {
                self.setup.metrics.dropped_by_gate.inc();
                return false;
            }
        };
        let Some(path) = peer.paths.current(now) else {
            return false;
        };
        match peer.forward(*kind, *source, &accepted.packet, now) {
            Some(Forwarded::Sealed { sealed, epoch }) => {
                self.setup.metrics.packets_forwarded.inc();
                self.setup.metrics.bytes_forwarded.add(accepted.packet.payload.len() as u64);
                peer.traffic.sent(sealed.len());
                self.outbox.push(Datagram { path, bytes: sealed, pass, video: *kind == MediaKind::Video });
                if epoch.is_some() {
                    self.apply(id, now);
                }
                false
            }
            Some(Forwarded::Mismatch { news: Some(offered) }) => {
                self.tell_mismatch(id, offered, now);
                false
            }
            Some(Forwarded::Waits) => true,
            Some(Forwarded::Mismatch { news: None } | Forwarded::Dropped) | None => false,
        }
    }

    /// Hands a packet to a tap; `true` if it waits for a keyframe.
    fn hand_to_tap(&mut self, id: TapId, member: Member, received: &Received, passage: &Passage, now: Instant) -> bool {
        let metrics = &self.setup.metrics;
        let Passage::Open(pass) = passage else {
            metrics.dropped_by_gate.inc();
            return false;
        };
        let Received { kind, source, accepted } = received;
        let tapped = Tapped { pass, source: *source, kind: *kind, packet: &accepted.packet, arrived: now };
        self.sessions.get_mut(&member.session).is_some_and(|members| members.taps.hand(id, tapped, metrics))
    }

    /// Tells that a viewer cannot decode what is sent.
    fn tell_mismatch(&mut self, viewer: PeerId, offered: VideoCodec, now: Instant) {
        let Some(publisher) = self.feeding(viewer).and_then(|publisher| self.peers.get(&publisher)) else {
            return;
        };
        let possible = publisher.possible_codecs().to_vec();
        let Some(peer) = self.peers.get_mut(&viewer) else {
            return;
        };
        let have = peer.codecs();
        let common = possible.into_iter().filter(|codec| have.contains(codec)).collect();
        peer.tell(RelayEventKind::CodecMismatch { offered, have, common });
        self.apply(viewer, now);
    }

    /// The peer whose pictures and sound `viewer` gets.
    pub(super) fn feeding(&self, viewer: PeerId) -> Option<PeerId> {
        let member = self.peers.get(&viewer)?.member;
        self.sessions.get(&member.session)?.feeding(viewer, member.role)
    }
}
