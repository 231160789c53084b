//! Opens the database: durability settings and migrations by `user_version`.

use std::fs::OpenOptions;
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;
use std::time::Duration;

use rusqlite::{Connection, OpenFlags};

use super::super::StoreError;
use super::error::Outcome;

/// Each entry takes the database from the version of its index to the next.
const MIGRATIONS: &[&str] = &[include_str!("schema.sql")];

/// How long to wait for another process, such as `cicerone user add`, to finish its transaction. Longer stalls every
/// session of this server, shorter fails writes for a neighbour's slow disk.
pub(super) const BUSY: Duration = Duration::from_secs(3);

/// The same once it was waited for in vain: everything that is written meanwhile is refused or held, and whoever asks wants to know soon.
pub(super) const STILL_BUSY: Duration = Duration::from_millis(100);

/// Opens the one connection that writes, and brings the schema up to date, for which it waits at most `patience` for another process.
pub(super) fn open_writer(path: &Path, patience: Duration) -> Outcome<Connection> {
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
    migrate(&mut connection)?;
    connection.busy_timeout(BUSY)?;
    Ok(connection)
}

/// Opens a connection that can only read.
pub(super) fn open_reader(path: &Path) -> Outcome<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags)?;
    connection.busy_timeout(BUSY)?;
    Ok(connection)
}

fn migrate(connection: &mut Connection) -> Outcome<()> {
    let transaction = connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
    let found: usize = transaction.pragma_query_value(None, "user_version", |row| {
        row.get::<_, i64>(0).map(|version| version.max(0).unsigned_abs() as usize)
    })?;
    if found > MIGRATIONS.len() {
        let newer = "the database was written by a newer version of Cicerone; start that version or restore a backup";
        return Err(StoreError::refused(newer).into());
    }
    for migration in &MIGRATIONS[found..] {
        transaction.execute_batch(migration)?;
    }
    transaction.pragma_update(None, "user_version", MIGRATIONS.len() as i64)?;
    transaction.commit()?;
    Ok(())
}
