//! A network that is gone for a while.

use crate::call::{CUSTOMER, Call, Show, assert_alive};
use crate::page::{Pace, Page, during, until};
use cicerone_relay::RelayEventKind;
use cicerone_relay::limits::CONSENT_LIFETIME;
use std::time::{Duration, Instant};

const CUT: Duration = Duration::from_secs(10);

/// Lets ten seconds pass in which one page is cut off while the customer goes on to show.
fn cut_off(customer: &mut Page, staff: &mut Page, whom: fn(&mut Page, &mut Page, bool)) -> u64 {
    let mut show = Show::running(customer);
    whom(customer, staff, true);
    let mut lost = 0;
    during(CUT, &mut [customer, staff], |pages| {
        show.go_on(pages[0]);
        lost += 1;
    });
    whom(customer, staff, false);
    lost
}

#[test]
fn after_a_cut_of_the_viewer_pictures_are_back_without_a_storm() {
    let (call, mut customer, mut staff) = Call::pair();
    assert_alive(&mut customer, &mut staff);
    let forwarded = call.relay.metrics().packets_forwarded.get();
    cut_off(&mut customer, &mut staff, |_, staff, cut| staff.cut = cut);
    let lost = call.relay.metrics().packets_forwarded.get() - forwarded;
    assert!(lost > 1_000, "{lost} packets were sent into the cut");
    let back = Instant::now();
    let resent = call.relay.metrics().nacks_answered.get();
    let video = staff.video;
    let before = staff.heard_of(video).len();
    let mut show = Show::running(&customer);
    let starts = |staff: &Page| staff.heard_of(video)[before..].iter().any(|packet| packet.payload[..2] == [0x10, 0x00]);
    until("a keyframe arrives", &mut [&mut customer, &mut staff], |pages| {
        show.go_on(pages[0]);
        starts(pages[1])
    });
    assert!(back.elapsed() < Duration::from_secs(3), "pictures were back after {:?}", back.elapsed());
    let rest = Duration::from_secs(1).saturating_sub(back.elapsed());
    during(rest, &mut [&mut customer, &mut staff], |pages| show.go_on(pages[0]));
    let resent = call.relay.metrics().nacks_answered.get() - resent;
    assert!(resent <= 200 && resent <= 2 * lost, "{resent} packets were sent again");
    assert_alive(&mut customer, &mut staff);
}

#[test]
fn after_a_cut_of_the_publisher_pictures_are_back_and_little_is_asked_again() {
    let (mut call, mut customer, mut staff) = Call::pair();
    assert_alive(&mut customer, &mut staff);
    let wanted = customer.keyframes_wanted;
    cut_off(&mut customer, &mut staff, |customer, _, cut| customer.cut = cut);
    assert!(call.told_of(CUSTOMER).contains(&&RelayEventKind::Quiet));
    let asked = call.relay.metrics().nacks_sent.get();
    let back = Instant::now();
    let video = staff.video;
    let before = staff.heard_of(video).len();
    let mut show = Show::running(&customer);
    until("a keyframe arrives", &mut [&mut customer, &mut staff], |pages| {
        show.go_on(pages[0]);
        pages[1].heard_of(video)[before..].iter().any(|packet| packet.payload[..2] == [0x10, 0x00])
    });
    assert!(back.elapsed() < Duration::from_secs(3), "pictures were back after {:?}", back.elapsed());
    during(Duration::from_secs(1), &mut [&mut customer, &mut staff], |pages| show.go_on(pages[0]));
    let asked = call.relay.metrics().nacks_sent.get() - asked;
    assert!(asked <= 200, "{asked} packets were asked for again");
    assert!(customer.keyframes_wanted > wanted, "the relay asked for a keyframe at once");
    assert!(call.told_of(CUSTOMER).contains(&&RelayEventKind::Resumed));
}

#[test]
fn a_screen_where_nothing_moves_brings_no_keyframes() {
    let (_call, mut customer, mut staff) = Call::pair();
    assert_alive(&mut customer, &mut staff);
    let wanted = customer.keyframes_wanted;
    // Chromium repeats the picture of a screen once a second.
    let (mut pictures, mut voice) = (Pace::new(Duration::from_millis(1_100)), Pace::new(Duration::from_millis(20)));
    during(Duration::from_secs(5), &mut [&mut customer, &mut staff], |pages| {
        if pictures.due() {
            pages[0].send_picture(false);
        }
        if voice.due() {
            pages[0].send_voice();
        }
    });
    assert_eq!(customer.keyframes_wanted, wanted);
}

#[test]
fn a_member_of_staff_who_stops_speaking_sees_on() {
    let (_call, mut customer, mut staff) = Call::pair();
    assert_alive(&mut customer, &mut staff);
    let mut voice = Pace::new(Duration::from_millis(20));
    let mut show = Show::running(&customer);
    during(Duration::from_secs(1), &mut [&mut customer, &mut staff], |pages| {
        show.go_on(pages[0]);
        if voice.due() {
            pages[1].send_voice();
        }
    });
    let wanted = customer.keyframes_wanted;
    during(Duration::from_secs(8), &mut [&mut customer, &mut staff], |pages| show.go_on(pages[0]));
    assert_eq!(customer.keyframes_wanted, wanted, "reports a second apart are no cut");
}

#[test]
fn lost_packets_are_asked_for_and_repaired_in_both_directions() {
    let (call, mut customer, mut staff) = Call::pair();
    assert_alive(&mut customer, &mut staff);
    staff.lose = |n| n % 10 == 0;
    let mut show = Show::running(&customer);
    during(Duration::from_secs(2), &mut [&mut customer, &mut staff], |pages| show.go_on(pages[0]));
    staff.lose = |_| false;
    during(Duration::from_millis(500), &mut [&mut customer, &mut staff], |pages| show.go_on(pages[0]));
    assert!(call.relay.metrics().nacks_answered.get() > 10);
    let mut numbers: Vec<u64> = staff.heard_of(staff.video).iter().map(|packet| *packet.seq_no).collect();
    numbers.sort_unstable();
    numbers.dedup();
    let holes = numbers.windows(2).filter(|pair| pair[1] != pair[0] + 1).count();
    assert_eq!(holes, 0, "every packet that was lost on the way was sent again");
    customer.skip_video(2);
    during(Duration::from_millis(300), &mut [&mut customer, &mut staff], |pages| show.go_on(pages[0]));
    assert!(call.relay.metrics().nacks_sent.get() >= 2, "the relay asks the publisher for what it misses");
}

#[test]
fn a_page_that_was_gone_for_longer_than_consent_lasts_comes_back_by_an_ice_restart() {
    let (mut call, mut customer, mut staff) = Call::pair();
    assert_alive(&mut customer, &mut staff);
    customer.cut = true;
    during(CONSENT_LIFETIME + Duration::from_secs(2), &mut [&mut customer, &mut staff], |_| {});
    assert!(call.told_of(CUSTOMER).contains(&&RelayEventKind::Stalled));
    customer.cut = false;
    let offer = customer.restart_offer();
    let answer = call.answer(CUSTOMER, customer.role, offer).expect("a restart is answered");
    assert!(answer.restarted);
    customer.accept(&answer.sdp);
    assert_alive(&mut customer, &mut staff);
    assert!(call.told_of(CUSTOMER).contains(&&RelayEventKind::Resumed));
}
