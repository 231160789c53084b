//! What can go wrong in the store.

use std::error::Error;
use std::sync::Arc;

/// Why the store did not do what was asked.
#[derive(Debug, Clone, thiserror::Error)]
pub enum StoreError {
    /// The disk is full, broken or read-only, or the writer is overrun. Nothing was written; it works again when the disk does.
    #[error("the store cannot be written or read right now")]
    Unavailable(#[source] Cause),
    /// An entry's `seq` does not follow the last one of its session.
    #[error("entry {got} does not follow entry {last}")]
    Gap {
        /// The last `seq` that is stored; 0 when the log is empty.
        last: u64,
        /// The `seq` that was offered.
        got: u64,
    },
    /// There is no such row.
    #[error("there is no such thing in the store")]
    NotFound,
    /// A value that must be unique exists already.
    #[error("the store has this already")]
    Conflict,
    /// The database answered with something that no correct program gets.
    #[error("the store met a fault of its own")]
    Fault(#[source] Cause),
}

/// Why a data folder is not opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// A build before this one made it, and nothing brings it up to date.
    #[error(
        "it holds data of version {found}, which an earlier build of Cicerone made; this build reads version {reads} and changes \
         nothing in it. Keep it and run the build that made it, or name another folder (data_dir)"
    )]
    Earlier {
        /// The version of its data.
        found: i64,
        /// The version that this build makes and reads.
        reads: i64,
    },
    /// A later build made it.
    #[error("the database was written by a newer version of Cicerone; start that version or restore a backup")]
    Newer,
    /// It cannot be read or written.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// The cause of a [`StoreError`], shared by all who waited in the same group.
#[derive(Debug, Clone, thiserror::Error)]
pub enum Cause {
    /// What the database's own library said, whichever it is.
    #[error(transparent)]
    Database(Arc<dyn Error + Send + Sync>),
    /// The error of the file system.
    #[error(transparent)]
    File(Arc<std::io::Error>),
    /// Too many writes wait, or the store is closed.
    #[error("{0}")]
    Refused(&'static str),
}

impl StoreError {
    pub(super) fn refused(why: &'static str) -> Self {
        Self::Unavailable(Cause::Refused(why))
    }

    /// Says whether nothing but the disk is to blame, so that the same write may succeed later.
    pub fn is_unavailable(&self) -> bool {
        matches!(self, Self::Unavailable(_))
    }
}

impl From<std::io::Error> for StoreError {
    fn from(error: std::io::Error) -> Self {
        Self::Unavailable(Cause::File(Arc::new(error)))
    }
}
