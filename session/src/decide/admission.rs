//! How a session begins and who comes to its door.

use super::rules::{must_be_supervisor, not_now};
use crate::decision::Draft;
use cicerone_protocol::command::NewSession;
use cicerone_protocol::event::{Abilities, Outcome, Via};
use cicerone_protocol::text::{Language, Name};
use cicerone_protocol::view::State;
use cicerone_protocol::{Actor, ErrorCode, Event, ParticipantId, Private, SessionTime, SessionView, limits};

pub(crate) fn create(view: &SessionView, by: ParticipantId, name: Name, new: NewSession) -> Result<Vec<Draft>, ErrorCode> {
    if view.seq != 0 {
        return Err(ErrorCode::WrongState);
    }
    let created = Event::SessionCreated {
        reference: Private::clear(new.reference),
        topic: new.topic.map(Private::clear),
        language: new.language,
        supervisor: Private::clear(name),
    };
    Ok(vec![Draft::new(Actor::Supervisor { participant: by }, created)])
}

pub(crate) fn invite(view: &SessionView, by: ParticipantId, now_t: SessionTime) -> Result<Vec<Draft>, ErrorCode> {
    must_be_supervisor(view, by)?;
    match view.state {
        State::Asking {} if view.customer.as_ref().is_some_and(|customer| customer.participant.is_present()) => {
            Err(ErrorCode::WrongState)
        }
        // Whoever stood at the door has gone, and may have lost the way back.
        State::Created {} | State::Invited { .. } | State::Asking {} => Ok(vec![Draft::new(
            Actor::Supervisor { participant: by },
            Event::SessionInvited { expires_t: now_t + limits::INVITE_MS },
        )]),
        ref state => Err(not_now(state)),
    }
}

pub(crate) fn ask(
    view: &SessionView,
    participant: ParticipantId,
    via: Via,
    language: Language,
    abilities: Abilities,
    now_t: SessionTime,
) -> Result<Vec<Draft>, ErrorCode> {
    match view.state {
        _ if ask_again(view, participant).is_ok() => Ok(Vec::new()),
        State::Invited { .. } if must_be_supervisor(view, participant).is_ok() => Err(ErrorCode::BadField),
        State::Invited { expires_t } if now_t < expires_t => {
            let asking = Event::SessionAsking { via, participant, language, abilities };
            Ok(vec![Draft::new(Actor::Customer { participant }, asking)])
        }
        State::Created {} => Err(ErrorCode::InviteUnknown),
        State::Invited { .. } | State::Over { outcome: Outcome::Expired } => Err(ErrorCode::InviteExpired),
        ref state if state.is_over() => Err(ErrorCode::SessionOver),
        _ => Err(ErrorCode::InviteUsed),
    }
}

/// A "Join" press whose answer was lost: whoever made it stands at the door, and no page of theirs has come yet.
pub(crate) fn ask_again(view: &SessionView, participant: ParticipantId) -> Result<Vec<Draft>, ErrorCode> {
    let at_the_door = matches!(view.state, State::Asking {} | State::Authorizing {});
    let is_awaited = view
        .customer
        .as_ref()
        .is_some_and(|customer| customer.participant.participant == participant && !customer.participant.is_present());
    if at_the_door && is_awaited { Ok(Vec::new()) } else { Err(ErrorCode::InviteUsed) }
}
