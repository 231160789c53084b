//! The one thread that writes: it drains what waits into one transaction, commits, and only then answers.

use std::future::Future;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::Instant;

use rusqlite::Connection;
use tokio::sync::{mpsc, oneshot};

use super::super::{OpenError, StoreError};
use super::connection::{BUSY, STILL_BUSY, open_writer};
use super::error::Outcome;
use crate::metrics::Metrics;

/// Most writes in one transaction. More raises throughput a little and the wait of the first in line a lot.
const GROUP: usize = 256;

/// Most writes that wait. A session makes 10–20 a second, so this is many seconds of a broken disk for a full server;
/// beyond it a write is refused at once instead of waiting for minutes.
const QUEUE: usize = 8192;

/// The sending side of the writer thread.
#[derive(Clone)]
pub(super) struct Writer {
    queue: mpsc::Sender<Message>,
    thread: Arc<Mutex<Option<JoinHandle<()>>>>,
}

enum Message {
    Write(Box<dyn Write>),
    Close(oneshot::Sender<()>),
}

/// One write and the one who waits for it, whatever its result type.
trait Write: Send {
    fn run(&mut self, connection: &Connection) -> Outcome<()>;
    fn answer(self: Box<Self>, outcome: Result<(), StoreError>);
}

struct Task<F, T> {
    work: Option<F>,
    value: Option<T>,
    reply: oneshot::Sender<Result<T, StoreError>>,
}

impl<F, T> Write for Task<F, T>
where
    F: FnOnce(&Connection) -> Outcome<T> + Send,
    T: Send,
{
    fn run(&mut self, connection: &Connection) -> Outcome<()> {
        if let Some(work) = self.work.take() {
            self.value = Some(work(connection)?);
        }
        Ok(())
    }

    fn answer(self: Box<Self>, outcome: Result<(), StoreError>) {
        let Self { value, reply, .. } = *self;
        let outcome = outcome.and_then(|()| value.ok_or(StoreError::refused("the write was not run")));
        // Nobody waits any more when the asker was cancelled; the write stands all the same.
        let _ = reply.send(outcome);
    }
}

impl Writer {
    /// Opens the database and starts the thread.
    pub(super) fn start(path: PathBuf, metrics: Arc<Metrics>) -> Result<Self, OpenError> {
        let connection = open_writer(&path, BUSY)?;
        let (queue, inbox) = mpsc::channel(QUEUE);
        let mut thread = WriterThread { connection: Some(connection), path, inbox, metrics };
        let handle =
            std::thread::Builder::new().name("store-writer".to_owned()).spawn(move || thread.run()).map_err(StoreError::from)?;
        Ok(Self { queue, thread: Arc::new(Mutex::new(Some(handle))) })
    }

    /// Queues a write now and gives a future of its result, which comes after the commit. Order of calls is order of writes.
    pub(super) fn write<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Connection) -> Outcome<T> + Send + 'static,
    ) -> impl Future<Output = Result<T, StoreError>> + Send + 'static {
        let (reply, answer) = oneshot::channel();
        let task = Task { work: Some(work), value: None, reply };
        let queued = self.queue.try_send(Message::Write(Box::new(task)));
        async move {
            if queued.is_err() {
                return Err(StoreError::refused("too many writes wait for the disk"));
            }
            answer.await.unwrap_or(Err(StoreError::refused("the store is closed")))
        }
    }

    /// Commits what waits, folds the journal into the database and ends the thread.
    pub(super) async fn close(&self) {
        let (done, closed) = oneshot::channel();
        if self.queue.send(Message::Close(done)).await.is_ok() {
            // An error means that the thread is gone already, which is what was asked for.
            let _ = closed.await;
        }
        let thread = self.thread.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(thread) = thread {
            // It has answered, so this does not block; a panic there was already reported by the panic hook.
            let _ = thread.join();
        }
    }
}

struct WriterThread {
    /// None after an I/O fault: the next group opens the database anew, which is how the store recovers with its disk.
    connection: Option<Connection>,
    path: PathBuf,
    inbox: mpsc::Receiver<Message>,
    metrics: Arc<Metrics>,
}

impl WriterThread {
    fn run(&mut self) {
        while let Some(first) = self.inbox.blocking_recv() {
            let mut group = Vec::new();
            let mut closing = None;
            let mut next = Some(first);
            while let Some(message) = next {
                match message {
                    Message::Write(write) => group.push(write),
                    Message::Close(done) => {
                        closing = Some(done);
                        break;
                    }
                }
                next = (group.len() < GROUP).then(|| self.inbox.try_recv().ok()).flatten();
            }
            if !group.is_empty() {
                self.commit(group);
            }
            if let Some(done) = closing {
                if let Some(connection) = self.connection.take() {
                    // The journal is complete without this; a failed checkpoint only leaves it for the next start.
                    let _ = connection.execute_batch("PRAGMA wal_checkpoint(TRUNCATE)");
                }
                let _ = done.send(());
                return;
            }
        }
    }

    /// Runs the group in one transaction and answers everybody in it.
    fn commit(&mut self, mut group: Vec<Box<dyn Write>>) {
        let started = Instant::now();
        let outcomes = self.transact(&mut group).map_err(StoreError::from);
        self.metrics.store.group_writes.observe(group.len() as f64);
        match outcomes {
            Ok(outcomes) => {
                self.metrics.store.commit_seconds.observe(started.elapsed().as_secs_f64());
                for (write, outcome) in group.into_iter().zip(outcomes) {
                    write.answer(outcome);
                }
            }
            Err(error) => {
                self.metrics.store.failed_commits.inc();
                tracing::error!(
                    error = &error as &dyn std::error::Error,
                    writes = group.len(),
                    "the store could not write; sessions go on without new entries until it can"
                );
                self.connection = None;
                for write in group {
                    write.answer(Err(error.clone()));
                }
            }
        }
    }

    /// Gives each write's own outcome after the commit, or the fault that undid the whole group.
    fn transact(&mut self, group: &mut [Box<dyn Write>]) -> Outcome<Vec<Result<(), StoreError>>> {
        let connection = match &self.connection {
            Some(connection) => connection,
            None => self.connection.insert(open_writer(&self.path, STILL_BUSY)?),
        };
        connection.execute_batch("BEGIN IMMEDIATE")?;
        let outcomes = run_all(connection, group).and_then(|outcomes| {
            connection.execute_batch("COMMIT")?;
            Ok(outcomes)
        });
        if outcomes.is_err() && !connection.is_autocommit() {
            // The connection is thrown away next, which rolls back even if this cannot.
            let _ = connection.execute_batch("ROLLBACK");
        }
        outcomes
    }
}

fn run_all(connection: &Connection, group: &mut [Box<dyn Write>]) -> Outcome<Vec<Result<(), StoreError>>> {
    let mut outcomes = Vec::with_capacity(group.len());
    for write in group {
        connection.execute_batch("SAVEPOINT one")?;
        let outcome = write.run(connection).map_err(StoreError::from);
        match &outcome {
            Ok(()) => connection.execute_batch("RELEASE one")?,
            Err(error @ StoreError::Unavailable(_)) => return Err(error.clone().into()),
            // A refusal undoes this write alone.
            Err(StoreError::Gap { .. } | StoreError::NotFound | StoreError::Conflict | StoreError::Fault(_)) => {
                connection.execute_batch("ROLLBACK TO one; RELEASE one")?;
            }
        }
        outcomes.push(outcome);
    }
    Ok(outcomes)
}
