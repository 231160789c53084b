//! A session with what its driver owes it. Every input goes through [`Call::input`], which holds the rules of [`crate::rules`], so that
//! each test tests them too.

use crate::people::{COLLEAGUE, CUSTOMER, DESK, PHONE, SESSION, SIZE, SUPERVISOR, new_session, text};
use crate::rules;
use cicerone_protocol::command::{CustomerCommand, SupervisorCommand};
use cicerone_protocol::event::{Abilities, AnyEvent, Audience, Cause, Scope, Via};
use cicerone_protocol::picture::{Anchor, Colour, Source, StillReason};
use cicerone_protocol::view::{SessionView, State};
use cicerone_protocol::{Envelope, ErrorCode, Event, ParticipantId, SessionTime, StillId, TabId};
use cicerone_session::{Input, Session, StillOffer};
use std::collections::{BTreeSet, HashMap, HashSet};
use uuid::Uuid;

pub(crate) type Taken = Result<Vec<Event>, ErrorCode>;

/// What runs have come to.
#[derive(Clone, Debug, Default)]
pub(crate) struct Reached {
    pub(crate) events: BTreeSet<String>,
    pub(crate) states: BTreeSet<String>,
    pub(crate) codes: HashSet<ErrorCode>,
}

impl Reached {
    pub(crate) fn add(&mut self, other: Self) {
        self.events.extend(other.events);
        self.states.extend(other.states);
        self.codes.extend(other.codes);
    }
}

#[derive(Debug)]
pub(crate) struct Call {
    pub(crate) session: Session,
    pub(crate) log: Vec<Envelope>,
    pub(crate) now: SessionTime,
    pub(crate) reached: Reached,
    /// The same session, from events that went through JSON.
    shadow: Session,
    /// What follows from the first event and those that the customer's page was shown after it.
    page: Option<SessionView>,
    ids: u128,
    dseqs: HashMap<(ParticipantId, TabId), u32>,
    repeatable: Option<Input>,
}

impl Call {
    pub(crate) fn new() -> Self {
        Self {
            session: Session::new(SESSION),
            log: Vec::new(),
            now: SessionTime::ZERO,
            reached: Reached::default(),
            shadow: Session::new(SESSION),
            page: None,
            ids: 1 << 64,
            dseqs: HashMap::new(),
            repeatable: None,
        }
    }

    pub(crate) fn created() -> Self {
        let mut call = Self::new();
        call.input(Input::Create { by: SUPERVISOR, name: text("Anna Berg"), new: new_session() }).unwrap();
        call
    }

    pub(crate) fn invited() -> Self {
        let mut call = Self::created();
        call.input(Input::Invite { by: SUPERVISOR }).unwrap();
        call
    }

    /// The customer asks, and both pages are connected.
    pub(crate) fn asking() -> Self {
        let mut call = Self::invited();
        call.ask().unwrap();
        call.join(CUSTOMER, PHONE).unwrap();
        call.join(SUPERVISOR, DESK).unwrap();
        call
    }

    pub(crate) fn authorizing() -> Self {
        let mut call = Self::asking();
        call.supervisor(SupervisorCommand::Admit {}).unwrap();
        call
    }

    pub(crate) fn active(scopes: &[Scope]) -> Self {
        let mut call = Self::authorizing();
        call.customer(CustomerCommand::Begin { scopes: scopes.to_vec() }).unwrap();
        call
    }

    /// Everything is agreed to, and the screen is shown.
    pub(crate) fn showing() -> Self {
        let mut call = Self::active(&Scope::ALL);
        call.show(Source::Screen, None).unwrap();
        call
    }

    pub(crate) fn wrapping_up() -> Self {
        let mut call = Self::showing();
        call.supervisor(SupervisorCommand::End {}).unwrap();
        call
    }

    /// One that each rule about the end can be tried on.
    pub(crate) fn over() -> Self {
        let mut call = Self::wrapping_up();
        call.at_deadline();
        call
    }

    pub(crate) fn view(&self) -> &SessionView {
        self.session.view()
    }

    pub(crate) fn state(&self) -> &State {
        &self.view().state
    }

    /// Takes an input as the driver does, and holds the rules.
    pub(crate) fn input(&mut self, input: Input) -> Taken {
        let before = self.session.clone();
        let overdue = matches!(input, Input::Deadline) && before.deadline().is_some_and(|due| due <= self.now);
        let ids = &mut self.ids;
        let decided = self.session.decide(input.clone(), self.now, &mut || {
            *ids += 1;
            Uuid::from_u128(*ids)
        });
        let decision = match decided {
            Ok(decision) => decision,
            Err(code) => {
                rules::a_refusal_says_why(code);
                self.reached.codes.insert(code);
                return Err(code);
            }
        };
        assert!(!overdue || !decision.drafts.is_empty(), "a deadline passes and nothing follows: {before:?}");
        let (shuts, takes_away) = (decision.shuts, decision.takes_away());
        let events = self.session.stamp(decision.drafts, self.now, "2026-11-22T18:00:00.000Z");
        for envelope in &events {
            self.take(envelope);
        }
        rules::gates_follow(&before, &self.session, shuts, takes_away);
        rules::media_is_of_the_source(self.session.view());
        if !events.is_empty() && matches!(input, Input::Customer { .. } | Input::Supervisor { .. }) {
            self.repeatable = Some(input);
        }
        Ok(events.iter().filter_map(|envelope| envelope.event.known().cloned()).collect())
    }

    fn take(&mut self, envelope: &Envelope) {
        rules::an_event_has_its_place(self.log.last(), envelope);
        let AnyEvent::Known(event) = &envelope.event else { unreachable!("sessions make known events") };
        rules::an_event_is_allowed(self.view(), event);
        self.session.apply(envelope);
        let json = serde_json::to_string(envelope).unwrap();
        self.shadow.apply(&serde_json::from_str(&json).unwrap());
        assert_eq!(self.shadow, self.session, "the log does not make the session that runs");
        self.log.push(envelope.clone());
        let page = self.page.get_or_insert_with(|| self.session.view().clone());
        if event.audience() == Audience::Everyone {
            page.apply(envelope);
        }
        rules::a_customer_may_know_it(self.session.view(), page);
        let name = |value: serde_json::Value, key: &str| value[key].as_str().unwrap_or_default().to_owned();
        self.reached.events.insert(name(serde_json::to_value(envelope).unwrap(), "type"));
        let state = serde_json::to_value(&self.view().state).unwrap();
        let outcome = state["outcome"].as_str().map(|outcome| format!(": {outcome}")).unwrap_or_default();
        self.reached.states.insert(name(state, "name") + &outcome);
    }

    /// Sends the last command that led to events again; none where there was none.
    pub(crate) fn repeat(&mut self) -> Option<Taken> {
        let again = self.repeatable.clone()?;
        Some(self.input(again))
    }

    pub(crate) fn next_cause(&mut self, of: ParticipantId, tab: TabId) -> Cause {
        let dseq = self.dseqs.entry((of, tab)).or_default();
        *dseq += 1;
        Cause { tab, dseq: *dseq }
    }

    pub(crate) fn customer(&mut self, command: CustomerCommand) -> Taken {
        let cause = self.next_cause(CUSTOMER, PHONE);
        self.input(Input::Customer { cause, command })
    }

    pub(crate) fn supervisor(&mut self, command: SupervisorCommand) -> Taken {
        self.staff(SUPERVISOR, command)
    }

    pub(crate) fn staff(&mut self, by: ParticipantId, command: SupervisorCommand) -> Taken {
        let cause = self.next_cause(by, DESK);
        self.input(Input::Supervisor { by, cause, command })
    }

    pub(crate) fn ask(&mut self) -> Taken {
        let abilities = Abilities { screen: true, camera: true, microphone: true };
        self.input(Input::Ask { participant: CUSTOMER, via: Via::Link, language: text("es"), abilities })
    }

    pub(crate) fn join(&mut self, participant: ParticipantId, tab: TabId) -> Taken {
        self.input(Input::Joined { participant, tab })
    }

    pub(crate) fn leave(&mut self, participant: ParticipantId, tab: TabId) -> Taken {
        self.input(Input::Left { participant, tab })
    }

    pub(crate) fn take_over(&mut self) -> Taken {
        self.input(Input::TakeOver { by: COLLEAGUE, name: text("Björn Dahl") })
    }

    pub(crate) fn show(&mut self, source: Source, still: Option<StillId>) -> Taken {
        let size = (source != Source::None).then_some(SIZE);
        self.customer(CustomerCommand::Source { source, size, still })
    }

    pub(crate) fn curtain(&mut self, drawn: bool) -> Taken {
        self.customer(CustomerCommand::Curtain { drawn })
    }

    /// Goes to the deadline and takes it.
    pub(crate) fn at_deadline(&mut self) -> Vec<Event> {
        self.now = self.session.deadline().expect("something is due").max(self.now);
        self.input(Input::Deadline).unwrap()
    }

    pub(crate) fn anchor(&self) -> Anchor {
        Anchor { epoch: self.view().picture.epoch, still: self.view().picture.still(), size: SIZE }
    }

    pub(crate) fn mark(&mut self) -> Taken {
        let anchor = self.anchor();
        self.supervisor(SupervisorCommand::Mark { shape: crate::people::ring(), colour: Colour::One, label: None, anchor })
    }

    /// A still as an honest page offers it now.
    pub(crate) fn offer(&mut self, reason: StillReason) -> StillOffer {
        self.ids += 1;
        let still = StillId::new(Uuid::from_u128(self.ids));
        StillOffer { still, reason, sha256: "ab".repeat(32), size: SIZE, bytes: 9_000, epoch: self.view().picture.epoch }
    }

    pub(crate) fn post(&mut self, by: ParticipantId, reason: StillReason) -> Taken {
        let offer = self.offer(reason);
        self.input(Input::Still { by, offer })
    }

    pub(crate) fn stored(&mut self) -> StillId {
        let offer = self.offer(StillReason::Freeze);
        let still = offer.still;
        self.input(Input::Still { by: SUPERVISOR, offer }).unwrap();
        still
    }
}
