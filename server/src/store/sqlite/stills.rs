//! The rows of stills.

use cicerone_protocol::{SessionId, StillId};
use rusqlite::{Connection, OptionalExtension, params};

use super::super::{StillRow, StoreError};
use super::Sqlite;
use super::error::Outcome;

impl Sqlite {
    pub(crate) async fn still(&self, session: SessionId, still: StillId) -> Result<Option<StillRow>, StoreError> {
        let read = self.read(move |db| {
            let mut select = db.prepare_cached("SELECT * FROM stills WHERE session = ?1 AND id = ?2")?;
            let (session, still) = (session.uuid(), still.uuid());
            let row = select.query_row(params![session.as_bytes(), still.as_bytes()], |row| {
                Ok(StillRow {
                    sha256: row.get("sha256")?,
                    mime: row.get("mime")?,
                    width: row.get("width")?,
                    height: row.get("height")?,
                    bytes: row.get("bytes")?,
                })
            });
            Ok(row.optional()?)
        });
        read.await
    }
}

/// Adds a still's row inside the caller's transaction.
pub(super) fn insert(db: &Connection, session: SessionId, still: StillId, row: &StillRow) -> Outcome<()> {
    let mut insert = db.prepare_cached(
        "INSERT INTO stills (session, id, sha256, mime, width, height, bytes) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )?;
    let (session, still) = (session.uuid(), still.uuid());
    insert.execute(params![session.as_bytes(), still.as_bytes(), row.sha256, row.mime, row.width, row.height, row.bytes])?;
    Ok(())
}
