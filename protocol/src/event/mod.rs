//! What happened: the events of a session, in their envelope. Nothing else is ever logged, and every view is a fold of these.

mod audience;
mod details;
mod envelope;
mod kinds;
mod names;

pub use crate::scope::Scope;
pub use audience::Audience;
pub use details::{Abilities, Absence, Day, Disposition, Media, Outcome, Quality, TrailKind, TrailPoint, Via, WrapUpReason};
pub use envelope::{Actor, AnyEvent, Cause, EVENT_VERSION, Envelope};
pub use kinds::Event;
