//! The desk's socket: the list of sessions that are not over, live.

use std::pin::pin;
use std::time::Duration;

use axum::extract::State;
use axum::extract::ws::{Message, WebSocket};
use axum::response::Response;
use cicerone_protocol::api::{FromDesk, ToDesk};
use cicerone_protocol::{ErrorCode, limits};
use tokio::sync::broadcast::error::RecvError;

use super::{Upgrade, hello, open, send};
use crate::app::App;
use crate::auth::Standing;
use crate::http::peer::SameOrigin;
use crate::http::problem::Problem;
use crate::restart::{Restart, spread};

/// Between two pings.
const PING: Duration = Duration::from_secs(1);

/// Upgrades `/ws/desk`.
pub(crate) async fn upgrade(_: SameOrigin, State(app): State<App>, upgrade: Upgrade) -> Response {
    open(app, upgrade, converse)
}

async fn converse(app: App, mut socket: WebSocket) {
    let Some(heard) = hello::<FromDesk>(&app, &mut socket).await else { return };
    let admitted = match heard {
        Ok(FromDesk::Hello { token }) => admit(&app, &token).await,
        Ok(FromDesk::Pong { .. }) => Err(ErrorCode::Malformed),
        Err(code) => Err(code),
    };
    match admitted {
        Ok(standing) => serve(&app, standing, &mut socket).await,
        Err(code) => {
            send(&mut socket, problem(code)).await;
        }
    }
}

async fn admit(app: &App, token: &str) -> Result<Standing, ErrorCode> {
    let staff = app.auth.staff(token).await.map_err(|error| Problem::from(error).code())?;
    if staff.role.may_supervise() { Ok(app.auth.standing(staff.sign_in)) } else { Err(ErrorCode::Forbidden) }
}

async fn serve(app: &App, standing: Standing, socket: &mut WebSocket) {
    let (list, mut changes) = app.desk.listen();
    if !send(socket, encode(&list)).await {
        return;
    }
    let mut lost = pin!(standing.lost());
    let mut pings = tokio::time::interval(PING);
    let (mut n, mut heard) = (0_u32, tokio::time::Instant::now());
    loop {
        let next = tokio::select! {
            () = app.tasks.stopping.cancelled() => {
                let Restart { reconnect_in_ms, try_for_ms } = spread();
                send(socket, encode(&ToDesk::Restarting { reconnect_in_ms, try_for_ms })).await;
                return;
            }
            () = &mut lost => {
                send(socket, problem(ErrorCode::Unauthenticated)).await;
                return;
            }
            change = changes.recv() => match change {
                Ok(change) => encode(&change),
                Err(RecvError::Lagged(_)) => {
                    // Too slow for the changes: the whole list again.
                    let (list, fresh) = app.desk.listen();
                    changes = fresh;
                    encode(&list)
                }
                Err(RecvError::Closed) => return,
            },
            message = socket.recv() => match message {
                Some(Ok(Message::Close(_)) | Err(_)) | None => return,
                Some(Ok(message)) => {
                    heard = tokio::time::Instant::now();
                    match fault(&message) {
                        Some(code) => problem(code),
                        None => continue,
                    }
                }
            },
            _ = pings.tick() => {
                if heard.elapsed() > app.patience.silence {
                    return;
                }
                n = n.wrapping_add(1);
                encode(&ToDesk::Ping { n })
            }
        };
        if !send(socket, next).await {
            return;
        }
    }
}

/// What is wrong with a message of a desk that was let in; only its pongs are in order, and those mean no more than that it is there.
fn fault(message: &Message) -> Option<ErrorCode> {
    match message {
        Message::Text(text) if text.len() > limits::MESSAGE_BYTES => Some(ErrorCode::TooLarge),
        Message::Text(text) => match serde_json::from_str(text) {
            Ok(FromDesk::Pong { .. }) => None,
            Ok(FromDesk::Hello { .. }) | Err(_) => Some(ErrorCode::Malformed),
        },
        Message::Binary(_) => Some(ErrorCode::Malformed),
        Message::Ping(_) | Message::Pong(_) | Message::Close(_) => None,
    }
}

fn problem(code: ErrorCode) -> String {
    encode(&ToDesk::Problem { code, sentence: code.sentence().to_owned() })
}

fn encode(message: &ToDesk) -> String {
    serde_json::to_string(message).expect("every message has a JSON form: no maps with other keys than strings, no floats")
}
