//! The other end of `cicerone doctor`: an echo that answers its offer and sends its own media back.

use std::sync::Arc;
use std::time::Duration;

use axum::Extension;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use cicerone_protocol::{ErrorCode, Sdp, SessionId};
use serde::{Deserialize, Serialize};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, oneshot};
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use crate::app::App;
use crate::auth::AuthError;
use crate::http::json::Json;
use crate::http::problem::Problem;
use crate::http::staff::bearer;
use crate::media::Media;

/// Echoes at once. A few operators may look at the same time; more would only be load that sessions pay for.
const ECHOES: usize = 4;

/// How long an echo lives: three seconds of media, and what a slow network needs to set them up.
const ECHO: Duration = Duration::from_secs(15);

/// An offer or its answer.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Description {
    pub(crate) sdp: Sdp,
}

/// The places for echoes.
#[derive(Clone)]
pub(crate) struct Echoes(Arc<Semaphore>);

impl Default for Echoes {
    fn default() -> Self {
        Self(Arc::new(Semaphore::new(ECHOES)))
    }
}

/// `POST /api/doctor/offer`: answers an offer for an echo that ends by itself.
pub(crate) async fn offer(
    State(app): State<App>,
    Extension(echoes): Extension<Echoes>,
    headers: HeaderMap,
    Json(offer): Json<Description>,
) -> Result<axum::Json<Description>, Problem> {
    app.auth.doctor(bearer(&headers).ok_or(AuthError::Unauthenticated)?)?;
    let Ok(place) = echoes.0.try_acquire_owned() else {
        return Err(Problem::new(StatusCode::TOO_MANY_REQUESTS, ErrorCode::TooMany)
            .with_detail("Other checks are running. Try again in 15 seconds."));
    };
    let (done, answer) = oneshot::channel();
    // A task of its own, so that a doctor who hangs up halfway leaves nothing behind.
    app.tasks.tracker.spawn(echo(app.media, app.tasks.stopping, place, offer.sdp, done));
    let sdp = answer.await.map_err(Problem::internal)??;
    Ok(axum::Json(Description { sdp }))
}

async fn echo(
    media: Media,
    stopping: CancellationToken,
    place: OwnedSemaphorePermit,
    offer: Sdp,
    done: oneshot::Sender<Result<Sdp, ErrorCode>>,
) {
    // Nobody needs to hear how an echo does: its doctor measures that.
    let session = media.open(SessionId::new(Uuid::now_v7()), Arc::new(|_, _| ()));
    let answer = session.echo(offer).await;
    let answered = answer.is_ok();
    if done.send(answer).is_ok() && answered {
        let _over = stopping.run_until_cancelled(tokio::time::sleep(ECHO)).await;
    }
    session.close();
    drop(place);
}
