//! Transport-wide congestion feedback (draft-holmer-rmcat-transport-wide-cc-extensions-01 §3): when each packet of a
//! page arrived. Browsers offer it; RFC 8888, which would say the same per stream, they do not.

use crate::limits::TWCC_INTERVAL;
use crate::rtp::extension::uri;
use crate::rtp::feedback::Compound;
use bytes::Bytes;
use rtc::interceptor::{
    AttributedPacket, Interceptor, Packet, RTPHeaderExtension, StreamInfo, TaggedPacket, TwccReceiverBuilder,
    TwccReceiverInterceptor,
};
use rtc::rtp;
use rtc::sansio::Protocol;
use rtc::shared::TransportContext;
use std::time::Instant;

/// Tells a publisher when each of its packets arrived; without it Chromium stays at 300 kbit/s.
pub(crate) struct TransportFeedback {
    recorder: TwccReceiverInterceptor,
    extension: u8,
}

impl TransportFeedback {
    /// For packets that carry their transport-wide number in the header extension `extension`.
    pub(crate) fn new(extension: u8) -> Self {
        let mut recorder = TwccReceiverBuilder::new().with_interval(TWCC_INTERVAL).build();
        // The number is the transport's, not a stream's: one binding covers every SSRC.
        recorder.bind_remote_stream(&StreamInfo {
            rtp_header_extensions: vec![RTPHeaderExtension { uri: uri::TRANSPORT_CC.to_owned(), id: extension.into() }],
            rtcp_feedback: vec![rtc::interceptor::RTCPFeedback { typ: "transport-cc".to_owned(), parameter: String::new() }],
            ..StreamInfo::default()
        });
        Self { recorder, extension }
    }

    /// The header extension id to look for.
    pub(crate) const fn extension(&self) -> u8 {
        self.extension
    }

    /// Notes the arrival of a packet of `ssrc` with the extension `value`.
    pub(crate) fn received(&mut self, ssrc: u32, value: &[u8], now: Instant) {
        let header = rtp::Header {
            version: 2,
            extension: true,
            ssrc,
            extension_profile: rtp::header::EXTENSION_PROFILE_ONE_BYTE,
            extensions: vec![rtp::header::Extension { id: self.extension, payload: Bytes::copy_from_slice(value) }],
            ..rtp::Header::default()
        };
        let packet = rtp::Packet { header, payload: Bytes::new() };
        // The recorder passes every packet on; nobody is behind it.
        let _never_fails = self.recorder.handle_read(TaggedPacket {
            now,
            transport: TransportContext::default(),
            message: AttributedPacket::new(Packet::Rtp(packet)),
        });
        while self.recorder.poll_read().is_some() {}
    }

    /// When [`Self::due`] has something to say next.
    pub(crate) fn next_timeout(&mut self) -> Option<Instant> {
        self.recorder.poll_timeout()
    }

    /// The feedback to send now.
    pub(crate) fn due(&mut self, now: Instant) -> Vec<Compound> {
        let _never_fails = self.recorder.handle_timeout(now);
        let mut due = Vec::new();
        while let Some(tagged) = self.recorder.poll_write() {
            if let Packet::Rtcp(packets) = tagged.message.packet {
                due.push(packets);
            }
        }
        due
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rtc::rtcp::transport_feedbacks::transport_layer_cc::TransportLayerCc;
    use std::time::Duration;

    #[test]
    fn arrivals_are_told_once_in_the_interval_with_their_losses() {
        let t0 = Instant::now();
        let mut feedback = TransportFeedback::new(3);
        for number in [10u16, 11, 13] {
            feedback.received(1, &number.to_be_bytes(), t0 + Duration::from_millis(u64::from(number)));
        }
        assert!(feedback.due(t0 + Duration::from_millis(50)).is_empty());
        let due = feedback.due(t0 + Duration::from_millis(10) + TWCC_INTERVAL);
        let report = due[0][0].as_any().downcast_ref::<TransportLayerCc>().expect("it is transport feedback");
        assert_eq!((report.base_sequence_number, report.packet_status_count), (10, 4));
        assert_eq!(report.recv_deltas.len(), 3);
        assert!(feedback.due(t0 + TWCC_INTERVAL * 4).is_empty(), "nothing new arrived");
    }
}
