//! Who somebody is: staff accounts and their sign-ins, tokens, join secrets and the limits on guessing them.

pub mod extract;
pub mod invite;
pub mod limits;
mod name;
mod password;
mod standing;
pub mod tokens;

#[cfg(test)]
mod tests;

use std::net::IpAddr;
use std::sync::Arc;

use cicerone_protocol::api::StaffRole;
use cicerone_protocol::message::PageRole;
use cicerone_protocol::{ParticipantId, SessionId};
use tokio::sync::watch;
use uuid::Uuid;

use crate::clock::now_ms;
use crate::config::Limits;
use crate::metrics::{Limited, LimitedWhat, Metrics, SignInOutcome, SignInResult};
use crate::random;
use crate::store::{NewUser, Refreshed, Store, StoreError, User, UserChange};

use invite::CodeKey;
use limits::{RateLimit, TooMany};
use password::Passwords;
use tokens::{DoctorClaims, ResumeClaims, StaffClaims, TokenError, TokenKey};

pub use name::{BadName, SignInName};
pub use password::PASSWORD_CHARS;
pub(crate) use standing::Standing;

/// How long a sign-in lasts before the password is asked again, ms. Longer is kinder to staff, shorter to a stolen laptop's owner.
const SIGN_IN_MS: u64 = 7 * 24 * 60 * 60 * 1_000;

/// How long a one-time link is good, ms: until the next working day has begun.
pub const LINK_MS: u64 = 24 * 60 * 60 * 1_000;

/// Accounts, sign-ins and tokens. A cheap handle; clones share everything.
#[derive(Clone)]
pub struct Auth {
    inner: Arc<Inner>,
}

struct Inner {
    store: Store,
    key: TokenKey,
    code_key: CodeKey,
    passwords: Passwords,
    sign_ins: RateLimit,
    joins: RateLimit,
    /// Told whenever an account changed or a sign-in was ended.
    changes: watch::Sender<()>,
    metrics: Arc<Metrics>,
}

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
    /// Who.
    pub user: User,
    /// The access token, for `Authorization: Bearer`.
    pub access: String,
    /// The refresh token, for the cookie.
    pub refresh: String,
    /// When the sign-in ends for good, ms since 1970.
    pub expires_ms: u64,
}

/// A participant who came back with a resume token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Resumed {
    /// The session.
    pub session: SessionId,
    /// Who.
    pub participant: ParticipantId,
    /// On which kind of page.
    pub role: PageRole,
    /// The generation that the next token must have.
    pub next_generation: u64,
}

/// Why somebody was not let in.
#[derive(Debug, thiserror::Error)]
pub enum AuthError {
    /// Name or password is wrong, or the account is shut.
    #[error("name or password is wrong")]
    BadCredentials,
    /// The one-time link was used, is too old or never was.
    #[error("the one-time link is spent")]
    LinkSpent,
    /// The new password is too short or too long.
    #[error("the new password is too short or too long")]
    WeakPassword,
    /// The token is missing, malformed, forged, expired, stale, or its sign-in ended.
    #[error("there is no valid sign-in")]
    Unauthenticated,
    /// Too many tries.
    #[error("too many tries")]
    TooMany(#[from] TooMany),
    /// The store could not say.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<TokenError> for AuthError {
    fn from(_: TokenError) -> Self {
        Self::Unauthenticated
    }
}

impl Auth {
    /// Reads the installation's keys from the store, and makes them at first start.
    ///
    /// # Errors
    /// When the store cannot be written or holds a key that is none.
    pub async fn open(store: Store, limits: &Limits, metrics: Arc<Metrics>) -> Result<Self, AuthError> {
        let now = now_ms();
        let (kid, pkcs8) = store.signing_key(TokenKey::generate()?, now).await?;
        let code_key = store.secret("code_key", random::bytes()).await?;
        let inner = Inner {
            key: TokenKey::from_pkcs8(kid, &pkcs8)?,
            code_key: CodeKey::new(&code_key),
            passwords: Passwords::new().await,
            sign_ins: RateLimit::per_minute(limits.sign_ins_per_minute, limits.sign_ins_per_address_per_minute),
            joins: RateLimit::per_minute(limits.joins_per_minute, limits.joins_per_address_per_minute),
            changes: watch::Sender::new(()),
            store,
            metrics,
        };
        Ok(Self { inner: Arc::new(inner) })
    }

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
            Refreshed::Exchanged { sign_in, user, expires_ms } => {
                let access = self.inner.key.mint(&StaffClaims::new(user.id, user.role, sign_in, now_ms()))?;
                Ok(SignedIn { user, access, refresh: fresh, expires_ms })
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

    /// Changes an account and gives it back. Sockets of somebody who may not supervise any more are closed.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] for an unknown account; [`StoreError::Conflict`] when no open administrator would be left.
    pub async fn change_user(&self, user: ParticipantId, change: UserChange) -> Result<User, StoreError> {
        let changed = self.inner.store.change_user(user, change, now_ms()).await?;
        self.inner.changes.send_replace(());
        Ok(changed)
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

    /// Watches whether a sign-in still lets its owner supervise.
    pub(crate) fn standing(&self, sign_in: Uuid) -> Standing {
        Standing::new(self.clone(), sign_in)
    }

    /// Says whether a token is one of `cicerone doctor`.
    ///
    /// # Errors
    /// [`AuthError::Unauthenticated`] when it is not.
    pub fn doctor(&self, token: &str) -> Result<(), AuthError> {
        let _nobody: DoctorClaims = self.inner.key.verify(token)?;
        Ok(())
    }

    /// Mints the token with which a participant comes back. Generation 1 at the join, then what [`Resumed::next_generation`] says.
    ///
    /// # Errors
    /// [`AuthError::Unauthenticated`] only if the key cannot sign, which no input causes.
    pub fn mint_resume(
        &self,
        session: SessionId,
        participant: ParticipantId,
        role: PageRole,
        generation: u64,
    ) -> Result<String, AuthError> {
        Ok(self.inner.key.mint(&ResumeClaims::new(session, participant, role, generation, now_ms()))?)
    }

    /// Says who comes back with a resume token. Showing a token makes all older generations stale; the same one may be shown again,
    /// because its successor can be lost on the way.
    ///
    /// A full disk does not keep a customer out: then the generation is only compared, not noted.
    ///
    /// # Errors
    /// [`AuthError::Unauthenticated`] for a forged, expired or stale token.
    pub async fn resume(&self, token: &str) -> Result<Resumed, AuthError> {
        let claims: ResumeClaims = self.inner.key.verify(token)?;
        let (session, participant) = (SessionId::new(claims.session), ParticipantId::new(claims.sub));
        let store = &self.inner.store;
        let fresh = match store.confirm_resume(session, participant, claims.generation).await {
            Err(error) if error.is_unavailable() => store.resume_generation(session, participant).await? <= claims.generation,
            Err(StoreError::Conflict) => false,
            noted => noted?,
        };
        if !fresh {
            return Err(AuthError::Unauthenticated);
        }
        Ok(Resumed { session, participant, role: claims.role, next_generation: claims.generation + 1 })
    }

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

    /// Counts a try to join, and refuses it when there were too many from this address or in all.
    ///
    /// # Errors
    /// [`TooMany`] says when to come back.
    pub fn check_join_rate(&self, from: IpAddr) -> Result<(), TooMany> {
        self.limited(self.inner.joins.check(from), LimitedWhat::Join)
    }

    /// The key under which spoken codes are hashed.
    pub fn code_key(&self) -> &CodeKey {
        &self.inner.code_key
    }

    /// Forgets addresses that have been quiet; the server calls it every minute.
    pub fn forget_quiet_addresses(&self) {
        self.inner.sign_ins.forget_quiet();
        self.inner.joins.forget_quiet();
    }

    async fn start(&self, user: User) -> Result<SignedIn, AuthError> {
        let (sign_in, refresh, now) = (Uuid::now_v7(), random::token(), now_ms());
        let expires_ms = now + SIGN_IN_MS;
        self.inner.store.start_sign_in(sign_in, user.id, random::digest(&refresh), expires_ms, now).await?;
        let access = self.inner.key.mint(&StaffClaims::new(user.id, user.role, sign_in, now))?;
        Ok(SignedIn { user, access, refresh, expires_ms })
    }

    fn check_sign_in_rate(&self, from: IpAddr) -> Result<(), TooMany> {
        self.limited(self.inner.sign_ins.check(from), LimitedWhat::SignIn)
    }

    fn limited(&self, checked: Result<(), TooMany>, what: LimitedWhat) -> Result<(), TooMany> {
        if checked.is_err() {
            self.inner.metrics.auth.limited.get_or_create(&Limited { what }).inc();
        }
        checked
    }

    fn count(&self, outcome: SignInResult) {
        self.inner.metrics.auth.sign_ins.get_or_create(&SignInOutcome { outcome }).inc();
    }
}
