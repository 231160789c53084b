//! What happened.

use super::commands::{dispositions, shapes};
use super::{
    BY_CUSTOMER, BY_SUPERVISOR, CUSTOMER, MARK, MESSAGE, QUALITY, SESSION, SIZE, STEP, STILL, SUPERVISOR, TAB, anchor, at,
    language, private,
};
use cicerone_protocol::SessionTime;
use cicerone_protocol::event::{
    Abilities, Absence, Actor, AnyEvent, Cause, Envelope, Event, Media, Outcome, Scope, TrailKind, TrailPoint, Via, WrapUpReason,
};
use cicerone_protocol::picture::{Colour, Mark, Source, Still, StillReason};
use cicerone_protocol::text::Private;

/// Every event there is, with who does it.
pub(crate) fn events() -> Vec<(Actor, Event)> {
    let mut all = session();
    all.extend(people());
    all.extend(pictures());
    all.extend(pointing());
    all
}

/// The same in envelopes, and one of a type that this build does not know.
pub(crate) fn envelopes() -> Vec<Envelope> {
    let mut all: Vec<_> = (1..).zip(events()).map(|(seq, (actor, event))| envelope(seq, actor, AnyEvent::Known(event))).collect();
    let unknown = AnyEvent::Unknown {
        r#type: "later.event".to_owned(),
        data: serde_json::json!({ "words": private("kept"), "list": [1, -2, null] }),
    };
    all.push(envelope(all.len() as u64 + 1, Actor::Service {}, unknown));
    all
}

/// Wraps an event; customer's and supervisor's name the command behind it.
pub(crate) fn envelope(seq: u64, actor: Actor, event: AnyEvent) -> Envelope {
    let cause = match actor {
        Actor::Service {} => None,
        Actor::Customer { .. } | Actor::Supervisor { .. } => Some(Cause { tab: TAB, dseq: u32::try_from(seq).unwrap() }),
    };
    let ms = seq * 1_500;
    let ts = format!("2026-11-22T10:{:02}:{:02}.{:03}Z", ms / 60_000, ms / 1_000 % 60, ms % 1_000);
    Envelope { v: 1, session: SESSION, seq, t: SessionTime::from_ms(ms), ts, actor, cause, event }
}

fn session() -> Vec<(Actor, Event)> {
    let abilities = Abilities { screen: false, camera: true, microphone: true };
    let mut all = vec![
        (
            BY_SUPERVISOR,
            Event::SessionCreated {
                reference: private("Iván Ríos"),
                topic: Some(private("No Wi-Fi")),
                language: language("es"),
                supervisor: private("Dana"),
            },
        ),
        (BY_SUPERVISOR, Event::SessionInvited { expires_t: SessionTime::from_ms(900_000) }),
        (BY_CUSTOMER, Event::SessionAsking { via: Via::Link, participant: CUSTOMER, language: language("es"), abilities }),
        (BY_CUSTOMER, Event::SessionAsking { via: Via::Code, participant: CUSTOMER, language: language("es"), abilities }),
        (BY_SUPERVISOR, Event::SessionAdmitted {}),
        (BY_CUSTOMER, Event::SessionActive {}),
        (BY_SUPERVISOR, Event::SessionHeld {}),
        (BY_SUPERVISOR, Event::SessionUnheld {}),
        (Actor::Service {}, Event::SessionInterrupted { customer_away: true, supervisor_away: false }),
        (Actor::Service {}, Event::SessionResumed {}),
        (BY_SUPERVISOR, Event::SessionTakenOver { supervisor: private("Noor") }),
        (BY_SUPERVISOR, Event::SessionWrappingUp { reason: WrapUpReason::Ended }),
        (BY_CUSTOMER, Event::SessionWrappingUp { reason: WrapUpReason::Stopped }),
        (BY_SUPERVISOR, Event::SessionDisposed { disposition: dispositions().remove(0), note: None }),
    ];
    all.extend(
        dispositions()
            .into_iter()
            .map(|disposition| (BY_SUPERVISOR, Event::SessionDisposed { disposition, note: Some(private("New router")) })),
    );
    let outcomes =
        [Outcome::Completed, Outcome::Expired, Outcome::Cancelled, Outcome::TurnedAway, Outcome::Declined, Outcome::Failed];
    all.extend(outcomes.into_iter().map(|outcome| (Actor::Service {}, Event::SessionClosed { outcome })));
    all
}

fn people() -> Vec<(Actor, Event)> {
    let mut all = vec![
        (BY_CUSTOMER, Event::ParticipantJoined { tab: TAB }),
        (Actor::Service {}, Event::ParticipantLeft { participant: CUSTOMER, absence: Absence::Lost }),
        (Actor::Service {}, Event::ParticipantLeft { participant: SUPERVISOR, absence: Absence::ServerRestarted }),
        (BY_CUSTOMER, Event::ParticipantPage { hidden: true }),
        (BY_CUSTOMER, Event::ConsentCurtain { drawn: true }),
        (BY_SUPERVISOR, Event::TalkMuted { muted: true }),
        (BY_CUSTOMER, Event::TalkSaid { message: MESSAGE, text: private("¿Aquí? \"WLAN\" \\ \u{1}\u{2028}👍") }),
        (BY_SUPERVISOR, Event::TalkSaid { message: MESSAGE, text: Private::Committed { commitment: "0".repeat(64) } }),
        (Actor::Service {}, Event::QualitySampled { participant: CUSTOMER, quality: QUALITY }),
    ];
    all.extend(Scope::ALL.map(|scope| (BY_CUSTOMER, Event::ConsentGranted { scope })));
    all.extend(Scope::ALL.map(|scope| (BY_CUSTOMER, Event::ConsentRevoked { scope })));
    all
}

fn pictures() -> Vec<(Actor, Event)> {
    let mut all = vec![
        (BY_CUSTOMER, Event::MediaSource { source: Source::Screen, size: Some(SIZE), still: None }),
        (BY_CUSTOMER, Event::MediaSource { source: Source::Camera, size: Some(SIZE), still: None }),
        (BY_CUSTOMER, Event::MediaSource { source: Source::Photo, size: Some(SIZE), still: Some(STILL) }),
        (BY_CUSTOMER, Event::MediaSource { source: Source::None, size: None, still: None }),
        (BY_SUPERVISOR, Event::MediaFrozen { still: STILL }),
        (BY_SUPERVISOR, Event::MediaUnfrozen {}),
        (BY_SUPERVISOR, Event::MediaSnapshotWanted { still: STILL }),
        (Actor::Service {}, Event::MediaSnapshotMissed { still: STILL }),
    ];
    let media = [Media::None, Media::Live, Media::Stalled];
    all.extend(media.map(|media| (Actor::Service {}, Event::MediaState { media })));
    use StillReason as R;
    let reasons = [R::Freeze, R::Mark, R::Step, R::Scene, R::Snapshot, R::Photo];
    all.extend(reasons.map(|reason| (BY_SUPERVISOR, Event::MediaStill { still: still(reason) })));
    all
}

pub(crate) fn still(reason: StillReason) -> Still {
    Still { still: STILL, reason, sha256: private(&"5e".repeat(32)), size: SIZE, bytes: 183_204, epoch: 3 }
}

fn pointing() -> Vec<(Actor, Event)> {
    let point = |ms, x, y| TrailPoint { sent_t: SessionTime::from_ms(ms), at: at(x, y) };
    let points = vec![point(61_000, 100, 200), point(61_016, 110, 205)];
    let mut all = vec![
        (BY_SUPERVISOR, Event::MarkRemoved { mark: MARK }),
        (BY_SUPERVISOR, Event::MarkCleared {}),
        (BY_SUPERVISOR, Event::PointerTrail { kind: TrailKind::Pointer, epoch: 3, points: points.clone() }),
        (BY_SUPERVISOR, Event::PointerTrail { kind: TrailKind::Stroke, epoch: 3, points }),
        (
            BY_SUPERVISOR,
            Event::StepSent {
                step: STEP,
                n: 1,
                text: private("Press and hold the power button"),
                hint: Some(private("About five seconds")),
                still: Some(STILL),
            },
        ),
        (BY_SUPERVISOR, Event::StepSent { step: STEP, n: 2, text: private("Open Settings"), hint: None, still: None }),
        (BY_CUSTOMER, Event::StepSeen { step: STEP }),
        (BY_CUSTOMER, Event::StepDone { step: STEP }),
        (BY_CUSTOMER, Event::StepStuck { step: STEP }),
        (BY_SUPERVISOR, Event::StepWithdrawn { step: STEP }),
    ];
    all.extend((1..).zip(shapes()).map(|(n, shape)| {
        let (label, still) = if n % 2 == 0 { (None, None) } else { (Some(private("Tap here")), Some(STILL)) };
        (
            BY_SUPERVISOR,
            Event::MarkDrawn { mark: Mark { mark: MARK, n, shape, colour: Colour::Two, label, anchor: anchor(still) } },
        )
    }));
    all
}
