//! One session's driver: takes what arrives one at a time, lets the pure session decide, puts the events on disk, and only then tells
//! anyone. What takes away shuts the gates first.

mod attendance;
mod news;
mod requests;

use std::collections::VecDeque;
use std::sync::Arc;
use std::time::Duration;

use cicerone_protocol::log::Hash;
use cicerone_protocol::message::{PageRole, ServerMessage};
use cicerone_protocol::{ErrorCode, SessionTime};
use cicerone_session::{Decision, Effect, Gates, Input, Session};
use tokio::sync::mpsc;
use tokio::time::{Instant, MissedTickBehavior};
use uuid::Uuid;

use super::commit::{Log, room_for};
use super::fast_path::FastPath;
use super::outlet::{Committed, Outlet};
use super::pages::Page;
use super::request::Request;
use super::samples::Samples;
use super::services::Services;
use super::trail::Trail;
use crate::clock::{now_ms, rfc3339};
use crate::restart::restarting;
use crate::store::Change;

/// Between two tries to write what could not be written, and between two looks at who may be relieved.
const TICK: Duration = Duration::from_secs(1);

/// Between two tries of what is due while the log cannot be written.
const RETRY: Duration = Duration::from_millis(100);

pub(super) struct Drive {
    pub(super) services: Services,
    pub(super) fast_path: Arc<FastPath>,
    pub(super) session: Session,
    pub(super) log: Log,
    /// When the session was created, milliseconds since 1970.
    created_at: u64,
    outlet: Outlet,
    trail: Trail,
    samples: Samples,
    /// Who left because a page could not be told: taken by the loop, after what is being told now.
    left: VecDeque<Input>,
    /// Roles for which the session is over: told by the loop, after whoever ended it has the answer.
    over_for: Vec<PageRole>,
    /// Timers wait until then.
    not_before: Instant,
}

impl Drive {
    pub(super) fn new(services: Services, session: Session, head: Hash, created_at: u64, fast_path: Arc<FastPath>) -> Self {
        let log = Log::new(session.view().session, created_at, services.store.clone(), head);
        let outlet = Outlet::new(&session, fast_path.clone(), services.desk.clone(), created_at);
        Self {
            services,
            fast_path,
            session,
            log,
            created_at,
            outlet,
            trail: Trail::default(),
            samples: Samples::default(),
            left: VecDeque::new(),
            over_for: Vec::new(),
            not_before: Instant::now(),
        }
    }

    /// Drives the session until it is over or the server stops.
    #[tracing::instrument(name = "session", skip_all, fields(id = %self.session.view().session.short()))]
    pub(super) async fn run(mut self, mut inbox: mpsc::Receiver<Request>) {
        let mut tick = tokio::time::interval(TICK);
        tick.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let stop = self.services.stop.clone();
        self.refresh().await;
        while !self.session.view().state.is_over() || !self.log.is_caught_up() {
            let due = self.wake_at();
            tokio::select! {
                () = stop.cancelled() => break,
                request = inbox.recv() => match request {
                    Some(request) => self.request(request).await,
                    None => break,
                },
                () = sleep_until(due) => self.timers().await,
                _ = tick.tick() => self.tick().await,
            }
            self.settle().await;
        }
        self.end().await;
    }

    pub(super) fn now_t(&self) -> SessionTime {
        SessionTime::from_ms(now_ms().saturating_sub(self.created_at)).max(self.session.view().last_t)
    }

    /// Decides, logs and tells what follows from an input.
    ///
    /// # Errors
    /// What the session refuses; `store_unavailable` where the log can't be written and the input may not hold without it.
    pub(super) async fn take(&mut self, input: Input) -> Result<(), ErrorCode> {
        self.take_with(input, Vec::new()).await
    }

    /// Takes an input with changes of the store that belong to the same transaction as its events.
    ///
    /// # Errors
    /// As [`Drive::take`].
    pub(super) async fn take_with(&mut self, input: Input, changes: Vec<Change>) -> Result<(), ErrorCode> {
        let now_t = self.now_t();
        let mut decision = self.session.decide(input.clone(), now_t, &mut Uuid::now_v7)?;
        if decision.ends_call()
            && let Some(trail) = self.trail.flush()
        {
            // What was pointed at was shown, so it is logged before the log takes no more of it. A refusal of it ends nothing.
            if let Ok(shown) = self.session.decide(trail, now_t, &mut Uuid::now_v7) {
                let _refused = self.commit(shown, now_t, Vec::new()).await;
            }
            decision = self.session.decide(input, now_t, &mut Uuid::now_v7)?;
        }
        self.commit(decision, now_t, changes).await
    }

    /// Carries out a decision: shut, write, apply, tell, in this order.
    async fn commit(&mut self, decision: Decision, now_t: SessionTime, changes: Vec<Change>) -> Result<(), ErrorCode> {
        let fence = (decision.shuts != Gates::NONE).then(|| self.fast_path.media.shut(decision.shuts));
        if decision.drafts.is_empty() {
            self.perform(decision.effects);
            return Ok(());
        }
        let room = room_for(&decision);
        let events = self.session.stamp(decision.drafts, now_t, &rfc3339(self.created_at + now_t.ms()));
        if let Err(code) = self.log.write(&self.session, &events, changes, room).await {
            // Nothing happened, so what stood open before stands open again.
            self.refresh().await;
            return Err(code);
        }
        let before = self.session.view().state.clone();
        for event in &events {
            self.session.apply(event);
        }
        let now = &self.session.view().state;
        if std::mem::discriminant(now) != std::mem::discriminant(&before) {
            tracing::info!(state = %crate::summary::state_name(now), "the session goes on");
        }
        if let Some(fence) = fence {
            fence.passed().await;
        }
        let slow = self.outlet.tell(&Committed { events: &events });
        self.have_left(slow);
        self.perform(decision.effects);
        self.refresh().await;
        Ok(())
    }

    fn perform(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            match effect {
                Effect::KeepOnly { role, tab } => self.keep_only(role, tab),
                Effect::AskForSnapshot { still, within_ms } => {
                    if let Some(page) = self.outlet.pages.customer() {
                        let _slow = page.outbound.send(&ServerMessage::SnapshotWanted { still, within_ms });
                    }
                }
                Effect::Dismiss { role } => self.over_for.push(role),
            }
        }
    }

    /// Takes what telling the pages has brought about, until nothing more follows.
    async fn settle(&mut self) {
        loop {
            for role in std::mem::take(&mut self.over_for) {
                self.dismiss(role);
            }
            let Some(left) = self.left.pop_front() else { return };
            let _refused = self.take(left).await;
        }
    }

    /// Notes that pages are gone which have been taken off the list.
    fn have_left(&mut self, pages: Vec<Page>) {
        self.left.extend(pages.into_iter().map(|page| Input::Left { participant: page.participant, tab: page.tab }));
    }

    /// Brings gates, pointer and desk up to what the session says now.
    pub(super) async fn refresh(&self) {
        self.outlet.refresh(&self.session).await;
    }

    fn wake_at(&self) -> Option<Instant> {
        let due = self.session.deadline().into_iter().chain(self.trail.due()).min()?;
        Some((Instant::now() + Duration::from_millis(due - self.now_t())).max(self.not_before))
    }

    async fn timers(&mut self) {
        let now_t = self.now_t();
        if self.trail.due().is_some_and(|due| due <= now_t)
            && let Some(input) = self.trail.flush()
        {
            let _refused = self.take(input).await;
        }
        if self.session.deadline().is_some_and(|due| due <= now_t) && self.take(Input::Deadline).await.is_err() {
            // The log cannot be written. What is due stays due; don't spin on it.
            self.not_before = Instant::now() + RETRY;
        }
    }

    async fn tick(&mut self) {
        if !self.log.is_caught_up() && self.log.catch_up(&self.session).await {
            self.refresh().await;
        }
        let now_t = self.now_t();
        self.outlet.tell_desk_of_time(&self.session, now_t);
    }

    async fn end(&mut self) {
        if let Some(input) = self.trail.flush() {
            let _refused = self.take(input).await;
        }
        if !self.log.catch_up(&self.session).await {
            tracing::error!("the server stops while the log cannot be written: what was taken away since is not in it");
        }
        for role in [PageRole::Customer, PageRole::Supervisor] {
            for page in self.outlet.pages.remove_role(role) {
                let _slow = page.outbound.send(&restarting());
                page.outbound.close();
            }
        }
        self.fast_path.media.close();
        self.outlet.tell_desk(&self.session);
    }
}

async fn sleep_until(due: Option<Instant>) {
    match due {
        Some(due) => tokio::time::sleep_until(due).await,
        None => std::future::pending().await,
    }
}
