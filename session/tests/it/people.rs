//! Who and what the tests speak of.

use cicerone_protocol::command::NewSession;
use cicerone_protocol::event::Quality;
use cicerone_protocol::picture::{FrameSize, Point, Rotation, Shape};
use cicerone_protocol::{ParticipantId, SessionId, StepId, StillId, TabId};
use uuid::Uuid;

pub(crate) const SESSION: SessionId = SessionId::new(Uuid::from_u128(1));
pub(crate) const CUSTOMER: ParticipantId = ParticipantId::new(Uuid::from_u128(10));
pub(crate) const SUPERVISOR: ParticipantId = ParticipantId::new(Uuid::from_u128(11));
pub(crate) const COLLEAGUE: ParticipantId = ParticipantId::new(Uuid::from_u128(12));
pub(crate) const STRANGER: ParticipantId = ParticipantId::new(Uuid::from_u128(13));

pub(crate) const PHONE: TabId = tab(0);
pub(crate) const DESK: TabId = tab(1);

pub(crate) const NO_STEP: StepId = StepId::new(Uuid::from_u128(900));
pub(crate) const NO_STILL: StillId = StillId::new(Uuid::from_u128(901));

pub(crate) const SIZE: FrameSize = FrameSize { width: 720, height: 1280, rotation: Rotation::R0 };
pub(crate) const NO_SIZE: FrameSize = FrameSize { width: 0, height: 1280, rotation: Rotation::R0 };
pub(crate) const HUGE: FrameSize = FrameSize { width: 1601, height: 1280, rotation: Rotation::R0 };
pub(crate) const GOOD: Quality = Quality { rtt_ms: 40, loss_permille: 0, up_kbps: 900, down_kbps: 80 };

pub(crate) const fn tab(n: u8) -> TabId {
    TabId::new(Uuid::from_u128(100 + n as u128))
}

/// Texts of every kind are made from plain ones.
pub(crate) fn text<T: TryFrom<String>>(text: &str) -> T {
    T::try_from(text.to_owned()).ok().expect("the tests' texts are valid")
}

pub(crate) fn new_session() -> NewSession {
    NewSession { reference: text("Iván Ríos, 4711"), topic: Some(text("The heating")), language: text("es") }
}

pub(crate) const fn ring() -> Shape {
    Shape::Ring { from: Point { x: 1, y: 2 }, to: Point { x: 3, y: 4 } }
}
