//! The media connection of a page: str0m on a thread of its own, which sends, receives and counts while the test does something else.

use std::net::SocketAddr;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use cicerone_relay::PeerRole;

use crate::client::Page;
use crate::peer::{self, Pace};

/// How long anything may take before a test fails. Generous: only a hang reaches it.
const PATIENCE: Duration = Duration::from_secs(15);

/// A connection that lives until it is dropped, whatever becomes of its page's socket.
pub(crate) struct Connection {
    peer: Arc<Mutex<peer::Page>>,
    over: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
    /// The answer that the server gave.
    pub(crate) answer: String,
    /// The offer that it answered.
    pub(crate) offer: String,
}

impl Connection {
    /// Offers over the page's socket, takes the answer, and connects. A customer then sends pictures and voice, staff voice.
    pub(crate) async fn open(page: &mut Page, role: PeerRole) -> Self {
        Self::of(page, peer::Page::new(role)).await
    }

    /// The same with a peer of its own kind.
    pub(crate) async fn of(page: &mut Page, mut peer: peer::Page) -> Self {
        let offer = peer.offer();
        let answer = page.offer(&offer).await.expect("the offer is answered");
        peer.accept(&answer);
        let (peer, over) = (Arc::new(Mutex::new(peer)), Arc::new(AtomicBool::new(false)));
        let thread = {
            let (peer, over) = (peer.clone(), over.clone());
            std::thread::spawn(move || run(&peer, &over))
        };
        let connection = Self { peer, over, thread: Some(thread), answer, offer };
        connection.until("the page connects", |peer| peer.rtc.is_connected()).await;
        connection
    }

    /// Does something with the peer between two of its steps.
    pub(crate) fn with<T>(&self, act: impl FnOnce(&mut peer::Page) -> T) -> T {
        act(&mut self.peer.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// RTP packets that came over the wire so far.
    pub(crate) fn arrived(&self) -> usize {
        self.with(|peer| peer.wire.len())
    }

    /// Packets of video that the server has sent so far: what the kernel holds already is taken first.
    pub(crate) fn seen(&self) -> usize {
        self.with(|peer| {
            peer.step();
            peer.heard_of(peer.video).len()
        })
    }

    /// Waits until so many packets more have come.
    pub(crate) async fn hears(&self, packets: usize) {
        let before = self.arrived();
        self.until("packets arrive", |peer| peer.wire.len() >= before + packets).await;
    }

    /// Waits until so many packets of video more have come.
    pub(crate) async fn sees(&self, packets: usize) {
        let pictures = |peer: &peer::Page| peer.heard_of(peer.video).len();
        let before = self.with(|peer| pictures(peer));
        self.until("pictures arrive", |peer| pictures(peer) >= before + packets).await;
    }

    /// The longest time between two arrivals since `since`, up to now.
    pub(crate) fn longest_gap(&self, since: Instant) -> Duration {
        let arrivals: Vec<_> = self.with(|peer| peer.wire.iter().map(|packet| packet.at).filter(|at| *at > since).collect());
        let ends = arrivals.iter().copied().chain([Instant::now()]);
        std::iter::once(since).chain(arrivals.iter().copied()).zip(ends).map(|(from, to)| to - from).max().unwrap_or_default()
    }

    /// Where the server's media thread listens, by the answer's first candidate on this machine.
    pub(crate) fn server_addr(&self) -> SocketAddr {
        candidates(&self.answer)
            .into_iter()
            .find(|addr| addr.ip().is_loopback() && addr.is_ipv4())
            .expect("loopback is advertised")
    }

    pub(crate) async fn until(&self, what: &str, done: impl Fn(&peer::Page) -> bool) {
        let deadline = Instant::now() + PATIENCE;
        while !self.with(|peer| done(peer)) {
            assert!(Instant::now() < deadline, "did not come true in time: {what}");
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }
}

impl Drop for Connection {
    fn drop(&mut self) {
        self.over.store(true, Ordering::Relaxed);
        if let Some(thread) = self.thread.take() {
            // A panic of the thread has been reported by its hook.
            let _reported = thread.join();
        }
    }
}

/// Addresses of an SDP's candidates over UDP.
pub(crate) fn candidates(sdp: &str) -> Vec<SocketAddr> {
    let of_udp = sdp.lines().filter_map(|line| line.strip_prefix("a=candidate:"));
    let parsed = of_udp.filter_map(|line| {
        let parts: Vec<_> = line.split(' ').collect();
        let [_, _, protocol, _, ip, port, ..] = parts[..] else { return None };
        protocol.eq_ignore_ascii_case("udp").then(|| Some(SocketAddr::new(ip.parse().ok()?, port.parse().ok()?)))?
    });
    parsed.collect()
}

fn run(peer: &Mutex<peer::Page>, over: &AtomicBool) {
    let (mut picture, mut voice) = (Pace::new(Duration::from_millis(33)), Pace::new(Duration::from_millis(20)));
    // The first picture is a keyframe without anybody asking.
    let mut keyframes = None;
    while !over.load(Ordering::Relaxed) {
        {
            let mut peer = peer.lock().unwrap_or_else(PoisonError::into_inner);
            if peer.rtc.is_connected() && voice.due() {
                peer.send_voice();
            }
            if peer.rtc.is_connected() && peer.role == PeerRole::Customer && picture.due() {
                let key = keyframes != Some(peer.keyframes_wanted);
                keyframes = Some(peer.keyframes_wanted);
                peer.send_picture(key);
            }
            peer.step();
        }
        std::thread::sleep(Duration::from_millis(1));
    }
}
