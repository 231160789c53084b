//! What operators and their machines ask.

use axum::extract::State;
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use cicerone_protocol::ErrorCode;
use secrecy::ExposeSecret;
use serde::Serialize;

use crate::app::App;
use crate::http::peer::Client;
use crate::http::problem::Problem;
use crate::http::staff::bearer;

/// What is ready and what is not.
#[derive(Serialize)]
struct Readiness {
    ready: bool,
    /// Names of what does not work: `store`, `stopping`, a media thread.
    failing: Vec<&'static str>,
}

/// `GET /healthz`: the process answers.
pub(crate) async fn alive() -> &'static str {
    "ok\n"
}

/// `GET /readyz`: the store can be written, the media threads run, and the server is not stopping.
pub(crate) async fn ready(State(app): State<App>) -> Response {
    let mut failing = app.health.dead();
    if !app.health.is_writable(&app.store).await {
        failing.push("store");
    }
    if app.tasks.stopping.is_cancelled() {
        failing.push("stopping");
    }
    let status = if failing.is_empty() { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    (status, axum::Json(Readiness { ready: failing.is_empty(), failing })).into_response()
}

/// `GET /metrics`: OpenMetrics, for whoever has the token, or for this machine when there is none.
pub(crate) async fn metrics(State(app): State<App>, client: Client, headers: HeaderMap) -> Result<Response, Problem> {
    let allowed = match &app.config.metrics.token {
        Some(token) => bearer(&headers).is_some_and(|given| same(given, token.expose_secret())),
        None => client.is_local,
    };
    if !allowed {
        return Err(Problem::forbidden(ErrorCode::Forbidden)
            .with_detail("Metrics are for this machine alone, unless metrics.token is set and sent as a bearer token."));
    }
    let kind = "application/openmetrics-text; version=1.0.0; charset=utf-8";
    Ok(([(CONTENT_TYPE, kind)], app.metrics.encode()).into_response())
}

/// Compares in a time that does not depend on where the two differ.
fn same(given: &str, expected: &str) -> bool {
    aws_lc_rs::constant_time::verify_slices_are_equal(given.as_bytes(), expected.as_bytes()).is_ok()
}
