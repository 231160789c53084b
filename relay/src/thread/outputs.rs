//! What a peer's actions led to, carried out in one place.

use super::MediaThread;
use crate::ice::path::Path;
use crate::ids::PeerId;
use crate::kind::MediaKind;
use crate::peer::event::{RelayEvent, RelayEventKind};
use std::time::{Duration, Instant};

/// The shortest time from handling a peer to its next wake-up.
const SHORTEST_SLEEP: Duration = Duration::from_millis(1);

impl<E: Fn(RelayEvent)> MediaThread<E> {
    /// Carries out what the last actions of a peer led to. Whoever acts on a peer calls this afterwards, and nothing else.
    pub(super) fn apply(&mut self, id: PeerId, now: Instant) {
        let Some(peer) = self.peers.get_mut(&id) else {
            return;
        };
        let output = peer.drain(&mut self.outbox, &self.setup.metrics, now);
        for kind in output.news {
            match kind {
                RelayEventKind::Connected => self.setup.metrics.peers_connected.inc(),
                RelayEventKind::Failed(_) => self.setup.metrics.peers_failed.inc(),
                _ => {}
            }
            (self.setup.events)(RelayEvent { session: peer.member.session, media: peer.member.media, kind });
        }
        if output.ended {
            self.forget(id, now);
            return;
        }
        // Never at once again: whatever a peer leaves undone, the turn ends and others get theirs.
        let at = output.wake_at.map(|at| at.max(now + SHORTEST_SLEEP));
        self.timers.schedule(id, &mut peer.scheduled, at);
        if output.returned {
            self.want_keyframe(id, MediaKind::Video, now);
        }
    }

    /// Removes a peer with its names and paths.
    pub(super) fn forget(&mut self, id: PeerId, now: Instant) {
        let Some(mut peer) = self.peers.remove(&id) else {
            return;
        };
        peer.secure.close(now);
        peer.send_handshake(&mut self.outbox, now);
        let paths: Vec<Path> = peer.paths.iter().collect();
        self.routes.unname(&peer.credentials.fragment);
        if let Some(retired) = &peer.retired {
            self.routes.unname(&retired.fragment);
        }
        if let Some(members) = self.sessions.get_mut(&peer.member.session) {
            members.remove(peer.member.media, id);
        }
        for path in paths {
            self.routes.remove(path, id);
            if let Path::Tcp { connection } = path {
                self.closing.push(connection);
            }
        }
    }
}
