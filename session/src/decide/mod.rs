//! Which events follow from which input. One file for each side that something comes from.

mod customer;
mod service;
mod supervisor;

use crate::memory::Repeat;
use crate::{Decision, Draft, Input, Session};
use cicerone_protocol::event::Cause;
use cicerone_protocol::view::{State, StepState};
use cicerone_protocol::{Actor, ErrorCode, Event, SessionView, StepId};
use uuid::Uuid;

pub(crate) fn decide(session: &Session, input: Input, now_t: u64, ids: &mut dyn FnMut() -> Uuid) -> Result<Decision, ErrorCode> {
    match input {
        Input::Customer { cause, command } => {
            let Some(customer) = &session.view.customer else { return Err(ErrorCode::WrongState) };
            let actor = Actor::Customer { participant: customer.participant.participant };
            once(session, cause, actor, || customer::decide(session, command, ids))
        }
        Input::Supervisor { by, cause, command } => {
            let actor = Actor::Supervisor { participant: by };
            once(session, cause, actor, || {
                service::must_be_supervisor(&session.view, by)?;
                supervisor::decide(session, command, ids)
            })
        }
        other => service::decide(session, other, now_t).map(|drafts| Decision { drafts }),
    }
}

/// Decides a page's command unless it led to events before.
fn once(
    session: &Session,
    cause: Cause,
    actor: Actor,
    decide: impl FnOnce() -> Result<Vec<Event>, ErrorCode>,
) -> Result<Decision, ErrorCode> {
    match session.memory.check(cause) {
        Repeat::Handled => return Ok(Decision::default()),
        Repeat::Late => return Err(ErrorCode::OutOfOrder),
        Repeat::New => {}
    }
    if session.view.state.is_terminal() {
        return Err(ErrorCode::SessionOver);
    }
    let events = decide()?;
    Ok(Decision { drafts: events.into_iter().map(|event| Draft { actor, cause: Some(cause), event }).collect() })
}

/// Where the customer is in and the call is not over yet.
const fn is_in_call(state: &State) -> bool {
    matches!(state, State::Active {} | State::Held {} | State::Interrupted { .. })
}

fn in_call(view: &SessionView) -> Result<(), ErrorCode> {
    if is_in_call(&view.state) { Ok(()) } else { Err(ErrorCode::WrongState) }
}

/// From the consent page on.
fn admitted(view: &SessionView) -> Result<(), ErrorCode> {
    if is_in_call(&view.state) || view.state == (State::Authorizing {}) { Ok(()) } else { Err(ErrorCode::WrongState) }
}

/// Moves a step on; nothing follows where it stands there already.
fn step_to(view: &SessionView, step: StepId, to: StepState) -> Result<Vec<Event>, ErrorCode> {
    in_call(view)?;
    let found = view.steps.iter().find(|known| known.step == step).ok_or(ErrorCode::UnknownStep)?;
    let event = match (found.state, to) {
        (from, to) if from == to => return Ok(Vec::new()),
        (StepState::Withdrawn, _) | (StepState::Done, _) if to != StepState::Seen => return Err(ErrorCode::StepOver),
        (StepState::Sent, StepState::Seen) => Event::StepSeen { step },
        (_, StepState::Done) => Event::StepDone { step },
        (_, StepState::Stuck) => Event::StepStuck { step },
        (_, StepState::Withdrawn) => Event::StepWithdrawn { step },
        // What was seen late or twice is known already.
        (_, StepState::Seen | StepState::Sent) => return Ok(Vec::new()),
    };
    Ok(vec![event])
}

fn mute(muted_now: bool, muted: bool) -> Vec<Event> {
    if muted_now == muted { Vec::new() } else { vec![Event::Muted { muted }] }
}
