//! Staff: sign-ins and accounts.

use crate::ids::ParticipantId;
use serde::{Deserialize, Serialize};
use std::fmt;
use ts_rs::TS;

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
