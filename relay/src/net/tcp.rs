//! ICE-TCP connections (RFC 6544 §3): frames in (RFC 4571), and a bounded queue out.

use crate::limits::{TCP_KERNEL_BYTES, TCP_READ_BYTES, TCP_UNSENT_BYTES};
use crate::metrics::Metrics;
use crate::net::frames::{Broken, Frames};
use crate::net::outbox::Datagram;
use crate::net::queue::{Pushed, Queue};
use mio::net::TcpStream;
use rtc::shared::tcp_framing::frame_packet;
use socket2::SockRef;
use std::io::{self, Read, Write};
use std::net::SocketAddr;
use std::time::Instant;

/// An accepted connection.
pub(crate) struct Connection {
    pub(crate) stream: TcpStream,
    pub(crate) remote: SocketAddr,
    pub(crate) accepted: Instant,
    frames: Frames,
    queue: Queue,
}

/// What a connection is made of, to be handed to another thread.
pub(crate) struct Accepted {
    pub(crate) stream: std::net::TcpStream,
    pub(crate) remote: SocketAddr,
    /// What was read of it already.
    pub(crate) read: Vec<u8>,
}

impl Connection {
    /// Takes over a connection from which `read` has been read already.
    pub(crate) fn new(stream: TcpStream, remote: SocketAddr, read: &[u8], accepted: Instant) -> Self {
        // Frames are sent whole; waiting for more would only delay voice.
        let _slower = stream.set_nodelay(true);
        hold_little(&SockRef::from(&stream));
        let mut frames = Frames::default();
        frames.extend(read);
        Self { stream, remote, accepted, frames, queue: Queue::default() }
    }

    /// Takes the connection apart for another thread.
    pub(crate) fn into_parts(self) -> Accepted {
        Accepted { stream: self.stream.into(), remote: self.remote, read: self.frames.rest().to_vec() }
    }

    /// Takes out what was read, to handle its frames. [`Self::put_back`] what is left of it.
    pub(crate) fn take_frames(&mut self) -> Frames {
        std::mem::take(&mut self.frames)
    }

    /// Gives back what is left of [`Self::take_frames`].
    pub(crate) fn put_back(&mut self, frames: Frames) {
        self.frames = frames;
    }

    /// Reads what is there; `true` if there may be more.
    ///
    /// # Errors
    /// If the connection has ended or sends what no page sends.
    pub(crate) fn read(&mut self, buffer: &mut [u8]) -> Result<bool, Broken> {
        let mut taken = 0;
        while taken < TCP_READ_BYTES {
            match self.stream.read(buffer) {
                Ok(0) => return Err(Broken),
                Ok(count) => {
                    self.frames.extend(&buffer[..count]);
                    taken += count;
                }
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => return Ok(false),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(_) => return Err(Broken),
            }
        }
        Ok(true)
    }

    /// Queues a datagram as a frame. What does not fit is left out.
    ///
    /// # Errors
    /// If so much waits that the connection is dead for practical purposes.
    pub(crate) fn push(&mut self, datagram: &Datagram, metrics: &Metrics) -> Result<(), Broken> {
        match self.queue.push(frame_packet(&datagram.bytes).into(), datagram.pass.clone(), datagram.video) {
            Pushed::Queued => Ok(()),
            Pushed::LeftOut => {
                metrics.tcp_dropped.inc();
                Ok(())
            }
            Pushed::Full => Err(Broken),
        }
    }

    /// Writes as much as the connection takes.
    ///
    /// # Errors
    /// If the connection has ended.
    pub(crate) fn write(&mut self, metrics: &Metrics) -> Result<(), Broken> {
        while let Some(rest) = self.queue.next(metrics) {
            match self.stream.write(rest) {
                Ok(0) => return Err(Broken),
                Ok(count) => {
                    metrics.bytes_out.add(count as u64);
                    if self.queue.written(count) {
                        metrics.datagrams_out.inc();
                    }
                }
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => return Ok(()),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(_) => return Err(Broken),
            }
        }
        Ok(())
    }
}

/// Keeps the kernel from taking more than it can send soon: what it has cannot be held back by a gate any more. A
/// system that refuses has a slower curtain on TCP, not a broken one.
fn hold_little(stream: &SockRef<'_>) {
    let _granted = stream.set_send_buffer_size(TCP_KERNEL_BYTES);
    #[cfg(any(target_os = "android", target_os = "linux"))]
    let _granted = stream.set_tcp_notsent_lowat(TCP_UNSENT_BYTES);
}
