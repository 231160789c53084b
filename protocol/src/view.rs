//! What anyone may know of a session. Events make it, by the fold in `fold.rs`, and nothing else does.

use crate::event::{Abilities, Actor, Disposition, Media, Outcome, Quality, Scope, Via, WrapUpReason};
use crate::ids::{MessageId, ParticipantId, SessionId, StepId, StillId, TabId};
use crate::picture::{FrameSize, Mark, Source, Still};
use crate::text::{Language, Private};
use crate::time::SessionTime;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Where a session stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "name", rename_all = "snake_case", deny_unknown_fields)]
#[ts(export_to = "wire.ts")]
pub enum State {
    /// Created; no invite yet.
    Created {},
    /// An invite is out.
    Invited {
        /// Until when it is good.
        expires_t: SessionTime,
    },
    /// The customer is at the door.
    Asking {},
    /// The customer is asked what may be shared.
    Authorizing {},
    /// The help goes on.
    Active {},
    /// The supervisor stopped it for a while: no voice, no picture.
    Held {},
    /// Somebody who is needed is away.
    Interrupted {
        /// The customer is away.
        customer_away: bool,
        /// The supervisor is away.
        supervisor_away: bool,
        /// Whether it was on hold, to which it returns.
        held: bool,
    },
    /// The call is over; the supervisor writes it up.
    WrappingUp {
        /// Why it ended.
        reason: WrapUpReason,
    },
    /// The log is complete; the session never changes again.
    Over {
        /// How it ended.
        outcome: Outcome,
    },
}

impl State {
    /// Says whether the customer is in and the help goes on, be it on hold or with a side away.
    #[must_use]
    pub const fn is_in_call(&self) -> bool {
        match self {
            Self::Active {} | Self::Held {} | Self::Interrupted { .. } => true,
            Self::Created {}
            | Self::Invited { .. }
            | Self::Asking {}
            | Self::Authorizing {}
            | Self::WrappingUp { .. }
            | Self::Over { .. } => false,
        }
    }

    /// Says whether the customer was let in and the help is not over yet: from the consent page on.
    #[must_use]
    pub const fn is_admitted(&self) -> bool {
        matches!(self, Self::Authorizing {}) || self.is_in_call()
    }

    /// Says whether the session can never change again.
    #[must_use]
    pub const fn is_over(&self) -> bool {
        matches!(self, Self::Over { .. })
    }
}

/// One person, as the others see them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export_to = "wire.ts")]
pub struct Participant {
    /// Who.
    pub participant: ParticipantId,
    /// The page that is connected now.
    pub tab: Option<TabId>,
    /// Since when the page is connected, or gone.
    pub since_t: SessionTime,
    /// The microphone is muted.
    pub muted: bool,
    /// The last measure of the connection. Staff only, and absent before the first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub quality: Option<Quality>,
}

impl Participant {
    pub(crate) const fn new(participant: ParticipantId, t: SessionTime) -> Self {
        Self { participant, tab: None, since_t: t, muted: false, quality: None }
    }

    /// Says whether a page of theirs is connected.
    #[must_use]
    pub const fn is_present(&self) -> bool {
        self.tab.is_some()
    }
}

/// The customer at the door and after it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export_to = "wire.ts")]
pub struct Customer {
    /// What everybody has.
    #[serde(flatten)]
    #[ts(flatten)]
    pub participant: Participant,
    /// How they came.
    pub via: Via,
    /// The language that their page shows.
    pub language: Language,
    /// What their browser can do.
    pub abilities: Abilities,
    /// Their page is in the background.
    pub hidden: bool,
    /// When they came to the door.
    pub asked_t: SessionTime,
}

/// What the customer agreed to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export_to = "wire.ts")]
pub struct Consent {
    /// The supervisor sees the screen.
    pub view_screen: bool,
    /// The supervisor sees the camera.
    pub view_camera: bool,
    /// The supervisor hears the customer.
    pub hear: bool,
    /// Single pictures are kept in the log.
    pub snapshot: bool,
}

impl Consent {
    /// Says whether a source may be shown: its scope is granted, or it shows nothing.
    #[must_use]
    pub const fn covers(self, source: Source) -> bool {
        match source.scope() {
            Some(scope) => self.has(scope),
            None => true,
        }
    }

    /// Says whether a scope is granted.
    #[must_use]
    pub const fn has(self, scope: Scope) -> bool {
        match scope {
            Scope::ViewScreen => self.view_screen,
            Scope::ViewCamera => self.view_camera,
            Scope::Hear => self.hear,
            Scope::Snapshot => self.snapshot,
        }
    }

    pub(crate) const fn set(&mut self, scope: Scope, granted: bool) {
        match scope {
            Scope::ViewScreen => self.view_screen = granted,
            Scope::ViewCamera => self.view_camera = granted,
            Scope::Hear => self.hear = granted,
            Scope::Snapshot => self.snapshot = granted,
        }
    }
}

/// The curtain.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export_to = "wire.ts")]
pub struct Curtain {
    /// Drawn, or open.
    pub drawn: bool,
    /// Since when.
    pub since_t: SessionTime,
}

/// The picture that is shared now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export_to = "wire.ts")]
pub struct Picture {
    /// What is shown.
    pub source: Source,
    /// The frame's size as the customer's page told it.
    pub size: Option<FrameSize>,
    /// The still, where a photo is shown.
    pub photo: Option<StillId>,
    /// The still at which the picture is frozen.
    pub frozen: Option<StillId>,
    /// Raised on every change of source, size or freeze.
    pub epoch: u32,
}

impl Picture {
    /// Returns the still that everybody sees instead of a live picture.
    #[must_use]
    pub fn still(&self) -> Option<StillId> {
        self.frozen.or(self.photo)
    }
}

/// A mark, and whether it still holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export_to = "wire.ts")]
pub struct StandingMark {
    /// The mark.
    #[serde(flatten)]
    #[ts(flatten)]
    pub mark: Mark,
    /// When it was drawn.
    pub drawn_t: SessionTime,
    /// The picture that it was drawn on is gone; it is listed, not shown.
    pub faded: bool,
}

/// How a step stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export_to = "wire.ts")]
pub enum StepState {
    /// Sent.
    Sent,
    /// The customer's page showed it.
    Seen,
    /// Done.
    Done,
    /// The customer is stuck.
    Stuck,
    /// Taken back.
    Withdrawn,
}

/// A step.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export_to = "wire.ts")]
pub struct Step {
    /// Its id.
    pub step: StepId,
    /// Its number, from 1.
    pub n: u32,
    /// The one thing to do.
    pub text: Private,
    /// One more sentence.
    pub hint: Option<Private>,
    /// A picture that belongs to it.
    pub still: Option<StillId>,
    /// How it stands.
    pub state: StepState,
    /// When it was sent.
    pub sent_t: SessionTime,
    /// When its state last changed.
    pub state_t: SessionTime,
}

/// A chat message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export_to = "wire.ts")]
pub struct Chat {
    /// Its id.
    pub message: MessageId,
    /// Who wrote it.
    pub from: Actor,
    /// When they wrote it.
    pub said_t: SessionTime,
    /// Its text.
    pub text: Private,
}

/// A still and when it was stored.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export_to = "wire.ts")]
pub struct StoredStill {
    /// The still.
    #[serde(flatten)]
    #[ts(flatten)]
    pub still: Still,
    /// When it was stored.
    pub stored_t: SessionTime,
}

/// The supervisor's judgement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export_to = "wire.ts")]
pub struct Judgement {
    /// How it ended.
    pub disposition: Disposition,
    /// What to remember.
    pub note: Option<Private>,
}

/// Everything that follows from a session's events up to `seq`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export_to = "wire.ts")]
pub struct SessionView {
    /// The session.
    pub session: SessionId,
    /// The last event that is folded in.
    pub seq: u64,
    /// When that event happened.
    pub last_t: SessionTime,
    /// Where the session stands.
    pub state: State,
    /// Since when.
    pub state_t: SessionTime,
    /// When the help began.
    pub active_t: Option<SessionTime>,
    /// The customer's name or reference. Staff only.
    pub reference: Option<Private>,
    /// What it is about. Staff only.
    pub topic: Option<Private>,
    /// The customer's language as staff chose it.
    pub language: Option<Language>,
    /// The supervisor's name.
    pub supervisor_name: Option<Private>,
    /// The supervisor.
    pub supervisor: Option<Participant>,
    /// The customer.
    pub customer: Option<Customer>,
    /// What the customer agreed to.
    pub consent: Consent,
    /// The curtain.
    pub curtain: Curtain,
    /// The picture.
    pub picture: Picture,
    /// What the relay carries.
    pub media: Media,
    /// The marks.
    pub marks: Vec<StandingMark>,
    /// The number that the next mark gets.
    pub next_mark: u32,
    /// The steps.
    pub steps: Vec<Step>,
    /// The chat.
    pub chat: Vec<Chat>,
    /// The stills.
    pub stills: Vec<StoredStill>,
    /// A snapshot that the customer's page was asked for.
    pub snapshot_wanted: Option<StillId>,
    /// The supervisor's judgement. Staff only.
    pub judgement: Option<Judgement>,
}

impl SessionView {
    /// The view before any event.
    #[must_use]
    pub const fn new(session: SessionId) -> Self {
        Self {
            session,
            seq: 0,
            last_t: SessionTime::ZERO,
            state: State::Created {},
            state_t: SessionTime::ZERO,
            active_t: None,
            reference: None,
            topic: None,
            language: None,
            supervisor_name: None,
            supervisor: None,
            customer: None,
            consent: Consent { view_screen: false, view_camera: false, hear: false, snapshot: false },
            curtain: Curtain { drawn: false, since_t: SessionTime::ZERO },
            picture: Picture { source: Source::None, size: None, photo: None, frozen: None, epoch: 0 },
            media: Media::None,
            marks: Vec::new(),
            next_mark: 1,
            steps: Vec::new(),
            chat: Vec::new(),
            stills: Vec::new(),
            snapshot_wanted: None,
            judgement: None,
        }
    }
}
