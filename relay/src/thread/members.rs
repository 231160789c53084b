//! Who is in a session, and who gets what of whom. Pure.

use crate::gates::gate::{Gate, SessionGates};
use crate::ids::{MediaId, PeerId};
use crate::kind::{MediaKind, PeerRole};
use crate::thread::taps::{TapId, Taps};
use std::collections::HashMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// Silence of the voice that is heard after which an older member of staff may be heard. Packets of a muted microphone
/// go on, so this is a lost or absent microphone, not a pause.
const VOICE_YIELDS_AFTER: Duration = Duration::from_secs(2);

/// Who gets a packet. The gate and the fence hold for all alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Receiver {
    /// A page, or whatever else speaks WebRTC: sealed, under the numbers of its leg.
    Peer(PeerId),
    /// Something in this process, such as a recorder: in clear text, as it came.
    Tap(TapId),
}

/// The members of one session.
pub(crate) struct Members {
    pub(crate) gates: Arc<SessionGates>,
    pub(crate) taps: Taps,
    peers: HashMap<MediaId, Entry>,
    voice: Option<Voice>,
}

#[derive(Debug, Clone, Copy)]
struct Entry {
    peer: PeerId,
    role: PeerRole,
}

/// The voice of staff that the customer hears.
#[derive(Debug, Clone, Copy)]
struct Voice {
    speaker: PeerId,
    heard_at: Instant,
}

impl Members {
    pub(crate) fn new(gates: Arc<SessionGates>) -> Self {
        Self { gates, taps: Taps::default(), peers: HashMap::new(), voice: None }
    }

    pub(crate) fn insert(&mut self, media: MediaId, peer: PeerId, role: PeerRole) {
        self.peers.insert(media, Entry { peer, role });
    }

    /// Forgets a peer, unless another one serves its connection since.
    pub(crate) fn remove(&mut self, media: MediaId, peer: PeerId) {
        if self.get(media) == Some(peer) {
            self.peers.remove(&media);
        }
        self.voice = self.voice.filter(|voice| voice.speaker != peer);
    }

    /// The peer that serves a connection.
    pub(crate) fn get(&self, media: MediaId) -> Option<PeerId> {
        self.peers.get(&media).map(|entry| entry.peer)
    }

    /// Everyone.
    pub(crate) fn peers(&self) -> impl Iterator<Item = PeerId> + '_ {
        self.peers.values().map(|entry| entry.peer)
    }

    /// The newest customer.
    pub(crate) fn customer(&self) -> Option<PeerId> {
        self.with_role(PeerRole::Customer).max()
    }

    /// Everyone who watches.
    pub(crate) fn staff(&self) -> impl Iterator<Item = PeerId> + '_ {
        self.with_role(PeerRole::Staff)
    }

    /// The peer whose pictures and sound `viewer` gets.
    pub(crate) fn feeding(&self, viewer: PeerId, role: PeerRole) -> Option<PeerId> {
        match role {
            PeerRole::Echo => Some(viewer),
            PeerRole::Staff => self.customer(),
            PeerRole::Customer => None,
        }
    }

    fn with_role(&self, wanted: PeerRole) -> impl Iterator<Item = PeerId> + '_ {
        self.peers.values().filter(move |entry| entry.role == wanted).map(|entry| entry.peer)
    }

    /// Puts into `receivers` who gets what `sender` sends of `kind`.
    pub(crate) fn receivers(
        &mut self,
        sender: PeerId,
        role: PeerRole,
        kind: MediaKind,
        now: Instant,
        receivers: &mut Vec<Receiver>,
    ) {
        receivers.clear();
        match (role, kind) {
            (PeerRole::Echo, _) => receivers.push(Receiver::Peer(sender)),
            (PeerRole::Customer, _) => {
                if self.customer() == Some(sender) {
                    receivers.extend(self.staff().map(Receiver::Peer));
                    self.add_taps(role, kind, receivers);
                }
            }
            (PeerRole::Staff, MediaKind::Audio) => {
                if self.is_heard(sender, now) {
                    receivers.extend(self.customer().map(Receiver::Peer));
                    self.add_taps(role, kind, receivers);
                }
            }
            (PeerRole::Staff, MediaKind::Video) => {}
        }
    }

    fn add_taps(&self, role: PeerRole, kind: MediaKind, receivers: &mut Vec<Receiver>) {
        if let Some(gate) = Gate::of(role, kind) {
            receivers.extend(self.taps.behind(gate).map(Receiver::Tap));
        }
    }

    /// Whether the voice of `staff` is the one that the customer hears: the newest that sends.
    fn is_heard(&mut self, staff: PeerId, now: Instant) -> bool {
        let yields = self
            .voice
            .is_none_or(|voice| voice.speaker <= staff || now.saturating_duration_since(voice.heard_at) > VOICE_YIELDS_AFTER);
        if yields {
            self.voice = Some(Voice { speaker: staff, heard_at: now });
        }
        yields
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn session(members: &[(u64, PeerRole)]) -> Members {
        let mut session = Members::new(Arc::default());
        for (id, role) in members {
            session.insert(MediaId(*id), PeerId(*id), *role);
        }
        session
    }

    fn to(session: &mut Members, sender: u64, role: PeerRole, kind: MediaKind, now: Instant) -> Vec<u64> {
        let mut receivers = Vec::new();
        session.receivers(PeerId(sender), role, kind, now, &mut receivers);
        let peers = receivers.into_iter().filter_map(|receiver| match receiver {
            Receiver::Peer(id) => Some(id.0),
            Receiver::Tap(_) => None,
        });
        let mut ids: Vec<u64> = peers.collect();
        ids.sort_unstable();
        ids
    }

    #[test]
    fn the_newest_customer_goes_to_all_staff_and_nobody_else() {
        let now = Instant::now();
        let members =
            [(1, PeerRole::Customer), (2, PeerRole::Staff), (3, PeerRole::Staff), (4, PeerRole::Customer), (5, PeerRole::Echo)];
        let mut session = session(&members);
        assert_eq!(to(&mut session, 4, PeerRole::Customer, MediaKind::Video, now), [2, 3]);
        assert!(to(&mut session, 1, PeerRole::Customer, MediaKind::Video, now).is_empty());
        assert!(to(&mut session, 2, PeerRole::Staff, MediaKind::Video, now).is_empty());
        assert_eq!(to(&mut session, 5, PeerRole::Echo, MediaKind::Video, now), [5]);
    }

    #[test]
    fn the_newest_voice_of_staff_is_heard_until_it_goes_missing() {
        let t0 = Instant::now();
        let mut session = session(&[(1, PeerRole::Customer), (2, PeerRole::Staff), (3, PeerRole::Staff)]);
        let audio = MediaKind::Audio;
        assert_eq!(to(&mut session, 2, PeerRole::Staff, audio, t0), [1]);
        assert_eq!(to(&mut session, 3, PeerRole::Staff, audio, t0), [1]);
        assert!(to(&mut session, 2, PeerRole::Staff, audio, t0).is_empty());
        let later = t0 + VOICE_YIELDS_AFTER + Duration::from_millis(1);
        assert_eq!(to(&mut session, 2, PeerRole::Staff, audio, later), [1]);
        session.remove(MediaId(3), PeerId(3));
        assert_eq!(to(&mut session, 2, PeerRole::Staff, audio, later), [1]);
    }

    #[test]
    fn a_replaced_peer_cannot_remove_its_successor() {
        let mut session = session(&[(1, PeerRole::Staff)]);
        session.insert(MediaId(1), PeerId(9), PeerRole::Staff);
        session.remove(MediaId(1), PeerId(1));
        assert_eq!(session.get(MediaId(1)), Some(PeerId(9)));
    }
}
