//! A disk that does not take writes: what gives is refused, what takes away holds, nothing acknowledged is lost.

use cicerone_protocol::TabId;
use cicerone_protocol::event::{Event, Outcome};
use cicerone_protocol::log::verify::Verdict;
use cicerone_protocol::message::ServerMessage;
use cicerone_protocol::view::State;
use serde_json::json;
use uuid::Uuid;

use crate::client::Page;
use crate::server::TestServer;

#[tokio::test]
async fn while_the_log_cannot_be_written_the_curtain_works_and_new_guidance_is_refused() {
    let server = TestServer::start().await;
    let (mut supervisor, mut customer, session) = server.call().await;
    let held = server.hold_log();
    assert_eq!(supervisor.refused(json!({ "do": "say", "text": "¿hola?" })).await, "store_unavailable");
    customer.must(json!({ "do": "curtain", "drawn": true })).await;
    supervisor.until(|view| view.curtain.drawn).await;
    customer.must(json!({ "do": "mute", "muted": true })).await;
    assert_eq!(customer.refused(json!({ "do": "curtain", "drawn": false })).await, "store_unavailable", "opening gives");
    drop(held);
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
        logged(|event| matches!(event, Event::ConsentCurtain { drawn: true })),
        "what was shown while the disk was full is in the log"
    );
    assert!(logged(|event| matches!(event, Event::TalkMuted { muted: true })));
}

#[tokio::test]
async fn while_the_log_cannot_be_written_a_page_that_was_let_in_comes_back_and_the_call_goes_on() {
    let server = TestServer::start().await;
    let (mut supervisor, customer, session) = server.call().await;
    let held = server.hold_log();
    let cut = customer.cut();
    let (tab, token) = (cut.tab, cut.token.clone());
    drop(cut);
    supervisor.until(|view| view.customer.as_ref().is_some_and(|customer| !customer.participant.is_present())).await;
    let mut customer = Page::open_tab(&server, session, &token, tab, None).await.expect("the same phone is welcome");
    supervisor.until(|view| view.customer.as_ref().is_some_and(|customer| customer.participant.is_present())).await;
    // Longer away, it finds the call interrupted, and coming back resumes it.
    let token = customer.token.clone();
    drop(customer.cut());
    supervisor.until(|view| matches!(view.state, State::Interrupted { customer_away: true, .. })).await;
    customer = Page::open_tab(&server, session, &token, tab, None).await.expect("the same phone is welcome");
    supervisor.until(|view| view.state == State::Active {}).await;
    // A second tab takes the first one's place, which is told.
    let newer = TabId::new(Uuid::now_v7());
    let token = customer.token.clone();
    let mut second = Page::open_tab(&server, session, &token, newer, None).await.expect("the newest tab wins");
    customer.until_closed().await;
    assert!(customer.has_heard(|message| matches!(message, ServerMessage::Replaced {})));
    second.must(json!({ "do": "curtain", "drawn": true })).await;
    assert_eq!(second.refused(json!({ "do": "curtain", "drawn": false })).await, "store_unavailable");
    drop(held);
    while is_refused(&second.command(json!({ "do": "curtain", "drawn": false })).await) {
        tokio::time::sleep(std::time::Duration::from_millis(60)).await;
    }
    supervisor.until(|view| !view.curtain.drawn).await;
    let review = server.review(session).await;
    assert!(matches!(review.verification, Verdict::Truncated { .. }), "the session goes on: {:?}", review.verification);
    let logged: Vec<_> = review.events.iter().map(|event| event.seq).collect();
    assert!(supervisor.seen.iter().all(|shown| logged.contains(&shown.seq)), "what anyone saw is in the log");
    let joined = review.events.iter().filter(|e| matches!(e.event.known(), Some(Event::ParticipantJoined { .. }))).count();
    assert_eq!(joined, 5, "both at the start, and the customer three times since");
}

#[tokio::test]
async fn a_no_at_the_door_holds_while_the_log_cannot_be_written_and_ends_the_log_as_soon_as_it_can() {
    for (no, admitted) in [("decline", false), ("decline", true), ("stop", false), ("stop", true)] {
        let server = TestServer::start().await;
        let created = server.session(&server.admin).await;
        let session = created.session;
        let mut supervisor = Page::open(&server, session, &server.admin).await;
        let joined = server.join(&created).await;
        let mut customer = Page::open(&server, session, &joined.resume).await;
        supervisor.until(|view| view.state == State::Asking {}).await;
        if admitted {
            supervisor.must(json!({ "do": "admit" })).await;
        }
        let held = server.hold_log();
        customer.must(json!({ "do": no })).await;
        for page in [&mut customer, &mut supervisor] {
            page.until_closed().await;
            assert!(page.has_heard(|message| *message == ServerMessage::Over {}), "both are told at once");
            assert_eq!(page.view.state, State::Over { outcome: Outcome::Declined });
        }
        let back = Page::open_tab(&server, session, &joined.resume, customer.tab, None).await;
        assert!(matches!(back, Err(ServerMessage::Over {})), "nobody comes back to it");
        let closed = |event: &Event| matches!(event, Event::SessionClosed { outcome: Outcome::Declined });
        let review = server.review(session).await;
        assert!(!review.events.iter().filter_map(|e| e.event.known()).any(closed), "the disk does not have it yet");
        drop(held);
        let mut review = server.review(session).await;
        while !matches!(review.verification, Verdict::Intact { .. }) {
            tokio::time::sleep(std::time::Duration::from_millis(60)).await;
            review = server.review(session).await;
        }
        assert!(review.events.last().and_then(|last| last.event.known()).is_some_and(closed));
        assert_eq!((review.summary.state.as_str(), review.summary.outcome), ("over", Some(Outcome::Declined)));
        // The driver ended after that, and not before.
        while server.server.app.sessions.driver(session).is_some() {
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        }
    }
}

#[tokio::test]
async fn a_lost_page_shuts_the_gates_although_the_log_cannot_be_written_and_a_snapshot_is_awaited() {
    let server = TestServer::start().await;
    let (mut supervisor, customer, _) = server.call().await;
    supervisor.must(json!({ "do": "want_snapshot" })).await;
    let _held = server.hold_log();
    drop(customer.cut());
    supervisor.until(|view| matches!(view.state, State::Interrupted { customer_away: true, .. })).await;
    assert!(supervisor.view.snapshot_wanted.is_none(), "the wish is given up all the same");
}

#[tokio::test]
async fn a_curtain_drawn_while_the_log_could_not_be_written_is_drawn_after_a_restart() {
    let server = TestServer::start().await;
    let (_supervisor, mut customer, session) = server.call().await;
    let held = server.hold_log();
    customer.must(json!({ "do": "curtain", "drawn": true })).await;
    drop(held);
    let server = server.restart().await;
    let staff = server.admin.clone();
    let supervisor = Page::open(&server, session, &staff).await;
    assert!(supervisor.view.curtain.drawn);
}

#[tokio::test]
async fn what_a_crash_took_from_the_log_is_taken_back_from_the_pages_that_saw_it() {
    let server = TestServer::start().await;
    let (mut supervisor, mut customer, session) = server.call().await;
    let held = server.hold_log();
    customer.must(json!({ "do": "curtain", "drawn": true })).await;
    supervisor.until(|view| view.curtain.drawn).await;
    // The disk never answers again before the server goes down.
    let server = server.restart_after(|| drop(held)).await;
    let staff = server.admin.clone();
    let (tab, token) = (customer.tab, customer.token.clone());
    let mut customer = Page::open_tab(&server, session, &token, tab, Some(&customer)).await.expect("the phone comes back");
    let mut supervisor =
        Page::open_tab(&server, session, &staff, supervisor.tab, Some(&supervisor)).await.expect("so does the console");
    customer.until(|view| view.state == State::Active {}).await;
    supervisor.until(|view| view.state == State::Active {}).await;
    assert!(!customer.view.curtain.drawn && !supervisor.view.curtain.drawn, "both see what the server goes by");
    customer.must(json!({ "do": "curtain", "drawn": true })).await;
    supervisor.until(|view| view.curtain.drawn).await;
}

pub(crate) fn is_refused(answer: &ServerMessage) -> bool {
    matches!(answer, ServerMessage::Refused { .. })
}
