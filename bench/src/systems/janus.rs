//! Janus as the distribution ships it, configured for loopback, through its video room over its WebSocket API.

use std::fs::write;
use std::net::IpAddr;
use std::path::Path;
use std::time::Duration;

use anyhow::{Context, bail, ensure};
use futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::net::TcpStream;
use tokio::time::{sleep, timeout};
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::http::HeaderValue;
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async};

use super::loopback::free_port;
use crate::leg::{Leg, Side};
use crate::load::Handoff;
use crate::process::Pinned;

/// How long any step may take. Only a hang reaches it.
const PATIENCE: Duration = Duration::from_secs(20);

/// A running Janus and a connection to it.
pub(crate) struct Janus {
    pub(super) process: Pinned,
    socket: WebSocketStream<MaybeTlsStream<TcpStream>>,
    /// Where its media is.
    ip: IpAddr,
    session: u64,
    rooms: u64,
    transactions: u64,
    _folder: TempDir,
}

impl Janus {
    /// Starts it with so many event loops, or with a thread for each connection, which is its default.
    pub(super) async fn start(event_loops: Option<u32>) -> anyhow::Result<Self> {
        let folder = TempDir::new()?;
        let (ip, port) = (own_address()?, free_port()?);
        configure(folder.path(), ip, port, event_loops)?;
        let configuration = folder.path().to_str().context("the folder's name is UTF-8")?;
        let mut process = Pinned::start("janus", ["--configs-folder", configuration])?;
        let mut printed = process.stdout()?;
        tokio::spawn(async move { tokio::io::copy(&mut printed, &mut tokio::io::sink()).await });
        let socket = timeout(PATIENCE, dial(&mut process, port)).await.context("Janus did not listen; is it installed?")??;
        let mut janus = Self { process, socket, ip, session: 0, rooms: 0, transactions: 0, _folder: folder };
        janus.session = id(&janus.request(json!({ "janus": "create" })).await?)?;
        Ok(janus)
    }

    /// Makes a room, publishes into it and subscribes to that.
    pub(super) async fn open_session(&mut self, handoff: &Handoff) -> anyhow::Result<()> {
        self.rooms += 1;
        let room = self.rooms;
        let sender = self.attach().await?;
        let new = json!({ "request": "create", "room": room, "publishers": 1, "audiocodec": "opus", "videocodec": "vp8" });
        self.message(sender, new, None).await?;
        let mut publisher = Leg::new(Side::Publisher, self.ip)?;
        let (offer, pending) = publisher.offer()?;
        let join =
            json!({ "request": "joinandconfigure", "room": room, "ptype": "publisher", "id": 1, "audio": true, "video": true });
        let joined = self.message(sender, join, Some(json!({ "type": "offer", "sdp": offer }))).await?;
        publisher.accept(pending, sdp(&joined)?)?;
        handoff.give(publisher)?;
        self.wait(|event| event["janus"] == "webrtcup" && event["sender"] == sender).await?;

        let receiver = self.attach().await?;
        let join = json!({ "request": "join", "room": room, "ptype": "subscriber", "streams": [{ "feed": 1 }] });
        let offered = self.message(receiver, join, None).await?;
        let mut subscriber = Leg::new(Side::Subscriber, self.ip)?;
        let answer = subscriber.answer(sdp(&offered)?)?;
        handoff.give(subscriber)?;
        self.message(receiver, json!({ "request": "start" }), Some(json!({ "type": "answer", "sdp": answer }))).await?;
        Ok(())
    }

    async fn attach(&mut self) -> anyhow::Result<u64> {
        id(&self.request(json!({ "janus": "attach", "plugin": "janus.plugin.videoroom" })).await?)
    }

    /// Asks the video room something, and returns its answer, which may come after a mere receipt.
    async fn message(&mut self, handle: u64, body: Value, jsep: Option<Value>) -> anyhow::Result<Value> {
        let mut request = json!({ "janus": "message", "handle_id": handle, "body": body });
        if let Some(jsep) = jsep {
            request["jsep"] = jsep;
        }
        let answer = self.request(request).await?;
        let data = &answer["plugindata"]["data"];
        ensure!(data["error"].is_null(), "Janus refused {body}: {data}");
        Ok(answer)
    }

    async fn request(&mut self, mut request: Value) -> anyhow::Result<Value> {
        self.transactions += 1;
        let transaction = self.transactions.to_string();
        request["transaction"] = transaction.as_str().into();
        if self.session != 0 {
            request["session_id"] = self.session.into();
        }
        self.socket.send(Message::text(request.to_string())).await?;
        let answer = self.wait(|event| event["transaction"] == transaction.as_str() && event["janus"] != "ack").await?;
        ensure!(answer["janus"] != "error", "Janus refused: {}", answer["error"]);
        Ok(answer)
    }

    async fn wait(&mut self, wanted: impl Fn(&Value) -> bool) -> anyhow::Result<Value> {
        loop {
            let frame = timeout(PATIENCE, self.socket.next()).await.context("Janus said nothing")?;
            let Message::Text(text) = frame.context("Janus closed the connection")?? else { continue };
            let event = serde_json::from_str(&text)?;
            if wanted(&event) {
                return Ok(event);
            }
        }
    }
}

async fn dial(process: &mut Pinned, port: u16) -> anyhow::Result<WebSocketStream<MaybeTlsStream<TcpStream>>> {
    loop {
        process.ensure_alive()?;
        let mut request = format!("ws://127.0.0.1:{port}/").into_client_request()?;
        request.headers_mut().insert("sec-websocket-protocol", HeaderValue::from_static("janus-protocol"));
        if let Ok((socket, _)) = connect_async(request).await {
            return Ok(socket);
        }
        sleep(Duration::from_millis(50)).await;
    }
}

/// An address of this machine that is not loopback, which Janus never offers. The kernel takes packets to it over loopback all the same.
fn own_address() -> anyhow::Result<IpAddr> {
    let interfaces = if_addrs::get_if_addrs()?;
    let own = interfaces.iter().find(|interface| !interface.is_loopback() && interface.ip().is_ipv4());
    Ok(own.context("Janus needs an IPv4 address beside loopback")?.ip())
}

/// Writes what differs from Janus's defaults: one address, one plug-in, one transport, no time-out of an idle API, and
/// certificates of the kind that Cicerone has too (an own RSA key, its default, is one that str0m's DTLS does not take).
fn configure(folder: &Path, ip: IpAddr, port: u16, event_loops: Option<u32>) -> anyhow::Result<()> {
    let certificate = rcgen::generate_simple_self_signed(["janus.invalid".to_owned()])?;
    write(folder.join("cert.pem"), certificate.cert.pem())?;
    write(folder.join("key.pem"), certificate.signing_key.serialize_pem())?;
    let shown = folder.display();
    let loops = event_loops.map_or_else(String::new, |loops| format!("event_loops = {loops}"));
    let general = format!(
        r#"general: {{ debug_level = 2 debug_colors = false session_timeout = 0 {loops} }}
certificates: {{ cert_pem = "{shown}/cert.pem" cert_key = "{shown}/key.pem" }}
media: {{ ipv6 = false }}
nat: {{ ice_lite = true ice_enforce_list = "{ip}" full_trickle = false }}
plugins: {{ disable = "{}" }}
transports: {{ disable = "{}" }}
"#,
        others("/usr/lib/x86_64-linux-gnu/janus/plugins", "libjanus_videoroom.so")?,
        others("/usr/lib/x86_64-linux-gnu/janus/transports", "libjanus_websockets.so")?,
    );
    write(folder.join("janus.jcfg"), general)?;
    let socket = format!("general: {{ json = \"compact\" ws = true ws_port = {port} ws_ip = \"127.0.0.1\" wss = false }}\n");
    write(folder.join("janus.transport.websockets.jcfg"), socket)?;
    write(folder.join("janus.plugin.videoroom.jcfg"), "general: {}\n")?;
    Ok(())
}

/// All modules of a folder but one, as Janus wants them named.
fn others(folder: &str, kept: &str) -> anyhow::Result<String> {
    let mut names = Vec::new();
    for entry in std::fs::read_dir(folder).with_context(|| format!("{folder} is where Debian's janus keeps its modules"))? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        if name.ends_with(".so") && name != kept {
            names.push(name);
        }
    }
    Ok(names.join(","))
}

fn id(answer: &Value) -> anyhow::Result<u64> {
    answer["data"]["id"].as_u64().with_context(|| format!("an id is missing: {answer}"))
}

fn sdp(answer: &Value) -> anyhow::Result<&str> {
    let Some(sdp) = answer["jsep"]["sdp"].as_str() else { bail!("a session description is missing: {answer}") };
    Ok(sdp)
}
