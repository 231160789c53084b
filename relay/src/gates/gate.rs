//! The doors through which media leaves, as atomics that any thread may shut at once.
//!
//! The media thread reads a door for every packet, once before it is sealed and again when it is handed to the
//! kernel. Nothing else decides whether something is forwarded.

use std::sync::atomic::{AtomicU32, Ordering};

/// One kind of media on its way out of the relay.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Door {
    /// The customer's screen or camera, towards staff.
    CustomerVideo,
    /// The customer's voice, towards staff.
    CustomerVoice,
    /// The voice of staff, towards the customer.
    StaffVoice,
}

impl Door {
    /// Every door.
    pub const ALL: [Door; 3] = [Door::CustomerVideo, Door::CustomerVoice, Door::StaffVoice];

    const fn index(self) -> usize {
        match self {
            Self::CustomerVideo => 0,
            Self::CustomerVoice => 1,
            Self::StaffVoice => 2,
        }
    }
}

/// A set of doors.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Doors(u8);

impl Doors {
    /// No door.
    pub const NONE: Doors = Doors(0);
    /// Every door.
    pub const ALL: Doors = Doors(0b111);

    /// Whether `door` is in the set.
    #[must_use]
    pub const fn contains(self, door: Door) -> bool {
        self.0 & (1 << door.index()) != 0
    }

    /// The doors of both sets.
    #[must_use]
    pub const fn union(self, other: Doors) -> Doors {
        Doors(self.0 | other.0)
    }
}

impl From<Door> for Doors {
    fn from(door: Door) -> Self {
        Doors(1 << door.index())
    }
}

impl FromIterator<Door> for Doors {
    fn from_iter<I: IntoIterator<Item = Door>>(doors: I) -> Self {
        doors.into_iter().fold(Doors::NONE, |set, door| set.union(door.into()))
    }
}

/// The doors of one session. All are shut at first.
///
/// Each door is `generation << 1 | open`. The generation rises with every shutting, so that the media thread sees that
/// a door was shut even when it has been opened again before the next packet.
#[derive(Debug, Default)]
pub struct Gate([AtomicU32; 3]);

/// What a door was when it was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct DoorState(u32);

impl DoorState {
    pub(crate) const fn is_open(self) -> bool {
        self.0 & 1 == 1
    }

    /// Changes whenever the door is shut.
    pub(crate) const fn generation(self) -> u32 {
        self.0 >> 1
    }
}

impl Gate {
    /// Whether `door` is open now.
    #[must_use]
    pub fn is_open(&self, door: Door) -> bool {
        self.read(door).is_open()
    }

    pub(crate) fn read(&self, door: Door) -> DoorState {
        DoorState(self.0[door.index()].load(Ordering::SeqCst))
    }

    pub(crate) fn shut(&self, doors: Doors) {
        self.change(doors, |state| (state & 1 == 1).then(|| (state & !1).wrapping_add(2)));
    }

    pub(crate) fn open(&self, doors: Doors) {
        self.change(doors, |state| Some(state | 1));
    }

    fn change(&self, doors: Doors, next: impl Fn(u32) -> Option<u32>) {
        for door in Door::ALL {
            if doors.contains(door) {
                // An unchanged door is not an error: shutting twice is shutting.
                let _unchanged = self.0[door.index()].fetch_update(Ordering::SeqCst, Ordering::SeqCst, &next);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_doors_are_shut_at_first() {
        let gate = Gate::default();
        assert!(Door::ALL.iter().all(|door| !gate.is_open(*door)));
    }

    #[test]
    fn doors_move_apart_from_each_other() {
        let gate = Gate::default();
        gate.open([Door::CustomerVideo, Door::StaffVoice].into_iter().collect());
        gate.shut(Door::CustomerVideo.into());
        assert!(!gate.is_open(Door::CustomerVideo));
        assert!(!gate.is_open(Door::CustomerVoice));
        assert!(gate.is_open(Door::StaffVoice));
    }

    #[test]
    fn a_door_shut_and_opened_between_two_packets_is_noticed() {
        let gate = Gate::default();
        gate.open(Doors::ALL);
        let before = gate.read(Door::CustomerVideo);
        gate.shut(Doors::ALL);
        gate.shut(Doors::ALL);
        gate.open(Doors::ALL);
        let after = gate.read(Door::CustomerVideo);
        assert!(after.is_open());
        assert_eq!(after.generation(), before.generation() + 1);
    }
}
