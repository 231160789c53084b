//! A page without a browser: speaks the protocol over a real WebSocket and keeps its view by the fold.

use std::collections::VecDeque;
use std::time::Duration;

use cicerone_protocol::message::ServerMessage;
use cicerone_protocol::transient::Transient;
use cicerone_protocol::{Envelope, ErrorCode, SessionId, SessionTime, SessionView, TabId};
use futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};
use tokio::net::TcpStream;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::{WebSocketStream, client_async};
use uuid::Uuid;

use crate::server::TestServer;

/// How long anything may take before a test fails. Generous: only a hang reaches it.
const PATIENCE: Duration = Duration::from_secs(20);

/// One connected page.
pub(crate) struct Page {
    socket: WebSocketStream<TcpStream>,
    pub(crate) tab: TabId,
    pub(crate) view: SessionView,
    /// Every event that this page was shown.
    pub(crate) seen: Vec<Envelope>,
    /// The newest resume token.
    pub(crate) token: String,
    pub(crate) dseq: u32,
    transients: VecDeque<Transient>,
    /// Messages that nobody has waited for yet.
    heard: VecDeque<ServerMessage>,
    pub(crate) closed: bool,
    /// What the welcome said of codecs.
    pub(crate) codecs: Vec<String>,
    offers: u32,
}

impl Page {
    pub(crate) async fn open(server: &TestServer, session: SessionId, token: &str) -> Self {
        Self::open_tab(server, session, token, TabId::new(Uuid::now_v7()), None).await.expect("the page is welcome")
    }

    /// Connects as a given tab; `Err` is the server's last word where it does not let the page in.
    pub(crate) async fn open_tab(
        server: &TestServer,
        session: SessionId,
        token: &str,
        tab: TabId,
        before: Option<&Page>,
    ) -> Result<Self, ServerMessage> {
        let stream = TcpStream::connect(server.server.addrs.http.unwrap()).await.unwrap();
        Self::open_on(stream, server, session, token, tab, before).await
    }

    /// The same over a stream that is connected already.
    pub(crate) async fn open_on(
        stream: TcpStream,
        server: &TestServer,
        session: SessionId,
        token: &str,
        tab: TabId,
        before: Option<&Page>,
    ) -> Result<Self, ServerMessage> {
        let url = server.ws(&format!("/ws/session/{session}"));
        let (mut socket, _) = client_async(url, stream).await.unwrap();
        let have = before.map(|page| page.view.seq);
        let hello = json!({ "type": "hello", "v": 1, "token": token, "tab": tab, "have": have });
        socket.send(Message::text(hello.to_string())).await.unwrap();
        let mut page = Self {
            socket,
            tab,
            view: before.map_or_else(|| SessionView::new(session), |page| page.view.clone()),
            seen: before.map_or_else(Vec::new, |page| page.seen.clone()),
            token: token.to_owned(),
            dseq: before.filter(|page| page.tab == tab).map_or(0, |page| page.dseq),
            transients: VecDeque::new(),
            heard: VecDeque::new(),
            closed: false,
            codecs: Vec::new(),
            offers: 0,
        };
        match page.next().await {
            Some(ServerMessage::Welcome { view, resume, codecs, dseq, .. }) => {
                page.dseq = page.dseq.max(dseq);
                page.codecs = codecs;
                if let Some(view) = view {
                    // The customer's has the same fields, without those of staff.
                    page.view = serde_json::from_value(serde_json::to_value(view).unwrap()).unwrap();
                }
                if let Some(resume) = resume {
                    page.token = resume;
                }
                Ok(page)
            }
            Some(other) => Err(other),
            None => panic!("the connection closed without a word"),
        }
    }

    /// Sends a command and returns the answer.
    pub(crate) async fn command(&mut self, command: Value) -> ServerMessage {
        self.dseq += 1;
        let dseq = self.dseq;
        self.send_as(dseq, command).await;
        self.answer(dseq).await
    }

    pub(crate) async fn send_as(&mut self, dseq: u32, command: Value) {
        self.text(&json!({ "type": "do", "dseq": dseq, "command": command }).to_string()).await;
    }

    pub(crate) async fn answer(&mut self, wanted: u32) -> ServerMessage {
        self.wait(|message| {
            matches!(message, ServerMessage::Done { dseq, .. } | ServerMessage::Refused { dseq, .. } if *dseq == wanted)
        })
        .await
    }

    /// Sends a command that must be done.
    pub(crate) async fn must(&mut self, command: Value) {
        let shown = command.to_string();
        let answer = self.command(command).await;
        assert!(matches!(answer, ServerMessage::Done { .. }), "{shown}: {answer:?}");
    }

    /// Sends a command that must be refused, and returns the code.
    pub(crate) async fn refused(&mut self, command: Value) -> Value {
        let shown = command.to_string();
        match self.command(command).await {
            ServerMessage::Refused { code, sentence, .. } => {
                assert!(sentence.ends_with('.'), "a refusal says what to do in a sentence");
                serde_json::to_value(code).unwrap()
            }
            other => panic!("{shown}: {other:?}"),
        }
    }

    /// Sends a media offer; `Err` is the code of its refusal.
    pub(crate) async fn offer(&mut self, sdp: &str) -> Result<String, ErrorCode> {
        self.offers += 1;
        let wanted = self.offers;
        self.text(&json!({ "type": "offer", "id": wanted, "sdp": sdp }).to_string()).await;
        let answered = |message: &ServerMessage| match message {
            ServerMessage::Answer { id, .. } | ServerMessage::OfferRefused { id, .. } => *id == wanted,
            _ => false,
        };
        match self.wait(answered).await {
            ServerMessage::Answer { sdp, .. } => Ok(sdp.into()),
            ServerMessage::OfferRefused { code, .. } => Err(code),
            other => panic!("{other:?}"),
        }
    }

    pub(crate) async fn text(&mut self, text: &str) {
        self.socket.send(Message::text(text)).await.unwrap();
    }

    /// Says things that are answered, and reads no answer, until the server can send no more and so hears no more either.
    pub(crate) async fn stall(&mut self) {
        let stuck = Duration::from_millis(500);
        while tokio::time::timeout(stuck, self.socket.send(Message::text("nonsense"))).await.is_ok() {}
    }

    pub(crate) async fn bytes(&mut self, bytes: &[u8]) {
        self.socket.send(Message::binary(bytes.to_vec())).await.unwrap();
    }

    pub(crate) async fn transient(&mut self) -> Transient {
        while self.transients.is_empty() {
            let message = self.next().await.expect("the connection stays");
            self.heard.push_back(message);
        }
        self.transients.pop_front().unwrap()
    }

    /// Waits for a message, keeping the others.
    pub(crate) async fn wait(&mut self, wanted: impl Fn(&ServerMessage) -> bool) -> ServerMessage {
        if let Some(at) = self.heard.iter().position(&wanted) {
            return self.heard.remove(at).unwrap();
        }
        loop {
            let message = self.next().await.expect("the connection closed while something was awaited");
            if wanted(&message) {
                return message;
            }
            self.heard.push_back(message);
        }
    }

    /// Waits until the view is as wanted.
    pub(crate) async fn until(&mut self, wanted: impl Fn(&SessionView) -> bool) {
        while !wanted(&self.view) {
            let message = self.next().await.expect("the connection closed before the view was as wanted");
            self.heard.push_back(message);
        }
    }

    /// Waits until the server has closed the connection.
    pub(crate) async fn until_closed(&mut self) {
        while let Some(message) = self.next().await {
            self.heard.push_back(message);
        }
    }

    pub(crate) fn has_heard(&self, wanted: impl Fn(&ServerMessage) -> bool) -> bool {
        self.heard.iter().any(wanted)
    }

    /// Drops the connection without a closing frame, as a network does.
    pub(crate) fn cut(self) -> Self {
        self
    }

    /// The next message; pings are answered, events folded in, transient frames set aside.
    async fn next(&mut self) -> Option<ServerMessage> {
        loop {
            let frame = tokio::time::timeout(PATIENCE, self.socket.next()).await.expect("the server says something in time");
            let message = match frame {
                Some(Ok(Message::Text(text))) => serde_json::from_str(&text).unwrap(),
                Some(Ok(Message::Binary(bytes))) => {
                    self.transients.push_back(Transient::decode(&bytes).unwrap());
                    return Some(ServerMessage::Ping { n: 0, now_t: SessionTime::ZERO });
                }
                Some(Ok(Message::Close(_)) | Err(_)) | None => {
                    self.closed = true;
                    return None;
                }
                Some(Ok(_)) => continue,
            };
            match message {
                ServerMessage::Ping { n, .. } => {
                    // A socket that the server has closed meanwhile is noticed by the next read.
                    let _gone = self.socket.send(Message::text(json!({ "type": "pong", "n": n }).to_string())).await;
                }
                ServerMessage::Events { events } => {
                    for event in &events {
                        self.view.apply(event);
                    }
                    self.seen.extend(events.iter().cloned());
                    return Some(ServerMessage::Events { events });
                }
                other => return Some(other),
            }
        }
    }
}
