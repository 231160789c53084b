//! Consent, curtain, hold and mute, as one answer to "may this be forwarded or kept?". Nothing else decides it.

use cicerone_protocol::event::Scope;
use cicerone_protocol::picture::Source;
use cicerone_protocol::view::State;
use cicerone_protocol::{Actor, ErrorCode, Event, SessionView};

/// A set of the relay's gates.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Gates {
    /// The customer's picture, to staff.
    pub video: bool,
    /// The customer's voice, to staff.
    pub customer_voice: bool,
    /// The supervisor's voice, to the customer.
    pub staff_voice: bool,
}

impl Gates {
    /// No gate.
    pub const NONE: Self = Self { video: false, customer_voice: false, staff_voice: false };
    /// Every gate.
    pub const ALL: Self = Self { video: true, customer_voice: true, staff_voice: true };
    pub(crate) const VIDEO: Self = Self { video: true, ..Self::NONE };
    pub(crate) const CUSTOMER_VOICE: Self = Self { customer_voice: true, ..Self::NONE };
    pub(crate) const STAFF_VOICE: Self = Self { staff_voice: true, ..Self::NONE };

    /// The gates that stand open in a view.
    ///
    /// While the session is interrupted all are shut: the server could not hear a tap on the curtain. In the few seconds before that
    /// ([`cicerone_protocol::limits::INTERRUPT_AFTER_MS`]) it can't either, so the customer's page stops its own track at the tap as well.
    #[must_use]
    pub fn of(view: &SessionView) -> Self {
        if view.state != (State::Active {}) {
            return Self::NONE;
        }
        let source = view.picture.source;
        Self {
            video: source.is_live() && view.consent.covers(source) && !view.curtain.drawn,
            customer_voice: view.consent.hear && !view.customer.as_ref().is_some_and(|customer| customer.participant.muted),
            staff_voice: !view.supervisor.as_ref().is_some_and(|supervisor| supervisor.muted),
        }
    }

    /// The gates that an event shuts while `shown` is the source. Another source shuts the picture too, until the new one is in the log;
    /// a turned phone shows the same one.
    pub(crate) fn shut_by(event: &Event, actor: Actor, shown: Source) -> Self {
        match event {
            Event::SessionHeld {}
            | Event::SessionInterrupted { .. }
            | Event::SessionWrappingUp { .. }
            | Event::SessionClosed { .. } => Self::ALL,
            Event::ConsentCurtain { drawn: true } | Event::ConsentRevoked { scope: Scope::ViewScreen | Scope::ViewCamera } => {
                Self::VIDEO
            }
            Event::MediaSource { source, .. } => {
                if *source == shown {
                    Self::NONE
                } else {
                    Self::VIDEO
                }
            }
            Event::ConsentRevoked { scope: Scope::Hear } => Self::CUSTOMER_VOICE,
            Event::TalkMuted { muted: true } => match actor {
                Actor::Customer { .. } => Self::CUSTOMER_VOICE,
                Actor::Supervisor { .. } => Self::STAFF_VOICE,
                Actor::Service {} => Self::NONE,
            },
            Event::ConsentCurtain { drawn: false }
            | Event::ConsentRevoked { scope: Scope::Snapshot }
            | Event::TalkMuted { muted: false }
            | Event::SessionCreated { .. }
            | Event::SessionInvited { .. }
            | Event::SessionAsking { .. }
            | Event::SessionAdmitted {}
            | Event::SessionActive {}
            | Event::SessionUnheld {}
            | Event::SessionResumed {}
            | Event::SessionTakenOver { .. }
            | Event::SessionDisposed { .. }
            | Event::ParticipantJoined { .. }
            | Event::ParticipantLeft { .. }
            | Event::ParticipantPage { .. }
            | Event::ConsentGranted { .. }
            | Event::TalkSaid { .. }
            | Event::MediaState { .. }
            | Event::MediaFrozen { .. }
            | Event::MediaUnfrozen {}
            | Event::MediaStill { .. }
            | Event::MediaSnapshotWanted { .. }
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
            | Event::QualitySampled { .. } => Self::NONE,
        }
    }

    /// Every gate of either set.
    #[must_use]
    pub const fn or(self, other: Self) -> Self {
        Self {
            video: self.video || other.video,
            customer_voice: self.customer_voice || other.customer_voice,
            staff_voice: self.staff_voice || other.staff_voice,
        }
    }

    /// The gates of this set without those of the other.
    #[must_use]
    pub const fn without(self, other: Self) -> Self {
        Self {
            video: self.video && !other.video,
            customer_voice: self.customer_voice && !other.customer_voice,
            staff_voice: self.staff_voice && !other.staff_voice,
        }
    }
}

/// Says whether the supervisor may look and point at the shared picture now.
///
/// # Errors
/// [`ErrorCode::OnHold`], [`ErrorCode::SessionOver`] or [`ErrorCode::WrongState`] while the help does not go on,
/// [`ErrorCode::CurtainDrawn`], [`ErrorCode::NoPicture`] where nothing is shown, [`ErrorCode::NoConsent`].
pub fn picture_access(view: &SessionView) -> Result<(), ErrorCode> {
    must_be_active(view)?;
    if view.curtain.drawn {
        return Err(ErrorCode::CurtainDrawn);
    }
    if view.picture.source == Source::None {
        return Err(ErrorCode::NoPicture);
    }
    if view.consent.covers(view.picture.source) { Ok(()) } else { Err(ErrorCode::NoConsent) }
}

/// Says whether staff may look at pictures that were kept before. While the call goes on a drawn curtain covers those too; after it they
/// are part of the log.
///
/// # Errors
/// [`ErrorCode::CurtainDrawn`].
pub const fn kept_access(view: &SessionView) -> Result<(), ErrorCode> {
    if view.curtain.drawn && view.state.is_in_call() { Err(ErrorCode::CurtainDrawn) } else { Ok(()) }
}

/// Says whether a picture may be kept now.
///
/// # Errors
/// [`ErrorCode::OnHold`], [`ErrorCode::SessionOver`] or [`ErrorCode::WrongState`] while the help does not go on,
/// [`ErrorCode::CurtainDrawn`], [`ErrorCode::NoConsent`].
pub fn still_access(view: &SessionView) -> Result<(), ErrorCode> {
    must_be_active(view)?;
    if view.curtain.drawn {
        return Err(ErrorCode::CurtainDrawn);
    }
    if view.consent.snapshot { Ok(()) } else { Err(ErrorCode::NoConsent) }
}

/// Says whether a page may have a connection for media: from the consent page on, so that the call is there with the answer.
///
/// # Errors
/// [`ErrorCode::WrongState`] before that.
pub fn media_access(view: &SessionView) -> Result<(), ErrorCode> {
    if view.active_t.is_some() || view.state == (State::Authorizing {}) { Ok(()) } else { Err(ErrorCode::WrongState) }
}

/// Pictures are looked at and kept while the help goes on, and at no other time.
fn must_be_active(view: &SessionView) -> Result<(), ErrorCode> {
    match view.state {
        State::Active {} => Ok(()),
        State::Held {} => Err(ErrorCode::OnHold),
        State::Over { .. } => Err(ErrorCode::SessionOver),
        State::Created {}
        | State::Invited { .. }
        | State::Asking {}
        | State::Authorizing {}
        | State::Interrupted { .. }
        | State::WrappingUp { .. } => Err(ErrorCode::WrongState),
    }
}
