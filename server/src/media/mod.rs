//! The server's side of the media relay: sessions and doors in our words, the relay's news to the session they concern.

use std::collections::HashMap;
use std::future::Future;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use cicerone_protocol::event::Quality;
use cicerone_protocol::message::PageRole;
use cicerone_protocol::{ErrorCode, SessionId, TabId};
use cicerone_relay::{
    Advertised, Door, FenceError, MediaKind, OfferError, PeerKey, PeerRole, PeerStats, PublicAddr, Relay, RelayConfig,
    RelayEvent, RelayEventKind, SessionHandle, SessionKey, StartError, VideoCodec,
};
use cicerone_session::Gates;
use tokio::sync::{mpsc, oneshot};

use crate::addresses;
use crate::config::{self, MediaConfig};
use crate::driver::Request;

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

/// The relay. A cheap handle; clones share everything.
#[derive(Clone)]
pub struct Media {
    relay: Arc<Relay>,
    listeners: Listeners,
    codecs: Arc<[String]>,
}

/// Whose connections a session has, or had until they ended.
type Tabs = Arc<Mutex<HashMap<PeerKey, (PageRole, TabId)>>>;

/// Who hears of which session.
type Listeners = Arc<RwLock<HashMap<SessionKey, Listener>>>;

#[derive(Clone)]
struct Listener {
    requests: mpsc::Sender<Request>,
    tabs: Tabs,
}

impl Media {
    /// Starts the relay's threads.
    ///
    /// # Errors
    /// When no socket can be bound or no address advertised.
    pub fn start(config: &MediaConfig) -> Result<Self, StartError> {
        let listeners = Listeners::default();
        let hear = listeners.clone();
        let codecs: Vec<VideoCodec> = config.codecs.iter().map(|codec| video_codec(*codec)).collect();
        let names = codecs.iter().map(|codec| format!("video/{}", codec.name())).collect();
        let relay = Relay::start(&relay_config(config, codecs), move |event| tell(&hear, &event))?;
        Ok(Self { relay: Arc::new(relay), listeners, codecs: names })
    }

    /// The relay's counters.
    #[must_use]
    pub fn counters(&self) -> &Arc<cicerone_relay::Metrics> {
        self.relay.metrics()
    }

    /// Says whether every media thread answers.
    #[must_use]
    pub fn is_alive(&self) -> bool {
        self.relay.is_alive()
    }

    pub(crate) fn open(&self, session: SessionId, requests: mpsc::Sender<Request>) -> MediaSession {
        let key = SessionKey(session.uuid().as_u128());
        let tabs = Tabs::default();
        let listener = Listener { requests, tabs: tabs.clone() };
        self.listeners.write().unwrap_or_else(PoisonError::into_inner).insert(key, listener);
        let handle = Mutex::new(Some(self.relay.open_session(key)));
        MediaSession {
            key,
            handle,
            doors: Mutex::default(),
            tabs,
            listeners: self.listeners.clone(),
            codecs: self.codecs.clone(),
        }
    }
}

/// One session of the relay.
pub struct MediaSession {
    key: SessionKey,
    handle: Mutex<Option<SessionHandle>>,
    doors: Mutex<Claims>,
    tabs: Tabs,
    listeners: Listeners,
    codecs: Arc<[String]>,
}

/// Gates that commands on their way have shut already. They stay shut until the driver has come to those commands.
#[derive(Default)]
struct Claims {
    video: u32,
    customer_voice: u32,
    staff_voice: u32,
}

impl Claims {
    fn doors(&self) -> Gates {
        Gates { video: self.video > 0, customer_voice: self.customer_voice > 0, staff_voice: self.staff_voice > 0 }
    }

    fn each(&mut self, doors: Gates, change: impl Fn(u32) -> u32) {
        for (claimed, count) in [
            (doors.video, &mut self.video),
            (doors.customer_voice, &mut self.customer_voice),
            (doors.staff_voice, &mut self.staff_voice),
        ] {
            if claimed {
                *count = change(*count);
            }
        }
    }
}

/// Completes once nothing can leave any more through doors that were shut.
#[must_use]
pub struct Fence(oneshot::Receiver<Result<(), FenceError>>);

impl Fence {
    /// Waits for it.
    pub async fn passed(self) {
        if let Ok(Err(error)) = self.0.await {
            tracing::error!(%error, "doors are shut, but a media thread did not confirm it in time");
        }
    }
}

impl MediaSession {
    /// Codecs in the order to prefer, as `video/VP8`.
    #[must_use]
    pub fn codecs(&self) -> Vec<String> {
        self.codecs.to_vec()
    }

    /// Shuts doors at once for a command that is on its way, and keeps them shut until [`MediaSession::settle`].
    pub fn claim(&self, doors: Gates) {
        let mut claims = self.lock();
        claims.each(doors, |count| count.saturating_add(1));
        let _fence = self.shut(doors);
    }

    /// Takes back a claim, because its command was handled.
    pub fn settle(&self, doors: Gates) {
        self.lock().each(doors, |count| count.saturating_sub(1));
    }

    /// Says whether a command is on its way that shuts the picture.
    #[must_use]
    pub fn is_video_claimed(&self) -> bool {
        self.lock().video > 0
    }

    /// Shuts doors at once.
    pub fn shut(&self, doors: Gates) -> Fence {
        let (done, fence) = oneshot::channel();
        if let Some(handle) = &*self.handle() {
            handle.shut(relay_doors(doors), move |passed| {
                let _nobody_waits = done.send(passed);
            });
        }
        Fence(fence)
    }

    /// Opens and shuts so that exactly these doors stand open, but for those that a command on its way has shut.
    pub async fn set(&self, doors: Gates) {
        let fence = {
            let claims = self.lock();
            let open = doors.without(claims.doors());
            let handle = self.handle();
            let Some(handle) = &*handle else { return };
            let is = |door| handle.gate().is_open(door);
            let standing = Gates {
                video: is(Door::CustomerVideo),
                customer_voice: is(Door::CustomerVoice),
                staff_voice: is(Door::StaffVoice),
            };
            let (shut, opened) = (standing.without(open), open.without(standing));
            if opened != Gates::NONE {
                handle.open(relay_doors(opened));
            }
            (shut != Gates::NONE).then(|| {
                let (done, fence) = oneshot::channel();
                handle.shut(relay_doors(shut), move |passed| {
                    let _nobody_waits = done.send(passed);
                });
                Fence(fence)
            })
        };
        if let Some(fence) = fence {
            fence.passed().await;
        }
    }

    /// Has a page's offer answered.
    pub fn offer(
        &self,
        tab: TabId,
        role: PageRole,
        sdp: String,
    ) -> impl Future<Output = Result<String, ErrorCode>> + Send + 'static {
        let peer = peer_key(role, tab);
        self.tabs.lock().unwrap_or_else(PoisonError::into_inner).insert(peer, (role, tab));
        let role = match role {
            PageRole::Customer => PeerRole::Customer,
            PageRole::Supervisor => PeerRole::Staff,
        };
        self.answered(peer, role, sdp)
    }

    /// Has an offer of `cicerone doctor` answered; its own media comes back to it.
    pub fn echo(&self, sdp: String) -> impl Future<Output = Result<String, ErrorCode>> + Send + 'static {
        self.answered(PeerKey(0), PeerRole::Echo, sdp)
    }

    fn answered(
        &self,
        peer: PeerKey,
        role: PeerRole,
        sdp: String,
    ) -> impl Future<Output = Result<String, ErrorCode>> + Send + 'static {
        let (done, answer) = oneshot::channel();
        match &*self.handle() {
            Some(handle) => handle.offer(peer, role, sdp, move |answer| drop(done.send(answer))),
            None => drop(done.send(Err(OfferError::NoSession))),
        }
        async move {
            match answer.await {
                Ok(Ok(answer)) => Ok(answer.sdp),
                Ok(Err(error)) => {
                    tracing::info!(%error, "an offer was refused");
                    Err(match error {
                        OfferError::TooLong => ErrorCode::TooLarge,
                        OfferError::NothingUsable => ErrorCode::NoCommonCodec,
                        OfferError::Busy => ErrorCode::TooMany,
                        OfferError::NoSession => ErrorCode::SessionOver,
                        OfferError::NotSdp
                        | OfferError::TooManyMedia
                        | OfferError::NoMedia
                        | OfferError::NoIce
                        | OfferError::NoFingerprint => ErrorCode::BadOffer,
                        OfferError::Crypto => ErrorCode::Internal,
                    })
                }
                Err(_ended) => Err(ErrorCode::Internal),
            }
        }
    }

    /// Ends every connection of a role but that of one tab. A connection may outlive its page's socket, but not its page's right to it.
    pub fn keep_only(&self, role: PageRole, kept: Option<TabId>) {
        let mut tabs = self.tabs.lock().unwrap_or_else(PoisonError::into_inner);
        let handle = self.handle();
        tabs.retain(|peer, (of, tab)| {
            let stays = *of != role || Some(*tab) == kept;
            if !stays && let Some(handle) = &*handle {
                handle.remove(*peer);
            }
            stays
        });
    }

    /// Ends every connection of the session.
    pub fn close(&self) {
        self.listeners.write().unwrap_or_else(PoisonError::into_inner).remove(&self.key);
        drop(self.handle().take());
    }

    fn handle(&self) -> std::sync::MutexGuard<'_, Option<SessionHandle>> {
        self.handle.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Claims> {
        self.doors.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The relay's name for a tab's connection. Half of a random UUID is as good as the whole within one session; the role is mixed in,
/// because pages choose their tab's id and nobody may pass for the other side's.
fn peer_key(role: PageRole, tab: TabId) -> PeerKey {
    PeerKey(tab.uuid().as_u64_pair().1 << 1 | u64::from(role == PageRole::Customer))
}

fn relay_doors(doors: Gates) -> cicerone_relay::Doors {
    let named =
        [(doors.video, Door::CustomerVideo), (doors.customer_voice, Door::CustomerVoice), (doors.staff_voice, Door::StaffVoice)];
    named.into_iter().filter(|(is, _)| *is).map(|(_, door)| door).collect()
}

/// Called on a media thread: never blocks. News that find a driver's queue full are dropped; the next sample says it again.
fn tell(listeners: &Listeners, event: &RelayEvent) {
    let listener = listeners.read().unwrap_or_else(PoisonError::into_inner).get(&event.session).cloned();
    let Some(listener) = listener else { return };
    let tab = listener.tabs.lock().unwrap_or_else(PoisonError::into_inner).get(&event.peer).copied();
    let Some((_, tab)) = tab else { return };
    if let Some(news) = news_of(&event.kind) {
        let _dropped = listener.requests.try_send(Request::News { tab, news });
    }
}

fn news_of(kind: &RelayEventKind) -> Option<MediaNews> {
    Some(match kind {
        RelayEventKind::TrackStarted { media: MediaKind::Video, .. } | RelayEventKind::VideoForwarded { .. } => MediaNews::Video,
        RelayEventKind::Quiet | RelayEventKind::Stalled => MediaNews::Quiet,
        RelayEventKind::Resumed => MediaNews::Back,
        RelayEventKind::Closed | RelayEventKind::Failed(_) => MediaNews::Gone,
        RelayEventKind::CodecMismatch { common, .. } if common.is_empty() => MediaNews::NoCommonCodec,
        RelayEventKind::CodecMismatch { .. } => MediaNews::OtherCodecWanted,
        RelayEventKind::Stats(stats) => MediaNews::Quality(quality(stats)),
        RelayEventKind::Connected | RelayEventKind::TrackStarted { media: MediaKind::Audio, .. } => return None,
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

fn relay_config(config: &MediaConfig, codecs: Vec<VideoCodec>) -> RelayConfig {
    let defaults = RelayConfig::default();
    let tcp_bind = config.tcp_port.map(|port| defaults.udp_bind.iter().map(|ip| (*ip, port).into()).collect());
    let public =
        config.public_addrs.iter().map(|public| PublicAddr { ip: public.ip, udp_port: public.port, tcp_port: public.port });
    // What the operator names is what browsers get; otherwise every address that is up, and this machine's own.
    let hosts: Vec<IpAddr> = if config.public_addrs.is_empty() { addresses::up_with_loopback() } else { Vec::new() };
    RelayConfig {
        udp_port: config.udp_port,
        tcp_bind: tcp_bind.unwrap_or_default(),
        advertised: Advertised { hosts, public: public.collect() },
        codecs,
        threads: config.threads.get(),
        ..defaults
    }
}

fn video_codec(codec: config::VideoCodec) -> VideoCodec {
    match codec {
        config::VideoCodec::Vp8 => VideoCodec::Vp8,
        config::VideoCodec::H264 => VideoCodec::H264,
        config::VideoCodec::Vp9 => VideoCodec::Vp9,
        config::VideoCodec::Av1 => VideoCodec::Av1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
