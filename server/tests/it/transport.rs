//! TLS, stopping, and what the listeners refuse.

use std::time::Duration;

use reqwest::{Certificate, StatusCode};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::kit::{TestServer, builder, client};

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
