//! Rows of sessions, and the generations of their participants' resume tokens.

use cicerone_protocol::{ParticipantId, SessionId};
use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension, Row, params, params_from_iter};

use super::super::{NewSession, SessionChange, SessionFilter, SessionRow, StoreError};
use super::error::Outcome;
use super::filter::condition;
use super::{Sqlite, id, int, number, number_or_null};

impl Sqlite {
    pub(crate) async fn session(&self, session: SessionId) -> Result<SessionRow, StoreError> {
        let read = self.read(move |db| {
            let mut select = db.prepare_cached("SELECT * FROM sessions WHERE id = ?1")?;
            Ok(select.query_row([session.uuid().as_bytes()], session_row)?)
        });
        read.await
    }

    pub(crate) async fn sessions(
        &self,
        filter: SessionFilter,
        before: Option<SessionId>,
        limit: u32,
    ) -> Result<(Vec<SessionRow>, u64), StoreError> {
        self.read(move |db| sessions(db, &filter, before, limit)).await
    }

    pub(crate) async fn confirm_resume(
        &self,
        session: SessionId,
        participant: ParticipantId,
        generation: u64,
    ) -> Result<bool, StoreError> {
        let write = self.write(move |db| {
            let changed = db.execute(
                "INSERT INTO resumes (session, participant, generation) VALUES (?1, ?2, ?3)
                 ON CONFLICT DO UPDATE SET generation = ?3 WHERE generation <= ?3",
                params![session.uuid().as_bytes(), participant.uuid().as_bytes(), int(generation)],
            )?;
            Ok(changed == 1)
        });
        write.await
    }

    pub(crate) async fn resume_generation(&self, session: SessionId, participant: ParticipantId) -> Result<u64, StoreError> {
        let read = self.read(move |db| {
            let mut select = db.prepare_cached("SELECT generation FROM resumes WHERE session = ?1 AND participant = ?2")?;
            let (session, participant) = (session.uuid(), participant.uuid());
            let key = params![session.as_bytes(), participant.as_bytes()];
            Ok(select.query_row(key, |row| number(row, "generation")).optional()?.unwrap_or(0))
        });
        read.await
    }
}

/// Adds a row inside the caller's transaction.
pub(super) fn insert(db: &Connection, new: &NewSession) -> Outcome<()> {
    db.execute(
        "INSERT INTO sessions (id, header, created_at, state, state_at, supervisor, reference, topic, language)
         VALUES (?1, ?2, ?3, ?4, ?3, ?5, ?6, ?7, ?8)",
        params![
            new.session.uuid().as_bytes(),
            new.header,
            int(new.created_at),
            new.state,
            new.supervisor.uuid().as_bytes(),
            new.reference,
            new.topic,
            new.language,
        ],
    )?;
    Ok(())
}

/// Changes a row inside the caller's transaction.
pub(super) fn change(db: &Connection, session: SessionId, change: &SessionChange) -> Outcome<()> {
    let mut update = db.prepare_cached(
        "UPDATE sessions SET state = coalesce(?2, state), state_at = coalesce(?3, state_at),
            supervisor = coalesce(?4, supervisor), via = coalesce(?5, via), abilities = coalesce(?6, abilities),
            language = coalesce(?7, language), disposition = coalesce(?8, disposition),
            active_ms = coalesce(?9, active_ms), closed_at = coalesce(?10, closed_at), outcome = coalesce(?11, outcome)
         WHERE id = ?1",
    )?;
    update.execute(params![
        session.uuid().as_bytes(),
        change.state,
        change.state_at.map(int),
        change.supervisor.map(|id| id.uuid().into_bytes()),
        change.via,
        change.abilities,
        change.language,
        change.disposition,
        change.active_ms.map(int),
        change.closed_at.map(int),
        change.outcome,
    ])?;
    Ok(())
}

fn sessions(db: &Connection, filter: &SessionFilter, before: Option<SessionId>, limit: u32) -> Outcome<(Vec<SessionRow>, u64)> {
    let (condition, mut values) = condition(filter);
    let total = db
        .prepare_cached(&format!("SELECT count(*) AS n FROM sessions WHERE {condition}"))?
        .query_row(params_from_iter(&values), |row| number(row, "n"))?;
    values.push(before.map_or(Value::Null, |id| Value::Blob(id.uuid().into_bytes().to_vec())));
    values.push(Value::Integer(i64::from(limit)));
    // Ids are UUIDv7, so their order is the order of creation.
    let page = format!(
        "SELECT * FROM sessions WHERE {condition} AND (?{0} IS NULL OR id < ?{0}) ORDER BY id DESC LIMIT ?{1}",
        values.len() - 1,
        values.len()
    );
    let mut select = db.prepare_cached(&page)?;
    let rows = select.query_map(params_from_iter(&values), session_row)?;
    Ok((rows.collect::<Result<_, _>>()?, total))
}

fn session_row(row: &Row<'_>) -> rusqlite::Result<SessionRow> {
    Ok(SessionRow {
        session: SessionId::new(id(row, "id")?),
        header: row.get("header")?,
        created_at: number(row, "created_at")?,
        state: row.get("state")?,
        state_at: number(row, "state_at")?,
        outcome: row.get("outcome")?,
        supervisor: ParticipantId::new(id(row, "supervisor")?),
        reference: row.get("reference")?,
        topic: row.get("topic")?,
        language: row.get("language")?,
        via: row.get("via")?,
        abilities: row.get("abilities")?,
        disposition: row.get("disposition")?,
        active_ms: number(row, "active_ms")?,
        events: number(row, "events")?,
        closed_at: number_or_null(row, "closed_at")?,
    })
}
