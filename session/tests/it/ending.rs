//! How a call ends, and that nothing follows.

use crate::call::Call;
use crate::people::{CUSTOMER, DESK, GOOD, NO_STEP, SUPERVISOR, tab, text};
use cicerone_protocol::command::{CustomerCommand, SupervisorCommand};
use cicerone_protocol::event::{Disposition, Event, Media, Outcome, WrapUpReason};
use cicerone_protocol::view::State;
use cicerone_protocol::{ErrorCode, SessionTime, limits};
use cicerone_session::{Gates, Input};

fn dispose(disposition: Disposition) -> SupervisorCommand {
    SupervisorCommand::Dispose { disposition, note: Some(text("New pump needed.")) }
}

#[test]
fn either_side_ends_the_call_and_the_gates_shut() {
    let mut stopped = Call::showing();
    assert_eq!(stopped.customer(CustomerCommand::Stop {}), Ok(vec![Event::SessionWrappingUp { reason: WrapUpReason::Stopped }]));
    assert_eq!(stopped.customer(CustomerCommand::Stop {}), Ok(vec![]));
    assert_eq!(stopped.session.gates(), Gates::NONE);
    let mut ended = Call::authorizing();
    assert_eq!(ended.supervisor(SupervisorCommand::End {}), Ok(vec![Event::SessionWrappingUp { reason: WrapUpReason::Ended }]));
    assert_eq!(ended.supervisor(SupervisorCommand::End {}), Ok(vec![]));
    assert_eq!(Call::asking().supervisor(SupervisorCommand::End {}), Err(ErrorCode::WrongState));
}

#[test]
fn after_the_call_nothing_is_said_shown_or_measured() {
    let mut call = Call::wrapping_up();
    assert_eq!(call.customer(CustomerCommand::Say { text: text("Hello?") }), Err(ErrorCode::WrongState));
    assert_eq!(call.curtain(true), Err(ErrorCode::WrongState));
    assert_eq!(call.mark(), Err(ErrorCode::WrongState));
    assert_eq!(call.input(Input::Quality { participant: CUSTOMER, quality: GOOD }), Err(ErrorCode::WrongState));
    assert_eq!(call.input(Input::Media(Media::Live)), Ok(vec![]));
    call.customer(CustomerCommand::Page { hidden: true }).unwrap();
    assert_eq!(call.customer(CustomerCommand::Page { hidden: true }), Ok(vec![]));
}

#[test]
fn the_judgement_closes_the_log() {
    let mut call = Call::showing();
    assert_eq!(call.supervisor(dispose(Disposition::Resolved {})), Err(ErrorCode::WrongState));
    call.supervisor(SupervisorCommand::End {}).unwrap();
    let unknown = Disposition::Unresolved { step: Some(NO_STEP), follow_up: None };
    assert_eq!(call.supervisor(dispose(unknown)), Err(ErrorCode::UnknownStep));
    let events = call.supervisor(dispose(Disposition::Escalated {})).unwrap();
    assert!(matches!(events[..], [Event::SessionDisposed { .. }, Event::SessionClosed { outcome: Outcome::Completed }]));
    assert_eq!(*call.state(), State::Over { outcome: Outcome::Completed });
    assert!(call.view().judgement.is_some());
}

#[test]
fn an_unresolved_call_may_name_the_step_at_which_it_stopped() {
    let mut call = Call::showing();
    call.supervisor(SupervisorCommand::SendStep { text: text("Press."), hint: None, still: None }).unwrap();
    let step = Some(call.view().steps[0].step);
    call.supervisor(SupervisorCommand::End {}).unwrap();
    call.supervisor(dispose(Disposition::Unresolved { step, follow_up: None })).unwrap();
}

#[test]
fn a_call_that_nobody_judges_closes_by_itself() {
    let mut call = Call::wrapping_up();
    assert_eq!(call.session.deadline(), Some(call.now + limits::WRAP_UP_MS));
    call.leave(SUPERVISOR, DESK).unwrap();
    call.leave(CUSTOMER, crate::people::PHONE).unwrap();
    assert_eq!(call.at_deadline(), [Event::SessionClosed { outcome: Outcome::Completed }]);
    assert_eq!(call.session.deadline(), None);
}

#[test]
fn a_session_that_is_over_never_changes() {
    let mut call = Call::over();
    let log = call.log.clone();
    let page = CustomerCommand::Page { hidden: true };
    assert_eq!(call.customer(page), Err(ErrorCode::SessionOver));
    assert_eq!(call.supervisor(SupervisorCommand::Cancel {}), Err(ErrorCode::SessionOver));
    assert_eq!(call.join(CUSTOMER, tab(5)), Err(ErrorCode::SessionOver));
    assert_eq!(call.input(Input::Invite { by: SUPERVISOR }), Err(ErrorCode::SessionOver));
    assert_eq!(call.input(Input::Quality { participant: CUSTOMER, quality: GOOD }), Err(ErrorCode::SessionOver));
    assert_eq!(call.leave(SUPERVISOR, DESK), Ok(vec![]));
    assert_eq!(call.input(Input::Media(Media::Live)), Ok(vec![]));
    call.now = SessionTime::from_ms(u32::MAX.into());
    assert_eq!(call.input(Input::Deadline), Ok(vec![]));
    assert_eq!(call.log, log);
}
