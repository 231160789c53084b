//! What a session is: its view, and what else its log says that decisions need.

use crate::decision::Draft;
use crate::memory::CommandMemory;
use cicerone_protocol::event::{AnyEvent, EVENT_VERSION};
use cicerone_protocol::limits;
use cicerone_protocol::picture::StillReason;
use cicerone_protocol::view::State;
use cicerone_protocol::{Actor, Envelope, Event, ParticipantId, SessionId, SessionTime, SessionView, TabId};

/// One session, as its log makes it.
#[derive(Clone, Debug, PartialEq)]
pub struct Session {
    pub(crate) view: SessionView,
    pub(crate) memory: CommandMemory,
    /// When the customer's page must have sent the snapshot that it was asked for.
    pub(crate) snapshot_until_t: Option<SessionTime>,
    /// When the running interruption began: one side that comes and goes does not begin a new one.
    pub(crate) interrupted_t: Option<SessionTime>,
    /// When the last still of a changed scene was stored.
    pub(crate) last_scene_t: Option<SessionTime>,
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
}
