//! Sessions of the desk: open one, invite again, take one over.

use axum::extract::State;
use cicerone_protocol::api::{Invite, SessionCreated};
use cicerone_protocol::command::NewSession;
use cicerone_protocol::text::Name;
use cicerone_protocol::{ErrorCode, SessionId, limits};
use qrcode::QrCode;
use qrcode::render::svg;

use crate::app::App;
use crate::auth::Staff;
use crate::auth::invite::Code;
use crate::clock::now_ms;
use crate::http::json::{Json, Path};
use crate::http::problem::Problem;
use crate::http::staff::Supervisor;
use crate::random;
use crate::store::{NewInvite, StoreError};

/// Tries to find a code that no other invite has. With a million invites out, one try in a hundred meets another's.
const CODE_TRIES: usize = 16;

/// `POST /api/sessions`.
pub(crate) async fn create(
    State(app): State<App>,
    Supervisor(staff): Supervisor,
    Json(new): Json<NewSession>,
) -> Result<axum::Json<SessionCreated>, Problem> {
    let name = name_of(&staff)?;
    let language = String::from(new.language.clone());
    let (session, _driver) = app.sessions.create(staff.id, name, new).await?;
    let invite = issue(&app, session, &language).await?;
    app.metrics.sessions.created.inc();
    Ok(axum::Json(SessionCreated { session, invite }))
}

/// `POST /api/sessions/{session}/invite`.
pub(crate) async fn invite(
    State(app): State<App>,
    Supervisor(staff): Supervisor,
    Path(session): Path<SessionId>,
) -> Result<axum::Json<Invite>, Problem> {
    let driver = app.sessions.driver(session).ok_or_else(Problem::not_found)?;
    driver.invite(staff.id).await?;
    let row = app.store.session(session).await?;
    Ok(axum::Json(issue(&app, session, &row.language).await?))
}

/// `POST /api/sessions/{session}/take-over`.
pub(crate) async fn take_over(
    State(app): State<App>,
    Supervisor(staff): Supervisor,
    Path(session): Path<SessionId>,
) -> Result<axum::http::StatusCode, Problem> {
    let driver = app.sessions.driver(session).ok_or_else(Problem::not_found)?;
    driver.take_over(staff.id, name_of(&staff)?).await?;
    Ok(axum::http::StatusCode::NO_CONTENT)
}

/// Makes a link and a code and stores their hashes; any earlier invite of the session ends.
async fn issue(app: &App, session: SessionId, language: &str) -> Result<Invite, Problem> {
    for _ in 0..CODE_TRIES {
        let (token, code, now) = (random::token(), Code::generate(), now_ms());
        let new = NewInvite {
            session,
            token_hash: random::digest(&token),
            code_group: code.group(),
            code_hash: app.auth.code_key().hash(&code),
            expires_at: now + limits::INVITE_MS,
        };
        match app.store.put_invite(new, now).await {
            Ok(()) => return shown(app, &token, &code, language),
            Err(StoreError::Conflict) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Err(Problem::internal("no free invite code was found"))
}

/// The link opens in the phone's own language. Where there is no text for that, it opens in the session's.
fn shown(app: &App, token: &str, code: &Code, language: &str) -> Result<Invite, Problem> {
    let mut link = app.links.with_fragment("/j", token);
    link.query_pairs_mut().append_pair("or", language);
    let qr = QrCode::new(link.as_str()).map_err(Problem::internal)?;
    let qr_svg = qr.render::<svg::Color<'_>>().min_dimensions(200, 200).quiet_zone(true).build();
    let base = app.links.base();
    let address = match (base.host_str(), base.port()) {
        (Some(host), Some(port)) => format!("{host}:{port}"),
        (Some(host), None) => host.to_owned(),
        (None, _) => base.to_string(),
    };
    Ok(Invite { link: link.into(), code: code.digits(), address, qr_svg, expires_in_ms: limits::INVITE_MS })
}

fn name_of(staff: &Staff) -> Result<Name, Problem> {
    Name::try_from(staff.display_name.clone()).map_err(|_| Problem::bad_request(ErrorCode::BadField))
}
