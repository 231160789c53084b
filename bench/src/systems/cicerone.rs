//! The real `cicerone` process, through its real signalling: HTTP, and a WebSocket for each page.

use std::time::Duration;

use anyhow::{Context, bail, ensure};
use cicerone_protocol::SessionId;
use cicerone_protocol::api::{Joined, SessionCreated};
use cicerone_protocol::message::ServerMessage;
use futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::net::TcpStream;
use tokio::task::JoinSet;
use tokio::time::timeout;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async};

use super::loopback::{LOOPBACK, free_port};
use crate::leg::{Leg, Side};
use crate::load::Handoff;
use crate::process::Pinned;

/// How long any step may take. Only a hang reaches it.
const PATIENCE: Duration = Duration::from_secs(20);

/// A running server with an administrator.
pub(crate) struct Cicerone {
    pub(super) process: Pinned,
    host: String,
    http: reqwest::Client,
    admin: String,
    /// Pages that stay, answering pings.
    pages: JoinSet<()>,
    _data: TempDir,
}

impl Cicerone {
    pub(super) async fn start() -> anyhow::Result<Self> {
        let binary = std::env::current_exe()?.with_file_name("cicerone");
        ensure!(binary.exists(), "{} has not been built", binary.display());
        let data = TempDir::new()?;
        let host = format!("127.0.0.1:{}", free_port()?);
        let folder = data.path().to_str().context("the folder's name is UTF-8")?;
        let flags = [
            ("--data-dir", folder),
            ("--http-addr", &host),
            ("--https-addr", "off"),
            ("--media-udp-port", "0"),
            ("--media-tcp-port", "off"),
            ("--media-threads", "1"),
            ("--media-public-addrs", "127.0.0.1"),
            ("--log-filter", "warn"),
            // One machine plays every customer.
            ("--limits-connections-per-address", "4096"),
            ("--limits-joins-per-minute", "10000"),
            ("--limits-joins-per-address-per-minute", "10000"),
        ];
        let args = ["serve"].into_iter().chain(flags.into_iter().flat_map(|(name, value)| [name, value]));
        let mut process = Pinned::start(binary, args)?;
        let mut printed = BufReader::new(process.stdout()?).lines();
        let token = timeout(PATIENCE, async {
            while let Some(line) = printed.next_line().await? {
                if let Some((_, token)) = line.split_once("link=") {
                    return Ok(token.trim().to_owned());
                }
            }
            bail!("the server printed no sign-in link")
        });
        let token = token.await??;
        // What else it prints must not fill the pipe.
        tokio::spawn(async move { while let Ok(Some(_)) = printed.next_line().await {} });
        process.ensure_alive()?;
        let _installed_before = rustls::crypto::aws_lc_rs::default_provider().install_default();
        let http = reqwest::Client::builder().no_proxy().timeout(PATIENCE).build()?;
        let mut server = Self { process, host, http, admin: String::new(), pages: JoinSet::new(), _data: data };
        let signed_in = server.post("auth/link", &json!({ "token": token, "password": "correct horse battery" })).await?;
        server.admin = signed_in["access_token"].as_str().context("the link signs in")?.to_owned();
        Ok(server)
    }

    async fn post(&self, path: &str, body: &Value) -> anyhow::Result<Value> {
        let request = self.http.post(format!("http://{}/api/{path}", self.host)).bearer_auth(&self.admin).json(body);
        let answer = request.send().await?;
        let status = answer.status();
        let body = answer.json().await?;
        ensure!(status.is_success(), "{path}: {status} {body}");
        Ok(body)
    }

    /// A supervisor makes a session, a customer joins by its code and agrees, and both connect.
    pub(super) async fn open_session(&mut self, handoff: &Handoff) -> anyhow::Result<()> {
        let new = json!({ "reference": "Bench", "topic": null, "language": "en" });
        let created: SessionCreated = serde_json::from_value(self.post("sessions", &new).await?)?;
        let abilities = json!({ "screen": true, "camera": true, "microphone": true });
        let join = json!({ "invitation": { "by": "code", "code": created.invite.code }, "participant": uuid::Uuid::now_v7(), "language": "en", "abilities": abilities });
        let joined: Joined = serde_json::from_value(self.post("join", &join).await?)?;
        let mut supervisor = Page::open(&self.host, created.session, &self.admin).await?;
        let mut customer = Page::open(&self.host, created.session, &joined.resume).await?;
        supervisor.command(json!({ "do": "admit" })).await?;
        customer.command(json!({ "do": "begin", "scopes": ["view_screen", "view_camera", "hear", "snapshot"] })).await?;
        let size = json!({ "width": 720, "height": 1280, "rotation": 0 });
        customer.command(json!({ "do": "source", "source": "screen", "size": size, "still": null })).await?;
        handoff.give(supervisor.connect(Side::Subscriber).await?)?;
        handoff.give(customer.connect(Side::Publisher).await?)?;
        self.pages.spawn(supervisor.stay());
        self.pages.spawn(customer.stay());
        Ok(())
    }

    /// RTP packets forwarded since the start, from `/metrics`.
    pub(super) async fn forwarded(&self) -> anyhow::Result<u64> {
        let text = self.http.get(format!("http://{}/metrics", self.host)).send().await?.error_for_status()?.text().await?;
        let line = text.lines().find(|line| line.starts_with("cicerone_relay_packets_forwarded"));
        let value = line.and_then(|line| line.rsplit(' ').next()).context("/metrics counts forwarded packets")?;
        Ok(value.parse()?)
    }
}

/// A page without a browser.
struct Page {
    socket: WebSocketStream<MaybeTlsStream<TcpStream>>,
    dseq: u32,
}

impl Page {
    async fn open(host: &str, session: SessionId, token: &str) -> anyhow::Result<Self> {
        let (socket, _) = connect_async(format!("ws://{host}/ws/session/{session}")).await?;
        let mut page = Self { socket, dseq: 0 };
        page.say(&json!({ "type": "hello", "v": 1, "token": token, "tab": uuid::Uuid::now_v7(), "have": null })).await?;
        match page.wait(|message| matches!(message, ServerMessage::Welcome { .. } | ServerMessage::Problem { .. })).await? {
            ServerMessage::Welcome { .. } => Ok(page),
            other => bail!("no welcome: {other:?}"),
        }
    }

    /// Sends a command that must be done.
    async fn command(&mut self, command: Value) -> anyhow::Result<()> {
        self.dseq += 1;
        let sent = self.dseq;
        self.say(&json!({ "type": "do", "dseq": sent, "command": command })).await?;
        let answer = |message: &ServerMessage| matches!(message, ServerMessage::Done { dseq, .. } | ServerMessage::Refused { dseq, .. } if *dseq == sent);
        match self.wait(answer).await? {
            ServerMessage::Done { .. } => Ok(()),
            other => bail!("{command}: {other:?}"),
        }
    }

    /// Offers a connection and takes the answer.
    async fn connect(&mut self, side: Side) -> anyhow::Result<Leg> {
        let mut leg = Leg::new(side, LOOPBACK)?;
        let (offer, pending) = leg.offer()?;
        self.say(&json!({ "type": "offer", "id": 1, "sdp": offer })).await?;
        let answered =
            |message: &ServerMessage| matches!(message, ServerMessage::Answer { .. } | ServerMessage::OfferRefused { .. });
        match self.wait(answered).await? {
            ServerMessage::Answer { sdp, .. } => leg.accept(pending, sdp.as_str())?,
            other => bail!("{side:?}: {other:?}"),
        }
        Ok(leg)
    }

    async fn say(&mut self, message: &Value) -> anyhow::Result<()> {
        Ok(self.socket.send(Message::text(message.to_string())).await?)
    }

    async fn wait(&mut self, wanted: impl Fn(&ServerMessage) -> bool) -> anyhow::Result<ServerMessage> {
        loop {
            let message = timeout(PATIENCE, self.next()).await??;
            if wanted(&message) {
                return Ok(message);
            }
        }
    }

    /// The next message other than a ping, which is answered.
    async fn next(&mut self) -> anyhow::Result<ServerMessage> {
        loop {
            let frame = self.socket.next().await.context("the server closed the connection")??;
            let Message::Text(text) = frame else { continue };
            match serde_json::from_str(&text)? {
                ServerMessage::Ping { n, .. } => self.say(&json!({ "type": "pong", "n": n })).await?,
                message => return Ok(message),
            }
        }
    }

    /// Answers pings until the server is gone.
    async fn stay(mut self) {
        while self.next().await.is_ok() {}
    }
}
