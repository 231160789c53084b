//! A tap: what a recorder will read.

use crate::call::{CUSTOMER, Call, STAFF, Show, connect};
use crate::page::{PACKETS_PER_PICTURE, Page, during, until};
use cicerone_relay::{Gate, Gates, MediaKind, PeerRole, SessionKey, Tap, TapEnded, TapPacket};
use std::time::Duration;

/// Everything that a tap has now.
fn read(tap: &Tap) -> Vec<TapPacket> {
    std::iter::from_fn(|| tap.next(Duration::ZERO).expect("the session goes on")).collect()
}

/// A customer's page that is connected and whom nobody watches.
fn alone() -> (Call, Page) {
    let call = Call::new();
    let mut customer = Page::new(PeerRole::Customer);
    call.join(CUSTOMER, &mut customer);
    connect(&mut [&mut customer]);
    (call, customer)
}

#[test]
fn a_tap_gets_pictures_and_voice_in_clear_text_though_nobody_watches() {
    let (call, mut customer) = alone();
    customer.filler = 0x77;
    let tap = call.session.tap(Gates::ALL);
    call.session.open(Gates::ALL);
    let (mut show, mut got) = (Show::new(), Vec::new());
    until("both kinds come", &mut [&mut customer], |pages| {
        show.go_on(pages[0]);
        pages[0].send_voice();
        got.extend(read(&tap));
        [MediaKind::Video, MediaKind::Audio].iter().all(|kind| got.iter().filter(|packet| packet.kind == *kind).count() > 60)
    });
    let of = |kind| got.iter().filter(|packet| packet.kind == kind).collect::<Vec<_>>();
    for (kind, gate, codec, clock_rate) in
        [(MediaKind::Video, Gate::CustomerVideo, "VP8", 90_000), (MediaKind::Audio, Gate::CustomerVoice, "opus", 48_000)]
    {
        let packets = of(kind);
        assert!(packets.iter().all(|packet| packet.gate == gate && packet.codec == codec && packet.clock_rate == clock_rate));
        assert!(packets.windows(2).all(|pair| pair[1].stream == pair[0].stream && pair[1].sequence == pair[0].sequence + 1));
        assert!(packets.iter().all(|packet| !packet.after_gap));
    }
    let pictures = of(MediaKind::Video);
    assert!(pictures[0].starts, "the first packet begins a keyframe");
    assert_eq!(pictures[0].payload[..3], [0x10, 0x00, 0x77], "what the page sent, opened");
    let first = PACKETS_PER_PICTURE as usize;
    assert!(pictures[first - 1].marker && pictures[first].timestamp > pictures[0].timestamp, "one timestamp for each picture");
}

#[test]
fn a_tap_gets_nothing_behind_a_shut_gate_and_after_the_fence_nothing_arrives() {
    let (call, mut customer) = alone();
    let tap = call.session.tap(Gates::ALL);
    let mut show = Show::new();
    during(Duration::from_millis(300), &mut [&mut customer], |pages| {
        show.go_on(pages[0]);
        pages[0].send_voice();
    });
    assert!(read(&tap).is_empty(), "nothing passes before a gate is opened");
    call.session.open(Gates::ALL);
    let mut before = Vec::new();
    until("pictures come", &mut [&mut customer], |pages| {
        show.go_on(pages[0]);
        before.extend(read(&tap));
        before.len() > 60
    });
    // These wait in the tap's queue, unread, when the gate is shut.
    let forwarded = before.len();
    during(Duration::from_millis(200), &mut [&mut customer], |pages| show.go_on(pages[0]));
    call.shut(Gate::CustomerVideo, &mut [&mut customer]);
    during(Duration::from_millis(500), &mut [&mut customer], |pages| {
        show.go_on(pages[0]);
        pages[0].send_voice();
    });
    let behind = read(&tap);
    assert!(behind.iter().all(|packet| packet.kind == MediaKind::Audio), "{forwarded} before, and then a picture");
    assert!(behind.len() > 20, "voice goes on");

    call.session.open(Gate::CustomerVideo);
    let mut after = Vec::new();
    until("pictures come again", &mut [&mut customer], |pages| {
        show.go_on(pages[0]);
        after.extend(read(&tap).into_iter().filter(|packet| packet.kind == MediaKind::Video));
        after.len() > 30
    });
    assert!(after[0].starts, "they start at a keyframe");
    let last = before.last().map(|packet| packet.sequence).expect("pictures came");
    assert!(after[0].sequence > last + 20, "what was sent behind the curtain stays there");
}

#[test]
fn a_tap_hears_the_voice_of_staff_through_its_own_gate_alone() {
    let call = Call::new();
    let mut staff = Page::new(PeerRole::Staff);
    call.join(STAFF, &mut staff);
    connect(&mut [&mut staff]);
    let (voice, picture) = (call.session.tap(Gate::StaffVoice), call.session.tap(Gate::CustomerVideo));
    call.session.open(Gates::ALL);
    let mut heard = Vec::new();
    until("the voice comes", &mut [&mut staff], |pages| {
        pages[0].send_voice();
        heard.extend(read(&voice));
        heard.len() > 20
    });
    assert!(heard.iter().all(|packet| packet.gate == Gate::StaffVoice));
    assert!(read(&picture).is_empty(), "what is not asked for is not given");
}

#[test]
fn a_tap_ends_with_its_session_and_a_dropped_one_costs_the_call_nothing() {
    let (call, mut customer) = alone();
    drop(call.session.tap(Gates::ALL));
    let kept = call.session.tap(Gates::ALL);
    call.session.open(Gates::ALL);
    let mut show = Show::new();
    until("pictures come", &mut [&mut customer], |pages| {
        show.go_on(pages[0]);
        !read(&kept).is_empty()
    });
    let other = call.relay.open_session(SessionKey(7));
    let others = other.tap(Gates::ALL);
    other.close();
    assert_eq!(others.next(Duration::from_secs(5)).err(), Some(TapEnded));
    assert!(kept.next(Duration::ZERO).is_ok());
}

#[test]
fn a_reader_that_stands_still_loses_packets_and_the_call_none() {
    let (call, mut customer, mut staff) = Call::pair();
    let tap = call.session.tap(Gates::ALL);
    let (video, mut show) = (staff.video, Show::new());
    let dropped = || call.relay.metrics().tap_dropped.get();
    // Long enough that pictures find the queue full as well as voice.
    until("its queue is full", &mut [&mut customer, &mut staff], |pages| {
        show.go_on(pages[0]);
        (0..4).for_each(|_| pages[0].send_voice());
        dropped() > 300
    });
    let heard = staff.heard_of(video);
    assert!(heard.windows(2).all(|pair| *pair[1].seq_no == *pair[0].seq_no + 1), "who watches misses nothing");
    read(&tap);
    let mut resumed = Vec::new();
    until("it goes on", &mut [&mut customer, &mut staff], |pages| {
        show.go_on(pages[0]);
        pages[0].send_voice();
        resumed.extend(read(&tap));
        resumed.iter().any(|packet| packet.kind == MediaKind::Audio)
            && resumed.iter().any(|packet| packet.kind == MediaKind::Video)
    });
    let first = resumed.iter().find(|packet| packet.kind == MediaKind::Video).expect("it was just seen");
    assert!(first.starts, "pictures go on at a keyframe");
    assert!(resumed.iter().any(|packet| packet.after_gap), "and it is said that something is missing");
}
