//! Every codec that is forwarded, and those that one side lacks.

use crate::call::{CUSTOMER, Call, STAFF, connect, show_until};
use crate::page::{Pace, Page, until};
use cicerone_relay::{Gates, PeerRole, RelayEventKind, VideoCodec};
use std::time::Duration;
use str0m::RtcConfig;
use str0m::format::{Codec, FormatParams};
use str0m::media::Frequency;

/// A page that knows one video codec, under a payload type of its own.
fn only(role: PeerRole, codec: VideoCodec, payload_type: u8) -> Page {
    let (codec, params) = match codec {
        VideoCodec::Vp8 => (Codec::Vp8, FormatParams::default()),
        VideoCodec::Vp9 => (Codec::Vp9, FormatParams { profile_id: Some(0), ..FormatParams::default() }),
        VideoCodec::Av1 => (Codec::Av1, FormatParams { profile: Some(0), ..FormatParams::default() }),
        VideoCodec::H264 => {
            let (packetization_mode, profile_level_id) = (Some(1), Some(0x42_e01f));
            (Codec::H264, FormatParams { packetization_mode, profile_level_id, ..FormatParams::default() })
        }
    };
    Page::with(role, |config: RtcConfig| {
        let mut config = config.clear_codecs().enable_opus(true, false);
        let (own, repair) = (payload_type.into(), Some((payload_type + 1).into()));
        config.codec_config().add_config(own, repair, codec, Frequency::NINETY_KHZ, None, params);
        config
    })
}

/// The first bytes of a packet that starts a keyframe, and of one that does not.
fn payloads(codec: VideoCodec) -> (&'static [u8], &'static [u8]) {
    match codec {
        VideoCodec::Vp8 => (&[0x10, 0x00, 0x9d], &[0x10, 0x01, 0x9d]),
        // A sequence parameter set in front (RFC 6184), and a slice of a picture that is predicted.
        VideoCodec::H264 => (&[0x78, 0x00, 0x02, 0x67, 0x42, 0x00, 0x02, 0x65, 0x88], &[0x41, 0x9a, 0x24]),
        VideoCodec::Vp9 => (&[0x8c, 0x12, 0x00], &[0xcc, 0x13, 0x00]),
        VideoCodec::Av1 => (&[0x18, 0x0a, 0x01], &[0x10, 0x32, 0x01]),
    }
}

#[test]
fn every_codec_is_forwarded_from_its_keyframe_on_under_the_viewer_s_payload_type() {
    for codec in VideoCodec::ALL {
        let mut call = Call::new();
        let (mut customer, mut staff) = (only(PeerRole::Customer, codec, 100), only(PeerRole::Staff, codec, 110));
        call.join(STAFF, &mut staff);
        call.join(CUSTOMER, &mut customer);
        connect(&mut [&mut customer, &mut staff]);
        call.session.open(Gates::ALL);
        let (key, delta) = payloads(codec);
        let mut pace = Pace::new(Duration::from_millis(20));
        let mut sent = 0;
        until("pictures without a start are sent", &mut [&mut customer, &mut staff], |pages| {
            if pace.due() {
                pages[0].send_payload(delta);
                sent += 1;
            }
            sent > 20
        });
        assert!(staff.heard.is_empty(), "{codec}: a decoder could not start with these");
        until("the publisher is asked for a keyframe", &mut [&mut customer], |pages| pages[0].keyframes_wanted > 0);
        customer.send_payload(key);
        until("pictures arrive", &mut [&mut customer, &mut staff], |pages| {
            if pace.due() {
                pages[0].send_payload(delta);
            }
            pages[1].heard.len() > 20
        });
        assert_eq!(staff.heard[0].payload[..], *key, "{codec}: the first packet starts a keyframe");
        assert!(staff.heard[1..].iter().all(|packet| packet.payload[..] == *delta), "{codec}: the payload is what was sent");
        assert!(staff.heard.iter().all(|packet| *packet.header.payload_type == 110), "{codec}");
        assert!(staff.heard.windows(2).all(|pair| *pair[1].seq_no == *pair[0].seq_no + 1), "{codec}: numbers have no holes");
        let started = RelayEventKind::TrackStarted { kind: cicerone_relay::MediaKind::Video, codec: codec.name() };
        assert!(call.told_of(CUSTOMER).contains(&&started), "{codec}");
    }
}

#[test]
fn a_viewer_without_the_codec_is_reported_once_and_the_rest_goes_on() {
    let mut call = Call::new();
    let mut customer = Page::with(PeerRole::Customer, |config| config.clear_codecs().enable_opus(true, false).enable_vp8(true));
    let mut staff = Page::with(PeerRole::Staff, |config| config.clear_codecs().enable_opus(true, false).enable_vp9(true));
    call.join(CUSTOMER, &mut customer);
    call.join(STAFF, &mut staff);
    connect(&mut [&mut customer, &mut staff]);
    call.session.open(Gates::ALL);
    let audio = staff.audio;
    show_until("voice goes on", &mut customer, &mut staff, |customer, staff| {
        customer.send_voice();
        staff.heard_of(audio).len() > 50
    });
    let mismatches: Vec<_> =
        call.told_of(STAFF).into_iter().filter(|kind| matches!(kind, RelayEventKind::CodecMismatch { .. })).cloned().collect();
    assert_eq!(
        mismatches,
        [RelayEventKind::CodecMismatch { offered: VideoCodec::Vp8, have: vec![VideoCodec::Vp9], common: vec![] }]
    );
}

/// A customer that has all codecs, and what it was answered first.
fn first_answered(call: &Call, customer: &mut Page, offer: String) -> String {
    let answer = call.answer(CUSTOMER, customer.role, offer).expect("it is answered").sdp;
    customer.accept(&answer);
    let video = answer.split("m=video").nth(1).expect("an answer has video");
    video.lines().find_map(|line| line.strip_prefix("a=rtpmap:")).expect("video has a codec").to_owned()
}

#[test]
fn a_customer_is_answered_with_codecs_that_its_viewers_have() {
    let call = Call::new();
    let mut staff = only(PeerRole::Staff, VideoCodec::Vp9, 110);
    call.join(STAFF, &mut staff);
    let mut customer = Page::new(PeerRole::Customer);
    let offer = customer.offer();
    let first = first_answered(&call, &mut customer, offer);
    assert!(first.contains("VP9/"), "{first}");
}

#[test]
fn a_customer_that_offers_again_is_answered_with_what_a_later_viewer_has() {
    let mut call = Call::new();
    let mut customer = Page::new(PeerRole::Customer);
    let offer = customer.offer();
    let first = first_answered(&call, &mut customer, offer);
    assert!(first.contains("VP8/"), "{first}");
    let mut staff = only(PeerRole::Staff, VideoCodec::Vp9, 110);
    call.join(STAFF, &mut staff);
    connect(&mut [&mut customer, &mut staff]);
    call.session.open(Gates::ALL);
    let (offered, common) = (VideoCodec::Vp8, vec![VideoCodec::Vp9]);
    let mismatch = RelayEventKind::CodecMismatch { offered, have: common.clone(), common };
    show_until("the mismatch is told", &mut customer, &mut staff, |_, _| call.told_of(STAFF).contains(&&mismatch));
    let offer = customer.restart_offer();
    let again = first_answered(&call, &mut customer, offer);
    assert!(again.contains("VP9/"), "{again}");
}
