//! Codecs that one side lacks.

use crate::call::{CUSTOMER, Call, STAFF, connect, show_until};
use crate::page::Page;
use cicerone_relay::{Doors, PeerRole, RelayEventKind, VideoCodec};

#[test]
fn a_viewer_without_the_codec_is_reported_once_and_the_rest_goes_on() {
    let mut call = Call::new();
    let mut customer = Page::with(PeerRole::Customer, |config| config.clear_codecs().enable_opus(true, false).enable_vp8(true));
    let mut staff = Page::with(PeerRole::Staff, |config| config.clear_codecs().enable_opus(true, false).enable_vp9(true));
    call.join(CUSTOMER, &mut customer);
    call.join(STAFF, &mut staff);
    connect(&mut [&mut customer, &mut staff]);
    call.session.open(Doors::ALL);
    let audio = staff.audio;
    show_until("voice goes on", &mut customer, &mut staff, |customer, staff| {
        customer.send_voice();
        staff.heard_of(audio).len() > 50
    });
    let mismatches: Vec<_> =
        call.told_of(STAFF).into_iter().filter(|kind| matches!(kind, RelayEventKind::CodecMismatch { .. })).cloned().collect();
    assert_eq!(mismatches, [RelayEventKind::CodecMismatch { offered: VideoCodec::Vp8, have: vec![VideoCodec::Vp9] }]);
}
