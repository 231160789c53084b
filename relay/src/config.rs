//! How a relay is set up.

use crate::rtp::codec::VideoCodec;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

/// How a relay is set up.
#[derive(Debug, Clone)]
pub struct RelayConfig {
    /// Addresses to bind; each media thread has one UDP socket on each. Those that the machine lacks are left out, as
    /// long as one is left.
    pub udp_bind: Vec<IpAddr>,
    /// The UDP port of the first media thread; the next threads have the ports after it. 0 takes any free ports.
    pub udp_port: u16,
    /// Addresses of the ICE-TCP listener, shared by all media threads (RFC 6544). Empty for none.
    pub tcp_bind: Vec<SocketAddr>,
    /// What pages are told to connect to.
    pub advertised: Advertised,
    /// The video codecs to agree on, in order of preference.
    pub codecs: Vec<VideoCodec>,
    /// Media threads. 0 means one less than there are cores, but at least one.
    pub threads: usize,
}

impl Default for RelayConfig {
    fn default() -> Self {
        Self {
            udp_bind: vec![Ipv4Addr::UNSPECIFIED.into(), Ipv6Addr::UNSPECIFIED.into()],
            udp_port: 0,
            tcp_bind: Vec::new(),
            advertised: Advertised::default(),
            codecs: VideoCodec::ALL.to_vec(),
            threads: 0,
        }
    }
}

/// The addresses that answers contain, in this order: public ones, then hosts.
#[derive(Debug, Clone, Default)]
pub struct Advertised {
    /// Addresses of this machine; the ports are those that were bound. Link-local addresses with a zone do not work in
    /// an SDP and should be left out.
    pub hosts: Vec<IpAddr>,
    /// Addresses that reach this machine through address translation or a container's port mapping.
    pub public: Vec<PublicAddr>,
}

/// An address outside that leads here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PublicAddr {
    /// The address outside.
    pub ip: IpAddr,
    /// The port outside that leads to the first media thread's UDP port; the next threads have the ports after it.
    /// `None` if the ports are the bound ones.
    pub udp_port: Option<u16>,
    /// The port outside that leads to the TCP listener. `None` if it is the bound one.
    pub tcp_port: Option<u16>,
}

/// Why a relay did not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
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
    /// A media thread could not be started.
    #[error("a media thread could not be started")]
    Thread(#[source] std::io::Error),
    /// There are more media threads than ports after the first.
    #[error("the UDP ports of the media threads would pass 65535")]
    Ports,
    /// The certificate for DTLS could not be made.
    #[error("the DTLS certificate could not be made: {0}")]
    Certificate(String),
    /// No video codec is configured.
    #[error("no video codec is configured")]
    NoCodec,
    /// No address is advertised, so no page could connect.
    #[error("no advertised address matches a bound one")]
    NothingAdvertised,
}
