//! A WebRTC client over UDP that sends voice and pictures and counts what comes back.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use async_trait::async_trait;
use bytes::Bytes;
use rtc::ice::mdns::MulticastDnsMode;
use rtc::media_stream::MediaStreamTrack;
use rtc::peer_connection::configuration::media_engine::{MIME_TYPE_OPUS, MIME_TYPE_VP8};
use rtc::rtp::{self, header::Header};
use rtc::rtp_transceiver::rtp_sender::{
    RTCRtpCodec, RTCRtpCodecParameters, RTCRtpCodingParameters, RTCRtpEncodingParameters, RtpCodecKind,
};
use tokio::sync::{mpsc, watch};
use tokio::task::JoinSet;
use tokio::time::{Instant, interval, timeout};
use webrtc::error::Result;
use webrtc::media_stream::track_local::TrackLocal;
use webrtc::media_stream::track_local::static_rtp::TrackLocalStaticRTP;
use webrtc::media_stream::track_remote::{TrackRemote, TrackRemoteEvent};
use webrtc::peer_connection::{
    MediaEngine, PeerConnection, PeerConnectionBuilder, PeerConnectionEventHandler, RTCIceGatheringState, RTCPeerConnectionState,
    RTCSessionDescription, Registry, SettingEngineBuilder,
};

use super::report::EchoFigures;
use super::tally::Tally;

/// How long media is sent.
const SECONDS: u32 = 3;

/// Time between two voice packets, as browsers send them.
const TICK: Duration = Duration::from_millis(20);

/// A picture leaves with every second voice packet: 25 a second.
const TICKS_PER_PICTURE: u32 = 2;

/// Packets of a picture. With their size about 600 kbit/s: as much as a call on a slow line, so that such a line is not flooded.
const PACKETS_PER_PICTURE: u32 = 3;

/// Bytes of a picture packet before its stamp.
const PICTURE_BYTES: usize = 980;

/// Bytes of a voice packet before its stamp: Opus at 32 kbit/s.
const VOICE_BYTES: usize = 80;

/// How long to wait for the last packets to come back. Slower ones are of no use in a call.
const TAIL: Duration = Duration::from_millis(800);

/// How long the addresses of this machine may take to be listed.
const GATHER: Duration = Duration::from_secs(3);

/// How long ICE and DTLS may take once an address is known to answer: several retransmissions of each.
const CONNECT: Duration = Duration::from_secs(8);

/// Payload types: any that the offer names will do.
const VOICE: u8 = 111;
const PICTURES: u8 = 96;

/// The client.
pub(super) struct Client {
    peer: Box<dyn PeerConnection>,
    offer: String,
    voice: Sending,
    pictures: Sending,
    /// The server takes pictures.
    shows: bool,
    state: watch::Receiver<RTCPeerConnectionState>,
    tracks: mpsc::Receiver<Arc<dyn TrackRemote>>,
}

/// One stream out.
struct Sending {
    track: Arc<TrackLocalStaticRTP>,
    header: Header,
}

/// The tallies of both streams.
type Tallies = [Mutex<Tally>; 2];

impl Client {
    /// Makes the client and its offer.
    ///
    /// # Errors
    /// When this machine gives it no UDP socket.
    pub(super) async fn new() -> Result<Self> {
        let (gathered, mut gathering) = watch::channel(false);
        let (changed, state) = watch::channel(RTCPeerConnectionState::New);
        let (arrived, tracks) = mpsc::channel(4);
        let settings = SettingEngineBuilder::new()
            .with_multicast_dns_mode(MulticastDnsMode::Disabled)
            .with_include_loopback_candidate(true)
            .build();
        let peer = PeerConnectionBuilder::new()
            .with_setting_engine(settings)
            .with_media_engine(codecs()?)
            // No interceptor: what is lost shall not be sent again behind the counter's back.
            .with_interceptor_registry(Registry::new())
            .with_handler(Arc::new(Events { gathered, changed, arrived }))
            .with_udp_addrs(vec!["0.0.0.0:0", "[::]:0", "127.0.0.1:0", "[::1]:0"])
            .build()
            .await?;
        let peer: Box<dyn PeerConnection> = Box::new(peer);
        let voice = Sending::add(&*peer, opus(), RtpCodecKind::Audio, VOICE).await?;
        let pictures = Sending::add(&*peer, vp8(), RtpCodecKind::Video, PICTURES).await?;
        let offer = peer.create_offer(None).await?;
        peer.set_local_description(offer).await?;
        // An address that takes longer is left out; the server never dials, so none is missed.
        let _late = timeout(GATHER, gathering.wait_for(|done| *done)).await;
        let offer = peer.local_description().await.map(|offer| offer.sdp).unwrap_or_default();
        Ok(Self { peer, offer, voice, pictures, shows: true, state, tracks })
    }

    /// The offer to be answered.
    pub(super) fn offer(&self) -> &str {
        &self.offer
    }

    /// Connects; false when that does not come about.
    pub(super) async fn connect(&mut self, answer: String) -> bool {
        self.shows = !answer.contains("\r\nm=video 0 ");
        let Ok(answer) = RTCSessionDescription::answer(answer) else { return false };
        if self.peer.set_remote_description(answer).await.is_err() {
            return false;
        }
        let decided = |state: &RTCPeerConnectionState| {
            matches!(state, RTCPeerConnectionState::Connected | RTCPeerConnectionState::Failed | RTCPeerConnectionState::Closed)
        };
        match timeout(CONNECT, self.state.wait_for(decided)).await {
            Ok(Ok(state)) => *state == RTCPeerConnectionState::Connected,
            Ok(Err(_)) | Err(_) => false,
        }
    }

    /// Sends for three seconds and counts what comes back.
    pub(super) async fn echo(&mut self) -> EchoFigures {
        let tallies = Arc::new(Tallies::default());
        let start = Instant::now();
        tokio::select! {
            () = hear(&mut self.tracks, start, &tallies) => {}
            () = send(&mut self.voice, self.shows.then_some(&mut self.pictures), start, &tallies) => {}
        }
        let [voice, pictures] = &*tallies;
        EchoFigures { voice: lock(voice).figures(), pictures: self.shows.then(|| lock(pictures).figures()) }
    }

    /// Hangs up.
    pub(super) async fn close(self) {
        // Whatever goes wrong now, the server's end ends by itself.
        let _closed = self.peer.close().await;
    }
}

impl Sending {
    async fn add(peer: &dyn PeerConnection, codec: RTCRtpCodec, kind: RtpCodecKind, payload_type: u8) -> Result<Self> {
        let ssrc = rand::random();
        let coding = RTCRtpEncodingParameters {
            rtp_coding_parameters: RTCRtpCodingParameters { ssrc: Some(ssrc), ..Default::default() },
            codec,
            ..Default::default()
        };
        let name = format!("doctor-{kind}");
        let track = MediaStreamTrack::new("doctor".to_owned(), name.clone(), name, kind, vec![coding]);
        let track = Arc::new(TrackLocalStaticRTP::new(track));
        peer.add_track(track.clone()).await?;
        let header =
            Header { version: 2, payload_type, ssrc, sequence_number: rand::random::<u16>() & 0x3fff, ..Default::default() };
        Ok(Self { track, header })
    }

    /// Sends one packet, and moves the clock on after the last one of its picture or sound.
    async fn send(&mut self, payload: Vec<u8>, marker: bool, last: bool, ticks: u32) {
        self.header.marker = marker;
        let packet = rtp::Packet { header: self.header.clone(), payload: Bytes::from(payload) };
        // What does not leave does not come back, and counts as lost.
        let _lost = self.track.write_rtp(packet).await;
        self.header.sequence_number = self.header.sequence_number.wrapping_add(1);
        if last {
            self.header.timestamp = self.header.timestamp.wrapping_add(ticks);
        }
    }
}

async fn send(voice: &mut Sending, mut pictures: Option<&mut Sending>, start: Instant, tallies: &Tallies) {
    let mut ticks = interval(TICK);
    for tick in 0..SECONDS * 1_000 / 20 {
        ticks.tick().await;
        let mut sound = vec![0; VOICE_BYTES];
        lock(&tallies[0]).stamp(&mut sound, start.elapsed());
        voice.send(sound, false, true, 960).await;
        let Some(pictures) = pictures.as_deref_mut().filter(|_| tick.is_multiple_of(TICKS_PER_PICTURE)) else { continue };
        for part in 0..PACKETS_PER_PICTURE {
            let mut picture = picture_part(part == 0);
            lock(&tallies[1]).stamp(&mut picture, start.elapsed());
            let last = part + 1 == PACKETS_PER_PICTURE;
            pictures.send(picture, last, last, 90_000 / 25).await;
        }
    }
    let complete = async {
        while !tallies.iter().all(|tally| lock(tally).is_complete()) {
            ticks.tick().await;
        }
    };
    let _some_lost = timeout(TAIL, complete).await;
}

/// The start of a packet of a VP8 key frame (RFC 7741 §4.2, RFC 6386 §9.1), 64×64 and filled with nothing: it is counted, not shown.
fn picture_part(first: bool) -> Vec<u8> {
    let mut payload = if first { vec![0x10, 0x10, 0, 0, 0x9d, 0x01, 0x2a, 64, 0, 64, 0] } else { vec![0] };
    payload.resize(PICTURE_BYTES, 0);
    payload
}

async fn hear(tracks: &mut mpsc::Receiver<Arc<dyn TrackRemote>>, start: Instant, tallies: &Arc<Tallies>) {
    let mut readers = JoinSet::new();
    while let Some(track) = tracks.recv().await {
        let tallies = tallies.clone();
        readers.spawn(async move {
            let of = usize::from(track.kind().await == RtpCodecKind::Video);
            while let Some(event) = track.poll().await {
                if let TrackRemoteEvent::OnRtpPacket(packet) = event {
                    lock(&tallies[of]).take(&packet.payload, start.elapsed());
                }
            }
        });
    }
}

/// What the connection tells.
struct Events {
    gathered: watch::Sender<bool>,
    changed: watch::Sender<RTCPeerConnectionState>,
    arrived: mpsc::Sender<Arc<dyn TrackRemote>>,
}

#[async_trait]
impl PeerConnectionEventHandler for Events {
    async fn on_ice_gathering_state_change(&self, state: RTCIceGatheringState) {
        if state == RTCIceGatheringState::Complete {
            self.gathered.send_replace(true);
        }
    }

    async fn on_connection_state_change(&self, state: RTCPeerConnectionState) {
        self.changed.send_replace(state);
    }

    async fn on_track(&self, track: Arc<dyn TrackRemote>) {
        // There are two; a server that sends more gets no ear for them.
        let _too_many = self.arrived.try_send(track);
    }
}

fn codecs() -> Result<MediaEngine> {
    let mut engine = MediaEngine::default();
    for (codec, payload_type, kind) in [(opus(), VOICE, RtpCodecKind::Audio), (vp8(), PICTURES, RtpCodecKind::Video)] {
        engine.register_codec(RTCRtpCodecParameters { rtp_codec: codec, payload_type }, kind)?;
    }
    Ok(engine)
}

fn opus() -> RTCRtpCodec {
    RTCRtpCodec { mime_type: MIME_TYPE_OPUS.to_owned(), clock_rate: 48_000, channels: 2, ..Default::default() }
}

fn vp8() -> RTCRtpCodec {
    RTCRtpCodec { mime_type: MIME_TYPE_VP8.to_owned(), clock_rate: 90_000, ..Default::default() }
}

fn lock(tally: &Mutex<Tally>) -> std::sync::MutexGuard<'_, Tally> {
    tally.lock().unwrap_or_else(PoisonError::into_inner)
}
