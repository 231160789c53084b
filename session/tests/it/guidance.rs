//! Marks, freeze, steps and trails.

use crate::call::Call;
use crate::people::{NO_SIZE, NO_STEP, NO_STILL, SIZE, ring, text};
use cicerone_protocol::command::{CustomerCommand, SupervisorCommand};
use cicerone_protocol::event::{Event, Scope, TrailKind, TrailPoint};
use cicerone_protocol::picture::{Anchor, Colour, Point, Shape, Source};
use cicerone_protocol::view::StepState;
use cicerone_protocol::{ErrorCode, MarkId, SessionTime, StepId, limits};
use cicerone_session::Input;

const ORIGIN: Point = Point { x: 0, y: 0 };

/// A session with as many marks as may stand.
pub(crate) fn full() -> Call {
    let mut call = Call::showing();
    for n in 1..=limits::MARKS_STANDING {
        call.mark().unwrap();
        assert_eq!(call.view().next_mark as usize, n + 1);
    }
    assert_eq!(call.mark(), Err(ErrorCode::TooManyMarks));
    call
}

fn drawn(call: &mut Call, shape: Shape, anchor: Anchor) -> crate::call::Taken {
    call.supervisor(SupervisorCommand::Mark { shape, colour: Colour::One, label: None, anchor })
}

fn step_sent(call: &mut Call) -> StepId {
    let sent = SupervisorCommand::SendStep { text: text("Press the green button."), hint: None, still: None };
    call.supervisor(sent).unwrap();
    call.view().steps.last().unwrap().step
}

#[test]
fn a_mark_belongs_to_the_picture_that_is_shown() {
    let mut call = Call::showing();
    let good = call.anchor();
    for stale in [Anchor { epoch: good.epoch + 1, ..good }, Anchor { still: Some(NO_STILL), ..good }] {
        assert_eq!(drawn(&mut call, ring(), stale), Err(ErrorCode::PictureChanged));
    }
    assert_eq!(drawn(&mut call, ring(), Anchor { size: NO_SIZE, ..good }), Err(ErrorCode::BadSize));
    for shape in [
        Shape::Text { at: ORIGIN },
        Shape::Number { at: ORIGIN, number: 0 },
        Shape::Freehand { points: vec![ORIGIN] },
        Shape::Freehand { points: vec![ORIGIN; limits::STROKE_POINTS + 1] },
    ] {
        assert_eq!(drawn(&mut call, shape, good), Err(ErrorCode::BadField));
    }
    assert_eq!(drawn(&mut call, ring(), good).unwrap().len(), 1);
    call.show(Source::Camera, None).unwrap();
    assert!(call.view().marks[0].faded);
    assert_eq!(drawn(&mut call, ring(), good), Err(ErrorCode::PictureChanged));
}

#[test]
fn nothing_is_pointed_at_without_a_picture_and_consent() {
    assert_eq!(Call::active(&Scope::ALL).mark(), Err(ErrorCode::NoPicture));
    assert_eq!(Call::authorizing().mark(), Err(ErrorCode::WrongState));
    let mut call = Call::showing();
    call.customer(CustomerCommand::Revoke { scope: Scope::ViewScreen }).unwrap();
    assert_eq!(call.mark(), Err(ErrorCode::NoConsent));
}

#[test]
fn marks_are_numbered_for_good_and_bounded() {
    let mut call = full();
    let first = call.view().marks[0].mark.mark;
    assert_eq!(call.supervisor(SupervisorCommand::Unmark { mark: first }), Ok(vec![Event::MarkRemoved { mark: first }]));
    assert_eq!(call.supervisor(SupervisorCommand::Unmark { mark: first }), Err(ErrorCode::UnknownMark));
    call.mark().unwrap();
    assert_eq!(call.view().marks.last().unwrap().mark.n as usize, limits::MARKS_STANDING + 1);
    assert_eq!(call.supervisor(SupervisorCommand::Clear {}), Ok(vec![Event::MarkCleared {}]));
    assert_eq!(call.supervisor(SupervisorCommand::Clear {}), Ok(vec![]));
    let mark = MarkId::new(uuid::Uuid::nil());
    assert_eq!(Call::authorizing().supervisor(SupervisorCommand::Unmark { mark }), Err(ErrorCode::WrongState));
}

#[test]
fn a_freeze_shows_a_stored_still_and_marks_on_it_stay() {
    let mut call = Call::showing();
    assert_eq!(call.supervisor(SupervisorCommand::Freeze { still: NO_STILL }), Err(ErrorCode::UnknownStill));
    assert_eq!(call.supervisor(SupervisorCommand::Unfreeze {}), Ok(vec![]));
    let still = call.stored();
    let epoch = call.view().picture.epoch;
    call.supervisor(SupervisorCommand::Freeze { still }).unwrap();
    assert_eq!(call.view().picture.epoch, epoch + 1);
    assert_eq!(call.supervisor(SupervisorCommand::Freeze { still }), Ok(vec![]));
    call.mark().unwrap();
    // The phone turns behind the frozen picture: nobody sees it.
    let turned = cicerone_protocol::picture::FrameSize { width: 1280, height: 720, ..SIZE };
    call.customer(CustomerCommand::Source { source: Source::Screen, size: Some(turned), still: None }).unwrap();
    assert_eq!((call.view().picture.frozen, call.view().marks[0].faded), (Some(still), false));
    call.supervisor(SupervisorCommand::Unfreeze {}).unwrap();
    assert!(call.view().marks[0].faded);
    call.supervisor(SupervisorCommand::Freeze { still }).unwrap();
    assert!(!call.view().marks[0].faded, "the same still brings its marks back");
    call.show(Source::Camera, None).unwrap();
    assert_eq!(call.view().picture.frozen, None, "another source ends the freeze");
}

#[test]
fn a_freeze_needs_consent_to_keep_pictures() {
    let mut call = Call::showing();
    let still = call.stored();
    call.customer(CustomerCommand::Revoke { scope: Scope::Snapshot }).unwrap();
    assert_eq!(call.supervisor(SupervisorCommand::Freeze { still }), Err(ErrorCode::NoConsent));
}

#[test]
fn a_step_goes_forward_only() {
    let mut call = Call::showing();
    assert_eq!(call.customer(CustomerCommand::StepSeen { step: NO_STEP }), Err(ErrorCode::UnknownStep));
    let step = step_sent(&mut call);
    for (command, state) in [
        (CustomerCommand::StepSeen { step }, StepState::Seen),
        (CustomerCommand::StepStuck { step }, StepState::Stuck),
        (CustomerCommand::StepSeen { step }, StepState::Stuck),
        (CustomerCommand::StepDone { step }, StepState::Done),
    ] {
        call.customer(command).unwrap();
        assert_eq!(call.view().steps[0].state, state);
    }
    assert_eq!(call.supervisor(SupervisorCommand::StepDone { step }), Ok(vec![]));
    assert_eq!(call.customer(CustomerCommand::StepSeen { step }), Ok(vec![]));
    assert_eq!(call.customer(CustomerCommand::StepStuck { step }), Err(ErrorCode::StepOver));
    assert_eq!(call.supervisor(SupervisorCommand::WithdrawStep { step }), Err(ErrorCode::StepOver));
}

#[test]
fn a_withdrawn_step_is_over_and_the_next_has_the_next_number() {
    let mut call = Call::showing();
    let step = step_sent(&mut call);
    call.supervisor(SupervisorCommand::WithdrawStep { step }).unwrap();
    assert_eq!(call.supervisor(SupervisorCommand::WithdrawStep { step }), Ok(vec![]));
    assert_eq!(call.customer(CustomerCommand::StepDone { step }), Err(ErrorCode::StepOver));
    assert_eq!(call.customer(CustomerCommand::StepSeen { step }), Ok(vec![]));
    step_sent(&mut call);
    assert_eq!(call.view().steps.last().unwrap().n, 2);
    let cites = SupervisorCommand::SendStep { text: text("Look."), hint: None, still: Some(NO_STILL) };
    assert_eq!(call.supervisor(cites), Err(ErrorCode::UnknownStill));
    let still = Some(call.stored());
    call.supervisor(SupervisorCommand::SendStep { text: text("Look."), hint: None, still }).unwrap();
    assert_eq!(call.view().steps.last().unwrap().still, still);
}

fn trail(epoch: u32, points: usize) -> Input {
    Input::Trail {
        kind: TrailKind::Stroke,
        epoch,
        points: vec![TrailPoint { sent_t: SessionTime::from_ms(1), at: ORIGIN }; points],
    }
}

#[test]
fn a_trail_that_was_shown_is_logged_whatever_happened_since() {
    let mut call = Call::showing();
    let epoch = call.view().picture.epoch;
    for points in [0, limits::TRAIL_POINTS + 1] {
        assert_eq!(call.input(trail(epoch, points)), Err(ErrorCode::BadField));
    }
    assert_eq!(call.input(trail(epoch + 1, 1)), Err(ErrorCode::BadField), "that picture was never shown");
    call.curtain(true).unwrap();
    assert_eq!(call.input(trail(epoch, 1)).unwrap().len(), 1);
    call.supervisor(SupervisorCommand::End {}).unwrap();
    assert_eq!(call.input(trail(epoch, limits::TRAIL_POINTS)).unwrap().len(), 1);
    call.at_deadline();
    assert_eq!(call.input(trail(epoch, 1)), Err(ErrorCode::SessionOver));
    assert_eq!(Call::asking().input(trail(0, 1)), Err(ErrorCode::WrongState));
    assert_eq!(Call::new().input(trail(0, 1)), Err(ErrorCode::WrongState));
}
