//! The queue of one TCP connection. When it is full, video is left out first; voice and control go on. Pure.

use crate::gates::gate::Pass;
use crate::limits::{TCP_QUEUE_BYTES, TCP_QUEUE_VIDEO_BYTES};
use crate::metrics::Metrics;
use bytes::{Buf, Bytes};
use std::collections::VecDeque;

/// Frames that wait for a slow connection.
#[derive(Debug, Default)]
pub(crate) struct Queue {
    frames: VecDeque<Frame>,
    bytes: usize,
}

#[derive(Debug)]
struct Frame {
    rest: Bytes,
    pass: Option<Pass>,
    /// Part of it has left; the other part must follow, or nothing after it could be read.
    begun: bool,
}

/// What became of a frame that was to be queued.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Pushed {
    Queued,
    /// The connection is slow, and what it lacks is an old picture.
    LeftOut,
    /// So much waits that the connection is dead for practical purposes.
    Full,
}

impl Queue {
    /// Queues a frame, unless there is no room for it.
    pub(crate) fn push(&mut self, frame: Bytes, pass: Option<Pass>, video: bool) -> Pushed {
        let after = self.bytes + frame.len();
        if video && after > TCP_QUEUE_VIDEO_BYTES {
            return Pushed::LeftOut;
        }
        if after > TCP_QUEUE_BYTES {
            return Pushed::Full;
        }
        self.bytes = after;
        self.frames.push_back(Frame { rest: frame, pass, begun: false });
        Pushed::Queued
    }

    /// What to write next. Frames whose gate was shut since are dropped here, the last place before the kernel.
    pub(crate) fn next(&mut self, metrics: &Metrics) -> Option<&[u8]> {
        while let Some(frame) = self.frames.front() {
            if frame.begun || frame.pass.as_ref().is_none_or(Pass::holds) {
                break;
            }
            metrics.dropped_by_gate.inc();
            self.bytes -= frame.rest.len();
            self.frames.pop_front();
        }
        self.frames.front().map(|frame| &frame.rest[..])
    }

    /// Notes that `count` bytes have left; `true` if that ended a frame.
    pub(crate) fn written(&mut self, count: usize) -> bool {
        let Some(frame) = self.frames.front_mut() else {
            return false;
        };
        frame.begun = true;
        frame.rest.advance(count.min(frame.rest.len()));
        self.bytes -= count;
        let ended = frame.rest.is_empty();
        if ended {
            self.frames.pop_front();
        }
        ended
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gates::gate::{Gate, SessionGates};
    use std::sync::Arc;

    fn frame(bytes: usize) -> Bytes {
        Bytes::from(vec![7; bytes])
    }

    #[test]
    fn a_slow_connection_loses_video_and_keeps_voice() {
        let mut queue = Queue::default();
        let video = (0..200).filter(|_| queue.push(frame(1_200), None, true) == Pushed::Queued).count();
        assert_eq!(video, TCP_QUEUE_VIDEO_BYTES / 1_200);
        assert_eq!(queue.push(frame(200), None, false), Pushed::Queued);
        let voice = (0..10_000).take_while(|_| queue.push(frame(200), None, false) == Pushed::Queued).count();
        assert!(voice > 500);
        assert_eq!(queue.push(frame(200), None, false), Pushed::Full);
        assert!(queue.bytes <= TCP_QUEUE_BYTES);
    }

    #[test]
    fn what_waits_behind_a_shut_gate_does_not_leave() {
        let gates = Arc::new(SessionGates::default());
        gates.open(Gate::CustomerVideo.into());
        let pass = |gates: &Arc<SessionGates>| {
            let opening = gates.opening(Gate::CustomerVideo)?;
            Some(Pass { gates: gates.clone(), gate: Gate::CustomerVideo, opening })
        };
        let metrics = Metrics::default();
        let mut queue = Queue::default();
        queue.push(frame(10), pass(&gates), true);
        queue.push(frame(20), pass(&gates), true);
        queue.push(frame(30), None, false);
        assert_eq!(queue.next(&metrics).map(<[u8]>::len), Some(10));
        assert!(!queue.written(4));
        gates.shut(Gate::CustomerVideo.into());
        gates.open(Gate::CustomerVideo.into());
        assert_eq!(queue.next(&metrics).map(<[u8]>::len), Some(6), "a frame that has begun is ended");
        assert!(queue.written(6));
        assert_eq!(queue.next(&metrics).map(<[u8]>::len), Some(30), "a later opening does not revive it");
        assert!(queue.written(30));
        assert_eq!(queue.next(&metrics), None);
        assert_eq!(queue.bytes, 0);
    }
}
