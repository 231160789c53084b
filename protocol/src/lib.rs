//! What can be said in Cicerone, and what happened: messages, events, the fold from events to a session's view, and the log format.
//!
//! Everything here is pure data and pure functions: no clock, no I/O, no randomness. The server, the verifier and (through generated
//! TypeScript and golden fixtures) the web pages all read the same definitions, so none of them can drift from the others.
//!
//! Where to look:
//! - [`command`]: what each role may ask for, one inbound enum per role; nothing in them can act on the customer's device.
//! - [`message`]: what the server says to a page.
//! - [`event`]: what happened; the only thing that is ever logged.
//! - [`view`]: what anyone may know of a session; `fold.rs` makes it of the events, for live pages, late joiners and review alike.
//! - [`log`]: the file format, its hash chain, and its verifier.
//! - [`limits`]: every bound, with its reason.

#![warn(clippy::wildcard_enum_match_arm)] // the fold must say what every event means

pub mod api;
pub mod command;
mod customer_view;
pub mod error;
pub mod event;
mod fold;
pub mod ids;
pub mod limits;
pub mod log;
pub mod message;
pub mod picture;
mod scope;
mod sdp;
mod strict;
pub mod text;
mod time;
pub mod transient;
pub mod view;

pub use customer_view::CustomerView;
pub use error::ErrorCode;
pub use event::{Actor, Envelope, Event};
pub use ids::{MarkId, MessageId, ParticipantId, SessionId, StepId, StillId, TabId};
pub use sdp::{Sdp, SdpTooLong};
pub use strict::strict;
pub use text::Private;
pub use time::SessionTime;
pub use view::SessionView;
