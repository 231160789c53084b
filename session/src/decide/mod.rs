//! Which events follow from which input. A file for each page, and for admission, presence and pictures.

mod admission;
mod customer;
mod picture;
mod presence;
mod supervisor;

use crate::memory::Repeat;
use crate::{Decision, Draft, Input, Session, deadline};
use cicerone_protocol::event::Cause;
use cicerone_protocol::view::{State, StepState};
use cicerone_protocol::{Actor, ErrorCode, Event, ParticipantId, SessionTime, SessionView, StepId};
use uuid::Uuid;

pub(crate) fn decide(
    session: &Session,
    input: Input,
    now_t: SessionTime,
    ids: &mut dyn FnMut() -> Uuid,
) -> Result<Decision, ErrorCode> {
    let view = &session.view;
    let drafts = match input {
        Input::Customer { cause, command } => {
            let Some(customer) = &view.customer else { return Err(ErrorCode::WrongState) };
            let participant = customer.participant.participant;
            let decide = || customer::decide(session, command, ids);
            once(session, participant, cause, Actor::Customer { participant }, decide).map(|mut drafts| {
                drafts.extend(picture::stops(view, &drafts));
                drafts
            })
        }
        Input::Supervisor { by, cause, command } => once(session, by, cause, Actor::Supervisor { participant: by }, || {
            must_be_supervisor(view, by)?;
            supervisor::decide(session, command, ids)
        }),
        Input::Create { by, name, new } => admission::create(view, by, name, new),
        Input::Invite { by } => admission::invite(view, by, now_t),
        Input::Ask { participant, via, language, abilities } => {
            admission::ask(view, participant, via, language, abilities, now_t)
        }
        Input::AskAgain { participant } => admission::ask_again(view, participant),
        Input::Joined { participant, tab } => return presence::joined(view, participant, tab),
        Input::Left { participant, tab } => Ok(presence::left(view, participant, tab)),
        Input::TakeOver { by, name } => presence::take_over(view, by, name, now_t),
        Input::Recovered => Ok(presence::recovered(view)),
        Input::Still { by, offer } => picture::still(session, by, offer, now_t),
        Input::Media(media) => Ok(picture::media(view, media)),
        Input::Trail { kind, epoch, points } => picture::trail(view, kind, epoch, points),
        Input::Quality { participant, quality } => presence::quality(view, participant, quality),
        Input::Deadline => Ok(deadline::due(session, now_t).map(service).into_iter().collect()),
    }?;
    Ok(Decision::new(view, drafts))
}

/// Decides a page's command unless it led to events before.
fn once(
    session: &Session,
    by: ParticipantId,
    cause: Cause,
    actor: Actor,
    decide: impl FnOnce() -> Result<Vec<Event>, ErrorCode>,
) -> Result<Vec<Draft>, ErrorCode> {
    if cause.dseq == 0 {
        return Err(ErrorCode::Malformed);
    }
    match session.memory.check(by, cause) {
        Repeat::Handled => return Ok(Vec::new()),
        Repeat::Late => return Err(ErrorCode::OutOfOrder),
        Repeat::New => {}
    }
    if session.view.state.is_over() {
        return Err(ErrorCode::SessionOver);
    }
    let events = decide()?;
    Ok(events.into_iter().map(|event| Draft { actor, cause: Some(cause), event }).collect())
}

fn in_call(view: &SessionView) -> Result<(), ErrorCode> {
    if view.state.is_in_call() { Ok(()) } else { Err(not_now(&view.state)) }
}

/// Why the state allows it no more, or not now.
const fn not_now(state: &State) -> ErrorCode {
    if state.is_over() { ErrorCode::SessionOver } else { ErrorCode::WrongState }
}

/// From the consent page on.
fn admitted(view: &SessionView) -> Result<(), ErrorCode> {
    if view.state.is_admitted() { Ok(()) } else { Err(ErrorCode::WrongState) }
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
    if muted_now == muted { Vec::new() } else { vec![Event::TalkMuted { muted }] }
}

fn must_be_supervisor(view: &SessionView, by: ParticipantId) -> Result<(), ErrorCode> {
    let is = view.supervisor.as_ref().is_some_and(|supervisor| supervisor.participant == by);
    if is { Ok(()) } else { Err(ErrorCode::NotYours) }
}

/// The part that a person has in the session; none where they have none.
fn actor_of(view: &SessionView, participant: ParticipantId) -> Option<Actor> {
    if view.customer.as_ref().is_some_and(|customer| customer.participant.participant == participant) {
        return Some(Actor::Customer { participant });
    }
    must_be_supervisor(view, participant).is_ok().then_some(Actor::Supervisor { participant })
}

const fn draft(actor: Actor, event: Event) -> Draft {
    Draft { actor, cause: None, event }
}

const fn service(event: Event) -> Draft {
    draft(Actor::Service {}, event)
}
