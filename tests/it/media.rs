//! Calls with real media: who hears and sees what, and who no longer does.

use std::net::{Ipv4Addr, Ipv6Addr};
use std::time::{Duration, Instant};

use cicerone_protocol::TabId;
use cicerone_protocol::message::ServerMessage;
use cicerone_protocol::view::State;
use cicerone_relay::PeerRole;
use serde_json::json;
use uuid::Uuid;

use crate::client::Page;
use crate::connection::{Connection, candidates};
use crate::peer;
use crate::server::TestServer;

/// Packets that show that a stream flows: half a second of voice.
const FLOWING: usize = 25;

#[tokio::test]
async fn pictures_and_voices_cross_and_the_curtain_stops_the_pictures_alone() {
    let server = TestServer::start().await;
    let (mut supervisor, mut customer, _) = server.call().await;
    let phone = Connection::open(&mut customer, PeerRole::Customer).await;
    let desk = Connection::open(&mut supervisor, PeerRole::Staff).await;
    desk.sees(FLOWING).await;
    phone.hears(FLOWING).await;
    customer.must(json!({ "do": "curtain", "drawn": true })).await;
    let seen = desk.seen();
    desk.hears(FLOWING).await;
    assert_eq!(desk.seen(), seen, "voice goes on, and not one picture with it");
    customer.must(json!({ "do": "curtain", "drawn": false })).await;
    desk.sees(FLOWING).await;
}

#[tokio::test]
async fn a_relieved_supervisor_whose_media_lived_on_gets_not_one_packet_more() {
    let server = TestServer::start().await;
    let (mut supervisor, mut customer, session) = server.call().await;
    let phone = Connection::open(&mut customer, PeerRole::Customer).await;
    let relieved = Connection::open(&mut supervisor, PeerRole::Staff).await;
    relieved.sees(FLOWING).await;
    // The socket goes, the media connection stays: a browser keeps one without the other.
    drop(supervisor.cut());
    customer.until(|view| matches!(view.state, State::Interrupted { supervisor_away: true, .. })).await;
    let lucia = server.staff("lucia", "supervisor").await;
    let (status, problem) = server.post(Some(&lucia), &format!("/api/sessions/{session}/take-over"), &json!({})).await;
    assert!(status.is_success(), "{problem}");
    let before = relieved.arrived();
    let mut lucia = Page::open(&server, session, &lucia).await;
    customer.until(|view| view.state == State::Active {}).await;
    let relief = Connection::open(&mut lucia, PeerRole::Staff).await;
    relief.sees(FLOWING).await;
    phone.hears(FLOWING).await;
    assert_eq!(relieved.arrived(), before, "the call is another's");
}

#[tokio::test]
async fn an_older_tab_without_a_socket_hears_nothing_once_a_newer_one_is_there() {
    let server = TestServer::start().await;
    let (mut supervisor, mut customer, session) = server.call().await;
    let older = Connection::open(&mut customer, PeerRole::Customer).await;
    let desk = Connection::open(&mut supervisor, PeerRole::Staff).await;
    older.hears(FLOWING).await;
    desk.sees(FLOWING).await;
    let token = customer.token.clone();
    drop(customer.cut());
    supervisor.until(|view| view.customer.as_ref().is_some_and(|customer| !customer.participant.is_present())).await;
    let mut second = Page::open_tab(&server, session, &token, TabId::new(Uuid::now_v7()), None).await.unwrap();
    // What was sent before the newer tab came may still be on its way through this machine.
    tokio::time::sleep(Duration::from_millis(100)).await;
    let (before, seen) = (older.arrived(), desk.arrived());
    // The newer tab has no media yet that could take the older one's place: the older ends because its page does.
    tokio::time::sleep(Duration::from_millis(500)).await;
    assert_eq!((older.arrived(), desk.arrived()), (before, seen), "the newest tab of a person wins");
    let newer = Connection::open(&mut second, PeerRole::Customer).await;
    newer.hears(FLOWING).await;
    desk.sees(FLOWING).await;
    assert_eq!(older.arrived(), before);
}

#[tokio::test]
async fn media_goes_on_while_the_log_cannot_be_written_and_a_page_comes_back() {
    let server = TestServer::start().await;
    let (mut supervisor, mut customer, session) = server.call().await;
    let phone = Connection::open(&mut customer, PeerRole::Customer).await;
    let desk = Connection::open(&mut supervisor, PeerRole::Staff).await;
    desk.sees(FLOWING).await;
    phone.hears(FLOWING).await;
    let failing = Instant::now();
    let _held = server.hold_log();
    assert_eq!(supervisor.refused(json!({ "do": "say", "text": "¿hola?" })).await, "store_unavailable");
    let (tab, token) = (customer.tab, customer.token.clone());
    drop(customer.cut());
    supervisor.until(|view| view.customer.as_ref().is_some_and(|customer| !customer.participant.is_present())).await;
    let back = Page::open_tab(&server, session, &token, tab, None).await;
    let mut customer = back.expect("the same phone is welcome");
    desk.sees(4 * FLOWING).await;
    phone.hears(2 * FLOWING).await;
    for connection in [&desk, &phone] {
        let gap = connection.longest_gap(failing);
        assert!(gap < Duration::from_millis(700), "nothing came for {gap:?}");
    }
    customer.must(json!({ "do": "curtain", "drawn": true })).await;
    let seen = desk.seen();
    desk.hears(FLOWING).await;
    assert_eq!(desk.seen(), seen, "and the curtain still holds");
}

#[tokio::test]
async fn a_customer_whose_pictures_a_viewer_cannot_decode_comes_back_with_a_codec_that_both_have() {
    let server = TestServer::start().await;
    let (mut supervisor, mut customer, session) = server.call().await;
    let first = Connection::open(&mut customer, PeerRole::Customer).await;
    let vp9_only = peer::Page::with(PeerRole::Staff, |config| config.clear_codecs().enable_vp9(true).enable_opus(true, false));
    let desk = Connection::of(&mut supervisor, vp9_only).await;
    customer.until_closed().await;
    let (tab, token) = (customer.tab, customer.token.clone());
    let mut customer = Page::open_tab(&server, session, &token, tab, Some(&customer)).await.expect("the phone comes back");
    let again = Connection::open(&mut customer, PeerRole::Customer).await;
    let video = |answer: &str| answer.split("m=video").nth(1).unwrap().split("a=rtpmap:").nth(1).unwrap().to_owned();
    assert!(video(&first.answer).contains("VP8/"), "{}", first.answer);
    assert!(video(&again.answer).contains("VP9/"), "{}", again.answer);
    desk.hears(FLOWING).await;
}

#[tokio::test]
async fn the_curtain_falls_while_the_disk_hangs_and_a_pointer_moves_on() {
    let server = TestServer::start().await;
    let (mut supervisor, mut customer, _) = server.call().await;
    let _phone = Connection::open(&mut customer, PeerRole::Customer).await;
    let desk = Connection::open(&mut supervisor, PeerRole::Staff).await;
    desk.sees(FLOWING).await;
    // Somebody else has the database: the log's next write waits for it.
    let disk = rusqlite::Connection::open(server.data.path().join("cicerone.db")).unwrap();
    disk.execute_batch("BEGIN IMMEDIATE").unwrap();
    let epoch = u8::try_from(supervisor.view.picture.epoch).unwrap();
    supervisor.send_as(90, json!({ "do": "say", "text": "¿ve el punto?" })).await;
    for _ in 0..10 {
        for n in 0..100 {
            supervisor.bytes(&[1, epoch, n, 0, 0, 0, 0, 0, 0, 0, 0, 0]).await;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    for _ in 0..200 {
        customer
            .text(
                &json!({ "type": "quality", "quality": { "rtt_ms": 40, "loss_permille": 0, "up_kbps": 900, "down_kbps": 60 } })
                    .to_string(),
            )
            .await;
    }
    let tap = Instant::now();
    customer.send_as(90, json!({ "do": "curtain", "drawn": true })).await;
    tokio::time::sleep(Duration::from_millis(300)).await;
    let seen = desk.seen();
    desk.hears(FLOWING).await;
    assert_eq!(desk.seen(), seen, "not one picture more, and the disk has not answered yet");
    assert!(tap.elapsed() < Duration::from_secs(4), "the disk still hung");
    disk.execute_batch("ROLLBACK").unwrap();
    assert!(matches!(customer.answer(90).await, ServerMessage::Done { .. }));
    supervisor.until(|view| view.curtain.drawn).await;
}

#[tokio::test]
async fn an_answer_names_every_address_that_is_up_and_both_of_loopback() {
    let server = TestServer::start().await;
    let (_supervisor, mut customer, _) = server.call().await;
    let phone = Connection::open(&mut customer, PeerRole::Customer).await;
    let named: Vec<_> = candidates(&phone.answer).into_iter().map(|addr| addr.ip()).collect();
    let has_ipv6 = std::net::UdpSocket::bind((Ipv6Addr::LOCALHOST, 0)).is_ok();
    let up = if_addrs::get_if_addrs().unwrap().into_iter();
    let up = up.filter(|interface| (interface.is_oper_up() || interface.is_loopback()) && !interface.is_link_local());
    for ip in up.map(|interface| interface.ip()).filter(|ip| ip.is_ipv4() || has_ipv6) {
        assert!(named.contains(&ip), "{ip} is missing from {named:?}");
    }
    assert!(named.contains(&Ipv4Addr::LOCALHOST.into()));
}
