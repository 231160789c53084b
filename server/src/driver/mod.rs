//! The sessions that run on this server: one driver task owns each, and everything that reaches a session goes through it.
//!
//! A command's way: the socket shuts ahead what it takes away ([`FastPath`]), the [`Driver`] handle queues it, `drive` takes it in its
//! turn, `commit` puts its events on disk, and only then do the pages see them.

mod commit;
mod drive;
mod fast_path;
mod handle;
mod history;
mod outlet;
mod pages;
mod request;
mod samples;
mod services;
mod sessions;
mod stills;
mod trail;

pub(crate) use commit::refusal;
pub use fast_path::{Ahead, FastPath};
pub use handle::Driver;
pub(crate) use pages::{Frame, encode};
pub use pages::{NewPage, Outbound, OutboundReceiver, PageId, outbound};
pub(crate) use request::Said;
pub(crate) use services::Services;
pub use sessions::Sessions;
pub use trail::Pointed;
