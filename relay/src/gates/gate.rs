//! The gates through which packets leave, as atomics that any thread may shut at once.
//!
//! The media thread reads a gate twice for every packet: before it is sealed, and when it is handed over (to the kernel, or
//! to the reader of a tap). Nothing else decides whether a packet is forwarded.

use crate::kind::{MediaKind, PeerRole};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

/// What one gate stands before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Gate {
    /// The customer's screen or camera, towards staff.
    CustomerVideo,
    /// The customer's voice, towards staff.
    CustomerVoice,
    /// The voice of staff, towards the customer.
    StaffVoice,
}

impl Gate {
    /// Every gate.
    pub const ALL: [Gate; 3] = [Gate::CustomerVideo, Gate::CustomerVoice, Gate::StaffVoice];

    /// The gate before what `role` sends of `kind`; `None` if it returns to its sender.
    pub(crate) const fn of(role: PeerRole, kind: MediaKind) -> Option<Self> {
        match (role, kind) {
            (PeerRole::Customer, MediaKind::Video) => Some(Self::CustomerVideo),
            (PeerRole::Customer, MediaKind::Audio) => Some(Self::CustomerVoice),
            (PeerRole::Staff, _) => Some(Self::StaffVoice),
            (PeerRole::Echo, _) => None,
        }
    }

    /// Its place among [`Self::ALL`].
    pub(crate) const fn index(self) -> usize {
        match self {
            Self::CustomerVideo => 0,
            Self::CustomerVoice => 1,
            Self::StaffVoice => 2,
        }
    }
}

/// A set of gates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Gates(u8);

impl Gates {
    /// No gate.
    pub const NONE: Gates = Gates(0);
    /// Every gate.
    pub const ALL: Gates = Gates(0b111);

    /// Whether `gate` is in the set.
    #[must_use]
    pub const fn contains(self, gate: Gate) -> bool {
        self.0 & (1 << gate.index()) != 0
    }

    /// The gates of both sets.
    #[must_use]
    pub const fn union(self, other: Gates) -> Gates {
        Gates(self.0 | other.0)
    }
}

impl From<Gate> for Gates {
    fn from(gate: Gate) -> Self {
        Gates(1 << gate.index())
    }
}

impl FromIterator<Gate> for Gates {
    fn from_iter<I: IntoIterator<Item = Gate>>(gates: I) -> Self {
        gates.into_iter().fold(Gates::NONE, |set, gate| set.union(gate.into()))
    }
}

/// The gates of one session. All are shut at first.
///
/// Each is `opening << 1 | open`. The number rises with every shutting, so that a packet of an earlier opening is still
/// told apart when the gate has been opened again before anybody looked.
#[derive(Debug, Default)]
pub struct SessionGates([AtomicU32; 3]);

/// One opening of one gate, from when it was opened until it is shut.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Opening(u32);

/// What a gate says of a packet.
#[derive(Debug, Clone)]
pub(crate) enum Passage {
    /// No gate stands before it.
    Unguarded,
    Open(Pass),
    Shut,
}

impl SessionGates {
    /// Whether `gate` is open now.
    #[must_use]
    pub fn is_open(&self, gate: Gate) -> bool {
        self.opening(gate).is_some()
    }

    /// The opening that lasts; `None` while `gate` is shut.
    pub(crate) fn opening(&self, gate: Gate) -> Option<Opening> {
        let state = self.0[gate.index()].load(Ordering::SeqCst);
        (state & 1 == 1).then_some(Opening(state >> 1))
    }

    /// Reads `gate` for a packet that is about to be sealed.
    pub(crate) fn passage(self: &Arc<Self>, gate: Option<Gate>) -> Passage {
        let Some(gate) = gate else {
            return Passage::Unguarded;
        };
        match self.opening(gate) {
            Some(opening) => Passage::Open(Pass { gates: self.clone(), gate, opening }),
            None => Passage::Shut,
        }
    }

    pub(crate) fn shut(&self, gates: Gates) {
        self.change(gates, |state| (state & 1 == 1).then(|| (state & !1).wrapping_add(2)));
    }

    pub(crate) fn open(&self, gates: Gates) {
        self.change(gates, |state| Some(state | 1));
    }

    fn change(&self, gates: Gates, next: impl Fn(u32) -> Option<u32>) {
        for gate in Gate::ALL {
            if gates.contains(gate) {
                // An unchanged gate is not an error: shutting twice is shutting.
                let _unchanged = self.0[gate.index()].fetch_update(Ordering::SeqCst, Ordering::SeqCst, &next);
            }
        }
    }
}

/// The opening through which a packet passed first, to be looked at again when the packet is handed over.
#[derive(Debug, Clone)]
pub(crate) struct Pass {
    pub(crate) gates: Arc<SessionGates>,
    pub(crate) gate: Gate,
    pub(crate) opening: Opening,
}

impl Pass {
    /// Whether that opening still lasts.
    pub(crate) fn holds(&self) -> bool {
        self.gates.opening(self.gate) == Some(self.opening)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_gates_are_shut_at_first() {
        let gates = SessionGates::default();
        assert!(Gate::ALL.iter().all(|gate| !gates.is_open(*gate)));
    }

    #[test]
    fn gates_move_apart_from_each_other() {
        let gates = SessionGates::default();
        gates.open([Gate::CustomerVideo, Gate::StaffVoice].into_iter().collect());
        gates.shut(Gate::CustomerVideo.into());
        assert!(!gates.is_open(Gate::CustomerVideo));
        assert!(!gates.is_open(Gate::CustomerVoice));
        assert!(gates.is_open(Gate::StaffVoice));
    }

    #[test]
    fn a_gate_shut_and_opened_between_two_packets_is_noticed() {
        let gates = Arc::new(SessionGates::default());
        gates.open(Gates::ALL);
        let opening = gates.opening(Gate::CustomerVideo).expect("it is open");
        let pass = Pass { gates: gates.clone(), gate: Gate::CustomerVideo, opening };
        assert!(pass.holds());
        gates.shut(Gates::ALL);
        assert!(!pass.holds());
        gates.shut(Gates::ALL);
        gates.open(Gates::ALL);
        assert!(gates.is_open(Gate::CustomerVideo));
        assert!(!pass.holds(), "a later opening is another one");
    }
}
