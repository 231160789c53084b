//! The handle with which the server drives one session of the relay.

use crate::gates::fence::FenceError;
use crate::gates::gate::{Gates, SessionGates};
use crate::ids::{MediaId, Member, SessionKey};
use crate::kind::PeerRole;
use crate::metrics::Metrics;
use crate::sdp::offer::OfferError;
use crate::thread::mailbox::{Answer, Command, Mailbox};
use crate::thread::tap_queue::{Tap, tap_queue};
use std::sync::Arc;
use std::sync::atomic::Ordering;

/// A session of the relay. Dropping it removes all of its peers.
pub struct SessionHandle {
    key: SessionKey,
    gates: Arc<SessionGates>,
    mailbox: Mailbox,
    metrics: Arc<Metrics>,
}

impl SessionHandle {
    /// Opens a session on a media thread.
    pub(crate) fn begin(key: SessionKey, mailbox: Mailbox, metrics: Arc<Metrics>) -> Self {
        let gates = Arc::new(SessionGates::default());
        mailbox.sessions.fetch_add(1, Ordering::Relaxed);
        // A thread that has ended answers offers with `Busy`.
        let _ended = mailbox.send(Command::Open { session: key, gates: gates.clone() });
        Self { key, gates, mailbox, metrics }
    }

    /// The gates of the session.
    #[must_use]
    pub fn gates(&self) -> &SessionGates {
        &self.gates
    }

    /// Shuts gates: at once for every packet that is not yet on its way to the kernel.
    ///
    /// `done` is called, on another thread, once nothing that passed these gates before can leave any more; or with an
    /// error after [`FENCE_DEADLINE`](crate::limits::FENCE_DEADLINE) when the media thread is stuck. Gates that were
    /// shut already get their fence all the same.
    pub fn shut(&self, gates: impl Into<Gates>, done: impl FnOnce(Result<(), FenceError>) + Send + 'static) {
        self.gates.shut(gates.into());
        self.mailbox.fences.ask(Box::new(done));
        self.mailbox.wake();
    }

    /// Opens gates. Pictures start at the next keyframe, which is asked for at once.
    pub fn open(&self, gates: impl Into<Gates>) {
        self.gates.open(gates.into());
        // Without the wake-up the next packet of the publisher asks for the keyframe.
        let _ended = self.mailbox.send(Command::Opened { session: self.key });
    }

    /// Answers a page's offer; `reply` is called on another thread, or at once if the offer is refused without being read.
    ///
    /// An offer under the same `media` goes on with its keys and streams if it is the same peer connection (an ICE
    /// restart), and is replaced otherwise.
    ///
    /// How long `sdp` may be is the caller's to say: this crate knows no wire, and two bounds for one thing would drift
    /// apart. Reading takes time in proportion to the length, and what is kept of it is bounded.
    pub fn offer(
        &self,
        media: MediaId,
        role: PeerRole,
        sdp: String,
        reply: impl FnOnce(Result<Answer, OfferError>) + Send + 'static,
    ) {
        let member = Member { session: self.key, media, role };
        let command = Command::Offer { member, sdp, reply: Box::new(reply) };
        if let Err(Command::Offer { reply, .. }) = self.mailbox.try_send(command) {
            self.metrics.commands_refused.inc();
            reply(Err(OfferError::Busy));
        }
    }

    /// Listens to what comes through `gates`, in clear text: for a recorder. Nothing of what is behind a shut gate is read
    /// from it, and nothing after the fence of [`Self::shut`].
    #[must_use]
    pub fn tap(&self, gates: impl Into<Gates>) -> Tap {
        let (end, tap) = tap_queue();
        // Where the thread has ended, so has the tap.
        let _ended = self.mailbox.send(Command::Tap { session: self.key, gates: gates.into(), end });
        tap
    }

    /// Ends a connection. Nothing is told about it any more.
    pub fn remove(&self, media: MediaId) {
        let _ended = self.mailbox.send(Command::Remove { session: self.key, media });
    }

    /// Closes the session and removes all of its peers.
    pub fn close(self) {
        drop(self);
    }
}

impl Drop for SessionHandle {
    fn drop(&mut self) {
        self.gates.shut(Gates::ALL);
        self.mailbox.sessions.fetch_sub(1, Ordering::Relaxed);
        let _ended = self.mailbox.send(Command::Close { session: self.key });
    }
}
