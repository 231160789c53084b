//! Around every request: a span with an id, a time limit, a net for panics, and the metrics.

use std::any::Any;
use std::time::{Duration, Instant};

use axum::extract::{MatchedPath, Request, State};
use axum::http::StatusCode;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use cicerone_protocol::ErrorCode;
use tracing::Instrument;

use super::problem::Problem;
use crate::app::App;
use crate::metrics::Answered;

/// How long an answer's head may take. Stills over a slow uplink are the longest; longer would only keep dead requests.
const REQUEST: Duration = Duration::from_secs(30);

/// Runs a request in its span. The span has the route and never the address, which may carry what a person typed.
pub(crate) async fn observe(State(app): State<App>, request: Request, next: Next) -> Response {
    let started = Instant::now();
    let route = request.extensions().get::<MatchedPath>().map_or("none", MatchedPath::as_str);
    let span = tracing::info_span!("request", id = %uuid::Uuid::now_v7().simple(), method = %request.method(), route);
    let answered = async {
        let response = match tokio::time::timeout(REQUEST, next.run(request)).await {
            Ok(response) => response,
            Err(_) => Problem::new(StatusCode::SERVICE_UNAVAILABLE, ErrorCode::Internal)
                .with_detail("The server took too long to answer. Try again.")
                .into_response(),
        };
        tracing::debug!(status = response.status().as_u16(), ms = started.elapsed().as_millis() as u64, "answered");
        response
    };
    let response = answered.instrument(span).await;
    app.metrics.http.seconds.observe(started.elapsed().as_secs_f64());
    app.metrics.http.requests.get_or_create(&Answered { class: response.status().as_u16() / 100 }).inc();
    response
}

/// What a client gets when a handler panicked; the panic hook has logged where.
pub(crate) fn panicked(_: Box<dyn Any + Send>) -> Response {
    Problem::internal("a handler panicked").into_response()
}
