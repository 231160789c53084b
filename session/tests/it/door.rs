//! From the invite to the consent page.

use crate::call::Call;
use crate::people::{COLLEAGUE, CUSTOMER, PHONE, SUPERVISOR, new_session, text};
use cicerone_protocol::command::{CustomerCommand, SupervisorCommand};
use cicerone_protocol::event::{Abilities, Event, Outcome, Scope, Via};
use cicerone_protocol::view::State;
use cicerone_protocol::{ErrorCode, SessionTime, limits};
use cicerone_session::Input;

/// A session whose invite ran out while the customer typed.
pub(crate) fn expired_at_the_door() -> Call {
    let mut call = Call::invited();
    call.now += limits::INVITE_MS;
    assert_eq!(call.ask(), Err(ErrorCode::InviteExpired));
    call
}

fn closed(outcome: Outcome) -> Vec<Event> {
    vec![Event::SessionClosed { outcome }]
}

#[test]
fn a_session_is_created_once() {
    let mut call = Call::created();
    let again = Input::Create { by: SUPERVISOR, name: text("Anna Berg"), new: new_session() };
    assert_eq!(call.input(again), Err(ErrorCode::WrongState));
}

#[test]
fn an_invite_is_good_until_the_millisecond_it_says() {
    let mut call = Call::invited();
    call.now = SessionTime::from_ms(limits::INVITE_MS - 1);
    assert!(call.ask().is_ok());
    let mut call = expired_at_the_door();
    assert_eq!(call.at_deadline(), closed(Outcome::Expired));
    assert_eq!(call.ask(), Err(ErrorCode::InviteExpired));
}

#[test]
fn a_second_invite_extends_the_time_and_only_the_supervisor_makes_it() {
    let mut call = Call::invited();
    call.now = SessionTime::from_ms(1_000);
    assert_eq!(call.input(Input::Invite { by: COLLEAGUE }), Err(ErrorCode::NotYours));
    call.input(Input::Invite { by: SUPERVISOR }).unwrap();
    assert_eq!(call.session.deadline(), Some(SessionTime::from_ms(1_000 + limits::INVITE_MS)));
    call.ask().unwrap();
    call.join(CUSTOMER, PHONE).unwrap();
    assert_eq!(call.input(Input::Invite { by: SUPERVISOR }), Err(ErrorCode::WrongState), "they are at the door");
}

#[test]
fn whoever_left_the_door_and_lost_the_way_back_is_invited_again_and_the_one_before_is_awaited_no_more() {
    let mut call = Call::asking();
    call.leave(CUSTOMER, PHONE).unwrap();
    call.input(Input::Invite { by: SUPERVISOR }).unwrap();
    assert!(call.view().customer.is_none());
    assert_eq!(call.supervisor(SupervisorCommand::Admit {}), Err(ErrorCode::WrongState));
    assert_eq!(call.join(CUSTOMER, PHONE), Err(ErrorCode::NotYours));
    call.ask().unwrap();
    assert_eq!(call.view().state, State::Asking {});
}

#[test]
fn a_join_press_whose_answer_was_lost_is_repeated_by_whoever_made_it_until_their_page_has_come() {
    let again = |call: &mut Call, participant| call.input(Input::AskAgain { participant });
    let mut call = Call::invited();
    assert_eq!(again(&mut call, CUSTOMER), Err(ErrorCode::InviteUsed), "nobody has pressed");
    call.ask().unwrap();
    for _ in 0..2 {
        assert_eq!(again(&mut call, CUSTOMER), Ok(Vec::new()));
        assert_eq!(call.ask(), Ok(Vec::new()), "both presses may be under way at once");
    }
    assert_eq!(again(&mut call, COLLEAGUE), Err(ErrorCode::InviteUsed));
    call.supervisor(SupervisorCommand::Admit {}).unwrap();
    assert_eq!(again(&mut call, CUSTOMER), Ok(Vec::new()), "let in before their page came");
    call.join(CUSTOMER, PHONE).unwrap();
    assert_eq!(again(&mut call, CUSTOMER), Err(ErrorCode::InviteUsed));
}

#[test]
fn nobody_is_customer_and_supervisor_of_one_session() {
    let mut call = Call::invited();
    let abilities = Abilities { screen: true, camera: true, microphone: true };
    let ask = Input::Ask { participant: SUPERVISOR, via: Via::Link, language: text("es"), abilities };
    assert_eq!(call.input(ask), Err(ErrorCode::BadField));
}

#[test]
fn nobody_asks_in_without_an_invite_or_with_a_used_one() {
    assert_eq!(Call::created().ask(), Err(ErrorCode::InviteUnknown));
    assert_eq!(Call::asking().ask(), Err(ErrorCode::InviteUsed));
    assert_eq!(Call::showing().ask(), Err(ErrorCode::InviteUsed));
    assert_eq!(Call::over().ask(), Err(ErrorCode::SessionOver));
}

#[test]
fn a_session_without_an_invite_ends_by_itself() {
    let mut call = Call::created();
    assert_eq!(call.session.deadline(), Some(SessionTime::from_ms(limits::INVITE_MS)));
    assert_eq!(call.at_deadline(), closed(Outcome::Expired));
    assert_eq!(Call::new().session.deadline(), None);
}

#[test]
fn the_supervisor_gives_up_before_anyone_is_in_and_turns_away_after() {
    for mut call in [Call::created(), Call::invited()] {
        assert_eq!(call.supervisor(SupervisorCommand::TurnAway {}), Err(ErrorCode::WrongState));
        assert_eq!(call.supervisor(SupervisorCommand::Admit {}), Err(ErrorCode::WrongState));
        assert_eq!(call.supervisor(SupervisorCommand::Cancel {}), Ok(closed(Outcome::Cancelled)));
    }
    let mut call = Call::asking();
    assert_eq!(call.supervisor(SupervisorCommand::Cancel {}), Err(ErrorCode::WrongState));
    assert_eq!(call.supervisor(SupervisorCommand::TurnAway {}), Ok(closed(Outcome::TurnedAway)));
}

#[test]
fn the_customer_may_decline_at_the_door_and_at_the_consent_page_and_a_stop_there_is_the_same() {
    for mut call in [Call::asking(), Call::authorizing()] {
        assert_eq!(call.customer(CustomerCommand::Decline {}), Ok(closed(Outcome::Declined)));
        assert_eq!(call.customer(CustomerCommand::Stop {}), Err(ErrorCode::SessionOver));
    }
    assert_eq!(Call::authorizing().customer(CustomerCommand::Stop {}), Ok(closed(Outcome::Declined)));
    assert_eq!(Call::showing().customer(CustomerCommand::Decline {}), Err(ErrorCode::WrongState));
}

#[test]
fn the_customer_says_nothing_before_there_is_one() {
    assert_eq!(Call::invited().customer(CustomerCommand::Stop {}), Err(ErrorCode::WrongState));
}

#[test]
fn the_help_begins_with_the_customers_answer_whatever_it_is() {
    let mut call = Call::asking();
    assert_eq!(call.customer(CustomerCommand::Begin { scopes: Scope::ALL.into() }), Err(ErrorCode::WrongState));
    call.supervisor(SupervisorCommand::Admit {}).unwrap();
    assert_eq!(call.supervisor(SupervisorCommand::Admit {}), Err(ErrorCode::WrongState));
    assert_eq!(call.customer(CustomerCommand::Begin { scopes: vec![] }), Ok(vec![Event::SessionActive {}]));
    assert_eq!(call.customer(CustomerCommand::Begin { scopes: vec![] }), Err(ErrorCode::WrongState));

    let mut call = Call::authorizing();
    let twice = vec![Scope::Hear, Scope::ViewScreen, Scope::Hear];
    let events = call.customer(CustomerCommand::Begin { scopes: twice }).unwrap();
    let granted = |scope| Event::ConsentGranted { scope };
    assert_eq!(events, [granted(Scope::ViewScreen), granted(Scope::Hear), Event::SessionActive {}]);
}

#[test]
fn a_customer_whose_page_is_lost_at_the_door_may_come_back_until_the_door_closes() {
    let mut call = Call::asking();
    call.leave(CUSTOMER, PHONE).unwrap();
    call.now += limits::DOOR_MS - 1;
    assert_eq!(call.input(Input::Deadline), Ok(vec![]));
    call.join(CUSTOMER, PHONE).unwrap();
    call.supervisor(SupervisorCommand::Admit {}).unwrap();
    assert_eq!(*call.state(), State::Authorizing {});
    call.leave(CUSTOMER, PHONE).unwrap();
    assert_eq!(call.at_deadline(), closed(Outcome::Failed));
}
