//! What a restart of the server keeps: everything that anyone was shown.

use std::time::Duration;

use cicerone_protocol::event::{Absence, Event};
use cicerone_protocol::limits::HELLO_MS;
use cicerone_protocol::log::verify::Verdict;
use cicerone_protocol::message::ServerMessage;
use cicerone_protocol::view::State;
use futures_util::StreamExt;
use serde_json::json;
use tokio_tungstenite::connect_async;
use tokio_tungstenite::tungstenite::Message;

use crate::client::Page;
use crate::server::TestServer;

#[tokio::test]
async fn a_restart_tells_pages_to_come_back_and_the_session_goes_on_where_it_was() {
    let server = TestServer::start().await;
    let (mut supervisor, mut customer, session) = server.call().await;
    supervisor.must(json!({ "do": "send_step", "text": "Reinicia el módem", "hint": null, "still": null })).await;
    customer.must(json!({ "do": "curtain", "drawn": true })).await;
    let metrics = server.server.app.metrics.clone();
    let server = server.restart().await;
    assert_eq!(metrics.sockets.open.get(), 0, "the server has stopped only when every page has had its last word");
    for page in [&mut supervisor, &mut customer] {
        page.until_closed().await;
        assert!(page.has_heard(|message| matches!(message, ServerMessage::Restarting { .. })));
    }
    let staff = server.admin.clone();
    let mut supervisor = Page::open_tab(&server, session, &staff, supervisor.tab, Some(&supervisor)).await.unwrap();
    let token = customer.token.clone();
    let mut customer = Page::open_tab(&server, session, &token, customer.tab, Some(&customer)).await.unwrap();
    let before = supervisor.view.seq;
    supervisor.until(|view| view.seq > before && view.state == State::Active {}).await;
    assert!(supervisor.view.curtain.drawn, "a drawn curtain outlives the server");
    let restarted = |event: &Event| matches!(event, Event::ParticipantLeft { absence: Absence::ServerRestarted, .. });
    assert!(supervisor.seen.iter().filter_map(|e| e.event.known()).any(restarted));
    // The number of a command that was handled before the restart is still known.
    let dseq = supervisor.dseq;
    supervisor.send_as(dseq, json!({ "do": "send_step", "text": "Reinicia el módem", "hint": null, "still": null })).await;
    assert!(matches!(supervisor.answer(dseq).await, ServerMessage::Done { .. }));
    assert_eq!(supervisor.view.steps.len(), 1);
    customer.must(json!({ "do": "stop" })).await;
    supervisor.must(json!({ "do": "dispose", "disposition": { "kind": "visit" }, "note": null })).await;
    let review = server.review(session).await;
    assert!(matches!(review.verification, Verdict::Intact { .. }), "{:?}", review.verification);
}

#[tokio::test]
async fn a_page_that_has_said_nothing_yet_does_not_hold_up_the_stop_and_is_told_to_come_back() {
    let server = TestServer::start().await;
    let session = server.session(&server.admin).await.session;
    let open = async |path: String| connect_async(server.ws(&path)).await.unwrap().0;
    let sockets = [open(format!("/ws/session/{session}")).await, open("/ws/desk".to_owned()).await];
    let stopping = server.server.shutdown();
    tokio::time::timeout(Duration::from_millis(HELLO_MS / 2), stopping)
        .await
        .expect("nobody waits for a hello that may not come");
    for mut socket in sockets {
        let Some(Ok(Message::Text(last))) = socket.next().await else { panic!("a last word") };
        let last: serde_json::Value = serde_json::from_str(&last).unwrap();
        assert_eq!((&last["type"], &last["code"]), (&json!("problem"), &json!("restarting")));
    }
}
