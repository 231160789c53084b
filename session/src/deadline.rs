//! The session's one timer: when the present state must end by itself, and what follows then.

use crate::session::Session;
use cicerone_protocol::event::Outcome;
use cicerone_protocol::view::{Participant, State};
use cicerone_protocol::{Event, SessionTime, SessionView, limits};

/// When to come back, in the session's `t`.
pub(crate) fn next(session: &Session) -> Option<SessionTime> {
    let of_state = due_of_state(session).map(|(due, _)| due);
    of_state.into_iter().chain(session.snapshot_until_t).min()
}

/// What follows at `now_t`; none where nothing is due.
pub(crate) fn due(session: &Session, now_t: SessionTime) -> Option<Event> {
    if let (Some(until), Some(still)) = (session.snapshot_until_t, session.view.snapshot_wanted)
        && until <= now_t
    {
        return Some(Event::MediaSnapshotMissed { still });
    }
    due_of_state(session).filter(|(due, _)| *due <= now_t).map(|(_, event)| event)
}

/// Says whether the supervisor has been away long enough to be relieved.
pub(crate) fn supervisor_is_away(view: &SessionView, now_t: SessionTime) -> bool {
    let away = view.supervisor.as_ref().and_then(away_until_interrupted).is_some_and(|due| due <= now_t);
    is_relievable(&view.state) && away
}

/// Says whether there is anything left that another supervisor could take over.
pub(crate) const fn is_relievable(state: &State) -> bool {
    match state {
        State::Invited { .. }
        | State::Asking {}
        | State::Authorizing {}
        | State::Active {}
        | State::Held {}
        | State::Interrupted { .. } => true,
        State::Created {} | State::WrappingUp { .. } | State::Over { .. } => false,
    }
}

fn due_of_state(session: &Session) -> Option<(SessionTime, Event)> {
    let view = &session.view;
    let since = view.state_t;
    let closed = |outcome| Event::SessionClosed { outcome };
    match view.state {
        // Nobody has an invite yet, so that nobody will come.
        State::Created {} => view.supervisor.as_ref().map(|_| (since + limits::INVITE_MS, closed(Outcome::Expired))),
        State::Invited { expires_t } => Some((expires_t, closed(Outcome::Expired))),
        State::Asking {} | State::Authorizing {} => Some((since + limits::DOOR_MS, closed(Outcome::Failed))),
        State::Active {} | State::Held {} => {
            let customer = view.customer.as_ref().and_then(|customer| away_until_interrupted(&customer.participant));
            let supervisor = view.supervisor.as_ref().and_then(away_until_interrupted);
            let due = customer.into_iter().chain(supervisor).min()?;
            Some((due, Event::SessionInterrupted { customer_away: customer.is_some(), supervisor_away: supervisor.is_some() }))
        }
        State::Interrupted { .. } => {
            Some((session.interrupted_t.unwrap_or(since) + limits::INTERRUPTED_MAX_MS, closed(Outcome::Failed)))
        }
        State::WrappingUp { .. } => Some((since + limits::WRAP_UP_MS, closed(Outcome::Completed))),
        State::Over { .. } => None,
    }
}

fn away_until_interrupted(person: &Participant) -> Option<SessionTime> {
    (!person.is_present()).then(|| person.since_t + limits::INTERRUPT_AFTER_MS)
}
