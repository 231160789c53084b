//! Who is there: pages that come and go, take-over, and what is measured of their connections.

use super::rules::{actor_of, in_call};
use crate::deadline;
use crate::decision::{Decision, Draft, keep_only};
use cicerone_protocol::event::{Absence, Media, Quality};
use cicerone_protocol::text::Name;
use cicerone_protocol::view::{Participant, State};
use cicerone_protocol::{Actor, ErrorCode, Event, ParticipantId, Private, SessionTime, SessionView, TabId};

pub(crate) fn joined(view: &SessionView, participant: ParticipantId, tab: TabId) -> Result<Decision, ErrorCode> {
    if view.state.is_over() {
        return Err(ErrorCode::SessionOver);
    }
    let actor = actor_of(view, participant).ok_or(ErrorCode::NotYours)?;
    // The customer's part is over before the session is.
    if matches!((&view.state, actor), (State::WrappingUp { .. }, Actor::Customer { .. })) {
        return Err(ErrorCode::SessionOver);
    }
    if tab_of(view, participant) == Some(tab) {
        // A connection that was cut may not have been missed yet.
        let effects = keep_only(actor, tab).into_iter().collect();
        return Ok(Decision { effects, ..Decision::default() });
    }
    if people(view).any(|person| person.participant != participant && person.tab == Some(tab)) {
        // Pages choose their tab's id and see each other's in events: nobody may pass for the other side's page.
        return Err(ErrorCode::Forbidden);
    }
    let mut drafts = vec![Draft::new(actor, Event::ParticipantJoined { tab })];
    if let State::Interrupted { customer_away, supervisor_away, .. } = view.state {
        let customer_still = match actor {
            Actor::Customer { .. } => false,
            Actor::Supervisor { .. } | Actor::Service {} => view.customer.as_ref().is_some_and(|c| !c.participant.is_present()),
        };
        let supervisor_still = match actor {
            Actor::Supervisor { .. } => false,
            Actor::Customer { .. } | Actor::Service {} => view.supervisor.as_ref().is_some_and(|s| !s.is_present()),
        };
        if !customer_still && !supervisor_still {
            drafts.push(Draft::of_service(Event::SessionResumed {}));
        } else if (customer_still, supervisor_still) != (customer_away, supervisor_away) {
            drafts.push(Draft::of_service(Event::SessionInterrupted {
                customer_away: customer_still,
                supervisor_away: supervisor_still,
            }));
        }
    }
    Ok(Decision::new(view, drafts))
}

pub(crate) fn left(view: &SessionView, participant: ParticipantId, tab: TabId) -> Vec<Draft> {
    if view.state.is_over() || tab_of(view, participant) != Some(tab) {
        return Vec::new();
    }
    let mut drafts = vec![Draft::of_service(Event::ParticipantLeft { participant, absence: Absence::Lost })];
    if let State::Interrupted { .. } = view.state {
        // The other side was away already: now nobody is there.
        drafts.push(Draft::of_service(Event::SessionInterrupted { customer_away: true, supervisor_away: true }));
    }
    drafts
}

/// A supervisor who is there, or who already wrote the call up, is not relieved.
pub(crate) fn take_over(view: &SessionView, by: ParticipantId, name: Name, now_t: SessionTime) -> Result<Vec<Draft>, ErrorCode> {
    if view.state.is_over() {
        return Err(ErrorCode::SessionOver);
    }
    if view.supervisor.as_ref().is_some_and(|supervisor| supervisor.participant == by) {
        return Ok(Vec::new());
    }
    if !deadline::is_relievable(&view.state) {
        return Err(ErrorCode::WrongState);
    }
    if !deadline::supervisor_is_away(view, now_t) {
        return Err(ErrorCode::NotInterrupted);
    }
    Ok(vec![Draft::new(Actor::Supervisor { participant: by }, Event::SessionTakenOver { supervisor: Private::clear(name) })])
}

pub(crate) fn recovered(view: &SessionView) -> Vec<Draft> {
    if view.state.is_over() {
        return Vec::new();
    }
    let mut drafts: Vec<_> = people(view)
        .filter(|person| person.is_present())
        .map(|person| {
            Draft::of_service(Event::ParticipantLeft { participant: person.participant, absence: Absence::ServerRestarted })
        })
        .collect();
    if view.state.is_in_call() && !matches!(view.state, State::Interrupted { customer_away: true, supervisor_away: true, .. }) {
        drafts.push(Draft::of_service(Event::SessionInterrupted { customer_away: true, supervisor_away: true }));
    }
    if view.media != Media::None {
        drafts.push(Draft::of_service(Event::MediaState { media: Media::None }));
    }
    drafts
}

pub(crate) fn quality(view: &SessionView, participant: ParticipantId, quality: Quality) -> Result<Vec<Draft>, ErrorCode> {
    actor_of(view, participant).ok_or(ErrorCode::NotYours)?;
    in_call(view)?;
    Ok(vec![Draft::of_service(Event::QualitySampled { participant, quality })])
}

fn tab_of(view: &SessionView, participant: ParticipantId) -> Option<TabId> {
    people(view).filter(|person| person.participant == participant).find_map(|person| person.tab)
}

fn people(view: &SessionView) -> impl Iterator<Item = &Participant> {
    view.customer.as_ref().map(|customer| &customer.participant).into_iter().chain(&view.supervisor)
}
