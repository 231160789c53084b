//! The door: what an invitation is worth, and the customer who used it.

use crate::ids::{ParticipantId, SessionId};
use serde::{Deserialize, Serialize};
use std::fmt;
use ts_rs::TS;

/// What an invitation is worth, before it is used.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export_to = "wire.ts")]
pub struct InvitationChecked {
    /// The name of who helps.
    pub supervisor: String,
    /// The language that staff chose.
    pub language: String,
}

/// The customer is at the door.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export_to = "wire.ts")]
pub struct Joined {
    /// The session.
    pub session: SessionId,
    /// The customer's id in it.
    pub participant: ParticipantId,
    /// Opens the session's socket, now and after a cut.
    pub resume: String,
    /// The name of who helps.
    pub supervisor: String,
}

impl fmt::Debug for Joined {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Joined {{ session: {:?} }}", self.session)
    }
}
