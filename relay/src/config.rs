//! How a relay is set up.

use crate::ice::candidates::Advertised;
use crate::net::bind::BindError;
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

/// Why a relay did not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// A socket could not be bound.
    #[error(transparent)]
    Bind(#[from] BindError),
    /// A media thread could not be started.
    #[error("a media thread could not be started")]
    Thread(#[source] std::io::Error),
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
