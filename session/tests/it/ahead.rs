//! What acts before its turn: at least what the decision then takes away, and nothing that gives.

use crate::call::Call;
use crate::machine::{Machine, config, perform};
use crate::model::Model;
use crate::people::{COLLEAGUE, CUSTOMER, NO_STEP, NO_STILL, SIZE, ring, tab, text};
use cicerone_protocol::command::{CustomerCommand as C, SupervisorCommand as S};
use cicerone_protocol::event::{Cause, Disposition, Scope};
use cicerone_protocol::picture::{Anchor, Colour, FrameSize, Source};
use cicerone_protocol::view::SessionView;
use cicerone_protocol::{MarkId, SessionTime};
use cicerone_session::{Decision, Gates, Input, Session, TakesAway, kept_access};
use proptest::proptest;
use proptest_state_machine::{ReferenceStateMachine, StateMachineTest};
use std::collections::BTreeSet;
use uuid::Uuid;

type Reference = <Machine as StateMachineTest>::Reference;

proptest! {
    #![proptest_config(config(150))]

    #[test]
    fn what_a_command_shuts_ahead_is_enough_and_what_only_takes_away_decides_to_nothing_else(
        (mut model, steps, _) in Reference::sequential_strategy(1..100)
    ) {
        let mut call = Call::new();
        for step in steps {
            model = Model::apply(model, &step);
            call.now = model.now;
            perform(&mut call, step.what);
            try_all(&call);
        }
    }
}

#[test]
fn every_command_is_tried() {
    let view = Call::showing().view().clone();
    let customer: BTreeSet<_> = customer_commands(&view).iter().map(customer_place).collect();
    assert_eq!(customer, (0..13).collect());
    let supervisor: BTreeSet<_> = supervisor_commands(&view).iter().map(supervisor_place).collect();
    assert_eq!(supervisor, (0..18).collect());
}

#[test]
fn a_no_at_the_door_holds_while_the_log_cannot_be_written() {
    for call in [Call::asking(), Call::authorizing()] {
        for command in [C::Decline {}, C::Stop {}] {
            let decision = decide(&call, of_customer(command)).unwrap();
            assert!(decision.takes_away() && !decision.drafts.is_empty());
        }
    }
    let turned_away = decide(&Call::asking(), of_supervisor(&Call::asking(), S::TurnAway {})).unwrap();
    assert!(!turned_away.holds_unlogged(), "who is at the door has nothing that could be taken");
}

/// Holds the rules for every command that anybody could send now.
fn try_all(call: &Call) {
    let view = call.view();
    if view.customer.is_some() {
        for command in customer_commands(view) {
            acts_in_time(call, &command, of_customer(command.clone()));
        }
    }
    for command in supervisor_commands(view) {
        acts_in_time(call, &command, of_supervisor(call, command.clone()));
    }
}

fn acts_in_time(call: &Call, command: &(impl TakesAway + std::fmt::Debug), input: Input) {
    // What is refused was shut for nothing, and opens again.
    let Some(decision) = decide(call, input) else { return };
    let (before, shuts) = (&call.session, command.shuts(call.view().picture.source));
    let open = before.gates();
    let shut_late = open.without(open.without(decision.shuts)).without(shuts.gates);
    assert_eq!(shut_late, Gates::NONE, "{command:?} shuts in its turn alone");
    if !decision.drafts.is_empty() {
        assert_eq!(command.only_takes_away(), decision.takes_away(), "{command:?} decides to {:?}", decision.drafts);
    }
    let after = after(before, decision, call.now);
    assert!(open.without(after.gates()).without(shuts.gates) == Gates::NONE, "{command:?} shuts more than its decision says");
    let covers = kept_access(before.view()).is_ok() && kept_access(after.view()).is_err();
    assert!(!covers || shuts.kept, "{command:?} covers kept pictures in its turn alone");
}

fn after(before: &Session, decision: Decision, now: SessionTime) -> Session {
    let mut after = before.clone();
    for envelope in before.stamp(decision.drafts, now, "2026-11-22T18:00:00.000Z") {
        after.apply(&envelope);
    }
    after
}

fn decide(call: &Call, input: Input) -> Option<Decision> {
    call.session.decide(input, call.now, &mut || Uuid::from_u128(7)).ok()
}

/// From a tab that has said nothing yet, so that its first command is new.
fn of_customer(command: C) -> Input {
    Input::Customer { cause: Cause { tab: tab(99), dseq: 1 }, command }
}

fn of_supervisor(call: &Call, command: S) -> Input {
    let by = call.view().supervisor.as_ref().map_or(COLLEAGUE, |supervisor| supervisor.participant);
    Input::Supervisor { by, cause: Cause { tab: tab(99), dseq: 1 }, command }
}

fn customer_commands(view: &SessionView) -> Vec<C> {
    let step = view.steps.last().map_or(NO_STEP, |known| known.step);
    let still = view.stills.last().map_or(NO_STILL, |known| known.still.still);
    let turned = FrameSize { width: SIZE.height, height: SIZE.width, ..SIZE };
    let mut commands = vec![
        C::Begin { scopes: Vec::new() },
        C::Begin { scopes: Scope::ALL.into() },
        C::Decline {},
        C::Source { source: Source::None, size: None, still: None },
        C::Source { source: Source::Photo, size: Some(SIZE), still: Some(still) },
        C::StepSeen { step },
        C::StepDone { step },
        C::StepStuck { step },
        C::Say { text: text("It blinks.") },
        C::Stop {},
    ];
    commands.extend(Scope::ALL.into_iter().flat_map(|scope| [C::Grant { scope }, C::Revoke { scope }]));
    for on in [true, false] {
        commands.extend([C::Curtain { drawn: on }, C::Mute { muted: on }, C::Page { hidden: on }]);
    }
    for size in [SIZE, turned] {
        let live = [Source::Screen, Source::Camera];
        commands.extend(live.map(|source| C::Source { source, size: Some(size), still: None }));
    }
    commands
}

fn supervisor_commands(view: &SessionView) -> Vec<S> {
    let step = view.steps.last().map_or(NO_STEP, |known| known.step);
    let still = view.stills.last().map_or(NO_STILL, |known| known.still.still);
    let mark = view.marks.last().map_or(MarkId::new(CUSTOMER.uuid()), |known| known.mark.mark);
    let anchor = Anchor { epoch: view.picture.epoch, still: view.picture.still(), size: SIZE };
    vec![
        S::Admit {},
        S::TurnAway {},
        S::Cancel {},
        S::Hold {},
        S::Unhold {},
        S::Mark { shape: ring(), colour: Colour::One, label: None, anchor },
        S::Unmark { mark },
        S::Clear {},
        S::Freeze { still },
        S::Unfreeze {},
        S::WantSnapshot {},
        S::SendStep { text: text("Press the green button."), hint: None, still: None },
        S::StepDone { step },
        S::WithdrawStep { step },
        S::Say { text: text("Which lamp?") },
        S::Mute { muted: true },
        S::Mute { muted: false },
        S::End {},
        S::Dispose { disposition: Disposition::Resolved {}, note: None },
    ]
}

/// A number for each kind of command. A new kind does not compile until it has one, and then is missed in the list above.
const fn customer_place(command: &C) -> usize {
    match command {
        C::Begin { .. } => 0,
        C::Decline {} => 1,
        C::Grant { .. } => 2,
        C::Revoke { .. } => 3,
        C::Curtain { .. } => 4,
        C::Mute { .. } => 5,
        C::Source { .. } => 6,
        C::StepSeen { .. } => 7,
        C::StepDone { .. } => 8,
        C::StepStuck { .. } => 9,
        C::Say { .. } => 10,
        C::Page { .. } => 11,
        C::Stop {} => 12,
    }
}

const fn supervisor_place(command: &S) -> usize {
    match command {
        S::Admit {} => 0,
        S::TurnAway {} => 1,
        S::Cancel {} => 2,
        S::Hold {} => 3,
        S::Unhold {} => 4,
        S::Mark { .. } => 5,
        S::Unmark { .. } => 6,
        S::Clear {} => 7,
        S::Freeze { .. } => 8,
        S::Unfreeze {} => 9,
        S::WantSnapshot {} => 10,
        S::SendStep { .. } => 11,
        S::StepDone { .. } => 12,
        S::WithdrawStep { .. } => 13,
        S::Say { .. } => 14,
        S::Mute { .. } => 15,
        S::End {} => 16,
        S::Dispose { .. } => 17,
    }
}
