//! What takes away, and so acts before its turn: it is shut before the session has decided, is held up by no limit, and holds while the
//! log can't be written.
//!
//! Every `match` is exhaustive: a new command or event does not compile until somebody has said what it takes away.

use crate::gates::Gates;
use cicerone_protocol::Event;
use cicerone_protocol::command::{CustomerCommand, SupervisorCommand};
use cicerone_protocol::event::{Media, Outcome, Scope};
use cicerone_protocol::picture::Source;

/// What is shut for a command while it waits for its turn. At least what its decision shuts: a command that is refused, or that changes
/// nothing, opens everything again when its turn has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shuts {
    /// The relay's gates.
    pub gates: Gates,
    /// Pictures that were kept before.
    pub kept: bool,
}

impl Shuts {
    const NOTHING: Self = Self::gates(Gates::NONE);

    /// Says whether there is nothing to shut.
    #[must_use]
    pub fn is_nothing(self) -> bool {
        self == Self::NOTHING
    }

    const fn gates(gates: Gates) -> Self {
        Self { gates, kept: false }
    }
}

/// A page's command, as something that may take away.
pub trait TakesAway {
    /// Returns what to shut before the command waits for its turn; `shown` is the source that is shown now.
    fn shuts(&self, shown: Source) -> Shuts;

    /// Says whether the command only takes away. Then no limit on commands refuses it, and neither does a log that can't be written.
    fn only_takes_away(&self) -> bool;
}

impl TakesAway for CustomerCommand {
    fn shuts(&self, shown: Source) -> Shuts {
        match self {
            Self::Curtain { drawn: true } => Shuts { gates: Gates::VIDEO, kept: true },
            Self::Revoke { scope: Scope::ViewScreen | Scope::ViewCamera } => Shuts::gates(Gates::VIDEO),
            Self::Revoke { scope: Scope::Hear } | Self::Mute { muted: true } => Shuts::gates(Gates::CUSTOMER_VOICE),
            // Another picture comes; the one before must not stand for it. A turned phone shows the same one.
            Self::Source { source, .. } if *source != shown => Shuts::gates(Gates::VIDEO),
            Self::Stop {} => Shuts::gates(Gates::ALL),
            Self::Source { .. }
            | Self::Curtain { drawn: false }
            | Self::Mute { muted: false }
            | Self::Revoke { scope: Scope::Snapshot }
            | Self::Begin { .. }
            | Self::Decline {}
            | Self::Grant { .. }
            | Self::StepSeen { .. }
            | Self::StepDone { .. }
            | Self::StepStuck { .. }
            | Self::Say { .. }
            | Self::Page { .. } => Shuts::NOTHING,
        }
    }

    fn only_takes_away(&self) -> bool {
        match self {
            Self::Curtain { drawn } => *drawn,
            Self::Mute { muted } => *muted,
            Self::Source { source, .. } => *source == Source::None,
            Self::Revoke { .. } | Self::Stop {} | Self::Decline {} => true,
            Self::Begin { .. }
            | Self::Grant { .. }
            | Self::StepSeen { .. }
            | Self::StepDone { .. }
            | Self::StepStuck { .. }
            | Self::Say { .. }
            | Self::Page { .. } => false,
        }
    }
}

impl TakesAway for SupervisorCommand {
    fn shuts(&self, _shown: Source) -> Shuts {
        match self {
            Self::Hold {} | Self::End {} => Shuts::gates(Gates::ALL),
            Self::Mute { muted: true } => Shuts::gates(Gates::STAFF_VOICE),
            // No gate stands open where these are allowed.
            Self::Admit {} | Self::TurnAway {} | Self::Cancel {} | Self::Dispose { .. } => Shuts::NOTHING,
            Self::Mute { muted: false }
            | Self::Unhold {}
            | Self::Mark { .. }
            | Self::Unmark { .. }
            | Self::Clear {}
            | Self::Freeze { .. }
            | Self::Unfreeze {}
            | Self::WantSnapshot {}
            | Self::SendStep { .. }
            | Self::StepDone { .. }
            | Self::WithdrawStep { .. }
            | Self::Say { .. } => Shuts::NOTHING,
        }
    }

    fn only_takes_away(&self) -> bool {
        match self {
            Self::Mute { muted } => *muted,
            Self::Hold {} | Self::End {} => true,
            // Whoever stands at the door sees and hears nothing yet.
            Self::TurnAway {} | Self::Cancel {} => false,
            Self::Admit {}
            | Self::Unhold {}
            | Self::Mark { .. }
            | Self::Unmark { .. }
            | Self::Clear {}
            | Self::Freeze { .. }
            | Self::Unfreeze {}
            | Self::WantSnapshot {}
            | Self::SendStep { .. }
            | Self::StepDone { .. }
            | Self::WithdrawStep { .. }
            | Self::Say { .. }
            | Self::Dispose { .. } => false,
        }
    }
}

/// What becomes of an event while the log can't be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum WithoutLog {
    /// It takes away, so it holds at once and is logged later.
    TakesAway,
    /// It tells who and what is there, and holds as well: a person who was let in before comes back to the call that they agreed to, and
    /// to no more than that.
    Presence,
    /// It is refused.
    Refused,
}

impl WithoutLog {
    pub(crate) const fn of(event: &Event) -> Self {
        match event {
            Event::ConsentCurtain { drawn: true }
            | Event::TalkMuted { muted: true }
            | Event::MediaSource { source: Source::None, .. }
            | Event::MediaState { media: Media::None }
            | Event::ConsentRevoked { .. }
            | Event::SessionHeld {}
            | Event::SessionWrappingUp { .. }
            // The customer's "no" at the door.
            | Event::SessionClosed { outcome: Outcome::Declined }
            | Event::SessionInterrupted { .. }
            | Event::ParticipantLeft { .. }
            | Event::MediaSnapshotMissed { .. } => Self::TakesAway,
            Event::ParticipantJoined { .. } | Event::SessionResumed {} | Event::MediaState { media: Media::Live | Media::Stalled } => Self::Presence,
            Event::ConsentCurtain { drawn: false }
            | Event::TalkMuted { muted: false }
            | Event::MediaSource { source: Source::Screen | Source::Camera | Source::Photo, .. }
            | Event::SessionClosed {
                outcome:
                    Outcome::Completed | Outcome::Expired | Outcome::Cancelled | Outcome::TurnedAway | Outcome::Failed,
            }
            | Event::SessionCreated { .. }
            | Event::SessionInvited { .. }
            | Event::SessionAsking { .. }
            | Event::SessionAdmitted {}
            | Event::SessionActive {}
            | Event::SessionUnheld {}
            | Event::SessionTakenOver { .. }
            | Event::SessionDisposed { .. }
            | Event::ParticipantPage { .. }
            | Event::ConsentGranted { .. }
            | Event::TalkSaid { .. }
            | Event::MediaFrozen { .. }
            | Event::MediaUnfrozen {}
            | Event::MediaStill { .. }
            | Event::MediaSnapshotWanted { .. }
            | Event::MarkDrawn { .. }
            | Event::MarkRemoved { .. }
            | Event::MarkCleared {}
            | Event::PointerTrail { .. }
            | Event::StepSent { .. }
            | Event::StepSeen { .. }
            | Event::StepDone { .. }
            | Event::StepStuck { .. }
            | Event::StepWithdrawn { .. }
            | Event::QualitySampled { .. } => Self::Refused,
        }
    }
}
