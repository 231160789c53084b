//! Random examples of everything. Ids come from a pool of a few, so that random events speak of the same steps, marks and people.

use crate::samples::{SESSION, uuid};
use cicerone_protocol::command::{CustomerCommand, FromCustomer, FromSupervisor, SupervisorCommand};
use cicerone_protocol::event::{
    Abilities, Absence, Actor, AnyEvent, Cause, Day, Disposition, Envelope, Event, Media, Outcome, Quality, Scope, TrailKind,
    TrailPoint, Via, WrapUpReason,
};
use cicerone_protocol::log::MAX_INTEGER;
use cicerone_protocol::picture::{Anchor, Colour, FrameSize, Mark, Point, Rotation, Shape, Source, Still, StillReason};
use cicerone_protocol::text::{Language, Private};
use cicerone_protocol::{Sdp, SessionTime};
use proptest::collection::vec;
use proptest::option::of;
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Map, Value};
use uuid::Uuid;

pub(crate) fn id<T: std::fmt::Debug>(new: fn(Uuid) -> T) -> impl Strategy<Value = T> {
    (1..=4_u128).prop_map(move |n| new(uuid(n)))
}

macro_rules! id {
    ($name:ident) => {
        id(cicerone_protocol::ids::$name::new)
    };
}

/// Any text at all: control characters, quotes and characters beyond the basic plane with it.
pub(crate) fn any_text() -> impl Strategy<Value = String> {
    vec(any::<char>(), 0..10).prop_map(String::from_iter)
}

/// A text that its type takes.
pub(crate) fn bounded<T: TryFrom<String> + std::fmt::Debug>() -> impl Strategy<Value = T> {
    "\\PC{1,30}".prop_filter_map("nothing is left after trimming", |text| T::try_from(text).ok())
}

pub(crate) fn private() -> impl Strategy<Value = Private> {
    prop_oneof![
        9 => any_text().prop_map(Private::clear),
        1 => "[0-9a-f]{64}".prop_map(|commitment| Private::Committed { commitment }),
    ]
}

fn language() -> impl Strategy<Value = Language> {
    select(vec!["en", "es", "pt-BR", "zh-Hant-TW"]).prop_map(|tag| Language::try_from(tag.to_owned()).unwrap())
}

fn t() -> impl Strategy<Value = SessionTime> {
    prop_oneof![9 => 0..20_000_000_u64, 1 => Just(MAX_INTEGER)].prop_map(SessionTime::from_ms)
}

fn point() -> impl Strategy<Value = Point> {
    any::<(u16, u16)>().prop_map(|(x, y)| Point { x, y })
}

fn size() -> impl Strategy<Value = FrameSize> {
    let rotation = select(vec![Rotation::R0, Rotation::R90, Rotation::R180, Rotation::R270]);
    (1..=16_384_u16, 1..=16_384_u16, rotation).prop_map(|(width, height, rotation)| FrameSize { width, height, rotation })
}

fn source() -> impl Strategy<Value = Source> {
    select(vec![Source::None, Source::Screen, Source::Camera, Source::Photo])
}

fn colour() -> impl Strategy<Value = Colour> {
    select(vec![Colour::One, Colour::Two, Colour::Three])
}

fn shape() -> impl Strategy<Value = Shape> {
    prop_oneof![
        (point(), point()).prop_map(|(from, to)| Shape::Ring { from, to }),
        (point(), point()).prop_map(|(from, to)| Shape::Arrow { from, to }),
        (point(), point()).prop_map(|(from, to)| Shape::Box { from, to }),
        vec(point(), 2..8).prop_map(|points| Shape::Freehand { points }),
        (point(), 1..=99_u8).prop_map(|(at, number)| Shape::Number { at, number }),
        point().prop_map(|at| Shape::Text { at }),
    ]
}

fn anchor() -> impl Strategy<Value = Anchor> {
    (any::<u32>(), of(id!(StillId)), size()).prop_map(|(epoch, still, size)| Anchor { epoch, still, size })
}

fn mark() -> impl Strategy<Value = Mark> {
    (id!(MarkId), 1..1_000_u32, shape(), colour(), of(private()), anchor())
        .prop_map(|(mark, n, shape, colour, label, anchor)| Mark { mark, n, shape, colour, label, anchor })
}

fn still() -> impl Strategy<Value = Still> {
    use StillReason as R;
    let reason = select(vec![R::Freeze, R::Mark, R::Step, R::Scene, R::Snapshot, R::Photo]);
    let sha256 = "[0-9a-f]{64}".prop_map(Private::clear);
    (id!(StillId), reason, sha256, size(), any::<u32>(), any::<u32>())
        .prop_map(|(still, reason, sha256, size, bytes, epoch)| Still { still, reason, sha256, size, bytes, epoch })
}

fn scope() -> impl Strategy<Value = Scope> {
    select(Scope::ALL.to_vec())
}

fn quality() -> impl Strategy<Value = Quality> {
    any::<(u32, u16, u32, u32)>().prop_map(|(rtt_ms, loss_permille, up_kbps, down_kbps)| Quality {
        rtt_ms,
        loss_permille,
        up_kbps,
        down_kbps,
    })
}

fn abilities() -> impl Strategy<Value = Abilities> {
    any::<(bool, bool, bool)>().prop_map(|(screen, camera, microphone)| Abilities { screen, camera, microphone })
}

fn disposition() -> impl Strategy<Value = Disposition> {
    let day = (1..=9_999_i16, 1..=12_i8, 1..=28_i8).prop_map(|(y, m, d)| Day(jiff::civil::date(y, m, d)));
    prop_oneof![
        Just(Disposition::Resolved {}),
        (of(id!(StepId)), of(day)).prop_map(|(step, follow_up)| Disposition::Unresolved { step, follow_up }),
        Just(Disposition::Escalated {}),
        Just(Disposition::Visit {}),
    ]
}

pub(crate) fn actor() -> impl Strategy<Value = Actor> {
    prop_oneof![
        id!(ParticipantId).prop_map(|participant| Actor::Customer { participant }),
        id!(ParticipantId).prop_map(|participant| Actor::Supervisor { participant }),
        Just(Actor::Service {}),
    ]
}

pub(crate) fn event() -> impl Strategy<Value = Event> {
    prop_oneof![2 => session_event(), 2 => person_event(), 2 => picture_event(), 3 => pointing_event()]
}

fn session_event() -> impl Strategy<Value = Event> {
    use Outcome as O;
    let outcome = select(vec![O::Completed, O::Expired, O::Cancelled, O::TurnedAway, O::Declined, O::Failed]);
    let via = select(vec![Via::Link, Via::Code]);
    let reason = select(vec![WrapUpReason::Ended, WrapUpReason::Stopped]);
    prop_oneof![
        (private(), of(private()), language(), private()).prop_map(|(reference, topic, language, supervisor)| {
            Event::SessionCreated { reference, topic, language, supervisor }
        }),
        t().prop_map(|expires_t| Event::SessionInvited { expires_t }),
        (via, id!(ParticipantId), language(), abilities())
            .prop_map(|(via, participant, language, abilities)| Event::SessionAsking { via, participant, language, abilities }),
        Just(Event::SessionAdmitted {}),
        Just(Event::SessionActive {}),
        Just(Event::SessionHeld {}),
        Just(Event::SessionUnheld {}),
        any::<(bool, bool)>()
            .prop_map(|(customer_away, supervisor_away)| Event::SessionInterrupted { customer_away, supervisor_away }),
        Just(Event::SessionResumed {}),
        private().prop_map(|supervisor| Event::SessionTakenOver { supervisor }),
        reason.prop_map(|reason| Event::SessionWrappingUp { reason }),
        (disposition(), of(private())).prop_map(|(disposition, note)| Event::SessionDisposed { disposition, note }),
        outcome.prop_map(|outcome| Event::SessionClosed { outcome }),
    ]
}

fn person_event() -> impl Strategy<Value = Event> {
    let absence = select(vec![Absence::Lost, Absence::ServerRestarted]);
    prop_oneof![
        id!(TabId).prop_map(|tab| Event::ParticipantJoined { tab }),
        (id!(ParticipantId), absence).prop_map(|(participant, absence)| Event::ParticipantLeft { participant, absence }),
        any::<bool>().prop_map(|hidden| Event::ParticipantPage { hidden }),
        scope().prop_map(|scope| Event::ConsentGranted { scope }),
        scope().prop_map(|scope| Event::ConsentRevoked { scope }),
        any::<bool>().prop_map(|drawn| Event::ConsentCurtain { drawn }),
        any::<bool>().prop_map(|muted| Event::TalkMuted { muted }),
        (id!(MessageId), private()).prop_map(|(message, text)| Event::TalkSaid { message, text }),
        (id!(ParticipantId), quality()).prop_map(|(participant, quality)| Event::QualitySampled { participant, quality }),
    ]
}

fn picture_event() -> impl Strategy<Value = Event> {
    let media = select(vec![Media::None, Media::Live, Media::Stalled]);
    prop_oneof![
        (source(), of(size()), of(id!(StillId))).prop_map(|(source, size, still)| Event::MediaSource { source, size, still }),
        media.prop_map(|media| Event::MediaState { media }),
        id!(StillId).prop_map(|still| Event::MediaFrozen { still }),
        Just(Event::MediaUnfrozen {}),
        still().prop_map(|still| Event::MediaStill { still }),
        id!(StillId).prop_map(|still| Event::MediaSnapshotWanted { still }),
        id!(StillId).prop_map(|still| Event::MediaSnapshotMissed { still }),
    ]
}

fn pointing_event() -> impl Strategy<Value = Event> {
    let trail_point = (t(), point()).prop_map(|(sent_t, at)| TrailPoint { sent_t, at });
    let trail_kind = select(vec![TrailKind::Pointer, TrailKind::Stroke]);
    prop_oneof![
        3 => mark().prop_map(|mark| Event::MarkDrawn { mark }),
        2 => id!(MarkId).prop_map(|mark| Event::MarkRemoved { mark }),
        1 => Just(Event::MarkCleared {}),
        1 => (trail_kind, any::<u32>(), vec(trail_point, 1..5))
            .prop_map(|(kind, epoch, points)| Event::PointerTrail { kind, epoch, points }),
        3 => (id!(StepId), 1..1_000_u32, private(), of(private()), of(id!(StillId)))
            .prop_map(|(step, n, text, hint, still)| Event::StepSent { step, n, text, hint, still }),
        1 => id!(StepId).prop_map(|step| Event::StepSeen { step }),
        1 => id!(StepId).prop_map(|step| Event::StepDone { step }),
        1 => id!(StepId).prop_map(|step| Event::StepStuck { step }),
        1 => id!(StepId).prop_map(|step| Event::StepWithdrawn { step }),
    ]
}

/// JSON with integers only, with keys that need escapes in a JSON Pointer, and here and there a personal value.
pub(crate) fn json() -> impl Strategy<Value = Value> {
    let integer = prop_oneof![0..=MAX_INTEGER as i64, -(MAX_INTEGER as i64)..=0];
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        integer.prop_map(Value::from),
        any_text().prop_map(Value::from),
        private().prop_map(|private| serde_json::to_value(private).unwrap()),
    ];
    let key = prop_oneof![any_text(), "[a-c~/01é\u{fb33}\u{1f600}]{0,3}"];
    leaf.prop_recursive(3, 16, 4, move |inner| {
        prop_oneof![
            vec(inner.clone(), 0..4).prop_map(Value::from),
            vec((key.clone(), inner), 0..4).prop_map(|fields| Value::from(fields.into_iter().collect::<Map<_, _>>())),
        ]
    })
}

pub(crate) fn any_event() -> impl Strategy<Value = AnyEvent> {
    let name = "later\\.[a-z]{1,6}";
    let unknown = (name, json()).prop_map(|(r#type, data)| AnyEvent::Unknown { r#type, data });
    prop_oneof![12 => event().prop_map(AnyEvent::Known), 1 => unknown]
}

/// One entry; `seq` and `t` are to be set where it stands in a log.
pub(crate) fn envelope() -> impl Strategy<Value = Envelope> {
    let cause = (id!(TabId), any::<u32>()).prop_map(|(tab, dseq)| Cause { tab, dseq });
    (1..=MAX_INTEGER, t(), actor(), of(cause), any_event()).prop_map(|(seq, t, actor, cause, event)| Envelope {
        v: 1,
        session: SESSION,
        seq,
        t,
        ts: "2026-11-22T10:00:00.000Z".to_owned(),
        actor,
        cause,
        event,
    })
}

fn sdp() -> impl Strategy<Value = Sdp> {
    any_text().prop_map(|text| Sdp::try_from(text).unwrap())
}

pub(crate) fn from_customer() -> impl Strategy<Value = FromCustomer> {
    use CustomerCommand as C;
    let command = prop_oneof![
        vec(scope(), 0..4).prop_map(|scopes| C::Begin { scopes }),
        Just(C::Decline {}),
        scope().prop_map(|scope| C::Grant { scope }),
        scope().prop_map(|scope| C::Revoke { scope }),
        any::<bool>().prop_map(|drawn| C::Curtain { drawn }),
        any::<bool>().prop_map(|muted| C::Mute { muted }),
        (source(), of(size()), of(id!(StillId))).prop_map(|(source, size, still)| C::Source { source, size, still }),
        id!(StepId).prop_map(|step| C::StepSeen { step }),
        id!(StepId).prop_map(|step| C::StepDone { step }),
        id!(StepId).prop_map(|step| C::StepStuck { step }),
        bounded().prop_map(|text| C::Say { text }),
        any::<bool>().prop_map(|hidden| C::Page { hidden }),
        Just(C::Stop {}),
    ];
    prop_oneof![
        9 => (any::<u32>(), command).prop_map(|(dseq, command)| FromCustomer::Do { dseq, command }),
        1 => (any::<u32>(), sdp()).prop_map(|(id, sdp)| FromCustomer::Offer { id, sdp }),
        1 => quality().prop_map(|quality| FromCustomer::Quality { quality }),
        1 => any::<u32>().prop_map(|n| FromCustomer::Pong { n }),
    ]
}

pub(crate) fn from_supervisor() -> impl Strategy<Value = FromSupervisor> {
    use SupervisorCommand as S;
    let plain = select(vec![
        S::Admit {},
        S::TurnAway {},
        S::Cancel {},
        S::Hold {},
        S::Unhold {},
        S::Clear {},
        S::Unfreeze {},
        S::WantSnapshot {},
        S::End {},
    ]);
    let command = prop_oneof![
        plain,
        (shape(), colour(), of(bounded()), anchor()).prop_map(|(shape, colour, label, anchor)| S::Mark {
            shape,
            colour,
            label,
            anchor
        }),
        id!(MarkId).prop_map(|mark| S::Unmark { mark }),
        id!(StillId).prop_map(|still| S::Freeze { still }),
        (bounded(), of(bounded()), of(id!(StillId))).prop_map(|(text, hint, still)| S::SendStep { text, hint, still }),
        id!(StepId).prop_map(|step| S::StepDone { step }),
        id!(StepId).prop_map(|step| S::WithdrawStep { step }),
        bounded().prop_map(|text| S::Say { text }),
        any::<bool>().prop_map(|muted| S::Mute { muted }),
        (disposition(), of(bounded())).prop_map(|(disposition, note)| S::Dispose { disposition, note }),
    ];
    prop_oneof![
        9 => (any::<u32>(), command).prop_map(|(dseq, command)| FromSupervisor::Do { dseq, command }),
        1 => (any::<u32>(), sdp()).prop_map(|(id, sdp)| FromSupervisor::Offer { id, sdp }),
        1 => quality().prop_map(|quality| FromSupervisor::Quality { quality }),
        1 => any::<u32>().prop_map(|n| FromSupervisor::Pong { n }),
    ]
}
