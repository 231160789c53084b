//! Tabs, cuts and catching up.

use cicerone_protocol::TabId;
use cicerone_protocol::message::ServerMessage;
use cicerone_protocol::view::State;
use serde_json::json;
use uuid::Uuid;

use crate::client::Page;
use crate::server::TestServer;

#[tokio::test]
async fn the_newest_tab_of_a_person_wins_and_the_older_is_told() {
    let server = TestServer::start().await;
    let (mut supervisor, mut customer, session) = server.call().await;
    let newer = TabId::new(Uuid::now_v7());
    let mut second = Page::open_tab(&server, session, &customer.token, newer, None).await.unwrap();
    customer.until_closed().await;
    assert!(customer.has_heard(|message| *message == ServerMessage::Replaced {}));
    supervisor.until(|view| view.customer.as_ref().and_then(|c| c.participant.tab) == Some(newer)).await;
    second.must(json!({ "do": "say", "text": "desde otra pestaña" })).await;
    assert_eq!(second.view.consent, supervisor.view.consent, "consent belongs to the person, not to the tab");
}

#[tokio::test]
async fn a_page_that_comes_back_gets_what_it_missed_and_no_more() {
    let server = TestServer::start().await;
    let (mut supervisor, customer, session) = server.call().await;
    let had = customer.view.seq;
    for n in 0..10 {
        supervisor.must(json!({ "do": "say", "text": format!("mensaje {n}") })).await;
    }
    let mut back = Page::open_tab(&server, session, &customer.token, customer.tab, Some(&customer)).await.unwrap();
    back.until(|view| view.chat.len() == 10).await;
    let caught_up: Vec<_> = back.seen.iter().map(|event| event.seq).filter(|seq| *seq > had).collect();
    assert_eq!(caught_up.len(), 10, "{caught_up:?}");
    assert_eq!(back.view.chat, supervisor.view.chat);
}

#[tokio::test]
async fn a_lost_customer_interrupts_the_call_and_coming_back_resumes_it() {
    let server = TestServer::start().await;
    let (mut supervisor, customer, session) = server.call().await;
    let (token, tab) = (customer.token.clone(), customer.tab);
    drop(customer.cut());
    supervisor.until(|view| matches!(view.state, State::Interrupted { customer_away: true, supervisor_away: false, .. })).await;
    let _back = Page::open_tab(&server, session, &token, tab, None).await.unwrap();
    supervisor.until(|view| view.state == State::Active {}).await;
}

#[tokio::test]
async fn hold_stops_the_picture_and_the_tools_until_it_is_taken_back() {
    let server = TestServer::start().await;
    let (mut supervisor, mut customer, _) = server.call().await;
    supervisor.must(json!({ "do": "hold" })).await;
    customer.until(|view| view.state == State::Held {}).await;
    assert_eq!(supervisor.refused(json!({ "do": "want_snapshot" })).await, "on_hold");
    supervisor.must(json!({ "do": "unhold" })).await;
    customer.until(|view| view.state == State::Active {}).await;
    supervisor.must(json!({ "do": "want_snapshot" })).await;
}
