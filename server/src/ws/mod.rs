//! The WebSockets: one of a session for each of its pages, one of the desk for each console.
//!
//! A socket's life: upgrade from our own origin, a hello within five seconds, then frames both ways until one side ends it. Reading
//! stops for nothing that is merely wrong: a bad message gets a `problem` with a stable code, and the connection goes on.

pub(crate) mod desk;
pub(crate) mod session;

use std::time::Duration;

use axum::extract::ws::{Message, Utf8Bytes, WebSocket, WebSocketUpgrade};
use cicerone_protocol::limits;
use cicerone_protocol::message::ServerMessage;
use rand::Rng;

/// Bytes of a message that a socket still reads, to answer that it is too large. Beyond this the connection ends.
const READ_BYTES: usize = 2 * 1024 * 1024;

/// How long a page may say nothing before its connection counts as lost. It answers a ping each second.
const SILENCE: Duration = Duration::from_secs(6);

/// How long one frame may take to leave. A page that takes longer is as good as gone.
const SEND: Duration = Duration::from_secs(10);

/// Sets the limits that every socket has.
fn limited(upgrade: WebSocketUpgrade) -> WebSocketUpgrade {
    upgrade.max_message_size(READ_BYTES).max_frame_size(READ_BYTES)
}

/// What pages are told when the server stops: come back soon, but not all at once.
pub(crate) fn restarting() -> ServerMessage {
    let (reconnect_in_ms, try_for_ms) = spread();
    ServerMessage::Restarting { reconnect_in_ms, try_for_ms }
}

/// When to come back and for how long to go on trying, in milliseconds.
fn spread() -> (u32, u32) {
    (rand::rng().random_range(300..1_500), 120_000)
}

/// Sends one text frame; false when the connection is gone or stuck.
async fn send(socket: &mut WebSocket, text: String) -> bool {
    let sent = tokio::time::timeout(SEND, socket.send(Message::Text(Utf8Bytes::from(text)))).await;
    matches!(sent, Ok(Ok(())))
}

/// Reads the hello: the first text message, within its time and size.
async fn hello<T: serde::de::DeserializeOwned>(socket: &mut WebSocket) -> Option<Result<T, ()>> {
    let first = tokio::time::timeout(Duration::from_millis(limits::HELLO_MS), socket.recv()).await;
    match first {
        Ok(Some(Ok(Message::Text(text)))) if text.len() <= limits::MESSAGE_BYTES => {
            Some(serde_json::from_str(&text).map_err(|_| ()))
        }
        Ok(Some(Ok(_))) => Some(Err(())),
        // Gone, or silent for too long.
        Ok(Some(Err(_)) | None) | Err(_) => None,
    }
}
