//! A session's whole log, out of the store: for review, for export, for verification.

use cicerone_protocol::SessionId;
use cicerone_protocol::log::verify::{Verdict, Verifier};
use cicerone_protocol::log::{self, SealedEntry};

use crate::store::{Store, StoreError};

/// Entries that are read from the store at once.
const CHUNK: u32 = 2_000;

/// Why a log was not exported.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// The store did not give it.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// An entry is not what the log format allows.
    #[error(transparent)]
    Log(#[from] log::LogError),
}

/// Returns a session's log as the file that `cicerone log verify` takes.
///
/// # Errors
/// The session is unknown, or its log cannot be read.
pub async fn export(store: &Store, session: SessionId) -> Result<Vec<u8>, ExportError> {
    let row = store.session(session).await?;
    let mut lines = row.header;
    lines.push(b'\n');
    for entry in entries(store, session).await? {
        lines.extend(log::export_line(&entry)?);
        lines.push(b'\n');
    }
    Ok(lines)
}

pub(crate) async fn entries(store: &Store, session: SessionId) -> Result<Vec<SealedEntry>, StoreError> {
    let mut all: Vec<SealedEntry> = Vec::new();
    loop {
        let after = all.last().map_or(0, |entry| entry.seq);
        let chunk = store.entries(session, after, CHUNK).await?;
        if chunk.is_empty() {
            return Ok(all);
        }
        all.extend(chunk);
    }
}

pub(crate) fn verify(header: &[u8], entries: &[SealedEntry]) -> Verdict {
    let mut verifier = match Verifier::new(header) {
        Ok(verifier) => verifier,
        Err(fault) => return Verdict::Altered { seq: 0, fault },
    };
    for (index, entry) in entries.iter().enumerate() {
        if let Err(fault) = verifier.entry(&entry.body, &entry.hash, &entry.personal) {
            return Verdict::Altered { seq: index as u64 + 1, fault };
        }
    }
    verifier.verdict()
}
