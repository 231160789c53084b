//! The TCP connections of a media thread: accepted by the first one, kept by the one whose peer they name.

use super::{MediaThread, TCP_TOKENS};
use crate::ice::credentials::marked;
use crate::ice::path::Path;
use crate::ice::stun;
use crate::limits::{ACCEPT_AGAIN_AFTER, MAX_ACCEPTS_PER_TURN, MAX_UNIDENTIFIED_CONNECTIONS, TCP_IDENTIFIED_WITHIN};
use crate::net::frames::{Broken, Frames};
use crate::net::outbox::Datagram;
use crate::net::tcp::{Accepted, Connection};
use crate::net::udp::Arrived;
use crate::peer::event::RelayEvent;
use crate::thread::mailbox::Command;
use mio::net::TcpStream;
use mio::{Interest, Token};
use std::io::ErrorKind;
use std::net::SocketAddr;
use std::time::Instant;

impl<E: Fn(RelayEvent)> MediaThread<E> {
    /// Takes new connections. Listeners are edge-triggered: one whose backlog may not be empty must be tried again
    /// without being polled.
    pub(super) fn accept(&mut self, listener: usize, now: Instant) {
        for _ in 0..MAX_ACCEPTS_PER_TURN {
            match self.setup.listeners.get(listener).map(|listener| listener.accept()) {
                None => return,
                Some(Ok((stream, remote))) => {
                    self.adopt(stream, remote, &[], now);
                }
                Some(Err(error)) => match error.kind() {
                    ErrorKind::WouldBlock => return,
                    // A connection that ended before it was taken says nothing about the next one.
                    ErrorKind::Interrupted | ErrorKind::ConnectionAborted | ErrorKind::ConnectionReset => {}
                    _ => {
                        self.accept_at = Some(now + ACCEPT_AGAIN_AFTER);
                        return;
                    }
                },
            }
        }
        self.accept_at = Some(now);
    }

    /// Tries listeners again whose backlog was not emptied.
    pub(super) fn accept_again(&mut self, now: Instant) {
        if self.accept_at.take_if(|at| *at <= now).is_some() {
            for listener in 0..self.setup.listeners.len() {
                self.accept(listener, now);
            }
        }
    }

    /// Takes a connection over from the thread that accepted it.
    pub(super) fn take_over(&mut self, accepted: Accepted, now: Instant) {
        let Accepted { stream, remote, read } = accepted;
        let index = self.adopt(TcpStream::from_std(stream), remote, &read, now);
        self.unread.push(index);
    }

    fn adopt(&mut self, mut stream: TcpStream, remote: SocketAddr, read: &[u8], now: Instant) -> usize {
        // Who names a peer does so at once: the oldest that has not is the least likely to be a page.
        while self.unidentified.len() >= MAX_UNIDENTIFIED_CONNECTIONS
            && let Some(oldest) = self.unidentified.pop_front()
        {
            if !self.is_identified(oldest) {
                self.close(oldest);
            }
        }
        self.next_connection += 1;
        let index = self.next_connection;
        let interest = Interest::READABLE | Interest::WRITABLE;
        if self.setup.poll.registry().register(&mut stream, Token(TCP_TOKENS + index), interest).is_ok() {
            let remote = SocketAddr::new(remote.ip().to_canonical(), remote.port());
            self.connections.insert(index, Connection::new(stream, remote, read, now));
            self.unidentified.push_back(index);
        }
        index
    }

    /// Whether an ICE check for a peer of this thread has passed on the connection.
    fn is_identified(&self, index: usize) -> bool {
        self.routes.at(Path::Tcp { connection: index }).is_some()
    }

    /// Closes connections that did not name a peer in time.
    pub(super) fn close_unidentified(&mut self, now: Instant) {
        while let Some(index) = self.unidentified.front().copied() {
            let identified = self.is_identified(index);
            let young = |connection: &Connection| now.saturating_duration_since(connection.accepted) < TCP_IDENTIFIED_WITHIN;
            if !identified && self.connections.get(&index).is_some_and(young) {
                return;
            }
            self.unidentified.pop_front();
            if !identified {
                self.close(index);
            }
        }
    }

    /// Gives every connection that has something to read its turn. One that has more is read again in the next.
    pub(super) fn read_streams(&mut self, now: Instant) {
        let mut turn = std::mem::take(&mut self.unread);
        turn.sort_unstable();
        turn.dedup();
        for index in turn.drain(..) {
            self.read_stream(index, now);
        }
        turn.append(&mut self.unread);
        self.unread = turn;
    }

    /// Reads a connection once and handles its frames as datagrams.
    fn read_stream(&mut self, index: usize, now: Instant) {
        let Some(connection) = self.connections.get_mut(&index) else {
            return;
        };
        let more = connection.read(&mut self.stream_buffer);
        if self.handle_frames(index, now).is_err() || more.is_err() {
            self.close(index);
        } else if more == Ok(true) {
            self.unread.push(index);
        }
        self.flush();
    }

    fn handle_frames(&mut self, index: usize, now: Instant) -> Result<(), Broken> {
        let Some(mut frames) = self.connections.get_mut(&index).map(Connection::take_frames) else {
            return Ok(());
        };
        while self.connections.contains_key(&index)
            && let Some(frame) = frames.next()?
        {
            if !self.is_identified(index) {
                // Pages begin with an ICE check, and so must everyone.
                let owner = stun::Request::parse(frame).and_then(|request| marked(request.local_fragment())).ok_or(Broken)?;
                if owner != self.setup.index {
                    let length = frame.len();
                    frames.untake(length);
                    self.put_back(index, frames);
                    self.hand_over(index, owner);
                    return Ok(());
                }
            }
            self.handle(&Arrived { path: Path::Tcp { connection: index }, at: now, bytes: frame });
        }
        self.put_back(index, frames);
        Ok(())
    }

    fn put_back(&mut self, index: usize, frames: Frames) {
        if let Some(connection) = self.connections.get_mut(&index) {
            connection.put_back(frames);
        }
    }

    /// Gives a connection to the thread whose peer its first frame names.
    fn hand_over(&mut self, index: usize, owner: usize) {
        let Some(mut connection) = self.connections.remove(&index) else {
            return;
        };
        // A thread that does not exist gets nothing: the connection ends here.
        if let Some(mailbox) = self.setup.mailboxes.get(owner)
            && self.setup.poll.registry().deregister(&mut connection.stream).is_ok()
        {
            let _ended = mailbox.try_send(Command::Accepted(connection.into_parts()));
        }
    }

    /// Queues datagrams for a connection and writes what it takes.
    pub(super) fn send_stream(&mut self, index: usize, run: &[Datagram]) {
        let Some(connection) = self.connections.get_mut(&index) else {
            return;
        };
        let metrics = &self.setup.metrics;
        let pushed = run.iter().try_for_each(|datagram| connection.push(datagram, metrics));
        if pushed.and_then(|()| connection.write(metrics)).is_err() {
            self.close(index);
        }
    }

    /// Writes what waits for a connection that takes data again.
    pub(super) fn on_writable(&mut self, index: usize) {
        self.send_stream(index, &[]);
    }

    /// Ends a connection.
    pub(super) fn close(&mut self, index: usize) {
        let path = Path::Tcp { connection: index };
        if let Some(id) = self.routes.at(path) {
            self.routes.remove(path, id);
            if let Some(peer) = self.peers.get_mut(&id) {
                peer.paths.remove(path);
            }
        }
        // Dropping the stream closes it and takes it out of the poll.
        self.connections.remove(&index);
    }

    /// Ends the connection behind `path`, if it is one.
    pub(super) fn close_path(&mut self, path: Path) {
        if let Path::Tcp { connection } = path {
            self.close(connection);
        }
    }
}
