//! A server on free ports in a folder of its own, and a client for it.

use std::path::Path;
use std::sync::Once;

use cicerone_server::{Config, Patience, Server};
use reqwest::{Client, ClientBuilder, RequestBuilder, Response, StatusCode};
use serde_json::{Value, json};
use tempfile::TempDir;

/// A password that is long enough.
pub(crate) const PASSWORD: &str = "correct horse battery";

/// A running server with its folder.
pub(crate) struct TestServer {
    pub(crate) server: Server,
    pub(crate) folder: TempDir,
}

/// Tokens of a sign-in.
pub(crate) struct SignedIn {
    pub(crate) access: String,
    /// `name=value` of the refresh cookie.
    pub(crate) cookie: String,
}

impl TestServer {
    /// Starts on loopback with free ports; `flags` come on top.
    pub(crate) async fn start(flags: &[(&str, &str)]) -> Self {
        Self::start_with(flags, Patience::default()).await
    }

    /// The same with a patience of its own.
    pub(crate) async fn start_with(flags: &[(&str, &str)], patience: Patience) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let server = Server::start_with(config(folder.path(), flags), patience).await.unwrap();
        Self { server, folder }
    }

    /// An address of the plain HTTP listener.
    pub(crate) fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.server.addrs.http.unwrap())
    }

    /// An address of the HTTPS listener, by a name that the certificate has.
    pub(crate) fn secure_url(&self, path: &str) -> String {
        format!("https://localhost:{}{path}", self.server.addrs.https.unwrap().port())
    }

    /// The token of the first sign-in link.
    pub(crate) fn first_token(&self) -> String {
        let link = self.server.first_sign_in.as_ref().unwrap();
        link.split("#link=").nth(1).unwrap().to_owned()
    }

    /// Keeps the server from writing until the answer is dropped, as another process does that got stuck in a transaction.
    pub(crate) fn hold_database(&self) -> rusqlite::Connection {
        let neighbour = rusqlite::Connection::open(self.folder.path().join("cicerone.db")).unwrap();
        neighbour.execute_batch("BEGIN IMMEDIATE").unwrap();
        neighbour
    }

    pub(crate) async fn post(&self, path: &str, body: Value) -> Response {
        client().post(self.url(path)).json(&body).send().await.unwrap()
    }

    pub(crate) async fn get(&self, path: &str) -> Response {
        client().get(self.url(path)).send().await.unwrap()
    }

    /// Uses the first link up and gives the administrator's tokens.
    pub(crate) async fn sign_in_first(&self) -> SignedIn {
        let body = json!({ "token": self.first_token(), "password": PASSWORD });
        let response = self.post("/api/auth/link", body).await;
        assert_eq!(response.status(), StatusCode::OK);
        SignedIn::from(response).await
    }
}

impl SignedIn {
    pub(crate) async fn from(response: Response) -> Self {
        let cookie = set_cookie(&response);
        let body: Value = response.json().await.unwrap();
        Self { access: body["access_token"].as_str().unwrap().to_owned(), cookie: cookie.split(';').next().unwrap().to_owned() }
    }
}

/// The `Set-Cookie` header of an answer.
pub(crate) fn set_cookie(response: &Response) -> String {
    response.headers()["set-cookie"].to_str().unwrap().to_owned()
}

/// The code of a problem, after checking that it is one.
pub(crate) async fn problem(response: Response) -> (StatusCode, String) {
    let status = response.status();
    assert_eq!(response.headers()["content-type"], "application/problem+json");
    let body: Value = response.json().await.unwrap();
    assert_eq!(body["status"], status.as_u16());
    assert!(!body["detail"].as_str().unwrap().is_empty());
    (status, body["code"].as_str().unwrap().to_owned())
}

pub(crate) fn config(folder: &Path, flags: &[(&str, &str)]) -> Config {
    let mut all = vec![
        ("http.addr", "127.0.0.1:0"),
        ("https.addr", "127.0.0.1:0"),
        ("media.udp_port", "0"),
        ("media.tcp_port", "0"),
        ("media.threads", "1"),
    ];
    all.extend_from_slice(flags);
    Config::with(folder, &all).unwrap()
}

/// A client without cookies of its own: tests say what they send.
pub(crate) fn client() -> Client {
    builder().build().unwrap()
}

pub(crate) fn builder() -> ClientBuilder {
    static PROVIDER: Once = Once::new();
    PROVIDER.call_once(|| {
        // Another test of this process may have been faster; the provider is the same.
        let _ = rustls::crypto::aws_lc_rs::default_provider().install_default();
    });
    // No system certificates: what a test trusts it says.
    Client::builder().tls_certs_only([])
}

/// Adds a bearer token.
pub(crate) fn bearer(request: RequestBuilder, token: &str) -> RequestBuilder {
    request.header("authorization", format!("Bearer {token}"))
}
