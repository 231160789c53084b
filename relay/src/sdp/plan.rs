//! Decides what of an offer is used: sections, codecs and directions.

use crate::kind::{MediaKind, PeerRole};
use crate::rtp::codec::{Format, VideoCodec, parameter};
use crate::rtp::extension::{Extensions, uri};
use crate::sdp::lane::{Lane, Payload};
use crate::sdp::offer::{Offer, OfferError};
use crate::sdp::section::{OfferedPayload, Section};

/// What was agreed on: for each section of the offer, in its order, the lane that uses it.
#[derive(Default)]
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
    for section in &offer.sections {
        let lane = section
            .kind()
            .filter(|kind| !taken.contains(kind) && usable(section, offer))
            .and_then(|kind| lane(section, kind, role, order));
        taken.extend(lane.as_ref().map(|lane| lane.kind));
        lanes.push(lane);
    }
    if taken.is_empty() {
        return Err(OfferError::NothingUsable);
    }
    let mut plan = Plan { lanes, ..Plan::default() };
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

/// Only bundled RTP over DTLS on one port is answered (RFC 9143, RFC 5761): all browsers offer it, and it needs one path a
/// peer.
fn usable(section: &Section, offer: &Offer) -> bool {
    !section.rejected
        && section.protocol == "UDP/TLS/RTP/SAVPF"
        && section.rtcp_mux
        && (offer.bundle.contains(&section.mid) || offer.sections.len() == 1)
}

fn lane(section: &Section, kind: MediaKind, role: PeerRole, order: &[VideoCodec]) -> Option<Lane> {
    let payloads = match kind {
        MediaKind::Audio => payloads(section, |format| format == Format::Opus),
        MediaKind::Video => order.iter().flat_map(|codec| payloads(section, |format| format.video() == Some(*codec))).collect(),
    };
    if payloads.is_empty() {
        return None;
    }
    let (may_send, may_receive) = match (role, kind) {
        (_, MediaKind::Audio) | (PeerRole::Echo, MediaKind::Video) => (true, true),
        (PeerRole::Customer, MediaKind::Video) => (true, false),
        (PeerRole::Staff, MediaKind::Video) => (false, true),
    };
    let find = |uri: &str| section.extensions.iter().find(|offered| offered.uri == uri).map(|offered| offered.id);
    let remote_ssrc = section.ssrcs.first().copied();
    Some(Lane {
        kind,
        mid: section.mid.clone(),
        receive: may_send && section.direction.sends(),
        send: may_receive && section.direction.receives(),
        payloads,
        extensions: Extensions {
            transport_cc: find(uri::TRANSPORT_CC),
            audio_level: find(uri::AUDIO_LEVEL).filter(|_| kind == MediaKind::Audio),
            content_type: find(uri::CONTENT_TYPE).filter(|_| kind == MediaKind::Video),
            mid: find(uri::MID),
        },
        remote_ssrc,
        remote_rtx_ssrc: section.pairs.iter().find(|pair| Some(pair.media) == remote_ssrc).map(|pair| pair.rtx),
    })
}

/// The offered payload types that `wanted` accepts, those that every decoder has first.
fn payloads(section: &Section, wanted: impl Fn(Format) -> bool) -> Vec<Payload> {
    let mut found: Vec<Payload> = section
        .payloads
        .iter()
        .filter(|payload| section.formats.iter().any(|format| *format == payload.payload_type.to_string()))
        .filter_map(|payload| {
            let format = Format::parse(&payload.name, payload.clock_rate, &payload.fmtp)?;
            wanted(format).then(|| Payload {
                payload_type: payload.payload_type,
                format,
                rtx: retransmission_of(section, payload.payload_type),
            })
        })
        .collect();
    found.sort_by_key(|payload| !payload.format.is_plain());
    found
}

fn retransmission_of(section: &Section, payload_type: u8) -> Option<u8> {
    let is_repair = |payload: &&OfferedPayload| {
        payload.name.eq_ignore_ascii_case("rtx")
            && parameter(&payload.fmtp, "apt").and_then(|apt| apt.parse().ok()) == Some(payload_type)
    };
    section.payloads.iter().find(is_repair).map(|payload| payload.payload_type)
}
