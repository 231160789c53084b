//! One track as it goes to a page: renumbered, re-sent on request within a budget, reported on. No I/O.

use crate::gates::gate::DoorState;
use crate::limits::{RESEND_BUDGET, RESEND_GUARD, RESEND_WINDOW};
use crate::peer::event::MediaKind;
use crate::peer::inbound::Media;
use crate::peer::secure::Secure;
use crate::rtp::codec::VideoCodec;
use crate::rtp::feedback::Sent;
use crate::rtp::packet::Outgoing;
use crate::rtp::renumber::{Renumberer, SourceId};
use crate::sdp::Lane;
use crate::sdp::answer::Ssrcs;
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
    generation: Option<u32>,
    rtx_sequence: u16,
    mismatched: Option<VideoCodec>,
    epoch: u32,
    resends: Resends,
    sent: Sent,
    clocks: VecDeque<(u32, Instant)>,
}

/// What became of a packet that was to be forwarded.
pub(crate) enum Forwarded {
    /// It is sealed and may leave.
    Sealed {
        packet: Bytes,
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
    pub(crate) fn new(kind: MediaKind, ssrcs: Ssrcs, clock_rate: u32, random: (u16, u32, u16)) -> Self {
        let (sequence, timestamp, rtx_sequence) = random;
        Self {
            kind,
            ssrcs,
            numbers: Renumberer::new(clock_rate, sequence, timestamp),
            fraction_lost: 0,
            resent: 0,
            generation: None,
            rtx_sequence,
            mismatched: None,
            epoch: 0,
            resends: Resends::default(),
            sent: Sent::default(),
            clocks: VecDeque::new(),
        }
    }

    /// Notes the state of the leg's door. A door that was shut since makes the leg start over.
    pub(crate) fn door(&mut self, state: DoorState) {
        if self.generation.replace(state.generation()) != Some(state.generation()) {
            self.numbers.wait();
        }
    }

    /// Forwards a packet of `source`.
    pub(crate) fn forward(
        &mut self,
        source: SourceId,
        media: &Media,
        lane: &Lane,
        secure: &mut Secure,
        now: Instant,
    ) -> Forwarded {
        let Some(payload) = lane.carrying(media.format) else {
            let codec = media.format.video();
            let news = if self.mismatched == codec { None } else { codec };
            self.mismatched = codec;
            self.numbers.wait();
            return Forwarded::Mismatch { news };
        };
        self.mismatched = None;
        let mut epoch = None;
        if !self.numbers.follows(source) {
            if !media.starts {
                return Forwarded::Waits;
            }
            self.numbers.start(source, media.sequence, media.timestamp, now);
            self.epoch += 1;
            epoch = (self.kind == MediaKind::Video).then_some(self.epoch);
        }
        let Some(numbers) = self.numbers.renumber(source, media.sequence, media.timestamp, now) else {
            return Forwarded::Dropped;
        };
        let outgoing = Outgoing {
            marker: media.marker,
            payload_type: payload.payload_type,
            sequence: numbers.sequence,
            timestamp: numbers.timestamp,
            ssrc: self.ssrcs.media,
            extensions: &[],
            original_sequence: None,
            payload: &media.payload,
        };
        match seal(outgoing, media, lane, secure) {
            None => Forwarded::Dropped,
            Some(packet) => {
                self.count(media);
                Forwarded::Sealed { packet, epoch }
            }
        }
    }

    /// Which packet of which source left as `sequence`, if it may be sent again now.
    pub(crate) fn wanted_again(&mut self, sequence: u16, now: Instant) -> Option<(SourceId, u64)> {
        let original = self.numbers.original(sequence)?;
        self.resends.allow(sequence, now).then_some(original)
    }

    /// Sends a packet again: as a retransmission stream where the page has one (RFC 4588), else as it was.
    pub(crate) fn resend(
        &mut self,
        source: SourceId,
        media: &Media,
        lane: &Lane,
        secure: &mut Secure,
        now: Instant,
    ) -> Option<Bytes> {
        let payload = lane.carrying(media.format)?;
        let numbers = self.numbers.renumber(source, media.sequence, media.timestamp, now)?;
        let mut outgoing = Outgoing {
            marker: media.marker,
            payload_type: payload.payload_type,
            sequence: numbers.sequence,
            timestamp: numbers.timestamp,
            ssrc: self.ssrcs.media,
            extensions: &[],
            original_sequence: None,
            payload: &media.payload,
        };
        if let Some(rtx) = payload.rtx {
            self.rtx_sequence = self.rtx_sequence.wrapping_add(1);
            outgoing.payload_type = rtx;
            outgoing.ssrc = self.ssrcs.rtx;
            outgoing.original_sequence = Some(numbers.sequence);
            outgoing.sequence = self.rtx_sequence;
        }
        let packet = seal(outgoing, media, lane, secure)?;
        self.resent += 1;
        Some(packet)
    }

    /// The numbers for a sender report about `source`'s clock; remembers it to measure the round trip.
    pub(crate) fn report_clock(&mut self, source: SourceId, ntp: u64, timestamp: u32, now: Instant) -> Option<(u32, Sent)> {
        let timestamp = self.numbers.timestamp(source, timestamp)?;
        self.clocks.push_back(((ntp >> 16 & 0xffff_ffff) as u32, now));
        // Reports refer to the last report or the one before; more would only age.
        while self.clocks.len() > 4 {
            self.clocks.pop_front();
        }
        Some((timestamp, self.sent))
    }

    /// The round trip that a reception report shows (RFC 3550 §6.4.1).
    pub(crate) fn round_trip(&self, last_sender_report: u32, delay: Duration, now: Instant) -> Option<Duration> {
        let (_, sent) = self.clocks.iter().find(|(ntp, _)| *ntp == last_sender_report)?;
        now.saturating_duration_since(*sent).checked_sub(delay)
    }

    const fn count(&mut self, media: &Media) {
        self.sent.packets = self.sent.packets.wrapping_add(1);
        self.sent.octets = self.sent.octets.wrapping_add(media.payload.len() as u32);
    }
}

/// Seals a packet with the header extensions that both the sender and this page know.
fn seal(outgoing: Outgoing<'_>, media: &Media, lane: &Lane, secure: &mut Secure) -> Option<Bytes> {
    let level = media.audio_level.map(|level| [level]);
    let content = media.content_type.map(|content| [content]);
    let mut extensions: [(u8, &[u8]); 2] = [(0, &[]); 2];
    let mut count = 0;
    for (id, value) in [(lane.extensions.audio_level, &level), (lane.extensions.content_type, &content)] {
        if let (Some(id), Some(value)) = (id, value) {
            extensions[count] = (id, value);
            count += 1;
        }
    }
    secure.seal_rtp(&Outgoing { extensions: &extensions[..count], ..outgoing })
}

/// The budget of re-sent packets of one leg.
#[derive(Debug, Default)]
struct Resends {
    recent: VecDeque<(u16, Instant)>,
}

impl Resends {
    fn allow(&mut self, sequence: u16, now: Instant) -> bool {
        while self.recent.front().is_some_and(|(_, at)| now.saturating_duration_since(*at) >= RESEND_WINDOW) {
            self.recent.pop_front();
        }
        let just_sent =
            self.recent.iter().any(|(sent, at)| *sent == sequence && now.saturating_duration_since(*at) < RESEND_GUARD);
        if just_sent || self.recent.len() >= RESEND_BUDGET as usize {
            return false;
        }
        self.recent.push_back((sequence, now));
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
