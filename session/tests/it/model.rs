//! A small, independent notion of a session: who is there, what was agreed to, what is drawn, and when time is up.

use crate::action::{Action, Pick, Step, index};
use crate::people::{COLLEAGUE, CUSTOMER, SUPERVISOR};
use cicerone_protocol::command::{CustomerCommand, SupervisorCommand};
use cicerone_protocol::event::{Disposition, Outcome, Scope};
use cicerone_protocol::picture::{Source, StillReason};
use cicerone_protocol::{ParticipantId, SessionTime, TabId, limits};
use cicerone_session::Gates;
use std::collections::BTreeSet;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Phase {
    Nothing,
    Created,
    Invited { expires: SessionTime },
    Asking,
    Authorizing,
    Talking,
    WrappingUp,
    Over(Outcome),
}

#[derive(Clone, Debug)]
pub(crate) struct Person {
    pub(crate) who: ParticipantId,
    pub(crate) page: Option<TabId>,
    pub(crate) since: SessionTime,
    pub(crate) muted: bool,
}

#[derive(Clone, Debug)]
pub(crate) struct Model {
    pub(crate) now: SessionTime,
    pub(crate) phase: Phase,
    phase_since: SessionTime,
    pub(crate) on_hold: bool,
    pub(crate) interrupted_since: Option<SessionTime>,
    pub(crate) supervisor: Option<Person>,
    pub(crate) customer: Option<Person>,
    pub(crate) agreed: BTreeSet<Scope>,
    pub(crate) curtain: bool,
    pub(crate) source: Source,
    pub(crate) stills: usize,
    pub(crate) steps: usize,
    pub(crate) wanted_until: Option<SessionTime>,
    last_scene: Option<SessionTime>,
}

impl Model {
    pub(crate) fn new() -> Self {
        Self {
            now: SessionTime::ZERO,
            phase: Phase::Nothing,
            phase_since: SessionTime::ZERO,
            on_hold: false,
            interrupted_since: None,
            supervisor: None,
            customer: None,
            agreed: BTreeSet::new(),
            curtain: false,
            source: Source::None,
            stills: 0,
            steps: 0,
            wanted_until: None,
            last_scene: None,
        }
    }

    pub(crate) fn state_name(&self) -> &'static str {
        match self.phase {
            Phase::Nothing | Phase::Created => "created",
            Phase::Invited { .. } => "invited",
            Phase::Asking => "asking",
            Phase::Authorizing => "authorizing",
            Phase::Talking if self.interrupted_since.is_some() => "interrupted",
            Phase::Talking if self.on_hold => "held",
            Phase::Talking => "active",
            Phase::WrappingUp => "wrapping_up",
            Phase::Over(_) => "over",
        }
    }

    pub(crate) fn gates(&self) -> Gates {
        if !self.live() {
            return Gates::NONE;
        }
        Gates {
            video: self.sees() && self.source != Source::Photo,
            customer_voice: self.agreed.contains(&Scope::Hear) && !self.customer.as_ref().is_some_and(|person| person.muted),
            staff_voice: !self.supervisor.as_ref().is_some_and(|person| person.muted),
        }
    }

    pub(crate) fn deadline(&self) -> Option<SessionTime> {
        self.wanted_until.into_iter().chain(self.phase_ends()).min()
    }

    /// Nobody is away, nothing is on hold.
    fn live(&self) -> bool {
        self.phase == Phase::Talking && !self.on_hold && self.interrupted_since.is_none()
    }

    fn sees(&self) -> bool {
        let agreed = match self.source {
            Source::None => false,
            Source::Screen => self.agreed.contains(&Scope::ViewScreen),
            Source::Camera => self.agreed.contains(&Scope::ViewCamera),
            Source::Photo => self.agreed.contains(&Scope::Snapshot),
        };
        self.live() && !self.curtain && agreed
    }

    fn keeps(&self) -> bool {
        self.live() && !self.curtain && self.agreed.contains(&Scope::Snapshot)
    }

    fn people(&self) -> impl Iterator<Item = &Person> {
        self.customer.iter().chain(&self.supervisor)
    }

    fn phase_ends(&self) -> Option<SessionTime> {
        match self.phase {
            Phase::Nothing | Phase::Over(_) => None,
            Phase::Created => Some(self.phase_since + limits::INVITE_MS),
            Phase::Invited { expires } => Some(expires),
            Phase::Asking | Phase::Authorizing => Some(self.phase_since + limits::DOOR_MS),
            Phase::Talking => match self.interrupted_since {
                Some(since) => Some(since + limits::INTERRUPTED_MAX_MS),
                None => self.people().filter(|person| person.page.is_none()).map(|p| p.since + limits::INTERRUPT_AFTER_MS).min(),
            },
            Phase::WrappingUp => Some(self.phase_since + limits::WRAP_UP_MS),
        }
    }

    fn enter(&mut self, phase: Phase) {
        self.phase = phase;
        self.phase_since = self.now;
        if matches!(phase, Phase::WrappingUp | Phase::Over(_)) {
            self.interrupted_since = None;
            self.wanted_until = None;
        }
    }

    pub(crate) fn take(&mut self, step: &Step) {
        self.now += step.after;
        if let Action::Deadline { jump: true } = step.what {
            self.now = self.now.max(self.deadline().unwrap_or_default());
        }
        let now = self.now;
        let is_over = matches!(self.phase, Phase::Over(_));
        match &step.what {
            _ if is_over => {}
            Action::Create => {
                if self.phase == Phase::Nothing {
                    self.supervisor = Some(Person { who: SUPERVISOR, page: None, since: now, muted: false });
                    // A session's time begins with it; the model's clock may not have.
                    self.phase = Phase::Created;
                }
            }
            Action::Invite(by) => {
                let alone = self.customer.as_ref().is_none_or(|customer| customer.page.is_none());
                let open = matches!(self.phase, Phase::Created | Phase::Invited { .. } | Phase::Asking);
                if open && alone && self.is_supervisor(*by) {
                    self.customer = None;
                    self.enter(Phase::Invited { expires: now + limits::INVITE_MS });
                }
            }
            Action::Ask => {
                if matches!(self.phase, Phase::Invited { expires } if now < expires) {
                    self.customer = Some(Person { who: CUSTOMER, page: None, since: now, muted: false });
                    self.enter(Phase::Asking);
                }
            }
            Action::TakeOver => self.take_over(),
            Action::Join(who, tab) => self.join(*who, *tab),
            Action::Leave(who, tab) => self.leave(*who, *tab),
            Action::Recovered => {
                for person in self.customer.iter_mut().chain(&mut self.supervisor).filter(|person| person.page.is_some()) {
                    (person.page, person.since) = (None, now);
                }
                if self.phase == Phase::Talking {
                    self.interrupted_since.get_or_insert(now);
                }
            }
            Action::Deadline { .. } => self.time_is_up(),
            Action::Customer(_, command) if self.customer.is_some() => self.customer_says(command),
            Action::Supervisor(by, _, command) if self.is_supervisor(*by) => self.supervisor_says(command),
            Action::Still { by, reason, pick, fit } => self.still(*by, *reason, *pick, *fit),
            Action::Customer(..)
            | Action::Supervisor(..)
            | Action::Media(_)
            | Action::Trail(_)
            | Action::Quality(_)
            | Action::Repeat
            | Action::Late(_) => {}
        }
    }

    fn is_supervisor(&self, who: ParticipantId) -> bool {
        self.supervisor.as_ref().is_some_and(|supervisor| supervisor.who == who)
    }

    fn take_over(&mut self) {
        let open = matches!(self.phase, Phase::Invited { .. } | Phase::Asking | Phase::Authorizing | Phase::Talking);
        let Some(supervisor) = &self.supervisor else { return };
        let gone = supervisor.page.is_none() && supervisor.since + limits::INTERRUPT_AFTER_MS <= self.now;
        if open && gone && supervisor.who != COLLEAGUE {
            self.supervisor = Some(Person { who: COLLEAGUE, page: None, since: self.now, muted: false });
        }
    }

    fn join(&mut self, who: ParticipantId, tab: TabId) {
        let now = self.now;
        if self.phase == Phase::WrappingUp && who == CUSTOMER {
            return;
        }
        if self.people().any(|person| person.who != who && person.page == Some(tab)) {
            return;
        }
        let joining = self.customer.iter_mut().chain(&mut self.supervisor).find(|person| person.who == who);
        if let Some(person) = joining.filter(|person| person.page != Some(tab)) {
            (person.page, person.since) = (Some(tab), now);
        }
        if self.people().all(|person| person.page.is_some()) {
            self.interrupted_since = None;
        }
    }

    fn leave(&mut self, who: ParticipantId, tab: TabId) {
        let now = self.now;
        let leaving = self.customer.iter_mut().chain(&mut self.supervisor).find(|person| person.who == who);
        if let Some(person) = leaving.filter(|person| person.page == Some(tab)) {
            (person.page, person.since) = (None, now);
        }
    }

    fn time_is_up(&mut self) {
        if self.wanted_until.is_some_and(|until| until <= self.now) {
            self.wanted_until = None;
            return;
        }
        if self.phase_ends().is_none_or(|end| end > self.now) {
            return;
        }
        match self.phase {
            Phase::Created | Phase::Invited { .. } => self.enter(Phase::Over(Outcome::Expired)),
            Phase::Talking if self.interrupted_since.is_none() => self.interrupted_since = Some(self.now),
            Phase::Asking | Phase::Authorizing | Phase::Talking => self.enter(Phase::Over(Outcome::Failed)),
            Phase::WrappingUp => self.enter(Phase::Over(Outcome::Completed)),
            Phase::Nothing | Phase::Over(_) => {}
        }
    }

    fn customer_says(&mut self, command: &CustomerCommand) {
        let talking = self.phase == Phase::Talking;
        match command {
            CustomerCommand::Begin { scopes } if self.phase == Phase::Authorizing => {
                self.agreed.extend(scopes);
                self.enter(Phase::Talking);
            }
            CustomerCommand::Decline {} | CustomerCommand::Stop {}
                if matches!(self.phase, Phase::Asking | Phase::Authorizing) =>
            {
                self.enter(Phase::Over(Outcome::Declined));
            }
            CustomerCommand::Stop {} if talking => self.enter(Phase::WrappingUp),
            CustomerCommand::Grant { scope } if talking => {
                self.agreed.insert(*scope);
            }
            CustomerCommand::Revoke { scope } if talking => {
                self.agreed.remove(scope);
            }
            CustomerCommand::Curtain { drawn } if talking => self.curtain = *drawn,
            CustomerCommand::Mute { muted } if talking || self.phase == Phase::Authorizing => {
                if let Some(customer) = &mut self.customer {
                    customer.muted = *muted;
                }
            }
            CustomerCommand::Source { source, size, still } if talking => {
                let good = match source {
                    Source::None => size.is_none() && still.is_none(),
                    Source::Screen => self.agreed.contains(&Scope::ViewScreen) && size.is_some() && still.is_none(),
                    Source::Camera => self.agreed.contains(&Scope::ViewCamera) && size.is_some() && still.is_none(),
                    Source::Photo => {
                        let known = still.is_some_and(|still| index(still.uuid()) < self.stills);
                        self.agreed.contains(&Scope::Snapshot) && size.is_some() && known
                    }
                };
                if good && size.is_none_or(|size| size.width > 0) {
                    self.source = *source;
                }
            }
            _ => {}
        }
    }

    fn supervisor_says(&mut self, command: &SupervisorCommand) {
        let talking = self.phase == Phase::Talking;
        match command {
            SupervisorCommand::Admit {} if self.phase == Phase::Asking => self.enter(Phase::Authorizing),
            SupervisorCommand::TurnAway {} if self.phase == Phase::Asking => self.enter(Phase::Over(Outcome::TurnedAway)),
            SupervisorCommand::Cancel {} if matches!(self.phase, Phase::Created | Phase::Invited { .. }) => {
                self.enter(Phase::Over(Outcome::Cancelled));
            }
            SupervisorCommand::Hold {} if self.live() => self.on_hold = true,
            SupervisorCommand::Unhold {} if talking && self.interrupted_since.is_none() => self.on_hold = false,
            SupervisorCommand::WantSnapshot {} if self.sees() && self.keeps() && self.source != Source::Photo => {
                self.wanted_until.get_or_insert(self.now + limits::SNAPSHOT_MS);
            }
            SupervisorCommand::SendStep { still, .. } if talking => {
                self.steps += usize::from(still.is_none_or(|still| index(still.uuid()) < self.stills));
            }
            SupervisorCommand::Mute { muted } if talking || self.phase == Phase::Authorizing => {
                if let Some(supervisor) = &mut self.supervisor {
                    supervisor.muted = *muted;
                }
            }
            SupervisorCommand::End {} if talking || self.phase == Phase::Authorizing => self.enter(Phase::WrappingUp),
            SupervisorCommand::Dispose { disposition, .. } if self.phase == Phase::WrappingUp => {
                let unknown = match disposition {
                    Disposition::Unresolved { step: Some(step), .. } => index(step.uuid()) >= self.steps,
                    _ => false,
                };
                if !unknown {
                    self.enter(Phase::Over(Outcome::Completed));
                }
            }
            _ => {}
        }
    }

    fn still(&mut self, by: ParticipantId, reason: StillReason, pick: Pick, fit: bool) {
        let by_customer = self.customer.as_ref().is_some_and(|customer| customer.who == by);
        let answers = pick == Pick::Wanted && self.wanted_until.is_some();
        let known = matches!(pick, Pick::Known(at) if at < self.stills);
        let scene_due = self.last_scene.is_none_or(|last| self.now >= last + limits::SCENE_STILL_EVERY_MS);
        let taken = match reason {
            StillReason::Photo => by_customer,
            StillReason::Snapshot => by_customer && self.sees() && answers,
            StillReason::Scene => self.is_supervisor(by) && self.sees() && scene_due,
            StillReason::Freeze | StillReason::Mark | StillReason::Step => self.is_supervisor(by) && self.sees(),
        };
        if taken && self.keeps() && fit && !known {
            self.stills += 1;
            if answers {
                self.wanted_until = None;
            }
            if reason == StillReason::Scene {
                self.last_scene = Some(self.now);
            }
        }
    }
}
