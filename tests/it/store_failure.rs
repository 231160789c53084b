//! A disk that does not take writes: what gives is refused, what takes away holds, nothing acknowledged is lost.

use cicerone_protocol::event::Event;
use cicerone_protocol::verify::Verdict;
use cicerone_server::store::DiskFault;
use serde_json::json;

use crate::server::TestServer;

#[tokio::test]
async fn while_the_log_cannot_be_written_the_curtain_works_and_new_guidance_is_refused() {
    let server = TestServer::start().await;
    let (mut supervisor, mut customer, session) = server.call().await;
    server.server.app.store.set_disk_fault(DiskFault::ReadOnly);
    assert_eq!(supervisor.refused(json!({ "do": "say", "text": "¿hola?" })).await, "store_unavailable");
    customer.must(json!({ "do": "curtain", "drawn": true })).await;
    supervisor.until(|view| view.curtain.drawn).await;
    customer.must(json!({ "do": "mute", "muted": true })).await;
    assert_eq!(customer.refused(json!({ "do": "curtain", "drawn": false })).await, "store_unavailable", "opening gives");
    server.server.app.store.set_disk_fault(DiskFault::None);
    let mut tries = 0;
    while tries == 0 || supervisor.view.chat.is_empty() {
        tries += 1;
        assert!(tries < 200, "the store recovers by itself");
        supervisor.command(json!({ "do": "say", "text": "ya volvió" })).await;
        tokio::time::sleep(std::time::Duration::from_millis(60)).await;
    }
    let review = server.review(session).await;
    assert!(matches!(review.verification, Verdict::Truncated { .. }), "the session goes on: {:?}", review.verification);
    let logged = |wanted: fn(&Event) -> bool| review.events.iter().filter_map(|e| e.event.known()).any(wanted);
    assert!(
        logged(|event| matches!(event, Event::Curtain { drawn: true })),
        "what was shown while the disk was full is in the log"
    );
    assert!(logged(|event| matches!(event, Event::Muted { muted: true })));
}
