//! The addresses that pages are told to connect to: host candidates alone, because an ICE-lite agent has no others
//! (RFC 8445 §5.2). Pure.

use std::collections::HashSet;
use std::net::{IpAddr, SocketAddr};

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

/// What one media thread's answers offer, best first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Candidates {
    pub(crate) udp: Vec<SocketAddr>,
    pub(crate) tcp: Vec<SocketAddr>,
}

/// What pages are told for the media thread `index`, whose sockets are bound to `bound`.
pub(crate) fn udp_candidates(advertised: &Advertised, index: usize, bound: &[SocketAddr]) -> Vec<SocketAddr> {
    let mut candidates = Vec::new();
    for public in &advertised.public {
        let port = match public.udp_port {
            Some(first) => u16::try_from(usize::from(first) + index).ok(),
            None => bound_port(public.ip, bound).or_else(|| bound.first().map(SocketAddr::port)),
        };
        candidates.extend(port.map(|port| SocketAddr::new(public.ip, port)));
    }
    for host in &advertised.hosts {
        candidates.extend(bound_port(*host, bound).map(|port| SocketAddr::new(*host, port)));
    }
    let mut seen = HashSet::new();
    candidates.retain(|candidate| seen.insert(*candidate));
    candidates
}

/// What pages are told of the TCP listener, which all media threads share.
pub(crate) fn tcp_candidates(advertised: &Advertised, listening: &[SocketAddr]) -> Vec<SocketAddr> {
    if listening.is_empty() {
        return Vec::new();
    }
    let public = advertised.public.iter().filter_map(|public| {
        let port = public.tcp_port.or_else(|| bound_port(public.ip, listening))?;
        Some(SocketAddr::new(public.ip, port))
    });
    let hosts = advertised.hosts.iter().filter_map(|host| Some(SocketAddr::new(*host, bound_port(*host, listening)?)));
    public.chain(hosts).collect()
}

/// The port on which the host address `ip` is served.
fn bound_port(ip: IpAddr, bound: &[SocketAddr]) -> Option<u16> {
    bound
        .iter()
        .find(|address| address.ip() == ip || (address.ip().is_unspecified() && address.is_ipv4() == ip.is_ipv4()))
        .map(SocketAddr::port)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn addresses(list: &[&str]) -> Vec<SocketAddr> {
        list.iter().map(|address| address.parse().expect("an address")).collect()
    }

    fn ip(text: &str) -> IpAddr {
        text.parse().expect("an address")
    }

    #[test]
    fn behind_address_translation_each_media_thread_has_the_port_after_the_one_before() {
        let public = vec![
            PublicAddr { ip: ip("203.0.113.7"), udp_port: Some(20_000), tcp_port: Some(21_000) },
            PublicAddr { ip: ip("2001:db8::7"), udp_port: None, tcp_port: None },
        ];
        let advertised = Advertised { hosts: Vec::new(), public };
        for (index, outside) in [(0, 20_000), (1, 20_001), (2, 20_002)] {
            let bound = addresses(&[&format!("0.0.0.0:{}", 3_000 + index), &format!("[::]:{}", 3_000 + index)]);
            let expected = [format!("203.0.113.7:{outside}"), format!("[2001:db8::7]:{}", 3_000 + index)];
            assert_eq!(udp_candidates(&advertised, index, &bound), addresses(&expected.each_ref().map(String::as_str)));
        }
        let listening = addresses(&["0.0.0.0:4000", "[::]:4000"]);
        assert_eq!(tcp_candidates(&advertised, &listening), addresses(&["203.0.113.7:21000", "[2001:db8::7]:4000"]));
    }

    #[test]
    fn ports_outside_that_do_not_exist_are_not_advertised() {
        let public = vec![PublicAddr { ip: ip("203.0.113.7"), udp_port: Some(u16::MAX), tcp_port: None }];
        let advertised = Advertised { hosts: Vec::new(), public };
        let bound = addresses(&["0.0.0.0:3001"]);
        assert_eq!(udp_candidates(&advertised, 0, &bound), addresses(&["203.0.113.7:65535"]));
        assert!(udp_candidates(&advertised, 1, &bound).is_empty());
        assert!(tcp_candidates(&advertised, &[]).is_empty(), "nobody listens");
    }

    #[test]
    fn hosts_are_advertised_once_and_only_where_something_is_bound() {
        let hosts = vec![ip("192.0.2.1"), ip("127.0.0.1"), ip("::1"), ip("192.0.2.1")];
        let advertised = Advertised { hosts, public: Vec::new() };
        let bound = addresses(&["0.0.0.0:3000"]);
        assert_eq!(udp_candidates(&advertised, 0, &bound), addresses(&["192.0.2.1:3000", "127.0.0.1:3000"]));
    }
}
