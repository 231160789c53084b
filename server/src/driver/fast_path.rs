//! What works beside the driver, without waiting for its turn: shutting gates at a tap, and the pointer.

use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use cicerone_protocol::picture::Source;
use cicerone_protocol::transient::{Transient, TransientKind};
use cicerone_protocol::{ErrorCode, SessionTime, SessionView};
use cicerone_session::{Shuts, TakesAway, kept_access, picture_access};

use super::pages::Outbound;
use super::trail::Pointed;
use crate::clock::now_ms;
use crate::media::MediaSession;

/// The part of a session that its sockets may touch directly.
pub struct FastPath {
    pub(super) media: MediaSession,
    created_at: u64,
    now: Mutex<Now>,
    /// Taps on their way that draw the curtain.
    pending_curtains: AtomicU32,
}

/// Gates that were shut ahead of a command's turn. They stay shut until this is dropped: by the driver when it has come to the command,
/// or on the way if the command never gets there. The driver's next look at the session then opens what may be open.
pub struct Ahead {
    fast_path: Arc<FastPath>,
    shuts: Shuts,
}

impl Drop for Ahead {
    fn drop(&mut self) {
        self.fast_path.media.release(self.shuts.gates);
        if self.shuts.kept {
            self.fast_path.pending_curtains.fetch_sub(1, Ordering::SeqCst);
        }
    }
}

/// What the driver last knew.
struct Now {
    may_point: Result<(), ErrorCode>,
    may_look: Result<(), ErrorCode>,
    epoch: u32,
    source: Source,
    customer: Option<Outbound>,
}

impl FastPath {
    pub(super) fn new(media: MediaSession, created_at: u64) -> Self {
        let now = Now {
            may_point: Err(ErrorCode::WrongState),
            may_look: Err(ErrorCode::Restarting),
            epoch: 0,
            source: Source::None,
            customer: None,
        };
        Self { media, created_at, now: Mutex::new(now), pending_curtains: AtomicU32::new(0) }
    }

    /// Shuts what a command takes away before the command waits for its turn; none where that is nothing.
    #[must_use]
    pub fn shut_ahead_of(self: &Arc<Self>, command: &impl TakesAway) -> Option<Ahead> {
        let shuts = command.shuts(self.lock().source);
        if shuts.is_nothing() {
            return None;
        }
        if shuts.kept {
            self.pending_curtains.fetch_add(1, Ordering::SeqCst);
        }
        self.media.shut_ahead(shuts.gates);
        Some(Ahead { fast_path: self.clone(), shuts })
    }

    /// Passes a pointer move or stroke point on to the customer at once.
    ///
    /// Frames of another picture epoch are dropped without a word: they crossed with the change.
    ///
    /// # Errors
    /// Those of [`picture_access`]: the supervisor may not point now.
    pub fn point(&self, frame: Transient) -> Result<Option<Pointed>, ErrorCode> {
        let now = self.lock();
        if let Err(code) = now.may_point {
            // Lifting the pen is always in order.
            return if frame.kind == TransientKind::End { Ok(None) } else { Err(code) };
        }
        if self.media.is_video_shut_ahead() || u32::from(frame.epoch) != now.epoch & 0x0f {
            return Ok(None);
        }
        if let Some(customer) = &now.customer {
            customer.transient(frame.encode());
        }
        Ok(Some(Pointed { frame, epoch: now.epoch, sent_t: self.now_t() }))
    }

    /// Says whether staff may look at a picture that was kept before, also while the tap that draws the curtain waits for its turn.
    ///
    /// # Errors
    /// `curtain_drawn`; `restarting` before the driver has begun.
    pub fn may_look(&self) -> Result<(), ErrorCode> {
        // Another source on its way shuts the live picture as well, but covers nothing that was kept: a photo is fetched while it comes.
        if self.pending_curtains.load(Ordering::SeqCst) > 0 { Err(ErrorCode::CurtainDrawn) } else { self.lock().may_look }
    }

    /// The session's time now.
    #[must_use]
    pub fn now_t(&self) -> SessionTime {
        SessionTime::from_ms(now_ms().saturating_sub(self.created_at))
    }

    /// Takes over what the driver now knows.
    pub(super) fn update(&self, view: &SessionView, customer: Option<Outbound>) {
        *self.lock() = Now {
            may_point: picture_access(view),
            may_look: kept_access(view),
            epoch: view.picture.epoch,
            source: view.picture.source,
            customer,
        };
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Now> {
        self.now.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
