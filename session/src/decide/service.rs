//! What the server itself brings: the door, connections, media, pictures, timers.

use super::{in_call, is_in_call};
use crate::doors::{picture_access, still_access};
use crate::{Draft, Input, Session, StillOffer, deadline};
use cicerone_protocol::event::{Absence, Media};
use cicerone_protocol::picture::{Still, StillReason};
use cicerone_protocol::view::State;
use cicerone_protocol::{Actor, ErrorCode, Event, ParticipantId, Private, SessionView, TabId, limits};

pub(super) fn decide(session: &Session, input: Input, now_t: u64) -> Result<Vec<Draft>, ErrorCode> {
    let view = &session.view;
    match input {
        Input::Create { by, name, new } => {
            if view.seq != 0 {
                return Err(ErrorCode::WrongState);
            }
            let created = Event::Created {
                reference: Private::clear(new.reference),
                topic: new.topic.map(Private::clear),
                language: new.language,
                supervisor: Private::clear(name),
            };
            Ok(vec![draft(supervisor(by), created)])
        }
        Input::Invite { by } => {
            must_be_supervisor(view, by)?;
            match view.state {
                State::Created {} | State::Invited { .. } => {
                    Ok(vec![draft(supervisor(by), Event::Invited { expires_t: now_t + limits::INVITE_MS })])
                }
                ref state if state.is_terminal() => Err(ErrorCode::SessionOver),
                _ => Err(ErrorCode::WrongState),
            }
        }
        Input::Ask { participant, via, language, abilities } => match view.state {
            State::Invited { expires_t } if now_t < expires_t => {
                let asking = Event::Asking { via, participant, language, abilities };
                Ok(vec![draft(Actor::Customer { participant }, asking)])
            }
            State::Invited { .. } | State::Expired {} => Err(ErrorCode::InviteExpired),
            ref state if state.is_terminal() => Err(ErrorCode::SessionOver),
            _ => Err(ErrorCode::InviteUsed),
        },
        Input::Joined { participant, tab } => joined(view, participant, tab),
        Input::Left { participant, tab } => Ok(left(view, participant, tab)),
        Input::TakeOver { by, name } => {
            if view.supervisor.as_ref().is_some_and(|supervisor| supervisor.participant == by) {
                return Ok(Vec::new());
            }
            if view.state.is_terminal() {
                return Err(ErrorCode::SessionOver);
            }
            if !deadline::supervisor_is_away(view, now_t) {
                return Err(ErrorCode::NotInterrupted);
            }
            Ok(vec![draft(supervisor(by), Event::TakenOver { supervisor: Private::clear(name) })])
        }
        Input::Still { by, offer } => still(session, by, offer, now_t),
        Input::Media(media) => {
            let changes = view.media != media && (is_in_call(&view.state) || media == Media::None);
            Ok(if changes { vec![service(Event::MediaState { media })] } else { Vec::new() })
        }
        Input::Trail { kind, epoch, points } => {
            in_call(view)?;
            let Some(person) = &view.supervisor else { return Err(ErrorCode::WrongState) };
            if points.is_empty() || points.len() > limits::TRAIL_POINTS {
                return Err(ErrorCode::BadField);
            }
            Ok(vec![draft(supervisor(person.participant), Event::Trail { kind, epoch, points })])
        }
        Input::Quality { participant, quality } => {
            in_call(view)?;
            Ok(vec![service(Event::QualitySampled { participant, quality })])
        }
        Input::Recovered => Ok(recovered(view)),
        Input::Deadline => Ok(deadline::due(session, now_t).map(service).into_iter().collect()),
        Input::Customer { .. } | Input::Supervisor { .. } => Err(ErrorCode::Malformed),
    }
}

pub(super) fn must_be_supervisor(view: &SessionView, by: ParticipantId) -> Result<(), ErrorCode> {
    let is = view.supervisor.as_ref().is_some_and(|supervisor| supervisor.participant == by);
    if is { Ok(()) } else { Err(ErrorCode::NotYours) }
}

fn joined(view: &SessionView, participant: ParticipantId, tab: TabId) -> Result<Vec<Draft>, ErrorCode> {
    let actor = actor_of(view, participant).ok_or(ErrorCode::NotYours)?;
    if view.state.is_terminal() {
        return Err(ErrorCode::SessionOver);
    }
    if tab_of(view, participant) == Some(tab) {
        return Ok(Vec::new());
    }
    let mut drafts = vec![draft(actor, Event::Joined { tab })];
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
            drafts.push(service(Event::Resumed {}));
        } else if (customer_still, supervisor_still) != (customer_away, supervisor_away) {
            drafts.push(service(Event::Interrupted { customer_away: customer_still, supervisor_away: supervisor_still }));
        }
    }
    Ok(drafts)
}

fn left(view: &SessionView, participant: ParticipantId, tab: TabId) -> Vec<Draft> {
    if view.state.is_terminal() || tab_of(view, participant) != Some(tab) {
        return Vec::new();
    }
    let mut drafts = vec![service(Event::Left { participant, absence: Absence::Lost })];
    if let State::Interrupted { .. } = view.state {
        // The other side was away already: now nobody is there.
        drafts.push(service(Event::Interrupted { customer_away: true, supervisor_away: true }));
    }
    drafts
}

fn recovered(view: &SessionView) -> Vec<Draft> {
    if view.state.is_terminal() {
        return Vec::new();
    }
    let people = view.customer.as_ref().map(|customer| &customer.participant).into_iter().chain(&view.supervisor);
    let mut drafts: Vec<_> = people
        .filter(|person| person.is_present())
        .map(|person| service(Event::Left { participant: person.participant, absence: Absence::ServerRestarted }))
        .collect();
    if is_in_call(&view.state) && !matches!(view.state, State::Interrupted { customer_away: true, supervisor_away: true, .. }) {
        drafts.push(service(Event::Interrupted { customer_away: true, supervisor_away: true }));
    }
    if view.media != Media::None {
        drafts.push(service(Event::MediaState { media: Media::None }));
    }
    drafts
}

fn still(session: &Session, by: ParticipantId, offer: StillOffer, now_t: u64) -> Result<Vec<Draft>, ErrorCode> {
    let view = &session.view;
    let actor = actor_of(view, by).ok_or(ErrorCode::NotYours)?;
    still_access(view)?;
    match (actor, offer.reason) {
        (Actor::Customer { .. }, StillReason::Photo) => {}
        (Actor::Customer { .. }, StillReason::Snapshot) => {
            picture_access(view)?;
            if view.snapshot_wanted != Some(offer.still) {
                return Err(ErrorCode::UnknownStill);
            }
        }
        (Actor::Supervisor { .. }, StillReason::Freeze | StillReason::Mark | StillReason::Step | StillReason::Scene) => {
            picture_access(view)?;
            if offer.epoch != view.picture.epoch {
                return Err(ErrorCode::PictureChanged);
            }
        }
        _ => return Err(ErrorCode::Forbidden),
    }
    let too_soon = session.last_scene_t.is_some_and(|last| now_t < last + limits::SCENE_STILL_EVERY_MS);
    if offer.reason == StillReason::Scene && too_soon {
        return Err(ErrorCode::TooMany);
    }
    if !offer.size.is_sane() || offer.size.width.max(offer.size.height) > limits::STILL_SIDE_PX {
        return Err(ErrorCode::BadSize);
    }
    if view.stills.iter().any(|known| known.still.still == offer.still) {
        // The page sent it again because it did not hear that it was stored.
        return Ok(Vec::new());
    }
    if view.stills.len() >= limits::STILLS_PER_SESSION {
        return Err(ErrorCode::TooManyStills);
    }
    let StillOffer { still, reason, sha256, size, bytes, epoch } = offer;
    let still = Still { still, reason, sha256: Private::clear(sha256), size, bytes, epoch };
    Ok(vec![draft(actor, Event::StillStored { still })])
}

fn actor_of(view: &SessionView, participant: ParticipantId) -> Option<Actor> {
    if view.customer.as_ref().is_some_and(|customer| customer.participant.participant == participant) {
        return Some(Actor::Customer { participant });
    }
    let is_supervisor = view.supervisor.as_ref().is_some_and(|supervisor| supervisor.participant == participant);
    is_supervisor.then_some(Actor::Supervisor { participant })
}

fn tab_of(view: &SessionView, participant: ParticipantId) -> Option<TabId> {
    let people = view.customer.as_ref().map(|customer| &customer.participant).into_iter().chain(&view.supervisor);
    people.filter(|person| person.participant == participant).find_map(|person| person.tab)
}

const fn supervisor(participant: ParticipantId) -> Actor {
    Actor::Supervisor { participant }
}

const fn draft(actor: Actor, event: Event) -> Draft {
    Draft { actor, cause: None, event }
}

const fn service(event: Event) -> Draft {
    draft(Actor::Service {}, event)
}
