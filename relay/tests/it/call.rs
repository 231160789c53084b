//! A relay with one session, and the pages in it.

use crate::page::{Pace, Page, until};
use cicerone_relay::{
    Advertised, Answer, Gate, Gates, MediaId, OfferError, PeerRole, Relay, RelayConfig, RelayEvent, RelayEventKind,
    SessionHandle, SessionKey,
};
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

pub(crate) const CUSTOMER: MediaId = MediaId(1);
pub(crate) const STAFF: MediaId = MediaId(2);

/// A relay on loopback.
pub(crate) struct Call {
    pub(crate) relay: Relay,
    pub(crate) session: SessionHandle,
    pub(crate) told: Vec<RelayEvent>,
    events: Receiver<RelayEvent>,
}

/// One media thread and one socket on IPv4 loopback.
pub(crate) fn loopback() -> RelayConfig {
    let ip = IpAddr::V4(Ipv4Addr::LOCALHOST);
    RelayConfig {
        udp_bind: vec![ip],
        advertised: Advertised { hosts: vec![ip], public: Vec::new() },
        threads: 1,
        ..RelayConfig::default()
    }
}

impl Call {
    pub(crate) fn new() -> Self {
        Self::with(&loopback())
    }

    pub(crate) fn with(config: &RelayConfig) -> Self {
        let (sender, events) = channel();
        let tell = move |event| {
            // The call may be over.
            let _over = sender.send(event);
        };
        let relay = Relay::start(config, tell).expect("the relay starts");
        let session = relay.open_session(SessionKey(42));
        Self { relay, session, told: Vec::new(), events }
    }

    /// The relay's UDP address.
    pub(crate) fn udp(&self) -> SocketAddr {
        self.relay.udp_addrs()[0]
    }

    /// Has an offer answered.
    #[expect(clippy::unwrap_in_result, reason = "a lost answer is a bug; a refusal is what tests ask for")]
    pub(crate) fn answer(&self, peer: MediaId, role: PeerRole, offer: String) -> Result<Answer, OfferError> {
        let (sender, answer) = channel();
        self.session.offer(peer, role, offer, move |answer| sender.send(answer).expect("the test waits"));
        answer.recv_timeout(Duration::from_secs(5)).expect("every offer is answered")
    }

    /// Brings a page to its answer.
    pub(crate) fn join(&self, peer: MediaId, page: &mut Page) {
        let offer = page.offer();
        let answer = self.answer(peer, page.role, offer).expect("a good offer is answered");
        page.accept(&answer.sdp);
    }

    /// A customer and a member of staff, connected, with all gates open.
    pub(crate) fn pair() -> (Self, Page, Page) {
        let call = Self::new();
        let mut customer = Page::new(PeerRole::Customer);
        let mut staff = Page::new(PeerRole::Staff);
        call.join(STAFF, &mut staff);
        call.join(CUSTOMER, &mut customer);
        connect(&mut [&mut customer, &mut staff]);
        call.session.open(Gates::ALL);
        (call, customer, staff)
    }

    /// What the relay told of a peer, from the beginning.
    pub(crate) fn told_of(&mut self, peer: MediaId) -> Vec<&RelayEventKind> {
        self.told.extend(self.events.try_iter());
        self.told.iter().filter(|event| event.media == peer).map(|event| &event.kind).collect()
    }

    /// Shuts a gate and waits for its fence.
    pub(crate) fn shut(&self, gate: Gate, pages: &mut [&mut Page]) -> Instant {
        let (sender, fence) = channel();
        self.session.shut(gate, move |outcome| sender.send((outcome, Instant::now())).expect("the test waits"));
        let mut passed = None;
        until("the fence completes", pages, |_| {
            passed = fence.try_recv().ok();
            passed.is_some()
        });
        let (outcome, at) = passed.expect("it was just seen");
        assert_eq!(outcome, Ok(()));
        at
    }
}

/// Steps pages until all are connected.
pub(crate) fn connect(pages: &mut [&mut Page]) {
    until("all pages are connected", pages, |pages| pages.iter().all(|page| page.rtc.is_connected()));
}

/// Sends pictures at 50 a second, a keyframe first and whenever one is wanted, until `done`.
pub(crate) fn show_until(what: &str, customer: &mut Page, staff: &mut Page, mut done: impl FnMut(&mut Page, &mut Page) -> bool) {
    let mut show = Show::new();
    until(what, &mut [customer, staff], |pages| {
        let [customer, staff] = pages else { unreachable!("two pages were given") };
        show.go_on(customer);
        done(customer, staff)
    });
}

/// A camera that obeys keyframe requests.
pub(crate) struct Show {
    pace: Pace,
    answered: Option<usize>,
    /// Pictures shown so far.
    pub(crate) shown: usize,
}

impl Show {
    pub(crate) fn new() -> Self {
        Self { pace: Pace::new(Duration::from_millis(20)), answered: None, shown: 0 }
    }

    /// A camera that has been running: no keyframe unless one is wanted.
    pub(crate) fn running(customer: &Page) -> Self {
        Self { answered: Some(customer.keyframes_wanted), ..Self::new() }
    }

    pub(crate) fn go_on(&mut self, customer: &mut Page) {
        if self.pace.due() {
            let key = self.answered != Some(customer.keyframes_wanted);
            self.answered = Some(customer.keyframes_wanted);
            self.shown += 1;
            customer.send_picture(key);
        }
    }
}

/// The call is alive: new pictures go through.
pub(crate) fn assert_alive(customer: &mut Page, staff: &mut Page) {
    let video = staff.video;
    let before = staff.heard_of(video).len();
    show_until("pictures go on", customer, staff, |_, staff| staff.heard_of(video).len() > before + 30);
}
