//! ICE-TCP connections (RFC 6544): frames in (RFC 4571), and a bounded queue out that leaves out video, not voice.

use crate::limits::{MAX_TCP_FRAME, TCP_KERNEL_BYTES, TCP_QUEUE_BYTES, TCP_QUEUE_VIDEO_BYTES, TCP_READ_BYTES, TCP_UNSENT_BYTES};
use crate::metrics::Metrics;
use crate::net::outbox::{Datagram, Pass};
use bytes::{Buf, Bytes};
use mio::net::TcpStream;
use rtc::shared::tcp_framing::frame_packet;
use socket2::SockRef;
use std::collections::VecDeque;
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

/// Why a connection is of no more use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Broken;

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
    pub(crate) fn into_parts(self) -> (std::net::TcpStream, SocketAddr, Vec<u8>) {
        (self.stream.into(), self.remote, self.frames.rest().to_vec())
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

/// Keeps the kernel from taking more than it can send soon: what it has cannot be held back by a door any more. A
/// system that refuses has a slower curtain on TCP, not a broken one.
fn hold_little(stream: &SockRef<'_>) {
    let _granted = stream.set_send_buffer_size(TCP_KERNEL_BYTES);
    #[cfg(any(target_os = "android", target_os = "linux"))]
    let _granted = stream.set_tcp_notsent_lowat(TCP_UNSENT_BYTES);
}

/// Frames as they are read (RFC 4571 §2). Taken by an offset: moving the rest up for each would let a stream of tiny
/// frames cost as much as one of pictures.
#[derive(Debug, Default)]
pub(crate) struct Frames {
    bytes: Vec<u8>,
    taken: usize,
}

impl Frames {
    fn extend(&mut self, read: &[u8]) {
        self.bytes.drain(..self.taken);
        self.taken = 0;
        self.bytes.extend_from_slice(read);
    }

    /// The next complete frame.
    ///
    /// # Errors
    /// If it is empty, or longer than any that a page sends.
    pub(crate) fn next(&mut self) -> Result<Option<&[u8]>, Broken> {
        let rest = self.bytes.get(self.taken..).unwrap_or_default();
        let [high, low, rest @ ..] = rest else {
            return Ok(None);
        };
        let length = usize::from(u16::from_be_bytes([*high, *low]));
        if length == 0 || length > MAX_TCP_FRAME {
            return Err(Broken);
        }
        let Some(frame) = rest.get(..length) else {
            return Ok(None);
        };
        self.taken += 2 + length;
        Ok(Some(frame))
    }

    /// Takes back the frame of `length` bytes that [`Self::next`] gave last.
    pub(crate) const fn untake(&mut self, length: usize) {
        self.taken -= 2 + length;
    }

    /// What was read and not taken, whole frames and the beginning of one.
    fn rest(&self) -> &[u8] {
        self.bytes.get(self.taken..).unwrap_or_default()
    }
}

/// Frames that wait for a slow connection.
#[derive(Debug, Default)]
struct Queue {
    frames: VecDeque<Frame>,
    bytes: usize,
}

#[derive(Debug)]
struct Frame {
    rest: Bytes,
    pass: Option<Pass>,
    /// Part of it has left; the other part must follow, or nothing after it could be read.
    begun: bool,
}

#[derive(Debug, PartialEq, Eq)]
enum Pushed {
    Queued,
    LeftOut,
    Full,
}

impl Queue {
    fn push(&mut self, frame: Bytes, pass: Option<Pass>, video: bool) -> Pushed {
        let after = self.bytes + frame.len();
        if video && after > TCP_QUEUE_VIDEO_BYTES {
            return Pushed::LeftOut;
        }
        if after > TCP_QUEUE_BYTES {
            return Pushed::Full;
        }
        self.bytes = after;
        self.frames.push_back(Frame { rest: frame, pass, begun: false });
        Pushed::Queued
    }

    /// What to write next. Frames whose door was shut since are dropped here, the last place before the kernel.
    fn next(&mut self, metrics: &Metrics) -> Option<&[u8]> {
        while let Some(frame) = self.frames.front() {
            if frame.begun || frame.pass.as_ref().is_none_or(Pass::holds) {
                break;
            }
            metrics.dropped_by_gate.inc();
            self.bytes -= frame.rest.len();
            self.frames.pop_front();
        }
        self.frames.front().map(|frame| &frame.rest[..])
    }

    /// Notes that `count` bytes have left; `true` if that ended a frame.
    fn written(&mut self, count: usize) -> bool {
        let Some(frame) = self.frames.front_mut() else {
            return false;
        };
        frame.begun = true;
        frame.rest.advance(count.min(frame.rest.len()));
        self.bytes -= count;
        let ended = frame.rest.is_empty();
        if ended {
            self.frames.pop_front();
        }
        ended
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gates::gate::{Door, Gate};
    use std::sync::Arc;

    fn frame(bytes: usize) -> Bytes {
        Bytes::from(vec![7; bytes])
    }

    #[test]
    fn what_was_not_taken_is_handed_on_with_the_frame_that_has_only_begun() {
        let mut frames = Frames::default();
        frames.extend(&[0, 2, 1]);
        assert_eq!(frames.next(), Ok(None));
        frames.extend(&[2, 0, 1, 3, 0, 3, 4]);
        assert_eq!(frames.next(), Ok(Some(&[1, 2][..])));
        assert_eq!(frames.next(), Ok(Some(&[3][..])));
        frames.untake(1);
        assert_eq!(frames.rest(), [0, 1, 3, 0, 3, 4]);
        assert_eq!(frames.next(), Ok(Some(&[3][..])));
        assert_eq!(frames.next(), Ok(None));
        frames.extend(&[5, 6]);
        assert_eq!(frames.next(), Ok(Some(&[4, 5, 6][..])));
        assert_eq!(frames.rest(), [0; 0]);
    }

    #[test]
    fn frames_that_no_page_sends_break_the_connection_before_they_are_complete() {
        for length in [0, u16::try_from(MAX_TCP_FRAME + 1).expect("it is short"), u16::MAX] {
            let mut frames = Frames::default();
            frames.extend(&length.to_be_bytes());
            assert_eq!(frames.next(), Err(Broken), "{length}");
        }
    }

    #[test]
    fn a_slow_connection_loses_video_and_keeps_voice() {
        let mut queue = Queue::default();
        let video = (0..200).filter(|_| queue.push(frame(1_200), None, true) == Pushed::Queued).count();
        assert_eq!(video, TCP_QUEUE_VIDEO_BYTES / 1_200);
        assert_eq!(queue.push(frame(200), None, false), Pushed::Queued);
        let voice = (0..10_000).take_while(|_| queue.push(frame(200), None, false) == Pushed::Queued).count();
        assert!(voice > 500);
        assert_eq!(queue.push(frame(200), None, false), Pushed::Full);
        assert!(queue.bytes <= TCP_QUEUE_BYTES);
    }

    #[test]
    fn what_waits_behind_a_shut_door_does_not_leave() {
        let gate = Arc::new(Gate::default());
        gate.open(Door::CustomerVideo.into());
        let pass = |gate: &Arc<Gate>| {
            let generation = gate.read(Door::CustomerVideo).generation();
            Some(Pass { gate: gate.clone(), door: Door::CustomerVideo, generation })
        };
        let metrics = Metrics::default();
        let mut queue = Queue::default();
        queue.push(frame(10), pass(&gate), true);
        queue.push(frame(20), pass(&gate), true);
        queue.push(frame(30), None, false);
        assert_eq!(queue.next(&metrics).map(<[u8]>::len), Some(10));
        assert!(!queue.written(4));
        gate.shut(Door::CustomerVideo.into());
        gate.open(Door::CustomerVideo.into());
        assert_eq!(queue.next(&metrics).map(<[u8]>::len), Some(6), "a frame that has begun is ended");
        assert!(queue.written(6));
        assert_eq!(queue.next(&metrics).map(<[u8]>::len), Some(30), "a later opening does not revive it");
        assert!(queue.written(30));
        assert_eq!(queue.next(&metrics), None);
        assert_eq!(queue.bytes, 0);
    }
}
