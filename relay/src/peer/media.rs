//! RTP and RTCP of a peer, in both directions.

use super::{Peer, Track};
use crate::gates::gate::DoorState;
use crate::limits::MAX_RTCP_SOURCES;
use crate::metrics::Metrics;
use crate::peer::event::MediaKind;
use crate::peer::inbound::{Accepted, Inbound, Media};
use crate::peer::leg::{Forwarded, Leg};
use crate::rtp::codec::VideoCodec;
use crate::rtp::feedback::{self, Compound, Told};
use crate::rtp::packet::Head;
use crate::rtp::renumber::{SourceId, Sources};
use crate::sdp::Lane;
use bytes::Bytes;
use std::time::Instant;

/// A packet on its way from this peer to others.
pub(crate) struct Received {
    pub(crate) source: SourceId,
    pub(crate) kind: MediaKind,
    pub(crate) accepted: Accepted,
}

/// What a page's RTCP asks of the peers that feed it, or tells those that it feeds.
pub(crate) enum Asked {
    /// The source of the leg should send a keyframe.
    Keyframe { kind: MediaKind },
    /// The packet left this peer's leg and was lost.
    Resend { kind: MediaKind, source: SourceId, sequence: u64 },
    /// The wall-clock time of a media time of this peer's own track.
    Clock { kind: MediaKind, source: SourceId, ntp: u64, timestamp: u32 },
}

impl Peer {
    pub(super) fn track(&self, kind: MediaKind) -> &Track {
        match kind {
            MediaKind::Audio => &self.audio,
            MediaKind::Video => &self.video,
        }
    }

    pub(super) fn track_mut(&mut self, kind: MediaKind) -> &mut Track {
        match kind {
            MediaKind::Audio => &mut self.audio,
            MediaKind::Video => &mut self.video,
        }
    }

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

    /// The video codecs that were agreed on with the page.
    pub(crate) fn codecs(&self) -> Vec<VideoCodec> {
        self.video.lane.as_ref().map(Lane::video_codecs).unwrap_or_default()
    }

    /// The video codecs that the page has, and the relay forwards.
    pub(crate) fn possible_codecs(&self) -> &[VideoCodec] {
        &self.plan.possible
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
        self.presence.heard(kind == MediaKind::Audio, now);
        if let Some(feedback) = &mut self.transport_feedback
            && let Some(value) = head.extension(&clear, feedback.extension())
        {
            feedback.received(head.ssrc, value, now);
        }
        let track = self.track_mut(kind);
        let (lane, inbound) = (track.lane.as_ref()?, track.inbound.as_mut()?);
        let accepted = inbound.accept(head, &clear, lane, now)?;
        Some(Received { source: inbound.source, kind, accepted })
    }

    fn kind_of(&self, ssrc: u32) -> Option<MediaKind> {
        [MediaKind::Video, MediaKind::Audio].into_iter().find(|kind| {
            self.track(*kind).inbound.as_ref().is_some_and(|inbound| inbound.ssrc == Some(ssrc) || inbound.rtx_ssrc == Some(ssrc))
        })
    }

    /// Takes an SSRC that the offer did not announce, if the page may leave it open, the payload type tells the track,
    /// and the packet proves to come from the page.
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

    /// Opens an RTCP packet and works out what it means for others.
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
        self.presence.heard(false, now);
        feedback::read(clear).into_iter().flat_map(|told| self.asked(told, now)).collect()
    }

    /// Whether this peer has shown to be the sender of RTCP from `ssrc`, or sends media as `ssrc`.
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
                    .map(|(source, sequence)| Asked::Resend { kind, source, sequence })
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
            Told::Clock { ssrc, ntp, timestamp } => {
                let Some(kind) = self.kind_of(ssrc) else {
                    return Vec::new();
                };
                let Some(inbound) = self.inbound_mut(kind) else {
                    return Vec::new();
                };
                inbound.reception.sender_report(ntp, now);
                let source = inbound.source;
                vec![Asked::Clock { kind, source, ntp, timestamp }]
            }
        }
    }

    fn leg_sending(&mut self, ssrc: u32) -> Option<&mut Leg> {
        self.legs().find(|leg| leg.ssrcs.media == ssrc)
    }

    /// Sends pictures from the next keyframe on: what was sent into a silence cannot be repaired packet by packet.
    pub(crate) fn start_over(&mut self) {
        if let Some(leg) = &mut self.video.leg {
            leg.numbers.wait();
        }
    }

    /// Notes the state of the door of the leg of `kind`.
    pub(crate) fn note_door(&mut self, kind: MediaKind, state: DoorState) {
        if let Some(leg) = &mut self.track_mut(kind).leg {
            leg.door(state);
        }
    }

    /// Seals a packet of `source` for this page; `None` if it sends nothing of its kind here.
    pub(crate) fn forward(&mut self, kind: MediaKind, source: SourceId, media: &Media, now: Instant) -> Option<Forwarded> {
        let track = match kind {
            MediaKind::Audio => &mut self.audio,
            MediaKind::Video => &mut self.video,
        };
        let (lane, leg) = track.outbound()?;
        if !self.secure.is_connected() {
            return None;
        }
        Some(leg.forward(source, media, lane, &mut self.secure, now))
    }

    /// Seals a packet again that this page has lost.
    pub(crate) fn resend(&mut self, kind: MediaKind, source: SourceId, media: &Media, now: Instant) -> Option<Bytes> {
        let track = match kind {
            MediaKind::Audio => &mut self.audio,
            MediaKind::Video => &mut self.video,
        };
        let (lane, leg) = track.outbound()?;
        leg.resend(source, media, lane, &mut self.secure, now)
    }

    /// A sender report about the clock of `source`, sealed for this page, if its leg follows the source.
    pub(crate) fn clock(&mut self, kind: MediaKind, source: SourceId, ntp: u64, timestamp: u32, now: Instant) -> Option<Bytes> {
        let leg = self.track_mut(kind).leg.as_mut()?;
        let (timestamp, sent) = leg.report_clock(source, ntp, timestamp, now)?;
        let report = feedback::sender_report(leg.ssrcs.media, ntp, timestamp, sent);
        self.seal(&report)
    }

    pub(super) fn seal(&mut self, compound: &Compound) -> Option<Bytes> {
        let clear = rtc::rtcp::packet::marshal(compound).ok()?;
        self.secure.seal_rtcp(&clear)
    }
}
