//! The logs of sessions: append, and read back exactly what was appended.

use std::future::Future;

use cicerone_protocol::log::{Hash, Personal, PersonalValue, SealedEntry};
use cicerone_protocol::{SessionId, StillId};
use rusqlite::{Connection, params};

use super::sessions::{SessionChange, change};
use super::stills::{StillRow, insert};
use super::{Store, StoreError, int, number};

/// What belongs to entries and is written in their transaction.
#[derive(Clone, Default)]
pub struct Beside {
    /// What they change in the session's row.
    pub row: Option<SessionChange>,
    /// The still that they cite, whose file is on disk.
    pub still: Option<(StillId, StillRow)>,
}

impl From<SessionChange> for Beside {
    fn from(row: SessionChange) -> Self {
        Self { row: Some(row), still: None }
    }
}

impl Store {
    /// Appends entries to a session's log with what belongs to them, in one transaction.
    ///
    /// The write is queued by the call itself, so calls keep their order even when their futures are awaited later; the future
    /// completes after the commit.
    ///
    /// # Errors
    /// [`StoreError::Gap`] when the first `seq` is not exactly the next or the entries are not gapless; [`StoreError::NotFound`] for an unknown session;
    /// [`StoreError::Conflict`] when the session has a still of that id;
    /// [`StoreError::Unavailable`] while the disk does not take it. In all cases nothing was written.
    pub fn append(
        &self,
        session: SessionId,
        entries: Vec<SealedEntry>,
        beside: Beside,
    ) -> impl Future<Output = Result<(), StoreError>> + Send + 'static {
        let metrics = self.metrics.clone();
        let write = self.writer.write(move |db| {
            append(db, session, &entries)?;
            if let Some(row) = &beside.row {
                change(db, session, row)?;
            }
            if let Some((still, row)) = &beside.still {
                insert(db, session, *still, row)?;
            }
            Ok(entries.len())
        });
        async move {
            let written = write.await?;
            metrics.store.events.inc_by(written as u64);
            Ok(())
        }
    }

    /// Reads a session's entries with `seq > after`, oldest first, at most `limit`.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`] when the disk cannot be read.
    pub async fn entries(&self, session: SessionId, after: u64, limit: u32) -> Result<Vec<SealedEntry>, StoreError> {
        self.readers.read(move |db| entries(db, session, after, limit)).await
    }
}

/// Appends inside the caller's transaction.
pub(super) fn append(db: &Connection, session: SessionId, entries: &[SealedEntry]) -> Result<(), StoreError> {
    let key = session.uuid();
    let last: i64 =
        db.prepare_cached("SELECT events FROM sessions WHERE id = ?1")?.query_row([key.as_bytes()], |row| row.get(0))?;
    let mut last = last.max(0).unsigned_abs();
    let mut insert = db.prepare_cached("INSERT INTO events (session, seq, t, body, hash) VALUES (?1, ?2, ?3, ?4, ?5)")?;
    let mut insert_personal =
        db.prepare_cached("INSERT INTO personal_values (session, seq, path, salt, value) VALUES (?1, ?2, ?3, ?4, ?5)")?;
    for entry in entries {
        if entry.seq != last + 1 {
            return Err(StoreError::Gap { last, got: entry.seq });
        }
        insert.execute(params![key.as_bytes(), int(entry.seq), int(entry.t), entry.body, entry.hash.0])?;
        for (path, personal) in &entry.personal {
            insert_personal.execute(params![key.as_bytes(), int(entry.seq), path, personal.salt, personal.value])?;
        }
        last = entry.seq;
    }
    db.prepare_cached("UPDATE sessions SET events = ?2 WHERE id = ?1")?.execute(params![key.as_bytes(), int(last)])?;
    Ok(())
}

fn entries(db: &Connection, session: SessionId, after: u64, limit: u32) -> Result<Vec<SealedEntry>, StoreError> {
    let key = session.uuid();
    // One snapshot for both tables, or an erasure between the two reads would show half of it.
    let snapshot = db.unchecked_transaction()?;
    let mut select =
        snapshot.prepare_cached("SELECT seq, t, body, hash FROM events WHERE session = ?1 AND seq > ?2 ORDER BY seq LIMIT ?3")?;
    let rows = select.query_map(params![key.as_bytes(), int(after), limit], |row| {
        Ok(SealedEntry {
            seq: number(row, "seq")?,
            t: number(row, "t")?,
            body: row.get("body")?,
            hash: Hash(row.get("hash")?),
            personal: Personal::new(),
        })
    })?;
    let mut entries = rows.collect::<Result<Vec<_>, _>>()?;
    let (Some(first), Some(last)) = (entries.first().map(|e| e.seq), entries.last().map(|e| e.seq)) else {
        return Ok(entries);
    };
    let mut select = snapshot
        .prepare_cached("SELECT seq, path, salt, value FROM personal_values WHERE session = ?1 AND seq BETWEEN ?2 AND ?3")?;
    let mut rows = select.query(params![key.as_bytes(), int(first), int(last)])?;
    while let Some(row) = rows.next()? {
        let at = usize::try_from(number(row, "seq")? - first).unwrap_or(usize::MAX);
        if let Some(entry) = entries.get_mut(at) {
            let personal = PersonalValue { salt: row.get("salt")?, value: row.get("value")? };
            entry.personal.insert(row.get("path")?, personal);
        }
    }
    Ok(entries)
}
