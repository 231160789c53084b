//! Which events follow from which input, which gates stand open, and when time is up. Changes nothing.

use crate::deadline;
use crate::decide::rules::must_be_supervisor;
use crate::decide::{admission, customer, picture, presence, supervisor};
use crate::decision::{Decision, Draft};
use crate::gates::Gates;
use crate::input::Input;
use crate::memory::Repeat;
use crate::session::Session;
use cicerone_protocol::event::Cause;
use cicerone_protocol::{Actor, ErrorCode, Event, ParticipantId, SessionTime};
use uuid::Uuid;

impl Session {
    /// Decides what follows from an input at `now_t`.
    ///
    /// `ids` is called for each id that is needed and must never return the same one twice.
    ///
    /// # Errors
    /// Why nothing follows: [`ErrorCode::SessionOver`] or [`ErrorCode::WrongState`] where it is not the time for it,
    /// [`ErrorCode::NotYours`] where it is another's, [`ErrorCode::OutOfOrder`] for a command older than one that was done, and what the
    /// input's own rules refuse.
    pub fn decide(&self, input: Input, now_t: SessionTime, ids: &mut dyn FnMut() -> Uuid) -> Result<Decision, ErrorCode> {
        let view = &self.view;
        let drafts = match input {
            Input::Customer { cause, command } => {
                let Some(customer) = &view.customer else { return Err(ErrorCode::WrongState) };
                let participant = customer.participant.participant;
                let mut drafts =
                    once(self, participant, cause, Actor::Customer { participant }, || customer::decide(self, command, ids))?;
                drafts.extend(picture::stops(view, &drafts));
                Ok(drafts)
            }
            Input::Supervisor { by, cause, command } => once(self, by, cause, Actor::Supervisor { participant: by }, || {
                must_be_supervisor(view, by)?;
                supervisor::decide(self, command, ids)
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
            Input::Still { by, offer } => picture::still(self, by, offer, now_t),
            Input::Media(media) => Ok(picture::media(view, media)),
            Input::Trail { kind, epoch, points } => picture::trail(view, kind, epoch, points),
            Input::Quality { participant, quality } => presence::quality(view, participant, quality),
            Input::Deadline => Ok(deadline::due(self, now_t).map(Draft::of_service).into_iter().collect()),
        }?;
        Ok(Decision::new(view, drafts))
    }

    /// What the relay may forward now.
    #[must_use]
    pub fn gates(&self) -> Gates {
        Gates::of(&self.view)
    }

    /// When the driver must come back with [`Input::Deadline`].
    #[must_use]
    pub fn deadline(&self) -> Option<SessionTime> {
        deadline::next(self)
    }

    /// Says whether any supervisor may take the session over at `now_t`.
    #[must_use]
    pub fn can_be_taken_over(&self, now_t: SessionTime) -> bool {
        deadline::supervisor_is_away(&self.view, now_t)
    }
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
