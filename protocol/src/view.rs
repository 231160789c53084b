//! The fold from events to what anyone may know of a session. Live pages, late joiners, reconnects and review all use it, so that
//! none of them can show what the log does not say. `web-client/shared` has the same fold in TypeScript, held equal by golden logs.

use crate::event::{
    Abilities, Absence, Actor, AnyEvent, Disposition, Envelope, Event, Media, Outcome, Quality, Scope, Via, WrapUpReason,
};
use crate::ids::{MessageId, ParticipantId, SessionId, StepId, StillId, TabId};
use crate::limits;
use crate::picture::{FrameSize, Mark, Source, Still};
use crate::text::{Language, Private};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Where a session stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "name", rename_all = "snake_case", deny_unknown_fields)]
#[ts(export_to = "wire.ts")]
pub enum State {
    /// Created; no invite yet.
    Created {},
    /// An invite is out.
    Invited {
        /// Until when it is good.
        expires_t: u64,
    },
    /// The customer is at the door.
    Asking {},
    /// The customer is asked what may be shared.
    Authorizing {},
    /// The help goes on.
    Active {},
    /// The supervisor stopped it for a while: no voice, no picture.
    Held {},
    /// Somebody who is needed is away.
    Interrupted {
        /// The customer is away.
        customer_away: bool,
        /// The supervisor is away.
        supervisor_away: bool,
        /// Whether it was on hold, to which it returns.
        held: bool,
    },
    /// The call is over; the supervisor writes it up.
    WrappingUp {
        /// Why it ended.
        reason: WrapUpReason,
    },
    /// Over.
    Closed {},
    /// Over: nobody came.
    Expired {},
    /// Over: given up.
    Cancelled {},
    /// Over: the wrong person asked.
    TurnedAway {},
    /// Over: the customer did not want to.
    Declined {},
    /// Over: one side did not come back.
    Failed {},
}

impl State {
    /// Says whether the session can never change again.
    #[must_use]
    pub const fn is_terminal(&self) -> bool {
        matches!(
            self,
            Self::Closed {} | Self::Expired {} | Self::Cancelled {} | Self::TurnedAway {} | Self::Declined {} | Self::Failed {}
        )
    }
}

/// One person, as the others see them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export_to = "wire.ts")]
pub struct Participant {
    /// Who.
    pub participant: ParticipantId,
    /// The page that is connected now.
    pub tab: Option<TabId>,
    /// Since when the page is connected, or gone.
    pub since_t: u64,
    /// The microphone is muted.
    pub muted: bool,
    /// The last measure of the connection.
    pub quality: Option<Quality>,
}

impl Participant {
    const fn new(participant: ParticipantId, t: u64) -> Self {
        Self { participant, tab: None, since_t: t, muted: false, quality: None }
    }

    /// Says whether a page of theirs is connected.
    #[must_use]
    pub const fn is_present(&self) -> bool {
        self.tab.is_some()
    }
}

/// The customer at the door and after it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export_to = "wire.ts")]
pub struct Customer {
    /// What everybody has.
    #[serde(flatten)]
    #[ts(flatten)]
    pub participant: Participant,
    /// How they came.
    pub via: Via,
    /// The language that their page shows.
    pub language: Language,
    /// What their browser can do.
    pub abilities: Abilities,
    /// Their page is in the background.
    pub hidden: bool,
    /// When they came to the door.
    pub asked_t: u64,
}

/// What the customer agreed to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export_to = "wire.ts")]
pub struct Consent {
    /// The supervisor sees the screen.
    pub view_screen: bool,
    /// The supervisor sees the camera.
    pub view_camera: bool,
    /// The supervisor hears the customer.
    pub hear: bool,
    /// Single pictures are kept in the log.
    pub snapshot: bool,
}

impl Consent {
    /// Says whether a scope is granted.
    #[must_use]
    pub const fn has(self, scope: Scope) -> bool {
        match scope {
            Scope::ViewScreen => self.view_screen,
            Scope::ViewCamera => self.view_camera,
            Scope::Hear => self.hear,
            Scope::Snapshot => self.snapshot,
        }
    }

    const fn set(&mut self, scope: Scope, granted: bool) {
        match scope {
            Scope::ViewScreen => self.view_screen = granted,
            Scope::ViewCamera => self.view_camera = granted,
            Scope::Hear => self.hear = granted,
            Scope::Snapshot => self.snapshot = granted,
        }
    }
}

/// The curtain.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export_to = "wire.ts")]
pub struct Curtain {
    /// Drawn, or open.
    pub drawn: bool,
    /// Since when.
    pub since_t: u64,
}

/// The picture that is shared now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export_to = "wire.ts")]
pub struct Picture {
    /// What is shown.
    pub source: Source,
    /// The frame's size as the customer's page told it.
    pub size: Option<FrameSize>,
    /// The still, where a photo is shown.
    pub photo: Option<StillId>,
    /// The still at which the picture is frozen.
    pub frozen: Option<StillId>,
    /// Raised on every change of source, size or freeze.
    pub epoch: u32,
}

impl Picture {
    /// Returns the still that everybody sees instead of a live picture.
    #[must_use]
    pub fn still(&self) -> Option<StillId> {
        self.frozen.or(self.photo)
    }
}

/// A mark, and whether it still holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export_to = "wire.ts")]
pub struct StandingMark {
    /// The mark.
    #[serde(flatten)]
    #[ts(flatten)]
    pub mark: Mark,
    /// When it was drawn.
    pub t: u64,
    /// The picture that it was drawn on is gone; it is listed, not shown.
    pub faded: bool,
}

/// How a step stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export_to = "wire.ts")]
pub enum StepState {
    /// Sent.
    Sent,
    /// The customer's page showed it.
    Seen,
    /// Done.
    Done,
    /// The customer is stuck.
    Stuck,
    /// Taken back.
    Withdrawn,
}

/// A step.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export_to = "wire.ts")]
pub struct Step {
    /// Its id.
    pub step: StepId,
    /// Its number, from 1.
    pub n: u32,
    /// The one thing to do.
    pub text: Private,
    /// One more sentence.
    pub hint: Option<Private>,
    /// A picture that belongs to it.
    pub still: Option<StillId>,
    /// How it stands.
    pub state: StepState,
    /// When it was sent.
    pub sent_t: u64,
    /// When its state last changed.
    pub state_t: u64,
}

/// A chat message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export_to = "wire.ts")]
pub struct Chat {
    /// Its id.
    pub message: MessageId,
    /// Who wrote it.
    pub from: Actor,
    /// When.
    pub t: u64,
    /// Its text.
    pub text: Private,
}

/// A still and when it was stored.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export_to = "wire.ts")]
pub struct StoredStill {
    /// The still.
    #[serde(flatten)]
    #[ts(flatten)]
    pub still: Still,
    /// When.
    pub t: u64,
}

/// The supervisor's judgement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export_to = "wire.ts")]
pub struct Judgement {
    /// How it ended.
    pub disposition: Disposition,
    /// What to remember.
    pub note: Option<Private>,
}

/// Everything that follows from a session's events up to `seq`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export_to = "wire.ts")]
pub struct SessionView {
    /// The session.
    pub session: SessionId,
    /// The last event that is folded in.
    pub seq: u64,
    /// That event's time.
    pub t: u64,
    /// Where the session stands.
    pub state: State,
    /// Since when.
    pub state_t: u64,
    /// When the help began.
    pub active_t: Option<u64>,
    /// The customer's name or reference. Staff only.
    pub reference: Option<Private>,
    /// What it is about. Staff only.
    pub topic: Option<Private>,
    /// The customer's language as staff chose it.
    pub language: Option<Language>,
    /// The supervisor's name.
    pub supervisor_name: Option<Private>,
    /// The supervisor.
    pub supervisor: Option<Participant>,
    /// The customer.
    pub customer: Option<Customer>,
    /// What the customer agreed to.
    pub consent: Consent,
    /// The curtain.
    pub curtain: Curtain,
    /// The picture.
    pub picture: Picture,
    /// What the relay carries.
    pub media: Media,
    /// The marks.
    pub marks: Vec<StandingMark>,
    /// The number that the next mark gets.
    pub next_mark: u32,
    /// The steps.
    pub steps: Vec<Step>,
    /// The chat.
    pub chat: Vec<Chat>,
    /// The stills.
    pub stills: Vec<StoredStill>,
    /// A snapshot that the customer's page was asked for.
    pub snapshot_wanted: Option<StillId>,
    /// The supervisor's judgement. Staff only.
    pub judgement: Option<Judgement>,
}

impl SessionView {
    /// The view before any event.
    #[must_use]
    pub const fn new(session: SessionId) -> Self {
        Self {
            session,
            seq: 0,
            t: 0,
            state: State::Created {},
            state_t: 0,
            active_t: None,
            reference: None,
            topic: None,
            language: None,
            supervisor_name: None,
            supervisor: None,
            customer: None,
            consent: Consent { view_screen: false, view_camera: false, hear: false, snapshot: false },
            curtain: Curtain { drawn: false, since_t: 0 },
            picture: Picture { source: Source::None, size: None, photo: None, frozen: None, epoch: 0 },
            media: Media::None,
            marks: Vec::new(),
            next_mark: 1,
            steps: Vec::new(),
            chat: Vec::new(),
            stills: Vec::new(),
            snapshot_wanted: None,
            judgement: None,
        }
    }

    /// Folds a whole log.
    pub fn fold<'a>(session: SessionId, events: impl IntoIterator<Item = &'a Envelope>) -> Self {
        let mut view = Self::new(session);
        for envelope in events {
            view.apply(envelope);
        }
        view
    }

    /// Returns what the customer's page may know.
    #[must_use]
    pub fn for_customer(&self) -> Self {
        let mut view = self.clone();
        view.reference = None;
        view.topic = None;
        view.judgement = None;
        view.language = None;
        if let Some(supervisor) = &mut view.supervisor {
            supervisor.quality = None;
        }
        if let Some(customer) = &mut view.customer {
            customer.participant.quality = None;
        }
        view
    }

    /// Folds one event in. Events that are already folded in, and types that this build does not know, change nothing but `seq`.
    pub fn apply(&mut self, envelope: &Envelope) {
        if envelope.seq <= self.seq {
            return;
        }
        self.seq = envelope.seq;
        self.t = envelope.t;
        if let AnyEvent::Known(event) = &envelope.event {
            self.apply_event(event, envelope.actor, envelope.t);
        }
    }

    fn apply_event(&mut self, event: &Event, actor: Actor, t: u64) {
        match event {
            Event::Created { reference, topic, language, supervisor } => {
                self.reference = Some(reference.clone());
                self.topic.clone_from(topic);
                self.language = Some(language.clone());
                self.supervisor_name = Some(supervisor.clone());
                if let Actor::Supervisor { participant } = actor {
                    self.supervisor = Some(Participant::new(participant, t));
                }
            }
            Event::Invited { expires_t } => {
                // Whoever stood at the door before is not awaited any more.
                self.customer = None;
                self.enter(State::Invited { expires_t: *expires_t }, t);
            }
            Event::Asking { via, participant, language, abilities } => {
                self.customer = Some(Customer {
                    participant: Participant::new(*participant, t),
                    via: *via,
                    language: language.clone(),
                    abilities: *abilities,
                    hidden: false,
                    asked_t: t,
                });
                self.enter(State::Asking {}, t);
            }
            Event::Admitted {} => self.enter(State::Authorizing {}, t),
            Event::Active {} => {
                self.active_t = Some(t);
                self.enter(State::Active {}, t);
            }
            Event::Held {} => self.enter(State::Held {}, t),
            Event::Unheld {} => self.enter(State::Active {}, t),
            Event::Interrupted { customer_away, supervisor_away } => {
                let held = matches!(self.state, State::Held {} | State::Interrupted { held: true, .. });
                self.enter(State::Interrupted { customer_away: *customer_away, supervisor_away: *supervisor_away, held }, t);
            }
            Event::Resumed {} => {
                let held = matches!(self.state, State::Interrupted { held: true, .. });
                self.enter(if held { State::Held {} } else { State::Active {} }, t);
            }
            Event::TakenOver { supervisor } => {
                self.supervisor_name = Some(supervisor.clone());
                if let Actor::Supervisor { participant } = actor {
                    self.supervisor = Some(Participant::new(participant, t));
                }
            }
            Event::WrappingUp { reason } => {
                self.stop_showing();
                self.enter(State::WrappingUp { reason: *reason }, t);
            }
            Event::Disposed { disposition, note } => {
                self.judgement = Some(Judgement { disposition: disposition.clone(), note: note.clone() });
            }
            Event::Closed { outcome } => {
                self.stop_showing();
                self.enter(
                    match outcome {
                        Outcome::Completed => State::Closed {},
                        Outcome::Expired => State::Expired {},
                        Outcome::Cancelled => State::Cancelled {},
                        Outcome::TurnedAway => State::TurnedAway {},
                        Outcome::Declined => State::Declined {},
                        Outcome::Failed => State::Failed {},
                    },
                    t,
                );
            }
            Event::Joined { tab } => {
                if let Some(person) = self.person_of(actor) {
                    person.tab = Some(*tab);
                    person.since_t = t;
                }
            }
            Event::Left { participant, absence: Absence::Lost | Absence::ServerRestarted } => {
                if let Some(person) = self.person_mut(*participant) {
                    person.tab = None;
                    person.since_t = t;
                }
            }
            Event::Page { hidden } => {
                if let Some(customer) = &mut self.customer {
                    customer.hidden = *hidden;
                }
            }
            Event::Granted { scope } => self.consent.set(*scope, true),
            Event::Revoked { scope } => self.consent.set(*scope, false),
            Event::Curtain { drawn } => self.curtain = Curtain { drawn: *drawn, since_t: t },
            Event::Muted { muted } => {
                if let Some(person) = self.person_of(actor) {
                    person.muted = *muted;
                }
            }
            Event::Said { message, text } => {
                push_bounded(&mut self.chat, Chat { message: *message, from: actor, t, text: text.clone() });
            }
            Event::SourceChanged { source, size, still } => {
                // A phone that turns behind a frozen picture changes nothing that anybody sees.
                let unseen = self.picture.frozen.is_some() && self.picture.source == *source && still.is_none();
                self.picture.source = *source;
                self.picture.size = *size;
                self.picture.photo = *still;
                if !unseen {
                    self.picture.frozen = None;
                    self.next_epoch();
                }
            }
            Event::MediaState { media } => self.media = *media,
            Event::Frozen { still } => {
                self.picture.frozen = Some(*still);
                self.next_epoch();
            }
            Event::Unfrozen {} => {
                self.picture.frozen = None;
                self.next_epoch();
            }
            Event::StillStored { still } => {
                if self.snapshot_wanted == Some(still.still) {
                    self.snapshot_wanted = None;
                }
                push_bounded(&mut self.stills, StoredStill { still: still.clone(), t });
            }
            Event::SnapshotWanted { still } => self.snapshot_wanted = Some(*still),
            Event::SnapshotMissed { still } => {
                if self.snapshot_wanted == Some(*still) {
                    self.snapshot_wanted = None;
                }
            }
            Event::Marked { mark } => {
                self.next_mark = mark.n.saturating_add(1);
                self.marks.push(StandingMark { mark: mark.clone(), t, faded: false });
            }
            Event::Unmarked { mark } => self.marks.retain(|standing| standing.mark.mark != *mark),
            Event::Cleared {} => self.marks.clear(),
            Event::StepSent { step, n, text, hint, still } => push_bounded(
                &mut self.steps,
                Step {
                    step: *step,
                    n: *n,
                    text: text.clone(),
                    hint: hint.clone(),
                    still: *still,
                    state: StepState::Sent,
                    sent_t: t,
                    state_t: t,
                },
            ),
            Event::StepSeen { step } => self.set_step(*step, StepState::Seen, t),
            Event::StepDone { step } => self.set_step(*step, StepState::Done, t),
            Event::StepStuck { step } => self.set_step(*step, StepState::Stuck, t),
            Event::StepWithdrawn { step } => self.set_step(*step, StepState::Withdrawn, t),
            Event::QualitySampled { participant, quality } => {
                if let Some(person) = self.person_mut(*participant) {
                    person.quality = Some(*quality);
                }
            }
            Event::Trail { .. } => {}
        }
    }

    fn enter(&mut self, state: State, t: u64) {
        self.state = state;
        self.state_t = t;
    }

    fn stop_showing(&mut self) {
        self.media = Media::None;
        self.snapshot_wanted = None;
    }

    /// A new picture: marks that were drawn on a live picture lose their hold; those on a still that is shown again do not.
    fn next_epoch(&mut self) {
        self.picture.epoch += 1;
        let still = self.picture.still();
        for standing in &mut self.marks {
            standing.faded = match standing.mark.anchor.still {
                None => true,
                anchored => anchored != still,
            };
        }
    }

    fn set_step(&mut self, step: StepId, state: StepState, t: u64) {
        if let Some(found) = self.steps.iter_mut().find(|known| known.step == step) {
            found.state = state;
            found.state_t = t;
        }
    }

    fn person_of(&mut self, actor: Actor) -> Option<&mut Participant> {
        match actor {
            Actor::Customer { participant } | Actor::Supervisor { participant } => self.person_mut(participant),
            Actor::Service {} => None,
        }
    }

    fn person_mut(&mut self, id: ParticipantId) -> Option<&mut Participant> {
        let customer = self.customer.as_mut().map(|customer| &mut customer.participant);
        customer.into_iter().chain(self.supervisor.as_mut()).find(|person| person.participant == id)
    }
}

/// Keeps the newest items where a session has more than a view holds.
fn push_bounded<T>(items: &mut Vec<T>, item: T) {
    if items.len() >= limits::VIEW_ITEMS {
        items.remove(0);
    }
    items.push(item);
}
