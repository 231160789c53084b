//! What a session answers to an input.

use crate::ahead::WithoutLog;
use crate::gates::Gates;
use cicerone_protocol::event::Cause;
use cicerone_protocol::message::PageRole;
use cicerone_protocol::{Actor, Event, SessionView, StillId, TabId, limits};

/// An event that has no place in the log yet.
#[derive(Clone, Debug, PartialEq)]
pub struct Draft {
    /// Who did it.
    pub actor: Actor,
    /// The command behind it.
    pub cause: Option<Cause>,
    /// What happens.
    pub event: Event,
}

impl Draft {
    /// What a person does, or what follows for them.
    pub(crate) const fn new(actor: Actor, event: Event) -> Self {
        Self { actor, cause: None, event }
    }

    /// What the server sees or decides by itself.
    pub(crate) const fn of_service(event: Event) -> Self {
        Self::new(Actor::Service {}, event)
    }
}

/// What follows from an input.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Decision {
    /// Events to log, in order; empty where nothing changes.
    pub drafts: Vec<Draft>,
    /// The gates to shut before anything else, whether or not the log can be written.
    pub shuts: Gates,
    /// What to do once the events hold, in order. There may be some where there is no event.
    pub effects: Vec<Effect>,
}

/// What the driver does for a decision, beside keeping and telling its events.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Of a role's connections only this tab's stays, or none. The pages of other tabs are told that they were replaced.
    KeepOnly {
        /// Whose pages.
        role: PageRole,
        /// The page that came last.
        tab: Option<TabId>,
    },
    /// The customer's page is asked for the shared picture at full size.
    AskForSnapshot {
        /// The id that the still will have.
        still: StillId,
        /// How long the page may take.
        within_ms: u32,
    },
    /// The session is over for a role: once whoever ended it has the answer, its pages are told so and their connections end.
    Dismiss {
        /// Whose pages.
        role: PageRole,
    },
}

impl Decision {
    pub(crate) fn new(view: &SessionView, drafts: Vec<Draft>) -> Self {
        let mut shuts = Gates::NONE;
        let mut effects = Vec::new();
        for Draft { actor, event, .. } in &drafts {
            shuts = shuts.or(Gates::shut_by(event, *actor, view.picture.source));
            effects.extend(effects_of(event, *actor).into_iter().flatten());
        }
        Self { drafts, shuts, effects }
    }

    /// Says whether the decision only takes away.
    #[must_use]
    pub fn takes_away(&self) -> bool {
        self.all_are(|without_log| without_log == WithoutLog::TakesAway)
    }

    /// Says whether the decision holds even while the log can't be written, which then gets it as soon as it can.
    #[must_use]
    pub fn holds_unlogged(&self) -> bool {
        self.all_are(|without_log| without_log != WithoutLog::Refused)
    }

    /// Says whether the call ends, so that what waits to be logged of it must be logged before.
    #[must_use]
    pub fn ends_call(&self) -> bool {
        self.drafts.iter().any(|draft| matches!(draft.event, Event::SessionWrappingUp { .. } | Event::SessionClosed { .. }))
    }

    fn all_are(&self, wanted: impl Fn(WithoutLog) -> bool) -> bool {
        !self.drafts.is_empty() && self.drafts.iter().all(|draft| wanted(WithoutLog::of(&draft.event)))
    }
}

/// Connections of a role that a person's newest page ends.
pub(crate) const fn keep_only(actor: Actor, tab: TabId) -> Option<Effect> {
    match actor {
        Actor::Customer { .. } => Some(Effect::KeepOnly { role: PageRole::Customer, tab: Some(tab) }),
        Actor::Supervisor { .. } => Some(Effect::KeepOnly { role: PageRole::Supervisor, tab: Some(tab) }),
        Actor::Service {} => None,
    }
}

fn effects_of(event: &Event, actor: Actor) -> [Option<Effect>; 2] {
    match event {
        Event::ParticipantJoined { tab } => [keep_only(actor, *tab), None],
        // Whoever was relieved has no page here any more, but may still have a connection for media.
        Event::SessionTakenOver { .. } => [Some(Effect::KeepOnly { role: PageRole::Supervisor, tab: None }), None],
        Event::MediaSnapshotWanted { still } => {
            let within_ms = u32::try_from(limits::SNAPSHOT_MS).unwrap_or(u32::MAX);
            [Some(Effect::AskForSnapshot { still: *still, within_ms }), None]
        }
        Event::SessionWrappingUp { .. } => [Some(Effect::Dismiss { role: PageRole::Customer }), None],
        Event::SessionClosed { .. } => [PageRole::Customer, PageRole::Supervisor].map(|role| Some(Effect::Dismiss { role })),
        Event::SessionCreated { .. }
        | Event::SessionInvited { .. }
        | Event::SessionAsking { .. }
        | Event::SessionAdmitted {}
        | Event::SessionActive {}
        | Event::SessionHeld {}
        | Event::SessionUnheld {}
        | Event::SessionInterrupted { .. }
        | Event::SessionResumed {}
        | Event::SessionDisposed { .. }
        | Event::ParticipantLeft { .. }
        | Event::ParticipantPage { .. }
        | Event::ConsentGranted { .. }
        | Event::ConsentRevoked { .. }
        | Event::ConsentCurtain { .. }
        | Event::TalkMuted { .. }
        | Event::TalkSaid { .. }
        | Event::MediaSource { .. }
        | Event::MediaState { .. }
        | Event::MediaFrozen { .. }
        | Event::MediaUnfrozen {}
        | Event::MediaStill { .. }
        | Event::MediaSnapshotMissed { .. }
        | Event::MarkDrawn { .. }
        | Event::MarkRemoved { .. }
        | Event::MarkCleared {}
        | Event::PointerTrail { .. }
        | Event::StepSent { .. }
        | Event::StepSeen { .. }
        | Event::StepDone { .. }
        | Event::StepStuck { .. }
        | Event::StepWithdrawn { .. }
        | Event::QualitySampled { .. } => [None, None],
    }
}
