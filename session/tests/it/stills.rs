//! Which pictures are kept, who may post them, and the snapshot that the customer's page is asked for.

use crate::call::Call;
use crate::people::{COLLEAGUE, CUSTOMER, HUGE, NO_SIZE, SUPERVISOR};
use cicerone_protocol::command::{CustomerCommand, SupervisorCommand};
use cicerone_protocol::event::{Event, Scope};
use cicerone_protocol::picture::{Source, StillReason};
use cicerone_protocol::{ErrorCode, limits};
use cicerone_session::{Input, StillOffer};

const BY_CUSTOMER: [StillReason; 2] = [StillReason::Snapshot, StillReason::Photo];
const BY_SUPERVISOR: [StillReason; 4] = [StillReason::Freeze, StillReason::Mark, StillReason::Step, StillReason::Scene];

// A view keeps every still, so that none that a mark or step cites is unknown.
const _: () = assert!(limits::STILLS_PER_SESSION <= limits::VIEW_ITEMS);

/// A session that keeps as many pictures as it may. The log of a real one goes through the same `apply`.
pub(crate) fn full() -> Call {
    let mut call = Call::showing();
    let offer = call.offer(StillReason::Step);
    for n in 0..limits::STILLS_PER_SESSION {
        let still = cicerone_protocol::StillId::new(uuid::Uuid::from_u128((1 << 80) + n as u128));
        let input = Input::Still { by: SUPERVISOR, offer: StillOffer { still, ..offer.clone() } };
        let decision = call.session.decide(input, call.now, &mut uuid::Uuid::nil).unwrap();
        let stamped = call.session.stamp(decision.drafts, call.now, "2026-11-22T18:00:00.000Z");
        stamped.iter().for_each(|envelope| call.session.apply(envelope));
    }
    assert_eq!(call.post(SUPERVISOR, StillReason::Step), Err(ErrorCode::TooManyStills));
    assert_eq!(call.supervisor(SupervisorCommand::WantSnapshot {}), Err(ErrorCode::TooManyStills));
    call
}

fn snapshot_asked(call: &mut Call) -> StillOffer {
    call.supervisor(SupervisorCommand::WantSnapshot {}).unwrap();
    let still = call.view().snapshot_wanted.unwrap();
    StillOffer { still, ..call.offer(StillReason::Snapshot) }
}

#[test]
fn each_side_posts_its_own_kinds_of_stills() {
    let mut call = Call::showing();
    for reason in BY_SUPERVISOR {
        assert_eq!(call.post(SUPERVISOR, reason).unwrap().len(), 1, "{reason:?}");
        assert_eq!(call.post(CUSTOMER, reason), Err(ErrorCode::Forbidden));
        assert_eq!(call.post(COLLEAGUE, reason), Err(ErrorCode::NotYours));
    }
    for reason in BY_CUSTOMER {
        assert_eq!(call.post(SUPERVISOR, reason), Err(ErrorCode::Forbidden));
    }
    assert_eq!(call.post(CUSTOMER, StillReason::Photo).unwrap().len(), 1);
    assert_eq!(call.post(CUSTOMER, StillReason::Snapshot), Err(ErrorCode::UnknownStill), "nobody asked");
}

#[test]
fn nothing_is_kept_without_consent_or_a_picture() {
    let mut call = Call::active(&[Scope::ViewScreen, Scope::Hear]);
    call.show(Source::Screen, None).unwrap();
    assert_eq!(call.post(SUPERVISOR, StillReason::Freeze), Err(ErrorCode::NoConsent));
    assert_eq!(call.post(CUSTOMER, StillReason::Photo), Err(ErrorCode::NoConsent));
    assert_eq!(call.supervisor(SupervisorCommand::WantSnapshot {}), Err(ErrorCode::NoConsent));
    let mut call = Call::active(&Scope::ALL);
    assert_eq!(call.post(SUPERVISOR, StillReason::Mark), Err(ErrorCode::NoPicture));
    assert_eq!(call.post(CUSTOMER, StillReason::Photo).unwrap().len(), 1, "a photo needs no live picture");
    assert_eq!(Call::authorizing().post(CUSTOMER, StillReason::Photo), Err(ErrorCode::WrongState));
    assert_eq!(Call::over().post(CUSTOMER, StillReason::Photo), Err(ErrorCode::SessionOver));
}

#[test]
fn a_still_has_a_possible_size_and_shows_the_picture_that_it_says() {
    let mut call = Call::showing();
    for size in [HUGE, NO_SIZE] {
        let offer = StillOffer { size, ..call.offer(StillReason::Step) };
        assert_eq!(call.input(Input::Still { by: SUPERVISOR, offer }), Err(ErrorCode::BadSize));
    }
    let before = call.offer(StillReason::Step);
    let photo_before = call.offer(StillReason::Photo);
    call.show(Source::Camera, None).unwrap();
    assert_eq!(call.input(Input::Still { by: SUPERVISOR, offer: before }), Err(ErrorCode::PictureChanged));
    assert_eq!(call.input(Input::Still { by: CUSTOMER, offer: photo_before }).unwrap().len(), 1);
    let mut never = call.offer(StillReason::Photo);
    never.epoch += 1;
    assert_eq!(call.input(Input::Still { by: CUSTOMER, offer: never }), Err(ErrorCode::PictureChanged));
}

#[test]
fn scenes_come_at_most_every_ten_seconds_and_other_stills_whenever() {
    let mut call = Call::showing();
    call.post(SUPERVISOR, StillReason::Scene).unwrap();
    call.now += limits::SCENE_STILL_EVERY_MS - 1;
    assert_eq!(call.post(SUPERVISOR, StillReason::Scene), Err(ErrorCode::TooMany));
    call.post(SUPERVISOR, StillReason::Mark).unwrap();
    call.now += 1;
    call.post(SUPERVISOR, StillReason::Scene).unwrap();
}

#[test]
fn a_session_keeps_so_many_stills_and_no_more() {
    assert_eq!(full().view().stills.len(), limits::STILLS_PER_SESSION);
}

#[test]
fn a_snapshot_is_asked_for_once_and_answered_under_its_id() {
    let mut call = Call::showing();
    let offer = snapshot_asked(&mut call);
    assert_eq!(call.supervisor(SupervisorCommand::WantSnapshot {}), Ok(vec![]));
    assert_eq!(call.session.deadline(), Some(call.now + limits::SNAPSHOT_MS));
    assert_eq!(call.post(CUSTOMER, StillReason::Snapshot), Err(ErrorCode::UnknownStill), "under another id");
    call.input(Input::Still { by: CUSTOMER, offer }).unwrap();
    assert_eq!((call.view().snapshot_wanted, call.session.deadline()), (None, None));
}

#[test]
fn a_snapshot_that_does_not_come_is_missed_and_then_refused() {
    let mut call = Call::showing();
    let offer = snapshot_asked(&mut call);
    assert_eq!(call.at_deadline(), [Event::MediaSnapshotMissed { still: offer.still }]);
    assert_eq!(call.input(Input::Still { by: CUSTOMER, offer }), Err(ErrorCode::UnknownStill));
    call.supervisor(SupervisorCommand::WantSnapshot {}).unwrap();
}

#[test]
fn a_snapshot_behind_the_curtain_is_refused_and_missed() {
    let mut call = Call::showing();
    let offer = snapshot_asked(&mut call);
    call.curtain(true).unwrap();
    assert_eq!(call.input(Input::Still { by: CUSTOMER, offer }), Err(ErrorCode::CurtainDrawn));
    assert!(matches!(call.at_deadline()[..], [Event::MediaSnapshotMissed { .. }]));
}

#[test]
fn the_calls_end_waits_for_no_snapshot() {
    let mut call = Call::showing();
    snapshot_asked(&mut call);
    call.customer(CustomerCommand::Stop {}).unwrap();
    assert_eq!(call.session.deadline(), Some(call.now + limits::WRAP_UP_MS));
}

#[test]
fn regression_a_still_that_is_posted_again_is_known_whatever_has_changed() {
    let mut call = Call::showing();
    let snapshot = snapshot_asked(&mut call);
    let posts = [
        (CUSTOMER, snapshot),
        (SUPERVISOR, call.offer(StillReason::Scene)),
        (SUPERVISOR, call.offer(StillReason::Freeze)),
        (CUSTOMER, call.offer(StillReason::Photo)),
    ];
    for (by, offer) in &posts {
        assert_eq!(call.input(Input::Still { by: *by, offer: offer.clone() }).unwrap().len(), 1);
    }
    call.show(Source::Camera, None).unwrap();
    call.curtain(true).unwrap();
    for (by, offer) in posts {
        assert_eq!(call.input(Input::Still { by, offer: offer.clone() }), Ok(vec![]), "{:?}", offer.reason);
        let other = StillOffer { sha256: "cd".repeat(32), ..offer };
        assert_eq!(call.input(Input::Still { by, offer: other }), Err(ErrorCode::BadField), "another picture under its id");
    }
}
