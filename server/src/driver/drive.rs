//! One session's driver: takes what arrives one at a time, lets the pure session decide, puts the events on disk, and only then
//! shows them. What takes away shuts the gates first.

mod attendance;
mod news;

use std::sync::Arc;
use std::time::Duration;

use cicerone_protocol::command::{FromCustomer, FromSupervisor};
use cicerone_protocol::event::{Audience, Cause};
use cicerone_protocol::ids::TabId;
use cicerone_protocol::log::Hash;
use cicerone_protocol::message::{PageRole, ServerMessage};
use cicerone_protocol::{Envelope, ErrorCode, Sdp, SessionTime};
use cicerone_session::{Effect, Gates, Input, Session, media_access};
use tokio::sync::mpsc;
use tokio::time::{Instant, MissedTickBehavior};
use uuid::Uuid;

use super::commit::{Log, room_for};
use super::fast_path::{Ahead, FastPath};
use super::history::History;
use super::pages::{PageId, Pages, encode};
use super::request::{Request, Said};
use super::samples::{MeasuredBy, Samples};
use super::services::Services;
use super::trail::Trail;
use crate::clock::{now_ms, rfc3339};
use crate::restart::restarting;
use crate::store::Change;
use crate::summary;

/// Between two tries to write what could not be written, and between two looks at who may be relieved.
const TICK: Duration = Duration::from_secs(1);

/// Between two tries of what is due while the log cannot be written.
const RETRY: Duration = Duration::from_millis(100);

pub(super) struct Drive {
    pub(super) services: Services,
    pub(super) fast_path: Arc<FastPath>,
    pub(super) session: Session,
    pub(super) log: Log,
    created_ms: u64,
    pages: Pages,
    history: History,
    trail: Trail,
    samples: Samples,
    /// Roles for which the session is over, and whose pages are to be told so.
    over_for: Vec<PageRole>,
    /// Timers wait until then.
    not_before: Instant,
    /// When the desk must hear again that somebody has been away long enough to be relieved.
    relievable: bool,
}

impl Drive {
    pub(super) fn new(services: Services, session: Session, head: Hash, created_ms: u64, fast_path: Arc<FastPath>) -> Self {
        let loaded = session.view().seq;
        let log = Log::new(session.view().session, created_ms, services.store.clone(), head);
        Self {
            services,
            fast_path,
            session,
            log,
            created_ms,
            pages: Pages::default(),
            history: History::new(loaded),
            trail: Trail::default(),
            samples: Samples::default(),
            over_for: Vec::new(),
            not_before: Instant::now(),
            relievable: false,
        }
    }

    /// Drives the session until it is over or the server stops.
    #[tracing::instrument(name = "session", skip_all, fields(id = %self.session.view().session.short()))]
    pub(super) async fn run(mut self, mut inbox: mpsc::Receiver<Request>) {
        let mut tick = tokio::time::interval(TICK);
        tick.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let stop = self.services.stop.clone();
        self.refresh().await;
        while !self.session.view().state.is_terminal() || !self.log.is_caught_up() {
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
            // Whoever ended it has had the answer. This waits for no disk: a "no" at the door holds before the log has it.
            for role in std::mem::take(&mut self.over_for) {
                self.dismiss(role).await;
            }
        }
        self.end().await;
    }

    pub(super) fn now_t(&self) -> SessionTime {
        SessionTime::from_ms(now_ms().saturating_sub(self.created_ms)).max(self.session.view().last_t)
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
        let relievable = self.session.can_be_taken_over(self.now_t());
        if relievable != self.relievable {
            self.relievable = relievable;
            self.tell_desk();
        }
    }

    async fn request(&mut self, request: Request) {
        match request {
            Request::Attach { page, reply } => {
                let attached = self.attach(page).await;
                let _gone = reply.send(attached);
            }
            Request::Detach { page } => self.detach(page).await,
            Request::Say { page, said, ahead } => {
                self.said(page, said, ahead).await;
            }
            Request::Pointed(pointed) => {
                if let Some(input) = self.trail.push(pointed) {
                    let _refused = self.take(input).await;
                }
            }
            Request::News { tab, news } => self.news(tab, news).await,
            Request::Input { input, reply } => {
                let taken = self.take(*input).await.map(|()| self.session.view().seq);
                let _gone = reply.send(taken);
            }
            Request::Still { by, offer, jpeg, reply } => {
                let stored = self.still(by, offer, jpeg).await;
                let _gone = reply.send(stored);
            }
        }
    }

    /// Decides, logs and shows what follows from an input.
    pub(super) async fn take(&mut self, input: Input) -> Result<(), ErrorCode> {
        self.take_with(input, Vec::new()).await
    }

    /// Takes an input with changes that are written in the transaction of its events.
    pub(super) async fn take_with(&mut self, input: Input, changes: Vec<Change>) -> Result<(), ErrorCode> {
        let now_t = self.now_t();
        let mut decision = self.session.decide(input.clone(), now_t, &mut Uuid::now_v7)?;
        if decision.ends_call()
            && let Some(trail) = self.trail.flush()
        {
            // What was pointed at was shown, so it is logged before the log takes no more of it.
            let _refused = Box::pin(self.take(trail)).await;
            decision = self.session.decide(input, now_t, &mut Uuid::now_v7)?;
        }
        let fence = (decision.shuts != Gates::NONE).then(|| self.fast_path.media.shut(decision.shuts));
        if decision.drafts.is_empty() {
            self.perform(decision.effects);
            return Ok(());
        }
        let room = room_for(&decision);
        let events = self.session.stamp(decision.drafts, now_t, &rfc3339(self.created_ms + now_t.ms()));
        if let Err(code) = self.log.write(&self.session, &events, changes, room).await {
            // Nothing happened, so what stood open before stands open again.
            self.refresh().await;
            return Err(code);
        }
        let before = summary::state_name(&self.session.view().state);
        for event in &events {
            self.session.apply(event);
        }
        let now = summary::state_name(&self.session.view().state);
        if now != before {
            tracing::info!(state = %now, "the session goes on");
        }
        if let Some(fence) = fence {
            fence.passed().await;
        }
        self.show(&events).await;
        self.perform(decision.effects);
        self.refresh().await;
        Ok(())
    }

    fn perform(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            match effect {
                Effect::KeepOnly { role, tab } => self.keep_only(role, tab),
                Effect::AskForSnapshot { still, within_ms } => {
                    if let Some(page) = self.pages.customer() {
                        let _slow = page.outbound.send(&ServerMessage::SnapshotWanted { still, within_ms });
                    }
                }
                Effect::Dismiss { role } => self.over_for.push(role),
            }
        }
    }

    /// Shows events that are on disk to every page that may see them.
    async fn show(&mut self, events: &[Envelope]) {
        self.history.keep(events);
        let staff = encode(&ServerMessage::Events { events: events.to_vec() });
        let customer = for_customer(events).map(|events| encode(&ServerMessage::Events { events }));
        self.broadcast(|role| match role {
            PageRole::Customer => customer.clone(),
            PageRole::Supervisor => Some(staff.clone()),
        })
        .await;
    }

    /// Brings gates, pointer and desk up to what the session now says.
    async fn refresh(&mut self) {
        let customer = self.pages.customer().map(|page| page.outbound.clone());
        self.fast_path.update(self.session.view(), customer);
        self.fast_path.media.set(self.session.gates()).await;
        self.tell_desk();
    }

    fn tell_desk(&self) {
        let view = self.session.view();
        if view.state.is_terminal() {
            self.services.desk.gone(view.session);
        } else {
            self.services.desk.changed(summary::of_view(view, self.created_ms, self.relievable));
        }
    }

    async fn said(&mut self, page: PageId, said: Said, ahead: Option<Ahead>) {
        let Some(known) = self.pages.get(page) else {
            // A page that was replaced or dismissed meanwhile has no say, and what it shut goes by the session again.
            drop(ahead);
            self.refresh().await;
            return;
        };
        let (participant, tab, role) = (known.participant, known.tab, known.role);
        match said {
            Said::Customer(FromCustomer::Do { dseq, command }) => {
                let cause = Cause { tab, dseq };
                self.command(page, dseq, Input::Customer { cause, command }, ahead).await;
            }
            Said::Supervisor(FromSupervisor::Do { dseq, command }) => {
                let cause = Cause { tab, dseq };
                self.command(page, dseq, Input::Supervisor { by: participant, cause, command }, ahead).await;
            }
            Said::Customer(FromCustomer::Offer { id, sdp }) | Said::Supervisor(FromSupervisor::Offer { id, sdp }) => {
                self.offer(page, tab, role, id, sdp);
            }
            Said::Customer(FromCustomer::Quality { quality }) | Said::Supervisor(FromSupervisor::Quality { quality }) => {
                self.quality(participant, quality, MeasuredBy::Page).await;
            }
            Said::Customer(FromCustomer::Pong { .. }) | Said::Supervisor(FromSupervisor::Pong { .. }) => {}
        }
    }

    async fn command(&mut self, page: PageId, dseq: u32, input: Input, ahead: Option<Ahead>) {
        let outbound = self.pages.get(page).map(|page| page.outbound.clone());
        let taken = self.take(input).await;
        if ahead.is_some() {
            // What the command shut ahead of its turn is now the session's own state, or was refused and opens again.
            drop(ahead);
            self.refresh().await;
        }
        let answer = match taken {
            Ok(()) => ServerMessage::Done { dseq, seq: self.session.view().seq },
            Err(code) => ServerMessage::Refused { dseq, code, sentence: code.sentence().to_owned() },
        };
        if outbound.is_some_and(|outbound| !outbound.send(&answer)) {
            self.detach(page).await;
        }
    }

    /// Has the relay answer an offer; the answer goes to the page when it is there, and nothing else waits for it.
    fn offer(&self, page: PageId, tab: TabId, role: PageRole, id: u32, sdp: Sdp) {
        let Some(outbound) = self.pages.get(page).map(|page| page.outbound.clone()) else { return };
        let refuse = |code: ErrorCode| ServerMessage::OfferRefused { id, code, sentence: code.sentence().to_owned() };
        if let Err(code) = media_access(self.session.view()) {
            let _slow = outbound.send(&refuse(code));
            return;
        }
        let answered = self.fast_path.media.offer(tab, role, sdp);
        self.services.tasks.spawn(async move {
            let message = match answered.await {
                Ok(sdp) => ServerMessage::Answer { id, sdp },
                Err(code) => ServerMessage::OfferRefused { id, code, sentence: code.sentence().to_owned() },
            };
            let _slow = outbound.send(&message);
        });
    }

    async fn end(&mut self) {
        if let Some(input) = self.trail.flush() {
            let _refused = self.take(input).await;
        }
        if !self.log.catch_up(&self.session).await {
            tracing::error!("the server stops while the log cannot be written: what was taken away since is not in it");
        }
        let last = restarting();
        for role in [PageRole::Customer, PageRole::Supervisor] {
            for page in self.pages.remove_role(role) {
                let _slow = page.outbound.send(&last);
                page.outbound.close();
            }
        }
        self.fast_path.media.close();
        self.tell_desk();
    }
}

/// What of the events the customer may see; none where that is nothing.
fn for_customer(events: &[Envelope]) -> Option<Vec<Envelope>> {
    let seen: Vec<_> = events.iter().filter(|envelope| envelope.event.audience() == Audience::Everyone).cloned().collect();
    (!seen.is_empty()).then_some(seen)
}

async fn sleep_until(due: Option<Instant>) {
    match due {
        Some(due) => tokio::time::sleep_until(due).await,
        None => std::future::pending().await,
    }
}
