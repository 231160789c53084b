//! The session's state machine: pure, with no clock, no I/O and no randomness of its own.
//!
//! The contract with its driver:
//! 1. [`Session::decide`] takes an [`Input`] and answers with a [`Decision`] or the reason for a refusal. It changes nothing.
//! 2. The driver first shuts the gates in [`Decision::shuts`], then numbers the events with [`Session::stamp`], writes them to disk, and
//!    only then gives each to [`Session::apply`] and to the pages. After that it does what [`Decision::effects`] says, and infers nothing
//!    of its own from events.
//! 3. After that, [`Session::gates`] says what the relay may forward and [`Session::deadline`] when to come back with
//!    [`Input::Deadline`].
//!
//! Because state changes by `apply` alone, a session rebuilt from its log is the session that was running.

mod ahead;
mod deadline;
mod decide;
mod decision;
mod gates;
mod input;
mod memory;

pub use ahead::{Shuts, TakesAway};
pub use decision::{Decision, Draft, Effect};
pub use gates::{Gates, kept_access, media_access, picture_access, still_access};
pub use input::{Input, StillOffer};

use cicerone_protocol::event::{AnyEvent, EVENT_VERSION};
use cicerone_protocol::limits;
use cicerone_protocol::picture::StillReason;
use cicerone_protocol::view::State;
use cicerone_protocol::{Actor, Envelope, ErrorCode, Event, ParticipantId, SessionId, SessionTime, SessionView, TabId};
use memory::CommandMemory;
use uuid::Uuid;

/// One session, as its log makes it.
#[derive(Clone, Debug, PartialEq)]
pub struct Session {
    view: SessionView,
    memory: CommandMemory,
    snapshot_until_t: Option<SessionTime>,
    /// When the running interruption began: one side that comes and goes does not begin a new one.
    interrupted_t: Option<SessionTime>,
    last_scene_t: Option<SessionTime>,
}

impl Session {
    /// A session without events.
    #[must_use]
    pub fn new(session: SessionId) -> Self {
        Self {
            view: SessionView::new(session),
            memory: CommandMemory::default(),
            snapshot_until_t: None,
            interrupted_t: None,
            last_scene_t: None,
        }
    }

    /// Rebuilds a session from its log.
    pub fn replay<'a>(session: SessionId, log: impl IntoIterator<Item = &'a Envelope>) -> Self {
        let mut replayed = Self::new(session);
        for envelope in log {
            replayed.apply(envelope);
        }
        replayed
    }

    /// What anybody may know of the session.
    #[must_use]
    pub const fn view(&self) -> &SessionView {
        &self.view
    }

    /// The newest command number of a person's tab that led to events, 0 for none.
    #[must_use]
    pub fn handled(&self, participant: ParticipantId, tab: TabId) -> u32 {
        self.memory.newest(participant, tab)
    }

    /// Decides what follows from an input at `now_t`.
    ///
    /// `ids` is called for each id that is needed and must never return the same one twice.
    ///
    /// # Errors
    /// The reason why nothing follows.
    pub fn decide(&self, input: Input, now_t: SessionTime, ids: &mut dyn FnMut() -> Uuid) -> Result<Decision, ErrorCode> {
        decide::decide(self, input, now_t, ids)
    }

    /// Numbers the drafts of a decision: gapless `seq`, and `t` that never falls. `ts` is the wall clock's time in RFC 3339.
    #[must_use]
    pub fn stamp(&self, drafts: Vec<Draft>, now_t: SessionTime, ts: &str) -> Vec<Envelope> {
        let t = now_t.max(self.view.last_t);
        (self.view.seq + 1..)
            .zip(drafts)
            .map(|(seq, draft)| Envelope {
                v: EVENT_VERSION,
                session: self.view.session,
                seq,
                t,
                ts: ts.to_owned(),
                actor: draft.actor,
                cause: draft.cause,
                event: AnyEvent::Known(draft.event),
            })
            .collect()
    }

    /// Takes one event that is in the log.
    pub fn apply(&mut self, envelope: &Envelope) {
        if envelope.seq <= self.view.seq {
            return;
        }
        if let (Some(cause), Actor::Customer { participant } | Actor::Supervisor { participant }) =
            (envelope.cause, envelope.actor)
        {
            self.memory.remember(participant, cause);
        }
        match envelope.event.known() {
            Some(Event::MediaSnapshotWanted { .. }) => self.snapshot_until_t = Some(envelope.t + limits::SNAPSHOT_MS),
            Some(Event::MediaStill { still }) if still.reason == StillReason::Scene => {
                self.last_scene_t = Some(envelope.t);
            }
            _ => {}
        }
        self.view.apply(envelope);
        if self.view.snapshot_wanted.is_none() {
            self.snapshot_until_t = None;
        }
        self.interrupted_t = match self.view.state {
            State::Interrupted { .. } => self.interrupted_t.or(Some(envelope.t)),
            _ => None,
        };
    }

    /// What the relay may forward now.
    #[must_use]
    pub fn gates(&self) -> Gates {
        Gates::of(&self.view)
    }

    /// When the driver must come back with [`Input::Deadline`].
    #[must_use]
    pub fn deadline(&self) -> Option<SessionTime> {
        deadline::next(self)
    }

    /// Says whether any supervisor may take the session over at `now_t`.
    #[must_use]
    pub fn can_be_taken_over(&self, now_t: SessionTime) -> bool {
        deadline::supervisor_is_away(&self.view, now_t)
    }
}
