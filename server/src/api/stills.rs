//! Stills: pages post them, pages and reviewers look at them.

use axum::extract::{FromRequestParts, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};
use cicerone_protocol::api::StillPosted;
use cicerone_protocol::limits::STILL_BYTES;
use cicerone_protocol::picture::StillReason;
use cicerone_protocol::{ErrorCode, ParticipantId, SessionId, StillId, strict};
use cicerone_session::StillOffer;
use serde::Deserialize;
use sha2::{Digest, Sha256};

use crate::app::App;
use crate::auth::{AuthError, Staff};
use crate::http::body::Bytes;
use crate::http::json::{Path, Query};
use crate::http::problem::Problem;
use crate::http::staff::bearer;
use crate::jpeg::{self, Bare};

/// What a page says of a picture; its size is read from the picture itself.
#[derive(Deserialize)]
pub(crate) struct Posted {
    still: StillId,
    #[serde(deserialize_with = "strict")]
    reason: StillReason,
    epoch: u32,
}

/// The session of a picture's address.
#[derive(Deserialize)]
struct Of {
    session: SessionId,
}

/// Who asks for a picture.
pub(crate) enum Viewer {
    Customer(ParticipantId),
    Staff(Staff),
}

/// `POST /api/sessions/{session}/stills`.
pub(crate) async fn post(
    State(app): State<App>,
    Path(session): Path<SessionId>,
    Query(posted): Query<Posted>,
    // Before the body: nobody's picture is read who may not send one.
    viewer: Viewer,
    Bytes(body): Bytes,
) -> Result<axum::Json<StillPosted>, Problem> {
    let by = match viewer {
        Viewer::Customer(participant) => participant,
        Viewer::Staff(staff) => staff.id,
    };
    if body.len() > STILL_BYTES {
        return Err(ErrorCode::BadStill.into());
    }
    // Pages leave out what a picture tells of its origin as well; one that comes by another way must not keep it.
    let Bare { size, bytes } = jpeg::bare(&body).ok_or(ErrorCode::BadStill)?;
    let driver = app.sessions.driver(session).ok_or_else(|| Problem::from(ErrorCode::SessionOver))?;
    let offer = StillOffer {
        still: posted.still,
        reason: posted.reason,
        sha256: hex::encode(Sha256::digest(&bytes)),
        size,
        bytes: u32::try_from(bytes.len()).unwrap_or(u32::MAX),
        epoch: posted.epoch,
    };
    let seq = driver.still(by, offer, bytes).await?;
    app.metrics.sessions.stills.inc();
    Ok(axum::Json(StillPosted { still: posted.still, seq }))
}

/// `GET /api/sessions/{session}/stills/{still}`.
pub(crate) async fn get(
    State(app): State<App>,
    Path((session, still)): Path<(SessionId, StillId)>,
    viewer: Viewer,
) -> Result<Response, Problem> {
    let is_staff = matches!(viewer, Viewer::Staff(_));
    if let Viewer::Staff(staff) = viewer
        && !staff.role.may_read_all()
        && app.store.session(session).await?.supervisor != staff.id
    {
        return Err(Problem::forbidden(ErrorCode::NotYours));
    }
    let (row, jpeg) = app.store.still(session, still).await?.ok_or_else(Problem::not_found)?;
    // Asked last, because the curtain may have been drawn while the picture was read.
    if is_staff && let Some(driver) = app.sessions.driver(session) {
        driver.fast_path.may_look()?;
    }
    // A still never changes; it is kept by the browser for as long as its page lives.
    let headers = [(CONTENT_TYPE, row.mime), (CACHE_CONTROL, "private, max-age=3600, immutable".to_owned())];
    Ok((headers, jpeg).into_response())
}

impl FromRequestParts<App> for Viewer {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let Path(of) = Path::<Of>::from_request_parts(parts, app).await?;
        let token = bearer(&parts.headers).ok_or(AuthError::Unauthenticated)?;
        match app.auth.resume(token).await {
            Ok(resumed) if resumed.session == of.session => Ok(Viewer::Customer(resumed.participant)),
            Ok(_) => Err(Problem::forbidden(ErrorCode::Forbidden)),
            Err(AuthError::Store(error)) => Err(error.into()),
            Err(_) => Ok(Viewer::Staff(app.auth.staff(token).await?)),
        }
    }
}
