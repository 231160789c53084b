//! Both directions of one kind of media between the relay and one page. No I/O.

use crate::kind::MediaKind;
use crate::peer::inbound::Inbound;
use crate::peer::leg::{Leg, Start};
use crate::rtp::renumber::Sources;
use crate::sdp::lane::{Lane, Ssrcs};
use std::time::Instant;

/// What a page sends and gets of one kind.
pub(crate) struct Track {
    pub(crate) lane: Option<Lane>,
    pub(crate) inbound: Option<Inbound>,
    /// Kept for the life of the keys once there was one, also while the page wants nothing.
    pub(crate) leg: Option<Leg>,
    pub(crate) ssrcs: Ssrcs,
}

impl Track {
    pub(crate) fn new() -> Self {
        let ssrcs = Ssrcs { media: random_ssrc(), rtx: random_ssrc() };
        Self { lane: None, inbound: None, leg: None, ssrcs }
    }

    /// Takes over what was agreed on. A stream that the page goes on sending keeps its state.
    pub(crate) fn agree(&mut self, kind: MediaKind, lane: Option<&Lane>, sources: &mut Sources, now: Instant) {
        match lane.filter(|lane| lane.receive) {
            None => self.inbound = None,
            Some(lane) => {
                let goes_on = |inbound: &Inbound| lane.remote_ssrc.is_none() || inbound.ssrc == lane.remote_ssrc;
                if !self.inbound.as_ref().is_some_and(goes_on) {
                    self.inbound = Some(Inbound::new(sources.next(), lane, now));
                }
            }
        }
        match (lane.filter(|lane| lane.send), &mut self.leg) {
            (None, None) | (Some(_), Some(_)) => {}
            // It may be wanted again, and its numbers must go on then: under the same keys a number that is used twice
            // with its SSRC would give the key stream away (RFC 3711 §9.1).
            (None, Some(leg)) => leg.numbers.wait(),
            (Some(lane), leg) => {
                let clock_rate = lane.payloads[0].format.clock_rate();
                *leg = Some(Leg::new(kind, self.ssrcs, clock_rate, Start::random()));
            }
        }
        self.lane = lane.cloned();
    }

    /// The lane and the leg on which this page gets something now.
    pub(crate) fn outbound(&mut self) -> Option<(&Lane, &mut Leg)> {
        self.lane.as_ref().filter(|lane| lane.send).zip(self.leg.as_mut())
    }

    /// Whether the page sends packets or retransmissions as `ssrc`.
    pub(crate) fn sends_as(&self, ssrc: u32) -> bool {
        self.inbound.as_ref().is_some_and(|inbound| inbound.ssrc == Some(ssrc) || inbound.rtx_ssrc == Some(ssrc))
    }
}

/// A random SSRC; zero and one mean "none" to some receivers.
pub(crate) fn random_ssrc() -> u32 {
    rand::random_range(2..u32::MAX)
}
