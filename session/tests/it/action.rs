//! What can happen in a random run.

use cicerone_protocol::command::{CustomerCommand as C, SupervisorCommand as S};
use cicerone_protocol::event::Media;
use cicerone_protocol::picture::StillReason;
use cicerone_protocol::{ParticipantId, TabId};
use uuid::Uuid;

/// One thing that happens, and how long after the one before.
#[derive(Clone, Debug)]
pub(crate) struct Step {
    pub(crate) after: u64,
    pub(crate) what: Action,
}

/// Ids of marks, steps and stills in commands are places in the session's lists; most lists are shorter.
#[derive(Clone, Debug)]
pub(crate) enum Action {
    Create,
    Invite(ParticipantId),
    Ask,
    /// By the colleague.
    TakeOver,
    Join(ParticipantId, TabId),
    Leave(ParticipantId, TabId),
    Recovered,
    /// The timer; at the moment that is due, or whenever it is.
    Deadline {
        jump: bool,
    },
    Customer(TabId, C),
    Supervisor(ParticipantId, TabId, S),
    Still {
        by: ParticipantId,
        reason: StillReason,
        pick: Pick,
        /// Of the right size, and of the picture that is shown.
        fit: bool,
    },
    Media(Media),
    Trail(usize),
    Quality(ParticipantId),
    /// The last command that led to events, once more.
    Repeat,
    /// A command with a number that is too old or none at all, of the customer or not.
    Late(bool),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Pick {
    New,
    Known(usize),
    Wanted,
}

/// The place for which an id stands.
pub(crate) fn index(id: Uuid) -> usize {
    usize::try_from(id.as_u128()).unwrap_or(usize::MAX)
}
