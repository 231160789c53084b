//! A whole call without media: what each side is shown, what the log has, and that the two are the same.

use std::time::Duration;

use cicerone_protocol::event::{Audience, Event};
use cicerone_protocol::log::verify::{self, Verdict};
use cicerone_protocol::message::ServerMessage;
use cicerone_protocol::view::{State, StepState};
use cicerone_protocol::{ErrorCode, SessionView};
use futures_util::{SinkExt, StreamExt};
use reqwest::StatusCode;
use serde_json::json;
use tokio_tungstenite::connect_async;
use tokio_tungstenite::tungstenite::Message;

use crate::client::Page;
use crate::server::{TestServer, show};

fn mark(epoch: u32) -> serde_json::Value {
    let size = json!({ "width": 390, "height": 844, "rotation": 0 });
    let shape = json!({ "kind": "arrow", "from": { "x": 1, "y": 2 }, "to": { "x": 30000, "y": 40000 } });
    json!({ "do": "mark", "shape": shape, "colour": "one", "label": "Toca aquí", "anchor": { "epoch": epoch, "still": null, "size": size } })
}

/// The smallest JPEG that decoders take: 1×1 grey, with EXIF, XMP, a comment and a tail that must not survive.
pub(crate) fn jpeg() -> Vec<u8> {
    let mut bytes = vec![0xff, 0xd8];
    let told: [(u8, &[u8]); 3] =
        [(0xe1, b"Exif\0\0MM\0*secret-place"), (0xe1, b"http://ns.adobe.com/xap/1.0/\0secret"), (0xfe, b"secret")];
    for (marker, content) in told {
        bytes.extend([0xff, marker]);
        bytes.extend(u16::try_from(content.len() + 2).unwrap().to_be_bytes());
        bytes.extend(content);
    }
    bytes.extend([0xff, 0xdb, 0, 67, 0]);
    bytes.extend([1; 64]);
    bytes.extend([0xff, 0xc0, 0, 11, 8, 0, 1, 0, 1, 1, 1, 0x11, 0]);
    bytes.extend([0xff, 0xc4, 0, 20, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    bytes.extend([0xff, 0xda, 0, 8, 1, 1, 0, 0, 63, 0, 0x3f]);
    bytes.extend([0xff, 0xd9]);
    bytes.extend(b"secret");
    bytes
}

#[tokio::test]
async fn a_call_is_shown_logged_reviewed_and_verified() {
    let server = TestServer::start().await;
    let (mut supervisor, mut customer, session) = server.call().await;
    supervisor.must(mark(1)).await;
    supervisor.must(json!({ "do": "send_step", "text": "Abre Ajustes", "hint": "Es la rueda gris", "still": null })).await;
    customer.until(|view| view.steps.len() == 1 && view.marks.len() == 1).await;
    let step = customer.view.steps[0].step;
    customer.must(json!({ "do": "step_seen", "step": step })).await;
    customer.must(json!({ "do": "step_stuck", "step": step })).await;
    supervisor.until(|view| view.steps[0].state == StepState::Stuck).await;
    customer.must(json!({ "do": "step_done", "step": step })).await;
    customer.must(json!({ "do": "say", "text": "¿Ahora qué?" })).await;
    customer.must(show("camera")).await;
    supervisor.until(|view| view.chat.len() == 1 && view.picture.epoch == 2).await;
    assert!(supervisor.view.marks[0].faded, "a mark on a picture that is gone has lost its hold");
    customer.must(json!({ "do": "stop" })).await;
    customer.until_closed().await;
    assert!(customer.has_heard(|message| *message == ServerMessage::Over {}));
    supervisor.until(|view| matches!(view.state, State::WrappingUp { .. })).await;
    supervisor.must(json!({ "do": "dispose", "disposition": { "kind": "resolved" }, "note": "Canal 6" })).await;
    supervisor.until_closed().await;

    let review = server.review(session).await;
    let Verdict::Intact { events, .. } = review.verification else { panic!("{:?}", review.verification) };
    assert_eq!(events, review.events.len() as u64);
    let live: Vec<_> = review.events.iter().filter(|event| supervisor.seen.iter().any(|seen| seen.seq == event.seq)).collect();
    assert_eq!(live.len(), supervisor.seen.len(), "the log has every event that the supervisor was shown");
    assert!(supervisor.seen.iter().zip(live).all(|(seen, logged)| seen == logged));
    assert!(customer.seen.iter().all(|seen| review.events.contains(seen)));
    let staff_only = |seen: &cicerone_protocol::Envelope| seen.event.audience() == Audience::Staff;
    assert!(!customer.seen.iter().any(staff_only), "what is for staff alone never reached the customer's page");
    assert_eq!(SessionView::fold(session, &review.events).judgement.unwrap().note.unwrap().value(), Some("Canal 6"));
    assert_eq!(review.summary.disposition.as_deref(), Some("resolved"));

    let export = server.http.get(server.url(&format!("/api/review/sessions/{session}/export"))).bearer_auth(&server.admin);
    let file = export.send().await.unwrap().bytes().await.unwrap();
    assert!(matches!(verify::verify(&file), Verdict::Intact { .. }));
}

#[tokio::test]
async fn the_pointer_is_passed_on_at_once_and_logged_as_a_trail() {
    let server = TestServer::start().await;
    let (mut supervisor, mut customer, session) = server.call().await;
    for seq in 0..5_u8 {
        supervisor.bytes(&[1, 0x01, seq, 0, seq, 0, 9, 0, 0, 0, 0, 0]).await;
    }
    for seq in 0..5_u16 {
        assert_eq!(customer.transient().await.seq, seq);
    }
    // A frame of another picture must not be shown in the wrong place.
    supervisor.bytes(&[1, 0x02, 99, 0, 1, 0, 1, 0, 0, 0, 0, 0]).await;
    supervisor.bytes(&[3, 0x01, 5, 0, 0, 0, 0, 0, 0, 0, 0, 0]).await;
    assert_eq!(customer.transient().await.seq, 5, "the frame of another epoch was dropped");
    let trail = |page: &Page| {
        page.seen.iter().filter_map(|e| e.event.known()).find_map(|event| match event {
            Event::PointerTrail { points, .. } => Some(points.len()),
            _ => None,
        })
    };
    while trail(&supervisor).is_none() {
        supervisor.wait(|message| matches!(message, ServerMessage::Events { .. })).await;
    }
    assert_eq!(trail(&supervisor), Some(5));
    assert!(trail(&customer).is_none(), "the customer has seen it live and needs no copy");
    let _log = server.review(session).await;
}

#[tokio::test]
async fn nothing_is_pointed_at_or_kept_behind_the_curtain_or_without_consent() {
    let server = TestServer::start().await;
    let (mut supervisor, mut customer, session) = server.call().await;
    let post = |reason: &'static str, epoch: u32, token: String| {
        let still = uuid::Uuid::now_v7();
        let url = server.url(&format!("/api/sessions/{session}/stills?still={still}&reason={reason}&epoch={epoch}"));
        let request = server.http.post(url).bearer_auth(token).header("content-type", "image/jpeg").body(jpeg());
        async move { (still, request.send().await.unwrap()) }
    };
    let (still, answer) = post("freeze", 1, server.admin.clone()).await;
    assert_eq!(answer.status(), StatusCode::OK);
    supervisor.must(json!({ "do": "freeze", "still": still })).await;
    let url = server.url(&format!("/api/sessions/{session}/stills/{still}"));
    let kept = server.http.get(&url).bearer_auth(&customer.token).send().await.unwrap().bytes().await.unwrap();
    assert!(
        kept.starts_with(&[0xff, 0xd8]) && !kept.windows(6).any(|part| part == b"secret"),
        "what tells of its origin is gone"
    );
    assert_eq!(server.http.get(&url).send().await.unwrap().status(), StatusCode::UNAUTHORIZED);

    customer.must(json!({ "do": "curtain", "drawn": true })).await;
    assert_eq!(supervisor.refused(mark(2)).await, "curtain_drawn");
    assert_eq!(supervisor.refused(json!({ "do": "want_snapshot" })).await, "curtain_drawn");
    let (_, answer) = post("mark", 2, server.admin.clone()).await;
    assert_eq!(answer.status(), StatusCode::CONFLICT);
    let look = async |token: &str| server.http.get(&url).bearer_auth(token).send().await.unwrap().status();
    let reviewer = server.staff("rosa", "reviewer").await;
    for staff in [&server.admin, &reviewer] {
        assert_eq!(look(staff).await, StatusCode::CONFLICT, "the curtain covers what was kept before as well");
    }
    assert_eq!(look(&customer.token).await, StatusCode::OK, "but not from whose picture it is");
    customer.must(json!({ "do": "curtain", "drawn": false })).await;
    assert_eq!(look(&server.admin).await, StatusCode::OK);
    customer.must(json!({ "do": "revoke", "scope": "snapshot" })).await;
    let (refused, answer) = post("mark", 2, server.admin.clone()).await;
    assert_eq!(answer.status(), StatusCode::FORBIDDEN);
    let gone = server.url(&format!("/api/sessions/{session}/stills/{refused}"));
    assert_eq!(server.http.get(gone).bearer_auth(&server.admin).send().await.unwrap().status(), StatusCode::NOT_FOUND);
    customer.must(json!({ "do": "revoke", "scope": "view_screen" })).await;
    assert_eq!(supervisor.refused(mark(2)).await, "no_consent");
    assert_eq!(supervisor.refused(json!({ "do": "freeze", "still": still })).await, "no_consent");
}

#[tokio::test]
async fn a_kept_picture_is_looked_at_while_another_source_is_on_its_way_and_no_more_once_the_curtain_is() {
    let server = TestServer::start().await;
    let (mut supervisor, mut customer, session) = server.call().await;
    let still = uuid::Uuid::now_v7();
    let posted = server.url(&format!("/api/sessions/{session}/stills?still={still}&reason=freeze&epoch=1"));
    let post = server.http.post(posted).bearer_auth(&server.admin).header("content-type", "image/jpeg").body(jpeg());
    assert_eq!(post.send().await.unwrap().status(), StatusCode::OK);
    let url = server.url(&format!("/api/sessions/{session}/stills/{still}"));
    let look = async || server.http.get(&url).bearer_auth(&server.admin).send().await.unwrap().status();
    // Somebody else has the database, so that what is said next has to wait behind this.
    let disk = rusqlite::Connection::open(server.data.path().join("cicerone.db")).unwrap();
    disk.execute_batch("BEGIN IMMEDIATE").unwrap();
    supervisor.send_as(90, json!({ "do": "say", "text": "Un momento" })).await;
    customer.send_as(90, json!({ "do": "source", "source": "none", "size": null, "still": null })).await;
    tokio::time::sleep(Duration::from_millis(300)).await;
    assert_eq!(look().await, StatusCode::OK, "a photo is fetched while its source comes");
    customer.send_as(91, json!({ "do": "curtain", "drawn": true })).await;
    tokio::time::sleep(Duration::from_millis(300)).await;
    assert_eq!(look().await, StatusCode::CONFLICT, "from the tap on");
    disk.execute_batch("ROLLBACK").unwrap();
    assert!(matches!(customer.answer(91).await, ServerMessage::Done { .. }));
    assert_eq!(look().await, StatusCode::CONFLICT);
}

#[tokio::test]
async fn a_snapshot_that_does_not_come_in_two_seconds_is_given_up_and_said_so() {
    let server = TestServer::start().await;
    let (mut supervisor, mut customer, _) = server.call().await;
    supervisor.must(json!({ "do": "want_snapshot" })).await;
    let asked = customer.wait(|message| matches!(message, ServerMessage::SnapshotWanted { .. })).await;
    let ServerMessage::SnapshotWanted { still, within_ms } = asked else { unreachable!() };
    assert_eq!((supervisor.view.snapshot_wanted, within_ms), (Some(still), 2_000));
    supervisor.until(|view| view.snapshot_wanted.is_none()).await;
    let missed = |event: &cicerone_protocol::Envelope| matches!(event.event.known(), Some(Event::MediaSnapshotMissed { .. }));
    assert!(supervisor.seen.iter().any(missed));
}

#[tokio::test]
async fn another_supervisor_can_take_over_only_from_one_who_is_away() {
    let server = TestServer::start().await;
    let (supervisor, mut customer, session) = server.call().await;
    let other = server.staff("lucia", "supervisor").await;
    let path = format!("/api/sessions/{session}/take-over");
    let (status, problem) = server.post(Some(&other), &path, &json!({})).await;
    assert_eq!((status, &problem["code"]), (StatusCode::CONFLICT, &json!("not_interrupted")));
    let tab = cicerone_protocol::TabId::new(uuid::Uuid::now_v7());
    let intruder = Page::open_tab(&server, session, &other, tab, None).await;
    assert!(matches!(intruder, Err(ServerMessage::Problem { closing: true, .. })), "the session is another's");
    drop(supervisor.cut());
    customer.until(|view| matches!(view.state, State::Interrupted { supervisor_away: true, .. })).await;
    let (status, problem) = server.post(Some(&other), &path, &json!({})).await;
    assert!(status.is_success(), "{problem}");
    let mut lucia = Page::open(&server, session, &other).await;
    customer.until(|view| view.state == State::Active {}).await;
    assert_eq!(customer.view.supervisor_name.as_ref().and_then(|name| name.value()), Some("lucia"));
    lucia.must(json!({ "do": "say", "text": "Sigo yo" })).await;
}

#[tokio::test]
async fn a_supervisor_who_may_not_supervise_any_more_loses_call_and_desk_at_once() {
    let server = TestServer::start().await;
    for (name, change) in [("lucia", json!({ "disabled": true })), ("noor", json!({ "role": "reviewer" }))] {
        let token = server.staff(name, "supervisor").await;
        let (_, me) = server.get(&token, "/api/me").await;
        let (mut supervisor, mut customer, _) = server.call_by(&token).await;
        let (mut desk, _) = connect_async(server.ws("/ws/desk")).await.unwrap();
        desk.send(Message::text(json!({ "type": "hello", "token": token }).to_string())).await.unwrap();
        supervisor.must(json!({ "do": "say", "text": "hola" })).await;

        let url = server.url(&format!("/api/users/{}", me["id"].as_str().unwrap()));
        let changed = server.http.patch(url).bearer_auth(&server.admin).json(&change).send().await.unwrap();
        assert_eq!(changed.status(), StatusCode::OK);
        supervisor.until_closed().await;
        let unauthenticated = ErrorCode::Unauthenticated;
        assert!(supervisor.has_heard(
            |message| matches!(message, ServerMessage::Problem { code, closing: true, .. } if *code == unauthenticated)
        ));
        let mut last = String::new();
        while let Some(Ok(Message::Text(text))) = desk.next().await {
            last = text.to_string();
        }
        assert!(last.contains("unauthenticated"), "{last}");
        customer.until(|view| matches!(view.state, State::Interrupted { supervisor_away: true, .. })).await;
    }
}
