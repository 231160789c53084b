//! Who of the staff is signed in: a handler that takes one of these is only reached by those who may use it.

use axum::extract::FromRequestParts;
use axum::http::HeaderMap;
use axum::http::header::AUTHORIZATION;
use axum::http::request::Parts;
use cicerone_protocol::ErrorCode;
use cicerone_protocol::api::StaffRole;

use super::problem::Problem;
use crate::app::App;
use crate::auth::{AuthError, Staff};

/// A member of staff who may supervise.
pub struct Supervisor(pub Staff);

/// A member of staff who keeps the accounts.
pub struct Admin(pub Staff);

impl FromRequestParts<App> for Staff {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let token = bearer(&parts.headers).ok_or(AuthError::Unauthenticated)?;
        Ok(app.auth.staff(token).await?)
    }
}

impl FromRequestParts<App> for Supervisor {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        holding(parts, app, StaffRole::may_supervise).await.map(Self)
    }
}

impl FromRequestParts<App> for Admin {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        holding(parts, app, |role| role == StaffRole::Admin).await.map(Self)
    }
}

/// The bearer token of a request (RFC 6750 §2.1).
pub fn bearer(headers: &HeaderMap) -> Option<&str> {
    let (scheme, token) = headers.get(AUTHORIZATION)?.to_str().ok()?.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then_some(token.trim())
}

async fn holding(parts: &mut Parts, app: &App, may: impl Fn(StaffRole) -> bool) -> Result<Staff, Problem> {
    let staff = Staff::from_request_parts(parts, app).await?;
    if may(staff.role) { Ok(staff) } else { Err(Problem::forbidden(ErrorCode::Forbidden)) }
}
