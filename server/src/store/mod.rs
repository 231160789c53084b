//! The store: accounts, sessions, their logs and stills, in one SQLite database and a folder of files.
//!
//! One thread writes (`writer`): it groups what waits into one transaction and answers after the commit, so that "done"
//! means "on disk". Reads run beside it on read-only connections (`readers`).

mod connection;
mod error;
mod events;
mod invites;
mod readers;
mod sessions;
mod staff;
mod stills;
mod writer;

#[cfg(test)]
mod tests;

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;

use crate::metrics::Metrics;

pub use error::{Cause, StoreError};
pub use events::Beside;
pub use invites::{InviteKey, InviteTry, NewInvite};
pub use sessions::{NewSession, SessionChange, SessionFilter, SessionRow};
pub use staff::{NewUser, Refreshed, User, UserChange};
pub use stills::StillRow;
pub use writer::DiskFault;

/// A handle to the store; clones share one writer and one pool of readers.
#[derive(Clone)]
pub struct Store {
    writer: writer::Writer,
    readers: readers::Readers,
    stills: PathBuf,
    thread: Arc<Mutex<Option<JoinHandle<()>>>>,
    metrics: Arc<Metrics>,
}

impl Store {
    /// Opens the store in a folder, makes it when missing, and brings its schema up to date.
    ///
    /// # Errors
    /// When the folder or the database cannot be opened, or a newer version of Cicerone wrote it.
    pub fn open(data_dir: &Path, metrics: Arc<Metrics>) -> Result<Self, StoreError> {
        crate::files::private_dir(data_dir)?;
        let path = data_dir.join("cicerone.db");
        let stills = data_dir.join("stills");
        crate::files::private_dir(&stills)?;
        let (writer, thread) = writer::Writer::start(path.clone(), metrics.clone())?;
        Ok(Self { writer, readers: readers::Readers::new(path), stills, thread: Arc::new(Mutex::new(Some(thread))), metrics })
    }

    /// Writes one row, to know that writing works.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`] while it does not.
    pub async fn check_writable(&self) -> Result<(), StoreError> {
        let now = int(crate::clock::now_ms());
        let check = self.writer.write(move |db| {
            db.execute("INSERT INTO readiness VALUES (1, ?1) ON CONFLICT DO UPDATE SET checked = ?1", [now])?;
            Ok(())
        });
        check.await
    }

    /// Shows a disk fault to the writer until it is taken back; for tests of what happens then.
    pub fn set_disk_fault(&self, fault: DiskFault) {
        self.writer.set_fault(fault);
    }

    /// Commits what waits and closes the database. Later calls get [`StoreError::Unavailable`].
    pub async fn close(&self) {
        self.readers.close();
        self.writer.close().await;
        let thread = self.thread.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(thread) = thread {
            // It has answered `close`, so this does not block; a panic there was already reported by the panic hook.
            let _ = thread.join();
        }
    }
}

/// SQLite's integers are signed; no counter or time of ours comes near the difference.
fn int(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// Reads back what [`int`] wrote.
fn number(row: &rusqlite::Row<'_>, column: &str) -> rusqlite::Result<u64> {
    row.get::<_, i64>(column).map(|value| value.max(0).unsigned_abs())
}

/// Reads the 16 bytes of an id.
fn id(row: &rusqlite::Row<'_>, column: &str) -> rusqlite::Result<uuid::Uuid> {
    row.get::<_, [u8; 16]>(column).map(uuid::Uuid::from_bytes)
}
