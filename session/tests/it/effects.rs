//! What the driver is told to do beside keeping and telling events.

use crate::call::Call;
use crate::people::{COLLEAGUE, CUSTOMER, DESK, PHONE, SUPERVISOR, tab, text};
use cicerone_protocol::command::{CustomerCommand, SupervisorCommand};
use cicerone_protocol::event::{Event, Media};
use cicerone_protocol::message::PageRole;
use cicerone_protocol::picture::Source;
use cicerone_protocol::{ErrorCode, limits};
use cicerone_session::{Decision, Effect, Input};
use uuid::Uuid;

const OVER_FOR_THE_CUSTOMER: Effect = Effect::Dismiss { role: PageRole::Customer };
const OVER_FOR_STAFF: Effect = Effect::Dismiss { role: PageRole::Supervisor };

fn decide(call: &Call, input: Input) -> Decision {
    call.session.decide(input, call.now, &mut || Uuid::from_u128(7)).unwrap()
}

fn of_customer(call: &mut Call, command: CustomerCommand) -> Decision {
    let cause = call.next_cause(CUSTOMER, PHONE);
    decide(call, Input::Customer { cause, command })
}

fn of_supervisor(call: &mut Call, command: SupervisorCommand) -> Decision {
    let cause = call.next_cause(SUPERVISOR, DESK);
    decide(call, Input::Supervisor { by: SUPERVISOR, cause, command })
}

#[test]
fn the_newest_page_of_a_person_ends_the_connections_of_the_others_also_where_nothing_is_logged() {
    let call = Call::showing();
    let newer = decide(&call, Input::Joined { participant: CUSTOMER, tab: tab(7) });
    assert_eq!(newer.effects, [Effect::KeepOnly { role: PageRole::Customer, tab: Some(tab(7)) }]);
    let same = decide(&call, Input::Joined { participant: SUPERVISOR, tab: DESK });
    assert_eq!((same.drafts.len(), same.effects), (0, vec![Effect::KeepOnly { role: PageRole::Supervisor, tab: Some(DESK) }]));
}

#[test]
fn whoever_is_relieved_keeps_no_connection() {
    let mut call = Call::showing();
    call.leave(SUPERVISOR, DESK).unwrap();
    call.now += limits::INTERRUPT_AFTER_MS;
    let relief = decide(&call, Input::TakeOver { by: COLLEAGUE, name: text("Björn Dahl") });
    assert_eq!(relief.effects, [Effect::KeepOnly { role: PageRole::Supervisor, tab: None }]);
}

#[test]
fn a_snapshot_is_asked_for_under_the_id_that_is_logged_and_once() {
    let mut call = Call::showing();
    let wanted = of_supervisor(&mut call, SupervisorCommand::WantSnapshot {});
    let [Event::MediaSnapshotWanted { still }] = wanted.drafts.iter().map(|draft| draft.event.clone()).collect::<Vec<_>>()[..]
    else {
        panic!("{wanted:?}")
    };
    let within_ms = u32::try_from(limits::SNAPSHOT_MS).unwrap();
    assert_eq!(wanted.effects, [Effect::AskForSnapshot { still, within_ms }]);
    call.supervisor(SupervisorCommand::WantSnapshot {}).unwrap();
    assert_eq!(of_supervisor(&mut call, SupervisorCommand::WantSnapshot {}), Decision::default());
}

#[test]
fn the_customers_pages_end_with_the_call_and_the_supervisors_with_the_log() {
    let mut call = Call::showing();
    let stop = of_customer(&mut call, CustomerCommand::Stop {});
    assert_eq!((stop.ends_call(), stop.effects), (true, vec![OVER_FOR_THE_CUSTOMER]));
    call.customer(CustomerCommand::Stop {}).unwrap();
    assert_eq!(call.join(CUSTOMER, tab(7)), Err(ErrorCode::SessionOver), "the customer's part is over");
    assert_eq!(call.join(SUPERVISOR, tab(8)), Ok(vec![Event::ParticipantJoined { tab: tab(8) }]));
    call.now = call.session.deadline().unwrap();
    let end = decide(&call, Input::Deadline);
    assert_eq!((end.ends_call(), end.effects), (true, vec![OVER_FOR_THE_CUSTOMER, OVER_FOR_STAFF]));
    let mut at_the_door = Call::asking();
    assert_eq!(of_supervisor(&mut at_the_door, SupervisorCommand::TurnAway {}).effects, [OVER_FOR_THE_CUSTOMER, OVER_FOR_STAFF]);
}

#[test]
fn what_is_not_shown_any_more_is_not_carried_any_more_and_ending_a_share_only_takes_away() {
    let mut call = Call::showing();
    call.input(Input::Media(Media::Live)).unwrap();
    let ends = of_customer(&mut call, CustomerCommand::Source { source: Source::None, size: None, still: None });
    assert!(ends.takes_away());
    let none = Event::MediaState { media: Media::None };
    assert_eq!(ends.drafts.last().map(|draft| &draft.event), Some(&none));
    assert_eq!(call.show(Source::Camera, None).unwrap().len(), 1, "another live source may go on at once");
    assert_eq!(call.show(Source::None, None).unwrap().last(), Some(&none));
    assert_eq!(call.input(Input::Media(Media::Live)), Ok(vec![]), "packets of the share that ended");
}
