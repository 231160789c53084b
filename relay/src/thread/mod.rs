//! A media thread: it owns its sockets and the peers of its sessions, and shares nothing but gates, counters and the queues
//! of taps. Its turn is: wait; commands; read a batch; route, open, forward, seal; send runs; complete fences; timers.

mod arrivals;
mod commands;
mod forwarding;
pub(crate) mod mailbox;
mod members;
mod outputs;
mod requests;
mod routes;
mod streams;
pub(crate) mod tap_queue;
mod taps;
mod timers;

use crate::gates::fence::Fences;
use crate::ice::candidates::Candidates;
use crate::ice::path::Path;
use crate::ids::{PeerId, SessionKey};
use crate::limits::{MAX_BATCHES_PER_TURN, MAX_MOVE_ATTEMPTS, TCP_READ_BYTES};
use crate::metrics::Metrics;
use crate::net::outbox::Outbox;
use crate::net::tcp::Connection;
use crate::net::udp::{Batch, Udp};
use crate::peer::Peer;
use crate::peer::event::RelayEvent;
use crate::peer::secure::Identity;
use crate::rtp::codec::VideoCodec;
use crate::rtp::renumber::Sources;
use crate::stats::PerSecond;
use crate::thread::mailbox::{Inbox, Mailbox};
use crate::thread::members::{Members, Receiver};
use crate::thread::routes::Routes;
use crate::thread::timers::Timers;
use mio::event::Event;
use mio::net::TcpListener;
use mio::{Events, Interest, Poll, Token};
use std::collections::{HashMap, VecDeque};
use std::sync::Arc;
use std::time::{Duration, Instant};

/// The token of the thread's waker. UDP sockets have the ones from zero on, listeners and connections those below.
pub(crate) const WAKER: Token = Token(usize::MAX);

/// The tokens of TCP listeners begin here.
const LISTENER_TOKENS: usize = 1 << 16;
/// The tokens of TCP connections begin here.
const TCP_TOKENS: usize = 1 << 17;

/// The longest sleep: a lost wake-up delays a command by this much at most.
const MAX_SLEEP: Duration = Duration::from_millis(500);

/// What a media thread is made of before it runs.
pub(crate) struct Setup<E> {
    pub(crate) poll: Poll,
    /// The place of this thread among all.
    pub(crate) index: usize,
    pub(crate) sockets: Vec<Udp>,
    /// The shared TCP listeners; only the first thread has them.
    pub(crate) listeners: Vec<TcpListener>,
    /// The mailboxes of all threads, for connections that belong there.
    pub(crate) mailboxes: Arc<[Mailbox]>,
    pub(crate) inbox: Inbox,
    pub(crate) fences: Arc<Fences>,
    pub(crate) metrics: Arc<Metrics>,
    pub(crate) identity: Arc<Identity>,
    /// Begins the ICE fragments of this thread's peers.
    pub(crate) mark: String,
    pub(crate) codecs: Vec<VideoCodec>,
    pub(crate) candidates: Candidates,
    pub(crate) events: E,
}

/// A running media thread.
struct MediaThread<E> {
    setup: Setup<E>,
    peers: HashMap<PeerId, Peer>,
    sessions: HashMap<SessionKey, Members>,
    routes: Routes,
    connections: HashMap<usize, Connection>,
    /// Connections in the order of their arrival, until a check has said whose they are.
    unidentified: VecDeque<usize>,
    /// Connections of peers that are gone, to be closed once their farewell is written.
    closing: Vec<usize>,
    /// Connections that may have something to read.
    unread: Vec<usize>,
    /// When listeners are tried again whose backlog was not emptied.
    accept_at: Option<Instant>,
    next_connection: usize,
    stream_buffer: Vec<u8>,
    timers: Timers,
    moves: PerSecond,
    outbox: Outbox,
    scratch: Vec<u8>,
    receivers: Vec<Receiver>,
    next_peer: u64,
    sources: Sources,
}

/// Runs a media thread until it is told to stop.
pub(crate) fn run<E: Fn(RelayEvent)>(mut setup: Setup<E>) {
    for (index, udp) in setup.sockets.iter_mut().enumerate() {
        if let Err(error) = setup.poll.registry().register(&mut udp.socket, Token(index), Interest::READABLE) {
            tracing::error!(%error, "a media socket cannot be polled");
        }
    }
    for (index, listener) in setup.listeners.iter_mut().enumerate() {
        let token = Token(LISTENER_TOKENS + index);
        if let Err(error) = setup.poll.registry().register(listener, token, Interest::READABLE) {
            tracing::error!(%error, "a media listener cannot be polled");
        }
    }
    let fences = setup.fences.clone();
    MediaThread {
        setup,
        peers: HashMap::new(),
        sessions: HashMap::new(),
        routes: Routes::default(),
        connections: HashMap::new(),
        unidentified: VecDeque::new(),
        closing: Vec::new(),
        unread: Vec::new(),
        accept_at: None,
        next_connection: 0,
        // Room for a quarter of what one connection may read in its turn: more calls, less memory.
        stream_buffer: vec![0; TCP_READ_BYTES / 4],
        moves: PerSecond::new(MAX_MOVE_ATTEMPTS),
        timers: Timers::default(),
        outbox: Outbox::default(),
        scratch: Vec::new(),
        receivers: Vec::new(),
        next_peer: 0,
        sources: Sources::default(),
    }
    .run();
    fences.end();
}

impl<E: Fn(RelayEvent)> MediaThread<E> {
    fn run(&mut self) {
        let mut events = Events::with_capacity(256);
        let mut batch = Batch::new();
        // Sockets are edge-triggered: one that was not emptied must be read again without being polled.
        let mut readable = vec![true; self.setup.sockets.len()];
        loop {
            let busy = readable.contains(&true) || !self.unread.is_empty();
            let sleep = if busy { Duration::ZERO } else { self.sleep() };
            if let Err(error) = self.setup.poll.poll(&mut events, Some(sleep))
                && error.kind() != std::io::ErrorKind::Interrupted
            {
                tracing::error!(%error, "a media thread cannot wait for its sockets");
                return;
            }
            for event in &events {
                if let Some(socket) = readable.get_mut(event.token().0) {
                    *socket = true;
                }
            }
            if !self.run_commands() {
                return;
            }
            for event in &events {
                self.on_stream_event(event);
            }
            self.accept_again(Instant::now());
            self.read_streams(Instant::now());
            for (index, readable) in readable.iter_mut().enumerate().filter(|(_, readable)| **readable) {
                *readable = self.read(index, &mut batch);
            }
            self.run_timers();
            self.flush();
        }
    }

    fn on_stream_event(&mut self, event: &Event) {
        let token = event.token();
        if (TCP_TOKENS..WAKER.0).contains(&token.0) {
            if event.is_readable() {
                self.unread.push(token.0 - TCP_TOKENS);
            }
            if event.is_writable() {
                self.on_writable(token.0 - TCP_TOKENS);
            }
        } else if (LISTENER_TOKENS..TCP_TOKENS).contains(&token.0) {
            self.accept(token.0 - LISTENER_TOKENS, Instant::now());
        }
    }

    fn sleep(&self) -> Duration {
        let wake = self.timers.next().into_iter().chain(self.accept_at).min();
        wake.map_or(MAX_SLEEP, |at| at.saturating_duration_since(Instant::now()).min(MAX_SLEEP))
    }

    /// Reads a socket; `true` if there may be more.
    fn read(&mut self, index: usize, batch: &mut Batch) -> bool {
        for _ in 0..MAX_BATCHES_PER_TURN {
            if !batch.fill(&self.setup.sockets[index], index) {
                return false;
            }
            for arrived in batch.datagrams() {
                self.handle(&arrived);
            }
            self.flush();
        }
        true
    }

    fn run_timers(&mut self) {
        let now = Instant::now();
        self.close_unidentified(now);
        while let Some(due) = self.timers.due(now) {
            let Some(peer) = self.peers.get_mut(&due.peer) else {
                continue;
            };
            if !due.wakes(&mut peer.scheduled) {
                continue;
            }
            peer.on_timeout(&mut self.outbox, now);
            self.apply(due.peer, now);
        }
    }

    /// Hands everything to the kernel, and completes fences: nothing is left that passed a gate before it was shut.
    fn flush(&mut self) {
        let queue = self.outbox.take();
        for run in queue.chunk_by(|a, b| a.path == b.path) {
            match run[0].path {
                Path::Udp(path) => {
                    if let Some(udp) = self.setup.sockets.get(path.socket) {
                        udp.send(path, run, &mut self.scratch, &self.setup.metrics);
                    }
                }
                Path::Tcp { connection } => self.send_stream(connection, run),
            }
        }
        self.outbox.recycle(queue);
        for connection in std::mem::take(&mut self.closing) {
            self.close(connection);
        }
        let (sessions, metrics) = (&self.sessions, &self.setup.metrics);
        self.setup.fences.boundary(|| sessions.values().for_each(|members| members.taps.clear_shut(metrics)));
    }
}
