//! The sessions that run on this server: one driver task owns each, and everything that reaches a session goes through it.

mod commit;
mod drive;
mod pages;
mod samples;
mod shared;
pub(crate) mod summary;
mod trail;

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use cicerone_protocol::command::{Join, NewSession};
use cicerone_protocol::event::Via;
use cicerone_protocol::ids::TabId;
use cicerone_protocol::log::{Hash, Header, chain_start, seal};
use cicerone_protocol::message::PageRole;
use cicerone_protocol::text::Name;
use cicerone_protocol::{ErrorCode, ParticipantId, SessionId};
use cicerone_session::{Input, Session, StillOffer};
use tokio::sync::{mpsc, oneshot};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use uuid::Uuid;

use crate::clock::{now_ms, rfc3339};
use crate::desk::Desk;
use crate::media::{Media, MediaNews};
use crate::random;
use crate::store::{self, SessionFilter, Store, StoreError};

pub(crate) use pages::{Frame, encode};
pub use pages::{NewPage, Outbound, OutboundReceiver, PageId, outbound};
pub use shared::{Ahead, Shared};
pub use trail::Pointed;

/// Requests that wait for a driver. More than a session's pages have under way at once. While the disk hangs they fill up: the
/// pointer may take half of the room, and commands that give three quarters; the rest is for those that take away, so that no socket
/// ever stands still before a tap on the curtain.
const REQUESTS: usize = 256;
const FREE_FOR_COMMANDS: usize = REQUESTS / 2;
const FREE_FOR_TAKING_AWAY: usize = REQUESTS / 4;

/// Entries that are read from the store at once when a session is loaded.
const LOAD_CHUNK: u32 = 1_000;

/// What drivers need from the rest of the server.
#[derive(Clone)]
pub(crate) struct Services {
    pub(crate) store: Store,
    pub(crate) media: Media,
    pub(crate) desk: Desk,
    pub(crate) stop: CancellationToken,
    pub(crate) tasks: TaskTracker,
}

/// Every session that is not over. A cheap handle; clones share everything.
#[derive(Clone)]
pub struct Sessions {
    services: Services,
    running: Arc<Mutex<HashMap<SessionId, Driver>>>,
}

/// A handle to one session's driver.
#[derive(Clone)]
pub struct Driver {
    requests: mpsc::Sender<Request>,
    stop: CancellationToken,
    /// What works without waiting for the driver: shutting gates, and the pointer.
    pub shared: Arc<Shared>,
}

/// What a driver is asked.
pub(crate) enum Request {
    Attach { page: NewPage, reply: oneshot::Sender<Result<(), ErrorCode>> },
    Detach { page: PageId },
    Say { page: PageId, said: Said, ahead: Option<Ahead> },
    Pointed(Pointed),
    News { tab: TabId, news: MediaNews },
    Input { input: Box<Input>, reply: oneshot::Sender<Result<u64, ErrorCode>> },
    Still { by: ParticipantId, offer: StillOffer, jpeg: Vec<u8>, reply: oneshot::Sender<Result<u64, ErrorCode>> },
}

/// What a page said on its socket.
pub(crate) enum Said {
    Customer(cicerone_protocol::command::FromCustomer),
    Supervisor(cicerone_protocol::command::FromSupervisor),
}

impl Sessions {
    pub(crate) fn new(services: Services) -> Self {
        Self { services, running: Arc::default() }
    }

    /// Starts the drivers of all sessions that were not over when the server stopped.
    ///
    /// # Errors
    /// When the store cannot be read, or holds a log that is none.
    pub async fn recover(&self) -> Result<usize, StoreError> {
        let filter = SessionFilter { open: Some(true), ..SessionFilter::default() };
        let (mut before, mut count) = (None, 0);
        loop {
            let (rows, _) = self.services.store.sessions(filter.clone(), before, 100).await?;
            let Some(last) = rows.last() else { return Ok(count) };
            before = Some(last.session);
            for row in rows {
                self.load(&row).await?;
                count += 1;
            }
        }
    }

    /// Opens a session with its first entries on disk.
    ///
    /// # Errors
    /// [`ErrorCode::StoreUnavailable`] while the log cannot be written.
    pub async fn create(&self, by: ParticipantId, name: Name, new: NewSession) -> Result<(SessionId, Driver), ErrorCode> {
        let id = SessionId::new(Uuid::now_v7());
        let created_ms = now_ms();
        let ts = rfc3339(created_ms);
        let header = Header::new(id, ts.clone()).to_bytes().map_err(|_| ErrorCode::Internal)?;
        let mut session = Session::new(id);
        let mut head = chain_start(&header);
        let (reference, topic, language) = (new.reference.clone(), new.topic.clone(), new.language.clone());
        let mut entries = Vec::new();
        for input in [Input::Create { by, name, new }, Input::Invite { by }] {
            let decision = session.decide(input, 0, &mut Uuid::now_v7)?;
            for envelope in session.stamp(decision.drafts, 0, &ts) {
                let entry = seal(&head, &envelope, random::bytes).map_err(|_| ErrorCode::Internal)?;
                head = entry.hash;
                entries.push(entry);
                session.apply(&envelope);
            }
        }
        let row = store::NewSession {
            session: id,
            header,
            created_ms,
            state: summary::state_name(&session.view().state),
            supervisor: by,
            reference: reference.into(),
            topic: topic.map(String::from),
            language: language.into(),
        };
        self.services.store.create_session(row, entries).await.map_err(|error| refusal(&error))?;
        Ok((id, self.start(session, head, created_ms)))
    }

    /// Finds the driver of a session that runs.
    #[must_use]
    pub fn driver(&self, session: SessionId) -> Option<Driver> {
        self.lock().get(&session).cloned()
    }

    async fn load(&self, row: &store::SessionRow) -> Result<(), StoreError> {
        let mut session = Session::new(row.session);
        let mut head = chain_start(&row.header);
        loop {
            let entries = self.services.store.entries(row.session, session.view().seq, LOAD_CHUNK).await?;
            if entries.is_empty() {
                break;
            }
            for entry in &entries {
                match cicerone_protocol::log::open(&entry.body, &entry.personal) {
                    Ok(envelope) => session.apply(&envelope),
                    Err(error) => {
                        tracing::error!(session = %row.session.short(), seq = entry.seq, %error, "an entry of the log cannot be read; its session stays closed");
                        return Ok(());
                    }
                }
                head = entry.hash;
            }
        }
        let driver = self.start(session, head, row.created_ms);
        // Nobody is connected yet; what follows from that is the session's first event after the start.
        let _seq = driver.input(Input::Recovered).await;
        Ok(())
    }

    fn start(&self, session: Session, head: Hash, created_ms: u64) -> Driver {
        let id = session.view().session;
        let (requests, inbox) = mpsc::channel(REQUESTS);
        let media = self.services.media.open(id, requests.clone());
        let driver = Driver { requests, stop: self.services.stop.clone(), shared: Arc::new(Shared::new(media, created_ms)) };
        self.lock().insert(id, driver.clone());
        let task = drive::Drive::new(self.services.clone(), session, head, created_ms, driver.shared.clone());
        let running = self.running.clone();
        self.services.tasks.spawn(async move {
            task.run(inbox).await;
            running.lock().unwrap_or_else(PoisonError::into_inner).remove(&id);
        });
        driver
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<SessionId, Driver>> {
        self.running.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Driver {
    /// Connects a page. What the page is told then comes through its outbound queue, beginning with the welcome.
    ///
    /// # Errors
    /// Why the page may not connect.
    pub async fn attach(&self, page: NewPage) -> Result<(), ErrorCode> {
        self.ask(|reply| Request::Attach { page, reply }).await
    }

    /// Tells that a page's connection is gone.
    pub async fn detach(&self, page: PageId) {
        let _gone = self.requests.send(Request::Detach { page }).await;
    }

    /// Ends the page of a supervisor who may not supervise any more: what they see and hear at once, then their place.
    pub async fn expel(&self, page: PageId) {
        self.shared.media.keep_only(PageRole::Supervisor, None);
        self.detach(page).await;
    }

    /// Says whether so much waits for the driver that only what takes away may still be said to it.
    pub(crate) fn is_busy(&self) -> bool {
        self.requests.capacity() <= FREE_FOR_TAKING_AWAY
    }

    /// Passes on what a page said.
    /// `ahead` is what was shut ahead of it.
    pub(crate) async fn say(&self, page: PageId, said: Said, ahead: Option<Ahead>) {
        let _gone = self.requests.send(Request::Say { page, said, ahead }).await;
    }

    /// Notes where the supervisor pointed, for the log. Dropped when the driver has too much to do: it was shown already.
    pub fn pointed(&self, pointed: Pointed) {
        if self.requests.capacity() > FREE_FOR_COMMANDS {
            let _dropped = self.requests.try_send(Request::Pointed(pointed));
        }
    }

    /// Makes a new invite good and any earlier one void.
    ///
    /// # Errors
    /// Why not.
    pub async fn invite(&self, by: ParticipantId) -> Result<u64, ErrorCode> {
        self.input(Input::Invite { by }).await
    }

    /// Puts the customer at the door.
    ///
    /// # Errors
    /// Why not.
    pub async fn ask_in(&self, participant: ParticipantId, via: Via, join: &Join) -> Result<u64, ErrorCode> {
        let (language, abilities) = (join.language.clone(), join.abilities);
        self.input(Input::Ask { participant, via, language, abilities }).await
    }

    /// Finds that a customer is at the door by an invite that they used themselves.
    ///
    /// # Errors
    /// Why not.
    pub async fn ask_again(&self, participant: ParticipantId) -> Result<u64, ErrorCode> {
        self.input(Input::AskAgain { participant }).await
    }

    /// Makes somebody the session's supervisor in place of one who is away.
    ///
    /// # Errors
    /// Why not.
    pub async fn take_over(&self, by: ParticipantId, name: Name) -> Result<u64, ErrorCode> {
        self.input(Input::TakeOver { by, name }).await
    }

    /// Stores a still and logs it.
    ///
    /// # Errors
    /// Why not; then nothing was stored.
    pub async fn still(&self, by: ParticipantId, offer: StillOffer, jpeg: Vec<u8>) -> Result<u64, ErrorCode> {
        self.ask(|reply| Request::Still { by, offer, jpeg, reply }).await
    }

    async fn input(&self, input: Input) -> Result<u64, ErrorCode> {
        self.ask(|reply| Request::Input { input: Box::new(input), reply }).await
    }

    async fn ask<T>(&self, request: impl FnOnce(oneshot::Sender<Result<T, ErrorCode>>) -> Request) -> Result<T, ErrorCode> {
        let (reply, answer) = oneshot::channel();
        let sent = self.requests.send(request(reply)).await;
        match (sent, answer.await) {
            (Ok(()), Ok(answered)) => answered,
            // The driver ended between the look-up and the answer: with its session, or with the server.
            _ if self.stop.is_cancelled() => Err(ErrorCode::Restarting),
            _ => Err(ErrorCode::SessionOver),
        }
    }
}

/// What a fault of the store means to whoever asked.
pub(crate) fn refusal(error: &StoreError) -> ErrorCode {
    if error.is_unavailable() {
        return ErrorCode::StoreUnavailable;
    }
    tracing::error!(%error, "the store refused a write that it should have taken");
    ErrorCode::Internal
}
