//! A running relay: its threads, and where new sessions go.

use crate::config::{RelayConfig, StartError};
use crate::gates::fence::Watch;
use crate::ice::candidates::{Candidates, tcp_candidates, udp_candidates};
use crate::ice::credentials::{MAX_THREADS, mark};
use crate::ids::SessionKey;
use crate::metrics::Metrics;
use crate::net::bind::{bind, listen};
use crate::peer::event::RelayEvent;
use crate::peer::secure::Identity;
use crate::session::SessionHandle;
use crate::thread::mailbox::{Command, Mailbox, mailbox};
use crate::thread::{self, Setup, WAKER};
use mio::{Poll, Waker};
use std::net::SocketAddr;
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
    /// [`StartError`]: if something cannot be bound or made, or no page could ever connect.
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
        let tcp = tcp_candidates(&config.advertised, &listening);

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
            let sockets = bind(&config.udp_bind, config.udp_port, index)?;
            let bound: Vec<SocketAddr> = sockets.iter().map(|udp| udp.address).collect();
            let candidates = Candidates { udp: udp_candidates(&config.advertised, index, &bound), tcp: tcp.clone() };
            if candidates.udp.is_empty() {
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
                candidates,
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

    /// Opens a session, on the media thread that has the fewest. All its gates are shut.
    #[must_use]
    pub fn open_session(&self, session: SessionKey) -> SessionHandle {
        let mailbox = self
            .mailboxes
            .iter()
            .min_by_key(|mailbox| mailbox.sessions.load(Ordering::Relaxed))
            .expect("a relay has at least one media thread")
            .clone();
        SessionHandle::begin(session, mailbox, self.metrics.clone())
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

/// Media threads to start: as asked, or one less than there are cores; no more than have a mark of their own.
fn thread_count(asked: usize) -> usize {
    let count = match asked {
        0 => std::thread::available_parallelism().map_or(1, |cores| cores.get() - 1),
        asked => asked,
    };
    count.clamp(1, MAX_THREADS)
}
