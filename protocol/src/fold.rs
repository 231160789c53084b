//! The fold from events to a session's view. Live pages, late joiners, reconnects and review all use it, so that none of them can show
//! what the log does not say. `web-client/shared` has the same fold in TypeScript, held equal by golden logs.

use crate::event::{Absence, Actor, AnyEvent, Envelope, Event, Media};
use crate::ids::{ParticipantId, SessionId, StepId};
use crate::limits;
use crate::time::SessionTime;
use crate::view::{
    Chat, Curtain, Customer, Judgement, Participant, SessionView, StandingMark, State, Step, StepState, StoredStill,
};

impl SessionView {
    /// Folds a whole log.
    pub fn fold<'a>(session: SessionId, events: impl IntoIterator<Item = &'a Envelope>) -> Self {
        let mut view = Self::new(session);
        for envelope in events {
            view.apply(envelope);
        }
        view
    }

    /// Folds one event in. Events that are already folded in, and types that this build does not know, change nothing but `seq`.
    pub fn apply(&mut self, envelope: &Envelope) {
        if envelope.seq <= self.seq {
            return;
        }
        self.seq = envelope.seq;
        self.last_t = envelope.t;
        if let AnyEvent::Known(event) = &envelope.event {
            self.apply_event(event, envelope.actor, envelope.t);
        }
    }

    fn apply_event(&mut self, event: &Event, actor: Actor, t: SessionTime) {
        match event {
            Event::SessionCreated { reference, topic, language, supervisor } => {
                self.reference = Some(reference.clone());
                self.topic.clone_from(topic);
                self.language = Some(language.clone());
                self.supervisor_name = Some(supervisor.clone());
                if let Actor::Supervisor { participant } = actor {
                    self.supervisor = Some(Participant::new(participant, t));
                }
            }
            Event::SessionInvited { expires_t } => {
                // Whoever stood at the door before is not awaited any more.
                self.customer = None;
                self.enter(State::Invited { expires_t: *expires_t }, t);
            }
            Event::SessionAsking { via, participant, language, abilities } => {
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
            Event::SessionAdmitted {} => self.enter(State::Authorizing {}, t),
            Event::SessionActive {} => {
                self.active_t = Some(t);
                self.enter(State::Active {}, t);
            }
            Event::SessionHeld {} => self.enter(State::Held {}, t),
            Event::SessionUnheld {} => self.enter(State::Active {}, t),
            Event::SessionInterrupted { customer_away, supervisor_away } => {
                let held = matches!(self.state, State::Held {} | State::Interrupted { held: true, .. });
                self.enter(State::Interrupted { customer_away: *customer_away, supervisor_away: *supervisor_away, held }, t);
            }
            Event::SessionResumed {} => {
                let held = matches!(self.state, State::Interrupted { held: true, .. });
                self.enter(if held { State::Held {} } else { State::Active {} }, t);
            }
            Event::SessionTakenOver { supervisor } => {
                self.supervisor_name = Some(supervisor.clone());
                if let Actor::Supervisor { participant } = actor {
                    self.supervisor = Some(Participant::new(participant, t));
                }
            }
            Event::SessionWrappingUp { reason } => {
                self.stop_showing();
                self.enter(State::WrappingUp { reason: *reason }, t);
            }
            Event::SessionDisposed { disposition, note } => {
                self.judgement = Some(Judgement { disposition: disposition.clone(), note: note.clone() });
            }
            Event::SessionClosed { outcome } => {
                self.stop_showing();
                self.enter(State::Over { outcome: *outcome }, t);
            }
            Event::ParticipantJoined { tab } => {
                if let Some(person) = self.person_of(actor) {
                    person.tab = Some(*tab);
                    person.since_t = t;
                }
            }
            Event::ParticipantLeft { participant, absence: Absence::Lost | Absence::ServerRestarted } => {
                if let Some(person) = self.person_mut(*participant) {
                    person.tab = None;
                    person.since_t = t;
                }
            }
            Event::ParticipantPage { hidden } => {
                if let Some(customer) = &mut self.customer {
                    customer.hidden = *hidden;
                }
            }
            Event::ConsentGranted { scope } => self.consent.set(*scope, true),
            Event::ConsentRevoked { scope } => self.consent.set(*scope, false),
            Event::ConsentCurtain { drawn } => self.curtain = Curtain { drawn: *drawn, since_t: t },
            Event::TalkMuted { muted } => {
                if let Some(person) = self.person_of(actor) {
                    person.muted = *muted;
                }
            }
            Event::TalkSaid { message, text } => {
                push_bounded(&mut self.chat, Chat { message: *message, from: actor, said_t: t, text: text.clone() });
            }
            Event::MediaSource { source, size, still } => {
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
            Event::MediaFrozen { still } => {
                self.picture.frozen = Some(*still);
                self.next_epoch();
            }
            Event::MediaUnfrozen {} => {
                self.picture.frozen = None;
                self.next_epoch();
            }
            Event::MediaStill { still } => {
                if self.snapshot_wanted == Some(still.still) {
                    self.snapshot_wanted = None;
                }
                push_bounded(&mut self.stills, StoredStill { still: still.clone(), stored_t: t });
            }
            Event::MediaSnapshotWanted { still } => self.snapshot_wanted = Some(*still),
            Event::MediaSnapshotMissed { still } => {
                if self.snapshot_wanted == Some(*still) {
                    self.snapshot_wanted = None;
                }
            }
            Event::MarkDrawn { mark } => {
                self.next_mark = mark.n.saturating_add(1);
                self.marks.push(StandingMark { mark: mark.clone(), drawn_t: t, faded: false });
            }
            Event::MarkRemoved { mark } => self.marks.retain(|standing| standing.mark.mark != *mark),
            Event::MarkCleared {} => self.marks.clear(),
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
            Event::PointerTrail { .. } => {}
        }
    }

    fn enter(&mut self, state: State, t: SessionTime) {
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

    fn set_step(&mut self, step: StepId, state: StepState, t: SessionTime) {
        for found in self.steps.iter_mut().filter(|known| known.step == step) {
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
