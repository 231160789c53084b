//! Signing in, staying signed in and signing out; and who an access token belongs to.

use std::net::IpAddr;

use cicerone_protocol::ParticipantId;
use cicerone_protocol::api::StaffRole;
use uuid::Uuid;

use super::Auth;
use super::error::AuthError;
use super::limits::TooMany;
use super::tokens::StaffClaims;
use crate::clock::now_ms;
use crate::metrics::{LimitedWhat, SignInOutcome, SignInResult};
use crate::random;
use crate::sign_in_name::{BadName, SignInName};
use crate::store::{Refreshed, User};

/// How long a sign-in lasts before the password is asked again, ms. Longer is kinder to staff, shorter to a stolen laptop's owner.
const SIGN_IN_MS: u64 = 7 * 24 * 60 * 60 * 1_000;

/// A member of staff whose sign-in stands.
#[derive(Clone)]
pub struct Staff {
    /// The account's id, the same in every session.
    pub id: ParticipantId,
    /// What they may do.
    pub role: StaffRole,
    /// What others see.
    pub display_name: String,
    /// What they sign in with.
    pub name: String,
    /// Language of their pages.
    pub language: String,
    /// The sign-in that the token belongs to.
    pub sign_in: Uuid,
}

/// A sign-in that began or goes on.
pub struct SignedIn {
    /// Whose it is.
    pub user: User,
    /// The access token, for `Authorization: Bearer`.
    pub access: String,
    /// The refresh token, for the cookie.
    pub refresh: String,
    /// When the sign-in ends for good, ms since 1970.
    pub expires_at: u64,
}

impl Auth {
    /// Signs in with name and password.
    ///
    /// # Errors
    /// [`AuthError::BadCredentials`] takes the same time whether the account exists or not; [`AuthError::TooMany`].
    pub async fn sign_in(&self, name: &str, password: String, from: IpAddr) -> Result<SignedIn, AuthError> {
        self.check_sign_in_rate(from)?;
        let user = match SignInName::try_from(name.to_owned()) {
            Ok(name) => self.inner.store.user_by_name(name).await?,
            Err(BadName) => None,
        };
        let hash = user.as_ref().and_then(|user| user.password.clone());
        let right = self.inner.passwords.verify(hash, password).await;
        match user {
            Some(user) if right && !user.disabled => {
                self.count(SignInResult::Password);
                self.start(user).await
            }
            _ => {
                self.count(SignInResult::Refused);
                Err(AuthError::BadCredentials)
            }
        }
    }

    /// Uses a one-time link up, sets the password, and signs in.
    ///
    /// # Errors
    /// [`AuthError::WeakPassword`] leaves the link good; [`AuthError::LinkSpent`]; [`AuthError::TooMany`].
    pub async fn use_link(&self, token: &str, password: String, from: IpAddr) -> Result<SignedIn, AuthError> {
        self.check_sign_in_rate(from)?;
        let hash = self.inner.passwords.hash(password).await?;
        let used = self.inner.store.use_sign_in_link(random::digest(token), hash, now_ms()).await?;
        self.inner.changes.send_replace(());
        match used {
            Some(user) if !user.disabled => {
                self.count(SignInResult::Link);
                self.start(user).await
            }
            _ => {
                self.count(SignInResult::Refused);
                Err(AuthError::LinkSpent)
            }
        }
    }

    /// Exchanges a refresh token for a new pair. A token that was used before ends the whole sign-in.
    ///
    /// # Errors
    /// [`AuthError::Unauthenticated`] when the token does not stand.
    pub async fn refresh(&self, token: &str) -> Result<SignedIn, AuthError> {
        let fresh = random::token();
        let refreshed = self.inner.store.refresh(random::digest(token), random::digest(&fresh), now_ms()).await?;
        match refreshed {
            Refreshed::Exchanged { sign_in, user, expires_at } => {
                let access = self.inner.key.mint(&StaffClaims::new(user.id, user.role, sign_in, now_ms()))?;
                Ok(SignedIn { user, access, refresh: fresh, expires_at })
            }
            Refreshed::Refused => Err(AuthError::Unauthenticated),
            Refreshed::Reused => {
                self.inner.changes.send_replace(());
                self.count(SignInResult::Reused);
                tracing::warn!("a refresh token was used twice; its sign-in was ended");
                Err(AuthError::Unauthenticated)
            }
        }
    }

    /// Ends the sign-in of a refresh token. Access tokens of it are refused and its sockets closed from now on.
    ///
    /// # Errors
    /// Only when the store does not answer.
    pub async fn sign_out(&self, token: &str) -> Result<(), AuthError> {
        self.inner.store.end_sign_in(random::digest(token), now_ms()).await?;
        self.inner.changes.send_replace(());
        Ok(())
    }

    /// Says who an access token belongs to, with the role that the account has now. WebSockets and REST both come here.
    ///
    /// # Errors
    /// [`AuthError::Unauthenticated`] when the token is not valid, the sign-in ended or the account was shut.
    pub async fn staff(&self, token: &str) -> Result<Staff, AuthError> {
        let claims: StaffClaims = self.inner.key.verify(token)?;
        let user = self.inner.store.signed_in(claims.sid, now_ms()).await?;
        match user {
            Some(user) if user.id.uuid() == claims.sub => Ok(Staff {
                id: user.id,
                role: user.role,
                display_name: user.display_name,
                name: user.name,
                language: user.language,
                sign_in: claims.sid,
            }),
            _ => Err(AuthError::Unauthenticated),
        }
    }

    async fn start(&self, user: User) -> Result<SignedIn, AuthError> {
        let (sign_in, refresh, now) = (Uuid::now_v7(), random::token(), now_ms());
        let expires_at = now + SIGN_IN_MS;
        self.inner.store.start_sign_in(sign_in, user.id, random::digest(&refresh), expires_at, now).await?;
        let access = self.inner.key.mint(&StaffClaims::new(user.id, user.role, sign_in, now))?;
        Ok(SignedIn { user, access, refresh, expires_at })
    }

    fn check_sign_in_rate(&self, from: IpAddr) -> Result<(), TooMany> {
        self.limited(self.inner.sign_ins.check(from), LimitedWhat::SignIn)
    }

    fn count(&self, outcome: SignInResult) {
        self.inner.metrics.auth.sign_ins.get_or_create(&SignInOutcome { outcome }).inc();
    }
}
