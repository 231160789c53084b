//! Sessions: opened, listed, and the stills that pages post to them.

use crate::event::{Abilities, Outcome, Via};
use crate::ids::{ParticipantId, SessionId, StillId};
use serde::{Deserialize, Serialize};
use std::fmt;
use ts_rs::TS;

/// A live invite. Link and code are secrets: they are shown once, to the supervisor who made them.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export_to = "wire.ts")]
pub struct Invite {
    /// The link, with the token in its fragment.
    pub link: String,
    /// The spoken code, eight digits.
    pub code: String,
    /// Where to type it, without scheme.
    pub address: String,
    /// The link as a QR code, SVG markup.
    pub qr_svg: String,
    /// Milliseconds that it stays good.
    pub expires_in_ms: u64,
}

impl fmt::Debug for Invite {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Invite(hidden)")
    }
}

/// A new session and its invite.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export_to = "wire.ts")]
pub struct SessionCreated {
    /// The session.
    pub session: SessionId,
    /// Its invite.
    pub invite: Invite,
}

/// One row of the console's and the review's lists.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export_to = "wire.ts")]
pub struct SessionSummary {
    /// The session.
    pub session: SessionId,
    /// When it was created, milliseconds since 1970.
    pub created_at: u64,
    /// Where it stands: a name of [`crate::view::State`].
    pub state: String,
    /// Since when it is in that state, milliseconds since 1970.
    pub state_at: u64,
    /// How it ended, once it is over.
    pub outcome: Option<Outcome>,
    /// The customer's name or reference; none where it was erased.
    pub reference: Option<String>,
    /// What it is about.
    pub topic: Option<String>,
    /// The customer's language.
    pub language: String,
    /// The supervisor.
    pub supervisor: ParticipantId,
    /// The supervisor's name.
    pub supervisor_name: Option<String>,
    /// How the customer came to the door, once there.
    pub via: Option<Via>,
    /// What the customer's browser can do, once at the door.
    pub abilities: Option<Abilities>,
    /// A page of the customer is connected.
    pub customer_present: bool,
    /// The supervisor is away and any supervisor may take over.
    pub can_take_over: bool,
    /// The disposition's kind, once there.
    pub disposition: Option<String>,
    /// When it ended, milliseconds since 1970; none while it runs.
    pub closed_at: Option<u64>,
    /// Milliseconds that the help lasted so far.
    pub active_ms: u64,
    /// Events in its log.
    pub events: u64,
}

/// A still was stored.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export_to = "wire.ts")]
pub struct StillPosted {
    /// Its id.
    pub still: StillId,
    /// The session's newest `seq` then.
    pub seq: u64,
}
