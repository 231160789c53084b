//! What the figures mean for a customer, in words. Pure.

use std::net::SocketAddr;
use std::time::Duration;

use super::knock::Knock;
use super::report::{EchoFigures, Figures, Finding, Part, list};
use super::sdp::{Candidate, Reach, reach};

/// Lost packets of a thousand from which pictures stall now and then.
const LOSS_NOTED: u32 = 10;

/// Lost packets of a thousand from which a call is no good.
const LOSS_BAD: u32 = 50;

/// Time there and back from which people begin to talk at the same time.
const SLOW: Duration = Duration::from_millis(400);

/// One address for media and what happened there.
pub(super) type Tried = (SocketAddr, Knock);

/// Says of each UDP address what happened there, and whether they are enough for those who come by the page's address.
pub(super) fn addresses(tried: &[Tried], advertised: &[Candidate], pages: Reach, page_ip: &str) -> Vec<Finding> {
    let needed = |addr: &SocketAddr| match pages {
        Reach::Public => reach(addr.ip()) == Reach::Public,
        Reach::Network => reach(addr.ip()) != Reach::Machine,
        Reach::Machine => true,
    };
    // An address of this machine alone is no business of anyone who comes from outside.
    let of_interest: Vec<&Tried> =
        tried.iter().filter(|(addr, _)| pages == Reach::Machine || reach(addr.ip()) != Reach::Machine).collect();
    let works = of_interest.iter().any(|(addr, knock)| matches!(knock, Knock::Answered(_)) && needed(addr));
    let mut findings: Vec<Finding> =
        of_interest.iter().map(|(addr, knock)| address(*addr, *knock, works && reach(addr.ip()) != Reach::Public)).collect();
    if !of_interest.iter().any(|(addr, _)| needed(addr)) {
        findings.push(none_for_these(&of_interest, pages, page_ip));
    } else if !works && findings.iter().all(|finding| finding.level != super::report::Level::Fault) {
        findings.push(Finding::fault(
            Part::Media,
            "No address for pictures and voice could be tried from this machine.",
            "Run this check on a machine that has both IPv4 and IPv6 (see `--print-token`).",
        ));
    }
    if pages == Reach::Machine {
        findings.push(Finding::note(
            Part::Media,
            "Only the way within this machine was looked at.",
            "Set public_url, or give --url, to look at the way that customers take.",
        ));
    }
    let tcp: Vec<SocketAddr> = advertised
        .iter()
        .filter_map(|candidate| match candidate {
            Candidate::Tcp(addr) => Some(*addr),
            Candidate::Udp(_) => None,
        })
        .filter(|addr| needed(addr))
        .collect();
    if !tcp.is_empty() {
        findings.push(Finding::note(
            Part::Media,
            format!("For networks that block UDP, TCP is offered at {}; this check does not try it.", list(&tcp)),
            "Keep this port open too.",
        ));
    }
    findings
}

fn address(addr: SocketAddr, knock: Knock, spare: bool) -> Finding {
    let (ip, port) = (addr.ip(), addr.port());
    let silent = match knock {
        Knock::Answered(after) => {
            return Finding::ok(Part::Media, format!("UDP port {port} answers at {ip} after {}.", milliseconds(after)));
        }
        Knock::NoWay => {
            let says = format!("UDP port {port} at {ip} was not tried: this machine has no way to such addresses.");
            return Finding::note(Part::Media, says, "Run this check on a machine that has one (see `--print-token`).");
        }
        Knock::Silent => format!("UDP port {port} does not answer at {ip}."),
        Knock::Refused => format!("Nothing listens on UDP port {port} at {ip}."),
    };
    if spare {
        let advice = "Another address works; set media.public_addrs to the addresses that customers can reach, so that none is tried in vain.";
        return Finding::note(Part::Media, silent, advice);
    }
    let advice = format!(
        "Open UDP port {port} in the firewall and forward it to this server, or set media.public_addrs (and media.udp_port) to \
         what customers can reach. If a router stands between, it may only hide its outer side from here: check from elsewhere \
         with `--print-token`."
    );
    Finding::fault(Part::Media, silent, advice)
}

fn none_for_these(tried: &[&Tried], pages: Reach, page_ip: &str) -> Finding {
    let (who, reach) = match pages {
        Reach::Public => ("customers elsewhere", "private networks"),
        Reach::Network | Reach::Machine => ("other devices", "this machine"),
    };
    let ports: Vec<u16> = tried.iter().map(|(addr, _)| addr.port()).collect();
    let port = ports.first().map_or_else(|| "its ports".to_owned(), |port| format!("port {port}"));
    Finding::fault(
        Part::Media,
        format!("The server offers addresses of {reach} only, to which {who} can send no pictures and no voice."),
        format!(
            "Set media.public_addrs to the address by which {who} reach this server, such as {page_ip}, and open UDP {port} there."
        ),
    )
}

/// Says that an address answers and yet no connection came about.
pub(super) fn unconnected(addr: SocketAddr) -> Finding {
    Finding::fault(
        Part::Echo,
        format!("{addr} answers over UDP, but no encrypted connection came about (DTLS)."),
        "Something on the way swallows larger or encrypted packets: let UDP packets of 1,280 bytes pass unchanged.",
    )
}

/// Says how good the echo was.
pub(super) fn echo(echo: &EchoFigures, addr: SocketAddr) -> Vec<Finding> {
    let mut findings = vec![stream("voice", echo.voice, addr)];
    match echo.pictures {
        Some(pictures) => findings.push(stream("picture", pictures, addr)),
        None => findings.push(Finding::note(
            Part::Echo,
            "Pictures were not tried: the server takes no VP8, which is all that this check can send.",
            "Add vp8 to media.codecs, which all browsers have.",
        )),
    }
    findings
}

fn stream(what: &str, figures: Figures, addr: SocketAddr) -> Finding {
    let Some(round_trip) = figures.round_trip_us.map(Duration::from_micros) else {
        return Finding::fault(
            Part::Echo,
            format!("None of {} {what} packets came back from {addr}.", figures.sent),
            "Something on the way swallows media: let UDP packets of 1,280 bytes pass unchanged, both ways.",
        );
    };
    let lost = figures.lost_permille();
    let says = format!(
        "{} of {} {what} packets came back from {addr} ({}.{} % lost), after {}, with {} jitter.",
        figures.came_back,
        figures.sent,
        lost / 10,
        lost % 10,
        milliseconds(round_trip),
        milliseconds(Duration::from_micros(figures.jitter_us)),
    );
    if lost >= LOSS_BAD {
        Finding::fault(
            Part::Echo,
            says,
            "So much loss makes calls unusable: look for a full line, a weak Wi-Fi or a rate limit on UDP.",
        )
    } else if lost >= LOSS_NOTED {
        Finding::note(Part::Echo, says, "Pictures will stall now and then: look for a full line or a weak Wi-Fi.")
    } else if round_trip >= SLOW {
        Finding::note(Part::Echo, says, "People will talk at the same time: put the server nearer to those who use it.")
    } else {
        Finding::ok(Part::Echo, says)
    }
}

fn milliseconds(time: Duration) -> String {
    format!("{:.1} ms", time.as_secs_f64() * 1e3)
}

#[cfg(test)]
mod tests {
    use super::super::report::Level;
    use super::*;

    const QUICK: Knock = Knock::Answered(Duration::from_millis(2));

    fn tried(of: &[(&str, Knock)]) -> Vec<Tried> {
        of.iter().map(|(addr, knock)| (addr.parse().unwrap(), *knock)).collect()
    }

    fn levels(of: &[(&str, Knock)], pages: Reach) -> Vec<Level> {
        addresses(&tried(of), &[], pages, "203.0.113.7").iter().map(|finding| finding.level).collect()
    }

    #[test]
    fn a_silent_public_address_is_a_fault_that_names_port_and_setting() {
        let found = addresses(&tried(&[("203.0.113.7:8445", Knock::Silent)]), &[], Reach::Public, "203.0.113.7");
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].level, found[0].says.as_str()), (Level::Fault, "UDP port 8445 does not answer at 203.0.113.7."));
        let advice = found[0].advice.as_deref().unwrap();
        assert!(advice.contains("Open UDP port 8445") && advice.contains("media.public_addrs"), "{advice}");
    }

    #[test]
    fn private_addresses_alone_do_not_do_for_customers_elsewhere() {
        let found = addresses(&tried(&[("10.0.0.5:8445", QUICK), ("127.0.0.1:8445", QUICK)]), &[], Reach::Public, "203.0.113.7");
        assert_eq!(found.iter().map(|finding| finding.level).collect::<Vec<_>>(), [Level::Ok, Level::Fault]);
        assert!(found[1].advice.as_deref().unwrap().contains("such as 203.0.113.7, and open UDP port 8445"));
        assert_eq!(levels(&[("10.0.0.5:8445", QUICK)], Reach::Network), [Level::Ok]);
    }

    #[test]
    fn a_private_address_that_fails_beside_one_that_works_is_only_a_note() {
        let found = levels(&[("203.0.113.7:8445", QUICK), ("172.17.0.1:8445", Knock::Silent)], Reach::Public);
        assert_eq!(found, [Level::Ok, Level::Note]);
        let found = levels(&[("203.0.113.7:8445", QUICK), ("[2001:db8::7]:8445", Knock::NoWay)], Reach::Public);
        assert_eq!(found, [Level::Ok, Level::Note]);
        let found = levels(&[("[2001:db8::7]:8445", Knock::NoWay)], Reach::Public);
        assert_eq!(found, [Level::Note, Level::Fault], "what nobody could try is not well");
    }

    #[test]
    fn loss_is_told_by_how_much_it_hurts() {
        let figures = |came_back| Figures { sent: 1_000, came_back, round_trip_us: Some(900), jitter_us: 40 };
        let level = |came_back| stream("voice", figures(came_back), "203.0.113.7:8445".parse().unwrap()).level;
        assert_eq!([level(1_000), level(985), level(900)], [Level::Ok, Level::Note, Level::Fault]);
        let nothing = Figures { round_trip_us: None, ..figures(0) };
        assert_eq!(stream("voice", nothing, "203.0.113.7:8445".parse().unwrap()).level, Level::Fault);
    }
}
