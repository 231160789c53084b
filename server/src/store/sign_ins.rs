//! Sign-ins of staff: refresh tokens, each exchanged for the next, and one-time links. Of every token only its SHA-256 is kept.

use cicerone_protocol::ParticipantId;
use uuid::Uuid;

use super::{Store, StoreError, User};

/// What became of a refresh token.
pub enum Refreshed {
    /// Exchanged for the new one.
    Exchanged {
        /// The sign-in that goes on.
        sign_in: Uuid,
        /// Whose.
        user: User,
        /// When the sign-in ends for good, ms since 1970.
        expires_at: u64,
    },
    /// Unknown, too old, ended, or of a shut account.
    Refused,
    /// Somebody used it before: one of the two is a thief, so the whole sign-in was ended.
    Reused,
}

impl Store {
    /// The account of a sign-in that still stands: not ended, not expired, account open.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`] when the disk cannot be read.
    pub async fn signed_in(&self, sign_in: Uuid, now_ms: u64) -> Result<Option<User>, StoreError> {
        self.database.signed_in(sign_in, now_ms).await
    }

    /// Starts a sign-in with its first refresh token, and forgets sign-ins that are long over.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`] while the disk does not take it.
    pub async fn start_sign_in(
        &self,
        sign_in: Uuid,
        user: ParticipantId,
        token_hash: [u8; 32],
        expires_at: u64,
        now_ms: u64,
    ) -> Result<(), StoreError> {
        self.database.start_sign_in(sign_in, user, token_hash, expires_at, now_ms).await
    }

    /// Exchanges a refresh token for the next one.
    ///
    /// A token that was already exchanged may be exchanged again by a tab that woke up at the same time, within 30 s; later only
    /// while nothing that it was exchanged for was ever used: the answer was lost on the way, and what was lost is withdrawn. Anything
    /// else is reuse and ends the sign-in.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`] while the disk does not take it.
    pub async fn refresh(&self, old: [u8; 32], new: [u8; 32], now_ms: u64) -> Result<Refreshed, StoreError> {
        self.database.refresh(old, new, now_ms).await
    }

    /// Ends the sign-in of a refresh token, if there is one.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`] while the disk does not take it.
    pub async fn end_sign_in(&self, token_hash: [u8; 32], now_ms: u64) -> Result<(), StoreError> {
        self.database.end_sign_in(token_hash, now_ms).await
    }

    /// Stores a one-time link of an account; earlier ones of the account end.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] for an unknown or shut account.
    pub async fn put_sign_in_link(&self, user: ParticipantId, token_hash: [u8; 32], expires_at: u64) -> Result<(), StoreError> {
        self.database.put_sign_in_link(user, token_hash, expires_at).await
    }

    /// Uses a one-time link: sets the account's password and ends its other sign-ins. `None` when the link is spent.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`] while the disk does not take it.
    pub async fn use_sign_in_link(
        &self,
        token_hash: [u8; 32],
        password: String,
        now_ms: u64,
    ) -> Result<Option<User>, StoreError> {
        self.database.use_sign_in_link(token_hash, password, now_ms).await
    }
}
