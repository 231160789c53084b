//! The WebSockets: one of a session for each of its pages, one of the desk for each console.
//!
//! A socket's life: upgrade from our own origin, a hello within five seconds, then frames both ways until one side ends it. Reading
//! stops for nothing that is merely wrong: a bad message gets a `problem` with a stable code, and the connection goes on.

pub(crate) mod desk;
pub(crate) mod session;

use std::future::Future;
use std::time::Duration;

use axum::extract::FromRequestParts;
use axum::extract::ws::{CloseCode, CloseFrame, Message, Utf8Bytes, WebSocket, WebSocketUpgrade, close_code};
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};
use cicerone_protocol::{ErrorCode, limits};

use crate::app::App;
use crate::http::problem::Problem;

/// Bytes of a message that a socket still reads, to answer that it is too large. Beyond this the connection ends.
const READ_BYTES: usize = 2 * 1024 * 1024;

/// How long one frame may take to leave. A page that takes longer is as good as gone.
const SEND: Duration = Duration::from_secs(10);

/// A request to become a WebSocket; any other gets a problem.
pub(crate) struct Upgrade(WebSocketUpgrade);

impl<S: Send + Sync> FromRequestParts<S> for Upgrade {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let upgrade = WebSocketUpgrade::from_request_parts(parts, state).await;
        upgrade.map(Self).map_err(|rejection| {
            Problem::new(rejection.into_response().status(), ErrorCode::Malformed)
                .with_detail("This address takes WebSockets alone.")
        })
    }
}

/// Answers the upgrade and starts the conversation, with the limits that every socket has.
///
/// The task is not ours to spawn, so it carries a token of the tracker: a server that stops waits until every page has had its last
/// word.
fn open<Talk>(app: App, Upgrade(upgrade): Upgrade, converse: impl FnOnce(App, WebSocket) -> Talk + Send + 'static) -> Response
where
    Talk: Future<Output = ()> + Send,
{
    let token = app.tasks.tracker.token();
    upgrade.max_message_size(READ_BYTES).max_frame_size(READ_BYTES).on_upgrade(async move |socket| {
        let _token = token;
        converse(app, socket).await;
    })
}

/// Sends one text frame; false when the connection is gone or stuck.
async fn send(socket: &mut WebSocket, text: String) -> bool {
    let sent = tokio::time::timeout(SEND, socket.send(Message::Text(Utf8Bytes::from(text)))).await;
    matches!(sent, Ok(Ok(())))
}

/// Sends a closing frame.
async fn close(socket: &mut WebSocket, code: CloseCode, reason: &'static str) {
    let frame = CloseFrame { code, reason: Utf8Bytes::from_static(reason) };
    // The other end may be gone already; then there is nobody to say it to.
    let _gone = tokio::time::timeout(SEND, socket.send(Message::Close(Some(frame)))).await;
}

/// Reads the hello: the first text message, within its time and size. None when the page is gone or silent for too long.
async fn hello<T: serde::de::DeserializeOwned>(app: &App, socket: &mut WebSocket) -> Option<Result<T, ErrorCode>> {
    let first = tokio::select! {
        first = tokio::time::timeout(app.patience.hello, socket.recv()) => first,
        () = app.tasks.stopping.cancelled() => return Some(Err(ErrorCode::Restarting)),
    };
    match first {
        Ok(Some(Ok(Message::Text(text)))) if text.len() <= limits::MESSAGE_BYTES => {
            Some(serde_json::from_str(&text).map_err(|_| ErrorCode::Malformed))
        }
        Ok(Some(Ok(Message::Text(_)))) => Some(Err(ErrorCode::TooLarge)),
        Ok(Some(Ok(_))) => Some(Err(ErrorCode::Malformed)),
        Ok(Some(Err(_)) | None) => None,
        Err(_late) => {
            // No problem to solve at the page: it tries again, as after any cut.
            close(socket, close_code::POLICY, "no hello in time").await;
            None
        }
    }
}
