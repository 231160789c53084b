//! What a peer does by the clock: handshake, feedback, reports, and noticing that nobody is there any more.

use super::{Peer, Phase};
use crate::ice::path::Path;
use crate::kind::MediaKind;
use crate::limits::{CONNECT_WITHIN, CONSENT_LIFETIME, QUIET_AFTER, REPORT_INTERVAL};
use crate::metrics::Metrics;
use crate::net::outbox::Outbox;
use crate::peer::event::{FailCause, PeerStats, RelayEventKind};
use crate::rtp::feedback::{self, Compound, StreamReport};
use crate::rtp::transport_cc::TransportFeedback;
use crate::stats::Rates;
use bytes::Bytes;
use std::time::{Duration, Instant};

impl Peer {
    /// Does what is due by the clock.
    pub(crate) fn on_timeout(&mut self, outbox: &mut Outbox, now: Instant) {
        self.check_phase(now);
        if let Err(cause) = self.secure.handle_timeout(now) {
            self.end(RelayEventKind::Failed(cause));
        }
        if self.next_report.is_some_and(|at| at <= now) {
            self.next_report = Some(now + REPORT_INTERVAL);
            let stats = self.report(outbox, now);
            self.tell(RelayEventKind::Stats(stats));
        }
    }

    /// When [`Self::on_timeout`] is due next.
    pub(super) fn next_timeout(&mut self) -> Option<Instant> {
        let phase = match self.phase {
            Phase::Connecting { since } => Some(since + CONNECT_WITHIN),
            Phase::Connected => self.presence.last().map(|at| at + QUIET_AFTER),
            Phase::Quiet => self.paths.last_check().map(|at| at + CONSENT_LIFETIME),
            Phase::Stalled => None,
        };
        let feedback = if self.is_connected() { self.next_feedback() } else { None };
        [phase, feedback, self.secure.next_timeout(), self.next_report].into_iter().flatten().min()
    }

    /// When [`Self::send_feedback`] has something to say next.
    fn next_feedback(&mut self) -> Option<Instant> {
        let tracks = [&self.audio, &self.video].into_iter().filter_map(|track| track.inbound.as_ref());
        let streams = tracks.flat_map(|inbound| [inbound.missing.next_timeout(), inbound.keyframes.next_timeout()]).flatten();
        let arrivals = self.transport_feedback.as_mut().and_then(TransportFeedback::next_timeout);
        streams.chain(arrivals).min()
    }

    fn check_phase(&mut self, now: Instant) {
        let silence = |last: Option<Instant>| last.map_or(Duration::MAX, |at| now.saturating_duration_since(at));
        match self.phase {
            Phase::Connecting { since } if now.saturating_duration_since(since) >= CONNECT_WITHIN => {
                let cause = if self.paths.last_check().is_some() { FailCause::HandshakeTimeout } else { FailCause::Unreachable };
                self.end(RelayEventKind::Failed(cause));
            }
            Phase::Connected if silence(self.presence.last()) >= QUIET_AFTER => {
                self.phase = Phase::Quiet;
                self.tell(RelayEventKind::Quiet);
            }
            Phase::Quiet if !self.paths.has_consent(now) => {
                self.phase = Phase::Stalled;
                self.tell(RelayEventKind::Stalled);
            }
            Phase::Connecting { .. } | Phase::Connected | Phase::Quiet | Phase::Stalled => {}
        }
    }

    /// Sends what DTLS has to say.
    pub(crate) fn send_handshake(&mut self, outbox: &mut Outbox, now: Instant) {
        while let Some(datagram) = self.secure.poll_transmit() {
            if let Some(path) = self.paths.current(now) {
                self.control(outbox, path, datagram.freeze());
            }
        }
    }

    /// Asks for what is missing, and tells when packets arrived. What is wanted before there are keys stays wanted.
    pub(super) fn send_feedback(&mut self, outbox: &mut Outbox, metrics: &Metrics, now: Instant) {
        if !self.is_connected() {
            return;
        }
        let own = self.rtcp_ssrc;
        let round_trip = self.round_trip;
        let mut compounds: Vec<Compound> = Vec::new();
        for inbound in self.inbounds() {
            let Some(ssrc) = inbound.ssrc else {
                continue;
            };
            let due = inbound.missing.due(now, round_trip);
            if !due.is_empty() {
                metrics.nacks_sent.add(due.len() as u64);
                compounds.push(feedback::nack(own, ssrc, &due));
            }
            if inbound.keyframes.due(now) {
                metrics.keyframes_requested.inc();
                compounds.push(feedback::keyframe_request(own, ssrc));
            }
        }
        compounds.extend(self.transport_feedback.iter_mut().flat_map(|feedback| feedback.due(now)));
        for compound in compounds {
            self.send_rtcp(&compound, outbox, now);
        }
    }

    /// Sends receiver reports and reads the second's statistics.
    fn report(&mut self, outbox: &mut Outbox, now: Instant) -> PeerStats {
        let own = self.rtcp_ssrc;
        let streams = self
            .inbounds()
            .filter_map(|inbound| Some(StreamReport { ssrc: inbound.ssrc?, report: inbound.reception.report(now)? }));
        let reports: Vec<StreamReport> = streams.collect();
        if !reports.is_empty() {
            self.send_rtcp(&feedback::receiver_report(own, &reports), outbox, now);
        }
        let fraction = |lost: u8| f32::from(lost) / 256.0;
        let measured = [MediaKind::Video, MediaKind::Audio].into_iter().find_map(|kind| {
            let inbound = self.track(kind).inbound.as_ref()?;
            let StreamReport { report, .. } = reports.iter().find(|stream| Some(stream.ssrc) == inbound.ssrc)?;
            let clock_rate = if kind == MediaKind::Video { 90_000.0 } else { 48_000.0 };
            Some((fraction(report.fraction_lost), inbound.reception.jitter() / clock_rate))
        });
        let (loss_in, jitter) = measured.unwrap_or_default();
        let Rates { bitrate_in, bitrate_out } = self.traffic.read(now);
        PeerStats {
            round_trip: self.round_trip,
            loss_in,
            loss_out: self.legs().map(|leg| fraction(leg.fraction_lost)).fold(0.0, f32::max),
            bitrate_in,
            bitrate_out,
            resent: self.legs().map(|leg| std::mem::take(&mut leg.resent)).sum(),
            jitter: Duration::from_secs_f64(jitter),
            over_tcp: matches!(self.paths.current(now), Some(Path::Tcp { .. })),
        }
    }

    fn send_rtcp(&mut self, compound: &Compound, outbox: &mut Outbox, now: Instant) {
        if let Some(path) = self.paths.current(now)
            && let Some(sealed) = self.seal(compound)
        {
            self.control(outbox, path, sealed);
        }
    }

    /// Sends a datagram that no gate guards.
    pub(crate) fn control(&mut self, outbox: &mut Outbox, path: Path, bytes: Bytes) {
        self.traffic.sent(bytes.len());
        outbox.control(path, bytes);
    }
}
