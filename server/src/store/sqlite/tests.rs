//! The conformance suite for SQLite in a folder, and what only such a folder has.

use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::time::Instant;

use cicerone_protocol::SessionId;
use rusqlite::Connection;
use tempfile::TempDir;

use super::super::conformance::{Backend, create, suite};
use super::super::{OpenError, SigningKey, Store, StoreError};
use super::connection::{BUSY, DATA_VERSION};
use super::*;

suite!(InFolder);

/// A store in a folder of its own.
struct InFolder {
    folder: TempDir,
    store: Store,
    /// Another process's connection; while its transaction is open nobody else may write.
    neighbour: Connection,
}

impl InFolder {
    fn open(folder: TempDir) -> Self {
        let store = open(folder.path()).unwrap();
        let neighbour = connect(folder.path());
        Self { folder, store, neighbour }
    }
}

impl Backend for InFolder {
    async fn empty() -> Self {
        Self::open(tempfile::tempdir().unwrap())
    }

    fn store(&self) -> &Store {
        &self.store
    }

    async fn restarted(self) -> Self {
        self.store.close().await;
        Self::open(self.folder)
    }

    fn block_writes(&mut self) {
        self.neighbour.execute_batch("BEGIN IMMEDIATE").unwrap();
    }

    fn allow_writes(&mut self) {
        self.neighbour.execute_batch("ROLLBACK").unwrap();
    }

    async fn erase_personal(&self, session: SessionId) {
        let erase = self.store.database.write(move |db| {
            let key = session.uuid();
            db.execute("DELETE FROM personal_values WHERE session = ?1", [key.as_bytes()])?;
            db.execute("UPDATE sessions SET reference = NULL, topic = NULL WHERE id = ?1", [key.as_bytes()])?;
            Ok(())
        });
        erase.await.unwrap();
    }
}

fn open(folder: &Path) -> Result<Store, OpenError> {
    Store::open(folder, Arc::new(Metrics::new()))
}

fn connect(folder: &Path) -> Connection {
    Connection::open(folder.join(FILE)).unwrap()
}

#[tokio::test]
async fn another_process_that_keeps_the_database_is_waited_for_once_and_then_hardly() {
    let mut backend = InFolder::empty().await;
    backend.block_writes();
    let first = Instant::now();
    assert!(backend.store.check_writable().await.unwrap_err().is_unavailable());
    assert!(first.elapsed() >= BUSY, "a neighbour's short transaction is waited for");
    let again = Instant::now();
    for _ in 0..5 {
        assert!(backend.store.check_writable().await.unwrap_err().is_unavailable());
    }
    assert!(again.elapsed() < BUSY, "five refusals come sooner than the first");
    backend.allow_writes();
    backend.store.check_writable().await.unwrap();
}

#[tokio::test]
async fn erased_values_are_gone_from_the_disk() {
    let backend = InFolder::empty().await;
    let secret = "Wenceslao-Quiroga";
    let session = create(&backend.store, secret).await;
    assert!(holds(backend.folder.path(), secret), "the value was written in clear");
    backend.erase_personal(session).await;
    backend.store.close().await;
    drop(backend.neighbour);
    for trace in [secret, "wenceslao"] {
        assert!(!holds(backend.folder.path(), trace), "{trace} is still on disk");
    }
}

/// Says whether any file of the database holds the text.
fn holds(folder: &Path, text: &str) -> bool {
    let files = std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().path()).filter(|path| path.is_file());
    files.map(|path| std::fs::read(path).unwrap()).any(|bytes| bytes.windows(text.len()).any(|window| window == text.as_bytes()))
}

#[tokio::test]
async fn only_the_servers_account_may_read_the_database() {
    let backend = InFolder::empty().await;
    for file in ["cicerone.db", "cicerone.db-wal", "cicerone.db-shm"] {
        let mode = std::fs::metadata(backend.folder.path().join(file)).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{file}");
    }
}

#[tokio::test]
async fn a_signing_key_is_read_beside_a_running_server_and_nothing_is_made_for_it() {
    let backend = InFolder::empty().await;
    let folder = backend.folder.path();
    assert!(matches!(Store::peek_signing_key(folder), Err(OpenError::Store(StoreError::NotFound))));
    backend.store.signing_key(SigningKey { kid: "first".to_owned(), pkcs8: vec![1] }, 1).await.unwrap();
    assert_eq!(Store::peek_signing_key(folder).unwrap().kid, "first");
    let empty = tempfile::tempdir().unwrap();
    assert!(Store::peek_signing_key(empty.path()).is_err());
    assert_eq!(std::fs::read_dir(empty.path()).unwrap().count(), 0);
}

#[tokio::test]
async fn a_folder_of_another_version_is_refused_in_words_and_left_as_it_is() {
    let backend = InFolder::empty().await;
    backend.store.close().await;
    let folder = backend.folder.path();
    for (version, says) in [(DATA_VERSION - 1, "an earlier build"), (DATA_VERSION + 1, "a newer version")] {
        backend.neighbour.pragma_update(None, "user_version", version).unwrap();
        for refusal in [open(folder).err(), Store::peek_signing_key(folder).err()] {
            let refusal = refusal.expect("it is refused").to_string();
            assert!(refusal.contains(says), "{refusal}");
        }
        let left: i64 = backend.neighbour.pragma_query_value(None, "user_version", |row| row.get(0)).unwrap();
        assert_eq!(left, version);
    }
}
