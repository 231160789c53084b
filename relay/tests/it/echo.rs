//! The echo that `cicerone doctor` listens to.

use crate::call::{Call, Show, connect};
use crate::page::{Page, until};
use cicerone_relay::{MediaId, PeerRole};

#[test]
fn an_echo_gets_its_own_media_back_whatever_the_gates() {
    let call = Call::new();
    let mut page = Page::new(PeerRole::Echo);
    call.join(MediaId(3), &mut page);
    connect(&mut [&mut page]);
    let mut show = Show::new();
    let (audio, video) = (page.audio, page.video);
    until("sound and pictures come back", &mut [&mut page], |pages| {
        show.go_on(pages[0]);
        pages[0].send_voice();
        pages[0].heard_of(audio).len() > 20 && pages[0].heard_of(video).len() > 60
    });
}
