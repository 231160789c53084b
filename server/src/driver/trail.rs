//! Collects what was pointed at, so that the log can replay it: about one event a second instead of sixty.

use cicerone_protocol::event::{TrailKind, TrailPoint};
use cicerone_protocol::transient::{Transient, TransientKind};
use cicerone_protocol::{SessionTime, limits};
use cicerone_session::Input;

/// A transient frame that was shown, with the picture's whole epoch.
#[derive(Clone, Copy, Debug)]
pub struct Pointed {
    /// The frame.
    pub frame: Transient,
    /// The epoch, of which the frame has the low four bits.
    pub epoch: u32,
    /// When the server passed it on.
    pub sent_t: SessionTime,
}

/// Points of one kind and one picture that are not logged yet.
#[derive(Debug, Default)]
pub(super) struct Trail {
    running: Option<Running>,
}

#[derive(Debug)]
struct Running {
    kind: TrailKind,
    epoch: u32,
    points: Vec<TrailPoint>,
}

impl Trail {
    /// Takes a frame; returns what must be logged because of it.
    pub(super) fn push(&mut self, pointed: Pointed) -> Option<Input> {
        let kind = match pointed.frame.kind {
            TransientKind::Pointer => TrailKind::Pointer,
            TransientKind::Stroke => TrailKind::Stroke,
            TransientKind::End => return self.flush(),
        };
        let belongs = |running: &Running| running.kind == kind && running.epoch == pointed.epoch;
        let flushed = if self.running.as_ref().is_some_and(belongs) { None } else { self.flush() };
        let running = self.running.get_or_insert_with(|| Running { kind, epoch: pointed.epoch, points: Vec::new() });
        running.points.push(TrailPoint { sent_t: pointed.sent_t, at: pointed.frame.at });
        if running.points.len() >= limits::TRAIL_POINTS { self.flush() } else { flushed }
    }

    /// When the points that wait must be logged.
    pub(super) fn due(&self) -> Option<SessionTime> {
        self.running.as_ref().and_then(|running| running.points.first()).map(|first| first.sent_t + limits::TRAIL_MS)
    }

    /// Returns what waits.
    pub(super) fn flush(&mut self) -> Option<Input> {
        let Running { kind, epoch, points } = self.running.take()?;
        Some(Input::Trail { kind, epoch, points })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use cicerone_protocol::picture::{Colour, Point};

    fn at(kind: TransientKind, epoch: u32, t: u64) -> Pointed {
        let sent_t = SessionTime::from_ms(t);
        let frame = Transient { kind, epoch: 0, colour: Colour::One, seq: 0, at: Point { x: 1, y: 2 }, sent_t };
        Pointed { frame, epoch, sent_t }
    }

    fn points(input: Option<Input>) -> usize {
        match input {
            Some(Input::Trail { points, .. }) => points.len(),
            _ => 0,
        }
    }

    #[test]
    fn a_trail_ends_when_the_pointer_leaves_or_the_picture_changes() {
        let mut trail = Trail::default();
        assert!(trail.push(at(TransientKind::Pointer, 1, 10)).is_none());
        assert!(trail.push(at(TransientKind::Pointer, 1, 20)).is_none());
        assert_eq!(trail.due(), Some(SessionTime::from_ms(10) + limits::TRAIL_MS));
        assert_eq!(points(trail.push(at(TransientKind::Pointer, 2, 30))), 2);
        assert_eq!(points(trail.push(at(TransientKind::Stroke, 2, 40))), 1);
        assert_eq!(points(trail.push(at(TransientKind::End, 2, 50))), 1);
        assert_eq!(trail.due(), None);
    }

    #[test]
    fn a_full_trail_is_logged_and_loses_no_point() {
        let mut trail = Trail::default();
        let logged: usize =
            (0..300).map(|t| points(trail.push(at(TransientKind::Pointer, 1, t)))).sum::<usize>() + points(trail.flush());
        assert_eq!(logged, 300);
    }
}
