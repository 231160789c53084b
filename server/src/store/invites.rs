//! Invites: found by their link's token or their spoken code, used once, ended by wrong tries.

use cicerone_protocol::SessionId;

use super::{Store, StoreError};

/// An invite to store. Only hashes are kept.
#[derive(Clone)]
pub struct NewInvite {
    /// The session that it opens.
    pub session: SessionId,
    /// SHA-256 of the link's token.
    pub token_hash: [u8; 32],
    /// The code's first four digits, which wrong tries are counted against.
    pub code_group: u16,
    /// HMAC of the whole code.
    pub code_hash: [u8; 32],
    /// Until when it is good, ms since 1970.
    pub expires_at: u64,
}

/// Names one stored invite.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct InviteKey(pub(super) [u8; 32]);

/// What became of a try to find an invite.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum InviteTry {
    /// It is good; it is used up only by [`Store::use_invite`].
    Good {
        /// The session that it opens.
        session: SessionId,
        /// The invite, to use it.
        invite: InviteKey,
    },
    /// There is none like it.
    Unknown,
    /// It was used.
    Used {
        /// The session that it opened.
        session: SessionId,
    },
    /// It is too old, was replaced, or was tried wrongly too often.
    Expired,
}

impl Store {
    /// Stores an invite and ends the session's earlier ones.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] when a live invite has the same code: make another.
    pub async fn put_invite(&self, new: NewInvite, now_ms: u64) -> Result<(), StoreError> {
        self.database.put_invite(new, now_ms).await
    }

    /// Finds an invite by its link's token, without using it.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`] when the disk cannot be read.
    pub async fn find_invite(&self, token_hash: [u8; 32], now_ms: u64) -> Result<InviteTry, StoreError> {
        self.database.find_invite(token_hash, now_ms).await
    }

    /// Tries a spoken code, without using the invite. A wrong one counts against every live code that begins with the same
    /// four digits, and ends it after [`limits::CODE_TRIES`](cicerone_protocol::limits::CODE_TRIES).
    ///
    /// # Errors
    /// [`StoreError::Unavailable`] while the disk does not take the count: a try that cannot be counted is not made.
    pub async fn try_code(&self, group: u16, code_hash: [u8; 32], now_ms: u64) -> Result<InviteTry, StoreError> {
        self.database.try_code(group, code_hash, now_ms).await
    }

    /// Uses an invite up. False when somebody was faster, or it expired meanwhile.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`] while the disk does not take it.
    pub async fn use_invite(&self, invite: InviteKey, now_ms: u64) -> Result<bool, StoreError> {
        self.database.use_invite(invite, now_ms).await
    }
}
