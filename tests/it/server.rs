//! A server for one test: its own data folder, ports that the system chose, accounts made through its own interface.

use cicerone_protocol::SessionId;
use cicerone_protocol::api::{Joined, ReviewSession, SessionCreated};
use cicerone_server::{Config, Server};
use reqwest::StatusCode;
use serde_json::{Value, json};
use tempfile::TempDir;
use uuid::Uuid;

/// A password that the server takes.
pub(crate) const PASSWORD: &str = "correct horse battery";

/// A running server.
pub(crate) struct TestServer {
    pub(crate) server: Server,
    pub(crate) http: reqwest::Client,
    pub(crate) admin: String,
    pub(crate) data: TempDir,
}

impl TestServer {
    pub(crate) async fn start() -> Self {
        Self::start_with(&[]).await
    }

    /// Starts with settings on top of those that every test has.
    pub(crate) async fn start_with(settings: &[(&str, &str)]) -> Self {
        Self::start_in(TempDir::new().unwrap(), settings).await
    }

    /// Starts on a data folder that is somewhere else than others.
    pub(crate) async fn start_in(data: TempDir, settings: &[(&str, &str)]) -> Self {
        let server = boot(&data, settings).await;
        let http = client();
        let link = server.first_sign_in.clone().expect("a new server gives a sign-in link");
        let token = link.split_once("link=").expect("the link carries its token in the fragment").1;
        let url = format!("http://{}/api/auth/link", server.addrs.http.unwrap());
        let body = json!({ "token": token, "password": PASSWORD });
        let answer: Value = http.post(url).json(&body).send().await.unwrap().json().await.unwrap();
        let admin = answer["access_token"].as_str().expect("the link signs in").to_owned();
        Self { server, http, admin, data }
    }

    /// Stops the server in good order and starts it again on the same data.
    pub(crate) async fn restart(self) -> Self {
        self.restart_after(|| {}).await
    }

    /// The same, with something that happens while it is down.
    pub(crate) async fn restart_after(self, meanwhile: impl FnOnce()) -> Self {
        let Self { server, http, admin, data } = self;
        server.shutdown().await;
        meanwhile();
        let server = boot(&data, &[]).await;
        Self { server, http, admin, data }
    }

    /// Keeps the server from writing its log until the answer is dropped, as another process does that got stuck in a transaction.
    /// The first write waits for it for three seconds, each later one hardly.
    pub(crate) fn hold_log(&self) -> rusqlite::Connection {
        let neighbour = rusqlite::Connection::open(self.data.path().join("cicerone.db")).unwrap();
        neighbour.execute_batch("BEGIN IMMEDIATE").unwrap();
        neighbour
    }

    pub(crate) fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.server.addrs.http.unwrap())
    }

    pub(crate) fn ws(&self, path: &str) -> String {
        format!("ws://{}{path}", self.server.addrs.http.unwrap())
    }

    pub(crate) async fn post(&self, token: Option<&str>, path: &str, body: &Value) -> (StatusCode, Value) {
        let mut request = self.http.post(self.url(path)).json(body);
        if let Some(token) = token {
            request = request.bearer_auth(token);
        }
        let answer = request.send().await.unwrap();
        let status = answer.status();
        (status, answer.json().await.unwrap_or(Value::Null))
    }

    pub(crate) async fn get(&self, token: &str, path: &str) -> (StatusCode, Value) {
        let answer = self.http.get(self.url(path)).bearer_auth(token).send().await.unwrap();
        let status = answer.status();
        (status, answer.json().await.unwrap_or(Value::Null))
    }

    /// Makes an account through the administrator's interface and signs it in.
    pub(crate) async fn staff(&self, name: &str, role: &str) -> String {
        let new = json!({ "name": name, "display_name": name, "role": role, "language": "en" });
        let (status, made) = self.post(Some(&self.admin), "/api/users", &new).await;
        assert!(status.is_success(), "{status} {made}");
        let link = made["link"].as_str().expect("a new account gets a link");
        let token = link.split_once("link=").expect("the link carries its token in the fragment").1;
        let (status, answer) = self.post(None, "/api/auth/link", &json!({ "token": token, "password": PASSWORD })).await;
        assert!(status.is_success(), "{status} {answer}");
        answer["access_token"].as_str().unwrap().to_owned()
    }

    pub(crate) async fn session(&self, token: &str) -> SessionCreated {
        let new = json!({ "reference": "Iván Ríos", "topic": "Wi-Fi", "language": "es" });
        let (status, created) = self.post(Some(token), "/api/sessions", &new).await;
        assert_eq!(status, StatusCode::OK, "{created}");
        serde_json::from_value(created).unwrap()
    }

    pub(crate) async fn join(&self, created: &SessionCreated) -> Joined {
        let (status, joined) = self.try_join(&json!({ "by": "code", "code": created.invite.code })).await;
        assert_eq!(status, StatusCode::OK, "{joined}");
        serde_json::from_value(joined).unwrap()
    }

    pub(crate) async fn try_join(&self, invitation: &Value) -> (StatusCode, Value) {
        let abilities = json!({ "screen": true, "camera": true, "microphone": true });
        let participant = Uuid::now_v7();
        let join = json!({ "invitation": invitation, "participant": participant, "language": "es", "abilities": abilities });
        self.post(None, "/api/join", &join).await
    }

    pub(crate) async fn review(&self, session: SessionId) -> ReviewSession {
        let (status, review) = self.get(&self.admin, &format!("/api/review/sessions/{session}")).await;
        assert_eq!(status, StatusCode::OK, "{review}");
        serde_json::from_value(review).unwrap()
    }

    pub(crate) async fn metric(&self, name: &str) -> f64 {
        let text = self.http.get(self.url("/metrics")).send().await.unwrap().text().await.unwrap();
        let value = |line: &str| line.rsplit(' ').next().and_then(|value| value.parse::<f64>().ok());
        text.lines().filter(|line| line.starts_with(name)).filter_map(value).sum()
    }
}

pub(crate) fn show(source: &str) -> Value {
    let size = json!({ "width": 390, "height": 844, "rotation": 0 });
    json!({ "do": "source", "source": source, "size": size, "still": null })
}

pub(crate) fn client() -> reqwest::Client {
    let _installed_before = rustls::crypto::aws_lc_rs::default_provider().install_default();
    reqwest::Client::builder().no_proxy().build().unwrap()
}

async fn boot(data: &TempDir, settings: &[(&str, &str)]) -> Server {
    let mut flags = vec![
        ("http.addr", "127.0.0.1:0"),
        ("https.addr", "off"),
        ("media.udp_port", "0"),
        ("media.tcp_port", "off"),
        ("media.threads", "1"),
    ];
    flags.extend_from_slice(settings);
    Server::start(Config::with(data.path(), &flags).unwrap()).await.unwrap()
}
