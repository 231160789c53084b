//! Stills: bytes on disk before the row that names them, which comes with the event that cites it.

use cicerone_protocol::{SessionId, StillId};

use super::{Store, StoreError};

/// What the store knows of a still.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StillRow {
    /// SHA-256 of the picture's bytes, which is their name.
    pub sha256: [u8; 32],
    /// Media type, such as `image/jpeg`.
    pub mime: String,
    /// Width in pixels.
    pub width: u16,
    /// Height in pixels.
    pub height: u16,
    /// How many bytes the picture has.
    pub bytes: u32,
}

impl Store {
    /// Keeps a still's bytes and gives their SHA-256. Nobody finds them before an event that cites them is appended with
    /// [`Change::Still`](super::Change::Still).
    ///
    /// # Errors
    /// [`StoreError::Unavailable`] while the disk does not take it.
    pub async fn write_still(&self, bytes: Vec<u8>) -> Result<[u8; 32], StoreError> {
        self.stills.put(bytes).await
    }

    /// Reads a still's row and bytes; `None` when the session has none of that id.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`] when the disk cannot be read, or a row's bytes are missing.
    pub async fn still(&self, session: SessionId, still: StillId) -> Result<Option<(StillRow, Vec<u8>)>, StoreError> {
        let Some(row) = self.database.still(session, still).await? else { return Ok(None) };
        let bytes = self.stills.get(row.sha256).await?.ok_or(StoreError::refused("a still's file is missing"))?;
        Ok(Some((row, bytes)))
    }
}
