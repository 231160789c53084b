//! The logs of sessions: append, and read back exactly what was appended.

use std::future::Future;

use cicerone_protocol::log::SealedEntry;
use cicerone_protocol::{SessionId, StillId};

use super::{SessionChange, StillRow, Store, StoreError};

/// Something that belongs to entries and is written in their transaction.
#[derive(Clone)]
pub enum Change {
    /// What the entries change in the session's row.
    Row(SessionChange),
    /// The row of a still that the entries cite, whose bytes are on disk ([`Store::write_still`]).
    Still(StillId, StillRow),
}

impl Store {
    /// Appends entries to a session's log with the changes that belong to them, in one transaction.
    ///
    /// The write is queued by the call itself, so calls keep their order even when their futures are awaited later; the future
    /// completes after the commit.
    ///
    /// # Errors
    /// [`StoreError::Gap`] when the first `seq` is not exactly the next or the entries are not gapless; [`StoreError::NotFound`] for
    /// an unknown session; [`StoreError::Conflict`] when the session has a still of that id; [`StoreError::Unavailable`] while the
    /// disk does not take it. In all cases nothing was written.
    pub fn append(
        &self,
        session: SessionId,
        entries: Vec<SealedEntry>,
        changes: Vec<Change>,
    ) -> impl Future<Output = Result<(), StoreError>> + Send + 'static {
        let (metrics, count) = (self.metrics.clone(), entries.len());
        let write = self.database.append(session, entries, changes);
        async move {
            write.await?;
            metrics.store.events.inc_by(count as u64);
            Ok(())
        }
    }

    /// Reads a session's entries with `seq > after`, oldest first, at most `limit`.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`] when the disk cannot be read.
    pub async fn entries(&self, session: SessionId, after: u64, limit: u32) -> Result<Vec<SealedEntry>, StoreError> {
        self.database.entries(session, after, limit).await
    }
}
