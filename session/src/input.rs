//! What reaches a session, and what it answers.

use crate::ahead::WithoutLog;
use crate::gates::Gates;
use cicerone_protocol::command::{CustomerCommand, NewSession, SupervisorCommand};
use cicerone_protocol::event::{Abilities, Cause, Media, Quality, TrailKind, TrailPoint, Via};
use cicerone_protocol::ids::{ParticipantId, StillId, TabId};
use cicerone_protocol::picture::{FrameSize, StillReason};
use cicerone_protocol::text::{Language, Name};
use cicerone_protocol::{Actor, Event, SessionView};

/// Everything that can happen to a session.
#[derive(Clone, Debug)]
pub enum Input {
    /// A member of staff opens it.
    Create {
        /// Who.
        by: ParticipantId,
        /// Their name.
        name: Name,
        /// What they filled in.
        new: NewSession,
    },
    /// An invite was made; an earlier one is void.
    Invite {
        /// Who made it.
        by: ParticipantId,
    },
    /// A customer used the invite.
    Ask {
        /// The customer's new id.
        participant: ParticipantId,
        /// How they came.
        via: Via,
        /// The language that their page shows.
        language: Language,
        /// What their browser can do.
        abilities: Abilities,
    },
    /// A customer repeats the "Join" press with an invite that was used.
    AskAgain {
        /// Who they said to be then.
        participant: ParticipantId,
    },
    /// The customer's page sent a command.
    Customer {
        /// Tab and number.
        cause: Cause,
        /// The command.
        command: CustomerCommand,
    },
    /// The supervisor's page sent a command.
    Supervisor {
        /// Who.
        by: ParticipantId,
        /// Tab and number.
        cause: Cause,
        /// The command.
        command: SupervisorCommand,
    },
    /// A page is connected and authenticated.
    Joined {
        /// Whose.
        participant: ParticipantId,
        /// Which.
        tab: TabId,
    },
    /// A page's connection is gone.
    Left {
        /// Whose.
        participant: ParticipantId,
        /// Which.
        tab: TabId,
    },
    /// A supervisor takes over.
    TakeOver {
        /// Who.
        by: ParticipantId,
        /// Their name.
        name: Name,
    },
    /// A page posted a picture, whose file is on disk.
    Still {
        /// Who.
        by: ParticipantId,
        /// The picture.
        offer: StillOffer,
    },
    /// The relay sees other media than before.
    Media(Media),
    /// Transient frames that were shown.
    Trail {
        /// Which.
        kind: TrailKind,
        /// The picture epoch they belong to.
        epoch: u32,
        /// The points.
        points: Vec<TrailPoint>,
    },
    /// A sample of a person's connection.
    Quality {
        /// Whose.
        participant: ParticipantId,
        /// How.
        quality: Quality,
    },
    /// The server started and nobody is connected.
    Recovered,
    /// The time that [`crate::Session::deadline`] named has come.
    Deadline,
}

/// A picture that a page posted.
#[derive(Clone, Debug)]
pub struct StillOffer {
    /// Its id: made by the page, or for a snapshot by the server.
    pub still: StillId,
    /// Why it was taken.
    pub reason: StillReason,
    /// SHA-256 of the file, lower-case hexadecimal.
    pub sha256: String,
    /// Its size.
    pub size: FrameSize,
    /// Bytes of the file.
    pub bytes: u32,
    /// The picture epoch it shows.
    pub epoch: u32,
}

/// An event that has no place in the log yet.
#[derive(Clone, Debug, PartialEq)]
pub struct Draft {
    /// Who did it.
    pub actor: Actor,
    /// The command behind it.
    pub cause: Option<Cause>,
    /// What happens.
    pub event: Event,
}

/// What follows from an input.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Decision {
    /// Events to log, in order; empty where nothing changes.
    pub drafts: Vec<Draft>,
    /// The gates to shut before anything else, whether or not the log can be written.
    pub shuts: Gates,
}

impl Decision {
    pub(crate) fn new(view: &SessionView, drafts: Vec<Draft>) -> Self {
        let shown = view.picture.source;
        let shuts = drafts.iter().fold(Gates::NONE, |shut, draft| shut.or(Gates::shut_by(&draft.event, draft.actor, shown)));
        Self { drafts, shuts }
    }

    /// Says whether the decision only takes away.
    #[must_use]
    pub fn takes_away(&self) -> bool {
        self.all_are(|without_log| without_log == WithoutLog::TakesAway)
    }

    /// Says whether the decision holds even while the log can't be written, which then gets it as soon as it can.
    #[must_use]
    pub fn holds_unlogged(&self) -> bool {
        self.all_are(|without_log| without_log != WithoutLog::Refused)
    }

    fn all_are(&self, wanted: impl Fn(WithoutLog) -> bool) -> bool {
        !self.drafts.is_empty() && self.drafts.iter().all(|draft| wanted(WithoutLog::of(&draft.event)))
    }
}
