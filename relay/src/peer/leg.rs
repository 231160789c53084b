//! One track as it goes to a page: renumbered, re-sent on request within a budget, reported on. No I/O.

use crate::gates::gate::{Opening, Passage};
use crate::kind::MediaKind;
use crate::limits::{RESEND_BUDGET, RESEND_GUARD, RESEND_WINDOW};
use crate::peer::secure::Secure;
use crate::rtp::codec::VideoCodec;
use crate::rtp::feedback::{Clock, Sent};
use crate::rtp::packet::{Extension, Outgoing, Packet};
use crate::rtp::renumber::{Numbers, Original, Renumberer, SourceId};
use crate::sdp::lane::{Lane, Payload, Ssrcs};
use bytes::Bytes;
use std::collections::VecDeque;
use std::time::{Duration, Instant};

/// A track that the relay sends.
pub(crate) struct Leg {
    pub(crate) kind: MediaKind,
    pub(crate) ssrcs: Ssrcs,
    pub(crate) numbers: Renumberer,
    /// Share of packets that the page missed, by its last report.
    pub(crate) fraction_lost: u8,
    pub(crate) resent: u32,
    opening: Option<Opening>,
    rtx_sequence: u16,
    mismatched: Option<VideoCodec>,
    epoch: u32,
    resends: Resends,
    sent: Sent,
    clocks: VecDeque<SentClock>,
}

/// The numbers with which a leg begins.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Start {
    pub(crate) sequence: u16,
    pub(crate) timestamp: u32,
    pub(crate) rtx_sequence: u16,
}

impl Start {
    /// Random, as RFC 3550 §5.1 wants them; see [`Renumberer::new`] for the range of the first.
    pub(crate) fn random() -> Self {
        Self { sequence: rand::random_range(1_000..30_000), timestamp: rand::random(), rtx_sequence: rand::random() }
    }
}

/// A sender report that left.
#[derive(Debug, Clone, Copy)]
struct SentClock {
    short_ntp: u32,
    at: Instant,
}

/// What a sender report says of this leg.
#[derive(Debug, Clone, Copy)]
pub(crate) struct LegClock {
    pub(crate) clock: Clock,
    pub(crate) sent: Sent,
}

/// What became of a packet that was to be forwarded.
pub(crate) enum Forwarded {
    /// It is sealed and may leave.
    Sealed {
        sealed: Bytes,
        /// Set for the first packet of a keyframe with which a viewer starts.
        epoch: Option<u32>,
    },
    /// The leg waits for a packet that a decoder can start with.
    Waits,
    /// The page cannot decode it. `news` is set the first time.
    Mismatch { news: Option<VideoCodec> },
    /// It is too late, or there are no keys yet.
    Dropped,
}

impl Leg {
    pub(crate) fn new(kind: MediaKind, ssrcs: Ssrcs, clock_rate: u32, start: Start) -> Self {
        Self {
            kind,
            ssrcs,
            numbers: Renumberer::new(clock_rate, start.sequence, start.timestamp),
            fraction_lost: 0,
            resent: 0,
            opening: None,
            rtx_sequence: start.rtx_sequence,
            mismatched: None,
            epoch: 0,
            resends: Resends::default(),
            sent: Sent::default(),
            clocks: VecDeque::new(),
        }
    }

    /// Notes what the leg's gate says. After another opening than the last one the leg starts over.
    pub(crate) fn note_passage(&mut self, passage: &Passage) {
        let opening = match passage {
            Passage::Unguarded => return,
            Passage::Open(pass) => Some(pass.opening),
            Passage::Shut => None,
        };
        if opening.is_none() || self.opening != opening {
            self.numbers.wait();
        }
        self.opening = opening;
    }

    /// Forwards a packet of `source`.
    pub(crate) fn forward(
        &mut self,
        source: SourceId,
        packet: &Packet,
        lane: &Lane,
        secure: &mut Secure,
        now: Instant,
    ) -> Forwarded {
        let Some(payload) = lane.carrying(packet.format) else {
            let codec = packet.format.video();
            let news = if self.mismatched == codec { None } else { codec };
            self.mismatched = codec;
            self.numbers.wait();
            return Forwarded::Mismatch { news };
        };
        self.mismatched = None;
        let mut epoch = None;
        if !self.numbers.follows(source) {
            if !packet.starts {
                return Forwarded::Waits;
            }
            self.numbers.start(source, packet.sequence, packet.timestamp, now);
            self.epoch += 1;
            epoch = (self.kind == MediaKind::Video).then_some(self.epoch);
        }
        let Some(numbers) = self.numbers.renumber(source, packet.sequence, packet.timestamp, now) else {
            return Forwarded::Dropped;
        };
        match seal(self.outgoing(packet, payload, numbers), packet, lane, secure) {
            None => Forwarded::Dropped,
            Some(sealed) => {
                self.count(packet);
                Forwarded::Sealed { sealed, epoch }
            }
        }
    }

    /// What the packet that left as `sequence` was made of, if it may be sent again now.
    pub(crate) fn wanted_again(&mut self, sequence: u16, now: Instant) -> Option<Original> {
        let original = self.numbers.original(sequence)?;
        self.resends.allow(sequence, now).then_some(original)
    }

    /// Sends a packet again: as a retransmission stream where the page has one (RFC 4588 §4), else as it was.
    pub(crate) fn resend(
        &mut self,
        source: SourceId,
        packet: &Packet,
        lane: &Lane,
        secure: &mut Secure,
        now: Instant,
    ) -> Option<Bytes> {
        let payload = lane.carrying(packet.format)?;
        let numbers = self.numbers.renumber(source, packet.sequence, packet.timestamp, now)?;
        let mut outgoing = self.outgoing(packet, payload, numbers);
        if let Some(rtx) = payload.rtx {
            self.rtx_sequence = self.rtx_sequence.wrapping_add(1);
            outgoing.payload_type = rtx;
            outgoing.ssrc = self.ssrcs.rtx;
            outgoing.original_sequence = Some(numbers.sequence);
            outgoing.sequence = self.rtx_sequence;
        }
        let sealed = seal(outgoing, packet, lane, secure)?;
        self.resent += 1;
        Some(sealed)
    }

    /// A packet under the numbers of this leg.
    fn outgoing<'a>(&self, packet: &'a Packet, payload: &Payload, numbers: Numbers) -> Outgoing<'a> {
        Outgoing {
            marker: packet.marker,
            payload_type: payload.payload_type,
            sequence: numbers.sequence,
            timestamp: numbers.timestamp,
            ssrc: self.ssrcs.media,
            extensions: &[],
            original_sequence: None,
            payload: &packet.payload,
        }
    }

    /// The clock of `source` in this leg's numbers, for a sender report; remembered to measure the round trip.
    pub(crate) fn report_clock(&mut self, source: SourceId, clock: Clock, now: Instant) -> Option<LegClock> {
        let timestamp = self.numbers.timestamp(source, clock.timestamp)?;
        self.clocks.push_back(SentClock { short_ntp: clock.short_ntp(), at: now });
        // Reports refer to the last report or the one before; more would only age.
        while self.clocks.len() > 4 {
            self.clocks.pop_front();
        }
        Some(LegClock { clock: Clock { timestamp, ..clock }, sent: self.sent })
    }

    /// The round trip that a reception report shows (RFC 3550 §6.4.1).
    pub(crate) fn round_trip(&self, last_sender_report: u32, delay: Duration, now: Instant) -> Option<Duration> {
        let clock = self.clocks.iter().find(|clock| clock.short_ntp == last_sender_report)?;
        now.saturating_duration_since(clock.at).checked_sub(delay)
    }

    const fn count(&mut self, packet: &Packet) {
        self.sent.packets = self.sent.packets.wrapping_add(1);
        self.sent.octets = self.sent.octets.wrapping_add(packet.payload.len() as u32);
    }
}

/// Seals a packet with the header extensions that both the sender and this page know.
fn seal(outgoing: Outgoing<'_>, packet: &Packet, lane: &Lane, secure: &mut Secure) -> Option<Bytes> {
    let level = packet.audio_level.map(|level| [level]);
    let content = packet.content_type.map(|content| [content]);
    let mut extensions = [Extension { id: 0, value: &[] }; 2];
    let mut count = 0;
    for (id, value) in [(lane.extensions.audio_level, &level), (lane.extensions.content_type, &content)] {
        if let (Some(id), Some(value)) = (id, value) {
            extensions[count] = Extension { id, value };
            count += 1;
        }
    }
    secure.seal_rtp(&Outgoing { extensions: &extensions[..count], ..outgoing })
}

/// The budget of re-sent packets of one leg.
#[derive(Debug, Default)]
struct Resends {
    recent: VecDeque<Resent>,
}

#[derive(Debug, Clone, Copy)]
struct Resent {
    sequence: u16,
    at: Instant,
}

impl Resends {
    fn allow(&mut self, sequence: u16, now: Instant) -> bool {
        while self.recent.front().is_some_and(|sent| now.saturating_duration_since(sent.at) >= RESEND_WINDOW) {
            self.recent.pop_front();
        }
        let just_sent = |sent: &Resent| sent.sequence == sequence && now.saturating_duration_since(sent.at) < RESEND_GUARD;
        if self.recent.iter().any(just_sent) || self.recent.len() >= RESEND_BUDGET as usize {
            return false;
        }
        self.recent.push_back(Resent { sequence, at: now });
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_storm_of_requests_stays_within_the_budget() {
        let t0 = Instant::now();
        let mut resends = Resends::default();
        let granted =
            (0..6_000u32).filter(|n| resends.allow((n % 2_000) as u16, t0 + Duration::from_micros(u64::from(n * 150)))).count();
        assert_eq!(granted, RESEND_BUDGET as usize);
        assert!(resends.allow(1, t0 + RESEND_WINDOW * 2));
    }

    #[test]
    fn the_same_packet_is_not_sent_twice_at_once() {
        let t0 = Instant::now();
        let mut resends = Resends::default();
        assert!(resends.allow(7, t0));
        assert!(!resends.allow(7, t0 + Duration::from_millis(10)));
        assert!(resends.allow(7, t0 + RESEND_GUARD));
    }
}
