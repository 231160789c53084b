//! The queue between a media thread and whoever reads a tap.
//!
//! It is bounded, and what finds it full is left out: the media thread never waits for a reader. A packet is handed over
//! under the queue's lock, and only if the opening of the gate through which it came still lasts. A fence takes the same
//! lock to clear out what a shut gate holds back, so that nothing is handed over after it.

use crate::gates::gate::{Gate, Pass};
use crate::kind::MediaKind;
use crate::limits::TAP_PACKETS;
use bytes::Bytes;
use std::collections::VecDeque;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// An RTP packet in clear text, as its page sent it.
#[derive(Clone, PartialEq, Eq)]
pub struct TapPacket {
    /// The gate through which it came: whose sound or picture it is.
    pub gate: Gate,
    /// Sound or picture.
    pub kind: MediaKind,
    /// The name of the codec as SDP writes it.
    pub codec: &'static str,
    /// Ticks of the timestamp in a second.
    pub clock_rate: u32,
    /// Names the stream within its relay. Another number is another stream: its sequence numbers and timestamps have nothing
    /// to do with those before.
    pub stream: u64,
    /// The stream's own sequence number, extended so that it does not wrap. A hole is a lost packet, which may still come.
    pub sequence: u64,
    /// The RTP timestamp.
    pub timestamp: u32,
    /// The RTP marker: the last packet of a picture.
    pub marker: bool,
    /// Whether a decoder can start with this packet; always true for sound.
    pub starts: bool,
    /// When the relay got it.
    pub arrived: Instant,
    /// Whether the full queue left out packets of this gate just before this one.
    pub after_gap: bool,
    /// The codec's payload.
    pub payload: Bytes,
}

/// No more packets come: the session is closed, or the relay could not take the tap.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the tap has ended")]
pub struct TapEnded;

/// A receiver in this process, such as a recorder. Dropping it ends it.
///
/// Each picture starts at a keyframe: after a gate was opened, after another stream began, and after the queue was full. To
/// be read by one thread that may wait.
pub struct Tap(Arc<Shared>);

/// The media thread's end of a tap.
pub(crate) struct TapEnd(Arc<Shared>);

/// What became of a packet that was to be queued.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Pushed {
    Queued,
    /// The reader is behind.
    Full,
    /// There is no reader any more.
    Gone,
}

#[derive(Default)]
struct Shared {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default)]
struct State {
    packets: VecDeque<Queued>,
    /// The media thread's end is gone.
    ended: bool,
    /// The reader's end is gone.
    unread: bool,
}

struct Queued {
    packet: TapPacket,
    pass: Pass,
}

/// A queue's two ends.
pub(crate) fn tap_queue() -> (TapEnd, Tap) {
    let shared = Arc::new(Shared::default());
    (TapEnd(shared.clone()), Tap(shared))
}

impl Tap {
    /// Waits for the next packet, for `patience` at most; `None` if none came.
    ///
    /// # Errors
    /// [`TapEnded`] once no more can come.
    pub fn next(&self, patience: Duration) -> Result<Option<TapPacket>, TapEnded> {
        let deadline = Instant::now() + patience;
        let mut state = self.0.lock();
        loop {
            while let Some(queued) = state.packets.pop_front() {
                if queued.pass.holds() {
                    return Ok(Some(queued.packet));
                }
            }
            if state.ended {
                return Err(TapEnded);
            }
            let left = deadline.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return Ok(None);
            }
            (state, _) = self.0.changed.wait_timeout(state, left).unwrap_or_else(PoisonError::into_inner);
        }
    }
}

impl Drop for Tap {
    fn drop(&mut self) {
        let mut state = self.0.lock();
        state.unread = true;
        state.packets.clear();
    }
}

impl TapEnd {
    /// Queues a packet that passed its gate.
    pub(crate) fn push(&self, packet: TapPacket, pass: Pass) -> Pushed {
        let mut state = self.0.lock();
        if state.unread {
            return Pushed::Gone;
        }
        if state.packets.len() >= TAP_PACKETS {
            return Pushed::Full;
        }
        state.packets.push_back(Queued { packet, pass });
        drop(state);
        self.0.changed.notify_one();
        Pushed::Queued
    }

    /// Whether another packet would be queued.
    pub(crate) fn has_room(&self) -> bool {
        self.0.lock().packets.len() < TAP_PACKETS
    }

    /// Takes out what a shut gate holds back. Says how many packets that were.
    pub(crate) fn clear_shut(&self) -> usize {
        let mut state = self.0.lock();
        let before = state.packets.len();
        state.packets.retain(|queued| queued.pass.holds());
        before - state.packets.len()
    }
}

impl Drop for TapEnd {
    fn drop(&mut self) {
        self.0.lock().ended = true;
        self.0.changed.notify_one();
    }
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, State> {
        // Nothing that can panic is done under the lock.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
