//! What happened: the events of a session, in their envelope. Nothing else is ever logged, and every view is a fold of these.

use crate::ids::{MarkId, MessageId, ParticipantId, SessionId, StepId, StillId, TabId};
use crate::picture::{FrameSize, Mark, Point, Source, Still};
use crate::text::{Language, Private};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use ts_rs::TS;

/// The version of envelope and events that this build writes.
pub const EVENT_VERSION: u8 = 1;

/// Who did it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "role", rename_all = "snake_case", deny_unknown_fields)]
#[ts(export_to = "wire.ts")]
pub enum Actor {
    /// The customer.
    Customer {
        /// Who.
        participant: ParticipantId,
    },
    /// A supervisor.
    Supervisor {
        /// Who.
        participant: ParticipantId,
    },
    /// The server itself: timers, lost connections, media.
    Service {},
}

/// The command that caused an event: with it a page finds its own, and a repeated command is known after a crash.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(export_to = "wire.ts")]
pub struct Cause {
    /// The tab that sent it.
    pub tab: TabId,
    /// The tab's own number of the command, from 1.
    pub dseq: u32,
}

/// One entry of a session's log.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(try_from = "Received")]
#[ts(export_to = "wire.ts")]
pub struct Envelope {
    /// Version of the envelope, [`EVENT_VERSION`].
    pub v: u8,
    /// The session.
    pub session: SessionId,
    /// Place in the session, from 1, without gaps, given by the server.
    pub seq: u64,
    /// Milliseconds since the session was created, server's clock, never falling.
    pub t: u64,
    /// The same moment, RFC 3339 in UTC with milliseconds.
    pub ts: String,
    /// Who did it.
    pub actor: Actor,
    /// The command behind it, where a page's command caused it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub cause: Option<Cause>,
    /// What happened: `type` and `data`.
    #[serde(flatten)]
    #[ts(flatten)]
    pub event: AnyEvent,
}

/// An event that this build knows, or one that it keeps and passes on.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub enum AnyEvent {
    /// Known.
    Known(Event),
    /// Of a later version. It is kept as it is, so that old builds open new logs.
    Unknown {
        /// Its type.
        r#type: String,
        /// Its data, as it stood.
        data: Value,
    },
}

/// To TypeScript it is the events that this build knows: pages ignore the others by their `type`.
impl TS for AnyEvent {
    type WithoutGenerics = Self;
    type OptionInnerType = Self;

    fn name(cfg: &ts_rs::Config) -> String {
        Event::name(cfg)
    }

    fn inline(cfg: &ts_rs::Config) -> String {
        Event::inline(cfg)
    }

    fn inline_flattened(cfg: &ts_rs::Config) -> String {
        Event::name(cfg)
    }

    fn visit_dependencies(visitor: &mut impl ts_rs::TypeVisitor)
    where
        Self: 'static,
    {
        visitor.visit::<Event>();
    }
}

/// An envelope as it arrives. Serde can't refuse unknown fields beside a flattened one, so the fields stand side by side here.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Received {
    v: u8,
    session: SessionId,
    seq: u64,
    t: u64,
    ts: String,
    actor: Actor,
    cause: Option<Cause>,
    r#type: String,
    data: Value,
}

/// Says why an envelope can't be read.
#[derive(Debug, thiserror::Error)]
enum EnvelopeError {
    #[error("an envelope of version {0} needs a newer build")]
    Version(u8),
    #[error("the data is not that of a {kind}: {source}")]
    Data { kind: String, source: serde_json::Error },
}

impl TryFrom<Received> for Envelope {
    type Error = EnvelopeError;

    fn try_from(received: Received) -> Result<Self, EnvelopeError> {
        let Received { v, session, seq, t, ts, actor, cause, r#type, data } = received;
        if v != EVENT_VERSION {
            return Err(EnvelopeError::Version(v));
        }
        let event = AnyEvent::read(r#type, data)?;
        Ok(Self { v, session, seq, t, ts, actor, cause, event })
    }
}

impl AnyEvent {
    /// A type that this build knows must have the data that it knows: a changed event gets a new type.
    fn read(r#type: String, data: Value) -> Result<Self, EnvelopeError> {
        if !Event::TYPES.contains(&r#type.as_str()) {
            return Ok(Self::Unknown { r#type, data });
        }
        let tagged = serde_json::json!({ "type": r#type, "data": data });
        serde_json::from_value(tagged).map(Self::Known).map_err(|source| EnvelopeError::Data { kind: r#type, source })
    }

    /// Returns the event where this build knows it.
    #[must_use]
    pub const fn known(&self) -> Option<&Event> {
        match self {
            Self::Known(event) => Some(event),
            Self::Unknown { .. } => None,
        }
    }
}

/// How the customer came to the door.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export_to = "wire.ts")]
pub enum Via {
    /// By the link.
    Link,
    /// By the code told on the phone.
    Code,
}

/// What the customer's browser can do, found by feature detection.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(export_to = "wire.ts")]
pub struct Abilities {
    /// It can share its screen.
    pub screen: bool,
    /// It can open a camera.
    pub camera: bool,
    /// It can open a microphone.
    pub microphone: bool,
}

/// What the customer can agree to, each by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export_to = "wire.ts")]
pub enum Scope {
    /// The supervisor sees the screen.
    ViewScreen,
    /// The supervisor sees the camera.
    ViewCamera,
    /// The supervisor hears the customer.
    Hear,
    /// Single pictures are kept in the log.
    Snapshot,
}

impl Scope {
    /// Every scope there is.
    pub const ALL: [Self; 4] = [Self::ViewScreen, Self::ViewCamera, Self::Hear, Self::Snapshot];
}

/// Why a person's page is gone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export_to = "wire.ts")]
pub enum Absence {
    /// The connection was lost.
    Lost,
    /// The server stopped, as planned or not; nobody was connected when it came back.
    ServerRestarted,
}

/// Why the session began to wrap up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export_to = "wire.ts")]
pub enum WrapUpReason {
    /// The supervisor ended it.
    Ended,
    /// The customer stopped it.
    Stopped,
}

/// How it ended, in the supervisor's judgement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
#[ts(export_to = "wire.ts")]
pub enum Disposition {
    /// It works.
    Resolved {},
    /// It does not work yet.
    Unresolved {
        /// The step at which it stopped, where one was open.
        step: Option<StepId>,
        /// The day to come back to it, as `YYYY-MM-DD`.
        follow_up: Option<Day>,
    },
    /// Somebody else takes it on.
    Escalated {},
    /// A technician must come.
    Visit {},
}

/// A calendar day, `YYYY-MM-DD`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(transparent)]
#[ts(export_to = "wire.ts", as = "String")]
pub struct Day(pub jiff::civil::Date);

/// How the log ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export_to = "wire.ts")]
pub enum Outcome {
    /// The call took place and was wrapped up.
    Completed,
    /// Nobody used the invite in time.
    Expired,
    /// The supervisor cancelled it before anyone came in.
    Cancelled,
    /// The supervisor turned away who asked in.
    TurnedAway,
    /// The customer did not want to begin.
    Declined,
    /// One side did not come back.
    Failed,
}

/// What the relay carries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export_to = "wire.ts")]
pub enum Media {
    /// No video arrives.
    None,
    /// Video arrives.
    Live,
    /// Video arrived and has stopped without being stopped.
    Stalled,
}

/// Which transient frames a trail holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export_to = "wire.ts")]
pub enum TrailKind {
    /// Pointer moves.
    Pointer,
    /// A running stroke.
    Stroke,
}

/// One point of a trail.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(export_to = "wire.ts")]
pub struct TrailPoint {
    /// Milliseconds since the session was created.
    pub t: u64,
    /// Where.
    pub at: Point,
}

/// How well a person's connection does, over the last second.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(export_to = "wire.ts")]
pub struct Quality {
    /// Round-trip time in milliseconds.
    pub rtt_ms: u32,
    /// Packets lost, per thousand.
    pub loss_permille: u16,
    /// Kilobits a second from this person to the server.
    pub up_kbps: u32,
    /// Kilobits a second from the server to this person.
    pub down_kbps: u32,
}

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
