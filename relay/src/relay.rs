//! The handles with which the server drives the relay.

use crate::config::{Advertised, RelayConfig, StartError};
use crate::gates::fence::{FenceError, Watch};
use crate::gates::gate::{Doors, Gate};
use crate::limits::MAX_SDP_BYTES;
use crate::metrics::Metrics;
use crate::net::udp::Udp;
use crate::peer::event::{Answer, OfferError, PeerKey, PeerRole, RelayEvent, SessionKey};
use crate::peer::secure::Identity;
use crate::thread::mailbox::{Command, Mailbox, mailbox};
use crate::thread::{self, Setup, WAKER};
use mio::net::TcpListener;
use mio::{Poll, Waker};
use socket2::{Domain, Protocol, Socket, Type};
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::thread::JoinHandle;

/// A running relay. Dropping it closes every connection and ends its threads.
pub struct Relay {
    mailboxes: Arc<[Mailbox]>,
    threads: Vec<JoinHandle<()>>,
    metrics: Arc<Metrics>,
    udp: Vec<SocketAddr>,
    tcp: Vec<SocketAddr>,
    _watch: Watch,
}

impl Relay {
    /// Binds the sockets and starts the media threads.
    ///
    /// `events` is called on media threads and must not block.
    ///
    /// # Errors
    /// If something cannot be bound, or no page could ever connect.
    pub fn start<E>(config: &RelayConfig, events: E) -> Result<Self, StartError>
    where
        E: Fn(RelayEvent) + Send + Clone + 'static,
    {
        if config.codecs.is_empty() {
            return Err(StartError::NoCodec);
        }
        let identity = Arc::new(Identity::generate().map_err(StartError::Certificate)?);
        let metrics = Arc::new(Metrics::default());
        let mut listeners = listen(&config.tcp_bind)?;
        let listening: Vec<SocketAddr> = listeners.iter().filter_map(|listener| listener.local_addr().ok()).collect();
        let tcp_candidates = tcp_candidates(&config.advertised, &listening);

        let mut polls = Vec::new();
        let mut mailboxes = Vec::new();
        for _ in 0..thread_count(config.threads) {
            let poll = Poll::new().map_err(StartError::Thread)?;
            let waker = Waker::new(poll.registry(), WAKER).map_err(StartError::Thread)?;
            let (mailbox, inbox) = mailbox(Arc::new(waker));
            polls.push((poll, inbox));
            mailboxes.push(mailbox);
        }
        let fences = mailboxes.iter().map(|mailbox| mailbox.fences.clone()).collect();
        let mut relay = Self {
            mailboxes: mailboxes.into(),
            threads: Vec::new(),
            metrics: metrics.clone(),
            udp: Vec::new(),
            tcp: listening,
            _watch: Watch::start(fences).map_err(StartError::Thread)?,
        };
        for (index, (poll, inbox)) in polls.into_iter().enumerate() {
            let sockets = bind(config, index)?;
            let bound: Vec<SocketAddr> = sockets.iter().map(|udp| udp.address).collect();
            let udp_candidates = udp_candidates(&config.advertised, index, &bound);
            if udp_candidates.is_empty() {
                return Err(StartError::NothingAdvertised);
            }
            let setup = Setup {
                poll,
                index,
                sockets,
                listeners: std::mem::take(&mut listeners),
                mailboxes: relay.mailboxes.clone(),
                inbox,
                fences: relay.mailboxes[index].fences.clone(),
                metrics: metrics.clone(),
                identity: identity.clone(),
                mark: mark(index),
                codecs: config.codecs.clone(),
                udp_candidates,
                tcp_candidates: tcp_candidates.clone(),
                events: events.clone(),
            };
            let thread = std::thread::Builder::new()
                .name(format!("relay-media-{index}"))
                .spawn(move || thread::run(setup))
                .map_err(StartError::Thread)?;
            relay.udp.extend(bound);
            relay.threads.push(thread);
        }
        Ok(relay)
    }

    /// Opens a session, on the media thread that has the fewest. All its doors are shut.
    #[must_use]
    pub fn open_session(&self, session: SessionKey) -> SessionHandle {
        let mailbox = self
            .mailboxes
            .iter()
            .min_by_key(|mailbox| mailbox.sessions.load(Ordering::Relaxed))
            .expect("a relay has at least one media thread")
            .clone();
        mailbox.sessions.fetch_add(1, Ordering::Relaxed);
        let gate = Arc::new(Gate::default());
        // A thread that has ended answers offers with `Busy`.
        let _ended = mailbox.send(Command::Open { session, gate: gate.clone() });
        SessionHandle { key: session, gate, mailbox, metrics: self.metrics.clone() }
    }

    /// The counters.
    #[must_use]
    pub fn metrics(&self) -> &Arc<Metrics> {
        &self.metrics
    }

    /// Says whether every media thread still runs, and came round within the last second.
    #[must_use]
    pub fn is_alive(&self) -> bool {
        let ended = self.threads.iter().any(JoinHandle::is_finished);
        !ended && self.mailboxes.iter().all(|mailbox| !mailbox.fences.is_stuck())
    }

    /// The bound UDP addresses of all media threads.
    #[must_use]
    pub fn udp_addrs(&self) -> &[SocketAddr] {
        &self.udp
    }

    /// The bound addresses of the ICE-TCP listener.
    #[must_use]
    pub fn tcp_addrs(&self) -> &[SocketAddr] {
        &self.tcp
    }
}

impl Drop for Relay {
    fn drop(&mut self) {
        for mailbox in self.mailboxes.iter() {
            let _ended = mailbox.send(Command::Stop);
        }
        for thread in self.threads.drain(..) {
            if thread.join().is_err() {
                tracing::error!("a media thread ended by a panic");
            }
        }
    }
}

/// A session of the relay. Dropping it removes all of its peers.
pub struct SessionHandle {
    key: SessionKey,
    gate: Arc<Gate>,
    mailbox: Mailbox,
    metrics: Arc<Metrics>,
}

impl SessionHandle {
    /// The doors of the session.
    #[must_use]
    pub fn gate(&self) -> &Gate {
        &self.gate
    }

    /// Shuts doors: at once for every packet that is not yet on its way to the kernel.
    ///
    /// `done` is called, on another thread, once nothing that passed these doors before can leave any more; or with an
    /// error after [`FENCE_DEADLINE`](crate::limits::FENCE_DEADLINE) when the media thread is stuck. Doors that were
    /// shut already get their fence all the same.
    pub fn shut(&self, doors: impl Into<Doors>, done: impl FnOnce(Result<(), FenceError>) + Send + 'static) {
        self.gate.shut(doors.into());
        self.mailbox.fences.ask(Box::new(done));
        self.mailbox.wake();
    }

    /// Opens doors. Pictures start at the next keyframe, which is asked for at once.
    pub fn open(&self, doors: impl Into<Doors>) {
        self.gate.open(doors.into());
        // Without the wake-up the next packet of the publisher asks for the keyframe.
        let _ended = self.mailbox.send(Command::Opened { session: self.key });
    }

    /// Answers a page's offer; `reply` is called on another thread, or at once if the offer is refused without being read.
    ///
    /// The same `peer` offering again goes on with its keys and streams if it is the same peer connection (an ICE
    /// restart), and is replaced otherwise.
    pub fn offer(
        &self,
        peer: PeerKey,
        role: PeerRole,
        sdp: String,
        reply: impl FnOnce(Result<Answer, OfferError>) + Send + 'static,
    ) {
        if sdp.len() > MAX_SDP_BYTES {
            reply(Err(OfferError::TooLong));
            return;
        }
        let command = Command::Offer { session: self.key, peer, role, sdp, reply: Box::new(reply) };
        if let Err(Command::Offer { reply, .. }) = self.mailbox.try_send(command) {
            self.metrics.commands_refused.inc();
            reply(Err(OfferError::Busy));
        }
    }

    /// Removes a peer. Nothing is told about it any more.
    pub fn remove(&self, peer: PeerKey) {
        let _ended = self.mailbox.send(Command::Remove { session: self.key, peer });
    }

    /// Closes the session and removes all of its peers.
    pub fn close(self) {
        drop(self);
    }
}

impl Drop for SessionHandle {
    fn drop(&mut self) {
        self.gate.shut(Doors::ALL);
        self.mailbox.sessions.fetch_sub(1, Ordering::Relaxed);
        let _ended = self.mailbox.send(Command::Close { session: self.key });
    }
}

/// Media threads to start: as asked, or one less than there are cores; no more than have a mark of their own.
fn thread_count(asked: usize) -> usize {
    let count = match asked {
        0 => std::thread::available_parallelism().map_or(1, |cores| cores.get() - 1),
        asked => asked,
    };
    count.clamp(1, 256)
}

/// Two characters that begin the ICE fragments of a thread's peers.
fn mark(index: usize) -> String {
    format!("{index:02x}")
}

/// The thread that a fragment belongs to by its mark.
pub(crate) fn marked(fragment: &str) -> Option<usize> {
    usize::from_str_radix(fragment.get(..2)?, 16).ok()
}

/// Binds the addresses of the TCP listener that the machine has.
fn listen(addresses: &[SocketAddr]) -> Result<Vec<TcpListener>, StartError> {
    let mut listeners = Vec::new();
    let mut refused = None;
    for address in addresses {
        match listen_on(*address) {
            Ok(listener) => listeners.push(listener),
            Err(source) => refused = Some(StartError::Tcp { address: *address, source }),
        }
    }
    match refused {
        Some(error) if listeners.is_empty() => Err(error),
        _ => Ok(listeners),
    }
}

fn listen_on(address: SocketAddr) -> std::io::Result<TcpListener> {
    let socket = Socket::new(Domain::for_address(address), Type::STREAM, Some(Protocol::TCP))?;
    if address.is_ipv6() {
        socket.set_only_v6(true)?;
    }
    // A restarted server takes its port back at once.
    socket.set_reuse_address(true)?;
    socket.set_nonblocking(true)?;
    socket.bind(&address.into())?;
    socket.listen(256)?;
    Ok(TcpListener::from_std(socket.into()))
}

fn bind(config: &RelayConfig, index: usize) -> Result<Vec<Udp>, StartError> {
    let port = match config.udp_port {
        0 => 0,
        first => u16::try_from(usize::from(first) + index).map_err(|_| StartError::Ports)?,
    };
    let mut sockets = Vec::new();
    let mut refused = std::io::Error::from(std::io::ErrorKind::AddrNotAvailable);
    for ip in &config.udp_bind {
        match Udp::bind(*ip, port) {
            Ok(udp) => sockets.push(udp),
            Err(error) => refused = error,
        }
    }
    if sockets.is_empty() {
        return Err(StartError::Udp { port, source: refused });
    }
    Ok(sockets)
}

/// What pages are told for the media thread `index`, whose sockets are bound to `bound`.
fn udp_candidates(advertised: &Advertised, index: usize, bound: &[SocketAddr]) -> Vec<SocketAddr> {
    let mut candidates = Vec::new();
    for public in &advertised.public {
        let port = match public.udp_port {
            Some(first) => u16::try_from(usize::from(first) + index).ok(),
            None => bound_port(public.ip, bound).or_else(|| bound.first().map(SocketAddr::port)),
        };
        candidates.extend(port.map(|port| SocketAddr::new(public.ip, port)));
    }
    for host in &advertised.hosts {
        candidates.extend(bound_port(*host, bound).map(|port| SocketAddr::new(*host, port)));
    }
    let mut seen = std::collections::HashSet::new();
    candidates.retain(|candidate| seen.insert(*candidate));
    candidates
}

/// What pages are told of the TCP listener, which all media threads share.
fn tcp_candidates(advertised: &Advertised, listening: &[SocketAddr]) -> Vec<SocketAddr> {
    if listening.is_empty() {
        return Vec::new();
    }
    let public = advertised.public.iter().filter_map(|public| {
        let port = public.tcp_port.or_else(|| bound_port(public.ip, listening))?;
        Some(SocketAddr::new(public.ip, port))
    });
    let hosts = advertised.hosts.iter().filter_map(|host| Some(SocketAddr::new(*host, bound_port(*host, listening)?)));
    public.chain(hosts).collect()
}

/// The port on which the host address `ip` is served.
fn bound_port(ip: IpAddr, bound: &[SocketAddr]) -> Option<u16> {
    bound
        .iter()
        .find(|address| address.ip() == ip || (address.ip().is_unspecified() && address.is_ipv4() == ip.is_ipv4()))
        .map(SocketAddr::port)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::PublicAddr;

    fn addresses(list: &[&str]) -> Vec<SocketAddr> {
        list.iter().map(|address| address.parse().expect("an address")).collect()
    }

    fn ip(text: &str) -> IpAddr {
        text.parse().expect("an address")
    }

    #[test]
    fn behind_address_translation_each_media_thread_has_the_port_after_the_one_before() {
        let public = vec![
            PublicAddr { ip: ip("203.0.113.7"), udp_port: Some(20_000), tcp_port: Some(21_000) },
            PublicAddr { ip: ip("2001:db8::7"), udp_port: None, tcp_port: None },
        ];
        let advertised = Advertised { hosts: Vec::new(), public };
        for (index, outside) in [(0, 20_000), (1, 20_001), (2, 20_002)] {
            let bound = addresses(&[&format!("0.0.0.0:{}", 3_000 + index), &format!("[::]:{}", 3_000 + index)]);
            let expected = [format!("203.0.113.7:{outside}"), format!("[2001:db8::7]:{}", 3_000 + index)];
            assert_eq!(udp_candidates(&advertised, index, &bound), addresses(&expected.each_ref().map(String::as_str)));
        }
        let listening = addresses(&["0.0.0.0:4000", "[::]:4000"]);
        assert_eq!(tcp_candidates(&advertised, &listening), addresses(&["203.0.113.7:21000", "[2001:db8::7]:4000"]));
    }

    #[test]
    fn ports_outside_that_do_not_exist_are_not_advertised() {
        let public = vec![PublicAddr { ip: ip("203.0.113.7"), udp_port: Some(u16::MAX), tcp_port: None }];
        let advertised = Advertised { hosts: Vec::new(), public };
        let bound = addresses(&["0.0.0.0:3001"]);
        assert_eq!(udp_candidates(&advertised, 0, &bound), addresses(&["203.0.113.7:65535"]));
        assert!(udp_candidates(&advertised, 1, &bound).is_empty());
        assert!(tcp_candidates(&advertised, &[]).is_empty(), "nobody listens");
    }

    #[test]
    fn hosts_are_advertised_once_and_only_where_something_is_bound() {
        let hosts = vec![ip("192.0.2.1"), ip("127.0.0.1"), ip("::1"), ip("192.0.2.1")];
        let advertised = Advertised { hosts, public: Vec::new() };
        let bound = addresses(&["0.0.0.0:3000"]);
        assert_eq!(udp_candidates(&advertised, 0, &bound), addresses(&["192.0.2.1:3000", "127.0.0.1:3000"]));
    }

    #[test]
    fn a_mark_leads_back_to_its_thread() {
        for index in [0, 9, 16, 255] {
            assert_eq!(marked(&format!("{}rest", mark(index))), Some(index));
        }
        assert_eq!(marked("zz"), None);
    }
}
