//! Rules that the pages have as well, as tables to which TypeScript is held: what a state allows, and which consent covers a source.

use crate::golden::variants_of;
use cicerone_protocol::SessionTime;
use cicerone_protocol::event::{Outcome, Scope, WrapUpReason};
use cicerone_protocol::picture::Source;
use cicerone_protocol::view::{Consent, State};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// The types that [`typescript`] names.
pub(crate) const KINDS: [&str; 4] = ["Consent", "Scope", "Source", "State"];

/// The tables as TypeScript.
pub(crate) fn typescript() -> String {
    let table = |rows: Vec<Value>| -> String { rows.iter().map(|row| format!("    {row},\n")).collect() };
    format!(
        "
/** What the rules of `protocol/src/view.rs` and `protocol/src/picture.rs` say of each state, and of each source under each consent. */
export const rules = {{
  states: [
{}  ] satisfies {{ state: State; in_call: boolean; admitted: boolean; over: boolean }}[],
  sources: [
{}  ] satisfies {{ source: Source; scope: Scope | null; consent: Consent; covered: boolean }}[],
}};
",
        table(states()),
        table(sources())
    )
}

fn states() -> Vec<Value> {
    let away = |held| State::Interrupted { customer_away: true, supervisor_away: false, held };
    let mut states = vec![
        State::Created {},
        State::Invited { expires_t: SessionTime::from_ms(900_000) },
        State::Asking {},
        State::Authorizing {},
        State::Active {},
        State::Held {},
        away(false),
        away(true),
    ];
    states.extend([WrapUpReason::Ended, WrapUpReason::Stopped].map(|reason| State::WrappingUp { reason }));
    let outcomes =
        [Outcome::Completed, Outcome::Expired, Outcome::Cancelled, Outcome::TurnedAway, Outcome::Declined, Outcome::Failed];
    states.extend(outcomes.map(|outcome| State::Over { outcome }));
    let row = |state: &State| json!({ "state": state, "in_call": state.is_in_call(), "admitted": state.is_admitted(), "over": state.is_over() });
    states.iter().map(row).collect()
}

/// Each source with nothing agreed to, and with each scope alone.
fn sources() -> Vec<Value> {
    let alone = |scope: Option<Scope>| Consent {
        view_screen: scope == Some(Scope::ViewScreen),
        view_camera: scope == Some(Scope::ViewCamera),
        hear: scope == Some(Scope::Hear),
        snapshot: scope == Some(Scope::Snapshot),
    };
    let consents: Vec<_> = std::iter::once(None).chain(Scope::ALL.map(Some)).map(alone).collect();
    let row = |source: Source, consent: Consent| json!({ "source": source, "scope": source.scope(), "consent": consent, "covered": consent.covers(source) });
    Source::ALL.into_iter().flat_map(|source| consents.iter().map(move |consent| row(source, *consent))).collect()
}

#[test]
fn the_tables_have_every_state_and_each_source_is_covered_by_its_scope_alone() {
    let named: BTreeSet<String> = states().iter().map(|row| row["state"]["name"].as_str().unwrap().to_owned()).collect();
    assert_eq!(named, variants_of::<State>("name").into_iter().collect());
    let covered = |source: &str| sources().iter().filter(|row| row["source"] == source && row["covered"] == true).count();
    assert_eq!(["none", "screen", "camera", "photo"].map(covered), [5, 1, 1, 1]);
}
