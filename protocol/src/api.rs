//! What the HTTP interface and the desk's socket carry.

use crate::error::ErrorCode;
use crate::event::{Abilities, Envelope, Outcome, Via};
use crate::ids::{ParticipantId, SessionId, StillId};
use crate::verify::Verdict;
use serde::{Deserialize, Serialize};
use std::fmt;
use ts_rs::TS;

/// A fault as `application/problem+json` (RFC 9457).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export_to = "wire.ts")]
pub struct Problem {
    /// `about:blank`: the code says it all.
    pub r#type: String,
    /// The HTTP status' name.
    pub title: String,
    /// The HTTP status.
    pub status: u16,
    /// A sentence that says what to do.
    pub detail: String,
    /// The stable code.
    pub code: ErrorCode,
}

/// What a member of staff may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export_to = "wire.ts")]
pub enum StaffRole {
    /// Guides customers; reads own sessions.
    Supervisor,
    /// Reads every session.
    Reviewer,
    /// Does both, and keeps the accounts.
    Admin,
}

impl StaffRole {
    /// Says whether they may guide customers.
    #[must_use]
    pub const fn may_supervise(self) -> bool {
        matches!(self, Self::Supervisor | Self::Admin)
    }

    /// Says whether they may read sessions of others.
    #[must_use]
    pub const fn may_read_all(self) -> bool {
        matches!(self, Self::Reviewer | Self::Admin)
    }
}

/// A sign-in that began or goes on. What renews it travels in a cookie that no script can read.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export_to = "wire.ts")]
pub struct SignedIn {
    /// The access token: a secret, which the page keeps in its memory alone.
    pub access_token: String,
    /// Seconds that it stays good.
    pub expires_in_s: u64,
    /// Whose sign-in it is.
    pub me: Me,
}

impl fmt::Debug for SignedIn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SignedIn {{ me: {:?} }}", self.me.id)
    }
}

/// Who is signed in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export_to = "wire.ts")]
pub struct Me {
    /// The id that logs have.
    pub id: ParticipantId,
    /// The name to sign in with.
    pub name: String,
    /// The name that others see.
    pub display_name: String,
    /// What this person may do.
    pub role: StaffRole,
    /// The language of their pages.
    pub language: String,
}

/// An account as administrators see it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export_to = "wire.ts")]
pub struct Account {
    /// The id that logs have.
    pub id: ParticipantId,
    /// The name to sign in with.
    pub name: String,
    /// The name that others see.
    pub display_name: String,
    /// What this person may do.
    pub role: StaffRole,
    /// The language of their pages.
    pub language: String,
    /// When it was made, milliseconds since 1970.
    pub created_at: u64,
    /// It is shut.
    pub disabled: bool,
    /// Its one-time link has not been used yet.
    pub pending: bool,
}

/// A one-time link with which somebody sets their password and signs in. A secret, shown once.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export_to = "wire.ts")]
pub struct OneTimeLink {
    /// The link, with the token in its fragment.
    pub link: String,
    /// Milliseconds that it stays good.
    pub expires_in_ms: u64,
}

impl fmt::Debug for OneTimeLink {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("OneTimeLink(hidden)")
    }
}

/// A new account and its link.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export_to = "wire.ts")]
pub struct AccountCreated {
    /// The account.
    pub account: Account,
    /// How its owner comes in.
    #[serde(flatten)]
    pub link: OneTimeLink,
}

/// Somebody whose sessions can be looked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export_to = "wire.ts")]
pub struct SupervisorName {
    /// The id that logs have.
    pub id: ParticipantId,
    /// The name that others see.
    pub name: String,
}

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

/// What an invitation is worth, before it is used.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export_to = "wire.ts")]
pub struct InvitationChecked {
    /// The name of who helps.
    pub supervisor: String,
    /// The language that staff chose.
    pub language: String,
}

/// The customer is at the door.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export_to = "wire.ts")]
pub struct Joined {
    /// The session.
    pub session: SessionId,
    /// The customer's id in it.
    pub participant: ParticipantId,
    /// Opens the session's socket, now and after a cut.
    pub resume: String,
    /// The name of who helps.
    pub supervisor: String,
}

impl fmt::Debug for Joined {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Joined {{ session: {:?} }}", self.session)
    }
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

/// First message on the desk's socket.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
#[ts(export_to = "wire.ts")]
pub enum FromDesk {
    /// Authenticates, within five seconds of connecting.
    Hello {
        /// A staff access token.
        token: String,
    },
    /// Answers a ping.
    Pong {
        /// The ping's number.
        n: u32,
    },
}

impl fmt::Debug for FromDesk {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Hello { .. } => "Hello",
            Self::Pong { .. } => "Pong",
        })
    }
}

/// What the desk's socket says: the list of sessions that are not over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
#[ts(export_to = "wire.ts")]
pub enum ToDesk {
    /// All of them; sent first.
    Sessions {
        /// Newest first.
        sessions: Vec<SessionSummary>,
    },
    /// One is new or changed.
    Changed {
        /// It.
        session: Box<SessionSummary>,
    },
    /// One is over.
    Gone {
        /// It.
        session: SessionId,
    },
    /// Asks for a pong.
    Ping {
        /// Its number.
        n: u32,
    },
    /// The server stops; reconnect after the given time.
    Restarting {
        /// Milliseconds to wait before the first try.
        reconnect_in_ms: u32,
        /// Milliseconds to go on trying.
        try_for_ms: u32,
    },
    /// The connection ends.
    Problem {
        /// Why.
        code: ErrorCode,
        /// The same in a sentence.
        sentence: String,
    },
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

/// One page of the review's list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export_to = "wire.ts")]
pub struct ReviewList {
    /// Newest first.
    pub sessions: Vec<SessionSummary>,
    /// Sessions that match, on all pages.
    pub total: u64,
    /// What to send as `cursor` for the next page; none on the last.
    pub next: Option<String>,
}

/// One session under review.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[ts(export_to = "wire.ts")]
pub struct ReviewSession {
    /// Its row.
    pub summary: SessionSummary,
    /// Its whole log; erased values are commitments.
    pub events: Vec<Envelope>,
    /// What the verification of its chain found, just now.
    pub verification: Verdict,
}
