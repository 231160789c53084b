//! Rows of sessions: what lists and filters need, beside the log that is the truth.

use cicerone_protocol::log::SealedEntry;
use cicerone_protocol::{ParticipantId, SessionId};

use super::{Store, StoreError};

/// A session that starts, with its first entries.
#[derive(Clone)]
pub struct NewSession {
    /// Its id, a UUIDv7: the order of ids is the order of creation.
    pub session: SessionId,
    /// The log's header, exactly as it is hashed.
    pub header: Vec<u8>,
    /// When it was created, ms since 1970.
    pub created_at: u64,
    /// The name of its first state.
    pub state: String,
    /// Who created it.
    pub supervisor: ParticipantId,
    /// The customer's name or reference.
    pub reference: String,
    /// What it is about.
    pub topic: Option<String>,
    /// The customer's language, BCP 47.
    pub language: String,
}

/// What changes in a session's row; `None` leaves a column as it is.
#[derive(Clone, Default)]
pub struct SessionChange {
    /// The name of the state.
    pub state: Option<String>,
    /// Since when it is in that state, ms since 1970.
    pub state_at: Option<u64>,
    /// The name of the outcome, once it is over.
    pub outcome: Option<String>,
    /// Who supervises now.
    pub supervisor: Option<ParticipantId>,
    /// How the customer came to the door.
    pub via: Option<String>,
    /// What the customer's browser can do, as JSON.
    pub abilities: Option<String>,
    /// The customer's language.
    pub language: Option<String>,
    /// The disposition's kind.
    pub disposition: Option<String>,
    /// How long the help has lasted, ms.
    pub active_ms: Option<u64>,
    /// When it ended, ms since 1970: the session is over.
    pub closed_at: Option<u64>,
}

/// A session's row.
#[derive(Clone)]
pub struct SessionRow {
    /// The session.
    pub session: SessionId,
    /// The log's header, exactly as it is hashed.
    pub header: Vec<u8>,
    /// When it was created, ms since 1970.
    pub created_at: u64,
    /// The name of its state.
    pub state: String,
    /// Since when it is in that state, ms since 1970.
    pub state_at: u64,
    /// The name of the outcome; none while it runs.
    pub outcome: Option<String>,
    /// Who supervises.
    pub supervisor: ParticipantId,
    /// The customer's name or reference; none where it was erased.
    pub reference: Option<String>,
    /// What it is about.
    pub topic: Option<String>,
    /// The customer's language.
    pub language: String,
    /// How the customer came to the door.
    pub via: Option<String>,
    /// What the customer's browser can do, as JSON.
    pub abilities: Option<String>,
    /// The disposition's kind.
    pub disposition: Option<String>,
    /// How long the help has lasted, ms.
    pub active_ms: u64,
    /// The last `seq` of its log.
    pub events: u64,
    /// When it ended, ms since 1970; none while it runs.
    pub closed_at: Option<u64>,
}

/// Which sessions a list shows. Everything given must hold.
#[derive(Clone, Default)]
pub struct SessionFilter {
    /// Only those that run (`true`) or are over (`false`).
    pub open: Option<bool>,
    /// Created at or after, ms since 1970.
    pub from_at: Option<u64>,
    /// Created before, ms since 1970.
    pub to_at: Option<u64>,
    /// Supervised by.
    pub supervisor: Option<ParticipantId>,
    /// With this kind of disposition.
    pub disposition: Option<String>,
    /// With all these words, each from its beginning, in reference, topic or any clear personal value of the log.
    pub text: Option<String>,
}

impl Store {
    /// Creates a session with its first entries, in one transaction.
    ///
    /// # Errors
    /// As [`Store::append`]; [`StoreError::Conflict`] when the session exists.
    pub async fn create_session(&self, new: NewSession, entries: Vec<SealedEntry>) -> Result<(), StoreError> {
        let count = entries.len();
        self.database.create_session(new, entries).await?;
        self.metrics.store.events.inc_by(count as u64);
        Ok(())
    }

    /// Reads a session's row.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] for an unknown session.
    pub async fn session(&self, session: SessionId) -> Result<SessionRow, StoreError> {
        self.database.session(session).await
    }

    /// Lists sessions, newest first, from after `before` (the last of the page before); also how many match in all.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`] when the disk cannot be read.
    pub async fn sessions(
        &self,
        filter: SessionFilter,
        before: Option<SessionId>,
        limit: u32,
    ) -> Result<(Vec<SessionRow>, u64), StoreError> {
        self.database.sessions(filter, before, limit).await
    }

    /// Notes that a participant showed a resume token of this generation. False when a later one was shown before: the token is stale.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`] while the disk does not take it.
    pub async fn confirm_resume(
        &self,
        session: SessionId,
        participant: ParticipantId,
        generation: u64,
    ) -> Result<bool, StoreError> {
        self.database.confirm_resume(session, participant, generation).await
    }

    /// The highest generation of resume token that a participant has shown; 0 before the first.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`] when the disk cannot be read.
    pub async fn resume_generation(&self, session: SessionId, participant: ParticipantId) -> Result<u64, StoreError> {
        self.database.resume_generation(session, participant).await
    }
}
