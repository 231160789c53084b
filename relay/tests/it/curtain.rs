//! The curtain: what is behind a shut gate stays there.

use crate::call::{Call, Show, show_until};
use crate::page::during;
use cicerone_relay::Gate;
use std::time::Duration;

#[test]
fn after_the_fence_not_one_packet_leaves_and_after_opening_the_first_is_a_keyframe() {
    let (call, mut customer, mut staff) = Call::pair();
    let video = staff.video;
    // Every eleventh packet is lost, so that requests for re-sending are under way when the gate is shut.
    staff.lose = |n| n % 11 == 0;
    show_until("pictures arrive", &mut customer, &mut staff, |_, staff| staff.heard_of(video).len() > 120);
    assert!(call.relay.metrics().nacks_answered.get() > 0, "packets are re-sent before the curtain is drawn");
    let mut show = Show::new();
    let fence = call.shut(Gate::CustomerVideo, &mut [&mut customer, &mut staff]);
    // What the kernel already had may still be read: it arrived before the fence.
    during(Duration::from_millis(30), &mut [&mut customer, &mut staff], |_| {});
    let resent = call.relay.metrics().nacks_answered.get();
    staff.wire.clear();
    during(Duration::from_millis(1_500), &mut [&mut customer, &mut staff], |pages| show.go_on(pages[0]));
    assert!(staff.wire.is_empty(), "{} packets after the fence at {fence:?}", staff.wire.len());
    assert_eq!(call.relay.metrics().nacks_answered.get(), resent, "nothing is re-sent behind the curtain");

    let before = staff.heard_of(video).len();
    let last = staff.heard_of(video).iter().map(|packet| *packet.seq_no).max().expect("pictures came before");
    staff.lose = |_| false;
    call.session.open(Gate::CustomerVideo);
    show_until("pictures come again", &mut customer, &mut staff, |_, staff| staff.heard_of(video).len() > before + 30);
    let heard = staff.heard_of(video);
    let first = heard.iter().find(|packet| *packet.seq_no > last).expect("pictures came again");
    assert_eq!(first.payload[..2], [0x10, 0x00], "the first packet begins a keyframe");
    let mut numbers: Vec<u64> = heard[before..].iter().map(|packet| *packet.seq_no).filter(|n| *n > last).collect();
    numbers.sort_unstable();
    assert!(numbers[0] <= last + 2, "no numbers were used up behind the curtain: {last} then {}", numbers[0]);
    assert!(numbers.windows(2).all(|pair| pair[1] == pair[0] + 1), "numbers have no holes");
}

#[test]
fn packets_from_before_the_curtain_are_never_sent_again() {
    let (call, mut customer, mut staff) = Call::pair();
    let video = staff.video;
    show_until("pictures arrive", &mut customer, &mut staff, |_, staff| staff.heard_of(video).len() > 60);
    // Three pictures are lost on the way to staff; then the curtain is drawn and opened at once.
    staff.lose = |_| true;
    for _ in 0..3 {
        customer.send_picture(false);
        during(Duration::from_millis(5), &mut [&mut customer, &mut staff], |_| {});
    }
    staff.lose = |_| false;
    call.shut(Gate::CustomerVideo, &mut [&mut customer, &mut staff]);
    let resent = call.relay.metrics().nacks_answered.get();
    let before = staff.heard_of(video).len();
    call.session.open(Gate::CustomerVideo);
    show_until("pictures come again", &mut customer, &mut staff, |_, staff| staff.heard_of(video).len() > before + 60);
    assert_eq!(call.relay.metrics().nacks_answered.get(), resent, "the holes from before are not filled");
}

#[test]
fn the_curtain_covers_pictures_and_leaves_voices() {
    let (call, mut customer, mut staff) = Call::pair();
    let (video, audio) = (staff.video, staff.audio);
    show_until("pictures arrive", &mut customer, &mut staff, |_, staff| staff.heard_of(video).len() > 30);
    call.shut(Gate::CustomerVideo, &mut [&mut customer, &mut staff]);
    let pictures = staff.heard_of(video).len();
    let voice = staff.heard_of(audio).len();
    show_until("the voice goes on", &mut customer, &mut staff, |customer, staff| {
        customer.send_voice();
        staff.heard_of(audio).len() > voice + 20
    });
    assert!(staff.heard_of(video).len() <= pictures + 3);
}
