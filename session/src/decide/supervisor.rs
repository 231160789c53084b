//! What the supervisor's page may do.

use super::rules::{admitted, in_call, mute, step_to};
use crate::gates::{picture_access, still_access};
use crate::session::Session;
use cicerone_protocol::command::SupervisorCommand;
use cicerone_protocol::event::{Disposition, Outcome, WrapUpReason};
use cicerone_protocol::picture::{Anchor, Colour, Mark, Shape, Source};
use cicerone_protocol::text::{Label, Note};
use cicerone_protocol::view::{State, StepState};
use cicerone_protocol::{ErrorCode, Event, MarkId, MessageId, Private, SessionView, StepId, StillId, limits};
use uuid::Uuid;

pub(crate) fn decide(
    session: &Session,
    command: SupervisorCommand,
    ids: &mut dyn FnMut() -> Uuid,
) -> Result<Vec<Event>, ErrorCode> {
    let view = &session.view;
    match command {
        SupervisorCommand::Admit {} => at_door(view, Event::SessionAdmitted {}),
        SupervisorCommand::TurnAway {} => at_door(view, Event::SessionClosed { outcome: Outcome::TurnedAway }),
        SupervisorCommand::Cancel {} => match view.state {
            State::Created {} | State::Invited { .. } => Ok(vec![Event::SessionClosed { outcome: Outcome::Cancelled }]),
            _ => Err(ErrorCode::WrongState),
        },
        SupervisorCommand::Hold {} => match view.state {
            State::Active {} => Ok(vec![Event::SessionHeld {}]),
            State::Held {} => Ok(Vec::new()),
            _ => Err(ErrorCode::WrongState),
        },
        SupervisorCommand::Unhold {} => match view.state {
            State::Held {} => Ok(vec![Event::SessionUnheld {}]),
            State::Active {} => Ok(Vec::new()),
            _ => Err(ErrorCode::WrongState),
        },
        SupervisorCommand::Mark { shape, colour, label, anchor } => mark(view, shape, colour, label, anchor, ids),
        SupervisorCommand::Unmark { mark } => {
            in_call(view)?;
            let known = view.marks.iter().any(|standing| standing.mark.mark == mark);
            if known { Ok(vec![Event::MarkRemoved { mark }]) } else { Err(ErrorCode::UnknownMark) }
        }
        SupervisorCommand::Clear {} => {
            in_call(view)?;
            Ok(if view.marks.is_empty() { Vec::new() } else { vec![Event::MarkCleared {}] })
        }
        SupervisorCommand::Freeze { still } => {
            picture_access(view)?;
            still_access(view)?;
            must_know_still(view, still)?;
            Ok(if view.picture.frozen == Some(still) { Vec::new() } else { vec![Event::MediaFrozen { still }] })
        }
        SupervisorCommand::Unfreeze {} => {
            in_call(view)?;
            Ok(if view.picture.frozen.is_some() { vec![Event::MediaUnfrozen {}] } else { Vec::new() })
        }
        SupervisorCommand::WantSnapshot {} => want_snapshot(view, ids),
        SupervisorCommand::SendStep { text, hint, still } => {
            in_call(view)?;
            if let Some(still) = still {
                must_know_still(view, still)?;
            }
            let n = view.steps.last().map_or(1, |last| last.n.saturating_add(1));
            let (text, hint) = (Private::clear(text), hint.map(Private::clear));
            Ok(vec![Event::StepSent { step: StepId::new(ids()), n, text, hint, still }])
        }
        SupervisorCommand::StepDone { step } => step_to(view, step, StepState::Done),
        SupervisorCommand::WithdrawStep { step } => step_to(view, step, StepState::Withdrawn),
        SupervisorCommand::Say { text } => {
            admitted(view)?;
            Ok(vec![Event::TalkSaid { message: MessageId::new(ids()), text: Private::clear(text) }])
        }
        SupervisorCommand::Mute { muted } => {
            admitted(view)?;
            Ok(mute(view.supervisor.as_ref().is_some_and(|supervisor| supervisor.muted), muted))
        }
        SupervisorCommand::End {} => {
            if matches!(view.state, State::WrappingUp { .. }) {
                return Ok(Vec::new());
            }
            admitted(view)?;
            Ok(vec![Event::SessionWrappingUp { reason: WrapUpReason::Ended }])
        }
        SupervisorCommand::Dispose { disposition, note } => dispose(view, disposition, note),
    }
}

fn at_door(view: &SessionView, event: Event) -> Result<Vec<Event>, ErrorCode> {
    if view.state == (State::Asking {}) { Ok(vec![event]) } else { Err(ErrorCode::WrongState) }
}

fn mark(
    view: &SessionView,
    shape: Shape,
    colour: Colour,
    label: Option<Label>,
    anchor: Anchor,
    ids: &mut dyn FnMut() -> Uuid,
) -> Result<Vec<Event>, ErrorCode> {
    picture_access(view)?;
    if anchor.epoch != view.picture.epoch || anchor.still != view.picture.still() {
        return Err(ErrorCode::PictureChanged);
    }
    if !anchor.size.is_sane() {
        return Err(ErrorCode::BadSize);
    }
    let wordless_text = matches!(shape, Shape::Text { .. }) && label.is_none();
    if shape.check().is_err() || wordless_text {
        return Err(ErrorCode::BadField);
    }
    if view.marks.len() >= limits::MARKS_STANDING {
        return Err(ErrorCode::TooManyMarks);
    }
    let mark = MarkId::new(ids());
    Ok(vec![Event::MarkDrawn { mark: Mark { mark, n: view.next_mark, shape, colour, label: label.map(Private::clear), anchor } }])
}

fn want_snapshot(view: &SessionView, ids: &mut dyn FnMut() -> Uuid) -> Result<Vec<Event>, ErrorCode> {
    picture_access(view)?;
    still_access(view)?;
    if view.picture.source == Source::Photo {
        return Err(ErrorCode::NoPicture);
    }
    if view.stills.len() >= limits::STILLS_PER_SESSION {
        return Err(ErrorCode::TooManyStills);
    }
    if view.snapshot_wanted.is_some() {
        return Ok(Vec::new());
    }
    Ok(vec![Event::MediaSnapshotWanted { still: StillId::new(ids()) }])
}

fn dispose(view: &SessionView, disposition: Disposition, note: Option<Note>) -> Result<Vec<Event>, ErrorCode> {
    if !matches!(view.state, State::WrappingUp { .. }) {
        return Err(ErrorCode::WrongState);
    }
    if let Disposition::Unresolved { step: Some(step), .. } = &disposition
        && !view.steps.iter().any(|known| known.step == *step)
    {
        return Err(ErrorCode::UnknownStep);
    }
    let judged = Event::SessionDisposed { disposition, note: note.map(Private::clear) };
    Ok(vec![judged, Event::SessionClosed { outcome: Outcome::Completed }])
}

fn must_know_still(view: &SessionView, still: StillId) -> Result<(), ErrorCode> {
    if view.stills.iter().any(|known| known.still.still == still) { Ok(()) } else { Err(ErrorCode::UnknownStill) }
}
