//! Accounts of staff.

use cicerone_protocol::ParticipantId;
use cicerone_protocol::api::StaffRole;

use super::{Store, StoreError};
use crate::sign_in_name::SignInName;

/// An account to create.
#[derive(Clone)]
pub struct NewUser {
    /// Its id, the same in every session.
    pub id: ParticipantId,
    /// What they sign in with.
    pub name: SignInName,
    /// What others see.
    pub display_name: String,
    /// What they may do.
    pub role: StaffRole,
    /// Language of their pages, BCP 47.
    pub language: String,
    /// Argon2id hash as a PHC string; none until they set a password.
    pub password: Option<String>,
}

/// An account.
#[derive(Clone)]
pub struct User {
    /// Its id, the same in every session.
    pub id: ParticipantId,
    /// What they sign in with.
    pub name: String,
    /// What others see.
    pub display_name: String,
    /// What they may do.
    pub role: StaffRole,
    /// Language of their pages, BCP 47.
    pub language: String,
    /// Argon2id hash as a PHC string; none until they set a password.
    pub password: Option<String>,
    /// When it was created, ms since 1970.
    pub created_at: u64,
    /// The account cannot be used.
    pub disabled: bool,
}

/// What becomes of an account; `None` leaves a column as it is.
#[derive(Clone, Default)]
pub struct UserChange {
    /// What others see.
    pub display_name: Option<String>,
    /// What they may do.
    pub role: Option<StaffRole>,
    /// Language of their pages.
    pub language: Option<String>,
    /// Shut (`true`) or open again; shutting ends every sign-in.
    pub disabled: Option<bool>,
}

impl Store {
    /// Creates an account.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] when the name is taken.
    pub async fn create_user(&self, new: NewUser, now_ms: u64) -> Result<(), StoreError> {
        self.database.create_user(new, now_ms).await
    }

    /// All accounts, by name.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`] when the disk cannot be read.
    pub async fn users(&self) -> Result<Vec<User>, StoreError> {
        self.database.users().await
    }

    /// The account of an id.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`] when the disk cannot be read.
    pub async fn user(&self, id: ParticipantId) -> Result<Option<User>, StoreError> {
        self.database.user(id).await
    }

    /// The account of a sign-in name.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`] when the disk cannot be read.
    pub async fn user_by_name(&self, name: SignInName) -> Result<Option<User>, StoreError> {
        self.database.user_by_name(name).await
    }

    /// Changes an account and gives it back.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] for an unknown account; [`StoreError::Conflict`] when no open administrator would be left.
    pub async fn change_user(&self, id: ParticipantId, change: UserChange, now_ms: u64) -> Result<User, StoreError> {
        self.database.change_user(id, change, now_ms).await
    }
}
