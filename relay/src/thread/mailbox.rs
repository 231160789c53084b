//! What the server's threads ask of a media thread.

use crate::gates::fence::Fences;
use crate::gates::gate::{Gates, SessionGates};
use crate::ids::{MediaId, Member, SessionKey};
use crate::limits::MAX_QUEUED_COMMANDS;
use crate::net::tcp::Accepted;
use crate::sdp::offer::OfferError;
use crate::thread::tap_queue::TapEnd;
use mio::Waker;
use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};

/// The relay's answer to an offer.
#[derive(Clone, PartialEq, Eq)]
pub struct Answer {
    /// The SDP to set as remote description. All candidates are in it.
    pub sdp: String,
    /// Whether the peer goes on with its keys and streams (an ICE restart), or starts anew.
    pub restarted: bool,
}

impl fmt::Debug for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Answer").field("restarted", &self.restarted).finish_non_exhaustive()
    }
}

/// Receives the answer to an offer.
pub(crate) type Reply = Box<dyn FnOnce(Result<Answer, OfferError>) + Send>;

/// One request.
pub(crate) enum Command {
    Open {
        session: SessionKey,
        gates: Arc<SessionGates>,
    },
    Close {
        session: SessionKey,
    },
    Offer {
        member: Member,
        sdp: String,
        reply: Reply,
    },
    Remove {
        session: SessionKey,
        media: MediaId,
    },
    /// A gate was opened: who waits for a keyframe shall have one.
    Opened {
        session: SessionKey,
    },
    /// Somebody in this process listens to what comes through `gates`.
    Tap {
        session: SessionKey,
        gates: Gates,
        end: TapEnd,
    },
    /// A TCP connection whose first frame names a peer of this thread.
    Accepted(Accepted),
    Stop,
}

/// The server's end of a media thread.
#[derive(Clone)]
pub(crate) struct Mailbox {
    queue: Sender<Command>,
    depth: Arc<AtomicUsize>,
    waker: Arc<Waker>,
    pub(crate) fences: Arc<Fences>,
    /// Sessions that live on the thread.
    pub(crate) sessions: Arc<AtomicUsize>,
}

/// The thread's end.
pub(crate) struct Inbox {
    queue: Receiver<Command>,
    depth: Arc<AtomicUsize>,
}

/// A mailbox and its inbox.
pub(crate) fn mailbox(waker: Arc<Waker>) -> (Mailbox, Inbox) {
    let (sender, receiver) = channel();
    let depth = Arc::new(AtomicUsize::new(0));
    let mailbox = Mailbox { queue: sender, depth: depth.clone(), waker, fences: Arc::default(), sessions: Arc::default() };
    (mailbox, Inbox { queue: receiver, depth })
}

impl Mailbox {
    /// Queues a command that takes something away; there is always room for it.
    pub(crate) fn send(&self, command: Command) -> Result<(), Command> {
        self.depth.fetch_add(1, Ordering::Relaxed);
        self.queue.send(command).map_err(|error| error.0)?;
        self.wake();
        Ok(())
    }

    /// Queues a command that brings work, unless too much waits already.
    pub(crate) fn try_send(&self, command: Command) -> Result<(), Command> {
        if self.depth.load(Ordering::Relaxed) >= MAX_QUEUED_COMMANDS {
            return Err(command);
        }
        self.send(command)
    }

    pub(crate) fn wake(&self) {
        // If the wake-up is lost the thread still comes round by its timers.
        let _lost = self.waker.wake();
    }
}

impl Inbox {
    pub(crate) fn next(&self) -> Option<Command> {
        let command = self.queue.try_recv().ok()?;
        self.depth.fetch_sub(1, Ordering::Relaxed);
        Some(command)
    }
}
