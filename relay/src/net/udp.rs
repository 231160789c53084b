//! The UDP sockets of one media thread: datagrams in by the batch, and out by the run.

use crate::ice::path::{Path, UdpPath};
use crate::limits::{MAX_KERNEL_DELAY, SOCKET_BUFFER_BYTES};
use crate::metrics::Metrics;
use crate::net::outbox::Datagram;
use mio::net::UdpSocket;
use quinn_udp::{BATCH_SIZE, RecvMeta, Transmit, UdpSocketState};
use socket2::{Domain, Protocol, Socket, Type};
use std::io::{self, IoSliceMut};
use std::net::{IpAddr, SocketAddr};
use std::time::{Duration, Instant, SystemTime};

/// Room for one slot of a batch; the kernel joins datagrams of one sender in it (GRO).
const SLOT_BYTES: usize = 64 * 1024;

/// One UDP socket.
pub(crate) struct Udp {
    pub(crate) socket: UdpSocket,
    pub(crate) address: SocketAddr,
    state: UdpSocketState,
}

impl Udp {
    /// Binds `ip` and `port`; IPv6 sockets take no IPv4 traffic, so that both can have the same port.
    pub(crate) fn bind(ip: IpAddr, port: u16) -> io::Result<Self> {
        let address = SocketAddr::new(ip, port);
        let socket = Socket::new(Domain::for_address(address), Type::DGRAM, Some(Protocol::UDP))?;
        if ip.is_ipv6() {
            socket.set_only_v6(true)?;
        }
        // A smaller buffer than asked for costs packets in bursts, but works.
        let _granted = socket.set_recv_buffer_size(SOCKET_BUFFER_BYTES);
        let _granted = socket.set_send_buffer_size(SOCKET_BUFFER_BYTES);
        socket.set_nonblocking(true)?;
        socket.bind(&address.into())?;
        let socket: std::net::UdpSocket = socket.into();
        let address = socket.local_addr()?;
        let state = UdpSocketState::new((&socket).into())?;
        Ok(Self { socket: UdpSocket::from_std(socket), address, state })
    }
}

/// The receive buffers of one media thread, and what is in them.
pub(crate) struct Batch {
    buffers: Vec<Vec<u8>>,
    metas: [RecvMeta; BATCH_SIZE],
    filled: usize,
    filled_at: Reading,
    socket: usize,
}

/// Both clocks at one moment: the kernel stamps datagrams with the wall clock, everything here counts on the other.
#[derive(Clone, Copy)]
struct Reading {
    monotonic: Instant,
    /// Since 1970.
    wall: Duration,
}

impl Reading {
    fn now() -> Self {
        let wall = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
        Self { monotonic: Instant::now(), wall }
    }
}

/// A datagram as it was received.
pub(crate) struct Arrived<'a> {
    pub(crate) path: Path,
    /// When the kernel received it: a busy processor must not look like a congested network to the sender's estimator.
    pub(crate) at: Instant,
    pub(crate) bytes: &'a [u8],
}

impl Batch {
    pub(crate) fn new() -> Self {
        Self {
            buffers: (0..BATCH_SIZE).map(|_| vec![0; SLOT_BYTES]).collect(),
            metas: [RecvMeta::default(); BATCH_SIZE],
            filled: 0,
            filled_at: Reading::now(),
            socket: 0,
        }
    }

    /// Fills the batch from the socket with number `index`; `false` if there was nothing.
    pub(crate) fn fill(&mut self, udp: &Udp, index: usize) -> bool {
        let mut buffers = self.buffers.iter_mut();
        let mut slices: [IoSliceMut<'_>; BATCH_SIZE] =
            std::array::from_fn(|_| IoSliceMut::new(buffers.next().map_or(&mut [], Vec::as_mut_slice)));
        self.socket = index;
        self.filled = loop {
            match udp.state.recv((&udp.socket).into(), &mut slices, &mut self.metas) {
                Ok(count) => break count,
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => break 0,
                // An ICMP error of an earlier send is reported once and says nothing about reading.
                Err(_) => {}
            }
        };
        self.filled_at = Reading::now();
        self.filled > 0
    }

    /// When a datagram with the kernel's time `stamp` arrived. A wall clock that was set meanwhile is not believed.
    fn arrival(&self, stamp: Option<Duration>) -> Instant {
        let Reading { monotonic: now, wall } = self.filled_at;
        let age = stamp.and_then(|stamp| wall.checked_sub(stamp)).filter(|age| *age < MAX_KERNEL_DELAY);
        age.and_then(|age| now.checked_sub(age)).unwrap_or(now)
    }

    /// The datagrams of the batch.
    pub(crate) fn datagrams(&self) -> impl Iterator<Item = Arrived<'_>> {
        self.metas.iter().zip(&self.buffers).take(self.filled).flat_map(|(meta, buffer)| {
            let remote = SocketAddr::new(meta.addr.ip().to_canonical(), meta.addr.port());
            let path = Path::Udp(UdpPath { socket: self.socket, local: meta.dst_ip, remote });
            let at = self.arrival(meta.timestamp);
            let filled = buffer.get(..meta.len).unwrap_or_default();
            // The kernel joins datagrams of equal length (GRO).
            filled.chunks(meta.stride.max(1)).map(move |bytes| Arrived { path, at, bytes })
        })
    }
}

impl Udp {
    /// Sends datagrams that go to one path, in runs of equal length (UDP_SEGMENT). Reads the gates for each.
    pub(crate) fn send(&self, path: UdpPath, datagrams: &[Datagram], scratch: &mut Vec<u8>, metrics: &Metrics) {
        let mut rest = datagrams;
        while let Some(first) = rest.first() {
            scratch.clear();
            let mut segment = first.bytes.len();
            let mut taken = 0;
            let mut packed = 0;
            for datagram in rest {
                if !datagram.may_leave() {
                    metrics.dropped_by_gate.inc();
                    taken += 1;
                    continue;
                }
                if packed == 0 {
                    segment = datagram.bytes.len();
                }
                let fits = packed == 0
                    || (packed < self.state.max_gso_segments()
                        && scratch.len() + datagram.bytes.len() <= usize::from(u16::MAX) - 64);
                // Only the last segment of a run may be shorter.
                let closes = packed > 0 && scratch.len() != packed * segment;
                if !fits || closes || datagram.bytes.len() > segment {
                    break;
                }
                taken += 1;
                scratch.extend_from_slice(&datagram.bytes);
                packed += 1;
            }
            rest = rest.get(taken..).unwrap_or_default();
            if packed == 0 {
                continue;
            }
            let transmit = Transmit {
                destination: path.remote,
                ecn: None,
                contents: scratch,
                segment_size: (packed > 1).then_some(segment),
                src_ip: path.local,
            };
            match self.state.try_send((&self.socket).into(), &transmit) {
                Ok(()) => {
                    metrics.datagrams_out.add(packed as u64);
                    metrics.bytes_out.add(scratch.len() as u64);
                }
                // A full socket buffer means a burst; waiting would delay everyone, so these packets are lost here
                // instead of in the network.
                Err(_) => metrics.send_failed.add(packed as u64),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use bytes::Bytes;
    use std::net::{Ipv4Addr, Ipv6Addr};

    #[test]
    fn what_the_kernel_refuses_is_counted_and_lost() {
        let udp = Udp::bind(Ipv4Addr::LOCALHOST.into(), 0).expect("loopback has a free port");
        let metrics = Metrics::default();
        let remote = SocketAddr::from((Ipv6Addr::LOCALHOST, 9));
        let path = UdpPath { socket: 0, local: None, remote };
        let datagram = Datagram { path: Path::Udp(path), bytes: Bytes::from_static(&[1; 40]), pass: None, video: false };
        udp.send(path, &[datagram], &mut Vec::new(), &metrics);
        assert_eq!((metrics.send_failed.get(), metrics.datagrams_out.get(), metrics.bytes_out.get()), (1, 0, 0));
    }
}
