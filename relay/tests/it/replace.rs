//! Pages that come again with another connection.

use crate::call::{CUSTOMER, Call, assert_alive, connect, show_until};
use crate::page::Page;
use cicerone_relay::{PeerRole, RelayEventKind};

#[test]
fn a_reloaded_page_takes_over_and_viewers_go_on_in_one_stream() {
    let (call, mut customer, mut staff) = Call::pair();
    let video = staff.video;
    show_until("pictures arrive", &mut customer, &mut staff, |_, staff| staff.heard_of(video).len() > 60);
    let mut again = Page::new(PeerRole::Customer);
    again.filler = 0xaa;
    call.join(CUSTOMER, &mut again);
    connect(&mut [&mut again]);
    let before = staff.heard_of(video).len();
    show_until("pictures come again", &mut again, &mut staff, |_, staff| staff.heard_of(video).len() > before + 60);
    let heard = staff.heard_of(video);
    let contiguous = heard.windows(2).all(|pair| *pair[1].seq_no == *pair[0].seq_no + 1);
    assert!(contiguous, "the viewer sees one stream");
    assert!(heard.iter().all(|packet| packet.header.ssrc == heard[0].header.ssrc));
    // Pictures of the page before may still have been on their way.
    let first = heard.iter().find(|packet| packet.payload[2] == again.filler).expect("the new page is seen");
    assert_eq!(first.payload[..2], [0x10, 0x00], "the new page starts with a keyframe");
}

#[test]
fn a_page_that_closes_is_reported_and_may_come_again() {
    let (mut call, mut customer, mut staff) = Call::pair();
    assert_alive(&mut customer, &mut staff);
    customer.rtc.close().expect("str0m says goodbye");
    show_until("the goodbye arrives", &mut customer, &mut staff, |_, _| {
        call.told_of(CUSTOMER).contains(&&RelayEventKind::Closed)
    });
    let mut again = Page::new(PeerRole::Customer);
    call.join(CUSTOMER, &mut again);
    connect(&mut [&mut again]);
    assert_alive(&mut again, &mut staff);
}
