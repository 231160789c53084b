//! What happens in random runs: what people would do next, and as much nonsense.

use crate::action::{Action, Pick, Step};
use crate::model::{Model, Phase};
use crate::people::{COLLEAGUE, CUSTOMER, NO_SIZE, SIZE, STRANGER, SUPERVISOR, ring, tab, text};
use cicerone_protocol::command::{CustomerCommand as C, SupervisorCommand as S};
use cicerone_protocol::event::{Disposition, Media, Scope};
use cicerone_protocol::picture::{Anchor, Colour, Shape, Source, StillReason};
use cicerone_protocol::{MarkId, ParticipantId, StepId, StillId};
use proptest::prelude::*;
use uuid::Uuid;

fn place() -> impl Strategy<Value = Uuid> {
    (0..4_u128).prop_map(Uuid::from_u128)
}

pub(crate) fn step(model: &Model) -> BoxedStrategy<Step> {
    let after = prop_oneof![8 => 0..1_500_u64, 2 => 1_500..12_000_u64, 1 => 12_000..3_000_000_u64];
    // Long waits end sessions: mostly the timer that is due does it, not the clock.
    let what = prop_oneof![5 => likely(model), 3 => any_action()];
    (after, what).prop_map(|(after, what)| Step { after, what }).boxed()
}

fn likely(model: &Model) -> BoxedStrategy<Action> {
    let boss = model.supervisor.as_ref().map_or(SUPERVISOR, |supervisor| supervisor.who);
    let supervisor = move |command: S| Action::Supervisor(boss, tab(1), command);
    let back = prop_oneof![Just(Action::Join(CUSTOMER, tab(0))), Just(Action::Join(boss, tab(1)))];
    match model.phase {
        Phase::Nothing => Just(Action::Create).boxed(),
        Phase::Created => prop_oneof![20 => Just(Action::Invite(boss)), 1 => Just(supervisor(S::Cancel {}))].boxed(),
        Phase::Invited { .. } => prop_oneof![20 => Just(Action::Ask), 1 => Just(supervisor(S::Cancel {}))].boxed(),
        Phase::Asking => prop_oneof![back, Just(supervisor(S::Admit {}))].boxed(),
        Phase::Authorizing => {
            let begin = proptest::sample::subsequence(Scope::ALL.to_vec(), 2..=4);
            prop_oneof![back, begin.prop_map(|scopes| Action::Customer(tab(0), C::Begin { scopes }))].boxed()
        }
        Phase::Talking if model.interrupted_since.is_some() => {
            prop_oneof![6 => back, 2 => Just(Action::TakeOver), 1 => Just(Action::Deadline { jump: false })].boxed()
        }
        Phase::Talking => prop_oneof![
            4 => talk().prop_map(supervisor),
            3 => show().prop_map(|command| Action::Customer(tab(0), command)),
            3 => still(boss),
            1 => back,
            1 => Just(Action::Deadline { jump: true }),
        ]
        .boxed(),
        Phase::WrappingUp => prop_oneof![dispose().prop_map(supervisor), Just(Action::Trail(2))].boxed(),
        Phase::Over(_) => any_action(),
    }
}

fn any_action() -> BoxedStrategy<Action> {
    let tabs = || (0..3_u8).prop_map(tab);
    prop_oneof![
        1 => Just(Action::Create),
        1 => person().prop_map(Action::Invite),
        1 => Just(Action::Ask),
        1 => Just(Action::TakeOver),
        3 => (person(), tabs()).prop_map(|(who, tab)| Action::Join(who, tab)),
        3 => (person(), tabs()).prop_map(|(who, tab)| Action::Leave(who, tab)),
        1 => Just(Action::Recovered),
        1 => any::<bool>().prop_map(|jump| Action::Deadline { jump }),
        6 => (tabs(), any_customer()).prop_map(|(tab, command)| Action::Customer(tab, command)),
        6 => (person(), tabs(), any_supervisor()).prop_map(|(by, tab, command)| Action::Supervisor(by, tab, command)),
        2 => person().prop_flat_map(still),
        1 => media().prop_map(Action::Media),
        1 => (0..200_usize).prop_map(Action::Trail),
        1 => person().prop_map(Action::Quality),
        3 => Just(Action::Repeat),
        1 => any::<bool>().prop_map(Action::Late),
    ]
    .boxed()
}

fn person() -> impl Strategy<Value = ParticipantId> + Clone {
    prop_oneof![3 => Just(CUSTOMER), 4 => Just(SUPERVISOR), 1 => Just(COLLEAGUE), 1 => Just(STRANGER)]
}

fn media() -> impl Strategy<Value = Media> {
    prop_oneof![Just(Media::None), Just(Media::Live), Just(Media::Stalled)]
}

fn scope() -> impl Strategy<Value = Scope> {
    proptest::sample::select(Scope::ALL.to_vec())
}

fn show() -> impl Strategy<Value = C> {
    let live = proptest::sample::select(vec![Source::Screen, Source::Camera]);
    prop_oneof![
        3 => live.prop_map(|source| C::Source { source, size: Some(SIZE), still: None }),
        1 => place().prop_map(|at| C::Source { source: Source::Photo, size: Some(SIZE), still: Some(StillId::new(at)) }),
        1 => scope().prop_map(|scope| C::Grant { scope }),
        1 => Just(C::Curtain { drawn: false }),
        1 => place().prop_map(|at| C::StepDone { step: StepId::new(at) }),
        1 => place().prop_map(|at| C::StepStuck { step: StepId::new(at) }),
    ]
}

fn any_customer() -> BoxedStrategy<C> {
    let size = prop_oneof![4 => Just(Some(SIZE)), 1 => Just(None), 1 => Just(Some(NO_SIZE))];
    let source = proptest::sample::select(vec![Source::None, Source::Screen, Source::Camera, Source::Photo]);
    let still = proptest::option::weighted(0.3, place().prop_map(StillId::new));
    let step = || place().prop_map(StepId::new);
    prop_oneof![
        proptest::sample::subsequence(Scope::ALL.to_vec(), 0..=4).prop_map(|scopes| C::Begin { scopes }),
        Just(C::Decline {}),
        scope().prop_map(|scope| C::Grant { scope }),
        scope().prop_map(|scope| C::Revoke { scope }),
        any::<bool>().prop_map(|drawn| C::Curtain { drawn }),
        any::<bool>().prop_map(|muted| C::Mute { muted }),
        (source, size, still).prop_map(|(source, size, still)| C::Source { source, size, still }),
        Just(C::Source { source: Source::None, size: None, still: None }),
        step().prop_map(|step| C::StepSeen { step }),
        step().prop_map(|step| C::StepDone { step }),
        step().prop_map(|step| C::StepStuck { step }),
        Just(C::Say { text: text("It blinks.") }),
        any::<bool>().prop_map(|hidden| C::Page { hidden }),
        Just(C::Stop {}),
    ]
    .boxed()
}

fn talk() -> BoxedStrategy<S> {
    prop_oneof![
        3 => mark(),
        1 => place().prop_map(|at| S::Freeze { still: StillId::new(at) }),
        1 => Just(S::Unfreeze {}),
        2 => Just(S::WantSnapshot {}),
        1 => Just(S::SendStep { text: text("Press the green button."), hint: Some(text("It is on top.")), still: None }),
        1 => Just(S::Unhold {}),
    ]
    .boxed()
}

/// An epoch of 0 stands for the picture that is shown, any other for none.
fn mark() -> impl Strategy<Value = S> {
    let shape = prop_oneof![3 => Just(ring()), 1 => Just(Shape::Freehand { points: Vec::new() })];
    let size = prop_oneof![5 => Just(SIZE), 1 => Just(NO_SIZE)];
    (shape, size, prop_oneof![5 => Just(0), 1 => Just(1)]).prop_map(|(shape, size, epoch)| S::Mark {
        shape,
        colour: Colour::Two,
        label: Some(text("here")),
        anchor: Anchor { epoch, still: None, size },
    })
}

fn any_supervisor() -> BoxedStrategy<S> {
    let step = || place().prop_map(StepId::new);
    let still = proptest::option::of(place().prop_map(StillId::new));
    prop_oneof![
        4 => talk(),
        1 => Just(S::Admit {}),
        1 => Just(S::TurnAway {}),
        1 => Just(S::Cancel {}),
        2 => Just(S::Hold {}),
        1 => Just(S::Unhold {}),
        1 => place().prop_map(|at| S::Unmark { mark: MarkId::new(at) }),
        1 => Just(S::Clear {}),
        1 => still.prop_map(|still| S::SendStep { text: text("Look here."), hint: None, still }),
        1 => step().prop_map(|step| S::StepDone { step }),
        1 => step().prop_map(|step| S::WithdrawStep { step }),
        1 => Just(S::Say { text: text("Which lamp?") }),
        1 => any::<bool>().prop_map(|muted| S::Mute { muted }),
        1 => Just(S::End {}),
        1 => dispose(),
    ]
    .boxed()
}

fn dispose() -> impl Strategy<Value = S> {
    let step = proptest::option::of(place().prop_map(StepId::new));
    let disposition = prop_oneof![
        Just(Disposition::Resolved {}),
        step.prop_map(|step| Disposition::Unresolved { step, follow_up: None }),
        Just(Disposition::Escalated {}),
        Just(Disposition::Visit {}),
    ];
    disposition.prop_map(|disposition| S::Dispose { disposition, note: Some(text("New pump needed.")) })
}

fn still(boss: ParticipantId) -> impl Strategy<Value = Action> {
    let reason = proptest::sample::select(vec![
        StillReason::Freeze,
        StillReason::Mark,
        StillReason::Step,
        StillReason::Scene,
        StillReason::Snapshot,
        StillReason::Photo,
    ]);
    let pick = prop_oneof![3 => Just(Pick::New), 1 => (0..3_usize).prop_map(Pick::Known), 2 => Just(Pick::Wanted)];
    (any::<bool>(), reason, pick, prop_oneof![5 => Just(true), 1 => Just(false)]).prop_map(move |(own, reason, pick, fit)| {
        let customers = matches!(reason, StillReason::Snapshot | StillReason::Photo);
        let by = if own == customers { CUSTOMER } else { boss };
        Action::Still { by, reason, pick, fit }
    })
}
