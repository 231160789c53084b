//! What arrives: routed before it is looked at, and followed when its sender moves.

use super::MediaThread;
use crate::ice::demux::{Kind, classify};
use crate::ice::path::{Checked, Path};
use crate::ice::stun;
use crate::ids::PeerId;
use crate::kind::MediaKind;
use crate::limits::{MAX_MOVE_CANDIDATES, MOVE_AFTER_SILENCE};
use crate::net::udp::Arrived;
use crate::peer::event::RelayEvent;
use crate::rtp::packet::Head;
use std::net::SocketAddr;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Instant;

impl<E: Fn(RelayEvent)> MediaThread<E> {
    /// Handles one datagram. A bug that it wakes costs its sender the call, and nobody else.
    pub(super) fn handle(&mut self, arrived: &Arrived<'_>) {
        let now = arrived.at;
        self.setup.metrics.datagrams_in.inc();
        self.setup.metrics.bytes_in.add(arrived.bytes.len() as u64);
        let handled = catch_unwind(AssertUnwindSafe(|| self.route(arrived, now)));
        if handled.is_err() {
            tracing::error!("a datagram made the relay panic; its sender is disconnected");
            if let Some(id) = self.routes.at(arrived.path) {
                self.forget(id, now);
            }
        }
    }

    /// Nothing but STUN is looked at unless its path is trusted, or its keys prove that its sender has moved.
    fn route(&mut self, arrived: &Arrived<'_>, now: Instant) {
        let kind = classify(arrived.bytes);
        if kind == Kind::Stun {
            if self.on_stun(arrived, now).is_none() {
                self.setup.metrics.stun_refused.inc();
            }
            return;
        }
        let Some(id) = self.routes.at(arrived.path) else {
            if !self.follow(arrived, kind, now) {
                self.setup.metrics.unknown_source_dropped.inc();
            }
            return;
        };
        self.on_trusted(id, kind, arrived.bytes, now);
    }

    fn on_trusted(&mut self, id: PeerId, kind: Kind, bytes: &[u8], now: Instant) {
        let Some(peer) = self.peers.get_mut(&id) else {
            return;
        };
        peer.traffic.received(bytes.len());
        match kind {
            Kind::Dtls => peer.on_dtls(bytes, now),
            Kind::Rtp => self.on_rtp(id, bytes, now),
            Kind::Rtcp => self.on_rtcp(id, bytes, now),
            Kind::Stun | Kind::Unknown => {}
        }
        self.apply(id, now);
    }

    /// Answers a binding request whose integrity holds; the path it came on is trusted from then on.
    fn on_stun(&mut self, arrived: &Arrived<'_>, now: Instant) -> Option<()> {
        let request = stun::Request::parse(arrived.bytes)?;
        let remote = self.remote_of(arrived.path)?;
        let id = self.routes.named(request.local_fragment())?;
        let peer = self.peers.get_mut(&id)?;
        let fresh = request.local_fragment() == peer.credentials.fragment;
        let password = peer.password_for(request.local_fragment(), request.remote_fragment())?.to_owned();
        let crypto = self.setup.identity.provider().crypto();
        let verified = request.verify(&password, crypto)?;
        let response = verified.success(remote, &password, crypto)?;
        let outcome = peer.paths.checked(arrived.path, verified.use_candidate, now);
        peer.traffic.received(arrived.bytes.len());
        peer.on_check(now);
        peer.control(&mut self.outbox, arrived.path, response.into());
        if fresh && let Some(retired) = peer.retired.take() {
            self.routes.unname(&retired.fragment);
        }
        self.follow_paths(id, &outcome, now);
        self.apply(id, now);
        Some(())
    }

    fn remote_of(&self, path: Path) -> Option<SocketAddr> {
        match path {
            Path::Udp(udp) => Some(udp.remote),
            Path::Tcp { connection } => self.connections.get(&connection).map(|connection| connection.remote),
        }
    }

    /// Keeps the routes equal to the paths of a peer. What was on its way to the old place is lost, so a viewer that
    /// moved needs a keyframe.
    fn follow_paths(&mut self, id: PeerId, outcome: &Checked, now: Instant) {
        if let Some(path) = outcome.removed {
            self.routes.remove(path, id);
            self.close_path(path);
        }
        if let Some(path) = outcome.added
            && let Some(before) = self.routes.add(path, id)
            && let Some(before) = self.peers.get_mut(&before)
        {
            before.paths.remove(path);
        }
        if outcome.moved {
            self.want_keyframe(id, MediaKind::Video, now);
        }
    }

    /// Recognises a client behind a re-bound address translation by packets that only it can have sealed: its next ICE
    /// check may be seconds away. A check must confirm the new path, or sending returns to the old one.
    fn follow(&mut self, arrived: &Arrived<'_>, kind: Kind, now: Instant) -> bool {
        let Path::Udp(udp) = arrived.path else {
            return false;
        };
        let Some(ssrc) = sender_of(kind, arrived.bytes) else {
            return false;
        };
        if !self.moves.take(now) {
            return false;
        }
        let silent = self
            .peers
            .iter()
            .filter(|(_, peer)| peer.is_connected() && peer.is_known_sender(ssrc) && peer.silent_for(MOVE_AFTER_SILENCE, now));
        let mut candidates: Vec<PeerId> = silent.map(|(id, _)| *id).collect();
        // Those that were last seen at the same address first.
        candidates.sort_unstable_by_key(|id| {
            let same = self.peers.get(id).is_some_and(|peer| peer.paths.has_remote(udp.remote.ip()));
            (!same, *id)
        });
        for id in candidates.into_iter().take(MAX_MOVE_CANDIDATES) {
            self.on_trusted(id, kind, arrived.bytes, now);
            let Some(peer) = self.peers.get_mut(&id).filter(|peer| peer.was_heard_at(now)) else {
                continue;
            };
            let outcome = peer.paths.recognised(arrived.path, now);
            self.setup.metrics.paths_moved.inc();
            self.follow_paths(id, &outcome, now);
            return true;
        }
        false
    }
}

/// The SSRC that an RTP or RTCP packet claims to come from.
fn sender_of(kind: Kind, packet: &[u8]) -> Option<u32> {
    match kind {
        Kind::Rtp => Head::parse(packet).map(|head| head.ssrc),
        Kind::Rtcp => packet.get(4..8).and_then(|ssrc| ssrc.try_into().ok()).map(u32::from_be_bytes),
        Kind::Stun | Kind::Dtls | Kind::Unknown => None,
    }
}
