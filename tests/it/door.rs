//! Invites: used once, found by link or code, ended by wrong tries, limited by rate.

use cicerone_protocol::event::Outcome;
use cicerone_protocol::limits::CODE_TRIES;
use cicerone_protocol::message::ServerMessage;
use cicerone_protocol::view::State;
use reqwest::StatusCode;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::client::Page;
use crate::server::TestServer;

fn link_of(link: &str) -> Value {
    json!({ "by": "link", "token": link.split_once('#').unwrap().1 })
}

#[tokio::test]
async fn looking_at_a_link_does_not_use_it_and_joining_does() {
    let server = TestServer::start().await;
    let created = server.session(&server.admin).await;
    let link = link_of(&created.invite.link);
    for _ in 0..3 {
        let (status, checked) = server.post(None, "/api/join/check", &link).await;
        assert_eq!((status, &checked["supervisor"]), (StatusCode::OK, &json!("Admin")));
    }
    let (status, _) = server.try_join(&link).await;
    assert_eq!(status, StatusCode::OK);
    let (status, problem) = server.try_join(&link).await;
    assert_eq!((status, &problem["code"]), (StatusCode::GONE, &json!("invite_used")));
    let (_, problem) = server.try_join(&json!({ "by": "code", "code": created.invite.code })).await;
    assert_eq!(problem["code"], "invite_used", "link and code are one invite");
}

#[tokio::test]
async fn five_wrong_tries_end_a_code_and_a_new_invite_ends_the_old_one() {
    let server = TestServer::start().await;
    let created = server.session(&server.admin).await;
    let code = &created.invite.code;
    let last: u32 = code[4..].parse().unwrap();
    for n in 1..=CODE_TRIES {
        let wrong = format!("{} {:04}", &code[..4], (last + n) % 10_000);
        let (status, problem) = server.try_join(&json!({ "by": "code", "code": wrong })).await;
        assert_eq!((status, &problem["code"]), (StatusCode::NOT_FOUND, &json!("invite_unknown")));
    }
    let (_, problem) = server.try_join(&json!({ "by": "code", "code": code })).await;
    assert_eq!(problem["code"], "invite_expired", "a code that was guessed at is worth nothing");

    let path = format!("/api/sessions/{}/invite", created.session);
    let (status, fresh) = server.post(Some(&server.admin), &path, &json!({})).await;
    assert_eq!(status, StatusCode::OK, "{fresh}");
    let (_, problem) = server.try_join(&link_of(&created.invite.link)).await;
    assert_eq!(problem["code"], "invite_expired");
    let (status, joined) = server.try_join(&link_of(fresh["link"].as_str().unwrap())).await;
    assert_eq!(status, StatusCode::OK, "{joined}");
}

#[tokio::test]
async fn guessing_is_limited_per_address() {
    let server = TestServer::start().await;
    let mut limited = None;
    for n in 0..200_u32 {
        let (status, problem) = server.try_join(&json!({ "by": "code", "code": format!("{n:08}") })).await;
        if status == StatusCode::TOO_MANY_REQUESTS {
            limited = Some(problem);
            break;
        }
    }
    assert_eq!(limited.expect("the limit is reached")["code"], "too_many");
    assert!(server.metric("cicerone_auth_limited_total").await >= 1.0);
}

#[tokio::test]
async fn who_is_turned_away_sees_nothing_and_the_session_is_over() {
    let server = TestServer::start().await;
    let created = server.session(&server.admin).await;
    let mut supervisor = Page::open(&server, created.session, &server.admin).await;
    let joined = server.join(&created).await;
    let mut customer = Page::open(&server, created.session, &joined.resume).await;
    supervisor.until(|view| view.state == State::Asking {}).await;
    assert_eq!(customer.refused(json!({ "do": "begin", "scopes": ["view_screen"] })).await, "wrong_state");
    supervisor.must(json!({ "do": "turn_away" })).await;
    customer.until_closed().await;
    assert!(customer.has_heard(|message| *message == ServerMessage::Over {}));
    assert_eq!(customer.view.state, State::Over { outcome: Outcome::TurnedAway });
    assert!(customer.view.reference.is_none(), "the staff's reference never reaches the customer's page");
}

#[tokio::test]
async fn a_typed_code_works_as_a_plain_form() {
    let server = TestServer::start().await;
    let created = server.session(&server.admin).await;
    let code = &created.invite.code;
    let http = reqwest::Client::builder().no_proxy().redirect(reqwest::redirect::Policy::none()).build().unwrap();
    let send = async |form: String| {
        let request = http.post(server.url("/join")).header("content-type", "application/x-www-form-urlencoded").body(form);
        let answer = request.send().await.unwrap();
        assert_eq!(answer.status(), StatusCode::SEE_OTHER);
        answer.headers()["location"].to_str().unwrap().to_owned()
    };
    let sent = send(format!("first={}&last={}", &code[..4], &code[4..])).await;
    assert_eq!(sent, format!("/j#{code}"), "the code stays in the fragment, which no server sees");
    assert_eq!(send("first=12+3&last=a".to_owned()).await, "/j#123", "one that is none goes to the page that says so");
    assert_eq!(send("first=&last=".to_owned()).await, "/j");
}

#[tokio::test]
async fn an_invite_is_not_spent_when_the_customer_could_not_be_put_at_the_door() {
    let server = TestServer::start().await;
    let created = server.session(&server.admin).await;
    let disk = rusqlite::Connection::open(server.data.path().join("cicerone.db")).unwrap();
    disk.execute_batch("CREATE TRIGGER broken BEFORE INSERT ON events BEGIN SELECT RAISE(ABORT, 'broken'); END").unwrap();
    let (status, problem) = server.try_join(&link_of(&created.invite.link)).await;
    assert_eq!((status, &problem["code"]), (StatusCode::INTERNAL_SERVER_ERROR, &json!("internal")));
    disk.execute_batch("DROP TRIGGER broken").unwrap();
    let (status, joined) = server.try_join(&link_of(&created.invite.link)).await;
    assert_eq!(status, StatusCode::OK, "{joined}");
    let (_, problem) = server.try_join(&link_of(&created.invite.link)).await;
    assert_eq!(problem["code"], "invite_used");
}

#[tokio::test]
async fn a_session_that_was_cancelled_ends_its_invite_for_whoever_looks_or_joins() {
    let server = TestServer::start().await;
    let created = server.session(&server.admin).await;
    let mut supervisor = Page::open(&server, created.session, &server.admin).await;
    supervisor.must(json!({ "do": "cancel" })).await;
    supervisor.until_closed().await;
    let link = link_of(&created.invite.link);
    for (status, problem) in [server.post(None, "/api/join/check", &link).await, server.try_join(&link).await] {
        assert_eq!((status, &problem["code"]), (StatusCode::GONE, &json!("invite_expired")));
    }
}

#[tokio::test]
async fn a_press_whose_answer_was_lost_is_repeated_and_an_invite_is_renewed_for_whoever_lost_the_way_back() {
    let server = TestServer::start().await;
    let created = server.session(&server.admin).await;
    let mut supervisor = Page::open(&server, created.session, &server.admin).await;
    let abilities = json!({ "screen": true, "camera": true, "microphone": true });
    let press = json!({ "invitation": link_of(&created.invite.link), "participant": Uuid::now_v7(), "language": "es", "abilities": abilities });
    let (_, lost) = server.post(None, "/api/join", &press).await;
    let (status, joined) = server.post(None, "/api/join", &press).await;
    assert_eq!((status, &joined["participant"]), (StatusCode::OK, &lost["participant"]), "{joined}");
    let customer = Page::open(&server, created.session, joined["resume"].as_str().unwrap()).await;
    supervisor.until(|view| view.customer.as_ref().is_some_and(|customer| customer.participant.is_present())).await;
    let (status, problem) = server.post(None, "/api/join", &press).await;
    assert_eq!((status, &problem["code"]), (StatusCode::GONE, &json!("invite_used")), "their page has come");

    let renew = format!("/api/sessions/{}/invite", created.session);
    assert_eq!(server.post(Some(&server.admin), &renew, &json!({})).await.0, StatusCode::CONFLICT, "they are at the door");
    drop(customer.cut());
    supervisor.until(|view| view.customer.as_ref().is_some_and(|customer| !customer.participant.is_present())).await;
    let (status, fresh) = server.post(Some(&server.admin), &renew, &json!({})).await;
    assert_eq!(status, StatusCode::OK, "{fresh}");
    assert_eq!(server.post(None, "/api/join", &press).await.1["code"], "invite_used", "the old one stays used");
    let (status, joined) = server.try_join(&link_of(fresh["link"].as_str().unwrap())).await;
    assert_eq!(status, StatusCode::OK, "{joined}");
    let mut customer = Page::open(&server, created.session, joined["resume"].as_str().unwrap()).await;
    supervisor.must(json!({ "do": "admit" })).await;
    customer.until(|view| view.state == State::Authorizing {}).await;
}
