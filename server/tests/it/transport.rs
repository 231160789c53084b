//! TLS, stopping, and what the listeners refuse.

use std::time::Duration;

use cicerone_server::Patience;
use futures_util::{SinkExt, StreamExt};
use reqwest::{Certificate, StatusCode};
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::protocol::frame::coding::CloseCode;
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async};
use uuid::Uuid;

use crate::kit::{TestServer, bearer, builder, client};

/// So short that a test can wait for its end, and so long that an honest client on a busy machine keeps within it.
const SHORT: Duration = Duration::from_millis(1_500);

/// Longer than [`SHORT`] and shorter than what a server waits by itself.
const END: Duration = Duration::from_millis(4_500);

/// Opens a WebSocket and says hello, if anything.
async fn socket(server: &TestServer, path: &str, hello: Option<&Value>) -> WebSocketStream<MaybeTlsStream<TcpStream>> {
    let url = server.url(path).replacen("http", "ws", 1);
    let (mut socket, _) = connect_async(url).await.unwrap();
    if let Some(hello) = hello {
        socket.send(Message::text(hello.to_string())).await.unwrap();
    }
    socket
}

/// Waits for what follows from the end of a connection.
async fn until(what: &str, done: impl Fn() -> bool) {
    let deadline = tokio::time::Instant::now() + END;
    while !done() {
        assert!(tokio::time::Instant::now() < deadline, "did not come true in time: {what}");
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}

#[tokio::test]
async fn whoever_trusts_the_local_authority_gets_a_secure_page_by_name_and_address() {
    let server = TestServer::start(&[]).await;
    let ca = server.get("/ca.crt").await;
    assert_eq!(ca.headers()["content-type"], "application/x-x509-ca-cert");
    let ca = Certificate::from_der(&ca.bytes().await.unwrap()).unwrap();
    let trusting = builder().tls_certs_only([ca]).build().unwrap();
    let port = server.server.addrs.https.unwrap().port();
    for host in ["localhost", "127.0.0.1"] {
        let response = trusting.get(format!("https://{host}:{port}/healthz")).send().await.unwrap();
        assert_eq!(response.status(), StatusCode::OK);
        let hsts = response.headers().get("strict-transport-security");
        assert!(hsts.is_none(), "a remembered local certificate would lock people out");
    }
    assert!(client().get(server.secure_url("/healthz")).send().await.is_err(), "nobody else does");
}

#[tokio::test]
async fn own_certificate_files_are_served_with_strict_transport_security() {
    let issuing = TestServer::start(&[]).await;
    let ca = Certificate::from_der(&issuing.server.app.authority().unwrap()).unwrap();
    let file = |name: &str| issuing.folder.path().join("tls").join(name).display().to_string();
    let (cert, key) = (file("server.crt"), file("server.key"));
    let server = TestServer::start(&[("https.cert", &cert), ("https.key", &key)]).await;
    let trusting = builder().tls_certs_only([ca]).build().unwrap();
    let response = trusting.get(server.secure_url("/healthz")).send().await.unwrap();
    assert!(response.headers().contains_key("strict-transport-security"));
    assert_eq!(server.get("/ca.crt").await.status(), StatusCode::NOT_FOUND);
    assert!(!server.get("/healthz").await.headers().contains_key("strict-transport-security"), "not on plain HTTP");
}

#[tokio::test]
async fn nonsense_instead_of_a_handshake_is_closed_and_counted() {
    let server = TestServer::start(&[]).await;
    let mut stream = TcpStream::connect(server.server.addrs.https.unwrap()).await.unwrap();
    stream.write_all(b"GET / HTTP/1.1\r\n\r\n").await.unwrap();
    let mut answer = Vec::new();
    let _ = tokio::time::timeout(Duration::from_secs(5), stream.read_to_end(&mut answer)).await.unwrap();
    assert!(!answer.starts_with(b"HTTP"));
    let metrics = server.server.app.metrics.encode();
    assert!(metrics.contains("cicerone_http_turned_away_total{reason=\"handshake\"} 1"), "{metrics}");
}

#[tokio::test]
async fn a_handshake_or_a_head_that_does_not_come_to_its_end_is_closed() {
    let patience = Patience { handshake: SHORT, head: SHORT, ..Patience::default() };
    let server = TestServer::start_with(&[], patience).await;
    let addrs = server.server.addrs;
    for (addr, begun) in [(addrs.https, &[22, 3, 1][..]), (addrs.http, b"GET /healthz HTTP/1.1\r\nhost: x\r\n")] {
        let mut stream = TcpStream::connect(addr.unwrap()).await.unwrap();
        stream.write_all(begun).await.unwrap();
        let mut answer = Vec::new();
        let ended = tokio::time::timeout(END, stream.read_to_end(&mut answer)).await.expect("nobody is waited for for ever");
        assert!(ended.is_err() || !answer.starts_with(b"HTTP/1.1 200"), "half a request is none");
    }
    let metrics = &server.server.app.metrics;
    until("the handshake is counted", || metrics.encode().contains("turned_away_total{reason=\"handshake\"} 1")).await;
    until("their places are free again", || metrics.http.connections.get() == 0).await;
}

#[tokio::test]
async fn a_socket_that_does_not_say_hello_is_closed_with_the_reason() {
    let server = TestServer::start_with(&[], Patience { hello: SHORT, ..Patience::default() }).await;
    for path in ["/ws/desk".to_owned(), format!("/ws/session/{}", Uuid::now_v7())] {
        let mut socket = socket(&server, &path, None).await;
        let last = tokio::time::timeout(END, socket.next()).await.expect("a silent socket is closed");
        let Some(Ok(Message::Close(Some(frame)))) = last else { panic!("{path}: {last:?}") };
        assert_eq!((frame.code, frame.reason.as_str()), (CloseCode::Policy, "no hello in time"));
    }
}

#[tokio::test]
async fn a_page_that_answers_no_ping_counts_as_lost_and_one_that_does_stays() {
    let server = TestServer::start_with(&[], Patience { silence: SHORT, ..Patience::default() }).await;
    let admin = server.sign_in_first().await;
    let new = json!({ "reference": "Marta", "topic": null, "language": "en" });
    let created = bearer(client().post(server.url("/api/sessions")), &admin.access).json(&new).send().await.unwrap();
    let session = created.json::<Value>().await.unwrap()["session"].as_str().unwrap().to_owned();
    let hello = |tab: Uuid| json!({ "type": "hello", "v": 1, "token": admin.access, "tab": tab, "have": null });
    let desk = json!({ "type": "hello", "token": admin.access });
    for (path, hello) in [(format!("/ws/session/{session}"), hello(Uuid::now_v7())), ("/ws/desk".to_owned(), desk)] {
        let mut answering = socket(&server, &path, Some(&hello)).await;
        let mut pings = 0;
        while pings < 4 {
            let heard = tokio::time::timeout(END, answering.next()).await.unwrap();
            let Some(Ok(Message::Text(text))) = heard else { panic!("{path}: {heard:?}") };
            let message: Value = serde_json::from_str(&text).unwrap();
            if message["type"] == "ping" {
                pings += 1;
                let pong = json!({ "type": "pong", "n": message["n"] });
                answering.send(Message::text(pong.to_string())).await.unwrap();
            }
        }
        // From here on it only listens.
        let silent = async { while let Some(Ok(_)) = answering.next().await {} };
        tokio::time::timeout(END, silent).await.expect("a page that is gone is noticed");
    }
    until("its place is free again", || server.server.app.metrics.sockets.open.get() == 0).await;
}

#[tokio::test]
async fn an_endless_head_is_refused() {
    let server = TestServer::start(&[]).await;
    let mut stream = TcpStream::connect(server.server.addrs.http.unwrap()).await.unwrap();
    stream.write_all(b"GET / HTTP/1.1\r\nx: ").await.unwrap();
    // The server may close before all is sent.
    let _ = stream.write_all(&vec![b'x'; 200_000]).await;
    let mut answer = Vec::new();
    let _ = tokio::time::timeout(Duration::from_secs(5), stream.read_to_end(&mut answer)).await.unwrap();
    assert!(answer.is_empty() || answer.starts_with(b"HTTP/1.1 431"), "{}", String::from_utf8_lossy(&answer));
}

#[tokio::test]
async fn stopping_closes_idle_connections_and_frees_the_port() {
    let TestServer { server, folder: _folder } = TestServer::start(&[]).await;
    let addr = server.addrs.http.unwrap();
    let idle = client();
    assert!(idle.get(format!("http://{addr}/healthz")).send().await.is_ok());
    tokio::time::timeout(Duration::from_secs(7), server.shutdown()).await.expect("an idle connection does not hold it up");
    assert!(TcpStream::connect(addr).await.is_err());
    tokio::net::TcpListener::bind(addr).await.unwrap();
}

#[tokio::test]
async fn a_port_in_use_is_named_with_the_flag_that_changes_it() {
    let taken = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let addr = taken.local_addr().unwrap().to_string();
    let folder = tempfile::tempdir().unwrap();
    let config = crate::kit::config(folder.path(), &[("http.addr", &addr)]);
    let error = cicerone_server::Server::start(config).await.err().unwrap().to_string();
    assert!(error.contains(&addr) && error.contains("--http-addr"), "{error}");
}

#[tokio::test]
async fn a_folder_belongs_to_one_server_at_a_time() {
    let first = TestServer::start(&[]).await;
    let config = || crate::kit::config(first.folder.path(), &[]);
    let error = cicerone_server::Server::start(config()).await.err().unwrap().to_string();
    assert!(error.contains("does another server run in it?"), "{error}");
    first.server.shutdown().await;
    assert!(cicerone_server::Server::start(config()).await.is_ok());
}
