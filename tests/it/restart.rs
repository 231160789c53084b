//! What a restart of the server keeps: everything that anyone was shown.

use cicerone_protocol::event::{Absence, Event};
use cicerone_protocol::message::ServerMessage;
use cicerone_protocol::verify::Verdict;
use cicerone_protocol::view::State;
use serde_json::json;

use crate::client::Page;
use crate::server::TestServer;

#[tokio::test]
async fn a_restart_tells_pages_to_come_back_and_the_session_goes_on_where_it_was() {
    let server = TestServer::start().await;
    let (mut supervisor, mut customer, session) = server.call().await;
    supervisor.must(json!({ "do": "send_step", "text": "Reinicia el módem", "hint": null, "still": null })).await;
    customer.must(json!({ "do": "curtain", "drawn": true })).await;
    let server = server.restart().await;
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
    let restarted = |event: &Event| matches!(event, Event::Left { absence: Absence::ServerRestarted, .. });
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
