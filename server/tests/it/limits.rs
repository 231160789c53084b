//! What happens to those who come too often.

use std::time::Duration;

use cicerone_server::Patience;
use reqwest::StatusCode;
use serde_json::json;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpSocket, TcpStream};

use crate::kit::{TestServer, client, problem};

#[tokio::test]
async fn guessing_passwords_is_stopped_and_told_when_to_come_back() {
    let server = TestServer::start(&[("limits.sign_ins_per_address_per_minute", "3")]).await;
    let guess = json!({ "name": "admin", "password": "a wrong guess" });
    for _ in 0..3 {
        assert_eq!(server.post("/api/auth/login", guess.clone()).await.status(), StatusCode::UNAUTHORIZED);
    }
    let refused = server.post("/api/auth/login", guess).await;
    let wait: u64 = refused.headers()["retry-after"].to_str().unwrap().parse().unwrap();
    assert!((1..=60).contains(&wait), "{wait}");
    assert_eq!(problem(refused).await, (StatusCode::TOO_MANY_REQUESTS, "too_many".to_owned()));
    // Links are guessed from the same allowance.
    let link = json!({ "token": "x", "password": "a wrong guess" });
    assert_eq!(server.post("/api/auth/link", link).await.status(), StatusCode::TOO_MANY_REQUESTS);
    let metrics = server.get("/metrics").await.text().await.unwrap();
    assert!(metrics.contains("cicerone_auth_limited_total{what=\"sign_in\"} 2"), "{metrics}");
}

#[tokio::test]
async fn guessing_from_many_addresses_is_stopped_in_all() {
    let flags = [("limits.sign_ins_per_minute", "2"), ("http.trusted_proxies", "127.0.0.1")];
    let server = TestServer::start(&flags).await;
    let mut answers = Vec::new();
    for last in 1..=3 {
        let guess = client()
            .post(server.url("/api/auth/login"))
            .header("x-forwarded-for", format!("192.0.2.{last}"))
            .json(&json!({ "name": "admin", "password": "a wrong guess" }));
        answers.push(guess.send().await.unwrap().status().as_u16());
    }
    assert_eq!(answers, [401, 401, 429]);
}

#[tokio::test]
async fn joining_from_many_addresses_is_stopped_in_all() {
    let flags = [("limits.joins_per_minute", "2"), ("http.trusted_proxies", "127.0.0.1")];
    let server = TestServer::start(&flags).await;
    let mut answers = Vec::new();
    for last in 1..=3 {
        let guess = client()
            .post(server.url("/api/join/check"))
            .header("x-forwarded-for", format!("192.0.2.{last}"))
            .json(&json!({ "by": "code", "code": "12345678" }));
        answers.push(guess.send().await.unwrap().status().as_u16());
    }
    assert_eq!(answers, [404, 404, 429]);
}

#[tokio::test]
async fn connections_from_one_address_are_capped_and_places_come_back() {
    let server = TestServer::start(&[("limits.connections_per_address", "2")]).await;
    let addr = server.server.addrs.http.unwrap();
    let connect = async || TcpStream::connect(addr).await.unwrap();
    let (one, _two, mut three) = (connect().await, connect().await, connect().await);
    let mut rest = Vec::new();
    let closed = tokio::time::timeout(Duration::from_secs(5), three.read_to_end(&mut rest)).await.unwrap();
    assert!(closed.is_err() || rest.is_empty(), "the third is closed without an answer");
    drop(one);
    // The place comes back as soon as the server sees the end of the first.
    let deadline = tokio::time::Instant::now() + Duration::from_secs(5);
    while client().get(server.url("/healthz")).send().await.is_err() {
        assert!(tokio::time::Instant::now() < deadline, "no place came back");
        tokio::task::yield_now().await;
    }
    let metrics = server.server.app.metrics.encode();
    assert!(metrics.contains("cicerone_http_turned_away_total{reason=\"address\"}"), "{metrics}");
}

#[tokio::test]
async fn a_connection_that_reads_no_more_is_closed_and_its_place_comes_back() {
    let patience = Patience { write_stall: Duration::from_millis(300), ..Patience::default() };
    let server = TestServer::start_with(&[], patience).await;
    let socket = TcpSocket::new_v4().unwrap();
    socket.set_recv_buffer_size(4_096).unwrap();
    let mut deaf = socket.connect(server.server.addrs.http.unwrap()).await.unwrap();
    // More answers than the buffers between the two hold. The server stops reading before all requests are in, so this ends with the connection.
    let request = b"GET /metrics HTTP/1.1\r\nhost: localhost\r\n\r\n";
    let asking = async { while deaf.write_all(request).await.is_ok() {} };
    tokio::time::timeout(Duration::from_secs(30), asking).await.expect("the server closes the connection");
    let deadline = tokio::time::Instant::now() + Duration::from_secs(5);
    loop {
        let text = server.get("/metrics").await.text().await.unwrap();
        if text.contains("cicerone_http_connections 1\n") {
            break;
        }
        assert!(tokio::time::Instant::now() < deadline, "{text}");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}
