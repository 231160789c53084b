//! A page made of str0m and a UDP socket, which counts what arrives on the wire.

use cicerone_relay::PeerRole;
use std::collections::BTreeSet;
use std::io::ErrorKind;
use std::net::{IpAddr, Ipv4Addr, SocketAddr, UdpSocket};
use std::sync::Arc;
use std::time::{Duration, Instant};
use str0m::bwe::BweKind;
use str0m::change::{SdpAnswer, SdpPendingOffer};
use str0m::crypto::from_feature_flags;
use str0m::media::{Direction, MediaKind, Mid};
use str0m::net::{Protocol, Receive};
use str0m::rtp::{ExtensionValues, RtpPacket, RtpWrite};
use str0m::{Candidate, Event, Input, Output, Rtc, RtcConfig};

/// The level of the voice that [`Page::send_voice`] sends, in dB below the loudest.
pub(crate) const VOICE_LEVEL: i8 = -30;

/// Packets of one picture that [`Page::send_picture`] sends.
pub(crate) const PACKETS_PER_PICTURE: u64 = 3;

/// An RTP packet as it came over the wire.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct OnWire {
    pub(crate) ssrc: u32,
    pub(crate) sequence: u16,
    pub(crate) at: Instant,
}

/// A page: its connection, and all that it heard.
pub(crate) struct Page {
    pub(crate) rtc: Rtc,
    pub(crate) role: PeerRole,
    pub(crate) audio: Mid,
    pub(crate) video: Mid,
    pub(crate) heard: Vec<RtpPacket>,
    pub(crate) wire: Vec<OnWire>,
    pub(crate) keyframes_wanted: usize,
    /// Where datagrams came from.
    pub(crate) sources: BTreeSet<SocketAddr>,
    /// The highest bandwidth that the page's estimator believed in, in bits per second.
    pub(crate) estimate: u64,
    /// Nothing goes in or out while set.
    pub(crate) cut: bool,
    /// What its pictures are filled with.
    pub(crate) filler: u8,
    /// Leaves out the arriving RTP packets for which it says so.
    pub(crate) lose: fn(u64) -> bool,
    /// str0m has given up, as after a refused handshake.
    over: bool,
    socket: UdpSocket,
    /// The address that str0m believes to have.
    believed: SocketAddr,
    pending: Option<SdpPendingOffer>,
    next_video: u64,
    next_audio: u64,
    arrived: u64,
    started: Instant,
}

impl Page {
    /// A page that has not offered yet.
    pub(crate) fn new(role: PeerRole) -> Self {
        Self::with(role, |config| config)
    }

    /// A page with changed settings.
    pub(crate) fn with(role: PeerRole, change: impl FnOnce(RtcConfig) -> RtcConfig) -> Self {
        Self::at(Ipv4Addr::LOCALHOST.into(), role, change)
    }

    /// A page at another address of this machine.
    pub(crate) fn at(ip: IpAddr, role: PeerRole, change: impl FnOnce(RtcConfig) -> RtcConfig) -> Self {
        let socket = socket(ip);
        let believed = socket.local_addr().expect("a bound socket has an address");
        let config = RtcConfig::new().set_crypto_provider(Arc::new(from_feature_flags())).set_rtp_mode(true);
        let mut rtc = change(config).build(Instant::now());
        rtc.add_local_candidate(Candidate::host(believed, "udp").expect("a valid candidate"));
        Self {
            rtc,
            role,
            audio: Mid::from("none"),
            video: Mid::from("none"),
            heard: Vec::new(),
            wire: Vec::new(),
            keyframes_wanted: 0,
            sources: BTreeSet::new(),
            estimate: 0,
            cut: false,
            filler: 0x55,
            lose: |_| false,
            over: false,
            socket,
            believed,
            pending: None,
            next_video: 1_000,
            next_audio: 5_000,
            arrived: 0,
            started: Instant::now(),
        }
    }

    /// The first offer: audio both ways, and video as the role has it.
    pub(crate) fn offer(&mut self) -> String {
        let direction = match self.role {
            PeerRole::Customer => Direction::SendOnly,
            PeerRole::Staff => Direction::RecvOnly,
            PeerRole::Echo => Direction::SendRecv,
        };
        let mut api = self.rtc.sdp_api();
        self.audio = api.add_media(MediaKind::Audio, Direction::SendRecv, None, None, None);
        self.video = api.add_media(MediaKind::Video, direction, None, None, None);
        let (offer, pending) = api.apply().expect("media was added");
        self.pending = Some(pending);
        offer.to_sdp_string()
    }

    /// An offer that restarts ICE.
    pub(crate) fn restart_offer(&mut self) -> String {
        let mut api = self.rtc.sdp_api();
        api.ice_restart(true);
        let (offer, pending) = api.apply().expect("a restart is a change");
        self.pending = Some(pending);
        offer.to_sdp_string()
    }

    /// An offer that changes which way video flows.
    pub(crate) fn redirect_offer(&mut self, direction: Direction) -> String {
        let mut api = self.rtc.sdp_api();
        api.set_direction(self.video, direction);
        let (offer, pending) = api.apply().expect("another direction is a change");
        self.pending = Some(pending);
        offer.to_sdp_string()
    }

    /// Takes the relay's answer.
    pub(crate) fn accept(&mut self, answer: &str) {
        let answer = SdpAnswer::from_sdp_string(answer).expect("str0m reads the answer");
        let pending = self.pending.take().expect("an offer is pending");
        self.rtc.sdp_api().accept_answer(pending, answer).expect("str0m accepts the answer");
    }

    /// Goes on from another port, as behind an address translation that forgot its mapping.
    pub(crate) fn rebind(&mut self) {
        self.socket = socket(self.believed.ip());
    }

    /// Sends one VP8 picture.
    pub(crate) fn send_picture(&mut self, key: bool) {
        let timestamp = self.clock(90_000);
        for part in 0..PACKETS_PER_PICTURE {
            // RFC 7741: start of the first partition, then the inverse key frame flag.
            let start = if part == 0 { 0x10 } else { 0x00 };
            let frame = if part == 0 && key { 0x00 } else { 0x01 };
            let mut payload = vec![start, frame];
            payload.extend(std::iter::repeat_n(self.filler, 800));
            self.write(self.video, self.next_video, timestamp, part + 1 == PACKETS_PER_PICTURE, &payload);
            self.next_video += 1;
        }
    }

    /// Sends one packet that is a whole picture, with this payload.
    pub(crate) fn send_payload(&mut self, payload: &[u8]) {
        let timestamp = self.clock(90_000);
        self.write(self.video, self.next_video, timestamp, true, payload);
        self.next_video += 1;
    }

    /// Leaves out numbers of the video stream, as if their packets had been lost on the way to the relay.
    pub(crate) fn skip_video(&mut self, packets: u64) {
        self.next_video += packets;
    }

    /// Sends one packet of voice.
    pub(crate) fn send_voice(&mut self) {
        let timestamp = self.clock(48_000);
        self.write(self.audio, self.next_audio, timestamp, false, &[0xfc, 0xff, 0xfe]);
        self.next_audio += 1;
    }

    /// The payload type with which this page would send on `mid`.
    fn write(&mut self, mid: Mid, sequence: u64, timestamp: u32, marker: bool, payload: &[u8]) {
        let Some(pt) = self.rtc.media(mid).and_then(|media| media.remote_pts().first().copied()) else {
            return;
        };
        let now = Instant::now();
        if let Some(stream) = self.rtc.direct_api().stream_tx_by_mid(mid, None) {
            let level = ExtensionValues { audio_level: Some(VOICE_LEVEL), voice_activity: Some(true), ..Default::default() };
            let mut packet = RtpWrite::new(pt, sequence.into(), timestamp, now, payload).nackable(true).ext_vals(level);
            if marker {
                packet = packet.marker(true);
            }
            stream.write_rtp(packet);
        }
    }

    fn clock(&self, rate: u128) -> u32 {
        u32::try_from(self.started.elapsed().as_micros() * rate / 1_000_000).expect("tests are short")
    }

    /// Packets that were heard of `mid`, in the order of their arrival.
    pub(crate) fn heard_of(&self, mid: Mid) -> Vec<&RtpPacket> {
        let of_mid = |packet: &&RtpPacket| packet.header.ext_vals.mid == Some(mid) || self.belongs(packet, mid);
        self.heard.iter().filter(of_mid).collect()
    }

    fn belongs(&self, packet: &RtpPacket, mid: Mid) -> bool {
        self.rtc.media(mid).is_some_and(|media| media.remote_pts().contains(&packet.header.payload_type))
    }

    /// Does what is to be done now: sends, receives, and keeps time. Never waits.
    pub(crate) fn step(&mut self) {
        if self.over {
            return;
        }
        self.drain();
        let mut buffer = [0; 2_000];
        loop {
            match self.socket.recv_from(&mut buffer) {
                Ok((length, source)) => self.receive(&buffer[..length], source),
                Err(error) if error.kind() == ErrorKind::WouldBlock => break,
                Err(_) => {}
            }
        }
        self.over |= self.rtc.handle_input(Input::Timeout(Instant::now())).is_err();
        self.drain();
    }

    /// str0m's contract: after each input, take all output.
    fn drain(&mut self) {
        loop {
            let Ok(output) = self.rtc.poll_output() else {
                self.over = true;
                return;
            };
            match output {
                Output::Timeout(_) => break,
                Output::Transmit(transmit) => {
                    if !self.cut {
                        // A full buffer is a lost packet.
                        let _lost = self.socket.send_to(&transmit.contents, transmit.destination);
                    }
                }
                Output::Event(Event::RtpPacket(packet)) => self.heard.push(packet),
                Output::Event(Event::KeyframeRequest(_)) => self.keyframes_wanted += 1,
                Output::Event(Event::EgressBitrateEstimate(BweKind::Twcc { estimate, .. })) => {
                    self.estimate = self.estimate.max(estimate.as_u64());
                }
                Output::Event(_) => {}
            }
        }
    }

    fn receive(&mut self, datagram: &[u8], source: SocketAddr) {
        let is_rtp = matches!(datagram, [128..=191, second, ..] if !(192..=223).contains(second)) && datagram.len() >= 12;
        if self.cut {
            return;
        }
        self.sources.insert(source);
        if is_rtp {
            self.arrived += 1;
            if (self.lose)(self.arrived) {
                return;
            }
            self.wire.push(OnWire {
                ssrc: u32::from_be_bytes([datagram[8], datagram[9], datagram[10], datagram[11]]),
                sequence: u16::from_be_bytes([datagram[2], datagram[3]]),
                at: Instant::now(),
            });
        }
        let Ok(contents) = datagram.try_into() else {
            return;
        };
        let receive = Receive { proto: Protocol::Udp, source, destination: self.believed, contents };
        self.over |= self.rtc.handle_input(Input::Receive(Instant::now(), receive)).is_err();
        self.drain();
    }

    /// Sends bytes from the page's own socket, past str0m.
    pub(crate) fn send_raw(&self, bytes: &[u8], to: SocketAddr) {
        self.socket.send_to(bytes, to).expect("loopback takes it");
    }
}

fn socket(ip: IpAddr) -> UdpSocket {
    let socket = UdpSocket::bind((ip, 0)).expect("loopback has a free port");
    socket.set_nonblocking(true).expect("sockets can be non-blocking");
    socket
}

/// Steps pages until `done`, at most ten seconds; panics with `what` if it does not come true.
pub(crate) fn until(what: &str, pages: &mut [&mut Page], mut done: impl FnMut(&mut [&mut Page]) -> bool) {
    let deadline = Instant::now() + Duration::from_secs(10);
    while !done(pages) {
        assert!(Instant::now() < deadline, "did not come true in ten seconds: {what}");
        step(pages);
    }
}

/// Steps pages for a while, for what must not happen in it.
pub(crate) fn during(time: Duration, pages: &mut [&mut Page], mut each: impl FnMut(&mut [&mut Page])) {
    let end = Instant::now() + time;
    while Instant::now() < end {
        each(pages);
        step(pages);
    }
}

fn step(pages: &mut [&mut Page]) {
    for page in pages.iter_mut() {
        page.step();
    }
    // The other side runs on its own threads: give it the processor.
    std::thread::sleep(Duration::from_millis(1));
}

/// Does something at a steady pace, however often it is called.
pub(crate) struct Pace {
    every: Duration,
    next: Instant,
}

impl Pace {
    pub(crate) fn new(every: Duration) -> Self {
        Self { every, next: Instant::now() }
    }

    /// Whether it is time again.
    pub(crate) fn due(&mut self) -> bool {
        let now = Instant::now();
        let due = self.next <= now;
        if due {
            self.next = now + self.every;
        }
        due
    }
}
