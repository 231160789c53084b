//! The session against the model, over random runs.

use crate::action::{Action, Pick, Step, index};
use crate::actions;
use crate::call::Call;
use crate::model::{Model, Phase};
use crate::people::{COLLEAGUE, CUSTOMER, GOOD, HUGE, NO_STILL, SESSION, SUPERVISOR, new_session, tab, text};
use crate::sealed;
use cicerone_protocol::command::{CustomerCommand, SupervisorCommand};
use cicerone_protocol::event::{Cause, Disposition, Scope, TrailKind, TrailPoint};
use cicerone_protocol::picture::{Anchor, Point};
use cicerone_protocol::view::{Participant, SessionView, State};
use cicerone_protocol::{Actor, ErrorCode, MarkId, StepId, StillId};
use cicerone_session::{Input, Session};
use proptest::prelude::*;
use proptest::test_runner::{Config, RngSeed};
use proptest_state_machine::{ReferenceStateMachine, StateMachineTest, prop_state_machine};

/// The same runs everywhere, unless `PROPTEST_RNG_SEED` asks for others.
pub(crate) fn config(cases: u32) -> Config {
    let mut config = Config { failure_persistence: None, ..Config::default() };
    if std::env::var_os("PROPTEST_CASES").is_none() {
        config.cases = cases;
    }
    if config.rng_seed == RngSeed::Random {
        config.rng_seed = RngSeed::Fixed(0xC1CE);
    }
    config
}

impl ReferenceStateMachine for Model {
    type State = Self;
    type Transition = Step;

    fn init_state() -> BoxedStrategy<Self> {
        Just(Self::new()).boxed()
    }

    fn transitions(state: &Self) -> BoxedStrategy<Step> {
        actions::step(state)
    }

    fn apply(mut state: Self, step: &Step) -> Self {
        state.take(step);
        state
    }
}

pub(crate) struct Machine;

impl StateMachineTest for Machine {
    type SystemUnderTest = Call;
    type Reference = Model;

    fn init_test(_: &Model) -> Call {
        Call::new()
    }

    fn apply(mut call: Call, model: &Model, step: Step) -> Call {
        call.now = model.now;
        perform(&mut call, step.what);
        call
    }

    fn check_invariants(call: &Call, model: &Model) {
        same(call, model);
    }

    fn teardown(call: Call, _: Model) {
        finish(&call);
    }
}

prop_state_machine! {
    #![proptest_config(config(400))]

    #[test]
    fn random_runs_go_as_the_model_says(sequential 1..140 => Machine);
}

/// What the model knows, the session has.
fn same(call: &Call, model: &Model) {
    let view = call.view();
    let state = serde_json::to_value(&view.state).unwrap();
    assert_eq!(state["name"], model.state_name());
    if let Phase::Over(outcome) = model.phase {
        assert_eq!(view.state, State::Over { outcome });
    }
    assert_eq!(call.session.gates(), model.gates(), "gates in {:?}", view.state);
    assert_eq!(call.session.deadline(), model.deadline(), "deadline in {:?}", view.state);
    let agreed: Vec<_> = Scope::ALL.into_iter().filter(|scope| view.consent.has(*scope)).collect();
    assert_eq!(agreed, model.agreed.iter().copied().collect::<Vec<_>>());
    assert_eq!((view.curtain.drawn, view.picture.source), (model.curtain, model.source));
    assert_eq!((view.stills.len(), view.steps.len()), (model.stills, model.steps));
    let people = [view.customer.as_ref().map(|customer| &customer.participant), view.supervisor.as_ref()];
    for (seen, known) in people.into_iter().zip([&model.customer, &model.supervisor]) {
        let seen = seen.map(|Participant { participant, tab, since_t, muted, .. }| (*participant, *tab, *since_t, *muted));
        assert_eq!(seen, known.as_ref().map(|person| (person.who, person.page, person.since, person.muted)));
    }
    if let State::Interrupted { customer_away, supervisor_away, held } = view.state {
        let away = people.map(|person| person.is_some_and(|person| !person.is_present()));
        assert_eq!([customer_away, supervisor_away], away);
        assert_eq!(held, model.on_hold);
    }
}

/// What holds of a whole run.
fn finish(call: &Call) {
    let mut catching_up = Session::new(SESSION);
    for (at, envelope) in call.log.iter().enumerate() {
        catching_up.apply(envelope);
        if at % 16 == 0 {
            // Who joins now gets a snapshot, and then the rest, some of which it may have already.
            let snapshot = serde_json::to_string(catching_up.view()).unwrap();
            let mut late: SessionView = serde_json::from_str(&snapshot).unwrap();
            call.log[at.saturating_sub(3)..].iter().for_each(|event| late.apply(event));
            assert_eq!(late, *call.view());
        }
    }
    assert_eq!(Session::replay(SESSION, &call.log), call.session);
    assert_eq!(SessionView::fold(SESSION, &call.log), *call.view());
    each_command_led_to_events_once(call);
    sealed::verifies(&call.log);
}

fn each_command_led_to_events_once(call: &Call) {
    let mut batches: Vec<_> = call.log.iter().filter_map(|event| Some((event.actor, event.cause?))).collect();
    batches.dedup();
    let all = batches.len();
    batches.sort_by_key(|(actor, cause): &(Actor, Cause)| (format!("{actor:?}"), cause.tab, cause.dseq));
    batches.dedup();
    assert_eq!(batches.len(), all, "a command led to events twice");
}

/// Turns an action into inputs.
pub(crate) fn perform(call: &mut Call, action: Action) {
    let input = match action {
        Action::Create => Input::Create { by: SUPERVISOR, name: text("Anna Berg"), new: new_session() },
        Action::Invite(by) => Input::Invite { by },
        Action::Ask => return drop(call.ask()),
        Action::TakeOver => Input::TakeOver { by: COLLEAGUE, name: text("Björn Dahl") },
        Action::Join(participant, tab) => Input::Joined { participant, tab },
        Action::Leave(participant, tab) => Input::Left { participant, tab },
        Action::Recovered => Input::Recovered,
        Action::Deadline { .. } => Input::Deadline,
        Action::Customer(tab, command) => {
            let cause = call.next_cause(CUSTOMER, tab);
            Input::Customer { cause, command: of_customer(call.view(), command) }
        }
        Action::Supervisor(by, tab, command) => {
            let cause = call.next_cause(by, tab);
            Input::Supervisor { by, cause, command: of_supervisor(call.view(), command) }
        }
        Action::Still { by, reason, pick, fit } => {
            let mut offer = call.offer(reason);
            match pick {
                Pick::New => {}
                Pick::Known(at) => offer.still = call.view().stills.get(at).map_or(offer.still, |known| known.still.still),
                Pick::Wanted => offer.still = call.view().snapshot_wanted.unwrap_or(offer.still),
            }
            if !fit && call.log.len().is_multiple_of(2) {
                offer.epoch += 1;
            } else if !fit {
                offer.size = HUGE;
            }
            Input::Still { by, offer }
        }
        Action::Media(media) => Input::Media(media),
        Action::Trail(points) => {
            let points = vec![TrailPoint { sent_t: call.now, at: Point { x: 5, y: 6 } }; points];
            Input::Trail { kind: TrailKind::Pointer, epoch: call.view().picture.epoch, points }
        }
        Action::Quality(participant) => Input::Quality { participant, quality: GOOD },
        Action::Repeat => {
            if let Some(again) = call.repeat() {
                assert_eq!(again, Ok(Vec::new()), "a command that was handled did something again");
            }
            return;
        }
        Action::Late(customer) => return late(call, customer),
    };
    // Refusals are counted where they happen; what they must be is the scenarios' business.
    drop(call.input(input));
}

/// Sends a number that is older than one that was handled, or none where there is no such.
fn late(call: &mut Call, customer: bool) {
    let by = if customer { CUSTOMER } else { SUPERVISOR };
    let older = (0..3).map(tab).find(|tab| call.session.handled(by, *tab) > 1);
    let cause = older.map_or(Cause { tab: tab(0), dseq: 0 }, |tab| Cause { tab, dseq: 1 });
    let taken = if customer {
        call.input(Input::Customer { cause, command: CustomerCommand::Curtain { drawn: true } })
    } else {
        call.input(Input::Supervisor { by, cause, command: SupervisorCommand::End {} })
    };
    match taken {
        Ok(events) => assert!(older.is_some() && events.is_empty(), "an old command was done: {events:?}"),
        Err(ErrorCode::OutOfOrder) => assert!(older.is_some()),
        Err(code) => assert!(code == ErrorCode::Malformed || call.view().customer.is_none(), "{code:?}"),
    }
}

fn of_customer(view: &SessionView, command: CustomerCommand) -> CustomerCommand {
    use CustomerCommand as C;
    match command {
        C::Source { source, size, still } => C::Source { source, size, still: still.map(|at| still_at(view, at)) },
        C::StepSeen { step } => C::StepSeen { step: step_at(view, step) },
        C::StepDone { step } => C::StepDone { step: step_at(view, step) },
        C::StepStuck { step } => C::StepStuck { step: step_at(view, step) },
        other => other,
    }
}

fn of_supervisor(view: &SessionView, command: SupervisorCommand) -> SupervisorCommand {
    use SupervisorCommand as S;
    match command {
        S::Mark { shape, colour, label, anchor } => {
            let epoch = view.picture.epoch + anchor.epoch;
            S::Mark { shape, colour, label, anchor: Anchor { epoch, still: view.picture.still(), size: anchor.size } }
        }
        S::Unmark { mark } => S::Unmark { mark: mark_at(view, mark) },
        S::Freeze { still } => S::Freeze { still: still_at(view, still) },
        S::SendStep { text, hint, still } => S::SendStep { text, hint, still: still.map(|at| still_at(view, at)) },
        S::StepDone { step } => S::StepDone { step: step_at(view, step) },
        S::WithdrawStep { step } => S::WithdrawStep { step: step_at(view, step) },
        S::Dispose { disposition: Disposition::Unresolved { step, follow_up }, note } => {
            let step = step.map(|at| step_at(view, at));
            S::Dispose { disposition: Disposition::Unresolved { step, follow_up }, note }
        }
        other => other,
    }
}

fn still_at(view: &SessionView, at: StillId) -> StillId {
    view.stills.get(index(at.uuid())).map_or(NO_STILL, |known| known.still.still)
}

fn step_at(view: &SessionView, at: StepId) -> StepId {
    view.steps.get(index(at.uuid())).map_or(at, |known| known.step)
}

fn mark_at(view: &SessionView, at: MarkId) -> MarkId {
    view.marks.get(index(at.uuid())).map_or(at, |known| known.mark.mark)
}
