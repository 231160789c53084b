//! The store's rows in one SQLite database. Its library's types stay in this folder.
//!
//! One thread writes (`writer`): it groups what waits into one transaction and answers after the commit, so that "done"
//! means "on disk". Reads run beside it on read-only connections (`readers`).

mod connection;
mod error;
mod filter;
mod invites;
mod keys;
mod log;
mod readers;
mod sessions;
mod sign_ins;
mod stills;
mod users;
mod writer;

#[cfg(test)]
mod tests;

use std::future::Future;
use std::path::Path;
use std::sync::Arc;

use rusqlite::{Connection, Row};
use uuid::Uuid;

use super::{OpenError, StoreError};
use crate::metrics::Metrics;

use error::Outcome;

/// The database's file in the data folder.
const FILE: &str = "cicerone.db";

/// A handle to the database; clones share one writer and one pool of readers.
#[derive(Clone)]
pub(super) struct Sqlite {
    writer: writer::Writer,
    readers: readers::Readers,
}

impl Sqlite {
    /// Opens the database in a data folder and makes it when missing.
    pub(super) fn open(data_dir: &Path, metrics: Arc<Metrics>) -> Result<Self, OpenError> {
        let path = data_dir.join(FILE);
        let writer = writer::Writer::start(path.clone(), metrics)?;
        Ok(Self { writer, readers: readers::Readers::new(path) })
    }

    /// Rewrites the one row that is there for this.
    pub(super) async fn check_writable(&self, now_ms: u64) -> Result<(), StoreError> {
        let write = self.write(move |db| {
            db.execute("INSERT INTO readiness VALUES (1, ?1) ON CONFLICT DO UPDATE SET checked_at = ?1", [int(now_ms)])?;
            Ok(())
        });
        write.await
    }

    /// Commits what waits and closes the database.
    pub(super) async fn close(&self) {
        self.readers.close();
        self.writer.close().await;
    }

    /// Queues a write now and gives a future of its result, which comes after the commit. Order of calls is order of writes.
    fn write<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Connection) -> Outcome<T> + Send + 'static,
    ) -> impl Future<Output = Result<T, StoreError>> + Send + 'static {
        self.writer.write(work)
    }

    /// Runs a read on a blocking thread.
    async fn read<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Connection) -> Outcome<T> + Send + 'static,
    ) -> Result<T, StoreError> {
        self.readers.read(work).await
    }
}

/// SQLite's integers are signed; no counter or time of ours comes near the difference.
fn int(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// Reads back what [`int`] wrote.
fn number(row: &Row<'_>, column: &str) -> rusqlite::Result<u64> {
    row.get::<_, i64>(column).map(|value| value.max(0).unsigned_abs())
}

/// Reads back what [`int`] wrote, or nothing.
fn number_or_null(row: &Row<'_>, column: &str) -> rusqlite::Result<Option<u64>> {
    row.get::<_, Option<i64>>(column).map(|value| value.map(|value| value.max(0).unsigned_abs()))
}

/// Reads the 16 bytes of an id.
fn id(row: &Row<'_>, column: &str) -> rusqlite::Result<Uuid> {
    row.get::<_, [u8; 16]>(column).map(Uuid::from_bytes)
}
