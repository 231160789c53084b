//! A session's socket, for the customer's page and the supervisor's.

use std::num::NonZeroU32;
use std::time::Duration;

use axum::extract::State;
use axum::extract::ws::{Message, WebSocket, close_code};
use axum::response::Response;
use cicerone_protocol::command::{FromCustomer, FromSupervisor, Hello, WIRE_VERSION};
use cicerone_protocol::message::{PageRole, ServerMessage};
use cicerone_protocol::transient::Transient;
use cicerone_protocol::{ErrorCode, ParticipantId, Sdp, SessionId, TabId, limits};
use cicerone_session::TakesAway;
use governor::{DefaultDirectRateLimiter, Quota, RateLimiter};
use serde::de::DeserializeOwned;
use tokio_util::sync::CancellationToken;
use tracing::Instrument;

use super::{SEND, Upgrade, close, hello, open, send};
use crate::app::App;
use crate::auth::{AuthError, Standing};
use crate::driver::{Driver, Frame, NewPage, OutboundReceiver, PageId, Said, encode, outbound};
use crate::http::json::Path;
use crate::http::peer::SameOrigin;
use crate::http::problem::Problem;

/// Upgrades `/ws/session/{session}`.
pub(crate) async fn upgrade(_: SameOrigin, State(app): State<App>, Path(session): Path<SessionId>, upgrade: Upgrade) -> Response {
    let span = tracing::info_span!("socket", session = %session.short());
    open(app, upgrade, move |app, socket| converse(app, session, socket).instrument(span))
}

/// Between two pings.
const PING: Duration = Duration::from_secs(1);

/// Who is at the other end, once authenticated.
struct Guest {
    participant: ParticipantId,
    role: PageRole,
    tab: TabId,
    have: Option<u64>,
    resume: Option<String>,
    /// What lets them in; a customer's right ends with the session alone.
    standing: Option<Standing>,
}

async fn converse(app: App, session: SessionId, mut socket: WebSocket) {
    let Some(heard) = hello::<Hello>(&app, &mut socket).await else { return };
    let admitted = match heard {
        Ok(hello) => admit(&app, session, hello).await,
        Err(code) => Err(code),
    };
    let (guest, driver) = match admitted {
        Ok(admitted) => admitted,
        Err(code) => return dismiss(&mut socket, code).await,
    };
    let (role, page) = (guest.role, PageId::fresh());
    let (sender, receiver) = outbound();
    let Guest { participant, tab, have, resume, standing, .. } = guest;
    let attached = driver.attach(NewPage { page, participant, role, tab, have, resume, outbound: sender.clone() }).await;
    if let Err(code) = attached {
        return dismiss(&mut socket, code).await;
    }
    app.metrics.sockets.open.inc();
    tracing::info!(?role, "a page is connected");
    let mut page = Page { app: &app, driver: &driver, page, role, sender, budget: Budget::new() };
    let lost = async {
        match standing {
            Some(standing) => standing.lost().await,
            None => std::future::pending().await,
        }
    };
    tokio::select! {
        () = page.serve(&mut socket, receiver) => driver.detach(page.page).await,
        () = lost => {
            driver.expel(page.page).await;
            dismiss(&mut socket, ErrorCode::Unauthenticated).await;
        }
    }
    app.metrics.sockets.open.dec();
    tracing::info!(?role, "a page is gone");
}

/// Checks the token and finds the session.
async fn admit(app: &App, session: SessionId, hello: Hello) -> Result<(Guest, Driver), ErrorCode> {
    let Hello::Hello { v, token, tab, have } = hello;
    if v != WIRE_VERSION {
        return Err(ErrorCode::WrongVersion);
    }
    let guest = match app.auth.resume(&token).await {
        Ok(resumed) if resumed.session == session && resumed.role == PageRole::Customer => {
            let minted = app.auth.mint_resume(session, resumed.participant, resumed.role, resumed.next_generation);
            Guest { participant: resumed.participant, role: PageRole::Customer, tab, have, resume: minted.ok(), standing: None }
        }
        Ok(_) => return Err(ErrorCode::Forbidden),
        Err(AuthError::Store(error)) => return Err(crate::driver::refusal(&error)),
        Err(_) => {
            let staff = app.auth.staff(&token).await.map_err(|error| Problem::from(error).code())?;
            if !staff.role.may_supervise() {
                return Err(ErrorCode::Forbidden);
            }
            let standing = Some(app.auth.standing(staff.sign_in));
            Guest { participant: staff.id, role: PageRole::Supervisor, tab, have, resume: None, standing }
        }
    };
    match app.sessions.driver(session) {
        Some(driver) => Ok((guest, driver)),
        None => Err(match app.store.session(session).await {
            Ok(row) if row.closed_at.is_some() => ErrorCode::SessionOver,
            Ok(_) => ErrorCode::Restarting,
            Err(_) => ErrorCode::NotFound,
        }),
    }
}

/// Says why the page may not come in, and closes.
async fn dismiss(socket: &mut WebSocket, code: ErrorCode) {
    let last = match code {
        ErrorCode::SessionOver => ServerMessage::Over {},
        code => ServerMessage::Problem { code, sentence: code.sentence().to_owned(), closing: true },
    };
    send(socket, encode(&last)).await;
    close(socket, close_code::NORMAL, "").await;
}

/// How much a page may say. Beyond it, commands are refused and transient frames dropped; nothing is closed.
struct Budget {
    commands: DefaultDirectRateLimiter,
    transients: DefaultDirectRateLimiter,
    offers: DefaultDirectRateLimiter,
}

impl Budget {
    fn new() -> Self {
        let limit = |n: u32| NonZeroU32::new(n).expect("the limits are not zero");
        let per_second = |n: u32| RateLimiter::direct(Quota::per_second(limit(n)).allow_burst(limit(2 * n)));
        Self {
            commands: per_second(limits::COMMANDS_PER_SECOND),
            transients: per_second(limits::TRANSIENTS_PER_SECOND),
            offers: RateLimiter::direct(Quota::per_minute(limit(limits::OFFERS_PER_MINUTE))),
        }
    }
}

struct Page<'a> {
    app: &'a App,
    driver: &'a Driver,
    page: PageId,
    role: PageRole,
    sender: crate::driver::Outbound,
    budget: Budget,
}

impl Page<'_> {
    /// Carries frames both ways until either side ends it, or the page has missed something.
    async fn serve(&mut self, socket: &mut WebSocket, mut receiver: OutboundReceiver) {
        let overrun = receiver.overrun();
        let mut silent_since = tokio::time::Instant::now();
        let mut pings = tokio::time::interval_at(silent_since + PING, PING);
        let mut n = 0_u32;
        loop {
            tokio::select! {
                frame = receiver.recv() => {
                    if !self.pass_on(frame, socket, &overrun).await {
                        return;
                    }
                }
                // From here and not from the driver, which may have to wait for the disk while the connection is well.
                _ = pings.tick() => {
                    n = n.wrapping_add(1);
                    let ping = encode(&ServerMessage::Ping { n, now_t: self.driver.fast_path.now_t() });
                    if !self.pass_on(Some(Frame::Text(ping)), socket, &overrun).await {
                        return;
                    }
                }
                message = socket.recv() => {
                    silent_since = tokio::time::Instant::now();
                    match message {
                        Some(Ok(message)) => if !self.hear(message).await { return },
                        Some(Err(_)) | None => return,
                    }
                }
                () = tokio::time::sleep_until(silent_since + self.app.patience.silence) => return,
                () = overrun.cancelled() => return,
            }
        }
    }

    /// Sends a frame; false when the connection is over, or the page has missed something meanwhile.
    async fn pass_on(&self, frame: Option<Frame>, socket: &mut WebSocket, overrun: &CancellationToken) -> bool {
        tokio::select! {
            sent = self.put(frame, socket) => sent,
            () = overrun.cancelled() => false,
        }
    }

    async fn put(&self, frame: Option<Frame>, socket: &mut WebSocket) -> bool {
        match frame {
            Some(Frame::Text(text)) => {
                self.app.metrics.sockets.sent.inc();
                send(socket, text).await
            }
            Some(Frame::Transient(bytes)) => {
                let message = Message::Binary(bytes.to_vec().into());
                matches!(tokio::time::timeout(SEND, socket.send(message)).await, Ok(Ok(())))
            }
            Some(Frame::Close) | None => {
                close(socket, close_code::NORMAL, "").await;
                false
            }
        }
    }

    /// Takes one message; false when the page ends the connection.
    async fn hear(&mut self, message: Message) -> bool {
        self.app.metrics.sockets.received.inc();
        match message {
            Message::Text(text) if text.len() > limits::MESSAGE_BYTES => self.too_large(&text),
            Message::Text(text) => match self.role {
                PageRole::Customer => self.customer(&text).await,
                PageRole::Supervisor => self.supervisor(&text).await,
            },
            Message::Binary(bytes) => self.transient(&bytes),
            Message::Ping(_) | Message::Pong(_) => {}
            Message::Close(_) => return false,
        }
        true
    }

    async fn customer(&mut self, text: &str) {
        let Some(said) = self.parse::<FromCustomer>(text) else { return };
        let ahead = match &said {
            FromCustomer::Do { dseq, command } => {
                // Asked before gates are shut ahead: a command that is refused here never comes to the driver, which opens them again.
                if !command.only_takes_away() && self.is_over_budget(*dseq) {
                    return;
                }
                self.driver.fast_path.shut_ahead_of(command)
            }
            FromCustomer::Offer { id, .. } if self.offers_too_often(*id) => return,
            FromCustomer::Offer { .. } => None,
            FromCustomer::Quality { .. } if !self.driver.is_busy() => None,
            FromCustomer::Quality { .. } | FromCustomer::Pong { .. } => return,
        };
        self.driver.say(self.page, Said::Customer(said), ahead).await;
    }

    async fn supervisor(&mut self, text: &str) {
        let Some(said) = self.parse::<FromSupervisor>(text) else { return };
        let ahead = match &said {
            FromSupervisor::Do { dseq, command } => {
                if !command.only_takes_away() && self.is_over_budget(*dseq) {
                    return;
                }
                self.driver.fast_path.shut_ahead_of(command)
            }
            FromSupervisor::Offer { id, .. } if self.offers_too_often(*id) => return,
            FromSupervisor::Offer { .. } => None,
            FromSupervisor::Quality { .. } if !self.driver.is_busy() => None,
            FromSupervisor::Quality { .. } | FromSupervisor::Pong { .. } => return,
        };
        self.driver.say(self.page, Said::Supervisor(said), ahead).await;
    }

    fn transient(&self, bytes: &[u8]) {
        if self.role != PageRole::Supervisor {
            self.problem(ErrorCode::Forbidden);
            return;
        }
        if self.budget.transients.check().is_err() {
            return;
        }
        let Ok(frame) = Transient::decode(bytes) else {
            self.problem(ErrorCode::Malformed);
            return;
        };
        match self.driver.fast_path.point(frame) {
            Ok(Some(pointed)) => {
                self.app.metrics.sockets.transients.inc();
                self.driver.pointed(pointed);
            }
            Ok(None) => {}
            // A hand that moves over a curtain would otherwise get sixty refusals a second.
            Err(_) => {}
        }
    }

    fn parse<T: DeserializeOwned>(&self, text: &str) -> Option<T> {
        let parsed = serde_json::from_str(text);
        if parsed.is_err() {
            self.malformed(text);
        }
        parsed.ok()
    }

    /// Answers a malformed message: by its own number where it has one, so that the page's command does not wait for ever.
    fn malformed(&self, text: &str) {
        let value: serde_json::Value = serde_json::from_str(text).unwrap_or_default();
        let number = |name: &str| value.get(name).and_then(serde_json::Value::as_u64).and_then(|n| u32::try_from(n).ok());
        let is = |kind: &str| value.get("type").and_then(serde_json::Value::as_str) == Some(kind);
        let wrong_role = match self.role {
            PageRole::Customer => serde_json::from_str::<FromSupervisor>(text).is_ok(),
            PageRole::Supervisor => serde_json::from_str::<FromCustomer>(text).is_ok(),
        };
        let code = if wrong_role { ErrorCode::Forbidden } else { ErrorCode::Malformed };
        let sdp = value.get("sdp").and_then(serde_json::Value::as_str);
        if is("offer") && sdp.is_some_and(|sdp| Sdp::try_from(sdp.to_owned()).is_err()) {
            self.too_large(text);
            return;
        }
        match number("dseq") {
            Some(dseq) if is("do") => self.refuse(dseq, if wrong_role { code } else { bad_field(&value) }),
            _ => self.problem(code),
        }
    }

    fn too_large(&self, text: &str) {
        let value: serde_json::Value = serde_json::from_str(text).unwrap_or_default();
        let id = value.get("id").and_then(serde_json::Value::as_u64).and_then(|id| u32::try_from(id).ok());
        match id {
            Some(id) => {
                let code = ErrorCode::TooLarge;
                self.say(&ServerMessage::OfferRefused { id, code, sentence: code.sentence().to_owned() });
            }
            None => self.problem(ErrorCode::TooLarge),
        }
    }

    fn is_over_budget(&self, dseq: u32) -> bool {
        let over = self.budget.commands.check().is_err() || self.driver.is_busy();
        if over {
            self.refuse(dseq, ErrorCode::TooMany);
        }
        over
    }

    fn offers_too_often(&self, id: u32) -> bool {
        let over = self.budget.offers.check().is_err() || self.driver.is_busy();
        if over {
            let code = ErrorCode::TooMany;
            self.say(&ServerMessage::OfferRefused { id, code, sentence: code.sentence().to_owned() });
        }
        over
    }

    fn refuse(&self, dseq: u32, code: ErrorCode) {
        self.say(&ServerMessage::Refused { dseq, code, sentence: code.sentence().to_owned() });
    }

    fn problem(&self, code: ErrorCode) {
        self.app.metrics.sockets.problems.inc();
        self.say(&ServerMessage::Problem { code, sentence: code.sentence().to_owned(), closing: false });
    }

    fn say(&self, message: &ServerMessage) {
        // A page whose queue is full of its own faults learns of no more of them.
        let _slow = self.sender.send(message);
    }
}

/// A command that exists but has a field out of range is told apart from one that does not exist.
fn bad_field(value: &serde_json::Value) -> ErrorCode {
    let has_command = value.get("command").and_then(|command| command.get("do")).is_some_and(serde_json::Value::is_string);
    if has_command { ErrorCode::BadField } else { ErrorCode::Malformed }
}
