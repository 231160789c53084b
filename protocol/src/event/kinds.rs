//! Every type of event and its data; `docs/events.md` has them in a table.

use super::details::{Abilities, Absence, Disposition, Media, Outcome, Quality, TrailKind, TrailPoint, Via, WrapUpReason};
use crate::ids::{MarkId, MessageId, ParticipantId, StepId, StillId, TabId};
use crate::picture::{FrameSize, Mark, Source, Still};
use crate::scope::Scope;
use crate::text::{Language, Private};
use crate::time::SessionTime;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "type", content = "data")]
#[ts(export_to = "wire.ts")]
pub enum Event {
    /// A member of staff opened the session.
    #[serde(rename = "session.created")]
    SessionCreated {
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
    SessionInvited {
        /// Until when it is good, in the session's `t`.
        expires_t: SessionTime,
    },
    /// The customer is at the door.
    #[serde(rename = "session.asking")]
    SessionAsking {
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
    SessionAdmitted {},
    /// The customer answered; the help begins.
    #[serde(rename = "session.active")]
    SessionActive {},
    /// The supervisor put the call on hold.
    #[serde(rename = "session.held")]
    SessionHeld {},
    /// The supervisor took the call off hold.
    #[serde(rename = "session.unheld")]
    SessionUnheld {},
    /// Somebody who is needed is away.
    #[serde(rename = "session.interrupted")]
    SessionInterrupted {
        /// The customer is away.
        customer_away: bool,
        /// The supervisor is away.
        supervisor_away: bool,
    },
    /// Everybody who is needed is back.
    #[serde(rename = "session.resumed")]
    SessionResumed {},
    /// Another supervisor took over.
    #[serde(rename = "session.taken_over")]
    SessionTakenOver {
        /// The new supervisor's name.
        supervisor: Private,
    },
    /// The call is over; the supervisor writes it up.
    #[serde(rename = "session.wrapping_up")]
    SessionWrappingUp {
        /// Why.
        reason: WrapUpReason,
    },
    /// The supervisor's judgement. Staff only.
    #[serde(rename = "session.disposed")]
    SessionDisposed {
        /// How it ended.
        disposition: Disposition,
        /// What to remember.
        note: Option<Private>,
    },
    /// The last entry of a complete log.
    #[serde(rename = "session.closed")]
    SessionClosed {
        /// How.
        outcome: Outcome,
    },
    /// A person's page is connected. A newer tab of the same person replaces the older.
    #[serde(rename = "participant.joined")]
    ParticipantJoined {
        /// The page.
        tab: TabId,
    },
    /// A person's page is gone.
    #[serde(rename = "participant.left")]
    ParticipantLeft {
        /// Who.
        participant: ParticipantId,
        /// Why.
        absence: Absence,
    },
    /// The customer's page went to the background or came back.
    #[serde(rename = "participant.page")]
    ParticipantPage {
        /// In the background.
        hidden: bool,
    },
    /// The customer agreed.
    #[serde(rename = "consent.granted")]
    ConsentGranted {
        /// To what.
        scope: Scope,
    },
    /// The customer took consent back.
    #[serde(rename = "consent.revoked")]
    ConsentRevoked {
        /// For what.
        scope: Scope,
    },
    /// The customer drew the curtain or opened it.
    #[serde(rename = "consent.curtain")]
    ConsentCurtain {
        /// Drawn, or open.
        drawn: bool,
    },
    /// The actor muted their microphone or opened it.
    #[serde(rename = "talk.muted")]
    TalkMuted {
        /// Muted, or open.
        muted: bool,
    },
    /// A chat message.
    #[serde(rename = "talk.said")]
    TalkSaid {
        /// Its id.
        message: MessageId,
        /// Its text.
        text: Private,
    },
    /// The customer changed what they show, or its size changed.
    #[serde(rename = "media.source")]
    MediaSource {
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
    MediaFrozen {
        /// The still that everybody now sees.
        still: StillId,
    },
    /// The supervisor went back to the live picture.
    #[serde(rename = "media.unfrozen")]
    MediaUnfrozen {},
    /// A picture was stored.
    #[serde(rename = "media.still")]
    MediaStill {
        /// The picture.
        still: Still,
    },
    /// The supervisor asked the customer's page for its picture at full size.
    #[serde(rename = "media.snapshot_wanted")]
    MediaSnapshotWanted {
        /// The id that the still will have.
        still: StillId,
    },
    /// The customer's page did not send the picture in time.
    #[serde(rename = "media.snapshot_missed")]
    MediaSnapshotMissed {
        /// The id that the still would have had.
        still: StillId,
    },
    /// A lasting mark.
    #[serde(rename = "mark.drawn")]
    MarkDrawn {
        /// The mark.
        mark: Mark,
    },
    /// A mark was taken away.
    #[serde(rename = "mark.removed")]
    MarkRemoved {
        /// Which.
        mark: MarkId,
    },
    /// All marks were taken away.
    #[serde(rename = "mark.cleared")]
    MarkCleared {},
    /// Transient frames of about a second, for the replay.
    #[serde(rename = "pointer.trail")]
    PointerTrail {
        /// Which frames.
        kind: TrailKind,
        /// The picture epoch they belong to.
        epoch: u32,
        /// 1..=128 points in order.
        points: Vec<TrailPoint>,
    },
    /// A step was sent.
    #[serde(rename = "step.sent")]
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
    #[serde(rename = "step.seen")]
    StepSeen {
        /// Which.
        step: StepId,
    },
    /// The step is done: the customer says so, or the supervisor saw it.
    #[serde(rename = "step.done")]
    StepDone {
        /// Which.
        step: StepId,
    },
    /// The customer is stuck at the step.
    #[serde(rename = "step.stuck")]
    StepStuck {
        /// Which.
        step: StepId,
    },
    /// The supervisor took the step back.
    #[serde(rename = "step.withdrawn")]
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
