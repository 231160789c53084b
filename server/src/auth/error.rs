//! Why somebody is not let in.

use super::limits::TooMany;
use super::tokens::TokenError;
use crate::store::StoreError;

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
