//! Pictures that are kept, what the relay carries, and where the pointer went.

use super::rules::{actor_of, not_now};
use crate::decision::Draft;
use crate::gates::{picture_access, still_access};
use crate::input::StillOffer;
use crate::session::Session;
use cicerone_protocol::event::{Media, TrailKind, TrailPoint};
use cicerone_protocol::picture::{Still, StillReason};
use cicerone_protocol::view::State;
use cicerone_protocol::{Actor, ErrorCode, Event, ParticipantId, Private, SessionTime, SessionView, limits};

pub(crate) fn still(
    session: &Session,
    by: ParticipantId,
    offer: StillOffer,
    now_t: SessionTime,
) -> Result<Vec<Draft>, ErrorCode> {
    let view = &session.view;
    let actor = actor_of(view, by).ok_or(ErrorCode::NotYours)?;
    if !may_take(actor, offer.reason) {
        return Err(ErrorCode::Forbidden);
    }
    if let Some(known) = view.stills.iter().find(|known| known.still.still == offer.still) {
        // The page sent it again because it did not hear that it was stored, whatever has changed since.
        let same = known.still.reason == offer.reason && known.still.sha256.value() == Some(&offer.sha256);
        return if same { Ok(Vec::new()) } else { Err(ErrorCode::BadField) };
    }
    still_access(view)?;
    if offer.reason != StillReason::Photo {
        picture_access(view)?;
    }
    if offer.reason == StillReason::Snapshot && view.snapshot_wanted != Some(offer.still) {
        return Err(ErrorCode::UnknownStill);
    }
    // What the customer's page took may show the picture before a change that it did not hear of yet; the console has heard.
    let other_picture = match actor {
        Actor::Customer { .. } => offer.epoch > view.picture.epoch,
        Actor::Supervisor { .. } | Actor::Service {} => offer.epoch != view.picture.epoch,
    };
    if other_picture {
        return Err(ErrorCode::PictureChanged);
    }
    let too_soon = session.last_scene_t.is_some_and(|last| now_t < last + limits::SCENE_STILL_EVERY_MS);
    if offer.reason == StillReason::Scene && too_soon {
        return Err(ErrorCode::TooMany);
    }
    if !offer.size.is_sane() || offer.size.width.max(offer.size.height) > limits::STILL_SIDE_PX {
        return Err(ErrorCode::BadSize);
    }
    if view.stills.len() >= limits::STILLS_PER_SESSION {
        return Err(ErrorCode::TooManyStills);
    }
    let StillOffer { still, reason, sha256, size, bytes, epoch } = offer;
    let still = Still { still, reason, sha256: Private::clear(sha256), size, bytes, epoch };
    Ok(vec![Draft::new(actor, Event::MediaStill { still })])
}

/// Which side's page takes stills for which reason.
const fn may_take(actor: Actor, reason: StillReason) -> bool {
    match reason {
        StillReason::Photo | StillReason::Snapshot => matches!(actor, Actor::Customer { .. }),
        StillReason::Freeze | StillReason::Mark | StillReason::Step | StillReason::Scene => {
            matches!(actor, Actor::Supervisor { .. })
        }
    }
}

/// What the relay tells counts while live video is what the customer shows: packets of a share that ended may still arrive.
pub(crate) fn media(view: &SessionView, media: Media) -> Vec<Draft> {
    let may_be = media == Media::None || (view.state.is_in_call() && view.picture.source.is_live());
    if may_be && view.media != media { vec![Draft::of_service(Event::MediaState { media })] } else { Vec::new() }
}

/// The customer ended the share, so that the relay carries nothing of it any more.
pub(crate) fn stops(view: &SessionView, drafts: &[Draft]) -> Option<Draft> {
    let ends = |draft: &Draft| matches!(draft.event, Event::MediaSource { source, .. } if !source.is_live());
    (view.media != Media::None && drafts.iter().any(ends)).then(|| Draft::of_service(Event::MediaState { media: Media::None }))
}

/// Takes frames that were shown already, so that curtain and hold don't keep them out of the log, nor does the call's end.
pub(crate) fn trail(view: &SessionView, kind: TrailKind, epoch: u32, points: Vec<TrailPoint>) -> Result<Vec<Draft>, ErrorCode> {
    let Some(person) = &view.supervisor else { return Err(ErrorCode::WrongState) };
    if !view.state.is_in_call() && !matches!(view.state, State::WrappingUp { .. }) {
        return Err(not_now(&view.state));
    }
    if epoch > view.picture.epoch || points.is_empty() || points.len() > limits::TRAIL_POINTS {
        return Err(ErrorCode::BadField);
    }
    Ok(vec![Draft::new(Actor::Supervisor { participant: person.participant }, Event::PointerTrail { kind, epoch, points })])
}
