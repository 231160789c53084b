//! Who may be shown which event.

use super::kinds::Event;

/// Who may be shown an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Audience {
    /// Customer and staff.
    Everyone,
    /// Staff alone.
    Staff,
}

impl Event {
    /// Says who may be shown this event. Every type is named, so that a new one does not compile before somebody has decided.
    #[must_use]
    pub const fn audience(&self) -> Audience {
        match self {
            // The reference, the judgement and measures are the staff's own; a trail repeats what the customer's page has drawn already.
            Self::SessionCreated { .. }
            | Self::SessionDisposed { .. }
            | Self::PointerTrail { .. }
            | Self::QualitySampled { .. } => Audience::Staff,
            Self::SessionInvited { .. }
            | Self::SessionAsking { .. }
            | Self::SessionAdmitted {}
            | Self::SessionActive {}
            | Self::SessionHeld {}
            | Self::SessionUnheld {}
            | Self::SessionInterrupted { .. }
            | Self::SessionResumed {}
            | Self::SessionTakenOver { .. }
            | Self::SessionWrappingUp { .. }
            | Self::SessionClosed { .. }
            | Self::ParticipantJoined { .. }
            | Self::ParticipantLeft { .. }
            | Self::ParticipantPage { .. }
            | Self::ConsentGranted { .. }
            | Self::ConsentRevoked { .. }
            | Self::ConsentCurtain { .. }
            | Self::TalkMuted { .. }
            | Self::TalkSaid { .. }
            | Self::MediaSource { .. }
            | Self::MediaState { .. }
            | Self::MediaFrozen { .. }
            | Self::MediaUnfrozen {}
            | Self::MediaStill { .. }
            | Self::MediaSnapshotWanted { .. }
            | Self::MediaSnapshotMissed { .. }
            | Self::MarkDrawn { .. }
            | Self::MarkRemoved { .. }
            | Self::MarkCleared {}
            | Self::StepSent { .. }
            | Self::StepSeen { .. }
            | Self::StepDone { .. }
            | Self::StepStuck { .. }
            | Self::StepWithdrawn { .. } => Audience::Everyone,
        }
    }
}
