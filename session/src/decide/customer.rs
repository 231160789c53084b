//! What the customer's page may do.

use super::rules::{admitted, in_call, mute, step_to};
use crate::session::Session;
use cicerone_protocol::command::CustomerCommand;
use cicerone_protocol::event::{Outcome, Scope, WrapUpReason};
use cicerone_protocol::picture::{FrameSize, Source};
use cicerone_protocol::view::{State, StepState};
use cicerone_protocol::{ErrorCode, Event, MessageId, Private, SessionView, StillId};
use uuid::Uuid;

pub(crate) fn decide(
    session: &Session,
    command: CustomerCommand,
    ids: &mut dyn FnMut() -> Uuid,
) -> Result<Vec<Event>, ErrorCode> {
    let view = &session.view;
    match command {
        CustomerCommand::Begin { scopes } => begin(view, &scopes),
        CustomerCommand::Decline {} => match view.state {
            State::Asking {} | State::Authorizing {} => Ok(vec![Event::SessionClosed { outcome: Outcome::Declined }]),
            _ => Err(ErrorCode::WrongState),
        },
        CustomerCommand::Grant { scope } => {
            in_call(view)?;
            Ok(if view.consent.has(scope) { Vec::new() } else { vec![Event::ConsentGranted { scope }] })
        }
        CustomerCommand::Revoke { scope } => {
            in_call(view)?;
            Ok(if view.consent.has(scope) { vec![Event::ConsentRevoked { scope }] } else { Vec::new() })
        }
        CustomerCommand::Curtain { drawn } => {
            in_call(view)?;
            Ok(if view.curtain.drawn == drawn { Vec::new() } else { vec![Event::ConsentCurtain { drawn }] })
        }
        CustomerCommand::Mute { muted } => {
            admitted(view)?;
            Ok(mute(view.customer.as_ref().is_some_and(|customer| customer.participant.muted), muted))
        }
        CustomerCommand::Source { source, size, still } => show(view, source, size, still),
        CustomerCommand::StepSeen { step } => step_to(view, step, StepState::Seen),
        CustomerCommand::StepDone { step } => step_to(view, step, StepState::Done),
        CustomerCommand::StepStuck { step } => step_to(view, step, StepState::Stuck),
        CustomerCommand::Say { text } => {
            admitted(view)?;
            Ok(vec![Event::TalkSaid { message: MessageId::new(ids()), text: Private::clear(text) }])
        }
        CustomerCommand::Page { hidden } => {
            let known = view.customer.as_ref().is_some_and(|customer| customer.hidden);
            Ok(if known == hidden { Vec::new() } else { vec![Event::ParticipantPage { hidden }] })
        }
        CustomerCommand::Stop {} => match view.state {
            State::Asking {} | State::Authorizing {} => Ok(vec![Event::SessionClosed { outcome: Outcome::Declined }]),
            State::WrappingUp { .. } => Ok(Vec::new()),
            _ => {
                in_call(view)?;
                Ok(vec![Event::SessionWrappingUp { reason: WrapUpReason::Stopped }])
            }
        },
    }
}

fn begin(view: &SessionView, scopes: &[Scope]) -> Result<Vec<Event>, ErrorCode> {
    if view.state != (State::Authorizing {}) {
        return Err(ErrorCode::WrongState);
    }
    let granted = Scope::ALL.into_iter().filter(|scope| scopes.contains(scope) && !view.consent.has(*scope));
    Ok(granted.map(|scope| Event::ConsentGranted { scope }).chain([Event::SessionActive {}]).collect())
}

fn show(view: &SessionView, source: Source, size: Option<FrameSize>, still: Option<StillId>) -> Result<Vec<Event>, ErrorCode> {
    in_call(view)?;
    if !view.consent.covers(source) {
        return Err(ErrorCode::NoConsent);
    }
    if size.is_some() == (source == Source::None) || size.is_some_and(|size| !size.is_sane()) {
        return Err(ErrorCode::BadSize);
    }
    if still.is_some() != (source == Source::Photo) {
        return Err(ErrorCode::UnknownStill);
    }
    if still.is_some_and(|still| !view.stills.iter().any(|known| known.still.still == still)) {
        return Err(ErrorCode::UnknownStill);
    }
    let same = view.picture.source == source && view.picture.size == size && view.picture.photo == still;
    Ok(if same { Vec::new() } else { vec![Event::MediaSource { source, size, still }] })
}
