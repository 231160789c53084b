//! What events tell of, where it is more than a number: ways in, scopes, outcomes, trails, measures.

use crate::ids::StepId;
use crate::picture::Point;
use crate::time::SessionTime;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// How the customer came to the door.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export_to = "wire.ts")]
pub enum Via {
    /// By the code told on the phone.
    Code,
    /// By the link. Open: a way in that this build does not know is read as this one, because the way changes nothing.
    #[serde(other)]
    Link,
}

/// What the customer's browser can do, found by feature detection.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export_to = "wire.ts")]
pub struct Abilities {
    /// It can share its screen.
    pub screen: bool,
    /// It can open a camera.
    pub camera: bool,
    /// It can open a microphone.
    pub microphone: bool,
}

/// Why a person's page is gone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export_to = "wire.ts")]
pub enum Absence {
    /// The server stopped, as planned or not; nobody was connected when it came back.
    ServerRestarted,
    /// The connection was lost. Open: for whatever later reason, the person is away.
    #[serde(other)]
    Lost,
}

/// Why the session began to wrap up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export_to = "wire.ts")]
pub enum WrapUpReason {
    /// The customer stopped it.
    Stopped,
    /// The supervisor ended it. Open: for whatever later reason, the call is over.
    #[serde(other)]
    Ended,
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
    /// One side did not come back. Open: for whatever later outcome, the session is over.
    #[serde(other)]
    Failed,
}

/// What the relay carries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export_to = "wire.ts")]
pub enum Media {
    /// Video arrives.
    Live,
    /// Video arrived and has stopped without being stopped.
    Stalled,
    /// No video arrives. Open: what this build does not know shows nothing.
    #[serde(other)]
    None,
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
#[ts(export_to = "wire.ts")]
pub struct TrailPoint {
    /// When the page sent the frame, by its own estimate.
    pub sent_t: SessionTime,
    /// Where.
    pub at: Point,
}

/// How well a person's connection does, over the last second.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
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
