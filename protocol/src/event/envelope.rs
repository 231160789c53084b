//! What stands around every event: whose it is, when it happened and which command caused it.

use super::audience::Audience;
use super::kinds::Event;
use crate::ids::{ParticipantId, SessionId, TabId};
use crate::time::SessionTime;
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
    pub t: SessionTime,
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
    /// Of a type, or with a value, that only a later build knows. It is kept as it is, so that old builds open new logs.
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
    t: SessionTime,
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
}

impl TryFrom<Received> for Envelope {
    type Error = EnvelopeError;

    fn try_from(received: Received) -> Result<Self, EnvelopeError> {
        let Received { v, session, seq, t, ts, actor, cause, r#type, data } = received;
        if v != EVENT_VERSION {
            return Err(EnvelopeError::Version(v));
        }
        let event = AnyEvent::read(r#type, data);
        Ok(Self { v, session, seq, t, ts, actor, cause, event })
    }
}

impl AnyEvent {
    /// Reads what this build knows. Fields that a later build added are left out; an event that can't be read, because it has a value
    /// that no reader may take for another, is kept and passed on as one of an unknown type.
    fn read(r#type: String, data: Value) -> Self {
        let tagged = serde_json::json!({ "type": r#type, "data": data });
        match serde_json::from_value(tagged) {
            Ok(event) => Self::Known(event),
            Err(_) => Self::Unknown { r#type, data },
        }
    }

    /// Returns the event where this build knows it.
    #[must_use]
    pub const fn known(&self) -> Option<&Event> {
        match self {
            Self::Known(event) => Some(event),
            Self::Unknown { .. } => None,
        }
    }

    /// Says who may be shown it: what this build does not know is nothing for the customer.
    #[must_use]
    pub const fn audience(&self) -> Audience {
        match self {
            Self::Known(event) => event.audience(),
            Self::Unknown { .. } => Audience::Staff,
        }
    }
}
