//! What reaches a session.

use cicerone_protocol::command::{CustomerCommand, NewSession, SupervisorCommand};
use cicerone_protocol::event::{Abilities, Cause, Media, Quality, TrailKind, TrailPoint, Via};
use cicerone_protocol::ids::{ParticipantId, StillId, TabId};
use cicerone_protocol::picture::{FrameSize, StillReason};
use cicerone_protocol::text::{Language, Name};

/// Everything that can happen to a session.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "fields that have no doc say all by their name")]
pub enum Input {
    /// A member of staff opens it.
    Create {
        by: ParticipantId,
        name: Name,
        /// What they filled in.
        new: NewSession,
    },
    /// An invite was made; an earlier one is void.
    Invite { by: ParticipantId },
    /// A customer used the invite.
    Ask {
        /// The customer's new id.
        participant: ParticipantId,
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
        /// The tab, and its number of the command.
        cause: Cause,
        command: CustomerCommand,
    },
    /// The supervisor's page sent a command.
    Supervisor {
        by: ParticipantId,
        /// The tab, and its number of the command.
        cause: Cause,
        command: SupervisorCommand,
    },
    /// A page is connected and authenticated.
    Joined { participant: ParticipantId, tab: TabId },
    /// A page's connection is gone.
    Left { participant: ParticipantId, tab: TabId },
    /// A supervisor takes over.
    TakeOver { by: ParticipantId, name: Name },
    /// A page posted a picture, whose file is on disk.
    Still { by: ParticipantId, offer: StillOffer },
    /// The relay sees other media than before.
    Media(Media),
    /// Transient frames that were shown.
    Trail {
        kind: TrailKind,
        /// The picture epoch they belong to.
        epoch: u32,
        points: Vec<TrailPoint>,
    },
    /// A sample of a person's connection.
    Quality { participant: ParticipantId, quality: Quality },
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
