//! Passwords: argon2id off the runtime's threads, few at a time, and as slow for unknown names as for known ones.

use std::ops::RangeInclusive;
use std::sync::Arc;

use argon2::password_hash::{PasswordHash, PasswordHasher, PasswordVerifier, SaltString};
use argon2::{Algorithm, Argon2, Params, Version};
use tokio::sync::Semaphore;

use super::error::AuthError;
use crate::random;

/// Characters of a password. Shorter ones are guessed; longer ones only make the server hash more.
pub const PASSWORD_CHARS: RangeInclusive<usize> = 10..=256;

/// Hashes at once: each takes 19 MiB and a core for about 30 ms. More would let sign-ins starve the media threads.
const AT_ONCE: usize = 2;

pub(super) struct Passwords {
    slots: Arc<Semaphore>,
    /// The hash of a password that nobody has: what unknown names are verified against.
    decoy: String,
}

impl Passwords {
    pub(super) async fn new() -> Self {
        let decoy = tokio::task::spawn_blocking(|| hash(&random::token())).await;
        Self { slots: Arc::new(Semaphore::new(AT_ONCE)), decoy: decoy.unwrap_or_default() }
    }

    /// Hashes a new password, once it is neither too short nor too long.
    pub(super) async fn hash(&self, password: String) -> Result<String, AuthError> {
        if !PASSWORD_CHARS.contains(&password.chars().count()) {
            return Err(AuthError::WeakPassword);
        }
        self.run(move || hash(&password)).await.ok_or(AuthError::WeakPassword)
    }

    /// Compares a password with a stored hash; with none it does the same work and says no.
    pub(super) async fn verify(&self, stored: Option<String>, password: String) -> bool {
        let known = stored.is_some();
        let stored = stored.unwrap_or_else(|| self.decoy.clone());
        // Too long to be anybody's: cut, so that it is refused after the same work.
        let password: String = password.chars().take(*PASSWORD_CHARS.end() + 1).collect();
        let same = self.run(move || {
            PasswordHash::new(&stored).is_ok_and(|hash| argon2().verify_password(password.as_bytes(), &hash).is_ok())
        });
        same.await.unwrap_or(false) && known
    }

    async fn run<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Option<T> {
        // The semaphore is never closed, and a panic in the hash would be a bug: both say "no" here, never "yes".
        let slot = self.slots.clone().acquire_owned().await.ok()?;
        let done = tokio::task::spawn_blocking(move || {
            let _slot = slot;
            work()
        });
        done.await.ok()
    }
}

fn hash(password: &str) -> String {
    let salt = SaltString::encode_b64(&random::bytes::<16>()).expect("16 bytes are a valid salt");
    let hash = argon2().hash_password(password.as_bytes(), &salt).expect("the parameters below are valid");
    hash.to_string()
}

/// Argon2id with 19 MiB, two passes and one lane: the first choice of the OWASP password storage cheat sheet.
fn argon2() -> Argon2<'static> {
    let params = Params::new(19 * 1024, 2, 1, None).expect("these parameters are within argon2's bounds");
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
}
