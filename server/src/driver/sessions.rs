//! The sessions that are not over: opened, loaded from their logs at the start, and found by their id.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use cicerone_protocol::command::NewSession;
use cicerone_protocol::log::{Hash, Header, chain_start, seal};
use cicerone_protocol::text::Name;
use cicerone_protocol::{ErrorCode, ParticipantId, SessionId, SessionTime};
use cicerone_session::{Input, Session};
use tokio::sync::mpsc;
use uuid::Uuid;

use super::commit::refusal;
use super::drive::Drive;
use super::fast_path::FastPath;
use super::handle::{Driver, REQUESTS};
use super::request::Request;
use super::services::Services;
use crate::clock::{now_ms, rfc3339};
use crate::media::Owner;
use crate::store::{self, SessionFilter, StoreError};
use crate::{random, summary};

/// Entries that are read from the store at once when a session is loaded.
const LOAD_CHUNK: u32 = 1_000;

/// Every session that is not over. A cheap handle; clones share everything.
#[derive(Clone)]
pub struct Sessions {
    services: Services,
    running: Arc<Mutex<HashMap<SessionId, Driver>>>,
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
        let created_at = now_ms();
        let ts = rfc3339(created_at);
        let header = Header::new(id, ts.clone()).to_bytes().map_err(|_| ErrorCode::Internal)?;
        let mut session = Session::new(id);
        let mut head = chain_start(&header);
        let (reference, topic, language) = (new.reference.clone(), new.topic.clone(), new.language.clone());
        let mut entries = Vec::new();
        for input in [Input::Create { by, name, new }, Input::Invite { by }] {
            let decision = session.decide(input, SessionTime::ZERO, &mut Uuid::now_v7)?;
            for envelope in session.stamp(decision.drafts, SessionTime::ZERO, &ts) {
                let entry = seal(&head, &envelope, random::bytes).map_err(|_| ErrorCode::Internal)?;
                head = entry.hash;
                entries.push(entry);
                session.apply(&envelope);
            }
        }
        let row = store::NewSession {
            session: id,
            header,
            created_at,
            state: summary::state_name(&session.view().state),
            supervisor: by,
            reference: reference.into(),
            topic: topic.map(String::from),
            language: language.into(),
        };
        self.services.store.create_session(row, entries).await.map_err(|error| refusal(&error))?;
        Ok((id, self.start(session, head, created_at)))
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
        let driver = self.start(session, head, row.created_at);
        // Nobody is connected yet; what follows from that is the session's first event after the start.
        let _seq = driver.input(Input::Recovered).await;
        Ok(())
    }

    fn start(&self, session: Session, head: Hash, created_at: u64) -> Driver {
        let id = session.view().session;
        let (requests, inbox) = mpsc::channel(REQUESTS);
        let news = requests.clone();
        let hear = move |owner: Owner, told| {
            // A driver whose queue is full hears it with the next sample.
            let _dropped = news.try_send(Request::News { tab: owner.tab, news: told });
        };
        let media = self.services.media.open(id, Arc::new(hear));
        let driver = Driver { requests, stop: self.services.stop.clone(), fast_path: Arc::new(FastPath::new(media, created_at)) };
        self.lock().insert(id, driver.clone());
        let task = Drive::new(self.services.clone(), session, head, created_at, driver.fast_path.clone());
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
