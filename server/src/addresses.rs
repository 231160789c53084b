//! This machine's addresses.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// Every address of an interface that is up, but loopback: IPv4 first, since people type those.
///
/// IPv6 link-local addresses are left out: without a zone, which no URL in a browser can carry, they lead nowhere.
pub fn up() -> Vec<IpAddr> {
    let interfaces = if_addrs::get_if_addrs().unwrap_or_else(|error| {
        tracing::warn!(error = &error as &dyn std::error::Error, "this machine's addresses cannot be listed");
        Vec::new()
    });
    let mut addresses: Vec<IpAddr> = interfaces
        .iter()
        .filter(|interface| interface.is_oper_up())
        .map(if_addrs::Interface::ip)
        .filter(|ip| match ip {
            IpAddr::V4(ip) => !ip.is_loopback() && !ip.is_unspecified(),
            IpAddr::V6(ip) => !ip.is_loopback() && !ip.is_unspecified() && !ip.is_unicast_link_local(),
        })
        .collect();
    addresses.sort_by_key(|ip| (ip.is_ipv6(), *ip));
    addresses.dedup();
    addresses
}

/// The same with both loopback addresses at the end.
pub fn up_with_loopback() -> Vec<IpAddr> {
    let mut addresses = up();
    addresses.extend([IpAddr::V4(Ipv4Addr::LOCALHOST), IpAddr::V6(Ipv6Addr::LOCALHOST)]);
    addresses
}
