//! Voices both ways, and what goes with media: clocks, levels, and when packets arrived.

use crate::call::{CUSTOMER, Call, STAFF, Show, connect};
use crate::page::{Pace, Page, VOICE_LEVEL, until};
use cicerone_relay::{Gate, Gates, PeerRole};
use std::time::{Duration, Instant, SystemTime};
use str0m::bwe::Bitrate;
use str0m::rtp::{Extension, RtpPacket};

#[test]
fn voices_go_both_ways_and_each_has_its_gate() {
    let (call, mut customer, mut staff) = Call::pair();
    let mut pace = Pace::new(Duration::from_millis(20));
    let (to_customer, to_staff) = (customer.audio, staff.audio);
    until("both hear each other", &mut [&mut customer, &mut staff], |pages| {
        if pace.due() {
            pages.iter_mut().for_each(|page| page.send_voice());
        }
        pages[0].heard_of(to_customer).len() > 20 && pages[1].heard_of(to_staff).len() > 20
    });
    call.shut(Gate::StaffVoice, &mut [&mut customer, &mut staff]);
    until("what was under way arrives", &mut [&mut customer, &mut staff], |_| pace.due());
    let (before, heard) = (customer.heard.len(), staff.heard.len());
    until("staff hears on", &mut [&mut customer, &mut staff], |pages| {
        if pace.due() {
            pages.iter_mut().for_each(|page| page.send_voice());
        }
        pages[1].heard.len() > heard + 20
    });
    assert!(customer.heard.len() <= before + 1, "the customer hears nobody");
}

/// When a packet was captured by the clock of the sender report that came before it.
fn captured(packet: &RtpPacket, rate: f64) -> Option<SystemTime> {
    let report = packet.last_sender_info?;
    // The low 32 bits are what was on the wire.
    let reported = u32::try_from(report.rtp_time.numer() & 0xffff_ffff).ok()?;
    let since = packet.header.timestamp.wrapping_sub(reported).cast_signed();
    let offset = Duration::from_secs_f64(f64::from(since.unsigned_abs()) / rate);
    if since < 0 { report.ntp_time.checked_sub(offset) } else { report.ntp_time.checked_add(offset) }
}

#[test]
fn sender_reports_tell_a_viewer_when_voice_and_picture_were_captured() {
    let (_call, mut customer, mut staff) = Call::pair();
    let (video, audio) = (staff.video, staff.audio);
    let (mut show, mut voice) = (Show::new(), Pace::new(Duration::from_millis(20)));
    let reported = |staff: &Page, mid, rate| staff.heard_of(mid).last().and_then(|packet| captured(packet, rate));
    until("reports for both arrive", &mut [&mut customer, &mut staff], |pages| {
        show.go_on(pages[0]);
        if voice.due() {
            pages[0].send_voice();
        }
        reported(pages[1], video, 90_000.0).is_some() && reported(pages[1], audio, 48_000.0).is_some()
    });
    for (mid, rate) in [(video, 90_000.0), (audio, 48_000.0)] {
        let packet = *staff.heard_of(mid).last().expect("it was just seen");
        let report = packet.last_sender_info.expect("it was just seen");
        assert_eq!(report.ssrc, packet.header.ssrc, "the report speaks of the relay's own stream");
        assert!(report.sender_packet_count > 0 && report.sender_octet_count > 0);
        let arrived = SystemTime::now() - Instant::now().duration_since(packet.timestamp);
        let captured = captured(packet, rate).expect("it was just seen");
        let apart = arrived.duration_since(captured).unwrap_or_else(|error| error.duration());
        assert!(apart < Duration::from_millis(200), "capture and arrival are {apart:?} apart");
    }
}

#[test]
fn levels_reach_each_viewer_under_its_own_extension_id() {
    let call = Call::new();
    let mut customer = Page::new(PeerRole::Customer);
    let mut staff = Page::with(PeerRole::Staff, |config| {
        config.clear_extension_map().set_extension(7, Extension::AudioLevel).set_extension(1, Extension::RtpMid)
    });
    call.join(STAFF, &mut staff);
    call.join(CUSTOMER, &mut customer);
    connect(&mut [&mut customer, &mut staff]);
    call.session.open(Gates::ALL);
    let audio = staff.audio;
    let mut pace = Pace::new(Duration::from_millis(20));
    until("the voice arrives", &mut [&mut customer, &mut staff], |pages| {
        if pace.due() {
            pages[0].send_voice();
        }
        pages[1].heard_of(audio).len() > 10
    });
    let levels: Vec<_> = staff.heard_of(audio).iter().map(|packet| packet.header.ext_vals.audio_level).collect();
    assert!(levels.iter().all(|level| *level == Some(VOICE_LEVEL)), "{levels:?}");
    assert!(staff.heard_of(audio).iter().all(|packet| packet.header.ext_vals.mid.is_none()), "the other id is not mixed up");
}

#[test]
fn an_estimator_learns_from_the_relay_s_feedback_that_there_is_room() {
    let start = Bitrate::kbps(300);
    let call = Call::new();
    let mut customer = Page::with(PeerRole::Customer, |config| config.enable_bwe(Some(start)));
    let mut staff = Page::new(PeerRole::Staff);
    call.join(STAFF, &mut staff);
    call.join(CUSTOMER, &mut customer);
    connect(&mut [&mut customer, &mut staff]);
    customer.rtc.bwe().set_bitrate(Bitrate::kbps(50), Bitrate::mbps(5));
    call.session.open(Gates::ALL);
    let mut show = Show::new();
    until("the estimate rises", &mut [&mut customer, &mut staff], |pages| {
        show.go_on(pages[0]);
        pages[0].estimate > start.as_u64() * 2
    });
}
