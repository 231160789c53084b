//! Voices both ways.

use crate::call::Call;
use crate::page::{Pace, until};
use cicerone_relay::Door;
use std::time::Duration;

#[test]
fn voices_go_both_ways_and_each_has_its_door() {
    let (call, mut customer, mut staff) = Call::pair();
    let mut pace = Pace::new(Duration::from_millis(20));
    let (to_customer, to_staff) = (customer.audio, staff.audio);
    until("both hear each other", &mut [&mut customer, &mut staff], |pages| {
        if pace.due() {
            pages.iter_mut().for_each(|page| page.send_voice());
        }
        pages[0].heard_of(to_customer).len() > 20 && pages[1].heard_of(to_staff).len() > 20
    });
    call.shut(Door::StaffVoice, &mut [&mut customer, &mut staff]);
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
