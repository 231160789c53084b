//! Every metric that exists moves when what it counts happens, and the relay's are its own counts.

use std::net::UdpSocket;
use std::time::Duration;

use cicerone_protocol::message::ServerMessage;
use cicerone_relay::{Metrics, PeerRole};
use reqwest::StatusCode;
use reqwest::header::{COOKIE, SET_COOKIE};
use serde_json::json;
use tokio::net::TcpStream;

use crate::call::jpeg;
use crate::client::Page;
use crate::connection::Connection;
use crate::peer;
use crate::server::{PASSWORD, TestServer};

/// What the server counts itself, and what it watches.
const SERVER: &[&str] = &[
    "cicerone_auth_limited_total",
    "cicerone_auth_sign_ins_total",
    "cicerone_http_connections",
    "cicerone_http_request_seconds_count",
    "cicerone_http_requests_total",
    "cicerone_http_turned_away_total",
    "cicerone_sessions_created_total",
    "cicerone_sessions_joined_total",
    "cicerone_sessions_stills_total",
    "cicerone_sockets_open",
    "cicerone_sockets_problems_total",
    "cicerone_sockets_received_total",
    "cicerone_sockets_sent_total",
    "cicerone_sockets_transients_total",
    "cicerone_store_commit_seconds_count",
    "cicerone_store_events_total",
    "cicerone_store_failed_commits_total",
    "cicerone_store_group_writes_count",
];

/// What the relay counts, by its name on the page, and whether this call moves it. The relay's own tests move the others, which takes
/// a kernel or a thread in distress.
fn of_relay(relay: &Metrics) -> [(&'static str, u64, bool); 21] {
    [
        ("datagrams_in", relay.datagrams_in.get(), true),
        ("bytes_in", relay.bytes_in.get(), true),
        ("datagrams_out", relay.datagrams_out.get(), true),
        ("bytes_out", relay.bytes_out.get(), true),
        ("packets_forwarded", relay.packets_forwarded.get(), true),
        ("bytes_forwarded", relay.bytes_forwarded.get(), true),
        ("dropped_by_gate", relay.dropped_by_gate.get(), true),
        ("nacks_answered", relay.nacks_answered.get(), true),
        ("nacks_sent", relay.nacks_sent.get(), true),
        ("keyframes_requested", relay.keyframes_requested.get(), true),
        ("stun_refused", relay.stun_refused.get(), true),
        ("unknown_source_dropped", relay.unknown_source_dropped.get(), true),
        ("unknown_ssrc_dropped", relay.unknown_ssrc_dropped.get(), true),
        ("srtp_refused", relay.srtp_refused.get(), true),
        ("paths_moved", relay.paths_moved.get(), true),
        ("send_failed", relay.send_failed.get(), false),
        ("tcp_dropped", relay.tcp_dropped.get(), false),
        ("tap_dropped", relay.tap_dropped.get(), false),
        ("commands_refused", relay.commands_refused.get(), false),
        ("peers_connected", relay.peers_connected.get(), true),
        ("peers_failed", relay.peers_failed.get(), true),
    ]
}

#[tokio::test]
async fn every_metric_of_the_page_moves_in_a_call() {
    let limits = [("limits.connections", "24"), ("limits.joins_per_address_per_minute", "3")];
    let server = TestServer::start_with(&limits).await;
    let (mut supervisor, mut customer, session) = server.call().await;
    let phone = Connection::open(&mut customer, PeerRole::Customer).await;
    let desk = Connection::open(&mut supervisor, PeerRole::Staff).await;
    guide(&server, &mut supervisor, &mut customer).await;
    disturb(&server, &phone, &desk).await;
    customer.must(json!({ "do": "curtain", "drawn": true })).await;
    phone.until("pictures meet the shut door", |_| server.server.app.media.counters().dropped_by_gate.get() > 0).await;
    lie(&server, &mut supervisor).await;
    let held = server.hold_log();
    assert_eq!(supervisor.refused(json!({ "do": "say", "text": "¿hola?" })).await, "store_unavailable");
    drop(held);
    while server.try_join(&json!({ "by": "code", "code": "00000000" })).await.0 != StatusCode::TOO_MANY_REQUESTS {}
    crowd(&server).await;
    assert!((server.metric("cicerone_sockets_open").await - 2.0).abs() < f64::EPSILON);

    let page = page(&server).await;
    let mut kinds: Vec<_> = page.lines().filter_map(|line| line.strip_prefix("# TYPE ")?.split(' ').next()).collect();
    for name in SERVER {
        assert!(value(&page, name) >= 1.0, "{name} moves");
        kinds.retain(|kind| !is_of(name, kind));
    }
    // Once nobody sends any more the counts stand still, and can be compared one by one.
    drop((phone, desk));
    customer.must(json!({ "do": "stop" })).await;
    supervisor.must(json!({ "do": "dispose", "disposition": { "kind": "visit" }, "note": null })).await;
    supervisor.until_closed().await;
    let counters = server.server.app.media.counters();
    let mut compared = false;
    for _ in 0..100 {
        let before = of_relay(counters);
        let page = self::page(&server).await;
        if of_relay(counters) == before {
            for (name, count, moves) in before {
                let name = format!("cicerone_relay_{name}_total");
                assert!((value(&page, &name) - count as f64).abs() < 0.5, "{name}: {} is not {count}", value(&page, &name));
                assert!(count > 0 || !moves, "{name} moves");
                kinds.retain(|kind| !is_of(&name, kind));
            }
            compared = true;
            break;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    assert!(compared, "the relay is quiet after the session {session}");
    assert!(kinds.is_empty(), "no test moves {kinds:?}");
}

#[tokio::test]
async fn sign_ins_are_counted_by_what_became_of_them() {
    let server = TestServer::start().await;
    let count = async |outcome: &str| {
        let page = page(&server).await;
        value(&page, &format!("cicerone_auth_sign_ins_total{{outcome=\"{outcome}\"}}"))
    };
    assert_eq!(count("link").await.to_bits(), 1.0_f64.to_bits(), "the administrator came by a link");
    let sign_in = async |password: &str| {
        let body = json!({ "name": "admin", "password": password });
        server.http.post(server.url("/api/auth/login")).json(&body).send().await.unwrap()
    };
    assert_eq!(sign_in("a wrong guess").await.status(), StatusCode::UNAUTHORIZED);
    assert_eq!(count("refused").await.to_bits(), 1.0_f64.to_bits());
    let cookie = |answer: &reqwest::Response| {
        let cookie = answer.headers()[SET_COOKIE].to_str().unwrap();
        cookie.split(';').next().unwrap().to_owned()
    };
    let first = cookie(&sign_in(PASSWORD).await);
    assert_eq!(count("password").await.to_bits(), 1.0_f64.to_bits());
    let refresh =
        async |cookie: &str| server.http.post(server.url("/api/auth/refresh")).header(COOKIE, cookie).send().await.unwrap();
    let second = cookie(&refresh(&first).await);
    assert_eq!(refresh(&second).await.status(), StatusCode::OK);
    // Another tab of the same browser may show it for half a minute.
    let disk = rusqlite::Connection::open(server.data.path().join("cicerone.db")).unwrap();
    disk.execute("UPDATE refresh_tokens SET exchanged_at = exchanged_at - 31000", []).unwrap();
    assert_eq!(refresh(&first).await.status(), StatusCode::UNAUTHORIZED);
    assert_eq!(count("reused").await.to_bits(), 1.0_f64.to_bits());
}

/// A still, a pointer and nonsense.
async fn guide(server: &TestServer, supervisor: &mut Page, customer: &mut Page) {
    let (still, session) = (uuid::Uuid::now_v7(), supervisor.view.session);
    let url = server.url(&format!("/api/sessions/{session}/stills?still={still}&reason=scene&epoch=1"));
    let answer = server.http.post(url).bearer_auth(&server.admin).body(jpeg()).send().await.unwrap();
    assert!(answer.status().is_success(), "{}", answer.text().await.unwrap());
    supervisor.bytes(&[1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]).await;
    let _shown = customer.transient().await;
    customer.text("nonsense").await;
    customer.wait(|message| matches!(message, ServerMessage::Problem { .. })).await;
}

/// Losses in both directions, a new address, strangers and forged packets: of each a different number.
async fn disturb(server: &TestServer, phone: &Connection, desk: &Connection) {
    let (relay, media) = (server.server.app.media.counters(), phone.server_addr());
    desk.sees(30).await;
    phone.with(|peer| peer.skip_video(3));
    phone.until("a gap is asked for", |_| relay.nacks_sent.get() > 0).await;
    desk.with(|peer| peer.lose = |arrived| arrived % 10 == 0);
    desk.until("a lost packet is sent again", |_| relay.nacks_answered.get() > 0).await;
    desk.with(|peer| peer.lose = |_| false);
    let stranger = UdpSocket::bind("127.0.0.1:0").unwrap();
    for _ in 0..4 {
        stranger.send_to(&[22, 0xfe, 0xfd, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0], media).unwrap();
    }
    for _ in 0..5 {
        stranger.send_to(&[0, 1, 0, 0, 0x21, 0x12, 0xa4, 0x42, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12], media).unwrap();
    }
    for n in 0..6_u8 {
        phone.with(|peer| peer.send_raw(&[&[0x80, 127, 0, n, 0, 0, 0, 1, 9, 9, 9, 9][..], &[0; 30]].concat(), media));
    }
    for _ in 0..7 {
        phone.with(|peer| peer.send_raw(&[&[0x80, 200, 0, 6, 1, 2, 3, 4][..], &[0; 40]].concat(), media));
    }
    let refused = || [&relay.unknown_source_dropped, &relay.stun_refused, &relay.unknown_ssrc_dropped, &relay.srtp_refused];
    phone.until("what is forged is refused", |_| refused().iter().all(|counter| counter.get() >= 4)).await;
    // Where an ICE check is faster than the media its way is known already, and nobody has to be followed.
    for _ in 0..20 {
        phone.with(peer::Page::rebind);
        desk.sees(30).await;
        if relay.paths_moved.get() > 0 {
            break;
        }
    }
}

/// An offer whose fingerprint is another's, in place of the page's own.
async fn lie(server: &TestServer, supervisor: &mut Page) {
    let mut liar = peer::Page::new(PeerRole::Staff);
    let offer = liar.offer();
    let at = offer.find("a=fingerprint:sha-256 ").unwrap() + "a=fingerprint:sha-256 ".len();
    let fake = if offer[at..].starts_with("00") { "11" } else { "00" };
    let forged = [&offer[..at], fake, &offer[at + 2..]].concat();
    let answer = supervisor.offer(&forged).await.unwrap();
    liar.accept(&answer);
    let failed = async {
        while server.server.app.media.counters().peers_failed.get() == 0 {
            liar.step();
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(15), failed).await.expect("a wrong fingerprint fails");
}

/// More connections than there are places.
async fn crowd(server: &TestServer) {
    let addr = server.server.addrs.http.unwrap();
    let mut crowd = Vec::new();
    while value(&server.server.app.metrics.encode(), "cicerone_http_turned_away_total{reason=\"full\"}") < 1.0 {
        assert!(crowd.len() < 100, "nobody was turned away");
        crowd.push(TcpStream::connect(addr).await.unwrap());
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    drop(crowd);
    // The places come back.
    while server.http.get(server.url("/healthz")).send().await.is_err() {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

async fn page(server: &TestServer) -> String {
    server.http.get(server.url("/metrics")).send().await.unwrap().text().await.unwrap()
}

/// The sum over all labels of a metric.
fn value(page: &str, name: &str) -> f64 {
    let of_name = |line: &&str| line.strip_prefix(name).is_some_and(|rest| rest.starts_with([' ', '{']));
    page.lines().filter(of_name).filter_map(|line| line.rsplit(' ').next()?.parse::<f64>().ok()).sum()
}

/// Whether a sample's name is one of a metric's.
fn is_of(sample: &str, metric: &str) -> bool {
    sample.strip_prefix(metric).is_some_and(|rest| ["", "_total", "_count"].contains(&rest))
}
