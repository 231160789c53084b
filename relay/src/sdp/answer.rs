//! Writes the answer (RFC 8829 §5.3.1).

use crate::ice::candidates::Candidates;
use crate::ice::credentials::Credentials;
use crate::kind::MediaKind;
use crate::rtp::codec::Format;
use crate::rtp::extension::uri;
use crate::rtp::feedback::CNAME;
use crate::sdp::lane::{Lane, Payload, Ssrcs};
use crate::sdp::offer::Offer;
use crate::sdp::plan::Plan;
use crate::sdp::section::Section;
use crate::sdp::transport::Setup;
use std::fmt::{Arguments, Write as _};

/// What the relay brings to an answer.
pub(crate) struct Local<'a> {
    pub(crate) session_id: u64,
    pub(crate) version: u32,
    pub(crate) credentials: &'a Credentials,
    /// `AA:BB:…` of the SHA-256 of the relay's certificate.
    pub(crate) fingerprint: &'a str,
    pub(crate) candidates: &'a Candidates,
    pub(crate) audio: Ssrcs,
    pub(crate) video: Ssrcs,
}

/// Writes the answer.
pub(crate) fn render(offer: &Offer, plan: &Plan, local: &Local<'_>) -> String {
    let mut out = String::with_capacity(4096);
    let mut line = |text: Arguments<'_>| {
        // Writing to a string does not fail.
        let _infallible = out.write_fmt(text);
        out.push_str("\r\n");
    };
    line(format_args!("v=0"));
    line(format_args!("o=- {} {} IN IP4 127.0.0.1", local.session_id, local.version));
    line(format_args!("s=-"));
    line(format_args!("t=0 0"));
    let mids: Vec<&str> = plan.lanes.iter().flatten().map(|lane| lane.mid.as_str()).collect();
    if !offer.bundle.is_empty() {
        line(format_args!("a=group:BUNDLE {}", mids.join(" ")));
    }
    line(format_args!("a=ice-lite"));
    line(format_args!("a=msid-semantic: WMS *"));
    let mut first = true;
    for (section, lane) in offer.sections.iter().zip(&plan.lanes) {
        match lane {
            None => reject(section, &mut line),
            Some(lane) => {
                accept(offer, lane, local, &mut line);
                if std::mem::take(&mut first) {
                    candidates(local.candidates, &mut line);
                }
            }
        }
    }
    out
}

fn reject(section: &Section, line: &mut impl FnMut(Arguments<'_>)) {
    let formats = section.formats.join(" ");
    let formats = if formats.is_empty() { "0" } else { &formats };
    line(format_args!("m={} 0 {} {formats}", section.name, section.protocol));
    line(format_args!("c=IN IP4 0.0.0.0"));
    if !section.mid.is_empty() {
        line(format_args!("a=mid:{}", section.mid));
    }
    line(format_args!("a=inactive"));
}

fn accept(offer: &Offer, lane: &Lane, local: &Local<'_>, line: &mut impl FnMut(Arguments<'_>)) {
    let kind = match lane.kind {
        MediaKind::Audio => "audio",
        MediaKind::Video => "video",
    };
    let mut formats = String::new();
    for payload in &lane.payloads {
        let _infallible = write!(formats, " {}", payload.payload_type);
        if let Some(rtx) = payload.rtx {
            let _infallible = write!(formats, " {rtx}");
        }
    }
    line(format_args!("m={kind} 9 UDP/TLS/RTP/SAVPF{formats}"));
    line(format_args!("c=IN IP4 0.0.0.0"));
    line(format_args!("a=rtcp:9 IN IP4 0.0.0.0"));
    line(format_args!("a=mid:{}", lane.mid));
    line(format_args!("a=ice-ufrag:{}", local.credentials.fragment));
    line(format_args!("a=ice-pwd:{}", local.credentials.password));
    line(format_args!("a=fingerprint:sha-256 {}", local.fingerprint));
    let setup = if offer.transport.setup == Setup::Passive { "active" } else { "passive" };
    line(format_args!("a=setup:{setup}"));
    let direction = match (lane.send, lane.receive) {
        (true, true) => "sendrecv",
        (true, false) => "sendonly",
        (false, true) => "recvonly",
        (false, false) => "inactive",
    };
    line(format_args!("a={direction}"));
    line(format_args!("a=rtcp-mux"));
    line(format_args!("a=rtcp-rsize"));
    let extensions = [
        (lane.extensions.mid, uri::MID),
        (lane.extensions.transport_cc.filter(|_| lane.receive), uri::TRANSPORT_CC),
        (lane.extensions.audio_level, uri::AUDIO_LEVEL),
        (lane.extensions.content_type, uri::CONTENT_TYPE),
    ];
    for (id, uri) in extensions {
        if let Some(id) = id {
            line(format_args!("a=extmap:{id} {uri}"));
        }
    }
    for payload in &lane.payloads {
        payload_lines(offer, lane, payload, line);
    }
    if lane.send {
        let ssrcs = match lane.kind {
            MediaKind::Audio => local.audio,
            MediaKind::Video => local.video,
        };
        let has_rtx = lane.payloads.iter().any(|payload| payload.rtx.is_some());
        line(format_args!("a=msid:{STREAM} {kind}"));
        if has_rtx {
            line(format_args!("a=ssrc-group:FID {} {}", ssrcs.media, ssrcs.rtx));
        }
        for ssrc in std::iter::once(ssrcs.media).chain(has_rtx.then_some(ssrcs.rtx)) {
            line(format_args!("a=ssrc:{ssrc} cname:{CNAME}"));
            line(format_args!("a=ssrc:{ssrc} msid:{STREAM} {kind}"));
        }
    }
}

/// Everything that a page receives belongs to one stream, so that it plays lip-synchronous.
const STREAM: &str = "cicerone";

fn payload_lines(offer: &Offer, lane: &Lane, payload: &Payload, line: &mut impl FnMut(Arguments<'_>)) {
    let payload_type = payload.payload_type;
    let name = payload.format.name();
    let rate = payload.format.clock_rate();
    let channels = if payload.format == Format::Opus { "/2" } else { "" };
    line(format_args!("a=rtpmap:{payload_type} {name}/{rate}{channels}"));
    if lane.receive && lane.extensions.transport_cc.is_some() {
        line(format_args!("a=rtcp-fb:{payload_type} transport-cc"));
    }
    if lane.kind == MediaKind::Video {
        for feedback in ["ccm fir", "nack", "nack pli"] {
            line(format_args!("a=rtcp-fb:{payload_type} {feedback}"));
        }
    }
    let offered = offer
        .sections
        .iter()
        .filter(|section| section.mid == lane.mid)
        .flat_map(|section| &section.payloads)
        .find(|offered| offered.payload_type == payload_type);
    match payload.format {
        Format::Opus => line(format_args!("a=fmtp:{payload_type} minptime=10;useinbandfec=1")),
        Format::Video(..) => {
            if let Some(fmtp) = offered.map(|offered| offered.fmtp.as_str()).filter(|fmtp| !fmtp.is_empty()) {
                line(format_args!("a=fmtp:{payload_type} {fmtp}"));
            }
        }
    }
    if let Some(rtx) = payload.rtx {
        line(format_args!("a=rtpmap:{rtx} rtx/{rate}"));
        line(format_args!("a=fmtp:{rtx} apt={payload_type}"));
    }
}

/// Host candidates (RFC 8839 §5.1): UDP before TCP, and in the order given, which the priority keeps.
fn candidates(local: &Candidates, line: &mut impl FnMut(Arguments<'_>)) {
    const HOST: u32 = 126;
    let local_preference = |index: usize, base: u32| base.saturating_sub(u32::try_from(index).unwrap_or(u32::MAX));
    for (index, address) in local.udp.iter().enumerate() {
        let priority = HOST << 24 | local_preference(index, 65_535) << 8 | 255;
        line(format_args!("a=candidate:{} 1 udp {priority} {} {} typ host", index + 1, address.ip(), address.port(),));
    }
    for (index, address) in local.tcp.iter().enumerate() {
        // Passive TCP ranks below UDP (RFC 6544 §4.2).
        let priority = (HOST - 36) << 24 | local_preference(index, 32_767) << 8 | 255;
        line(format_args!(
            "a=candidate:{} 1 tcp {priority} {} {} typ host tcptype passive",
            index + 101,
            address.ip(),
            address.port(),
        ));
    }
    line(format_args!("a=end-of-candidates"));
}
