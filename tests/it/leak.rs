//! No personal data and no secret reaches the server's log, at any level.

use std::io::Write;
use std::sync::{Arc, Mutex, PoisonError};

use cicerone_protocol::message::ServerMessage;
use cicerone_relay::PeerRole;
use reqwest::header::{HeaderMap, HeaderValue, SET_COOKIE};
use serde_json::json;
use tokio_tungstenite::connect_async;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tracing_subscriber::fmt::MakeWriter;

use crate::connection::{Connection, candidates};
use crate::server::{PASSWORD, TestServer};

/// A customer behind a proxy.
const FORWARDED: &str = "203.0.113.77";

#[derive(Clone, Default)]
struct Captured(Arc<Mutex<Vec<u8>>>);

impl Write for Captured {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Captured {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

impl Captured {
    /// Starts capturing what the server logs. The test's own clients are left out: they log what they send.
    fn start() -> Self {
        let captured = Self::default();
        let filter = "trace,hyper=info,h2=info,reqwest=info,tokio_tungstenite=info,tungstenite=info,rustls=info,mio=info,\
            str0m=off,str0m_proto=off,is=off,dimpl=off";
        // Other tests of this process may run beside this one; what they log must be clean too.
        tracing_subscriber::fmt().with_env_filter(filter).with_ansi(false).with_writer(captured.clone()).try_init().unwrap();
        captured
    }

    fn text(&self) -> String {
        String::from_utf8_lossy(&self.0.lock().unwrap_or_else(PoisonError::into_inner)).into_owned()
    }
}

#[tokio::test]
async fn names_addresses_codes_tokens_and_sdp_never_reach_the_log() {
    let captured = Captured::start();
    let mut server = TestServer::start_with(&[("http.trusted_proxies", "127.0.0.1")]).await;
    let forwarded = HeaderMap::from_iter([("x-forwarded-for".parse().unwrap(), HeaderValue::from_static(FORWARDED))]);
    server.http = reqwest::Client::builder().no_proxy().default_headers(forwarded).build().unwrap();
    let sign_in = json!({ "name": "admin", "password": PASSWORD });
    let answer = server.http.post(server.url("/api/auth/login")).json(&sign_in).send().await.unwrap();
    let cookie = answer.headers()[SET_COOKIE].to_str().unwrap().split([';', '=']).nth(1).unwrap().to_owned();
    let account = json!({ "name": "lucia", "display_name": "Lucía", "role": "supervisor", "language": "es" });
    let (_, made) = server.post(Some(&server.admin), "/api/users", &account).await;
    let (mut supervisor, mut customer, session) = server.call().await;
    let created = server.session(&server.admin).await;
    let mut upgrade = server.ws(&format!("/ws/session/{}", created.session)).into_client_request().unwrap();
    upgrade.headers_mut().insert("x-forwarded-for", HeaderValue::from_static(FORWARDED));
    let _socket = connect_async(upgrade).await.unwrap();

    let phone = Connection::open(&mut customer, PeerRole::Customer).await;
    let desk = Connection::open(&mut supervisor, PeerRole::Staff).await;
    desk.sees(10).await;
    supervisor.must(json!({ "do": "say", "text": "la clave es tornasol" })).await;
    supervisor.must(json!({ "do": "send_step", "text": "Escribe tornasol", "hint": null, "still": null })).await;
    assert!(customer.offer("v=0 o=tornasol-sdp").await.is_err());
    customer.text("tornasol-garbage").await;
    customer.wait(|message| matches!(message, ServerMessage::Problem { .. })).await;
    let mark = json!({ "kind": "ring", "from": { "x": 1, "y": 1 }, "to": { "x": 9, "y": 9 } });
    let anchor =
        json!({ "epoch": supervisor.view.picture.epoch, "size": { "width": 390, "height": 844, "rotation": 0 }, "still": null });
    supervisor.must(json!({ "do": "mark", "shape": mark, "colour": "one", "label": "aquí tornasol", "anchor": anchor })).await;
    let (status, _) = server.get(&server.admin, "/api/review/sessions?q=tornasol-search").await;
    assert!(status.is_success());
    customer.must(json!({ "do": "stop" })).await;
    supervisor.must(json!({ "do": "dispose", "disposition": { "kind": "visit" }, "note": "nota tornasol" })).await;

    let of_connections = [&phone, &desk].map(|connection| {
        let own = candidates(&connection.offer).into_iter().map(|addr| addr.to_string());
        own.chain(secrets(&connection.offer)).chain(secrets(&connection.answer)).collect::<Vec<_>>()
    });
    let link_of = |link: &str| link.split_once("link=").unwrap().1.to_owned();
    let texts = ["tornasol", "Iván", "Ríos", "Lucía", FORWARDED, PASSWORD].map(str::to_owned);
    let tokens = [
        created.invite.link.split_once('#').unwrap().1.to_owned(),
        created.invite.code.clone(),
        customer.token.clone(),
        server.admin.clone(),
        cookie,
        link_of(made["link"].as_str().unwrap()),
        link_of(server.server.first_sign_in.as_ref().unwrap()),
    ];
    let log = captured.text();
    assert!(log.contains("rtc_"), "the log of the media was captured");
    for span in ["socket{session=", "session{id="] {
        assert!(log.contains(&format!("{span}{}", session.short())), "no line says what session it is about in {span}…}}");
    }
    assert!(log.contains("request{id="), "requests have an id");
    for secret in of_connections.iter().flatten().chain(&texts).chain(&tokens) {
        assert!(secret.len() >= 4, "too short to look for: {secret}");
        let at = log.find(secret.as_str()).map(|at| log[..at].lines().last().unwrap_or_default().to_owned());
        assert!(at.is_none(), "{secret:?} stands in the log after: {}", at.unwrap_or_default());
    }
}

/// What of an SDP nobody else may know: ICE user name and password, and the fingerprint that names the browser.
fn secrets(sdp: &str) -> impl Iterator<Item = String> {
    let kinds = ["a=ice-ufrag:", "a=ice-pwd:", "a=fingerprint:sha-256 "];
    sdp.lines()
        .filter_map(move |line| kinds.iter().find_map(|kind| line.strip_prefix(kind)).map(|secret| secret.trim().to_owned()))
}
