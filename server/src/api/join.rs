//! The door: what an invitation is worth, and the "Join" press that uses it up.

use std::net::IpAddr;

use axum::extract::State;
use axum::response::Redirect;
use cicerone_protocol::api::{InvitationChecked, Joined};
use cicerone_protocol::command::{Invitation, Join};
use cicerone_protocol::event::Via;
use cicerone_protocol::limits::CODE_DIGITS;
use cicerone_protocol::message::PageRole;
use cicerone_protocol::{ErrorCode, SessionId};
use serde::Deserialize;

use crate::app::App;
use crate::auth::invite::Code;
use crate::clock::now_ms;
use crate::driver::Driver;
use crate::http::body::Form;
use crate::http::json::Json;
use crate::http::peer::{Client, SameOrigin};
use crate::http::problem::Problem;
use crate::random;
use crate::store::{InviteKey, InviteTry};

/// The form of the join page, sent by a browser before its script has arrived. Has no `Debug`.
#[derive(Deserialize)]
pub(crate) struct Typed {
    first: String,
    last: String,
}

/// `POST /api/join/check`: says who helps, without using the invitation up.
pub(crate) async fn check(
    State(app): State<App>,
    client: Client,
    _: SameOrigin,
    Json(invitation): Json<Invitation>,
) -> Result<axum::Json<InvitationChecked>, Problem> {
    let (session, Some(_)) = find(&app, client.ip, &invitation).await? else { return Err(ErrorCode::InviteUsed.into()) };
    let _runs = driver(&app, session)?;
    Ok(axum::Json(checked(&app, session).await?))
}

/// `POST /api/join`: uses the invitation up and puts the customer at the door.
pub(crate) async fn join(
    State(app): State<App>,
    client: Client,
    _: SameOrigin,
    Json(join): Json<Join>,
) -> Result<axum::Json<Joined>, Problem> {
    let (session, invite) = find(&app, client.ip, &join.invitation).await?;
    let driver = driver(&app, session)?;
    let supervisor = checked(&app, session).await?.supervisor;
    let participant = join.participant;
    let via = match join.invitation {
        Invitation::Link { .. } => Via::Link,
        Invitation::Code { .. } => Via::Code,
    };
    match invite {
        Some(_) => driver.ask_in(participant, via, &join).await?,
        None => driver.ask_again(participant).await?,
    };
    // Only now: an invite must not be spent on somebody who never stood at the door. From here the session itself refuses a second one;
    // the mark frees the code, and a disk that does not take it undoes nothing.
    if let Some(invite) = invite
        && let Err(error) = app.store.use_invite(invite, now_ms()).await
    {
        tracing::warn!(error = &error as &dyn std::error::Error, "a used invite could not be marked as used");
    }
    let resume = app.auth.mint_resume(session, participant, PageRole::Customer, 1)?;
    app.metrics.sessions.joined.inc();
    Ok(axum::Json(Joined { session, participant, resume, supervisor }))
}

/// `POST /join`: the join form without its script. The typed code goes back in the fragment, which no server sees; the page, whose
/// script has arrived by then, goes on from there. One that can't be a code goes the same way: the page says so.
pub(crate) async fn typed(_: SameOrigin, Form(typed): Form<Typed>) -> Redirect {
    let digits: String = typed.first.chars().chain(typed.last.chars()).filter(char::is_ascii_digit).take(CODE_DIGITS).collect();
    if digits.is_empty() { Redirect::to("/j") } else { Redirect::to(&format!("/j#{digits}")) }
}

/// Finds the session that an invitation opens, without the invitation if it was used. Each try counts against the rate limits, right or wrong.
async fn find(app: &App, from: IpAddr, invitation: &Invitation) -> Result<(SessionId, Option<InviteKey>), Problem> {
    app.auth.check_join_rate(from)?;
    let tried = match invitation {
        Invitation::Link { token } => app.store.find_invite(random::digest(token), now_ms()).await?,
        Invitation::Code { code } => match Code::parse(code) {
            Some(code) => app.store.try_code(code.group(), app.auth.code_key().hash(&code), now_ms()).await?,
            None => InviteTry::Unknown,
        },
    };
    match tried {
        InviteTry::Good { session, invite } => Ok((session, Some(invite))),
        InviteTry::Used { session } => Ok((session, None)),
        InviteTry::Unknown => Err(Problem::new(axum::http::StatusCode::NOT_FOUND, ErrorCode::InviteUnknown)),
        InviteTry::Expired => Err(Problem::new(axum::http::StatusCode::GONE, ErrorCode::InviteExpired)),
    }
}

async fn checked(app: &App, session: SessionId) -> Result<InvitationChecked, Problem> {
    let row = app.store.session(session).await?;
    let users = app.store.users().await?;
    let supervisor = users.into_iter().find(|user| user.id == row.supervisor).map(|user| user.display_name);
    Ok(InvitationChecked { supervisor: supervisor.unwrap_or_default(), language: row.language })
}

fn driver(app: &App, session: SessionId) -> Result<Driver, Problem> {
    // Whatever ended the session ended its invite for whoever holds it.
    app.sessions.driver(session).ok_or_else(|| Problem::new(axum::http::StatusCode::GONE, ErrorCode::InviteExpired))
}
