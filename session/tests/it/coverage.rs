//! Nothing exists that no run reaches: each event, each state, each reason for a refusal.

use crate::call::{Call, Reached};
use crate::machine::{Machine, config, perform};
use crate::model::Model;
use crate::{door, guidance, presence, stills};
use cicerone_protocol::{ErrorCode, Event};
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;
use proptest_state_machine::{ReferenceStateMachine, StateMachineTest};
use std::collections::BTreeSet;
use std::path::Path;

const STATES: [&str; 14] = [
    "created",
    "invited",
    "asking",
    "authorizing",
    "active",
    "held",
    "interrupted",
    "wrapping_up",
    "over: completed",
    "over: expired",
    "over: cancelled",
    "over: turned_away",
    "over: declined",
    "over: failed",
];

fn random_runs() -> Reached {
    let mut runner = TestRunner::new(config(1));
    let runs = <Machine as StateMachineTest>::Reference::sequential_strategy(90..140);
    let mut reached = Reached::default();
    for _ in 0..200 {
        let (mut model, steps, _) = runs.new_tree(&mut runner).unwrap().current();
        let mut call = Call::new();
        for step in steps {
            model = Model::apply(model, &step);
            call.now = model.now;
            perform(&mut call, step.what);
        }
        reached.add(call.reached);
    }
    reached
}

/// The codes that the crate's source names.
fn codes_of_the_crate() -> BTreeSet<String> {
    let source = source_under(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"));
    let named = source.split("ErrorCode::").skip(1);
    named.map(|rest| rest.chars().take_while(char::is_ascii_alphanumeric).collect()).collect()
}

fn source_under(folder: &Path) -> String {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.map(|path| if path.is_dir() { source_under(&path) } else { std::fs::read_to_string(path).unwrap() }).collect()
}

#[test]
fn random_runs_and_scenarios_reach_every_event_state_and_refusal() {
    let mut reached = random_runs();
    assert_eq!(reached.events, Event::TYPES.iter().map(|&name| name.to_owned()).collect());
    assert_eq!(reached.states, STATES.map(str::to_owned).into());
    // What needs thousands of pictures or a rare moment.
    for call in [stills::full(), guidance::full(), door::expired_at_the_door(), presence::of_a_stranger()] {
        reached.add(call.reached);
    }
    let codes: BTreeSet<_> = reached.codes.iter().map(|code: &ErrorCode| format!("{code:?}")).collect();
    assert_eq!(codes, codes_of_the_crate());
}
