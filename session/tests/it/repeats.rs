//! Numbers of commands: one that is sent again gives one event.

use crate::call::Call;
use crate::people::{CUSTOMER, PHONE, SESSION, SUPERVISOR, tab, text};
use cicerone_protocol::command::CustomerCommand;
use cicerone_protocol::event::{Cause, Scope};
use cicerone_protocol::{ErrorCode, SessionTime, limits};
use cicerone_session::{Input, Session};

fn say(cause: Cause) -> Input {
    Input::Customer { cause, command: CustomerCommand::Say { text: text("It blinks.") } }
}

fn draw(dseq: u32, drawn: bool) -> Input {
    Input::Customer { cause: Cause { tab: tab(7), dseq }, command: CustomerCommand::Curtain { drawn } }
}

#[test]
fn a_repeated_command_gives_one_event_even_after_a_crash() {
    let mut call = Call::showing();
    let cause = call.next_cause(CUSTOMER, PHONE);
    assert_eq!(call.input(say(cause)).unwrap().len(), 1);
    assert_eq!(call.input(say(cause)), Ok(vec![]));
    call.session = Session::replay(SESSION, &call.log);
    assert_eq!(call.input(say(cause)), Ok(vec![]));
    assert_eq!(call.session.handled(CUSTOMER, PHONE), cause.dseq);
    assert_eq!(call.view().chat.len(), 1);
}

#[test]
fn a_command_of_several_events_is_one_command() {
    let mut call = Call::authorizing();
    call.customer(CustomerCommand::Begin { scopes: Scope::ALL.into() }).unwrap();
    assert_eq!(call.repeat(), Some(Ok(vec![])));
}

#[test]
fn the_command_that_ended_the_session_is_still_known() {
    let mut call = Call::asking();
    call.customer(CustomerCommand::Decline {}).unwrap();
    assert_eq!(call.repeat(), Some(Ok(vec![])));
}

#[test]
fn an_old_number_is_out_of_order_and_zero_is_none() {
    let mut call = Call::showing();
    call.input(draw(5, true)).unwrap();
    assert_eq!(call.input(draw(4, false)), Err(ErrorCode::OutOfOrder));
    assert_eq!(call.input(draw(0, false)), Err(ErrorCode::Malformed));
    assert!(call.view().curtain.drawn);
    call.input(draw(6, false)).unwrap();
    assert_eq!(call.input(draw(5, true)), Ok(vec![]), "the curtain that was drawn and opened is not drawn again");
    assert!(!call.view().curtain.drawn);
}

#[test]
fn a_command_that_was_refused_may_be_tried_again_under_its_number() {
    let mut call = Call::authorizing();
    assert_eq!(call.input(draw(1, true)), Err(ErrorCode::WrongState));
    call.customer(CustomerCommand::Begin { scopes: vec![] }).unwrap();
    assert_eq!(call.input(draw(1, true)).unwrap().len(), 1);
}

#[test]
fn each_tab_counts_for_itself() {
    let mut call = Call::showing();
    for n in 0..limits::TABS_REMEMBERED as u8 {
        assert_eq!(call.input(say(Cause { tab: tab(50 + n), dseq: 1 })).unwrap().len(), 1);
    }
    assert_eq!(call.input(say(Cause { tab: tab(50), dseq: 1 })), Ok(vec![]));
    assert_eq!(call.session.handled(SUPERVISOR, tab(50)), 0);
}

#[test]
fn numbers_have_no_gap_and_time_never_falls_though_the_clock_does() {
    let mut call = Call::showing();
    call.now = SessionTime::from_ms(9_000);
    call.curtain(true).unwrap();
    call.now = SessionTime::from_ms(3_000);
    call.curtain(false).unwrap();
    let last = call.log.last().unwrap();
    assert_eq!((last.t, last.seq), (SessionTime::from_ms(9_000), call.log.len() as u64));
    let again = call.log.clone();
    again.iter().for_each(|envelope| call.session.apply(envelope));
    assert_eq!(call.session, Session::replay(SESSION, &again), "events that are applied twice count once");
}
