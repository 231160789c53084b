//! Who is in a session, and who hears and sees whom. Pure.

use crate::gates::gate::Gate;
use crate::peer::PeerId;
use crate::peer::event::{MediaKind, PeerKey, PeerRole};
use std::collections::HashMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// Silence of the voice that is heard after which an older member of staff may be heard. Packets of a muted microphone
/// go on, so this is a lost or absent microphone, not a pause.
const VOICE_YIELDS_AFTER: Duration = Duration::from_secs(2);

/// The members of one session.
pub(crate) struct Session {
    pub(crate) gate: Arc<Gate>,
    peers: HashMap<PeerKey, (PeerId, PeerRole)>,
    voice: Option<(PeerId, Instant)>,
}

impl Session {
    pub(crate) fn new(gate: Arc<Gate>) -> Self {
        Self { gate, peers: HashMap::new(), voice: None }
    }

    pub(crate) fn insert(&mut self, key: PeerKey, id: PeerId, role: PeerRole) {
        self.peers.insert(key, (id, role));
    }

    /// Forgets a peer, unless its key has been taken over by another one since.
    pub(crate) fn remove(&mut self, key: PeerKey, id: PeerId) {
        if self.peers.get(&key).is_some_and(|(current, _)| *current == id) {
            self.peers.remove(&key);
        }
        self.voice = self.voice.filter(|(speaker, _)| *speaker != id);
    }

    pub(crate) fn get(&self, key: PeerKey) -> Option<PeerId> {
        self.peers.get(&key).map(|(id, _)| *id)
    }

    pub(crate) fn ids(&self) -> impl Iterator<Item = PeerId> + '_ {
        self.peers.values().map(|(id, _)| *id)
    }

    /// The newest customer.
    pub(crate) fn customer(&self) -> Option<PeerId> {
        self.with_role(PeerRole::Customer).max()
    }

    /// Everyone who watches.
    pub(crate) fn staff(&self) -> impl Iterator<Item = PeerId> + '_ {
        self.with_role(PeerRole::Staff)
    }

    fn with_role(&self, wanted: PeerRole) -> impl Iterator<Item = PeerId> + '_ {
        self.peers.values().filter(move |(_, role)| *role == wanted).map(|(id, _)| *id)
    }

    /// To whom a packet of `kind` from `sender` goes.
    pub(crate) fn receivers(
        &mut self,
        sender: PeerId,
        role: PeerRole,
        kind: MediaKind,
        now: Instant,
        receivers: &mut Vec<PeerId>,
    ) {
        receivers.clear();
        match (role, kind) {
            (PeerRole::Echo, _) => receivers.push(sender),
            (PeerRole::Customer, _) => {
                if self.customer() == Some(sender) {
                    receivers.extend(self.with_role(PeerRole::Staff));
                }
            }
            (PeerRole::Staff, MediaKind::Audio) => {
                if self.is_heard(sender, now) {
                    receivers.extend(self.customer());
                }
            }
            (PeerRole::Staff, MediaKind::Video) => {}
        }
    }

    /// Whether the voice of `staff` is the one that the customer hears: the newest that sends.
    fn is_heard(&mut self, staff: PeerId, now: Instant) -> bool {
        let yields =
            self.voice.is_none_or(|(speaker, at)| speaker <= staff || now.saturating_duration_since(at) > VOICE_YIELDS_AFTER);
        if yields {
            self.voice = Some((staff, now));
        }
        yields
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn session(members: &[(u64, PeerRole)]) -> Session {
        let mut session = Session::new(Arc::default());
        for (id, role) in members {
            session.insert(PeerKey(*id), PeerId(*id), *role);
        }
        session
    }

    fn to(session: &mut Session, sender: u64, role: PeerRole, kind: MediaKind, now: Instant) -> Vec<u64> {
        let mut receivers = Vec::new();
        session.receivers(PeerId(sender), role, kind, now, &mut receivers);
        let mut ids: Vec<u64> = receivers.into_iter().map(|id| id.0).collect();
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
        session.remove(PeerKey(3), PeerId(3));
        assert_eq!(to(&mut session, 2, PeerRole::Staff, audio, later), [1]);
    }

    #[test]
    fn a_replaced_peer_cannot_remove_its_successor() {
        let mut session = session(&[(1, PeerRole::Staff)]);
        session.insert(PeerKey(1), PeerId(9), PeerRole::Staff);
        session.remove(PeerKey(1), PeerId(1));
        assert_eq!(session.get(PeerKey(1)), Some(PeerId(9)));
    }
}
