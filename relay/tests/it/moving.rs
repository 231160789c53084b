//! Clients whose address changes.

use crate::call::{CUSTOMER, Call, Show, assert_alive, show_until};
use crate::page::{Page, until};
use cicerone_relay::PeerRole;
use std::time::{Duration, Instant};

#[test]
fn pictures_go_on_within_a_second_after_the_publisher_s_port_changed() {
    let (call, mut customer, mut staff) = Call::pair();
    assert_alive(&mut customer, &mut staff);
    customer.rebind();
    let moved = Instant::now();
    assert_alive(&mut customer, &mut staff);
    assert!(moved.elapsed() < Duration::from_millis(1_500), "took {:?} for 30 packets", moved.elapsed());
    assert_eq!(call.relay.metrics().paths_moved.get(), 1);
}

#[test]
fn pictures_go_on_after_the_viewer_s_port_changed() {
    let (_call, mut customer, mut staff) = Call::pair();
    assert_alive(&mut customer, &mut staff);
    staff.rebind();
    let mut show = Show::new();
    let video = staff.video;
    let before = staff.heard_of(video).len();
    until("pictures go on", &mut [&mut customer, &mut staff], |pages| {
        show.go_on(pages[0]);
        pages[1].send_voice();
        pages[1].heard_of(video).len() > before + 30
    });
}

#[test]
fn an_ice_restart_keeps_the_picture() {
    let (call, mut customer, mut staff) = Call::pair();
    assert_alive(&mut customer, &mut staff);
    let wanted = customer.keyframes_wanted;
    let offer = customer.restart_offer();
    let answer = call.answer(CUSTOMER, PeerRole::Customer, offer).expect("a restart is answered");
    assert!(answer.restarted);
    customer.accept(&answer.sdp);
    assert_alive(&mut customer, &mut staff);
    assert_eq!(customer.keyframes_wanted, wanted, "the stream went on as it was");
}

#[test]
fn media_replayed_from_elsewhere_does_not_move_a_client() {
    let (call, mut customer, mut staff) = Call::pair();
    let video = staff.video;
    show_until("pictures arrive", &mut customer, &mut staff, |_, staff| staff.heard_of(video).len() > 30);
    let stranger = Page::new(PeerRole::Customer);
    for number in 0..50u8 {
        // The customer's SSRC is no secret on the path, but without its keys nothing can be sealed.
        let mut packet = vec![0x80, 96, 0, number];
        packet.extend([0; 40]);
        stranger.send_raw(&packet, call.udp());
    }
    assert_alive(&mut customer, &mut staff);
    assert_eq!(call.relay.metrics().paths_moved.get(), 0);
}
