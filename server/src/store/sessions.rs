//! Rows of sessions: what lists and filters need, beside the log that is the truth.

use cicerone_protocol::log::SealedEntry;
use cicerone_protocol::{ParticipantId, SessionId};
use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension, Row, params};

use super::{Store, StoreError, events, id, int, number};

/// A session that starts, with its first entries.
#[derive(Clone)]
pub struct NewSession {
    /// The session.
    pub session: SessionId,
    /// The log's header, exactly as it is hashed.
    pub header: Vec<u8>,
    /// When it was created, ms since 1970.
    pub created_ms: u64,
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
    /// The name of the state, and since when (ms since 1970).
    pub state: Option<(String, u64)>,
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
    pub closed_ms: Option<u64>,
}

/// A session's row.
#[derive(Clone)]
pub struct SessionRow {
    /// The session.
    pub session: SessionId,
    /// The log's header, exactly as it is hashed.
    pub header: Vec<u8>,
    /// When it was created, ms since 1970.
    pub created_ms: u64,
    /// The name of its state.
    pub state: String,
    /// Since when, ms since 1970.
    pub state_since_ms: u64,
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
    pub closed_ms: Option<u64>,
}

/// Which sessions a list shows. Everything given must hold.
#[derive(Clone, Default)]
pub struct SessionFilter {
    /// Only those that run (`true`) or are over (`false`).
    pub open: Option<bool>,
    /// Created at or after, ms since 1970.
    pub from_ms: Option<u64>,
    /// Created before, ms since 1970.
    pub to_ms: Option<u64>,
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
        let metrics = self.metrics.clone();
        let write = self.writer.write(move |db| {
            db.execute(
                "INSERT INTO sessions (id, header, created, state, state_since, supervisor, reference, topic, language)
                 VALUES (?1, ?2, ?3, ?4, ?3, ?5, ?6, ?7, ?8)",
                params![
                    new.session.uuid().as_bytes(),
                    new.header,
                    int(new.created_ms),
                    new.state,
                    new.supervisor.uuid().as_bytes(),
                    new.reference,
                    new.topic,
                    new.language,
                ],
            )?;
            events::append(db, new.session, &entries)?;
            Ok(entries.len())
        });
        let written = write.await?;
        metrics.store.events.inc_by(written as u64);
        Ok(())
    }

    /// Reads a session's row.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] for an unknown session.
    pub async fn session(&self, session: SessionId) -> Result<SessionRow, StoreError> {
        let read = self.readers.read(move |db| {
            let mut select = db.prepare_cached("SELECT * FROM sessions WHERE id = ?1")?;
            Ok(select.query_row([session.uuid().as_bytes()], session_row)?)
        });
        read.await
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
        self.readers.read(move |db| sessions(db, &filter, before, limit)).await
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
        let write = self.writer.write(move |db| {
            let changed = db.execute(
                "INSERT INTO resumes (session, participant, generation) VALUES (?1, ?2, ?3)
                 ON CONFLICT DO UPDATE SET generation = ?3 WHERE generation <= ?3",
                params![session.uuid().as_bytes(), participant.uuid().as_bytes(), int(generation)],
            )?;
            Ok(changed == 1)
        });
        write.await
    }

    /// The highest generation of resume token that a participant has shown.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`] when the disk cannot be read.
    pub async fn resume_generation(&self, session: SessionId, participant: ParticipantId) -> Result<u64, StoreError> {
        let read = self.readers.read(move |db| {
            let mut select = db.prepare_cached("SELECT generation FROM resumes WHERE session = ?1 AND participant = ?2")?;
            let (session, participant) = (session.uuid(), participant.uuid());
            let key = params![session.as_bytes(), participant.as_bytes()];
            Ok(select.query_row(key, |row| number(row, "generation")).optional()?.unwrap_or(0))
        });
        read.await
    }
}

/// Changes a row inside the caller's transaction.
pub(super) fn change(db: &Connection, session: SessionId, change: &SessionChange) -> Result<(), StoreError> {
    let (state, since) = match &change.state {
        Some((state, since)) => (Some(state), Some(int(*since))),
        None => (None, None),
    };
    let mut update = db.prepare_cached(
        "UPDATE sessions SET state = coalesce(?2, state), state_since = coalesce(?3, state_since),
            supervisor = coalesce(?4, supervisor), via = coalesce(?5, via), abilities = coalesce(?6, abilities),
            language = coalesce(?7, language), disposition = coalesce(?8, disposition),
            active_ms = coalesce(?9, active_ms), closed = coalesce(?10, closed)
         WHERE id = ?1",
    )?;
    update.execute(params![
        session.uuid().as_bytes(),
        state,
        since,
        change.supervisor.map(|id| id.uuid().into_bytes()),
        change.via,
        change.abilities,
        change.language,
        change.disposition,
        change.active_ms.map(int),
        change.closed_ms.map(int),
    ])?;
    Ok(())
}

fn sessions(
    db: &Connection,
    filter: &SessionFilter,
    before: Option<SessionId>,
    limit: u32,
) -> Result<(Vec<SessionRow>, u64), StoreError> {
    let (condition, mut values) = condition(filter);
    let total = db
        .prepare_cached(&format!("SELECT count(*) AS n FROM sessions WHERE {condition}"))?
        .query_row(rusqlite::params_from_iter(&values), |row| number(row, "n"))?;
    values.push(before.map_or(Value::Null, |id| Value::Blob(id.uuid().into_bytes().to_vec())));
    values.push(Value::Integer(i64::from(limit)));
    // Ids are UUIDv7, so their order is the order of creation.
    let page = format!(
        "SELECT * FROM sessions WHERE {condition} AND (?{0} IS NULL OR id < ?{0}) ORDER BY id DESC LIMIT ?{1}",
        values.len() - 1,
        values.len()
    );
    let mut select = db.prepare_cached(&page)?;
    let rows = select.query_map(rusqlite::params_from_iter(&values), session_row)?;
    Ok((rows.collect::<Result<_, _>>()?, total))
}

/// The filter as SQL over `?1`…`?n` and their values.
fn condition(filter: &SessionFilter) -> (String, Vec<Value>) {
    let mut parts = vec!["1".to_owned()];
    let mut values = Vec::new();
    let mut hold = |sql: &str, value: Value| {
        values.push(value);
        parts.push(sql.replace('?', &format!("?{}", values.len())));
    };
    if let Some(open) = filter.open {
        hold("(closed IS NULL) = ?", Value::Integer(i64::from(open)));
    }
    if let Some(from) = filter.from_ms {
        hold("created >= ?", Value::Integer(int(from)));
    }
    if let Some(to) = filter.to_ms {
        hold("created < ?", Value::Integer(int(to)));
    }
    if let Some(supervisor) = filter.supervisor {
        hold("supervisor = ?", Value::Blob(supervisor.uuid().into_bytes().to_vec()));
    }
    if let Some(disposition) = &filter.disposition {
        hold("disposition = ?", Value::Text(disposition.clone()));
    }
    let words = filter.text.as_deref().map(words).unwrap_or_default();
    for word in words {
        // Reference and topic are personal values of the log's first entry, so the one index covers them.
        hold(
            "id IN (SELECT session FROM personal_values WHERE id IN
                (SELECT rowid FROM personal_search WHERE personal_search MATCH ?))",
            Value::Text(phrase(word)),
        );
    }
    (parts.join(" AND "), values)
}

/// The words of a search. A dash between two of them, or whatever else the index has no word for, narrows nothing down unless it is all there is.
fn words(text: &str) -> Vec<&str> {
    let all: Vec<_> = text.split_whitespace().collect();
    let found: Vec<_> = all.iter().copied().filter(|word| word.chars().any(char::is_alphanumeric)).collect();
    if found.is_empty() { all } else { found }
}

/// One word as an FTS5 string with a prefix star; quoted, so that nothing in it is an operator.
fn phrase(word: &str) -> String {
    format!("\"{}\"*", word.replace('"', "\"\""))
}

fn session_row(row: &Row<'_>) -> rusqlite::Result<SessionRow> {
    let closed: Option<i64> = row.get("closed")?;
    Ok(SessionRow {
        session: SessionId::new(id(row, "id")?),
        header: row.get("header")?,
        created_ms: number(row, "created")?,
        state: row.get("state")?,
        state_since_ms: number(row, "state_since")?,
        supervisor: ParticipantId::new(id(row, "supervisor")?),
        reference: row.get("reference")?,
        topic: row.get("topic")?,
        language: row.get("language")?,
        via: row.get("via")?,
        abilities: row.get("abilities")?,
        disposition: row.get("disposition")?,
        active_ms: number(row, "active_ms")?,
        events: number(row, "events")?,
        closed_ms: closed.map(|closed| closed.max(0).unsigned_abs()),
    })
}
