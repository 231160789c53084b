//! The session's state machine: pure, with no clock, no I/O and no randomness of its own.
//!
//! The contract with its driver:
//! 1. [`Session::decide`] takes an [`Input`] and answers with a [`Decision`] or the reason for a refusal. It changes nothing.
//! 2. The driver first shuts the gates in [`Decision::shuts`], then numbers the events with [`Session::stamp`], writes them to disk, and
//!    only then gives each to [`Session::apply`] and to the pages. After that it does what [`Decision::effects`] says, and infers nothing
//!    of its own from events.
//! 3. After that, [`Session::gates`] says what the relay may forward and [`Session::deadline`] when to come back with
//!    [`Input::Deadline`].
//!
//! Because state changes by `apply` alone, a session rebuilt from its log is the session that was running.

mod ahead;
mod deadline;
mod decide;
mod decision;
mod gates;
mod input;
mod machine;
mod memory;
mod session;

pub use ahead::{Shuts, TakesAway};
pub use decision::{Decision, Draft, Effect};
pub use gates::{Gates, kept_access, media_access, picture_access, still_access};
pub use input::{Input, StillOffer};
pub use session::Session;
