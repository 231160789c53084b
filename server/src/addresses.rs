//! This machine's addresses.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, UdpSocket};

/// Every address of an interface that is up, but loopback: first the one that packets to the outside leave from, since bridges of containers
/// and tunnels lead no phone here; then IPv4, since people type those.
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
    addresses.sort_unstable();
    addresses.dedup();
    put_first(&mut addresses, outward());
    addresses
}

/// The address that packets to the outside leave from, by the system's routes; no packet is sent to find it.
fn outward() -> Option<IpAddr> {
    // An address that is set aside for documentation (RFC 5737) has no route of its own, so the default one is told.
    let anywhere = SocketAddr::from((Ipv4Addr::new(192, 0, 2, 1), 9));
    let socket = UdpSocket::bind((Ipv4Addr::UNSPECIFIED, 0)).ok()?;
    socket.connect(anywhere).ok()?;
    socket.local_addr().ok().map(|local| local.ip())
}

fn put_first(addresses: &mut [IpAddr], first: Option<IpAddr>) {
    addresses.sort_by_key(|ip| (Some(*ip) != first, ip.is_ipv6()));
}

/// The same with both loopback addresses at the end.
pub fn up_with_loopback() -> Vec<IpAddr> {
    let mut addresses = up();
    addresses.extend([IpAddr::V4(Ipv4Addr::LOCALHOST), IpAddr::V6(Ipv6Addr::LOCALHOST)]);
    addresses
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_that_leads_outside_comes_before_a_bridge_with_a_lower_number() {
        let [bridge, home, six] = ["172.17.0.1", "192.168.1.20", "2001:db8::1"].map(|ip| ip.parse::<IpAddr>().unwrap());
        let mut addresses = vec![bridge, home, six];
        put_first(&mut addresses, Some(home));
        assert_eq!(addresses, [home, bridge, six]);
        put_first(&mut addresses, None);
        assert_eq!(addresses.last(), Some(&six));
    }

    #[test]
    fn the_way_outside_is_one_of_the_addresses_that_are_up() {
        assert!(outward().is_none_or(|ip| up_with_loopback().contains(&ip)));
    }
}
