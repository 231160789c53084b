//! What the customer agrees to, takes back, covers and mutes, and which gates follow.

use crate::call::Call;
use crate::people::{COLLEAGUE, CUSTOMER, DESK, NO_SIZE, NO_STILL, PHONE, SIZE, SUPERVISOR, tab, text};
use cicerone_protocol::command::{CustomerCommand, SupervisorCommand};
use cicerone_protocol::event::{Event, Media, Scope};
use cicerone_protocol::picture::{Source, StillReason};
use cicerone_protocol::{ErrorCode, ParticipantId, SessionTime};
use cicerone_session::{Gates, Input, kept_access};

const ALL: Gates = Gates::ALL;

#[test]
fn a_gate_opens_by_its_own_consent_alone() {
    let mut call = Call::active(&[]);
    assert_eq!(call.session.gates(), Gates { staff_voice: true, ..Gates::NONE });
    assert_eq!(call.show(Source::Screen, None), Err(ErrorCode::NoConsent));
    call.customer(CustomerCommand::Grant { scope: Scope::ViewScreen }).unwrap();
    assert_eq!(call.show(Source::Camera, None), Err(ErrorCode::NoConsent));
    call.show(Source::Screen, None).unwrap();
    assert_eq!(call.session.gates(), Gates { customer_voice: false, ..ALL });
    call.customer(CustomerCommand::Grant { scope: Scope::Hear }).unwrap();
    assert_eq!(call.session.gates(), ALL);
    assert_eq!(call.customer(CustomerCommand::Grant { scope: Scope::Hear }), Ok(vec![]));
}

#[test]
fn consent_taken_back_shuts_its_gate_and_only_takes_away() {
    for (scope, left) in [
        (Scope::ViewScreen, Gates { video: false, ..ALL }),
        (Scope::Hear, Gates { customer_voice: false, ..ALL }),
        (Scope::ViewCamera, ALL),
        (Scope::Snapshot, ALL),
    ] {
        let mut call = Call::showing();
        assert_eq!(call.customer(CustomerCommand::Revoke { scope }), Ok(vec![Event::ConsentRevoked { scope }]));
        assert_eq!(call.session.gates(), left);
        assert_eq!(call.customer(CustomerCommand::Revoke { scope }), Ok(vec![]));
    }
}

#[test]
fn what_takes_away_holds_while_the_log_cannot_be_written_and_what_gives_does_not() {
    let mut call = Call::showing();
    let mut holds = |command| {
        let cause = call.next_cause(crate::people::CUSTOMER, crate::people::PHONE);
        let input = Input::Customer { cause, command };
        call.session.decide(input, SessionTime::ZERO, &mut || uuid::Uuid::from_u128(7)).unwrap().takes_away()
    };
    assert!(holds(CustomerCommand::Curtain { drawn: true }));
    assert!(holds(CustomerCommand::Mute { muted: true }));
    assert!(holds(CustomerCommand::Revoke { scope: Scope::Hear }));
    assert!(holds(CustomerCommand::Stop {}));
    assert!(holds(CustomerCommand::Source { source: Source::None, size: None, still: None }));
    assert!(!holds(CustomerCommand::Source { source: Source::Camera, size: Some(SIZE), still: None }));
    assert!(!holds(CustomerCommand::Curtain { drawn: false }));
    assert!(!holds(CustomerCommand::Page { hidden: true }));
}

#[test]
fn who_was_let_in_before_may_come_back_while_the_log_cannot_be_written_and_nobody_else_may_come() {
    let mut call = Call::showing();
    let unlogged = |call: &Call, input| {
        let decision = call.session.decide(input, call.now + 10_000, &mut || uuid::Uuid::from_u128(7));
        decision.expect("it is in order").holds_unlogged()
    };
    let back = Input::Joined { participant: CUSTOMER, tab: tab(7) };
    assert!(unlogged(&call, back.clone()), "a newer tab");
    call.leave(CUSTOMER, PHONE).unwrap();
    assert!(unlogged(&call, back), "the phone comes back");
    assert!(unlogged(&call, Input::Deadline), "the interruption");
    assert!(unlogged(&call, Input::Media(Media::Stalled)));
    call.leave(SUPERVISOR, DESK).unwrap();
    let relief = Input::TakeOver { by: COLLEAGUE, name: text("Lucía") };
    assert!(!unlogged(&call, relief), "a colleague would see what was agreed with somebody else");
}

#[test]
fn the_curtain_shuts_the_picture_and_leaves_the_voice() {
    let mut call = Call::showing();
    call.curtain(true).unwrap();
    assert_eq!(call.session.gates(), Gates { video: false, ..ALL });
    assert_eq!(call.curtain(true), Ok(vec![]));
    assert_eq!(call.mark(), Err(ErrorCode::CurtainDrawn));
    assert_eq!(call.supervisor(SupervisorCommand::WantSnapshot {}), Err(ErrorCode::CurtainDrawn));
    for (by, reason) in [(crate::people::SUPERVISOR, StillReason::Scene), (crate::people::CUSTOMER, StillReason::Photo)] {
        assert_eq!(call.post(by, reason), Err(ErrorCode::CurtainDrawn));
    }
    call.show(Source::Camera, None).unwrap();
    assert!(!call.session.gates().video, "another source does not open the curtain");
    call.curtain(false).unwrap();
    assert_eq!(call.session.gates(), ALL);
    assert_eq!(call.curtain(false), Ok(vec![]));
}

#[test]
fn the_curtain_covers_what_was_kept_before_until_the_call_is_over() {
    let mut call = Call::showing();
    let look = |call: &Call| kept_access(call.session.view());
    assert_eq!(look(&call), Ok(()));
    call.curtain(true).unwrap();
    assert_eq!(look(&call), Err(ErrorCode::CurtainDrawn));
    call.supervisor(SupervisorCommand::Hold {}).unwrap();
    assert_eq!(look(&call), Err(ErrorCode::CurtainDrawn));
    call.customer(CustomerCommand::Stop {}).unwrap();
    assert_eq!(look(&call), Ok(()), "from here on it is the log's");
}

#[test]
fn each_side_mutes_itself_and_nobody_else() {
    let mut call = Call::showing();
    call.customer(CustomerCommand::Mute { muted: true }).unwrap();
    assert_eq!(call.session.gates(), Gates { customer_voice: false, ..ALL });
    call.supervisor(SupervisorCommand::Mute { muted: true }).unwrap();
    assert_eq!(call.session.gates(), Gates { video: true, ..Gates::NONE });
    assert_eq!(call.supervisor(SupervisorCommand::Mute { muted: true }), Ok(vec![]));
    call.customer(CustomerCommand::Mute { muted: false }).unwrap();
    assert_eq!(call.session.gates(), Gates { staff_voice: false, ..ALL });
    assert_eq!(Call::asking().customer(CustomerCommand::Mute { muted: true }), Err(ErrorCode::WrongState));
}

#[test]
fn hold_shuts_every_gate_and_ends_where_it_began() {
    let mut call = Call::showing();
    call.supervisor(SupervisorCommand::Hold {}).unwrap();
    assert_eq!(call.session.gates(), Gates::NONE);
    assert_eq!(call.supervisor(SupervisorCommand::Hold {}), Ok(vec![]));
    assert_eq!(call.mark(), Err(ErrorCode::OnHold));
    assert_eq!(call.post(crate::people::SUPERVISOR, StillReason::Scene), Err(ErrorCode::OnHold));
    call.curtain(true).unwrap();
    call.supervisor(SupervisorCommand::Unhold {}).unwrap();
    assert_eq!(call.session.gates(), Gates { video: false, ..ALL });
    assert_eq!(call.supervisor(SupervisorCommand::Unhold {}), Ok(vec![]));
    assert_eq!(Call::authorizing().supervisor(SupervisorCommand::Hold {}), Err(ErrorCode::WrongState));
    assert_eq!(Call::authorizing().supervisor(SupervisorCommand::Unhold {}), Err(ErrorCode::WrongState));
}

#[test]
fn a_source_has_a_size_unless_it_is_none() {
    let mut call = Call::showing();
    let mut source = |source, size, still| call.customer(CustomerCommand::Source { source, size, still });
    assert_eq!(source(Source::Camera, None, None), Err(ErrorCode::BadSize));
    assert_eq!(source(Source::Camera, Some(NO_SIZE), None), Err(ErrorCode::BadSize));
    assert_eq!(source(Source::None, Some(SIZE), None), Err(ErrorCode::BadSize));
    assert_eq!(source(Source::Camera, Some(SIZE), Some(NO_STILL)), Err(ErrorCode::UnknownStill));
    assert_eq!(source(Source::Photo, Some(SIZE), None), Err(ErrorCode::UnknownStill));
    assert_eq!(source(Source::Photo, Some(SIZE), Some(NO_STILL)), Err(ErrorCode::UnknownStill));
    assert_eq!(source(Source::Screen, Some(SIZE), None), Ok(vec![]), "it is shown already");
}

#[test]
fn a_change_of_source_is_a_new_picture_and_shuts_the_gate_until_it_is_logged() {
    let mut call = Call::showing();
    let epoch = call.view().picture.epoch;
    call.show(Source::Camera, None).unwrap();
    assert_eq!(call.view().picture.epoch, epoch + 1);
    let camera = CustomerCommand::Source { source: Source::Screen, size: Some(SIZE), still: None };
    let cause = call.next_cause(crate::people::CUSTOMER, crate::people::PHONE);
    let input = Input::Customer { cause, command: camera };
    let decision = call.session.decide(input, SessionTime::ZERO, &mut || uuid::Uuid::from_u128(7)).unwrap();
    assert_eq!(decision.shuts, Gates { video: true, ..Gates::NONE });
}

#[test]
fn the_customers_photo_is_stored_and_then_shown() {
    let mut call = Call::showing();
    let customer: ParticipantId = crate::people::CUSTOMER;
    let offer = call.offer(StillReason::Photo);
    let photo = offer.still;
    call.input(Input::Still { by: customer, offer }).unwrap();
    call.show(Source::Photo, Some(photo)).unwrap();
    assert!(!call.session.gates().video, "a photo is no live picture");
    call.mark().unwrap();
    assert_eq!(call.supervisor(SupervisorCommand::WantSnapshot {}), Err(ErrorCode::NoPicture));
    call.customer(CustomerCommand::Revoke { scope: Scope::Snapshot }).unwrap();
    assert_eq!(call.mark(), Err(ErrorCode::NoConsent));
}
