//! RTCP of the relay's own making, and what matters of the RTCP that comes in.

use crate::limits::TWCC_INTERVAL;
use crate::rtp::reception::Report;
use crate::sdp::answer::CNAME;
use crate::sdp::uri;
use bytes::{Bytes, BytesMut};
use rtc::interceptor::{
    AttributedPacket, Interceptor, Packet, RTPHeaderExtension, StreamInfo, TaggedPacket, TwccReceiverBuilder,
    TwccReceiverInterceptor,
};
use rtc::rtcp;
use rtc::rtcp::payload_feedbacks::full_intra_request::FullIntraRequest;
use rtc::rtcp::payload_feedbacks::picture_loss_indication::PictureLossIndication;
use rtc::rtcp::receiver_report::ReceiverReport;
use rtc::rtcp::reception_report::ReceptionReport;
use rtc::rtcp::sender_report::SenderReport;
use rtc::rtcp::source_description::{SdesType, SourceDescription, SourceDescriptionChunk, SourceDescriptionItem};
use rtc::rtcp::transport_feedbacks::transport_layer_nack::{TransportLayerNack, nack_pairs_from_sequence_numbers};
use rtc::rtp;
use rtc::sansio::Protocol;
use rtc::shared::TransportContext;
use std::time::{Duration, Instant};

/// RTCP packets that travel in one datagram.
pub(crate) type Compound = Vec<Box<dyn rtcp::Packet>>;

/// What a page's RTCP asks for or tells. Every packet of a compound is looked at, for each may concern another stream.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Told {
    /// A decoder needs a keyframe of the stream that the relay sends as `ssrc`.
    KeyframeWanted { ssrc: u32 },
    /// Packets of the stream that the relay sends as `ssrc` are missing.
    Lost { ssrc: u32, sequences: Vec<u16> },
    /// How the stream that the relay sends as `ssrc` arrives.
    Received { ssrc: u32, fraction_lost: u8, last_sender_report: u32, delay: Duration },
    /// Which media time the page's stream `ssrc` has at a wall-clock time.
    Clock { ssrc: u32, ntp: u64, timestamp: u32 },
}

/// Reads a compound packet. What cannot be read is skipped with the rest of it.
pub(crate) fn read(mut clear: BytesMut) -> Vec<Told> {
    let Ok(packets) = rtcp::packet::unmarshal(&mut clear) else {
        return Vec::new();
    };
    let mut told = Vec::new();
    for packet in packets {
        let any = packet.as_any();
        if let Some(pli) = any.downcast_ref::<PictureLossIndication>() {
            told.push(Told::KeyframeWanted { ssrc: pli.media_ssrc });
        } else if let Some(fir) = any.downcast_ref::<FullIntraRequest>() {
            told.extend(fir.fir.iter().map(|entry| Told::KeyframeWanted { ssrc: entry.ssrc }));
        } else if let Some(nack) = any.downcast_ref::<TransportLayerNack>() {
            let sequences = nack.nacks.iter().flat_map(|pair| pair.packet_list()).collect();
            told.push(Told::Lost { ssrc: nack.media_ssrc, sequences });
        } else if let Some(report) = any.downcast_ref::<SenderReport>() {
            told.push(Told::Clock { ssrc: report.ssrc, ntp: report.ntp_time, timestamp: report.rtp_time });
            told.extend(report.reports.iter().map(received));
        } else if let Some(report) = any.downcast_ref::<ReceiverReport>() {
            told.extend(report.reports.iter().map(received));
        }
    }
    told
}

fn received(report: &ReceptionReport) -> Told {
    Told::Received {
        ssrc: report.ssrc,
        fraction_lost: report.fraction_lost,
        last_sender_report: report.last_sender_report,
        delay: Duration::from_micros(u64::from(report.delay) * 1_000_000 / 65_536),
    }
}

/// Asks for a keyframe of `media`.
pub(crate) fn keyframe_request(own: u32, media: u32) -> Compound {
    vec![Box::new(PictureLossIndication { sender_ssrc: own, media_ssrc: media })]
}

/// Asks for lost packets of `media`.
pub(crate) fn nack(own: u32, media: u32, sequences: &[u16]) -> Compound {
    vec![Box::new(TransportLayerNack { sender_ssrc: own, media_ssrc: media, nacks: nack_pairs_from_sequence_numbers(sequences) })]
}

/// Reports how the page's streams arrive.
pub(crate) fn receiver_report(own: u32, reports: impl Iterator<Item = (u32, Report)>) -> Compound {
    let reports = reports
        .map(|(ssrc, report)| ReceptionReport {
            ssrc,
            fraction_lost: report.fraction_lost,
            total_lost: report.total_lost,
            last_sequence_number: report.highest,
            jitter: report.jitter,
            last_sender_report: report.last_sender_report,
            delay: report.delay,
        })
        .collect();
    vec![Box::new(ReceiverReport { ssrc: own, reports, ..ReceiverReport::default() }), Box::new(canonical_name(own))]
}

/// A publisher's sender report in the numbers of one of the relay's own streams. The wall-clock time stays the
/// publisher's, so that a viewer plays the voice and the picture of the same moment together.
pub(crate) fn sender_report(ssrc: u32, ntp: u64, timestamp: u32, sent: Sent) -> Compound {
    vec![
        Box::new(SenderReport {
            ssrc,
            ntp_time: ntp,
            rtp_time: timestamp,
            packet_count: sent.packets,
            octet_count: sent.octets,
            ..SenderReport::default()
        }),
        Box::new(canonical_name(ssrc)),
    ]
}

/// What a stream has sent so far; wraps as RFC 3550 wants it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Sent {
    pub(crate) packets: u32,
    pub(crate) octets: u32,
}

fn canonical_name(ssrc: u32) -> SourceDescription {
    SourceDescription {
        chunks: vec![SourceDescriptionChunk {
            source: ssrc,
            items: vec![SourceDescriptionItem { sdes_type: SdesType::SdesCname, text: Bytes::from_static(CNAME.as_bytes()) }],
        }],
    }
}

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
    use proptest::prelude::*;
    use rtc::rtcp::transport_feedbacks::transport_layer_cc::TransportLayerCc;

    fn bytes(compound: &Compound) -> BytesMut {
        rtcp::packet::marshal(compound).expect("own packets can be written")
    }

    #[test]
    fn every_packet_of_a_compound_is_attributed_to_its_own_stream() {
        let mut compound = receiver_report(1, std::iter::empty());
        compound.extend(keyframe_request(1, 20));
        compound.extend(nack(1, 30, &[7, 8, 9, 100]));
        let told = read(bytes(&compound));
        assert_eq!(told, [Told::KeyframeWanted { ssrc: 20 }, Told::Lost { ssrc: 30, sequences: vec![7, 8, 9, 100] }]);
    }

    #[test]
    fn a_translated_sender_report_keeps_the_publisher_s_wall_clock() {
        let sent = Sent { packets: 3, octets: 400 };
        let told = read(bytes(&sender_report(20, 0x0123_4567_89ab_cdef, 90_000, sent)));
        assert_eq!(told, [Told::Clock { ssrc: 20, ntp: 0x0123_4567_89ab_cdef, timestamp: 90_000 }]);
    }

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

    proptest! {
        #[test]
        fn no_packet_panics(packet in proptest::collection::vec(any::<u8>(), 0..120), kind in 200u8..208) {
            read(BytesMut::from(&packet[..]));
            let mut framed = packet;
            framed.resize(framed.len().next_multiple_of(4).max(8), 0);
            framed[0] = 0x80 | framed[0] & 0x1f;
            framed[1] = kind;
            let words = u16::try_from(framed.len() / 4 - 1).expect("short");
            framed[2..4].copy_from_slice(&words.to_be_bytes());
            read(BytesMut::from(&framed[..]));
        }
    }
}
