//! A media thread: it owns its sockets and the peers of its sessions, and shares nothing but doors and counters.

use crate::gates::fence::Fences;
use crate::ice::path::Path;
use crate::limits::{MAX_BATCHES_PER_TURN, MAX_MOVE_ATTEMPTS};
use crate::metrics::Metrics;
use crate::net::outbox::Outbox;
use crate::net::tcp::Connection;
use crate::net::udp::{Batch, Udp};
use crate::peer::event::{Answer, OfferError, PeerKey, PeerRole, RelayEvent, RelayEventKind, SessionKey};
use crate::peer::secure::Identity;
use crate::peer::{Peer, PeerId, Wish};
use crate::rtp::codec::VideoCodec;
use crate::rtp::renumber::Sources;
use crate::sdp::answer::{plan, plan_for_viewers};
use crate::sdp::offer::Offer;
use crate::stats::PerSecond;
use crate::thread::mailbox::{Command, Inbox, Mailbox, Reply};
use crate::thread::members::Session;
use crate::thread::routes::Routes;
use crate::thread::timers::Timers;
use mio::event::Event;
use mio::net::TcpListener;
use mio::{Events, Interest, Poll, Token};
use std::collections::{HashMap, VecDeque};
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};

mod arrivals;
mod forwarding;
pub(crate) mod mailbox;
mod members;
mod routes;
mod streams;
mod timers;

/// The token of the thread's waker. UDP sockets have the ones from zero on, listeners and connections those below.
pub(crate) const WAKER: Token = Token(usize::MAX);

/// The tokens of TCP listeners begin here.
const LISTENER_TOKENS: usize = 1 << 16;
/// The tokens of TCP connections begin here.
const TCP_TOKENS: usize = 1 << 17;

/// The longest sleep: a lost wake-up delays a command by this much at most.
const MAX_SLEEP: Duration = Duration::from_millis(500);

/// The shortest time from handling a peer to its next wake-up.
const SHORTEST_SLEEP: Duration = Duration::from_millis(1);

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
    pub(crate) udp_candidates: Vec<SocketAddr>,
    pub(crate) tcp_candidates: Vec<SocketAddr>,
    pub(crate) events: E,
}

/// A running media thread.
struct MediaThread<E> {
    setup: Setup<E>,
    peers: HashMap<PeerId, Peer>,
    sessions: HashMap<SessionKey, Session>,
    routes: Routes,
    connections: HashMap<usize, Connection>,
    /// Connections in the order of their arrival, until they have named a peer.
    nameless: VecDeque<usize>,
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
    receivers: Vec<PeerId>,
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
        nameless: VecDeque::new(),
        closing: Vec::new(),
        unread: Vec::new(),
        accept_at: None,
        next_connection: 0,
        stream_buffer: streams::stream_buffer(),
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
        self.close_nameless(now);
        while let Some(due) = self.timers.due(now) {
            let Some(peer) = self.peers.get_mut(&due.peer) else {
                continue;
            };
            if !due.wakes(&mut peer.scheduled) {
                continue;
            }
            let wishes = peer.on_timeout(&mut self.outbox, &self.setup.metrics, now);
            self.fulfil(due.peer, wishes, now);
        }
    }

    /// Hands everything to the kernel. Afterwards nothing is left that passed a door before.
    fn flush(&mut self) {
        let queue = self.outbox.take();
        for run in queue.chunk_by(|a, b| a.path == b.path) {
            match run[0].path {
                Path::Udp { socket, local, remote } => {
                    if let Some(udp) = self.setup.sockets.get(socket) {
                        udp.send((remote, local), run, &mut self.scratch, &self.setup.metrics);
                    }
                }
                Path::Tcp { connection } => self.send_stream(connection, run),
            }
        }
        self.outbox.recycle(queue);
        for connection in std::mem::take(&mut self.closing) {
            self.close(connection);
        }
        self.setup.fences.boundary();
    }

    /// Tells what is to be told, forgets a peer that has ended, and sets the timer of one that has not.
    fn fulfil(&mut self, id: PeerId, wishes: Vec<Wish>, now: Instant) {
        let mut ends = false;
        let Some(peer) = self.peers.get_mut(&id) else {
            return;
        };
        for wish in wishes.into_iter().chain(peer.resumed(now)) {
            match wish {
                Wish::End => ends = true,
                Wish::Tell(kind) => {
                    match kind {
                        RelayEventKind::Connected => self.setup.metrics.peers_connected.inc(),
                        RelayEventKind::Failed(_) => self.setup.metrics.peers_failed.inc(),
                        _ => {}
                    }
                    (self.setup.events)(RelayEvent { session: peer.session, peer: peer.key, kind });
                }
            }
        }
        peer.send_handshake(&mut self.outbox, now);
        if ends {
            self.forget(id, now);
        } else {
            // Never at once again: whatever a peer leaves undone, the turn ends and others get theirs.
            let at = peer.next_timeout().map(|at| at.max(now + SHORTEST_SLEEP));
            self.timers.schedule(id, &mut peer.scheduled, at);
        }
    }

    /// Removes a peer with its names and paths.
    fn forget(&mut self, id: PeerId, now: Instant) {
        let Some(mut peer) = self.peers.remove(&id) else {
            return;
        };
        peer.secure.close(now);
        peer.send_handshake(&mut self.outbox, now);
        let paths: Vec<Path> = peer.paths.iter().collect();
        self.routes.unname(&peer.credentials.fragment);
        if let Some(retired) = &peer.retired {
            self.routes.unname(&retired.fragment);
        }
        if let Some(session) = self.sessions.get_mut(&peer.session) {
            session.remove(peer.key, id);
        }
        for path in paths {
            self.routes.remove(path, id);
            if let Path::Tcp { connection } = path {
                self.closing.push(connection);
            }
        }
    }

    /// Runs waiting commands; `false` if the thread shall end.
    fn run_commands(&mut self) -> bool {
        while let Some(command) = self.setup.inbox.next() {
            let now = Instant::now();
            match command {
                Command::Open { session, gate } => {
                    self.sessions.insert(session, Session::new(gate));
                }
                Command::Close { session } => {
                    let members = self.sessions.get(&session).into_iter().flat_map(Session::ids);
                    for id in members.collect::<Vec<_>>() {
                        self.forget(id, now);
                    }
                    self.sessions.remove(&session);
                }
                Command::Offer { session, peer, role, sdp, reply } => {
                    self.offer((session, peer, role), &sdp, reply, now);
                }
                Command::Remove { session, peer } => {
                    if let Some(id) = self.sessions.get(&session).and_then(|session| session.get(peer)) {
                        self.forget(id, now);
                    }
                }
                Command::Opened { session } => self.wake_viewers(session, now),
                Command::Accepted { stream, remote, read } => self.take_over(stream, remote, &read, now),
                Command::Stop => return false,
            }
        }
        true
    }

    fn offer(&mut self, who: (SessionKey, PeerKey, PeerRole), sdp: &str, reply: Reply, now: Instant) {
        let answer = self.answer(who, sdp, now);
        reply(answer);
    }

    fn answer(&mut self, who: (SessionKey, PeerKey, PeerRole), sdp: &str, now: Instant) -> Result<Answer, OfferError> {
        let (session_key, key, role) = who;
        let offer = Offer::parse(sdp)?;
        let session = self.sessions.get(&session_key).ok_or(OfferError::NoSession)?;
        let plan = match role {
            PeerRole::Customer => {
                let viewers = session.staff().filter_map(|id| self.peers.get(&id)).map(Peer::codecs);
                let viewers: Vec<_> = viewers.filter(|codecs| !codecs.is_empty()).collect();
                plan_for_viewers(&offer, role, &self.setup.codecs, &viewers)?
            }
            PeerRole::Staff | PeerRole::Echo => plan(&offer, role, &self.setup.codecs)?,
        };
        let existing = session.get(key);
        let same = existing.and_then(|id| Some((id, self.peers.get_mut(&id)?)));
        let (id, restarted) = match same.filter(|(_, peer)| peer.is_same_connection(&offer, role)) {
            Some((id, peer)) => {
                if let Some(retired) = peer.retired.take() {
                    self.routes.unname(&retired.fragment);
                }
                peer.renegotiate(&offer, plan, &self.setup.mark, &mut self.sources, now);
                (id, true)
            }
            None => {
                let peer = Peer::new(who, &offer, plan, &self.setup.identity, &self.setup.mark, &mut self.sources, now)?;
                if let Some(old) = existing {
                    self.forget(old, now);
                }
                self.next_peer += 1;
                let id = PeerId(self.next_peer);
                self.peers.insert(id, peer);
                if let Some(session) = self.sessions.get_mut(&session_key) {
                    session.insert(key, id, role);
                }
                (id, false)
            }
        };
        let peer = self.peers.get(&id).ok_or(OfferError::NoSession)?;
        self.routes.name(&peer.credentials.fragment, id);
        let sdp = peer.answer(&offer, self.setup.identity.fingerprint(), &self.setup.udp_candidates, &self.setup.tcp_candidates);
        self.fulfil(id, Vec::new(), now);
        Ok(Answer { sdp, restarted })
    }
}
