//! What several decisions ask: who somebody is, whether it is the time for it, and what both sides do alike.

use cicerone_protocol::view::{State, StepState};
use cicerone_protocol::{Actor, ErrorCode, Event, ParticipantId, SessionView, StepId};

pub(crate) fn in_call(view: &SessionView) -> Result<(), ErrorCode> {
    if view.state.is_in_call() { Ok(()) } else { Err(not_now(&view.state)) }
}

/// Why the state allows it no more, or not now.
pub(crate) const fn not_now(state: &State) -> ErrorCode {
    if state.is_over() { ErrorCode::SessionOver } else { ErrorCode::WrongState }
}

/// From the consent page on.
pub(crate) fn admitted(view: &SessionView) -> Result<(), ErrorCode> {
    if view.state.is_admitted() { Ok(()) } else { Err(ErrorCode::WrongState) }
}

/// Moves a step on; nothing follows where it stands there already.
pub(crate) fn step_to(view: &SessionView, step: StepId, to: StepState) -> Result<Vec<Event>, ErrorCode> {
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

pub(crate) fn mute(muted_now: bool, muted: bool) -> Vec<Event> {
    if muted_now == muted { Vec::new() } else { vec![Event::TalkMuted { muted }] }
}

pub(crate) fn must_be_supervisor(view: &SessionView, by: ParticipantId) -> Result<(), ErrorCode> {
    let is = view.supervisor.as_ref().is_some_and(|supervisor| supervisor.participant == by);
    if is { Ok(()) } else { Err(ErrorCode::NotYours) }
}

/// The part that a person has in the session; none where they have none.
pub(crate) fn actor_of(view: &SessionView, participant: ParticipantId) -> Option<Actor> {
    if view.customer.as_ref().is_some_and(|customer| customer.participant.participant == participant) {
        return Some(Actor::Customer { participant });
    }
    must_be_supervisor(view, participant).is_ok().then_some(Actor::Supervisor { participant })
}
