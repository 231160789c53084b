//! The session's one timer: when the present state must end by itself, and what follows then.

use crate::Session;
use cicerone_protocol::event::Outcome;
use cicerone_protocol::view::{Participant, State};
use cicerone_protocol::{Event, SessionView, limits};

/// When to come back, in the session's `t`.
pub(crate) fn next(session: &Session) -> Option<u64> {
    let of_state = due_of_state(&session.view).map(|(due, _)| due);
    of_state.into_iter().chain(session.snapshot_until).min()
}

/// What follows at `now_t`; none where nothing is due.
pub(crate) fn due(session: &Session, now_t: u64) -> Option<Event> {
    if let (Some(until), Some(still)) = (session.snapshot_until, session.view.snapshot_wanted)
        && until <= now_t
    {
        return Some(Event::SnapshotMissed { still });
    }
    due_of_state(&session.view).filter(|(due, _)| *due <= now_t).map(|(_, event)| event)
}

/// Says whether the supervisor has been away long enough to be relieved.
pub(crate) fn supervisor_is_away(view: &SessionView, now_t: u64) -> bool {
    let relievable = match view.state {
        State::Invited { .. }
        | State::Asking {}
        | State::Authorizing {}
        | State::Active {}
        | State::Held {}
        | State::Interrupted { .. } => true,
        State::Created {}
        | State::WrappingUp { .. }
        | State::Closed {}
        | State::Expired {}
        | State::Cancelled {}
        | State::TurnedAway {}
        | State::Declined {}
        | State::Failed {} => false,
    };
    relievable && view.supervisor.as_ref().and_then(away_until_interrupted).is_some_and(|due| due <= now_t)
}

fn due_of_state(view: &SessionView) -> Option<(u64, Event)> {
    let since = view.state_t;
    let closed = |outcome| Event::Closed { outcome };
    match view.state {
        State::Invited { expires_t } => Some((expires_t, closed(Outcome::Expired))),
        State::Asking {} | State::Authorizing {} => Some((since + limits::DOOR_MS, closed(Outcome::Failed))),
        State::Active {} | State::Held {} => {
            let customer = view.customer.as_ref().and_then(|customer| away_until_interrupted(&customer.participant));
            let supervisor = view.supervisor.as_ref().and_then(away_until_interrupted);
            let due = customer.into_iter().chain(supervisor).min()?;
            Some((due, Event::Interrupted { customer_away: customer.is_some(), supervisor_away: supervisor.is_some() }))
        }
        State::Interrupted { .. } => Some((since + limits::INTERRUPTED_MAX_MS, closed(Outcome::Failed))),
        State::WrappingUp { .. } => Some((since + limits::WRAP_UP_MS, closed(Outcome::Completed))),
        State::Created {}
        | State::Closed {}
        | State::Expired {}
        | State::Cancelled {}
        | State::TurnedAway {}
        | State::Declined {}
        | State::Failed {} => None,
    }
}

fn away_until_interrupted(person: &Participant) -> Option<u64> {
    (!person.is_present()).then(|| person.since_t + limits::INTERRUPT_AFTER_MS)
}
