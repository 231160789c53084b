//! Media threads that do not come round, and what must not keep them from it.

use crate::call::{CUSTOMER, Call, STAFF, assert_alive, connect, loopback};
use crate::page::{Page, during, until};
use cicerone_relay::limits::MAX_QUEUED_COMMANDS;
use cicerone_relay::{FenceError, Gate, OfferError, PeerRole, Relay, RelayEventKind, SessionKey};
use std::sync::mpsc::channel;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

#[test]
fn keyframes_wanted_of_a_customer_whose_handshake_never_ends_do_not_hold_up_its_thread() {
    let (call, mut customer, mut staff) = Call::pair();
    let other = call.relay.open_session(SessionKey(43));
    let mut silent = Page::new(PeerRole::Customer);
    let (sender, answer) = channel();
    other.offer(CUSTOMER, silent.role, silent.offer(), move |answer| sender.send(answer).expect("the test waits"));
    answer.recv_timeout(Duration::from_secs(5)).expect("it is answered").expect("it is a good offer");
    // Opening twice wants a keyframe twice, within the shortest time between two requests.
    other.open(Gate::CustomerVideo);
    other.open(Gate::CustomerVideo);
    during(Duration::from_millis(600), &mut [&mut customer, &mut staff], |_| {});
    let asked = Instant::now();
    let mut late = Page::new(PeerRole::Staff);
    call.join(cicerone_relay::MediaId(9), &mut late);
    assert!(asked.elapsed() < Duration::from_secs(1), "an offer was answered after {:?}", asked.elapsed());
    assert_alive(&mut customer, &mut staff);
}

#[test]
fn a_keyframe_that_was_wanted_before_there_were_keys_is_asked_for_once_there_are() {
    let call = Call::new();
    let mut customer = Page::new(PeerRole::Customer);
    call.join(CUSTOMER, &mut customer);
    call.session.open(Gate::CustomerVideo);
    connect(&mut [&mut customer]);
    until("the publisher is asked", &mut [&mut customer], |pages| pages[0].keyframes_wanted > 0);
}

#[test]
fn a_stuck_media_thread_is_noticed_and_its_return_too() {
    let held = Arc::new(Mutex::new(()));
    let hold = held.clone();
    let (told, connected) = channel();
    // What the documentation forbids: it blocks the media thread.
    let events = move |event: cicerone_relay::RelayEvent| {
        if event.kind == RelayEventKind::Connected {
            told.send(()).expect("the test waits");
            drop(hold.lock().unwrap_or_else(PoisonError::into_inner));
        }
    };
    let relay = Relay::start(&loopback(), events).expect("the relay starts");
    let guard = held.lock().unwrap_or_else(PoisonError::into_inner);
    let session = relay.open_session(SessionKey(1));
    let mut page = Page::new(PeerRole::Staff);
    let (sender, answer) = channel();
    session.offer(STAFF, page.role, page.offer(), move |answer| sender.send(answer).expect("the test waits"));
    let answer = answer.recv_timeout(Duration::from_secs(5)).expect("it is answered").expect("it is a good offer");
    page.accept(&answer.sdp);
    assert!(relay.is_alive());
    until("the thread is held up", &mut [&mut page], |_| connected.try_recv().is_ok());
    let (sender, fence) = channel();
    session.shut(Gate::CustomerVideo, move |outcome| sender.send(outcome).expect("the test waits"));
    assert_eq!(fence.recv_timeout(Duration::from_secs(5)), Ok(Err(FenceError::Stuck)));
    until("the relay says so", &mut [&mut page], |_| !relay.is_alive());
    let (sender, refused) = channel();
    for _ in 0..MAX_QUEUED_COMMANDS + 5 {
        let sender = sender.clone();
        // The ones that wait are answered later, when nobody listens any more.
        session.offer(STAFF, page.role, "v=0".to_owned(), move |answer| drop(sender.send(answer)));
    }
    assert_eq!(refused.try_iter().filter(|answer| *answer == Err(OfferError::Busy)).count(), 5);
    assert_eq!(relay.metrics().commands_refused.get(), 5);
    drop(guard);
    until("the relay says that it is over", &mut [&mut page], |_| relay.is_alive());
}
