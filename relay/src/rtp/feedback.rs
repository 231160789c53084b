//! RTCP of the relay's own making, and what matters of the RTCP that comes in: reports (RFC 3550 §6.4), lost packets and
//! picture loss (RFC 4585 §6.2.1, §6.3.1), full intra requests (RFC 5104 §4.3.1).

use crate::rtp::reception::Report;
use bytes::{Bytes, BytesMut};
use rtc::rtcp;
use rtc::rtcp::payload_feedbacks::full_intra_request::FullIntraRequest;
use rtc::rtcp::payload_feedbacks::picture_loss_indication::PictureLossIndication;
use rtc::rtcp::receiver_report::ReceiverReport;
use rtc::rtcp::reception_report::ReceptionReport;
use rtc::rtcp::sender_report::SenderReport;
use rtc::rtcp::source_description::{SdesType, SourceDescription, SourceDescriptionChunk, SourceDescriptionItem};
use rtc::rtcp::transport_feedbacks::transport_layer_nack::{TransportLayerNack, nack_pairs_from_sequence_numbers};
use std::time::Duration;

/// The canonical name of everything that the relay sends (RFC 3550 §6.5.1); a constant says nothing about anyone.
pub(crate) const CNAME: &str = "cicerone";

/// RTCP packets that travel in one datagram.
pub(crate) type Compound = Vec<Box<dyn rtcp::Packet>>;

/// What a page's RTCP asks for or tells. Every packet of a compound is looked at, because each may concern another stream.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Told {
    /// A decoder needs a keyframe of the stream that the relay sends as `ssrc`.
    KeyframeWanted { ssrc: u32 },
    /// Packets of the stream that the relay sends as `ssrc` are missing.
    Lost { ssrc: u32, sequences: Vec<u16> },
    /// How the stream that the relay sends as `ssrc` arrives.
    Received { ssrc: u32, fraction_lost: u8, last_sender_report: u32, delay: Duration },
    /// The clock of the page's stream `ssrc`.
    Clock { ssrc: u32, clock: Clock },
}

/// Which RTP timestamp a stream has at a wall-clock time, as sender reports say it (RFC 3550 §6.4.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Clock {
    /// Seconds since 1900, and their fraction in the low 32 bits.
    pub(crate) ntp: u64,
    pub(crate) timestamp: u32,
}

impl Clock {
    /// The middle 32 bits of the NTP time, by which receiver reports name a sender report.
    pub(crate) const fn short_ntp(self) -> u32 {
        (self.ntp >> 16 & 0xffff_ffff) as u32
    }
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
            let clock = Clock { ntp: report.ntp_time, timestamp: report.rtp_time };
            told.push(Told::Clock { ssrc: report.ssrc, clock });
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

/// Asks for a keyframe of the stream `media` (RFC 4585 §6.3.1).
pub(crate) fn keyframe_request(own: u32, media: u32) -> Compound {
    vec![Box::new(PictureLossIndication { sender_ssrc: own, media_ssrc: media })]
}

/// Asks for lost packets of the stream `media` (RFC 4585 §6.2.1).
pub(crate) fn nack(own: u32, media: u32, sequences: &[u16]) -> Compound {
    vec![Box::new(TransportLayerNack { sender_ssrc: own, media_ssrc: media, nacks: nack_pairs_from_sequence_numbers(sequences) })]
}

/// How one stream of a page arrives.
#[derive(Debug, Clone, Copy)]
pub(crate) struct StreamReport {
    pub(crate) ssrc: u32,
    pub(crate) report: Report,
}

/// Reports how the page's streams arrive.
pub(crate) fn receiver_report(own: u32, reports: &[StreamReport]) -> Compound {
    let reports = reports
        .iter()
        .map(|StreamReport { ssrc, report }| ReceptionReport {
            ssrc: *ssrc,
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
pub(crate) fn sender_report(ssrc: u32, clock: Clock, sent: Sent) -> Compound {
    vec![
        Box::new(SenderReport {
            ssrc,
            ntp_time: clock.ntp,
            rtp_time: clock.timestamp,
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

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn bytes(compound: &Compound) -> BytesMut {
        rtcp::packet::marshal(compound).expect("own packets can be written")
    }

    #[test]
    fn every_packet_of_a_compound_is_attributed_to_its_own_stream() {
        let mut compound = receiver_report(1, &[]);
        compound.extend(keyframe_request(1, 20));
        compound.extend(nack(1, 30, &[7, 8, 9, 100]));
        let told = read(bytes(&compound));
        assert_eq!(told, [Told::KeyframeWanted { ssrc: 20 }, Told::Lost { ssrc: 30, sequences: vec![7, 8, 9, 100] }]);
    }

    #[test]
    fn a_translated_sender_report_keeps_the_publisher_s_wall_clock() {
        let sent = Sent { packets: 3, octets: 400 };
        let clock = Clock { ntp: 0x0123_4567_89ab_cdef, timestamp: 90_000 };
        assert_eq!(read(bytes(&sender_report(20, clock, sent))), [Told::Clock { ssrc: 20, clock }]);
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
