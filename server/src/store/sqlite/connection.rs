//! Opens the database: durability settings, and the version of its schema.

use std::fs::OpenOptions;
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;
use std::time::Duration;

use rusqlite::{Connection, OpenFlags, TransactionBehavior};

use super::super::OpenError;
use super::error::Outcome;

/// The version of a data folder, in the database's `user_version`. It rises whenever this build could not use the folder of another
/// one: the schema or the words of the log changed. Until the first release folders of earlier versions are refused; from then on
/// each step to a later version has a file of its own beside the schema.
pub(super) const DATA_VERSION: i64 = 3;

const SCHEMA: &str = include_str!("schema.sql");

/// How long to wait for another process, such as `cicerone user add`, to finish its transaction. Longer stalls every
/// session of this server, shorter fails writes for a neighbour's slow disk.
pub(super) const BUSY: Duration = Duration::from_secs(3);

/// The same once it was waited for in vain: everything that is written meanwhile is refused or held, and whoever asks wants to know soon.
pub(super) const STILL_BUSY: Duration = Duration::from_millis(100);

/// Opens the one connection that writes, and makes the schema in an empty database. Waits at most `patience` for another process.
pub(super) fn open_writer(path: &Path, patience: Duration) -> Result<Connection, OpenError> {
    let (connection, found) = connect(path, patience)?;
    check(found)?;
    Ok(connection)
}

/// Opens a connection that can only read.
pub(super) fn open_reader(path: &Path) -> Outcome<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags)?;
    connection.busy_timeout(BUSY)?;
    Ok(connection)
}

/// The version of the data; 0 in an empty database.
pub(super) fn version(db: &Connection) -> Outcome<i64> {
    Ok(db.pragma_query_value(None, "user_version", |row| row.get(0))?)
}

/// Refuses data of another version.
pub(super) fn check(found: i64) -> Result<(), OpenError> {
    match found {
        DATA_VERSION => Ok(()),
        found if found > DATA_VERSION => Err(OpenError::Newer),
        found => Err(OpenError::Earlier { found, reads: DATA_VERSION }),
    }
}

/// Gives the connection and the version of its data.
fn connect(path: &Path, patience: Duration) -> Outcome<(Connection, i64)> {
    // SQLite would create the file readable by everybody; its journal files take over the database's mode.
    OpenOptions::new().create(true).truncate(false).write(true).mode(0o600).open(path)?;
    let mut connection = Connection::open(path)?;
    connection.busy_timeout(patience)?;
    connection.execute_batch(
        "PRAGMA journal_mode = WAL;
         PRAGMA synchronous = FULL;       -- acknowledged means on disk
         PRAGMA foreign_keys = ON;
         PRAGMA secure_delete = ON;       -- erased values are overwritten, not only unlinked
         PRAGMA journal_size_limit = 67108864;",
    )?;
    let found = prepare(&mut connection)?;
    connection.busy_timeout(BUSY)?;
    Ok((connection, found))
}

/// Makes the schema in an empty database, and gives the version of what is there. Takes the lock for writing either way, to learn
/// within `patience` whether another process keeps it.
fn prepare(connection: &mut Connection) -> Outcome<i64> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    if version(&transaction)? == 0 {
        transaction.execute_batch(SCHEMA)?;
        transaction.pragma_update(None, "user_version", DATA_VERSION)?;
    }
    let found = version(&transaction)?;
    transaction.commit()?;
    Ok(found)
}
