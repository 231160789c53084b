//! The TCP connections of a media thread: accepted by the first one, kept by the one whose peer they name.

use super::{MediaThread, TCP_TOKENS};
use crate::command::Command;
use crate::event::RelayEvent;
use crate::limits::{MAX_NAMELESS_CONNECTIONS, TCP_NAMED_WITHIN, TCP_READ_BYTES};
use crate::outbox::Datagram;
use crate::path::Path;
use crate::relay::marked;
use crate::stun;
use crate::tcp::{Broken, Connection};
use crate::udp::Arrived;
use mio::net::TcpStream;
use mio::{Interest, Token};
use std::net::SocketAddr;
use std::time::Instant;

impl<E: Fn(RelayEvent)> MediaThread<E> {
    /// Takes new connections.
    pub(super) fn accept(&mut self, listener: usize, now: Instant) {
        while let Some(Ok((stream, remote))) = self.setup.listeners.get(listener).map(|listener| listener.accept()) {
            // Beyond this the connection is closed at once: it has not shown that it belongs to anyone.
            if self.nameless.len() < MAX_NAMELESS_CONNECTIONS {
                self.adopt(stream, remote, &[], now);
            }
        }
    }

    /// Takes a connection over from the thread that accepted it.
    pub(super) fn take_over(&mut self, stream: std::net::TcpStream, remote: SocketAddr, read: &[u8], now: Instant) {
        let index = self.adopt(TcpStream::from_std(stream), remote, read, now);
        self.on_readable(index, now);
    }

    fn adopt(&mut self, mut stream: TcpStream, remote: SocketAddr, read: &[u8], now: Instant) -> usize {
        self.next_connection += 1;
        let index = self.next_connection;
        let interest = Interest::READABLE | Interest::WRITABLE;
        if self.setup.poll.registry().register(&mut stream, Token(TCP_TOKENS + index), interest).is_ok() {
            let remote = SocketAddr::new(remote.ip().to_canonical(), remote.port());
            self.connections.insert(index, Connection::new(stream, remote, read, now));
            self.nameless.push_back(index);
        }
        index
    }

    /// Closes connections that did not name a peer in time.
    pub(super) fn close_nameless(&mut self, now: Instant) {
        while let Some(index) = self.nameless.front().copied() {
            let named = self.routes.at(Path::Tcp { connection: index }).is_some();
            let young = |connection: &Connection| now.saturating_duration_since(connection.accepted) < TCP_NAMED_WITHIN;
            if !named && self.connections.get(&index).is_some_and(young) {
                return;
            }
            self.nameless.pop_front();
            if !named {
                self.close(index);
            }
        }
    }

    /// Reads a connection and handles its frames as datagrams.
    pub(super) fn on_readable(&mut self, index: usize, now: Instant) {
        loop {
            let Some(connection) = self.connections.get_mut(&index) else {
                return;
            };
            let more = connection.read(&mut self.stream_buffer);
            if self.handle_frames(index, now).is_err() || more.is_err() {
                self.close(index);
                return;
            }
            self.flush();
            if more != Ok(true) {
                return;
            }
        }
    }

    fn handle_frames(&mut self, index: usize, now: Instant) -> Result<(), Broken> {
        while let Some(connection) = self.connections.get_mut(&index) {
            let Some(frame) = connection.next_frame()? else {
                return Ok(());
            };
            if self.belongs_elsewhere(index, &frame) {
                return Ok(());
            }
            self.handle(&Arrived { path: Path::Tcp { connection: index }, at: now, bytes: &frame });
        }
        Ok(())
    }

    /// Gives a connection to the thread whose peer its first frame names.
    fn belongs_elsewhere(&mut self, index: usize, frame: &[u8]) -> bool {
        if self.routes.at(Path::Tcp { connection: index }).is_some() {
            return false;
        }
        let Some(owner) = stun::Request::parse(frame).and_then(|request| marked(request.local_fragment())) else {
            return false;
        };
        if owner == self.setup.index {
            return false;
        }
        let Some(mut connection) = self.connections.remove(&index) else {
            return false;
        };
        // A thread that does not exist gets nothing: the connection ends here.
        if let Some(mailbox) = self.setup.mailboxes.get(owner)
            && self.setup.poll.registry().deregister(&mut connection.stream).is_ok()
        {
            let (stream, remote, read) = connection.into_parts(frame);
            let _ended = mailbox.try_send(Command::Accepted { stream, remote, read });
        }
        true
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

/// Room for one turn of reading.
pub(super) fn stream_buffer() -> Vec<u8> {
    vec![0; TCP_READ_BYTES / 4]
}
