//! Pages that come and go, interruptions, and who takes over.

use crate::call::Call;
use crate::people::{COLLEAGUE, CUSTOMER, DESK, GOOD, PHONE, STRANGER, SUPERVISOR, tab};
use cicerone_protocol::command::{CustomerCommand, SupervisorCommand};
use cicerone_protocol::event::{Absence, Event, Media, Outcome};
use cicerone_protocol::view::State;
use cicerone_protocol::{ErrorCode, limits};
use cicerone_session::{Gates, Input};

/// A session in which somebody who is not part of it tries.
pub(crate) fn of_a_stranger() -> Call {
    let mut call = Call::showing();
    assert_eq!(call.join(STRANGER, tab(5)), Err(ErrorCode::NotYours));
    assert_eq!(call.leave(STRANGER, tab(5)), Ok(vec![]));
    assert_eq!(call.staff(STRANGER, SupervisorCommand::End {}), Err(ErrorCode::NotYours));
    let sample = |participant| Input::Quality { participant, quality: GOOD };
    assert_eq!(call.input(sample(STRANGER)), Err(ErrorCode::NotYours));
    assert_eq!(call.input(sample(CUSTOMER)).unwrap().len(), 1);
    call
}

fn interrupted(customer_away: bool, supervisor_away: bool) -> Event {
    Event::SessionInterrupted { customer_away, supervisor_away }
}

/// The customer has been away for the five seconds.
fn without_the_customer() -> Call {
    let mut call = Call::showing();
    call.leave(CUSTOMER, PHONE).unwrap();
    assert_eq!(call.at_deadline(), [interrupted(true, false)]);
    call
}

fn without_the_supervisor() -> Call {
    let mut call = Call::showing();
    call.leave(SUPERVISOR, DESK).unwrap();
    assert_eq!(call.at_deadline(), [interrupted(false, true)]);
    call
}

#[test]
fn strangers_neither_join_nor_speak_nor_are_measured() {
    of_a_stranger();
}

#[test]
fn the_newest_tab_wins_and_the_older_ones_end_means_nothing() {
    let mut call = Call::showing();
    assert_eq!(call.join(CUSTOMER, PHONE), Ok(vec![]));
    assert_eq!(call.join(CUSTOMER, tab(5)), Ok(vec![Event::ParticipantJoined { tab: tab(5) }]));
    assert_eq!(call.leave(CUSTOMER, PHONE), Ok(vec![]));
    assert!(call.view().customer.as_ref().unwrap().participant.is_present());
    let lost = Event::ParticipantLeft { participant: CUSTOMER, absence: Absence::Lost };
    assert_eq!(call.leave(CUSTOMER, tab(5)), Ok(vec![lost]));
}

#[test]
fn no_page_passes_for_the_other_sides() {
    let mut call = Call::showing();
    assert_eq!(call.join(CUSTOMER, DESK), Err(ErrorCode::Forbidden));
    let cause = cicerone_protocol::event::Cause { tab: DESK, dseq: u32::MAX };
    call.input(Input::Customer { cause, command: CustomerCommand::Page { hidden: true } }).unwrap();
    assert!(call.supervisor(SupervisorCommand::Hold {}).is_ok(), "the customer used up the supervisor's numbers");
}

#[test]
fn a_short_absence_interrupts_nothing() {
    let mut call = Call::showing();
    call.leave(CUSTOMER, PHONE).unwrap();
    call.now += limits::INTERRUPT_AFTER_MS - 1;
    assert_eq!(call.input(Input::Deadline), Ok(vec![]));
    call.join(CUSTOMER, tab(5)).unwrap();
    assert_eq!(call.session.deadline(), None);
    assert_eq!(*call.state(), State::Active {});
}

#[test]
fn an_interruption_shuts_every_gate_until_both_are_back() {
    let mut call = without_the_customer();
    assert_eq!(call.session.gates(), Gates::NONE);
    assert_eq!(call.supervisor(SupervisorCommand::Hold {}), Err(ErrorCode::WrongState));
    assert_eq!(call.mark(), Err(ErrorCode::WrongState));
    let gone = call.leave(SUPERVISOR, DESK).unwrap();
    assert_eq!(gone[1..], [interrupted(true, true)]);
    assert_eq!(call.join(CUSTOMER, PHONE).unwrap()[1..], [interrupted(false, true)]);
    assert_eq!(call.session.gates(), Gates::NONE);
    assert_eq!(call.join(SUPERVISOR, DESK).unwrap()[1..], [Event::SessionResumed {}]);
    assert_eq!(call.session.gates(), Gates::ALL);
}

#[test]
fn both_sides_away_are_told_at_once() {
    let mut call = Call::showing();
    call.leave(CUSTOMER, PHONE).unwrap();
    call.now += 2_000;
    call.leave(SUPERVISOR, DESK).unwrap();
    assert_eq!(call.at_deadline(), [interrupted(true, true)]);
    assert_eq!(call.join(SUPERVISOR, DESK).unwrap()[1..], [interrupted(true, false)]);
}

#[test]
fn a_hold_outlives_an_interruption() {
    let mut call = Call::showing();
    call.supervisor(SupervisorCommand::Hold {}).unwrap();
    call.leave(CUSTOMER, PHONE).unwrap();
    call.at_deadline();
    assert_eq!(*call.state(), State::Interrupted { customer_away: true, supervisor_away: false, held: true });
    call.join(CUSTOMER, PHONE).unwrap();
    assert_eq!(*call.state(), State::Held {});
}

#[test]
fn steps_chat_and_curtain_still_work_for_who_is_there() {
    let mut call = without_the_supervisor();
    call.curtain(true).unwrap();
    call.customer(CustomerCommand::Say { text: crate::people::text("Are you there?") }).unwrap();
    call.join(SUPERVISOR, DESK).unwrap();
    assert!(!call.session.gates().video);
}

#[test]
fn an_interruption_ends_the_session_after_its_time() {
    let mut call = without_the_customer();
    let began = call.now;
    assert_eq!(call.at_deadline(), [Event::SessionClosed { outcome: Outcome::Failed }]);
    assert_eq!(call.now, began + limits::INTERRUPTED_MAX_MS);
}

#[test]
fn regression_a_side_that_comes_and_goes_does_not_make_the_interruption_last_for_ever() {
    let mut call = without_the_supervisor();
    let ends = call.session.deadline();
    for _ in 0..3 {
        call.now += 60_000;
        call.leave(CUSTOMER, PHONE).unwrap();
        call.now += 60_000;
        call.join(CUSTOMER, PHONE).unwrap();
        assert_eq!(call.session.deadline(), ends);
    }
}

#[test]
fn after_a_restart_everybody_is_away_and_nothing_is_carried() {
    let mut call = Call::showing();
    call.input(Input::Media(Media::Live)).unwrap();
    let events = call.input(Input::Recovered).unwrap();
    let left = |participant| Event::ParticipantLeft { participant, absence: Absence::ServerRestarted };
    assert_eq!(events, [left(CUSTOMER), left(SUPERVISOR), interrupted(true, true), Event::MediaState { media: Media::None }]);
    assert_eq!(call.input(Input::Recovered), Ok(vec![]), "a second restart changes nothing");
    call.join(CUSTOMER, PHONE).unwrap();
    call.join(SUPERVISOR, DESK).unwrap();
    assert_eq!(*call.state(), State::Active {});
    assert_eq!(Call::over().input(Input::Recovered), Ok(vec![]));
    let mut waiting = Call::asking();
    assert_eq!(waiting.input(Input::Recovered), Ok(vec![left(CUSTOMER), left(SUPERVISOR)]));
}

#[test]
fn any_supervisor_relieves_one_who_is_away() {
    let mut call = Call::showing();
    assert_eq!(call.take_over(), Err(ErrorCode::NotInterrupted));
    call.supervisor(SupervisorCommand::Mute { muted: true }).unwrap();
    call.leave(SUPERVISOR, DESK).unwrap();
    assert_eq!(call.take_over(), Err(ErrorCode::NotInterrupted));
    call.now += limits::INTERRUPT_AFTER_MS;
    assert!(call.session.can_be_taken_over(call.now));
    call.input(Input::Deadline).unwrap();
    assert_eq!(call.take_over().unwrap().len(), 1);
    assert_eq!(call.take_over(), Ok(vec![]), "who has it keeps it");
    assert_eq!(call.join(SUPERVISOR, DESK), Err(ErrorCode::NotYours));
    assert_eq!(call.supervisor(SupervisorCommand::End {}), Err(ErrorCode::NotYours));
    assert_eq!(call.session.gates(), Gates::NONE, "the new one is not there yet");
    assert_eq!(call.join(COLLEAGUE, DESK).unwrap()[1..], [Event::SessionResumed {}]);
    assert_eq!(call.session.gates(), Gates::ALL, "another's mute is not theirs");
}

#[test]
fn a_supervisor_is_not_relieved_because_the_customer_is_away() {
    assert_eq!(without_the_customer().take_over(), Err(ErrorCode::NotInterrupted));
}

#[test]
fn an_invite_or_a_customer_at_the_door_can_be_taken_over() {
    for mut call in [Call::invited(), Call::asking(), Call::authorizing()] {
        call.leave(SUPERVISOR, DESK).unwrap();
        call.now += limits::INTERRUPT_AFTER_MS;
        assert_eq!(call.take_over().unwrap().len(), 1);
    }
}

#[test]
fn a_call_that_is_written_up_or_not_begun_is_not_taken_over_and_the_reason_is_true() {
    for mut call in [Call::created(), Call::wrapping_up()] {
        call.leave(SUPERVISOR, DESK).unwrap();
        call.now += limits::INTERRUPT_AFTER_MS;
        assert!(!call.session.can_be_taken_over(call.now));
        assert_eq!(call.take_over(), Err(ErrorCode::WrongState));
    }
    assert_eq!(Call::over().take_over(), Err(ErrorCode::SessionOver));
}
