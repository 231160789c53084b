//! A session that people walk through at random: what may happen next, and what ends it.

use super::rng::Rng;
use crate::people::{COLLEAGUE, CUSTOMER, DESK, GOOD, NO_STEP, NO_STILL, PHONE, SESSION, SUPERVISOR, new_session, ring, text};
use cicerone_protocol::command::{CustomerCommand as C, SupervisorCommand as S};
use cicerone_protocol::event::{Abilities, AnyEvent, Cause, Disposition, Media, Scope, TrailKind, TrailPoint, Via};
use cicerone_protocol::picture::{Anchor, Colour, FrameSize, Point, Rotation, Source, StillReason};
use cicerone_protocol::view::{SessionView, State};
use cicerone_protocol::{Actor, Envelope, MarkId, ParticipantId, SessionTime, StepId, StillId};
use cicerone_session::{Input, Session, StillOffer};
use uuid::Uuid;

const UPRIGHT: FrameSize = FrameSize { width: 720, height: 1280, rotation: Rotation::R0 };
const TURNED: FrameSize = FrameSize { width: 1280, height: 720, rotation: Rotation::R0 };
const TS: &str = "2026-11-22T18:00:00.000Z";

pub(crate) struct Walk {
    pub(super) rng: Rng,
    pub(crate) session: Session,
    pub(crate) log: Vec<Envelope>,
    now: SessionTime,
    ids: u128,
    dseq: u32,
    /// Nobody is let in: customers come to the door and go.
    stays_at_the_door: bool,
    /// Events come in between that no session would make, which the fold must take all the same.
    pub(super) has_strays: bool,
}

impl Walk {
    pub(super) fn new(seed: u64) -> Self {
        let mut rng = Rng::new(seed);
        let (stays_at_the_door, has_strays) = (rng.one_in(5), rng.one_in(2));
        let (session, now) = (Session::new(SESSION), SessionTime::ZERO);
        Self { rng, session, log: Vec::new(), now, ids: 1 << 64, dseq: 0, stays_at_the_door, has_strays }
    }

    pub(super) fn view(&self) -> &SessionView {
        self.session.view()
    }

    /// A new id, the same for the same seed.
    pub(super) const fn id(&mut self) -> Uuid {
        self.ids += 1;
        Uuid::from_u128(self.ids)
    }

    pub(super) fn input(&mut self, input: Input) {
        self.now += self.rng.below(700);
        if matches!(input, Input::Deadline) {
            self.now = self.session.deadline().map_or(self.now, |due| due.max(self.now));
        }
        let ids = &mut self.ids;
        let decided = self.session.decide(input, self.now, &mut || {
            *ids += 1;
            Uuid::from_u128(*ids)
        });
        // What is refused is the other runs' business.
        let Ok(decision) = decided else { return };
        for envelope in self.session.stamp(decision.drafts, self.now, TS) {
            self.session.apply(&envelope);
            self.log.push(envelope);
        }
    }

    pub(super) fn take(&mut self, actor: Actor, cause: Option<Cause>, event: AnyEvent) {
        let view = self.view();
        let (seq, t) = (view.seq + 1, self.now.max(view.last_t));
        let envelope = Envelope { v: 1, session: SESSION, seq, t, ts: TS.to_owned(), actor, cause, event };
        self.session.apply(&envelope);
        self.log.push(envelope);
    }

    fn boss(&self) -> ParticipantId {
        self.view().supervisor.as_ref().map_or(SUPERVISOR, |supervisor| supervisor.participant)
    }

    fn customer(&mut self, command: C) -> Input {
        self.dseq += 1;
        Input::Customer { cause: Cause { tab: PHONE, dseq: self.dseq }, command }
    }

    fn supervisor(&mut self, command: S) -> Input {
        self.dseq += 1;
        Input::Supervisor { by: self.boss(), cause: Cause { tab: DESK, dseq: self.dseq }, command }
    }

    pub(super) fn goes_on(&mut self) -> Input {
        match self.view().state.clone() {
            State::Created {} if self.view().seq == 0 => {
                Input::Create { by: SUPERVISOR, name: text("Anna Berg"), new: new_session() }
            }
            State::Created {} => Input::Invite { by: self.boss() },
            State::Invited { .. } => match self.rng.below(6) {
                0 => Input::Invite { by: self.boss() },
                1 => self.comes_or_goes(),
                _ => self.asks(),
            },
            State::Asking {} => match self.rng.below(5) {
                0 => Input::Invite { by: self.boss() },
                1 if !self.stays_at_the_door => self.supervisor(S::Admit {}),
                _ => self.comes_or_goes(),
            },
            State::Authorizing {} => match self.rng.below(4) {
                0 => {
                    let scopes = Scope::ALL.into_iter().filter(|_| !self.rng.one_in(8)).collect();
                    self.customer(C::Begin { scopes })
                }
                1 => self.mutes(),
                _ => self.comes_or_goes(),
            },
            State::Interrupted { .. } => match self.rng.below(8) {
                0 => self.says(),
                1 => self.mutes(),
                2 => self.supervisor(S::Hold {}),
                _ => self.comes_or_goes(),
            },
            _ => self.talks(),
        }
    }

    fn asks(&mut self) -> Input {
        let via = self.rng.pick(&[Via::Link, Via::Code]);
        let abilities = Abilities { screen: true, camera: true, microphone: self.rng.one_in(2) };
        Input::Ask { participant: CUSTOMER, via, language: text("es"), abilities }
    }

    fn comes_or_goes(&mut self) -> Input {
        let boss = self.boss();
        match self.rng.below(10) {
            0..=3 => Input::Joined { participant: CUSTOMER, tab: PHONE },
            4..=6 => Input::Joined { participant: boss, tab: DESK },
            7 => Input::Left { participant: CUSTOMER, tab: PHONE },
            8 => Input::Left { participant: boss, tab: DESK },
            _ => Input::TakeOver { by: self.rng.pick(&[COLLEAGUE, SUPERVISOR]), name: text("Björn Dahl") },
        }
    }

    fn talks(&mut self) -> Input {
        match self.rng.below(34) {
            0..=3 => self.shows(),
            4 => self.shows_a_photo(),
            5..=7 => {
                let still = self.some_still();
                self.supervisor(S::Freeze { still })
            }
            8 => self.supervisor(S::Unfreeze {}),
            9..=11 => self.keeps(),
            12 => self.supervisor(S::WantSnapshot {}),
            13..=15 => self.marks(),
            16 => {
                let mark = self.some_mark();
                self.supervisor(S::Unmark { mark })
            }
            17 if self.rng.one_in(4) => self.supervisor(S::Clear {}),
            17..=18 => self.sends_a_step(),
            19..=21 => self.takes_a_step(),
            22 => self.says(),
            23 => self.mutes(),
            24 => self.supervisor(S::Hold {}),
            25..=26 => self.supervisor(S::Unhold {}),
            27 => {
                let drawn = self.rng.one_in(3);
                self.customer(C::Curtain { drawn })
            }
            28 => self.changes_consent(),
            29 => {
                let hidden = self.rng.one_in(2);
                self.customer(C::Page { hidden })
            }
            30 => Input::Media(self.rng.pick(&[Media::None, Media::Live, Media::Stalled])),
            31 => Input::Quality { participant: self.rng.pick(&[CUSTOMER, self.boss()]), quality: GOOD },
            32 => self.points(),
            _ if self.rng.one_in(3) => Input::Deadline,
            _ if self.rng.one_in(9) => Input::Recovered,
            _ => self.comes_or_goes(),
        }
    }

    fn shows(&mut self) -> Input {
        let source = self.rng.pick(&[Source::Screen, Source::Screen, Source::Camera, Source::None]);
        let size = (source != Source::None).then_some(self.rng.pick(&[UPRIGHT, TURNED]));
        self.customer(C::Source { source, size, still: None })
    }

    fn shows_a_photo(&mut self) -> Input {
        let still = self.some_still();
        self.customer(C::Source { source: Source::Photo, size: Some(UPRIGHT), still: Some(still) })
    }

    fn keeps(&mut self) -> Input {
        use StillReason as R;
        let wanted = self.view().snapshot_wanted;
        let reason = self.rng.pick(&[R::Freeze, R::Mark, R::Step, R::Scene, R::Snapshot, R::Photo]);
        let by = if matches!(reason, R::Snapshot | R::Photo) { CUSTOMER } else { self.boss() };
        let still = wanted.filter(|_| reason == R::Snapshot).unwrap_or_else(|| StillId::new(self.id()));
        let epoch = self.view().picture.epoch;
        Input::Still { by, offer: StillOffer { still, reason, sha256: "ab".repeat(32), size: UPRIGHT, bytes: 9_000, epoch } }
    }

    fn marks(&mut self) -> Input {
        let picture = &self.view().picture;
        let anchor = Anchor { epoch: picture.epoch, still: picture.still(), size: picture.size.unwrap_or(UPRIGHT) };
        let colour = self.rng.pick(&[Colour::One, Colour::Two, Colour::Three]);
        self.supervisor(S::Mark { shape: ring(), colour, label: Some(text("here")), anchor })
    }

    fn sends_a_step(&mut self) -> Input {
        let still = self.rng.one_in(2).then(|| self.some_still());
        self.supervisor(S::SendStep { text: text("Press the green button."), hint: Some(text("It is on top.")), still })
    }

    fn takes_a_step(&mut self) -> Input {
        let step = self.some_step();
        match self.rng.below(5) {
            0 => self.customer(C::StepSeen { step }),
            1 => self.customer(C::StepDone { step }),
            2 => self.customer(C::StepStuck { step }),
            3 => self.supervisor(S::StepDone { step }),
            _ => self.supervisor(S::WithdrawStep { step }),
        }
    }

    fn says(&mut self) -> Input {
        if self.rng.one_in(2) {
            self.customer(C::Say { text: text("¿Así?") })
        } else {
            self.supervisor(S::Say { text: text("Sí.") })
        }
    }

    fn mutes(&mut self) -> Input {
        let muted = self.rng.one_in(2);
        if self.rng.one_in(2) { self.customer(C::Mute { muted }) } else { self.supervisor(S::Mute { muted }) }
    }

    fn changes_consent(&mut self) -> Input {
        let scope = self.rng.pick(&Scope::ALL);
        if self.rng.one_in(3) { self.customer(C::Revoke { scope }) } else { self.customer(C::Grant { scope }) }
    }

    fn points(&mut self) -> Input {
        let kind = self.rng.pick(&[TrailKind::Pointer, TrailKind::Stroke]);
        let points = vec![TrailPoint { sent_t: self.now, at: Point { x: 5, y: 6 } }; 3];
        Input::Trail { kind, epoch: self.view().picture.epoch, points }
    }

    fn some_still(&mut self) -> StillId {
        let known: Vec<_> = self.view().stills.iter().map(|kept| kept.still.still).collect();
        if known.is_empty() { NO_STILL } else { self.rng.pick(&known[known.len().saturating_sub(3)..]) }
    }

    fn some_step(&mut self) -> StepId {
        let known: Vec<_> = self.view().steps.iter().map(|step| step.step).collect();
        if known.is_empty() { NO_STEP } else { self.rng.pick(&known[known.len().saturating_sub(4)..]) }
    }

    fn some_mark(&mut self) -> MarkId {
        let known: Vec<_> = self.view().marks.iter().map(|standing| standing.mark.mark).collect();
        if known.is_empty() { MarkId::new(NO_STILL.uuid()) } else { self.rng.pick(&known) }
    }

    /// What leads to the end from here.
    pub(super) fn ends(&mut self) -> Input {
        match self.view().state.clone() {
            State::Created {} | State::Invited { .. } if self.rng.one_in(2) => self.supervisor(S::Cancel {}),
            State::Asking {} if self.rng.one_in(3) => Input::Invite { by: self.boss() },
            State::Asking {} if self.rng.one_in(2) => self.supervisor(S::TurnAway {}),
            State::Asking {} | State::Authorizing {} if self.rng.one_in(2) => self.customer(C::Decline {}),
            State::Active {} | State::Held {} if self.rng.one_in(2) => self.customer(C::Stop {}),
            State::Active {} | State::Held {} if self.rng.one_in(2) => self.supervisor(S::End {}),
            State::WrappingUp { .. } if self.rng.one_in(2) => self.judges(),
            State::Active {} | State::Held {} => self.comes_or_goes(),
            _ => Input::Deadline,
        }
    }

    fn judges(&mut self) -> Input {
        let disposition = match self.rng.below(4) {
            0 => Disposition::Resolved {},
            1 => Disposition::Unresolved { step: None, follow_up: None },
            2 => Disposition::Escalated {},
            _ => Disposition::Visit {},
        };
        self.supervisor(S::Dispose { disposition, note: Some(text("New pump needed.")) })
    }
}
