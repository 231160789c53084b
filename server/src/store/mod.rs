//! The store: accounts, sessions, their logs and stills.
//!
//! [`Store`] is what the rest of the server sees: one file a subject says what can be asked and promised. Rows are kept by a
//! database (`sqlite`), the bytes of stills by a folder of files ([`blobs`]). Nothing above `sqlite` names a type of its library,
//! so that a second database has one place to stand: beside it.

pub mod blobs;
#[cfg(test)]
mod conformance;
mod error;
mod invites;
mod keys;
mod log;
mod sessions;
mod sign_ins;
mod sqlite;
mod stills;
mod users;

use std::path::Path;
use std::sync::Arc;

use blobs::Folder;
use sqlite::Sqlite;

use crate::files;
use crate::metrics::Metrics;

pub use error::{Cause, OpenError, StoreError};
pub use invites::{InviteKey, InviteTry, NewInvite};
pub use keys::SigningKey;
pub use log::Change;
pub use sessions::{NewSession, SessionChange, SessionFilter, SessionRow};
pub use sign_ins::Refreshed;
pub use stills::StillRow;
pub use users::{NewUser, User, UserChange};

/// A handle to the store; clones share one database and one folder.
#[derive(Clone)]
pub struct Store {
    database: Sqlite,
    stills: Folder,
    metrics: Arc<Metrics>,
}

impl Store {
    /// Opens the store in a folder and makes it when missing.
    ///
    /// # Errors
    /// [`OpenError::Earlier`] and [`OpenError::Newer`] when another version of Cicerone made the folder; [`OpenError::Store`] when
    /// it or its database cannot be opened.
    pub fn open(data_dir: &Path, metrics: Arc<Metrics>) -> Result<Self, OpenError> {
        files::private_dir(data_dir).map_err(StoreError::from)?;
        let stills = Folder::open(data_dir.join("stills"))?;
        let database = Sqlite::open(data_dir, metrics.clone())?;
        Ok(Self { database, stills, metrics })
    }

    /// Writes one row, to know that writing works.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`] while it does not.
    pub async fn check_writable(&self) -> Result<(), StoreError> {
        self.database.check_writable(crate::clock::now_ms()).await
    }

    /// Commits what waits and closes the database. Later calls get [`StoreError::Unavailable`].
    pub async fn close(&self) {
        self.database.close().await;
    }
}
