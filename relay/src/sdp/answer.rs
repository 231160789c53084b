//! Decides what of an offer is used, and writes the answer (RFC 8829 §5.3).

use super::offer::{Media, Offer, OfferedPayload, Setup};
use super::{Extensions, Lane, Payload, uri};
use crate::peer::event::{MediaKind, OfferError, PeerRole};
use crate::rtp::codec::{Format, VideoCodec, parameter};
use std::fmt::Write as _;
use std::net::SocketAddr;

/// What was agreed on: for each media section of the offer, in its order, the lane that uses it.
pub(crate) struct Plan {
    pub(crate) lanes: Vec<Option<Lane>>,
    /// The video codecs that could be agreed on, also those that the lane leaves out.
    pub(crate) possible: Vec<VideoCodec>,
}

impl Plan {
    /// The lane of one kind, if it is in use.
    pub(crate) fn lane(&self, kind: MediaKind) -> Option<&Lane> {
        self.lanes.iter().flatten().find(|lane| lane.kind == kind)
    }
}

/// Chooses the first audio and the first video section, the codecs of `order` in that order, and the directions that
/// `role` allows.
///
/// # Errors
/// If no section is left to use.
pub(crate) fn plan(offer: &Offer, role: PeerRole, order: &[VideoCodec]) -> Result<Plan, OfferError> {
    let mut taken = Vec::new();
    let mut lanes = Vec::new();
    for media in &offer.media {
        let lane = media
            .kind()
            .filter(|kind| !taken.contains(kind) && usable(media, offer))
            .and_then(|kind| lane(media, kind, role, order));
        taken.extend(lane.as_ref().map(|lane| lane.kind));
        lanes.push(lane);
    }
    if taken.is_empty() {
        return Err(OfferError::NothingUsable);
    }
    let mut plan = Plan { lanes, possible: Vec::new() };
    plan.possible = plan.lane(MediaKind::Video).map(Lane::video_codecs).unwrap_or_default();
    Ok(plan)
}

/// Chooses for a page that sends to `viewers`, given by the codecs that each of them receives: only codecs that all have,
/// if there are any, because the page sends the first one that is answered.
///
/// # Errors
/// If no section is left to use.
pub(crate) fn plan_for_viewers(
    offer: &Offer,
    role: PeerRole,
    order: &[VideoCodec],
    viewers: &[Vec<VideoCodec>],
) -> Result<Plan, OfferError> {
    let all = plan(offer, role, order)?;
    let shared = |codec: &VideoCodec| viewers.iter().all(|has| has.contains(codec));
    let common: Vec<VideoCodec> = all.possible.iter().copied().filter(shared).collect();
    if common.is_empty() || common == all.possible {
        return Ok(all);
    }
    Ok(Plan { possible: all.possible, ..plan(offer, role, &common)? })
}

/// Only bundled RTP over DTLS on one port is answered: all browsers offer it, and it needs one path per peer.
fn usable(media: &Media, offer: &Offer) -> bool {
    !media.rejected
        && media.protocol == "UDP/TLS/RTP/SAVPF"
        && media.rtcp_mux
        && (offer.bundle.contains(&media.mid) || offer.media.len() == 1)
}

fn lane(media: &Media, kind: MediaKind, role: PeerRole, order: &[VideoCodec]) -> Option<Lane> {
    let payloads = match kind {
        MediaKind::Audio => payloads(media, |format| format == Format::Opus),
        MediaKind::Video => order.iter().flat_map(|codec| payloads(media, |format| format.video() == Some(*codec))).collect(),
    };
    if payloads.is_empty() {
        return None;
    }
    let (may_send, may_receive) = match (role, kind) {
        (_, MediaKind::Audio) | (PeerRole::Echo, MediaKind::Video) => (true, true),
        (PeerRole::Customer, MediaKind::Video) => (true, false),
        (PeerRole::Staff, MediaKind::Video) => (false, true),
    };
    let find = |uri: &str| media.extensions.iter().find(|(_, offered)| offered == uri).map(|(id, _)| *id);
    let remote_ssrc = media.ssrcs.first().copied();
    Some(Lane {
        kind,
        mid: media.mid.clone(),
        receive: may_send && media.direction.sends(),
        send: may_receive && media.direction.receives(),
        payloads,
        extensions: Extensions {
            transport_cc: find(uri::TRANSPORT_CC),
            audio_level: find(uri::AUDIO_LEVEL).filter(|_| kind == MediaKind::Audio),
            content_type: find(uri::CONTENT_TYPE).filter(|_| kind == MediaKind::Video),
            mid: find(uri::MID),
        },
        remote_ssrc,
        remote_rtx_ssrc: media
            .retransmissions
            .iter()
            .find(|(primary, _)| Some(*primary) == remote_ssrc)
            .map(|(_, repair)| *repair),
    })
}

/// The offered payload types that `wanted` accepts, those that every decoder has first.
fn payloads(media: &Media, wanted: impl Fn(Format) -> bool) -> Vec<Payload> {
    let mut found: Vec<Payload> = media
        .payloads
        .iter()
        .filter(|payload| media.formats.iter().any(|format| *format == payload.payload_type.to_string()))
        .filter_map(|payload| {
            let format = Format::parse(&payload.name, payload.clock_rate, &payload.fmtp)?;
            wanted(format).then(|| Payload {
                payload_type: payload.payload_type,
                format,
                rtx: retransmission_of(media, payload.payload_type),
            })
        })
        .collect();
    found.sort_by_key(|payload| !payload.format.is_plain());
    found
}

fn retransmission_of(media: &Media, payload_type: u8) -> Option<u8> {
    let is_repair = |payload: &&OfferedPayload| {
        payload.name.eq_ignore_ascii_case("rtx")
            && parameter(&payload.fmtp, "apt").and_then(|apt| apt.parse().ok()) == Some(payload_type)
    };
    media.payloads.iter().find(is_repair).map(|payload| payload.payload_type)
}

/// What the relay brings to an answer.
pub(crate) struct Local<'a> {
    pub(crate) session_id: u64,
    pub(crate) version: u32,
    pub(crate) fragment: &'a str,
    pub(crate) password: &'a str,
    /// `AA:BB:…` of the SHA-256 of the relay's certificate.
    pub(crate) fingerprint: &'a str,
    pub(crate) udp: &'a [SocketAddr],
    pub(crate) tcp: &'a [SocketAddr],
    pub(crate) audio: Ssrcs,
    pub(crate) video: Ssrcs,
}

/// The SSRCs with which the relay sends on a lane.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Ssrcs {
    pub(crate) media: u32,
    pub(crate) rtx: u32,
}

/// Writes the answer.
pub(crate) fn render(offer: &Offer, plan: &Plan, local: &Local<'_>) -> String {
    let mut out = String::with_capacity(4096);
    let mut line = |text: std::fmt::Arguments<'_>| {
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
    for (media, lane) in offer.media.iter().zip(&plan.lanes) {
        match lane {
            None => reject(media, &mut line),
            Some(lane) => {
                accept(offer, lane, local, &mut line);
                if std::mem::take(&mut first) {
                    candidates(local, &mut line);
                }
            }
        }
    }
    out
}

fn reject(media: &Media, line: &mut impl FnMut(std::fmt::Arguments<'_>)) {
    let formats = media.formats.join(" ");
    let formats = if formats.is_empty() { "0" } else { &formats };
    line(format_args!("m={} 0 {} {formats}", media.name, media.protocol));
    line(format_args!("c=IN IP4 0.0.0.0"));
    if !media.mid.is_empty() {
        line(format_args!("a=mid:{}", media.mid));
    }
    line(format_args!("a=inactive"));
}

fn accept(offer: &Offer, lane: &Lane, local: &Local<'_>, line: &mut impl FnMut(std::fmt::Arguments<'_>)) {
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
    line(format_args!("a=ice-ufrag:{}", local.fragment));
    line(format_args!("a=ice-pwd:{}", local.password));
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

/// All media that a page receives belongs together, so that it plays lip-synchronous.
const STREAM: &str = "cicerone";
/// The canonical name of everything that the relay sends; a constant says nothing about anyone.
pub(crate) const CNAME: &str = "cicerone";

fn payload_lines(offer: &Offer, lane: &Lane, payload: &Payload, line: &mut impl FnMut(std::fmt::Arguments<'_>)) {
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
        .media
        .iter()
        .filter(|media| media.mid == lane.mid)
        .flat_map(|media| &media.payloads)
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
fn candidates(local: &Local<'_>, line: &mut impl FnMut(std::fmt::Arguments<'_>)) {
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

#[cfg(test)]
mod tests;
