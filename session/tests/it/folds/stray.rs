//! Events that no session would make just then: of nobody that is known, about nothing that is there, by the wrong side.

use super::walk::Walk;
use crate::people::{CUSTOMER, GOOD, NO_STEP, NO_STILL, STRANGER, SUPERVISOR, tab, text};
use cicerone_protocol::event::{Absence, AnyEvent, Media};
use cicerone_protocol::picture::{FrameSize, Rotation, Source, Still, StillReason};
use cicerone_protocol::{Actor, Event, MarkId, Private, StepId, StillId};

const SQUARE: FrameSize = FrameSize { width: 640, height: 640, rotation: Rotation::R90 };

pub(super) fn event(walk: &mut Walk) -> (Actor, AnyEvent) {
    let actors = [
        Actor::Service {},
        Actor::Customer { participant: CUSTOMER },
        Actor::Customer { participant: STRANGER },
        Actor::Supervisor { participant: SUPERVISOR },
    ];
    let actor = walk.rng.pick(&actors);
    let wanted = walk.view().snapshot_wanted;
    let still = wanted.filter(|_| walk.rng.one_in(2)).unwrap_or(NO_STILL);
    let event = match walk.rng.below(22) {
        0 => {
            // The customer's page is not shown it, so it must tell nothing new of what the page may know.
            let supervisor = walk.view().supervisor_name.clone().unwrap_or_else(|| Private::clear("Anna Berg"));
            let reference = Private::clear("Iván Ríos, 4712");
            let created = Event::SessionCreated { reference, topic: None, language: text("en"), supervisor };
            return (Actor::Service {}, AnyEvent::Known(created));
        }
        1 => Event::SessionTakenOver { supervisor: Private::clear("Nobody") },
        2 => Event::ParticipantJoined { tab: tab(2) },
        3 => Event::ParticipantLeft { participant: STRANGER, absence: Absence::Lost },
        4 => Event::ParticipantPage { hidden: walk.rng.one_in(2) },
        5 => Event::TalkMuted { muted: walk.rng.one_in(2) },
        6 => Event::MediaSnapshotWanted { still: StillId::new(walk.id()) },
        7 => Event::MediaSnapshotMissed { still },
        8 => Event::MediaStill { still: stored(still) },
        9 => Event::MarkRemoved { mark: MarkId::new(walk.id()) },
        10 => Event::StepSeen { step: NO_STEP },
        11 => Event::StepDone { step: StepId::new(walk.id()) },
        12 => Event::StepStuck { step: NO_STEP },
        13 => Event::StepWithdrawn { step: NO_STEP },
        14 => Event::QualitySampled { participant: STRANGER, quality: GOOD },
        15 => Event::MediaSource { source: Source::Photo, size: Some(SQUARE), still: Some(still) },
        16 => Event::MediaSource { source: walk.view().picture.source, size: Some(SQUARE), still: walk.view().picture.photo },
        17 => Event::MediaSource { source: walk.view().picture.source, size: Some(SQUARE), still: None },
        18 => Event::MediaFrozen { still: walk.view().marks.last().and_then(|mark| mark.mark.anchor.still).unwrap_or(still) },
        19 => Event::MediaState { media: Media::Live },
        20 if walk.view().state.is_in_call() => Event::SessionResumed {},
        _ => {
            let data = serde_json::json!({ "scope": "view_screen", "words": { "clear": "kept" } });
            return (actor, AnyEvent::Unknown { r#type: "later.event".to_owned(), data });
        }
    };
    (actor, AnyEvent::Known(event))
}

pub(super) fn stored(still: StillId) -> Still {
    Still { still, reason: StillReason::Scene, sha256: Private::clear("ab".repeat(32)), size: SQUARE, bytes: 9_000, epoch: 1 }
}
