//! One example, at least, of everything on the wire. The golden files are these, written out.

pub(crate) mod api;
pub(crate) mod commands;
pub(crate) mod events;
pub(crate) mod messages;

use cicerone_protocol::event::{Actor, Quality};
use cicerone_protocol::ids::{MarkId, MessageId, ParticipantId, SessionId, StepId, StillId, TabId};
use cicerone_protocol::picture::{Anchor, FrameSize, Point, Rotation};
use cicerone_protocol::text::{Language, Private};
use uuid::Uuid;

/// A UUIDv7 that says by its last digits which one it is.
pub(crate) const fn uuid(n: u128) -> Uuid {
    Uuid::from_u128(0x0193_5f2a_6c00_7000_8000_0000_0000_0000 | n)
}

pub(crate) const SESSION: SessionId = SessionId::new(uuid(0x01));
pub(crate) const CUSTOMER: ParticipantId = ParticipantId::new(uuid(0x0c));
pub(crate) const SUPERVISOR: ParticipantId = ParticipantId::new(uuid(0x05));
pub(crate) const TAB: TabId = TabId::new(uuid(0x7a));
pub(crate) const STEP: StepId = StepId::new(uuid(0x57));
pub(crate) const MARK: MarkId = MarkId::new(uuid(0x3a));
pub(crate) const STILL: StillId = StillId::new(uuid(0x51));
pub(crate) const MESSAGE: MessageId = MessageId::new(uuid(0x3e));

pub(crate) const BY_CUSTOMER: Actor = Actor::Customer { participant: CUSTOMER };
pub(crate) const BY_SUPERVISOR: Actor = Actor::Supervisor { participant: SUPERVISOR };

pub(crate) const SIZE: FrameSize = FrameSize { width: 886, height: 1920, rotation: Rotation::R0 };
pub(crate) const QUALITY: Quality = Quality { rtt_ms: 48, loss_permille: 3, up_kbps: 1_650, down_kbps: 62 };

pub(crate) fn anchor(still: Option<StillId>) -> Anchor {
    Anchor { epoch: 3, still, size: SIZE }
}

pub(crate) const fn at(x: u16, y: u16) -> Point {
    Point { x, y }
}

pub(crate) fn private(value: &str) -> Private {
    Private::clear(value)
}

pub(crate) fn language(tag: &str) -> Language {
    tag.to_owned().try_into().unwrap()
}

/// Cleans a text as the edge does.
pub(crate) fn text<T: TryFrom<String, Error: std::fmt::Debug>>(value: &str) -> T {
    T::try_from(value.to_owned()).unwrap()
}
