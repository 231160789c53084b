//! What the HTTP interface and the desk's socket carry, one file a subject.

mod desk;
mod join;
mod problem;
mod review;
mod sessions;
mod staff;

pub use desk::{FromDesk, ToDesk};
pub use join::{InvitationChecked, Joined};
pub use problem::Problem;
pub use review::{ReviewList, ReviewSession};
pub use sessions::{Invite, SessionCreated, SessionSummary, StillPosted};
pub use staff::{Account, AccountCreated, Me, OneTimeLink, SignedIn, StaffRole, SupervisorName};
