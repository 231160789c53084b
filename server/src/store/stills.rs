//! Stills: files named by their SHA-256, on disk before the row that names them, which comes with the event that cites it.

use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};

use cicerone_protocol::{SessionId, StillId};
use rusqlite::{Connection, OptionalExtension, params};
use sha2::{Digest, Sha256};

use super::{Store, StoreError};

/// What the store knows of a still.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StillRow {
    /// SHA-256 of the file.
    pub sha256: [u8; 32],
    /// Media type.
    pub mime: String,
    /// Pixels.
    pub width: u16,
    /// Pixels.
    pub height: u16,
    /// Size of the file.
    pub bytes: u32,
}

impl Store {
    /// Writes a still's file (written, synced, renamed, its folder synced) and gives its SHA-256. Nobody finds it before an event that
    /// cites it is appended with its row, by [`Store::append`].
    ///
    /// # Errors
    /// [`StoreError::Unavailable`] while the disk does not take it.
    pub async fn write_still(&self, bytes: Vec<u8>) -> Result<[u8; 32], StoreError> {
        let folder = self.stills.clone();
        let written = tokio::task::spawn_blocking(move || {
            let sha256: [u8; 32] = Sha256::digest(&bytes).into();
            write_file(&folder, &sha256, &bytes).map(|()| sha256)
        });
        written.await.unwrap_or_else(|_| Err(StoreError::refused("the write was interrupted")))
    }

    /// Reads a still's row and file; `None` when the session has none of that id.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`] when the disk cannot be read.
    pub async fn still(&self, session: SessionId, still: StillId) -> Result<Option<(StillRow, Vec<u8>)>, StoreError> {
        let folder = self.stills.clone();
        let read = self.readers.read(move |db| {
            let mut select = db.prepare_cached("SELECT * FROM stills WHERE session = ?1 AND id = ?2")?;
            let (session, still) = (session.uuid(), still.uuid());
            let key = params![session.as_bytes(), still.as_bytes()];
            let row = select.query_row(key, |row| {
                Ok(StillRow {
                    sha256: row.get("sha256")?,
                    mime: row.get("mime")?,
                    width: row.get("width")?,
                    height: row.get("height")?,
                    bytes: row.get("bytes")?,
                })
            });
            let Some(row) = row.optional()? else { return Ok(None) };
            let bytes = fs::read(place(&folder, &row.sha256).1)?;
            Ok(Some((row, bytes)))
        });
        read.await
    }
}

/// Adds a still's row inside the caller's transaction.
pub(super) fn insert(db: &Connection, session: SessionId, still: StillId, row: &StillRow) -> Result<(), StoreError> {
    let mut insert = db.prepare_cached(
        "INSERT INTO stills (session, id, sha256, mime, width, height, bytes) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )?;
    let (session, still) = (session.uuid(), still.uuid());
    insert.execute(params![session.as_bytes(), still.as_bytes(), row.sha256, row.mime, row.width, row.height, row.bytes])?;
    Ok(())
}

/// The folder and the path of a file: `stills/ab/abcdef…`.
fn place(stills: &Path, sha256: &[u8; 32]) -> (PathBuf, PathBuf) {
    let name = hex::encode(sha256);
    let folder = stills.join(&name[..2]);
    let path = folder.join(&name);
    (folder, path)
}

fn write_file(stills: &Path, sha256: &[u8; 32], bytes: &[u8]) -> Result<(), StoreError> {
    let (folder, path) = place(stills, sha256);
    // Same name means same bytes: it stands already, and was synced before it got its name.
    if path.exists() {
        return Ok(());
    }
    if !folder.exists() {
        crate::files::private_dir(&folder)?;
        File::open(stills)?.sync_all()?;
    }
    // A name of its own, so that two writers of the same picture do not write into one file.
    let temporary = folder.join(format!(".{}", uuid::Uuid::now_v7()));
    let outcome = (|| {
        let mut file = File::create_new(&temporary)?;
        file.write_all(bytes)?;
        file.sync_all()?;
        fs::rename(&temporary, &path)?;
        File::open(&folder)?.sync_all()
    })();
    if outcome.is_err() {
        // On a full disk the half file is the first thing to give back.
        let _ = fs::remove_file(&temporary);
    }
    Ok(outcome?)
}
