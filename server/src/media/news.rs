//! What the relay tells, in our words, and to whom.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use cicerone_protocol::event::Quality;
use cicerone_relay::{MediaKind, PeerStats, RelayEvent, RelayEventKind, SessionKey};

use super::connections::{Connections, Owner};

/// What the relay tells about a page's connection.
#[derive(Clone, Debug, PartialEq)]
pub enum MediaNews {
    /// Video began, or its first keyframe since a change was sent on.
    Video,
    /// Nothing comes any more, though nobody ended it.
    Quiet,
    /// Something comes again.
    Back,
    /// The connection ended.
    Gone,
    /// The page cannot show what is sent, and there is no codec that both have.
    NoCommonCodec,
    /// The page cannot show what is sent, but the customer's page will send another codec once it offers again.
    OtherCodecWanted,
    /// How the connection did in the last second.
    Quality(Quality),
}

/// Takes news of one session, on a media thread: must not block. News that it drops are told again by the next sample.
pub(crate) type Hear = Arc<dyn Fn(Owner, MediaNews) + Send + Sync>;

/// Who hears of which session.
#[derive(Clone, Default)]
pub(super) struct Listeners(Arc<RwLock<HashMap<SessionKey, Listener>>>);

#[derive(Clone)]
struct Listener {
    hear: Hear,
    connections: Arc<Mutex<Connections>>,
}

impl Listeners {
    pub(super) fn add(&self, session: SessionKey, hear: Hear, connections: Arc<Mutex<Connections>>) {
        self.0.write().unwrap_or_else(PoisonError::into_inner).insert(session, Listener { hear, connections });
    }

    pub(super) fn remove(&self, session: SessionKey) {
        self.0.write().unwrap_or_else(PoisonError::into_inner).remove(&session);
    }

    /// Tells whoever hears of the event's session, if the connection still belongs to a page.
    pub(super) fn tell(&self, event: &RelayEvent) {
        let listener = self.0.read().unwrap_or_else(PoisonError::into_inner).get(&event.session).cloned();
        let Some(listener) = listener else { return };
        let owner = listener.connections.lock().unwrap_or_else(PoisonError::into_inner).owner(event.media);
        if let (Some(owner), Some(news)) = (owner, news_of(&event.kind)) {
            (listener.hear)(owner, news);
        }
    }
}

fn news_of(kind: &RelayEventKind) -> Option<MediaNews> {
    Some(match kind {
        RelayEventKind::TrackStarted { kind: MediaKind::Video, .. } | RelayEventKind::VideoForwarded { .. } => MediaNews::Video,
        RelayEventKind::Quiet | RelayEventKind::Stalled => MediaNews::Quiet,
        RelayEventKind::Resumed => MediaNews::Back,
        RelayEventKind::Closed | RelayEventKind::Failed(_) => MediaNews::Gone,
        RelayEventKind::CodecMismatch { common, .. } if common.is_empty() => MediaNews::NoCommonCodec,
        RelayEventKind::CodecMismatch { .. } => MediaNews::OtherCodecWanted,
        RelayEventKind::Stats(stats) => MediaNews::Quality(quality(stats)),
        RelayEventKind::Connected | RelayEventKind::TrackStarted { kind: MediaKind::Audio, .. } => return None,
    })
}

fn quality(stats: &PeerStats) -> Quality {
    let kbps = |bits: u64| u32::try_from(bits / 1_000).unwrap_or(u32::MAX);
    let loss = (stats.loss_in.max(stats.loss_out) * 1_000.0).clamp(0.0, 1_000.0);
    Quality {
        rtt_ms: stats.round_trip.map_or(0, |trip| u32::try_from(trip.as_millis()).unwrap_or(u32::MAX)),
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to 0..=1000 above")]
        loss_permille: loss as u16,
        up_kbps: kbps(stats.bitrate_in),
        down_kbps: kbps(stats.bitrate_out),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use cicerone_relay::VideoCodec;

    #[test]
    fn people_are_told_that_no_format_is_common_only_where_that_is_so() {
        let mismatch = |common: &[VideoCodec]| RelayEventKind::CodecMismatch {
            offered: VideoCodec::Vp8,
            have: vec![VideoCodec::Vp9, VideoCodec::H264],
            common: common.to_vec(),
        };
        assert_eq!(news_of(&mismatch(&[])), Some(MediaNews::NoCommonCodec));
        assert_eq!(news_of(&mismatch(&[VideoCodec::H264])), Some(MediaNews::OtherCodecWanted));
    }
}
