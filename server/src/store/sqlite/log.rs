//! The logs of sessions.

use std::future::Future;

use cicerone_protocol::log::{Hash, Personal, PersonalValue, SealedEntry};
use cicerone_protocol::{SessionId, SessionTime};
use rusqlite::{Connection, params};

use super::super::{Change, NewSession, StoreError};
use super::error::Outcome;
use super::{Sqlite, int, number, sessions, stills};

impl Sqlite {
    pub(crate) async fn create_session(&self, new: NewSession, entries: Vec<SealedEntry>) -> Result<(), StoreError> {
        let write = self.write(move |db| {
            sessions::insert(db, &new)?;
            append(db, new.session, &entries)
        });
        write.await
    }

    pub(crate) fn append(
        &self,
        session: SessionId,
        entries: Vec<SealedEntry>,
        changes: Vec<Change>,
    ) -> impl Future<Output = Result<(), StoreError>> + Send + 'static {
        self.write(move |db| {
            append(db, session, &entries)?;
            changes.iter().try_for_each(|change| apply(db, session, change))
        })
    }

    pub(crate) async fn entries(&self, session: SessionId, after: u64, limit: u32) -> Result<Vec<SealedEntry>, StoreError> {
        self.read(move |db| entries(db, session, after, limit)).await
    }
}

/// Appends inside the caller's transaction.
fn append(db: &Connection, session: SessionId, entries: &[SealedEntry]) -> Outcome<()> {
    let key = session.uuid();
    let last: i64 =
        db.prepare_cached("SELECT events FROM sessions WHERE id = ?1")?.query_row([key.as_bytes()], |row| row.get(0))?;
    let mut last = last.max(0).unsigned_abs();
    let mut insert = db.prepare_cached("INSERT INTO events (session, seq, t, body, hash) VALUES (?1, ?2, ?3, ?4, ?5)")?;
    let mut insert_personal =
        db.prepare_cached("INSERT INTO personal_values (session, seq, path, salt, value) VALUES (?1, ?2, ?3, ?4, ?5)")?;
    for entry in entries {
        if entry.seq != last + 1 {
            return Err(StoreError::Gap { last, got: entry.seq }.into());
        }
        insert.execute(params![key.as_bytes(), int(entry.seq), int(entry.t.ms()), entry.body, entry.hash.0])?;
        for (path, personal) in &entry.personal {
            insert_personal.execute(params![key.as_bytes(), int(entry.seq), path, personal.salt, personal.value])?;
        }
        last = entry.seq;
    }
    db.prepare_cached("UPDATE sessions SET events = ?2 WHERE id = ?1")?.execute(params![key.as_bytes(), int(last)])?;
    Ok(())
}

fn apply(db: &Connection, session: SessionId, change: &Change) -> Outcome<()> {
    match change {
        Change::Row(row) => sessions::change(db, session, row),
        Change::Still(still, row) => stills::insert(db, session, *still, row),
    }
}

fn entries(db: &Connection, session: SessionId, after: u64, limit: u32) -> Outcome<Vec<SealedEntry>> {
    let key = session.uuid();
    // One snapshot for both tables, or an erasure between the two reads would show half of it.
    let snapshot = db.unchecked_transaction()?;
    let mut select =
        snapshot.prepare_cached("SELECT seq, t, body, hash FROM events WHERE session = ?1 AND seq > ?2 ORDER BY seq LIMIT ?3")?;
    let rows = select.query_map(params![key.as_bytes(), int(after), limit], |row| {
        Ok(SealedEntry {
            seq: number(row, "seq")?,
            t: SessionTime::from_ms(number(row, "t")?),
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
