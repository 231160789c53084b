//! The relay's configuration out of ours.

use std::net::IpAddr;

use cicerone_relay::{Advertised, PublicAddr, RelayConfig, VideoCodec};

use crate::addresses;
use crate::config::{self, MediaConfig};

/// What the relay is started with.
pub(super) fn relay_config(config: &MediaConfig) -> RelayConfig {
    let defaults = RelayConfig::default();
    let tcp_bind = config.tcp_port.map(|port| defaults.udp_bind.iter().map(|ip| (*ip, port).into()).collect());
    let public =
        config.public_addrs.iter().map(|public| PublicAddr { ip: public.ip, udp_port: public.port, tcp_port: public.port });
    // What the operator names is what browsers get; otherwise every address that is up, and this machine's own.
    let hosts: Vec<IpAddr> = if config.public_addrs.is_empty() { addresses::up_with_loopback() } else { Vec::new() };
    RelayConfig {
        udp_port: config.udp_port,
        tcp_bind: tcp_bind.unwrap_or_default(),
        advertised: Advertised { hosts, public: public.collect() },
        codecs: config.codecs.iter().map(|codec| video_codec(*codec)).collect(),
        threads: config.threads.get(),
        ..defaults
    }
}

fn video_codec(codec: config::VideoCodec) -> VideoCodec {
    match codec {
        config::VideoCodec::Vp8 => VideoCodec::Vp8,
        config::VideoCodec::H264 => VideoCodec::H264,
        config::VideoCodec::Vp9 => VideoCodec::Vp9,
        config::VideoCodec::Av1 => VideoCodec::Av1,
    }
}
