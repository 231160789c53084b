//! Every route of the server, in one list.

use axum::extract::DefaultBodyLimit;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::{get, patch, post};
use axum::{Extension, Router};
use std::time::Duration;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::timeout::RequestBodyTimeoutLayer;

use crate::api::{auth, doctor, join, operations, review, sessions, stills, users};
use crate::app::App;
use crate::http::{assets, headers, observe, problem, trust};
use crate::ws::{desk, session};

/// Largest body unless a route says otherwise. Forms of ours are well below; larger ones would only cost memory.
const BODY_BYTES: usize = 64 * 1024;

/// A still and a little more, so that one that is too large gets the answer that says so.
const STILL_BODY_BYTES: usize = 2 * cicerone_protocol::limits::STILL_BYTES;

/// How long a body may pause. A phone's uplink stalls for seconds; longer than this it is gone.
const BODY_PAUSE: Duration = Duration::from_secs(10);

/// The whole server as one router.
pub(crate) fn router(app: App) -> Router {
    Router::new()
        // Pages.
        .route("/", get(assets::customer))
        .route("/j", get(assets::customer))
        .route("/console", get(assets::console))
        .route("/review", get(assets::review))
        // The local certificate authority.
        .route("/trust", get(trust::page))
        .route("/trust.css", get(trust::style))
        .route("/ca.crt", get(trust::certificate))
        // Operations.
        .route("/healthz", get(operations::alive))
        .route("/readyz", get(operations::ready))
        .route("/metrics", get(operations::metrics))
        .route("/api/doctor/offer", post(doctor::offer).layer(Extension(doctor::Echoes::default())))
        // Staff.
        .route("/api/auth/login", post(auth::login))
        .route("/api/auth/link", post(auth::link))
        .route("/api/auth/refresh", post(auth::refresh))
        .route("/api/auth/logout", post(auth::logout))
        .route("/api/me", get(auth::me))
        .route("/api/users", get(users::list).post(users::create))
        .route("/api/users/{user}", patch(users::change))
        .route("/api/users/{user}/link", post(users::link))
        // The door.
        .route("/join", post(join::typed))
        .route("/api/join/check", post(join::check))
        .route("/api/join", post(join::join))
        // Sessions.
        .route("/api/sessions", post(sessions::create))
        .route("/api/sessions/{session}/invite", post(sessions::invite))
        .route("/api/sessions/{session}/take-over", post(sessions::take_over))
        .route("/api/sessions/{session}/stills", post(stills::post).layer(DefaultBodyLimit::max(STILL_BODY_BYTES)))
        .route("/api/sessions/{session}/stills/{still}", get(stills::get))
        .route("/ws/session/{session}", get(session::upgrade))
        .route("/ws/desk", get(desk::upgrade))
        // Review.
        .route("/api/review/sessions", get(review::list))
        .route("/api/review/supervisors", get(review::supervisors))
        .route("/api/review/sessions/{session}", get(review::session))
        .route("/api/review/sessions/{session}/export", get(review::export))
        // Everything else is a file of the pages, or nothing.
        .fallback(assets::file)
        .method_not_allowed_fallback(problem::method_not_allowed)
        // Around all of them, from the inside out.
        .layer(DefaultBodyLimit::max(BODY_BYTES))
        .layer(RequestBodyTimeoutLayer::new(BODY_PAUSE))
        .layer(CatchPanicLayer::custom(observe::panicked))
        .layer(from_fn_with_state(app.clone(), observe::observe))
        .layer(from_fn(headers::no_store_for_api))
        .layer(from_fn_with_state(app.clone(), headers::secure))
        .with_state(app)
}
