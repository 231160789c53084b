//! What the check reads in a session description (RFC 8866), and what it leaves out of one. Pure.

use std::net::{IpAddr, SocketAddr};

/// A way to send media that an answer offers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Candidate {
    /// Over UDP.
    Udp(SocketAddr),
    /// Over TCP, for networks that block UDP.
    Tcp(SocketAddr),
}

/// From where an address can be reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reach {
    /// From everywhere.
    Public,
    /// From its own network.
    Network,
    /// From its own machine.
    Machine,
}

/// The candidates of a description (RFC 8839 §5.1), in its order.
pub(super) fn candidates(sdp: &str) -> Vec<Candidate> {
    sdp.lines().filter_map(candidate).collect()
}

/// The description with no candidate but one.
pub(super) fn with_only(sdp: &str, kept: SocketAddr) -> String {
    let stays = |line: &&str| !line.starts_with("a=candidate:") || candidate(line) == Some(Candidate::Udp(kept));
    sdp.lines().filter(stays).flat_map(|line| [line, "\r\n"]).collect()
}

/// The value of the first attribute of a name.
pub(super) fn attribute<'a>(sdp: &'a str, name: &str) -> Option<&'a str> {
    sdp.lines().find_map(|line| line.strip_prefix("a=")?.strip_prefix(name)?.strip_prefix(':'))
}

/// From where an address can be reached.
pub(super) fn reach(ip: IpAddr) -> Reach {
    let (machine, network) = match ip.to_canonical() {
        IpAddr::V4(ip) => {
            // RFC 6598: shared by a provider's customers, private for everybody else.
            let shared = ip.octets()[0] == 100 && ip.octets()[1] & 0xc0 == 64;
            (ip.is_loopback() || ip.is_unspecified(), ip.is_private() || ip.is_link_local() || shared)
        }
        IpAddr::V6(ip) => (ip.is_loopback() || ip.is_unspecified(), ip.is_unique_local() || ip.is_unicast_link_local()),
    };
    match (machine, network) {
        (true, _) => Reach::Machine,
        (false, true) => Reach::Network,
        (false, false) => Reach::Public,
    }
}

fn candidate(line: &str) -> Option<Candidate> {
    let mut words = line.strip_prefix("a=candidate:")?.split_whitespace().skip(2);
    let transport = words.next()?;
    let ip: IpAddr = words.nth(1)?.parse().ok()?;
    let addr = SocketAddr::new(ip, words.next()?.parse().ok()?);
    match transport.to_ascii_lowercase().as_str() {
        "udp" => Some(Candidate::Udp(addr)),
        "tcp" => Some(Candidate::Tcp(addr)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SDP: &str = "v=0\r\na=ice-lite\r\na=ice-ufrag:abcd\r\na=candidate:1 1 udp 2130706431 203.0.113.7 8445 typ host\r\n\
        a=candidate:2 1 UDP 2130706175 2001:db8::7 8445 typ host\r\n\
        a=candidate:3 1 tcp 1671430143 203.0.113.7 8445 typ host tcptype passive\r\na=candidate:4 1 udp 1 name.local 9 typ host\r\n";

    #[test]
    fn candidates_are_read_in_their_order() {
        let ours: SocketAddr = "203.0.113.7:8445".parse().unwrap();
        let six = "[2001:db8::7]:8445".parse().unwrap();
        assert_eq!(candidates(SDP), [Candidate::Udp(ours), Candidate::Udp(six), Candidate::Tcp(ours)]);
        assert_eq!(candidates(&with_only(SDP, six)), [Candidate::Udp(six)]);
        assert_eq!(attribute(&with_only(SDP, six), "ice-ufrag"), Some("abcd"));
    }

    #[test]
    fn addresses_are_known_by_their_reach() {
        let of = |ip: &str| reach(ip.parse().unwrap());
        for ip in ["10.0.0.5", "192.168.1.2", "172.20.0.1", "169.254.1.1", "100.64.0.1", "fd00::1", "fe80::1", "::ffff:10.0.0.5"]
        {
            assert_eq!(of(ip), Reach::Network, "{ip}");
        }
        for ip in ["127.0.0.1", "::1", "0.0.0.0"] {
            assert_eq!(of(ip), Reach::Machine, "{ip}");
        }
        for ip in ["203.0.113.7", "100.128.0.1", "2001:db8::7"] {
            assert_eq!(of(ip), Reach::Public, "{ip}");
        }
    }
}
