//! Who somebody is: staff accounts and their sign-ins, tokens, join secrets and the limits on guessing them.

mod accounts;
mod error;
pub mod invite;
pub mod limits;
mod password;
mod resume;
mod sign_in;
mod standing;
pub mod tokens;

#[cfg(test)]
mod tests;

use std::net::IpAddr;
use std::sync::Arc;

use tokio::sync::watch;

use crate::clock::now_ms;
use crate::config::Limits;
use crate::metrics::{Limited, LimitedWhat, Metrics};
use crate::random;
pub use crate::sign_in_name::{BadName, SignInName};
use crate::store::Store;

use invite::CodeKey;
use limits::{RateLimit, TooMany};
use password::Passwords;
use tokens::{DoctorClaims, TokenKey};

pub use accounts::LINK_MS;
pub use error::AuthError;
pub use password::PASSWORD_CHARS;
pub use resume::Resumed;
pub use sign_in::{SignedIn, Staff};
pub(crate) use standing::Standing;

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

impl Auth {
    /// Reads the installation's keys from the store, and makes them at first start.
    ///
    /// # Errors
    /// When the store cannot be written or holds a key that is none.
    pub async fn open(store: Store, limits: &Limits, metrics: Arc<Metrics>) -> Result<Self, AuthError> {
        let now = now_ms();
        let signing_key = store.signing_key(TokenKey::generate()?, now).await?;
        let code_key = store.secret("code_key", random::bytes()).await?;
        let inner = Inner {
            key: TokenKey::open(&signing_key)?,
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

    /// Says whether a token is one of `cicerone doctor`.
    ///
    /// # Errors
    /// [`AuthError::Unauthenticated`] when it is not.
    pub fn doctor(&self, token: &str) -> Result<(), AuthError> {
        let _nobody: DoctorClaims = self.inner.key.verify(token)?;
        Ok(())
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

    fn limited(&self, checked: Result<(), TooMany>, what: LimitedWhat) -> Result<(), TooMany> {
        if checked.is_err() {
            self.inner.metrics.auth.limited.get_or_create(&Limited { what }).inc();
        }
        checked
    }
}
