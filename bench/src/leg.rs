//! One WebRTC connection of the load: str0m and a socket of its own.

use std::io::ErrorKind;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context, anyhow};
use mio::net::UdpSocket;
use str0m::change::{SdpAnswer, SdpOffer, SdpPendingOffer};
use str0m::crypto::from_feature_flags;
use str0m::media::{Direction, MediaKind, Mid};
use str0m::net::{Protocol, Receive};
use str0m::rtp::{RtpPacket, RtpWrite};
use str0m::{Candidate, Event, Input, Output, Rtc, RtcConfig};

/// Pictures a second.
pub(crate) const PICTURES: u32 = 30;
/// Packets of a picture. With 1,200 bytes each that is 1.44 Mbit/s.
const PACKETS_PER_PICTURE: u32 = 5;
const PICTURE_PACKET: usize = 1_200;
/// Packets of voice a second.
pub(crate) const VOICES: u32 = 50;
/// Packets that a publisher sends a second.
pub(crate) const PACKETS_PER_SECOND: u32 = PICTURES * PACKETS_PER_PICTURE + VOICES;
const VOICE_PACKET: usize = 120;

/// What a connection is for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Side {
    /// Sends a picture and a voice, as a customer's page does.
    Publisher,
    /// Receives them.
    Subscriber,
}

/// A connection.
pub(crate) struct Leg {
    pub(crate) side: Side,
    pub(crate) rtc: Rtc,
    pub(crate) socket: UdpSocket,
    /// When str0m wants to know the time again.
    pub(crate) wake: Instant,
    address: SocketAddr,
    audio: Mid,
    video: Mid,
    keyframe_wanted: bool,
    pictures: u32,
    voices: u32,
}

impl Leg {
    /// A connection from an address of this machine.
    pub(crate) fn new(side: Side, ip: IpAddr) -> anyhow::Result<Self> {
        let socket = UdpSocket::bind(SocketAddr::new(ip, 0))?;
        let address = socket.local_addr()?;
        let now = Instant::now();
        let mut rtc = RtcConfig::new()
            .set_crypto_provider(Arc::new(from_feature_flags()))
            .clear_codecs()
            .enable_opus(true, false)
            .enable_vp8(true)
            .set_rtp_mode(true)
            .build(now);
        rtc.add_local_candidate(Candidate::host(address, "udp")?);
        let none = Mid::from("none");
        Ok(Self {
            side,
            rtc,
            socket,
            wake: now,
            address,
            audio: none,
            video: none,
            keyframe_wanted: true,
            pictures: 0,
            voices: 0,
        })
    }

    /// Offers voice both ways and a picture one way.
    pub(crate) fn offer(&mut self) -> anyhow::Result<(String, SdpPendingOffer)> {
        let direction = match self.side {
            Side::Publisher => Direction::SendOnly,
            Side::Subscriber => Direction::RecvOnly,
        };
        let mut api = self.rtc.sdp_api();
        self.audio = api.add_media(MediaKind::Audio, Direction::SendRecv, None, None, None);
        self.video = api.add_media(MediaKind::Video, direction, None, None, None);
        let (offer, pending) = api.apply().context("media was added")?;
        Ok((offer.to_sdp_string(), pending))
    }

    /// Takes the answer to its offer.
    pub(crate) fn accept(&mut self, pending: SdpPendingOffer, answer: &str) -> anyhow::Result<()> {
        let answer = SdpAnswer::from_sdp_string(answer).map_err(|error| anyhow!("{error}"))?;
        Ok(self.rtc.sdp_api().accept_answer(pending, answer)?)
    }

    /// Answers an offer.
    pub(crate) fn answer(&mut self, offer: &str) -> anyhow::Result<String> {
        let offer = SdpOffer::from_sdp_string(offer).map_err(|error| anyhow!("{error}"))?;
        Ok(self.rtc.sdp_api().accept_offer(offer)?.to_sdp_string())
    }

    /// Sends one picture and returns how many packets it has. Each carries the time since `origin` at which it was made.
    pub(crate) fn send_picture(&mut self, origin: Instant) -> anyhow::Result<u32> {
        let key = std::mem::take(&mut self.keyframe_wanted);
        let timestamp = self.pictures.wrapping_mul(90_000 / PICTURES);
        for part in 0..PACKETS_PER_PICTURE {
            // RFC 7741: the start of the first partition, then the inverse key frame flag.
            let head = [if part == 0 { 0x10 } else { 0x00 }, u8::from(part != 0 || !key)];
            let sequence = u64::from(self.pictures * PACKETS_PER_PICTURE + part);
            let packet = Packet { sequence, timestamp, marker: part + 1 == PACKETS_PER_PICTURE, head, length: PICTURE_PACKET };
            self.send(self.video, &packet, origin)?;
        }
        self.pictures += 1;
        Ok(PACKETS_PER_PICTURE)
    }

    /// Sends one packet of voice.
    pub(crate) fn send_voice(&mut self, origin: Instant) -> anyhow::Result<u32> {
        let timestamp = self.voices.wrapping_mul(48_000 / VOICES);
        let sequence = u64::from(self.voices);
        // The table of contents of an Opus packet: CELT, full band, 20 ms, one frame.
        let packet = Packet { sequence, timestamp, marker: false, head: [0xf8, 0], length: VOICE_PACKET };
        self.send(self.audio, &packet, origin)?;
        self.voices += 1;
        Ok(1)
    }

    fn send(&mut self, mid: Mid, packet: &Packet, origin: Instant) -> anyhow::Result<()> {
        let media = self.rtc.media(mid).context("the media was negotiated")?;
        let pt = *media.remote_pts().first().context("a codec was agreed on")?;
        let now = Instant::now();
        self.rtc.handle_input(Input::Timeout(now))?;
        let write = RtpWrite::new(pt, packet.sequence.into(), packet.timestamp, now, packet.payload(now - origin));
        let mut direct = self.rtc.direct_api();
        let stream = direct.stream_tx_by_mid(mid, None).context("the media sends")?;
        stream.write_rtp(write.marker(packet.marker).nackable(true));
        self.drain(|_| {})
    }

    /// Tells str0m the time.
    pub(crate) fn tick(&mut self, now: Instant, heard: impl FnMut(&RtpPacket)) -> anyhow::Result<()> {
        self.rtc.handle_input(Input::Timeout(now))?;
        self.drain(heard)
    }

    /// Receives until nothing waits.
    pub(crate) fn receive(&mut self, mut heard: impl FnMut(&RtpPacket)) -> anyhow::Result<()> {
        let mut buffer = [0; 2_000];
        loop {
            let (length, source) = match self.socket.recv_from(&mut buffer) {
                Ok(received) => received,
                Err(error) if error.kind() == ErrorKind::WouldBlock => return Ok(()),
                Err(error) => return Err(error.into()),
            };
            let contents = buffer[..length].try_into()?;
            let receive = Receive { proto: Protocol::Udp, source, destination: self.address, contents };
            self.rtc.handle_input(Input::Receive(Instant::now(), receive))?;
            self.drain(&mut heard)?;
        }
    }

    /// str0m's contract: after each input, take all output.
    fn drain(&mut self, mut heard: impl FnMut(&RtpPacket)) -> anyhow::Result<()> {
        loop {
            match self.rtc.poll_output()? {
                Output::Timeout(wake) => {
                    self.wake = wake;
                    return Ok(());
                }
                Output::Transmit(transmit) => match self.socket.send_to(&transmit.contents, transmit.destination) {
                    // A full buffer is a lost packet, and is counted where it does not arrive.
                    Err(error) if error.kind() != ErrorKind::WouldBlock => return Err(error.into()),
                    Ok(_) | Err(_) => {}
                },
                Output::Event(Event::RtpPacket(packet)) => heard(&packet),
                Output::Event(Event::KeyframeRequest(_)) => self.keyframe_wanted = true,
                Output::Event(_) => {}
            }
        }
    }
}

/// A packet to send.
struct Packet {
    sequence: u64,
    timestamp: u32,
    marker: bool,
    head: [u8; 2],
    length: usize,
}

impl Packet {
    fn payload(&self, made: Duration) -> Vec<u8> {
        let nanos = u64::try_from(made.as_nanos()).expect("a run is shorter than 500 years");
        let mut payload = vec![0x55; self.length];
        payload[..2].copy_from_slice(&self.head);
        payload[2..10].copy_from_slice(&nanos.to_be_bytes());
        payload
    }
}

/// When a packet that arrived was made, since the origin; `None` for one that is not of this load.
pub(crate) fn made(payload: &[u8]) -> Option<Duration> {
    let nanos = payload.get(2..10)?.try_into().ok()?;
    Some(Duration::from_nanos(u64::from_be_bytes(nanos)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_packet_carries_the_time_at_which_it_was_made() {
        let packet = Packet { sequence: 0, timestamp: 0, marker: false, head: [0x10, 0], length: VOICE_PACKET };
        let made_at = Duration::from_nanos(1_234_567_890_123);
        let payload = packet.payload(made_at);
        assert_eq!((payload.len(), &payload[..2]), (VOICE_PACKET, &[0x10, 0][..]));
        assert_eq!(made(&payload), Some(made_at));
        assert_eq!(made(&payload[..9]), None);
    }
}
