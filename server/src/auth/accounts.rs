//! Accounts of staff: made, changed, and opened with a one-time link.

use cicerone_protocol::ParticipantId;
use cicerone_protocol::api::StaffRole;
use uuid::Uuid;

use super::Auth;
use super::error::AuthError;
use crate::clock::now_ms;
use crate::random;
use crate::sign_in_name::SignInName;
use crate::store::{NewUser, StoreError, User, UserChange};

/// How long a one-time link is good, ms: until the next working day has begun.
pub const LINK_MS: u64 = 24 * 60 * 60 * 1_000;

impl Auth {
    /// Creates an account without a password and gives the token of its one-time link.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] when the name is taken.
    pub async fn create_user(&self, new: NewUser) -> Result<String, AuthError> {
        let id = new.id;
        self.inner.store.create_user(new, now_ms()).await?;
        self.mint_link(id).await
    }

    /// Creates an account with a password.
    ///
    /// # Errors
    /// [`AuthError::WeakPassword`]; [`StoreError::Conflict`] when the name is taken.
    pub async fn create_user_with_password(&self, mut new: NewUser, password: String) -> Result<(), AuthError> {
        new.password = Some(self.inner.passwords.hash(password).await?);
        Ok(self.inner.store.create_user(new, now_ms()).await?)
    }

    /// Changes an account and gives it back. Sockets of somebody who may not supervise any more are closed.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] for an unknown account; [`StoreError::Conflict`] when no open administrator would be left.
    pub async fn change_user(&self, user: ParticipantId, change: UserChange) -> Result<User, StoreError> {
        let changed = self.inner.store.change_user(user, change, now_ms()).await?;
        self.inner.changes.send_replace(());
        Ok(changed)
    }

    /// Makes a one-time link for an account and gives its token; an earlier one ends.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] for an unknown or shut account.
    pub async fn mint_link(&self, user: ParticipantId) -> Result<String, AuthError> {
        let token = random::token();
        self.inner.store.put_sign_in_link(user, random::digest(&token), now_ms() + LINK_MS).await?;
        Ok(token)
    }

    /// Makes sure that somebody can administrate: creates `admin` at first start, and gives a one-time link for as long as no
    /// open administrator has a password.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub async fn ensure_admin(&self) -> Result<Option<String>, AuthError> {
        let users = self.inner.store.users().await?;
        let mut admins = users.iter().filter(|user| user.role == StaffRole::Admin && !user.disabled);
        if admins.clone().any(|user| user.password.is_some()) {
            return Ok(None);
        }
        if let Some(admin) = admins.next() {
            return Ok(Some(self.mint_link(admin.id).await?));
        }
        let admin = NewUser {
            id: ParticipantId::new(Uuid::now_v7()),
            name: SignInName::admin(),
            display_name: "Admin".to_owned(),
            role: StaffRole::Admin,
            language: "en".to_owned(),
            password: None,
        };
        Ok(Some(self.create_user(admin).await?))
    }
}
