//! The installation's own keys and secrets, made at its first start.

use std::path::Path;

use super::sqlite::Sqlite;
use super::{OpenError, Store, StoreError};

/// A key that signs tokens.
#[derive(Clone)]
pub struct SigningKey {
    /// The name that tokens give of it.
    pub kid: String,
    /// The private key, PKCS #8 (DER).
    pub pkcs8: Vec<u8>,
}

impl Store {
    /// The newest signing key, or the given one if there is none yet.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`] while the disk does not take it.
    pub async fn signing_key(&self, fresh: SigningKey, now_ms: u64) -> Result<SigningKey, StoreError> {
        self.database.signing_key(fresh, now_ms).await
    }

    /// Reads the newest signing key beside a running server: creates nothing, writes nothing, migrates nothing.
    ///
    /// # Errors
    /// As [`Store::open`]; [`StoreError::NotFound`] when there is none yet; [`StoreError::Unavailable`] when the folder holds no
    /// database that this user may read.
    pub fn peek_signing_key(data_dir: &Path) -> Result<SigningKey, OpenError> {
        Sqlite::peek_signing_key(data_dir)
    }

    /// The installation's secret of a name, or the given one if there is none yet.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`] while the disk does not take it.
    pub async fn secret(&self, name: &'static str, fresh: [u8; 32]) -> Result<[u8; 32], StoreError> {
        self.database.secret(name, fresh).await
    }
}
