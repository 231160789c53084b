//! Reads on their own read-only connections, off the runtime's threads.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use rusqlite::Connection;
use tokio::sync::Semaphore;

use super::super::StoreError;
use super::connection::open_reader;
use super::error::Outcome;

/// Most reads at once. Reads are short and mostly from memory; more connections would only add page caches.
const READERS: usize = 4;

#[derive(Clone)]
pub(super) struct Readers {
    path: PathBuf,
    slots: Arc<Semaphore>,
    idle: Arc<Mutex<Vec<Connection>>>,
}

impl Readers {
    pub(super) fn new(path: PathBuf) -> Self {
        Self { path, slots: Arc::new(Semaphore::new(READERS)), idle: Arc::new(Mutex::new(Vec::new())) }
    }

    /// Runs a read on a blocking thread; waits for a free connection first.
    pub(super) async fn read<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Connection) -> Outcome<T> + Send + 'static,
    ) -> Result<T, StoreError> {
        let slot = self.slots.clone().acquire_owned().await;
        let slot = slot.map_err(|_| StoreError::refused("the store is closed"))?;
        let (path, idle) = (self.path.clone(), self.idle.clone());
        let read = tokio::task::spawn_blocking(move || {
            let _slot = slot;
            let kept = lock(&idle).pop();
            let connection = match kept {
                Some(connection) => connection,
                None => open_reader(&path)?,
            };
            let outcome = work(&connection).map_err(StoreError::from);
            // A connection that met a fault is not kept: the next read opens a fresh one.
            if !matches!(outcome, Err(StoreError::Unavailable(_) | StoreError::Fault(_))) {
                lock(&idle).push(connection);
            }
            outcome
        });
        read.await.unwrap_or(Err(StoreError::refused("the read was interrupted")))
    }

    /// Lets no further read start and closes idle connections.
    pub(super) fn close(&self) {
        self.slots.close();
        lock(&self.idle).clear();
    }
}

fn lock(idle: &Mutex<Vec<Connection>>) -> std::sync::MutexGuard<'_, Vec<Connection>> {
    idle.lock().unwrap_or_else(PoisonError::into_inner)
}
