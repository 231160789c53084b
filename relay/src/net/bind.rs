//! Binds the sockets of a relay.

use crate::net::udp::Udp;
use mio::net::TcpListener;
use socket2::{Domain, Protocol, Socket, Type};
use std::net::{IpAddr, SocketAddr};

/// Why a socket could not be bound.
#[derive(Debug, thiserror::Error)]
pub enum BindError {
    /// No UDP socket could be bound for a media thread.
    #[error("no UDP socket could be bound on port {port}")]
    Udp {
        /// The port asked for.
        port: u16,
        /// What the system said of the last address tried.
        #[source]
        source: std::io::Error,
    },
    /// The TCP listener could not be bound.
    #[error("the ICE-TCP listener could not be bound on {address}")]
    Tcp {
        /// The address asked for.
        address: SocketAddr,
        /// What the system said.
        #[source]
        source: std::io::Error,
    },
    /// There are more media threads than ports after the first.
    #[error("the UDP ports of the media threads would pass 65535")]
    Ports,
}

/// Binds the addresses of the TCP listener that the machine has.
///
/// # Errors
/// [`BindError::Tcp`] if none could be bound, though some were asked for.
pub(crate) fn listen(addresses: &[SocketAddr]) -> Result<Vec<TcpListener>, BindError> {
    let mut listeners = Vec::new();
    let mut refused = None;
    for address in addresses {
        match listen_on(*address) {
            Ok(listener) => listeners.push(listener),
            Err(source) => refused = Some(BindError::Tcp { address: *address, source }),
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

/// Binds the UDP sockets of the media thread `index`: one on each of `addresses` that the machine has.
///
/// # Errors
/// [`BindError::Ports`] if its port would pass 65535, [`BindError::Udp`] if no address is left.
pub(crate) fn bind(addresses: &[IpAddr], first_port: u16, index: usize) -> Result<Vec<Udp>, BindError> {
    let port = match first_port {
        0 => 0,
        first => u16::try_from(usize::from(first) + index).map_err(|_| BindError::Ports)?,
    };
    let mut sockets = Vec::new();
    let mut refused = std::io::Error::from(std::io::ErrorKind::AddrNotAvailable);
    for ip in addresses {
        match Udp::bind(*ip, port) {
            Ok(udp) => sockets.push(udp),
            Err(error) => refused = error,
        }
    }
    if sockets.is_empty() {
        return Err(BindError::Udp { port, source: refused });
    }
    Ok(sockets)
}
