//! Configuration: one table of keys, gathered from file, environment and flags, validated once with all faults together.

mod args;
mod fault;
mod keys;
mod read;
mod settings;

use std::net::{IpAddr, SocketAddr};
use std::num::{NonZeroU32, NonZeroUsize};
use std::path::{Path, PathBuf};
use std::str::FromStr;

use secrecy::SecretString;
use url::Url;

pub use args::ConfigArgs;
pub use fault::{ConfigFaults, Fault};
pub use keys::{KEYS, Key, Shape};
pub use settings::{Origin, Settings, Sources};

/// Everything that an operator may choose, already checked.
#[derive(Debug, Clone)]
pub struct Config {
    /// Folder for the database, stills and keys.
    pub data_dir: PathBuf,
    /// Address that links carry; an origin without path, query or fragment.
    pub public_url: Option<Url>,
    /// The plain HTTP listener.
    pub http: HttpConfig,
    /// The HTTPS listener.
    pub https: HttpsConfig,
    /// The media relay.
    pub media: MediaConfig,
    /// Limits that an operator may move.
    pub limits: Limits,
    /// The log.
    pub log: LogConfig,
    /// The `/metrics` page.
    pub metrics: MetricsConfig,
    /// Things that are odd but no fault; logged at start.
    pub warnings: Vec<String>,
}

/// The plain HTTP listener.
#[derive(Debug, Clone)]
pub struct HttpConfig {
    /// Where it listens; `None` is off.
    pub addr: Option<SocketAddr>,
    /// Reverse proxies whose `X-Forwarded-For` is believed.
    pub trusted_proxies: Vec<IpAddr>,
}

/// The HTTPS listener.
#[derive(Debug, Clone)]
pub struct HttpsConfig {
    /// Where it listens; `None` is off.
    pub addr: Option<SocketAddr>,
    /// Where its certificate comes from.
    pub certificate: CertificateSource,
}

/// Where the HTTPS certificate comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CertificateSource {
    /// A local authority under the data folder, made at first start.
    LocalAuthority,
    /// The operator's own files (PEM).
    Files {
        /// Certificate chain, leaf first.
        cert: PathBuf,
        /// Private key.
        key: PathBuf,
    },
}

/// The media relay.
#[derive(Debug, Clone)]
pub struct MediaConfig {
    /// UDP port of the first media thread; thread *n* takes `udp_port + n`. 0 lets the system choose each.
    pub udp_port: u16,
    /// Shared TCP port for ICE-TCP; `None` is off, 0 lets the system choose.
    pub tcp_port: Option<u16>,
    /// Addresses to advertise; empty means every address that is up.
    pub public_addrs: Vec<PublicAddr>,
    /// Video codecs in order of preference; never empty, none twice.
    pub codecs: Vec<VideoCodec>,
    /// How many media threads run.
    pub threads: NonZeroUsize,
}

/// An address that browsers send media to, with a port of its own where one is mapped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PublicAddr {
    /// The address as browsers see it.
    pub ip: IpAddr,
    /// The first port as browsers see it, when it differs from the bound one; thread *n* is at `port + n`.
    pub port: Option<u16>,
}

impl FromStr for PublicAddr {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        if let Ok(ip) = text.trim_matches(['[', ']']).parse() {
            return Ok(Self { ip, port: None });
        }
        match text.parse::<SocketAddr>() {
            Ok(addr) if addr.port() != 0 => Ok(Self { ip: addr.ip(), port: Some(addr.port()) }),
            _ => Err("must be an IP address, with a port if it is mapped (203.0.113.7 or 203.0.113.7:8445)".to_owned()),
        }
    }
}

/// A video codec that the relay forwards without re-encoding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum VideoCodec {
    /// VP8 (RFC 7741).
    Vp8,
    /// H.264 (RFC 6184).
    H264,
    /// VP9 (RFC 9628).
    Vp9,
    /// AV1.
    Av1,
}

impl FromStr for VideoCodec {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text.to_ascii_lowercase().as_str() {
            "vp8" => Ok(Self::Vp8),
            "h264" | "h.264" => Ok(Self::H264),
            "vp9" => Ok(Self::Vp9),
            "av1" => Ok(Self::Av1),
            _ => Err("must be one of vp8, h264, vp9, av1".to_owned()),
        }
    }
}

/// Limits that an operator may move.
#[derive(Debug, Clone)]
pub struct Limits {
    /// Open connections in all.
    pub connections: NonZeroUsize,
    /// Open connections from one address.
    pub connections_per_address: NonZeroUsize,
    /// Sign-in tries a minute in all.
    pub sign_ins_per_minute: NonZeroU32,
    /// Sign-in tries a minute from one address.
    pub sign_ins_per_address_per_minute: NonZeroU32,
    /// Tries a minute to join, in all.
    pub joins_per_minute: NonZeroU32,
    /// Tries a minute to join from one address.
    pub joins_per_address_per_minute: NonZeroU32,
}

/// The log.
#[derive(Debug, Clone)]
pub struct LogConfig {
    /// How lines are written.
    pub format: LogFormat,
    /// What is logged, in `tracing` filter syntax.
    pub filter: String,
}

/// How log lines are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LogFormat {
    /// For people.
    Text,
    /// For machines, one object a line.
    Json,
}

impl FromStr for LogFormat {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "text" => Ok(Self::Text),
            "json" => Ok(Self::Json),
            _ => Err("must be \"text\" or \"json\"".to_owned()),
        }
    }
}

/// The `/metrics` page.
#[derive(Debug, Clone)]
pub struct MetricsConfig {
    /// Bearer token that opens it; without one only loopback may read.
    pub token: Option<SecretString>,
}

impl Config {
    /// Gathers and validates.
    ///
    /// # Errors
    /// Every fault that was found, together.
    pub fn load(sources: &Sources) -> Result<Self, ConfigFaults> {
        Self::from_settings(&Settings::gather(sources))
    }

    /// The embedded defaults with a data folder and flag values on top, as embedders and tests use it.
    ///
    /// # Errors
    /// Every fault that was found, together.
    pub fn with(data_dir: &Path, flags: &[(&str, &str)]) -> Result<Self, ConfigFaults> {
        let mut sources = Sources::default();
        sources.flags.insert("data_dir".to_owned(), data_dir.display().to_string());
        for (name, value) in flags {
            sources.flags.insert((*name).to_owned(), (*value).to_owned());
        }
        Self::load(&sources)
    }
}

#[cfg(test)]
mod tests;
