//! The taps of one session, as its media thread sees them: which packets they get, and from where on.

use crate::gates::gate::{Gate, Gates, Opening, Pass};
use crate::kind::MediaKind;
use crate::limits::MAX_TAPS;
use crate::metrics::Metrics;
use crate::rtp::packet::Packet;
use crate::rtp::renumber::SourceId;
use crate::thread::tap_queue::{Pushed, TapEnd, TapPacket};
use std::time::Instant;

/// Names a tap within its session.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct TapId(u32);

/// The taps of one session.
#[derive(Default)]
pub(crate) struct Taps {
    taps: Vec<Entry>,
    last: u32,
}

struct Entry {
    id: TapId,
    gates: Gates,
    end: TapEnd,
    /// One for each gate, in the order of [`Gate::ALL`].
    tracks: [Track; Gate::ALL.len()],
}

/// Where a tap is in what comes through one gate.
#[derive(Debug, Clone, Copy, Default)]
struct Track {
    opening: Option<Opening>,
    following: Option<Following>,
    /// The queue was full since the last packet.
    gap: bool,
}

#[derive(Debug, Clone, Copy)]
struct Following {
    source: SourceId,
    /// The number of the packet it began with: an older one is of no use to a decoder.
    first: u64,
}

/// A packet that passed its gate, on its way to a tap.
#[derive(Clone, Copy)]
pub(crate) struct Tapped<'a> {
    pub(crate) pass: &'a Pass,
    pub(crate) source: SourceId,
    pub(crate) kind: MediaKind,
    pub(crate) packet: &'a Packet,
    pub(crate) arrived: Instant,
}

impl Taps {
    /// Adds a tap of what comes through `gates`. Beyond [`MAX_TAPS`] it ends at once.
    pub(crate) fn add(&mut self, gates: Gates, end: TapEnd) {
        if self.taps.len() < MAX_TAPS {
            self.last += 1;
            self.taps.push(Entry { id: TapId(self.last), gates, end, tracks: Default::default() });
        }
    }

    /// Those that want what comes through `gate`.
    pub(crate) fn behind(&self, gate: Gate) -> impl Iterator<Item = TapId> + '_ {
        self.taps.iter().filter(move |tap| tap.gates.contains(gate)).map(|tap| tap.id)
    }

    /// Hands a packet to one of them; `true` if it waits for a keyframe.
    pub(crate) fn hand(&mut self, id: TapId, tapped: Tapped<'_>, metrics: &Metrics) -> bool {
        let Some(place) = self.taps.iter().position(|tap| tap.id == id) else {
            return false;
        };
        match self.taps[place].hand(tapped, metrics) {
            Handed::Queued => false,
            Handed::Waits => true,
            Handed::Gone => {
                self.taps.remove(place);
                false
            }
        }
    }

    /// Takes out of the queues what shut gates hold back.
    pub(crate) fn clear_shut(&self, metrics: &Metrics) {
        for tap in &self.taps {
            metrics.dropped_by_gate.add(tap.end.clear_shut() as u64);
        }
    }
}

enum Handed {
    Queued,
    Waits,
    Gone,
}

impl Entry {
    fn hand(&mut self, tapped: Tapped<'_>, metrics: &Metrics) -> Handed {
        let Tapped { pass, source, kind, packet, arrived } = tapped;
        let track = &mut self.tracks[pass.gate.index()];
        if track.opening.replace(pass.opening) != Some(pass.opening) {
            track.following = None;
        }
        let follows = track.following.filter(|following| following.source == source);
        if follows.is_none() {
            if !packet.starts {
                // A reader that is behind must not have the page send keyframe upon keyframe.
                return if self.end.has_room() { Handed::Waits } else { Handed::Queued };
            }
            track.following = Some(Following { source, first: packet.sequence });
        } else if follows.is_some_and(|following| packet.sequence < following.first) {
            return Handed::Queued;
        }
        let copy = TapPacket {
            gate: pass.gate,
            kind,
            codec: packet.format.name(),
            clock_rate: packet.format.clock_rate(),
            stream: source.0,
            sequence: packet.sequence,
            timestamp: packet.timestamp,
            marker: packet.marker,
            starts: packet.starts,
            arrived,
            after_gap: track.gap,
            payload: packet.payload.clone(),
        };
        match self.end.push(copy, pass.clone()) {
            Pushed::Queued => {
                track.gap = false;
                Handed::Queued
            }
            Pushed::Full => {
                metrics.tap_dropped.inc();
                track.gap = true;
                if kind == MediaKind::Video {
                    track.following = None;
                }
                Handed::Queued
            }
            Pushed::Gone => Handed::Gone,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gates::gate::{Passage, SessionGates};
    use crate::limits::TAP_PACKETS;
    use crate::rtp::codec::Format;
    use crate::thread::tap_queue::{Tap, TapEnded, tap_queue};
    use bytes::Bytes;
    use std::sync::Arc;
    use std::time::Duration;

    struct Setup {
        gates: Arc<SessionGates>,
        taps: Taps,
        tap: Tap,
        metrics: Metrics,
    }

    impl Setup {
        fn open() -> Self {
            let gates = Arc::new(SessionGates::default());
            gates.open(Gates::ALL);
            let (end, tap) = tap_queue();
            let mut taps = Taps::default();
            taps.add(Gates::ALL, end);
            Self { gates, taps, tap, metrics: Metrics::default() }
        }

        /// Hands over one packet of the customer's picture; `true` if the tap waits for a keyframe.
        fn picture(&mut self, source: u64, sequence: u64, starts: bool) -> bool {
            let Passage::Open(pass) = self.gates.passage(Some(Gate::CustomerVideo)) else {
                return false;
            };
            let format = Format::parse("VP8", 90_000, "").expect("it is forwarded");
            let payload = Bytes::from_static(&[7; 10]);
            let packet =
                Packet { sequence, timestamp: 0, marker: true, format, starts, audio_level: None, content_type: None, payload };
            let (source, kind, arrived) = (SourceId(source), MediaKind::Video, Instant::now());
            let tapped = Tapped { pass: &pass, source, kind, packet: &packet, arrived };
            self.taps.hand(TapId(1), tapped, &self.metrics)
        }

        fn numbers(&self) -> Vec<u64> {
            std::iter::from_fn(|| self.tap.next(Duration::ZERO).ok().flatten()).map(|packet| packet.sequence).collect()
        }
    }

    #[test]
    fn a_picture_starts_at_a_keyframe_and_again_with_every_stream_and_opening() {
        let mut setup = Setup::open();
        assert!(setup.picture(1, 10, false));
        assert!(!setup.picture(1, 11, true));
        setup.picture(1, 10, false);
        setup.picture(1, 12, false);
        assert!(setup.picture(2, 70, false), "another stream");
        setup.picture(2, 71, true);
        assert_eq!(setup.numbers(), [11, 12, 71]);
        setup.gates.shut(Gates::ALL);
        setup.gates.open(Gates::ALL);
        assert!(setup.picture(2, 72, false), "another opening");
    }

    #[test]
    fn what_waits_in_the_queue_when_the_gate_is_shut_is_never_read() {
        let mut setup = Setup::open();
        setup.picture(1, 10, true);
        setup.picture(1, 11, false);
        setup.gates.shut(Gate::CustomerVideo.into());
        setup.gates.open(Gate::CustomerVideo.into());
        assert_eq!(setup.numbers(), [0; 0], "also not in a later opening");
        setup.picture(1, 12, true);
        setup.gates.shut(Gate::CustomerVideo.into());
        setup.taps.clear_shut(&setup.metrics);
        assert_eq!(setup.metrics.dropped_by_gate.get(), 1, "a fence takes it out of memory");
    }

    #[test]
    fn a_full_queue_leaves_out_what_comes_and_goes_on_at_a_keyframe() {
        let mut setup = Setup::open();
        for sequence in 0..TAP_PACKETS as u64 + 5 {
            assert!(!setup.picture(1, sequence, sequence == 0), "no keyframe is asked for while there is no room");
        }
        assert_eq!(setup.metrics.tap_dropped.get(), 1, "what could not be decoded is not even tried");
        assert_eq!(setup.numbers().len(), TAP_PACKETS);
        assert!(setup.picture(1, 5_000, false));
        setup.picture(1, 5_001, true);
        let next = setup.tap.next(Duration::ZERO).expect("it goes on").expect("it is there");
        assert_eq!((next.sequence, next.after_gap), (5_001, true));
    }

    #[test]
    fn a_tap_ends_with_either_of_its_ends() {
        let mut setup = Setup::open();
        drop(std::mem::take(&mut setup.taps));
        assert_eq!(setup.tap.next(Duration::from_secs(5)).err(), Some(TapEnded));
        let mut setup = Setup::open();
        setup.tap = tap_queue().1;
        setup.picture(1, 10, true);
        assert_eq!(setup.taps.behind(Gate::CustomerVideo).count(), 0, "nobody reads it");
    }
}
