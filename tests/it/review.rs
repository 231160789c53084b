//! Who may read which session, and the pages of the list.

use cicerone_protocol::api::ReviewList;
use cicerone_protocol::event::{Abilities, Via};
use reqwest::StatusCode;
use serde_json::{Value, json};

use crate::call::jpeg;
use crate::server::TestServer;

/// Rows of one page of the list.
const PAGE: usize = 50;

async fn list(server: &TestServer, token: &str, query: &str) -> ReviewList {
    let (status, list) = server.get(token, &format!("/api/review/sessions?{query}")).await;
    assert_eq!(status, StatusCode::OK, "{list}");
    serde_json::from_value(list).unwrap()
}

#[tokio::test]
async fn a_session_is_read_by_its_supervisor_and_by_reviewers_and_by_nobody_else() {
    let server = TestServer::start().await;
    let (_supervisor, _customer, session) = server.call().await;
    let still = uuid::Uuid::now_v7();
    let post = format!("/api/sessions/{session}/stills?still={still}&reason=scene&epoch=1");
    let lucia = server.staff("lucia", "supervisor").await;
    let tomas = server.staff("tomas", "reviewer").await;
    let posted = async |token: &str| {
        let answer = server.http.post(server.url(&post)).bearer_auth(token).body(jpeg()).send().await.unwrap();
        (answer.status(), answer.json::<Value>().await.unwrap()["code"].clone())
    };
    assert_eq!(posted(&lucia).await, (StatusCode::FORBIDDEN, json!("not_yours")));
    assert_eq!(posted(&tomas).await, (StatusCode::FORBIDDEN, json!("not_yours")), "reading is not taking part");
    assert_eq!(posted(&server.admin).await, (StatusCode::OK, Value::Null));
    let paths = [
        format!("/api/review/sessions/{session}"),
        format!("/api/review/sessions/{session}/export"),
        format!("/api/sessions/{session}/stills/{still}"),
    ];
    for path in &paths {
        let (status, problem) = server.get(&lucia, path).await;
        assert_eq!((status, &problem["code"]), (StatusCode::FORBIDDEN, &json!("not_yours")), "{path}");
        for reader in [&server.admin, &tomas] {
            assert_eq!(server.get(reader, path).await.0, StatusCode::OK, "{path}");
        }
    }
    assert_eq!(list(&server, &lucia, "").await.total, 0);
    assert_eq!(list(&server, &tomas, "").await.total, 1);
}

#[tokio::test]
async fn a_supervisor_who_asks_for_another_s_sessions_gets_own_ones() {
    let server = TestServer::start().await;
    let lucia = server.staff("lucia", "supervisor").await;
    let others = server.session(&server.admin).await.session;
    let own = server.session(&lucia).await.session;
    let admin = list(&server, &server.admin, "").await.sessions.iter().find(|row| row.session == others).unwrap().supervisor;
    let found = list(&server, &lucia, &format!("supervisor={admin}")).await;
    assert_eq!(found.sessions.iter().map(|row| row.session).collect::<Vec<_>>(), [own]);
    let found = list(&server, &server.admin, &format!("supervisor={admin}")).await;
    assert_eq!(found.sessions.iter().map(|row| row.session).collect::<Vec<_>>(), [others]);
}

#[tokio::test]
async fn each_role_is_refused_what_is_another_s() {
    let server = TestServer::start().await;
    let session = server.session(&server.admin).await.session;
    let tomas = server.staff("tomas", "reviewer").await;
    let lucia = server.staff("lucia", "supervisor").await;
    let (_, accounts) = server.get(&server.admin, "/api/users").await;
    let id = |name: &str| accounts.as_array().unwrap().iter().find(|user| user["name"] == name).unwrap()["id"].clone();
    let link = format!("/api/users/{}/link", id("lucia").as_str().unwrap());
    let new = json!({ "reference": "Marta", "topic": null, "language": "en" });
    let account = json!({ "name": "x", "display_name": "x", "role": "admin", "language": "en" });
    for (token, path, body) in [
        (&tomas, "/api/sessions".to_owned(), &new),
        (&tomas, format!("/api/sessions/{session}/invite"), &json!({})),
        (&tomas, format!("/api/sessions/{session}/take-over"), &json!({})),
        (&tomas, link.clone(), &json!({})),
        (&lucia, link.clone(), &json!({})),
        (&lucia, "/api/users".to_owned(), &account),
    ] {
        let (status, problem) = server.post(Some(token), &path, body).await;
        assert_eq!((status, &problem["code"]), (StatusCode::FORBIDDEN, &json!("forbidden")), "{path}");
    }
    for token in [&tomas, &lucia] {
        assert_eq!(server.get(token, "/api/users").await.0, StatusCode::FORBIDDEN);
    }
    let (status, problem) = server.post(Some(&lucia), &format!("/api/sessions/{session}/invite"), &json!({})).await;
    assert_eq!((status, &problem["code"]), (StatusCode::FORBIDDEN, &json!("not_yours")));

    let (status, fresh) = server.post(Some(&server.admin), &link, &json!({})).await;
    assert_eq!(status, StatusCode::OK, "{fresh}");
    let token = fresh["link"].as_str().unwrap().split_once("link=").unwrap().1;
    let use_it = json!({ "token": token, "password": "another long password" });
    assert_eq!(server.post(None, "/api/auth/link", &use_it).await.0, StatusCode::OK);
    let (status, problem) = server.post(None, "/api/auth/link", &use_it).await;
    assert_eq!((status, &problem["code"]), (StatusCode::GONE, &json!("link_spent")));
    let sign_in = json!({ "name": "lucia", "password": "another long password" });
    assert_eq!(server.post(None, "/api/auth/login", &sign_in).await.0, StatusCode::OK);
    let nobody = format!("/api/users/{}/link", uuid::Uuid::now_v7());
    assert_eq!(server.post(Some(&server.admin), &nobody, &json!({})).await.0, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn the_cursor_leads_through_every_session_once_and_ends() {
    let server = TestServer::start().await;
    let mut opened = Vec::new();
    for _ in 0..PAGE {
        opened.insert(0, server.session(&server.admin).await.session);
    }
    let only = list(&server, &server.admin, "").await;
    assert_eq!((only.sessions.len(), only.next), (PAGE, None), "what fits one page is one page");
    opened.insert(0, server.session(&server.admin).await.session);
    let first = list(&server, &server.admin, "").await;
    let next = first.next.expect("there is one more");
    let second = list(&server, &server.admin, &format!("cursor={next}")).await;
    assert_eq!((first.total, second.total, second.next), (51, 51, None));
    let found: Vec<_> = first.sessions.iter().chain(&second.sessions).map(|row| row.session).collect();
    assert_eq!(found, opened, "newest first, none twice, none left out");
    let (status, problem) = server.get(&server.admin, "/api/review/sessions?cursor=x").await;
    assert_eq!((status, &problem["code"]), (StatusCode::BAD_REQUEST, &json!("bad_field")));
}

#[tokio::test]
async fn the_summary_says_how_the_customer_came_what_their_phone_can_and_how_long_help_lasted() {
    let server = TestServer::start().await;
    let (mut supervisor, mut customer, session) = server.call().await;
    let waiting = server.session(&server.admin).await.session;
    let summary = server.review(waiting).await.summary;
    assert_eq!((summary.via, summary.abilities, summary.active_ms), (None, None, 0), "nobody has come yet");
    customer.must(json!({ "do": "say", "text": "un momento" })).await;
    customer.must(json!({ "do": "stop" })).await;
    supervisor.must(json!({ "do": "dispose", "disposition": { "kind": "resolved" }, "note": null })).await;
    supervisor.until_closed().await;
    let review = server.review(session).await;
    let summary = review.summary;
    assert_eq!(summary.via, Some(Via::Code));
    assert_eq!(summary.abilities, Some(Abilities { screen: true, camera: true, microphone: true }));
    let (from, to) = (review.events.first().unwrap().t, review.events.last().unwrap().t);
    assert!(summary.active_ms > 0 && summary.active_ms <= to - from, "{} ms", summary.active_ms);
    let over = list(&server, &server.admin, "state=over&disposition=resolved").await;
    assert_eq!(over.sessions.iter().map(|row| row.session).collect::<Vec<_>>(), [session]);
    assert_eq!(over.sessions[0].active_ms, summary.active_ms);
    let open = list(&server, &server.admin, "state=open").await;
    assert_eq!(open.sessions.iter().map(|row| row.session).collect::<Vec<_>>(), [waiting]);
    assert_eq!(list(&server, &server.admin, "disposition=visit").await.total, 0);
}
