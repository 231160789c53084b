//! A session's row: what lists show of it, derived from its view.

use cicerone_protocol::api::SessionSummary;
use cicerone_protocol::event::{Disposition, Outcome};
use cicerone_protocol::view::{SessionView, State};
use cicerone_protocol::{Envelope, Event, ParticipantId};
use uuid::Uuid;

use crate::store::{SessionChange, SessionRow};

/// The state's name, as it stands on the wire.
pub(crate) fn state_name(state: &State) -> String {
    let name = match state {
        State::Created {} => "created",
        State::Invited { .. } => "invited",
        State::Asking {} => "asking",
        State::Authorizing {} => "authorizing",
        State::Active {} => "active",
        State::Held {} => "held",
        State::Interrupted { .. } => "interrupted",
        State::WrappingUp { .. } => "wrapping_up",
        State::Over { .. } => "over",
    };
    name.to_owned()
}

/// The disposition's kind, as it stands on the wire.
fn disposition_name(disposition: &Disposition) -> String {
    let name = match disposition {
        Disposition::Resolved {} => "resolved",
        Disposition::Unresolved { .. } => "unresolved",
        Disposition::Escalated {} => "escalated",
        Disposition::Visit {} => "visit",
    };
    name.to_owned()
}

/// How the session ended; none while it runs.
const fn outcome(state: &State) -> Option<Outcome> {
    match state {
        State::Over { outcome } => Some(*outcome),
        State::Created {}
        | State::Invited { .. }
        | State::Asking {}
        | State::Authorizing {}
        | State::Active {}
        | State::Held {}
        | State::Interrupted { .. }
        | State::WrappingUp { .. } => None,
    }
}

/// What a list shows of a session that runs.
pub(crate) fn of_view(view: &SessionView, created_at: u64, can_take_over: bool) -> SessionSummary {
    let text = |private: &Option<cicerone_protocol::Private>| private.as_ref().and_then(|p| p.value().map(str::to_owned));
    SessionSummary {
        session: view.session,
        created_at,
        state: state_name(&view.state),
        state_at: created_at + view.state_t.ms(),
        outcome: outcome(&view.state),
        reference: text(&view.reference),
        topic: text(&view.topic),
        language: view.language.as_ref().map(|language| language.as_str().to_owned()).unwrap_or_default(),
        supervisor: view.supervisor.as_ref().map_or(ParticipantId::new(Uuid::nil()), |supervisor| supervisor.participant),
        supervisor_name: text(&view.supervisor_name),
        via: view.customer.as_ref().map(|customer| customer.via),
        abilities: view.customer.as_ref().map(|customer| customer.abilities),
        customer_present: view.customer.as_ref().is_some_and(|customer| customer.participant.is_present()),
        can_take_over,
        disposition: view.judgement.as_ref().map(|judgement| disposition_name(&judgement.disposition)),
        closed_at: view.state.is_over().then_some(created_at + view.state_t.ms()),
        active_ms: active_ms(view).unwrap_or(0),
        events: view.seq,
    }
}

/// What a list shows of a session from its row.
pub(crate) fn of_row(row: &SessionRow, supervisor_name: Option<String>) -> SessionSummary {
    SessionSummary {
        session: row.session,
        created_at: row.created_at,
        state: row.state.clone(),
        state_at: row.state_at,
        outcome: row.outcome.as_deref().and_then(from_name),
        reference: row.reference.clone(),
        topic: row.topic.clone(),
        language: row.language.clone(),
        supervisor: row.supervisor,
        supervisor_name,
        via: row.via.as_deref().and_then(from_name),
        abilities: row.abilities.as_deref().and_then(|json| serde_json::from_str(json).ok()),
        customer_present: false,
        can_take_over: false,
        disposition: row.disposition.clone(),
        closed_at: row.closed_at,
        active_ms: row.active_ms,
        events: row.events,
    }
}

/// What events change in the session's row; `after` is the view with them folded in.
pub(crate) fn change(events: &[Envelope], after: &SessionView, created_at: u64) -> SessionChange {
    let mut change = SessionChange::default();
    for event in events.iter().filter_map(|envelope| envelope.event.known()) {
        match event {
            Event::SessionAsking { via, language, abilities, .. } => {
                change.via = name_of(via);
                change.language = Some(language.as_str().to_owned());
                change.abilities = serde_json::to_string(abilities).ok();
            }
            Event::SessionTakenOver { .. } => {
                change.supervisor = after.supervisor.as_ref().map(|supervisor| supervisor.participant);
            }
            Event::SessionDisposed { disposition, .. } => change.disposition = Some(disposition_name(disposition)),
            _ => {}
        }
    }
    let state_at = created_at + after.state_t.ms();
    change.state = Some(state_name(&after.state));
    change.state_at = Some(state_at);
    change.outcome = outcome(&after.state).as_ref().and_then(name_of);
    change.active_ms = active_ms(after);
    change.closed_at = after.state.is_over().then_some(state_at);
    change
}

/// Says whether an event may change the session's row.
pub(crate) fn touches_row(event: &Event) -> bool {
    matches!(
        event,
        Event::SessionInvited { .. }
            | Event::SessionAsking { .. }
            | Event::SessionAdmitted {}
            | Event::SessionActive {}
            | Event::SessionHeld {}
            | Event::SessionUnheld {}
            | Event::SessionInterrupted { .. }
            | Event::SessionResumed {}
            | Event::SessionTakenOver { .. }
            | Event::SessionWrappingUp { .. }
            | Event::SessionDisposed { .. }
            | Event::SessionClosed { .. }
    )
}

/// How long the help has lasted so far; none once it is written up, when the row has it already.
fn active_ms(view: &SessionView) -> Option<u64> {
    let until = match view.state {
        State::WrappingUp { .. } | State::Over { outcome: Outcome::Failed } => view.state_t,
        State::Over { outcome: Outcome::Completed } => return None,
        _ => view.last_t,
    };
    view.active_t.map(|began| until - began)
}

fn name_of<T: serde::Serialize>(value: &T) -> Option<String> {
    serde_json::to_value(value).ok()?.as_str().map(str::to_owned)
}

fn from_name<T: serde::de::DeserializeOwned>(name: &str) -> Option<T> {
    serde_json::from_value(serde_json::Value::String(name.to_owned())).ok()
}
