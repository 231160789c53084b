//! The review desk: find a session, read its whole log, verify it, take it away.

use axum::extract::State;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use cicerone_protocol::api::{ReviewList, ReviewSession, StaffRole, SupervisorName};
use cicerone_protocol::log;
use cicerone_protocol::{ErrorCode, ParticipantId, SessionId};
use jiff::Timestamp;
use serde::Deserialize;
use std::collections::HashMap;

use crate::app::App;
use crate::auth::Staff;
use crate::http::json::{Path, Query};
use crate::http::problem::Problem;
use crate::logs::{self, ExportError};
use crate::store::{SessionFilter, SessionRow, Store, StoreError};
use crate::summary;

/// Rows of one page of the list.
const PAGE: u32 = 50;

/// Longest text to search for.
const SEARCH_CHARS: usize = 200;

/// What the list is narrowed by. Empty fields, as forms send them, count as absent.
#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Wanted {
    q: String,
    /// Sessions created at this instant (RFC 3339) or later. Where a day begins only the reader's own clock knows.
    from: String,
    /// Sessions created before this instant (RFC 3339).
    to: String,
    supervisor: String,
    disposition: String,
    state: String,
    cursor: String,
}

/// `GET /api/review/sessions`.
pub(crate) async fn list(
    State(app): State<App>,
    staff: Staff,
    Query(wanted): Query<Wanted>,
) -> Result<axum::Json<ReviewList>, Problem> {
    let filter = filter(&staff, &wanted)?;
    let cursor = given(&wanted.cursor).map(|text| text.parse::<SessionId>()).transpose().map_err(|_| bad_field())?;
    // One more than is shown tells whether there are more.
    let (mut rows, total) = app.store.sessions(filter, cursor, PAGE + 1).await?;
    let names = names(&app.store).await?;
    let page = usize::try_from(PAGE).unwrap_or(usize::MAX);
    let is_last = rows.len() <= page;
    rows.truncate(page);
    let next = rows.last().filter(|_| !is_last).map(|row| row.session.to_string());
    let sessions = rows.iter().map(|row| summary::of_row(row, names.get(&row.supervisor).cloned())).collect();
    Ok(axum::Json(ReviewList { sessions, total, next }))
}

/// `GET /api/review/supervisors`.
pub(crate) async fn supervisors(State(app): State<App>, _: Staff) -> Result<axum::Json<Vec<SupervisorName>>, Problem> {
    let users = app.store.users().await?;
    let supervising = users.into_iter().filter(|user| user.role != StaffRole::Reviewer);
    Ok(axum::Json(supervising.map(|user| SupervisorName { id: user.id, name: user.display_name }).collect()))
}

/// `GET /api/review/sessions/{session}`.
pub(crate) async fn session(
    State(app): State<App>,
    staff: Staff,
    Path(session): Path<SessionId>,
) -> Result<axum::Json<ReviewSession>, Problem> {
    let row = readable(&app, &staff, session).await?;
    let entries = logs::entries(&app.store, session).await?;
    let verification = logs::verify(&row.header, &entries);
    // What cannot be read is the verification's business; what can is shown.
    let events = entries.iter().filter_map(|entry| log::open(&entry.body, &entry.personal).ok()).collect();
    let names = names(&app.store).await?;
    let summary = summary::of_row(&row, names.get(&row.supervisor).cloned());
    Ok(axum::Json(ReviewSession { summary, events, verification }))
}

/// `GET /api/review/sessions/{session}/export`.
pub(crate) async fn export(State(app): State<App>, staff: Staff, Path(session): Path<SessionId>) -> Result<Response, Problem> {
    readable(&app, &staff, session).await?;
    let lines = logs::export(&app.store, session).await.map_err(|error| match error {
        ExportError::Store(error) => error.into(),
        ExportError::Log(error) => Problem::internal(error),
    })?;
    let name = format!("attachment; filename=\"cicerone-{session}.jsonl\"");
    let headers = [(CONTENT_TYPE, "application/jsonl".to_owned()), (CONTENT_DISPOSITION, name)];
    Ok((headers, lines).into_response())
}

async fn readable(app: &App, staff: &Staff, session: SessionId) -> Result<SessionRow, Problem> {
    let row = app.store.session(session).await?;
    if row.supervisor == staff.id || staff.role.may_read_all() { Ok(row) } else { Err(Problem::forbidden(ErrorCode::NotYours)) }
}

fn filter(staff: &Staff, wanted: &Wanted) -> Result<SessionFilter, Problem> {
    let instant = |text: &str| -> Result<Option<u64>, Problem> {
        let Some(text) = given(text) else { return Ok(None) };
        let at: Timestamp = text.parse().map_err(|_| bad_field())?;
        Ok(Some(u64::try_from(at.as_millisecond()).unwrap_or(0)))
    };
    let asked = given(&wanted.supervisor).map(|text| text.parse::<ParticipantId>()).transpose().map_err(|_| bad_field())?;
    Ok(SessionFilter {
        open: match wanted.state.as_str() {
            "" => None,
            "open" => Some(true),
            "over" => Some(false),
            _ => return Err(bad_field()),
        },
        from_at: instant(&wanted.from)?,
        to_at: instant(&wanted.to)?,
        supervisor: if staff.role.may_read_all() { asked } else { Some(staff.id) },
        disposition: given(&wanted.disposition).map(str::to_owned),
        text: given(&wanted.q).map(searchable).transpose()?,
    })
}

/// What may be searched for: a few words. A longer text or one with control characters is no search that a person typed.
fn searchable(text: &str) -> Result<String, Problem> {
    let few = text.chars().count() <= SEARCH_CHARS;
    if few && !text.chars().any(char::is_control) { Ok(text.to_owned()) } else { Err(bad_field()) }
}

async fn names(store: &Store) -> Result<HashMap<ParticipantId, String>, StoreError> {
    Ok(store.users().await?.into_iter().map(|user| (user.id, user.display_name)).collect())
}

fn given(text: &str) -> Option<&str> {
    let text = text.trim();
    (!text.is_empty()).then_some(text)
}

fn bad_field() -> Problem {
    Problem::bad_request(ErrorCode::BadField)
}
