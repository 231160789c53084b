//! Bad input of every kind gets a stable code and a sentence; the connection survives where it can.

use cicerone_protocol::event::Event;
use cicerone_protocol::limits::{OFFERS_PER_MINUTE, SDP_BYTES, STILL_BYTES};
use cicerone_protocol::message::ServerMessage;
use cicerone_protocol::{ErrorCode, SessionId, TabId};
use futures_util::{SinkExt, StreamExt};
use serde_json::json;
use tokio_tungstenite::connect_async;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use uuid::Uuid;

use crate::call::jpeg;
use crate::client::Page;
use crate::server::{TestServer, show};

async fn problem(page: &mut Page) -> ErrorCode {
    match page.wait(|message| matches!(message, ServerMessage::Problem { .. })).await {
        ServerMessage::Problem { code, closing: false, .. } => code,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_page_that_talks_nonsense_is_told_so_and_goes_on() {
    let server = TestServer::start().await;
    let (mut supervisor, mut customer, _) = server.call().await;
    for nonsense in ["", "garbage", "{}", "[]", "null", r#"{"type":"tap","x":1}"#, r#"{"type":"pong","n":-1}"#] {
        customer.text(nonsense).await;
        assert_eq!(problem(&mut customer).await, ErrorCode::Malformed, "{nonsense}");
    }
    supervisor.bytes(&[1, 2, 3]).await;
    assert_eq!(problem(&mut supervisor).await, ErrorCode::Malformed);
    customer.bytes(&[1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]).await;
    assert_eq!(problem(&mut customer).await, ErrorCode::Forbidden, "a customer has no pointer");
    customer.text(&"x".repeat(200_000)).await;
    assert_eq!(problem(&mut customer).await, ErrorCode::TooLarge);
    customer.must(json!({ "do": "say", "text": "sigo aquí" })).await;
}

#[tokio::test]
async fn a_command_of_another_role_or_with_a_field_out_of_range_is_refused_by_its_number() {
    let server = TestServer::start().await;
    let (mut supervisor, mut customer, _) = server.call().await;
    assert_eq!(customer.refused(json!({ "do": "admit" })).await, "forbidden");
    assert_eq!(supervisor.refused(json!({ "do": "curtain", "drawn": false })).await, "forbidden");
    assert_eq!(supervisor.refused(json!({ "do": "say", "text": "" })).await, "bad_field");
    assert_eq!(supervisor.refused(json!({ "do": "say", "text": "x".repeat(3_000) })).await, "bad_field");
    assert_eq!(supervisor.refused(json!({ "do": "say", "text": "hola", "extra": 1 })).await, "bad_field");
    assert_eq!(supervisor.refused(json!({ "do": "withdraw_step", "step": Uuid::now_v7() })).await, "unknown_step");
    assert_eq!(supervisor.refused(json!({ "do": "admit" })).await, "wrong_state");
    supervisor.must(json!({ "do": "say", "text": "todo bien" })).await;
}

#[tokio::test]
async fn a_repeated_command_gives_one_event_and_an_older_one_none() {
    let server = TestServer::start().await;
    let (mut supervisor, _customer, _) = server.call().await;
    supervisor.send_as(70, json!({ "do": "say", "text": "una vez" })).await;
    assert!(matches!(supervisor.answer(70).await, ServerMessage::Done { .. }));
    supervisor.send_as(70, json!({ "do": "say", "text": "una vez" })).await;
    assert!(matches!(supervisor.answer(70).await, ServerMessage::Done { .. }));
    supervisor.send_as(69, json!({ "do": "say", "text": "tarde" })).await;
    let late = supervisor.answer(69).await;
    assert!(matches!(late, ServerMessage::Refused { code: ErrorCode::OutOfOrder, .. }), "{late:?}");
    assert_eq!(supervisor.view.chat.len(), 1);
}

#[tokio::test]
async fn an_offer_that_is_none_or_a_mebibyte_long_is_refused_and_the_call_goes_on() {
    let server = TestServer::start().await;
    let (_supervisor, mut customer, _) = server.call().await;
    for (id, sdp, wanted) in [
        (1, "v=0".to_owned(), ErrorCode::BadOffer),
        (2, "a".repeat(1 << 20), ErrorCode::TooLarge),
        (3, String::new(), ErrorCode::BadOffer),
        (4, "a".repeat(SDP_BYTES), ErrorCode::BadOffer),
        (5, "a".repeat(SDP_BYTES + 1), ErrorCode::TooLarge),
    ] {
        customer.text(&json!({ "type": "offer", "id": id, "sdp": sdp }).to_string()).await;
        match customer.wait(|message| matches!(message, ServerMessage::OfferRefused { .. })).await {
            ServerMessage::OfferRefused { id: answered, code, .. } => assert_eq!((answered, code), (id, wanted)),
            other => panic!("{other:?}"),
        }
    }
    customer.must(json!({ "do": "say", "text": "sigo aquí" })).await;
}

#[tokio::test]
async fn too_many_commands_are_refused_but_never_one_that_takes_away() {
    let server = TestServer::start().await;
    let (_supervisor, mut customer, _) = server.call().await;
    for dseq in 100..200 {
        customer.send_as(dseq, json!({ "do": "page", "hidden": dseq % 2 == 0 })).await;
    }
    customer.send_as(200, json!({ "do": "curtain", "drawn": true })).await;
    assert!(matches!(customer.answer(200).await, ServerMessage::Done { .. }));
    let too_many = |message: &ServerMessage| matches!(message, ServerMessage::Refused { code: ErrorCode::TooMany, .. });
    assert!(customer.has_heard(too_many));
}

#[tokio::test]
async fn another_picture_gives_something_and_counts_against_the_limit() {
    let server = TestServer::start().await;
    let (_supervisor, mut customer, session) = server.call().await;
    for dseq in 100..200 {
        customer.send_as(dseq, show(if dseq % 2 == 0 { "camera" } else { "screen" })).await;
    }
    let mut refused = 0;
    for dseq in 100..200 {
        match customer.answer(dseq).await {
            ServerMessage::Done { .. } => {}
            ServerMessage::Refused { code: ErrorCode::TooMany, .. } => refused += 1,
            other => panic!("{other:?}"),
        }
    }
    assert!(refused > 0, "a hundred changes at once are too many");
    customer.dseq = 200;
    customer.must(json!({ "do": "source", "source": "none", "size": null, "still": null })).await;
    let review = server.review(session).await;
    let changes = review.events.iter().filter(|e| matches!(e.event.known(), Some(Event::MediaSource { .. }))).count();
    assert!(changes <= 1 + (100 - refused) + 1, "the log has no more than those that were done: {changes}, {refused}");
}

#[tokio::test]
async fn a_socket_without_a_valid_hello_is_closed_with_the_reason() {
    let server = TestServer::start().await;
    let (_supervisor, customer, session) = server.call().await;
    let last_word = async |path: String, hello: String| {
        let (mut socket, _) = connect_async(server.ws(&path)).await.unwrap();
        socket.send(Message::text(hello)).await.unwrap();
        match socket.next().await {
            Some(Ok(Message::Text(text))) => serde_json::from_str::<serde_json::Value>(&text).unwrap()["code"].clone(),
            other => panic!("{other:?}"),
        }
    };
    let path = format!("/ws/session/{session}");
    let hello =
        |v: u8, token: &str| json!({ "type": "hello", "v": v, "token": token, "tab": Uuid::now_v7(), "have": null }).to_string();
    assert_eq!(last_word(path.clone(), "hi".to_owned()).await, "malformed");
    assert_eq!(last_word(path.clone(), hello(9, &customer.token)).await, "wrong_version");
    assert_eq!(last_word(path.clone(), hello(1, "forged")).await, "unauthenticated");
    let elsewhere = format!("/ws/session/{}", SessionId::new(Uuid::now_v7()));
    assert_eq!(last_word(elsewhere.clone(), hello(1, &customer.token)).await, "forbidden");
    assert_eq!(last_word(elsewhere, hello(1, &server.admin)).await, "not_found");
    let reviewer = server.staff("tomas", "reviewer").await;
    assert_eq!(last_word(path, hello(1, &reviewer)).await, "forbidden");
    assert_eq!(last_word("/ws/desk".to_owned(), json!({ "type": "hello", "token": reviewer }).to_string()).await, "forbidden");
}

#[tokio::test]
async fn a_still_that_is_none_or_too_large_is_refused_with_a_code_and_the_next_one_is_kept() {
    let server = TestServer::start().await;
    let (_supervisor, customer, session) = server.call().await;
    let post = async |body: Vec<u8>| {
        let url = server.url(&format!("/api/sessions/{session}/stills?still={}&reason=freeze&epoch=1", Uuid::now_v7()));
        let answer = server.http.post(url).bearer_auth(&server.admin).body(body).send().await.unwrap();
        let status = answer.status().as_u16();
        (status, answer.json::<serde_json::Value>().await.unwrap()["code"].clone())
    };
    let mut cut = jpeg();
    cut.truncate(20);
    for (body, status, code) in [
        (Vec::new(), 400, "bad_still"),
        (b"GIF89a, or so it says".to_vec(), 400, "bad_still"),
        (cut, 400, "bad_still"),
        (vec![0; STILL_BYTES + 1], 400, "bad_still"),
        (vec![0; 3 * STILL_BYTES], 413, "too_large"),
        (jpeg(), 200, ""),
    ] {
        let length = body.len();
        let answer = post(body).await;
        assert_eq!(answer.0, status, "{length} bytes: {answer:?}");
        assert_eq!(answer.1.as_str().unwrap_or_default(), code, "{length} bytes");
    }
    assert!(!customer.closed);
}

#[tokio::test]
async fn a_page_of_another_site_gets_no_socket() {
    let server = TestServer::start().await;
    let mut request = server.ws("/ws/desk").into_client_request().unwrap();
    request.headers_mut().insert("origin", "https://evil.example".parse().unwrap());
    match connect_async(request).await {
        Err(tokio_tungstenite::tungstenite::Error::Http(answer)) => assert_eq!(answer.status(), 403),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_stale_resume_token_opens_nothing() {
    let server = TestServer::start().await;
    let (_supervisor, customer, session) = server.call().await;
    let first = customer.token.clone();
    let tab = customer.tab;
    let second = Page::open_tab(&server, session, &first, tab, Some(&customer)).await.unwrap();
    let third = Page::open_tab(&server, session, &second.token, tab, Some(&second)).await.unwrap();
    let refused = Page::open_tab(&server, session, &first, TabId::new(Uuid::now_v7()), None).await;
    assert!(matches!(refused, Err(ServerMessage::Problem { code: ErrorCode::Unauthenticated, .. })));
    assert_ne!(second.token, third.token);
}

#[tokio::test]
async fn a_picture_is_not_read_from_somebody_who_may_not_send_one() {
    let server = TestServer::start().await;
    let (_supervisor, _customer, session) = server.call().await;
    let url = server.url(&format!("/api/sessions/{session}/stills?still={}&reason=freeze&epoch=1", Uuid::now_v7()));
    let answer = server.http.post(url).body(vec![0; 3 * STILL_BYTES]).send().await.unwrap();
    assert_eq!(answer.status(), 401, "a body of any size would be 413");
}

#[tokio::test]
async fn a_desk_that_talks_nonsense_is_told_so_and_goes_on() {
    let server = TestServer::start().await;
    let (mut socket, _) = connect_async(server.ws("/ws/desk")).await.unwrap();
    socket.send(Message::text(json!({ "type": "hello", "token": server.admin }).to_string())).await.unwrap();
    let large = "x".repeat(200_000);
    for (said, code) in [("garbage", "malformed"), (r#"{"type":"tap"}"#, "malformed"), (large.as_str(), "too_large")] {
        socket.send(Message::text(said)).await.unwrap();
        assert_eq!(code_of(&mut socket).await, code);
    }
    socket.send(Message::binary(vec![1, 2, 3])).await.unwrap();
    assert_eq!(code_of(&mut socket).await, "malformed");
    socket.send(Message::text(json!({ "type": "pong", "n": 1 }).to_string())).await.unwrap();
    let _created = server.session(&server.admin).await;
    let told = async {
        while let Some(Ok(Message::Text(text))) = socket.next().await {
            if text.contains("Iván Ríos") {
                return;
            }
        }
        panic!("the connection ended");
    };
    tokio::time::timeout(std::time::Duration::from_secs(10), told).await.expect("the desk hears of the new session");
}

async fn code_of(
    socket: &mut tokio_tungstenite::WebSocketStream<impl tokio::io::AsyncRead + tokio::io::AsyncWrite + Unpin>,
) -> String {
    while let Some(Ok(Message::Text(text))) = socket.next().await {
        let message: serde_json::Value = serde_json::from_str(&text).unwrap();
        if message["type"] == "problem" {
            return message["code"].as_str().unwrap().to_owned();
        }
    }
    panic!("the connection ended");
}

#[tokio::test]
async fn a_page_that_offers_without_end_is_told_to_wait_and_its_call_goes_on() {
    let server = TestServer::start().await;
    let (_supervisor, mut customer, _) = server.call().await;
    let mut refused = Vec::new();
    for _ in 0..=OFFERS_PER_MINUTE {
        refused.push(customer.offer("v=0").await.unwrap_err());
    }
    assert_eq!(refused.pop(), Some(ErrorCode::TooMany));
    assert!(refused.iter().all(|code| *code == ErrorCode::BadOffer));
    customer.must(json!({ "do": "say", "text": "sigo aquí" })).await;
}

#[tokio::test]
async fn a_pointer_that_runs_wild_is_thinned_out_and_a_message_beyond_reading_ends_the_connection() {
    let server = TestServer::start().await;
    let (mut supervisor, mut customer, _) = server.call().await;
    let epoch = u8::try_from(supervisor.view.picture.epoch).unwrap();
    let before = server.metric("cicerone_sockets_transients_total").await;
    for _ in 0..1_000 {
        supervisor.bytes(&[1, epoch, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]).await;
    }
    supervisor.must(json!({ "do": "say", "text": "¿lo ve?" })).await;
    let passed = server.metric("cicerone_sockets_transients_total").await - before;
    assert!((100.0..800.0).contains(&passed), "{passed} of 1,000 at once");
    customer.text(&"x".repeat(3 << 20)).await;
    customer.until_closed().await;
    supervisor.must(json!({ "do": "say", "text": "¿sigue ahí?" })).await;
}
