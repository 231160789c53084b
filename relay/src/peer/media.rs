//! RTP and RTCP of a peer, in both directions.

use super::Peer;
use crate::gates::gate::Passage;
use crate::kind::MediaKind;
use crate::limits::MAX_RTCP_SOURCES;
use crate::metrics::Metrics;
use crate::peer::event::RelayEventKind;
use crate::peer::inbound::{Accepted, Inbound};
use crate::peer::leg::{Forwarded, Leg, LegClock};
use crate::peer::presence::Sign;
use crate::rtp::feedback::{self, Clock, Compound, Told};
use crate::rtp::packet::{Head, Packet};
use crate::rtp::renumber::{Original, SourceId, Sources};
use bytes::Bytes;
use std::time::Instant;

/// A packet on its way from this peer to others.
pub(crate) struct Received {
    pub(crate) source: SourceId,
    pub(crate) kind: MediaKind,
    pub(crate) accepted: Accepted,
}

/// A packet that left on a leg and did not arrive.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Lost {
    pub(crate) kind: MediaKind,
    pub(crate) original: Original,
}

/// What a page's RTCP asks of the peers that feed it, or tells those that it feeds.
pub(crate) enum Asked {
    /// The source of the leg should send a keyframe.
    Keyframe {
        kind: MediaKind,
    },
    /// The packet should be sent to this peer again.
    Resend(Lost),
    Clock(TrackClock),
}

/// The clock of one of a peer's own tracks.
#[derive(Debug, Clone, Copy)]
pub(crate) struct TrackClock {
    pub(crate) kind: MediaKind,
    pub(crate) source: SourceId,
    pub(crate) clock: Clock,
}

impl Peer {
    pub(super) fn inbounds(&mut self) -> impl Iterator<Item = &mut Inbound> {
        [&mut self.audio, &mut self.video].into_iter().filter_map(|track| track.inbound.as_mut())
    }

    pub(super) fn legs(&mut self) -> impl Iterator<Item = &mut Leg> {
        [&mut self.audio, &mut self.video].into_iter().filter_map(|track| track.leg.as_mut())
    }

    /// What the peer sends of `kind`.
    pub(crate) fn inbound_mut(&mut self, kind: MediaKind) -> Option<&mut Inbound> {
        self.track_mut(kind).inbound.as_mut()
    }

    /// Opens an RTP packet; `None` for what is of no use.
    pub(crate) fn on_rtp(
        &mut self,
        sealed: &[u8],
        head: &Head,
        metrics: &Metrics,
        sources: &mut Sources,
        now: Instant,
    ) -> Option<Received> {
        let Some(kind) = self.kind_of(head.ssrc).or_else(|| self.adopt(sealed, head, sources, now)) else {
            metrics.unknown_ssrc_dropped.inc();
            return None;
        };
        let Some(clear) = self.secure.open_rtp(sealed, head) else {
            metrics.srtp_refused.inc();
            return None;
        };
        self.presence.heard(if kind == MediaKind::Audio { Sign::Voice } else { Sign::Other }, now);
        if let Some(feedback) = &mut self.transport_feedback
            && let Some(value) = head.extension(&clear, feedback.extension())
        {
            feedback.received(head.ssrc, value, now);
        }
        let track = self.track_mut(kind);
        let (lane, inbound) = (track.lane.as_ref()?, track.inbound.as_mut()?);
        let accepted = inbound.accept(head, &clear, lane, now)?;
        let source = inbound.source;
        if accepted.new_format {
            self.tell(RelayEventKind::TrackStarted { kind, codec: accepted.packet.format.name() });
        }
        Some(Received { source, kind, accepted })
    }

    fn kind_of(&self, ssrc: u32) -> Option<MediaKind> {
        [MediaKind::Video, MediaKind::Audio].into_iter().find(|kind| self.track(*kind).sends_as(ssrc))
    }

    /// Takes an SSRC that the offer did not announce, if the page may leave it open, the payload type tells the track
    /// (RFC 9143 §9.2), and the packet proves to come from the page.
    fn adopt(&mut self, sealed: &[u8], head: &Head, sources: &mut Sources, now: Instant) -> Option<MediaKind> {
        let kind = [MediaKind::Video, MediaKind::Audio].into_iter().find(|kind| {
            self.track(*kind).lane.as_ref().is_some_and(|lane| {
                lane.receive
                    && lane.remote_ssrc.is_none()
                    && (lane.payload(head.payload_type).is_some() || lane.retransmitted(head.payload_type).is_some())
            })
        })?;
        if !self.undeclared.take(now) || !self.secure.sealed_by_peer(sealed, head) {
            return None;
        }
        let track = self.track_mut(kind);
        let lane = track.lane.as_ref()?;
        let is_repair = lane.retransmitted(head.payload_type).is_some();
        let inbound = track.inbound.as_mut()?;
        if is_repair {
            inbound.rtx_ssrc = Some(head.ssrc);
        } else if inbound.ssrc.is_none() {
            inbound.ssrc = Some(head.ssrc);
        } else {
            // The page began a new stream.
            let mut fresh = Inbound::new(sources.next(), lane, now);
            fresh.ssrc = Some(head.ssrc);
            *inbound = fresh;
        }
        Some(kind)
    }

    /// Opens an RTCP packet (RFC 3711 §3.4) and works out what it means for others.
    pub(crate) fn on_rtcp(&mut self, sealed: &[u8], metrics: &Metrics, now: Instant) -> Vec<Asked> {
        let Some(sender) = sealed.get(4..8) else {
            return Vec::new();
        };
        let sender = u32::from_be_bytes([sender[0], sender[1], sender[2], sender[3]]);
        if !self.is_known_sender(sender) {
            if self.rtcp_sources.len() >= MAX_RTCP_SOURCES || !self.undeclared.take(now) {
                metrics.unknown_ssrc_dropped.inc();
                return Vec::new();
            }
            if !self.secure.reported_by_peer(sealed) {
                metrics.srtp_refused.inc();
                return Vec::new();
            }
            self.rtcp_sources.push(sender);
        }
        let Some(clear) = self.secure.open_rtcp(sealed) else {
            metrics.srtp_refused.inc();
            return Vec::new();
        };
        self.presence.heard(Sign::Other, now);
        feedback::read(clear).into_iter().flat_map(|told| self.asked(told, now)).collect()
    }

    /// Whether this peer has shown to be the sender of RTCP from `ssrc`, or sends packets as `ssrc`.
    pub(crate) fn is_known_sender(&self, ssrc: u32) -> bool {
        self.rtcp_sources.contains(&ssrc) || self.kind_of(ssrc).is_some()
    }

    fn asked(&mut self, told: Told, now: Instant) -> Vec<Asked> {
        match told {
            Told::KeyframeWanted { ssrc } => {
                self.leg_sending(ssrc).map(|leg| Asked::Keyframe { kind: leg.kind }).into_iter().collect()
            }
            Told::Lost { ssrc, sequences } => {
                let Some(leg) = self.leg_sending(ssrc) else {
                    return Vec::new();
                };
                let kind = leg.kind;
                sequences
                    .into_iter()
                    .filter_map(|sequence| leg.wanted_again(sequence, now))
                    .map(|original| Asked::Resend(Lost { kind, original }))
                    .collect()
            }
            Told::Received { ssrc, fraction_lost, last_sender_report, delay } => {
                let measured = self.leg_sending(ssrc).and_then(|leg| {
                    leg.fraction_lost = fraction_lost;
                    leg.round_trip(last_sender_report, delay, now)
                });
                self.round_trip = measured.or(self.round_trip);
                Vec::new()
            }
            Told::Clock { ssrc, clock } => {
                let Some(kind) = self.kind_of(ssrc) else {
                    return Vec::new();
                };
                let Some(inbound) = self.inbound_mut(kind) else {
                    return Vec::new();
                };
                inbound.reception.sender_report(clock.short_ntp(), now);
                vec![Asked::Clock(TrackClock { kind, source: inbound.source, clock })]
            }
        }
    }

    fn leg_sending(&mut self, ssrc: u32) -> Option<&mut Leg> {
        self.legs().find(|leg| leg.ssrcs.media == ssrc)
    }

    /// Sends pictures from the next keyframe on: what was sent into a silence cannot be repaired packet by packet.
    pub(super) fn start_over(&mut self) {
        if let Some(leg) = &mut self.video.leg {
            leg.numbers.wait();
        }
    }

    /// Notes what the gate of the leg of `kind` says.
    pub(crate) fn note_passage(&mut self, kind: MediaKind, passage: &Passage) {
        if let Some(leg) = &mut self.track_mut(kind).leg {
            leg.note_passage(passage);
        }
    }

    /// Seals a packet of `source` for this page; `None` if it sends nothing of its kind here.
    pub(crate) fn forward(&mut self, kind: MediaKind, source: SourceId, packet: &Packet, now: Instant) -> Option<Forwarded> {
        let track = match kind {
            MediaKind::Audio => &mut self.audio,
            MediaKind::Video => &mut self.video,
        };
        let (lane, leg) = track.outbound()?;
        if !self.secure.is_connected() {
            return None;
        }
        let forwarded = leg.forward(source, packet, lane, &mut self.secure, now);
        if let Forwarded::Sealed { epoch: Some(epoch), .. } = forwarded {
            self.tell(RelayEventKind::VideoForwarded { epoch });
        }
        Some(forwarded)
    }

    /// Seals a packet again that this page has lost.
    pub(crate) fn resend(&mut self, lost: Lost, packet: &Packet, now: Instant) -> Option<Bytes> {
        let track = match lost.kind {
            MediaKind::Audio => &mut self.audio,
            MediaKind::Video => &mut self.video,
        };
        let (lane, leg) = track.outbound()?;
        leg.resend(lost.original.source, packet, lane, &mut self.secure, now)
    }

    /// A sender report about the clock of another peer's track, sealed for this page, if its leg follows that.
    pub(crate) fn report_clock(&mut self, told: TrackClock, now: Instant) -> Option<Bytes> {
        let leg = self.track_mut(told.kind).leg.as_mut()?;
        let LegClock { clock, sent } = leg.report_clock(told.source, told.clock, now)?;
        let report = feedback::sender_report(leg.ssrcs.media, clock, sent);
        self.seal(&report)
    }

    pub(super) fn seal(&mut self, compound: &Compound) -> Option<Bytes> {
        let clear = rtc::rtcp::packet::marshal(compound).ok()?;
        self.secure.seal_rtcp(&clear)
    }
}
