//! What happened: the events of a session, in their envelope. Nothing else is ever logged, and every view is a fold of these.

mod details;
mod envelope;

pub use details::{
    Abilities, Absence, Day, Disposition, Media, Outcome, Quality, Scope, TrailKind, TrailPoint, Via, WrapUpReason,
};
pub use envelope::{Actor, AnyEvent, Cause, EVENT_VERSION, Envelope};

use crate::ids::{MarkId, MessageId, ParticipantId, StepId, StillId, TabId};
use crate::picture::{FrameSize, Mark, Source, Still};
use crate::text::{Language, Private};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "type", content = "data", deny_unknown_fields)]
#[ts(export_to = "wire.ts")]
pub enum Event {
    /// A member of staff opened the session.
    #[serde(rename = "session.created")]
    Created {
        /// The customer's name, or the reference that staff use.
        reference: Private,
        /// What it is about.
        topic: Option<Private>,
        /// The customer's language.
        language: Language,
        /// The supervisor's name.
        supervisor: Private,
    },
    /// An invite was issued; an earlier one of this session is void.
    #[serde(rename = "session.invited")]
    Invited {
        /// Until when it is good, in the session's `t`.
        expires_t: u64,
    },
    /// The customer is at the door.
    #[serde(rename = "session.asking")]
    Asking {
        /// How they came.
        via: Via,
        /// The customer's id in this session.
        participant: ParticipantId,
        /// The language that their page shows.
        language: Language,
        /// What their browser can do.
        abilities: Abilities,
    },
    /// The supervisor let the customer in; the customer is asked what may be shared.
    #[serde(rename = "session.admitted")]
    Admitted {},
    /// The customer answered; the help begins.
    #[serde(rename = "session.active")]
    Active {},
    /// The supervisor put the call on hold.
    #[serde(rename = "session.held")]
    Held {},
    /// The supervisor took the call off hold.
    #[serde(rename = "session.unheld")]
    Unheld {},
    /// Somebody who is needed is away.
    #[serde(rename = "session.interrupted")]
    Interrupted {
        /// The customer is away.
        customer_away: bool,
        /// The supervisor is away.
        supervisor_away: bool,
    },
    /// Everybody who is needed is back.
    #[serde(rename = "session.resumed")]
    Resumed {},
    /// Another supervisor took over.
    #[serde(rename = "session.taken_over")]
    TakenOver {
        /// The new supervisor's name.
        supervisor: Private,
    },
    /// The call is over; the supervisor writes it up.
    #[serde(rename = "session.wrapping_up")]
    WrappingUp {
        /// Why.
        reason: WrapUpReason,
    },
    /// The supervisor's judgement. Staff only.
    #[serde(rename = "session.disposed")]
    Disposed {
        /// How it ended.
        disposition: Disposition,
        /// What to remember.
        note: Option<Private>,
    },
    /// The last entry of a complete log.
    #[serde(rename = "session.closed")]
    Closed {
        /// How.
        outcome: Outcome,
    },
    /// A person's page is connected. A newer tab of the same person replaces the older.
    #[serde(rename = "participant.joined")]
    Joined {
        /// The page.
        tab: TabId,
    },
    /// A person's page is gone.
    #[serde(rename = "participant.left")]
    Left {
        /// Who.
        participant: ParticipantId,
        /// Why.
        absence: Absence,
    },
    /// The customer's page went to the background or came back.
    #[serde(rename = "participant.page")]
    Page {
        /// In the background.
        hidden: bool,
    },
    /// The customer agreed.
    #[serde(rename = "consent.granted")]
    Granted {
        /// To what.
        scope: Scope,
    },
    /// The customer took consent back.
    #[serde(rename = "consent.revoked")]
    Revoked {
        /// For what.
        scope: Scope,
    },
    /// The customer drew the curtain or opened it.
    #[serde(rename = "consent.curtain")]
    Curtain {
        /// Drawn, or open.
        drawn: bool,
    },
    /// The actor muted their microphone or opened it.
    #[serde(rename = "talk.muted")]
    Muted {
        /// Muted, or open.
        muted: bool,
    },
    /// A chat message.
    #[serde(rename = "talk.said")]
    Said {
        /// Its id.
        message: MessageId,
        /// Its text.
        text: Private,
    },
    /// The customer changed what they show, or its size changed.
    #[serde(rename = "media.source")]
    SourceChanged {
        /// What is shown.
        source: Source,
        /// Its size; none where nothing is shown.
        size: Option<FrameSize>,
        /// The still, where a photo is shown.
        still: Option<StillId>,
    },
    /// What the relay carries has changed.
    #[serde(rename = "media.state")]
    MediaState {
        /// To what.
        media: Media,
    },
    /// The supervisor froze the picture at a still.
    #[serde(rename = "media.frozen")]
    Frozen {
        /// The still that everybody now sees.
        still: StillId,
    },
    /// The supervisor went back to the live picture.
    #[serde(rename = "media.unfrozen")]
    Unfrozen {},
    /// A picture was stored.
    #[serde(rename = "media.still")]
    StillStored {
        /// The picture.
        still: Still,
    },
    /// The supervisor asked the customer's page for its picture at full size.
    #[serde(rename = "media.snapshot_wanted")]
    SnapshotWanted {
        /// The id that the still will have.
        still: StillId,
    },
    /// The customer's page did not send the picture in time.
    #[serde(rename = "media.snapshot_missed")]
    SnapshotMissed {
        /// The id that the still would have had.
        still: StillId,
    },
    /// A lasting mark.
    #[serde(rename = "guidance.marked")]
    Marked {
        /// The mark.
        mark: Mark,
    },
    /// A mark was taken away.
    #[serde(rename = "guidance.unmarked")]
    Unmarked {
        /// Which.
        mark: MarkId,
    },
    /// All marks were taken away.
    #[serde(rename = "guidance.cleared")]
    Cleared {},
    /// Transient frames of about a second, for the replay.
    #[serde(rename = "guidance.trail")]
    Trail {
        /// Which frames.
        kind: TrailKind,
        /// The picture epoch they belong to.
        epoch: u32,
        /// 1..=128 points in order.
        points: Vec<TrailPoint>,
    },
    /// A step was sent.
    #[serde(rename = "guide.step_sent")]
    StepSent {
        /// Its id.
        step: StepId,
        /// Its number, from 1.
        n: u32,
        /// The one thing to do.
        text: Private,
        /// One more sentence.
        hint: Option<Private>,
        /// A picture that belongs to it.
        still: Option<StillId>,
    },
    /// The customer's page showed the step.
    #[serde(rename = "guide.step_seen")]
    StepSeen {
        /// Which.
        step: StepId,
    },
    /// The step is done: the customer says so, or the supervisor saw it.
    #[serde(rename = "guide.step_done")]
    StepDone {
        /// Which.
        step: StepId,
    },
    /// The customer is stuck at the step.
    #[serde(rename = "guide.step_stuck")]
    StepStuck {
        /// Which.
        step: StepId,
    },
    /// The supervisor took the step back.
    #[serde(rename = "guide.step_withdrawn")]
    StepWithdrawn {
        /// Which.
        step: StepId,
    },
    /// How a person's connection does, about every ten seconds. Staff only.
    #[serde(rename = "quality.sampled")]
    QualitySampled {
        /// Whose.
        participant: ParticipantId,
        /// How.
        quality: Quality,
    },
}

impl Event {
    /// Every type that this build knows, as it stands on the wire.
    pub const TYPES: &'static [&'static str] = &[
        "session.created",
        "session.invited",
        "session.asking",
        "session.admitted",
        "session.active",
        "session.held",
        "session.unheld",
        "session.interrupted",
        "session.resumed",
        "session.taken_over",
        "session.wrapping_up",
        "session.disposed",
        "session.closed",
        "participant.joined",
        "participant.left",
        "participant.page",
        "consent.granted",
        "consent.revoked",
        "consent.curtain",
        "talk.muted",
        "talk.said",
        "media.source",
        "media.state",
        "media.frozen",
        "media.unfrozen",
        "media.still",
        "media.snapshot_wanted",
        "media.snapshot_missed",
        "guidance.marked",
        "guidance.unmarked",
        "guidance.cleared",
        "guidance.trail",
        "guide.step_sent",
        "guide.step_seen",
        "guide.step_done",
        "guide.step_stuck",
        "guide.step_withdrawn",
        "quality.sampled",
    ];

    /// Says whether the customer's page may be shown this event. Reference, disposition and measures are the staff's own.
    #[must_use]
    pub const fn is_for_customer(&self) -> bool {
        !matches!(self, Self::Created { .. } | Self::Disposed { .. } | Self::QualitySampled { .. } | Self::Trail { .. })
    }
}
