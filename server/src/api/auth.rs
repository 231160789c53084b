//! Signing in and out.
//!
//! The access token travels in the answer and lives in the page's memory; the refresh token lives in a cookie that no script
//! can read and that is sent to these addresses alone.

use std::time::Duration;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum_extra::extract::CookieJar;
use axum_extra::extract::cookie::{Cookie, SameSite};
use cicerone_protocol::api::{self, Me};
use serde::Deserialize;

use crate::app::App;
use crate::auth::tokens::ACCESS_S;
use crate::auth::{AuthError, SignedIn, Staff};
use crate::clock::now_ms;
use crate::http::json::Json;
use crate::http::peer::{Client, SameOrigin};
use crate::http::problem::Problem;

/// The refresh token's cookie.
const COOKIE: &str = "cicerone_refresh";

/// Where the cookie is sent: nowhere but here.
const COOKIE_PATH: &str = "/api/auth";

/// Name and password. Has no `Debug`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Login {
    name: String,
    password: String,
}

/// A one-time link's token and the password to set. Has no `Debug`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct UseLink {
    token: String,
    password: String,
}

/// `POST /api/auth/login`.
pub(crate) async fn login(
    State(app): State<App>,
    _: SameOrigin,
    client: Client,
    jar: CookieJar,
    Json(login): Json<Login>,
) -> Result<Response, Problem> {
    let signed_in = app.auth.sign_in(&login.name, login.password, client.ip).await?;
    Ok(answer(signed_in, jar, client))
}

/// `POST /api/auth/link`.
pub(crate) async fn link(
    State(app): State<App>,
    _: SameOrigin,
    client: Client,
    jar: CookieJar,
    Json(link): Json<UseLink>,
) -> Result<Response, Problem> {
    let signed_in = app.auth.use_link(&link.token, link.password, client.ip).await?;
    Ok(answer(signed_in, jar, client))
}

/// `POST /api/auth/refresh`.
///
/// A browser without the cookie gets an empty answer: every page of staff asks at its start, and not to be signed in is no fault.
pub(crate) async fn refresh(State(app): State<App>, _: SameOrigin, client: Client, jar: CookieJar) -> Result<Response, Problem> {
    let Some(token) = jar.get(COOKIE).map(|cookie| cookie.value().to_owned()) else {
        return Ok(StatusCode::NO_CONTENT.into_response());
    };
    match app.auth.refresh(&token).await {
        Ok(signed_in) => Ok(answer(signed_in, jar, client)),
        // A dead cookie is taken back, so that the page does not try it again.
        Err(error @ AuthError::Unauthenticated) => Ok((jar.remove(removal()), Problem::from(error)).into_response()),
        Err(error) => Err(error.into()),
    }
}

/// `POST /api/auth/logout`.
pub(crate) async fn logout(State(app): State<App>, _: SameOrigin, jar: CookieJar) -> Result<Response, Problem> {
    if let Some(cookie) = jar.get(COOKIE) {
        app.auth.sign_out(cookie.value()).await?;
    }
    Ok((jar.remove(removal()), StatusCode::NO_CONTENT).into_response())
}

/// `GET /api/me`.
pub(crate) async fn me(staff: Staff) -> axum::Json<Me> {
    axum::Json(Me {
        id: staff.id,
        name: staff.name,
        display_name: staff.display_name,
        role: staff.role,
        language: staff.language,
    })
}

fn answer(signed_in: SignedIn, jar: CookieJar, client: Client) -> Response {
    let SignedIn { user, access, refresh, expires_at } = signed_in;
    let left = Duration::from_millis(expires_at.saturating_sub(now_ms()));
    let cookie = Cookie::build((COOKIE, refresh))
        .path(COOKIE_PATH)
        .http_only(true)
        .same_site(SameSite::Strict)
        .secure(client.https)
        .max_age(left.try_into().unwrap_or_default())
        .build();
    let me = Me { id: user.id, name: user.name, display_name: user.display_name, role: user.role, language: user.language };
    let body = api::SignedIn { access_token: access, expires_in_s: ACCESS_S, me };
    (jar.add(cookie), axum::Json(body)).into_response()
}

fn removal() -> Cookie<'static> {
    Cookie::build(COOKIE).path(COOKIE_PATH).build()
}
