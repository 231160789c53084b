//! Offers of every shape, and what becomes of them.

use crate::call::{CUSTOMER, Call, STAFF, Show, assert_alive, connect, loopback, show_until};
use crate::page::{Page, during, until};
use cicerone_relay::{Advertised, Gate, Gates, MediaId, OfferError, PeerRole, RelayConfig, RelayEventKind};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::time::{Duration, Instant};
use str0m::media::{Direction, MediaKind};

#[test]
fn a_publisher_is_received_by_a_subscriber_that_came_before_any_media() {
    let (mut call, mut customer, mut staff) = Call::pair();
    let video = staff.video;
    show_until("pictures arrive", &mut customer, &mut staff, |_, staff| staff.heard_of(video).len() > 90);
    let heard = staff.heard_of(video);
    assert_eq!(heard[0].payload[..2], [0x10, 0x00], "the first packet begins a keyframe");
    let contiguous = heard.windows(2).all(|pair| *pair[1].seq_no == *pair[0].seq_no + 1);
    assert!(contiguous, "numbers have no holes");
    assert!(call.told_of(STAFF).contains(&&RelayEventKind::VideoForwarded { epoch: 1 }));
    let started = RelayEventKind::TrackStarted { kind: cicerone_relay::MediaKind::Video, codec: "VP8" };
    assert!(call.told_of(CUSTOMER).contains(&&started));
}

#[test]
fn a_subscriber_that_comes_late_starts_with_a_keyframe() {
    let call = Call::new();
    let mut customer = Page::new(PeerRole::Customer);
    let mut early = Page::new(PeerRole::Staff);
    call.join(CUSTOMER, &mut customer);
    call.join(MediaId(7), &mut early);
    connect(&mut [&mut customer, &mut early]);
    call.session.open(Gates::ALL);
    assert_alive(&mut customer, &mut early);
    let mut late = Page::new(PeerRole::Staff);
    call.join(STAFF, &mut late);
    connect(&mut [&mut late]);
    let wanted = customer.keyframes_wanted;
    let video = late.video;
    let mut show = Show::running(&customer);
    until("pictures arrive", &mut [&mut customer, &mut late], |pages| {
        show.go_on(pages[0]);
        pages[1].heard_of(video).len() > 30
    });
    assert_eq!(late.heard_of(video)[0].payload[..2], [0x10, 0x00]);
    assert!(customer.keyframes_wanted > wanted, "the publisher was asked for it");
}

#[test]
fn pages_on_ipv6_connect_and_see_each_other() {
    let ip = IpAddr::V6(Ipv6Addr::LOCALHOST);
    if std::net::UdpSocket::bind((ip, 0)).is_err() {
        eprintln!("left out: this machine has no IPv6");
        return;
    }
    let advertised = Advertised { hosts: vec![ip], public: Vec::new() };
    let call = Call::with(&RelayConfig { udp_bind: vec![ip], advertised, ..loopback() });
    let [mut customer, mut staff] = [PeerRole::Customer, PeerRole::Staff].map(|role| Page::at(ip, role, |config| config));
    call.join(STAFF, &mut staff);
    call.join(CUSTOMER, &mut customer);
    connect(&mut [&mut customer, &mut staff]);
    call.session.open(Gates::ALL);
    assert_alive(&mut customer, &mut staff);
    customer.rebind();
    assert_alive(&mut customer, &mut staff);
}

#[test]
fn an_offer_with_setup_active_is_answered_passive_and_connects() {
    let (call, mut customer, mut staff) = Call::pair();
    let mut page = Page::new(PeerRole::Staff);
    let offer = page.offer().replace("a=setup:actpass", "a=setup:active");
    let answer = call.answer(MediaId(9), page.role, offer).expect("it is answered").sdp;
    assert!(answer.contains("a=setup:passive") && !answer.contains("a=setup:active"));
    page.accept(&answer);
    connect(&mut [&mut page]);
    assert_alive(&mut customer, &mut staff);
}

#[test]
fn an_offer_with_setup_passive_is_answered_active_and_connects() {
    let call = Call::new();
    let mut page = Page::new(PeerRole::Customer);
    let offer = page.offer().replace("a=setup:actpass", "a=setup:passive");
    let answer = call.answer(CUSTOMER, page.role, offer).expect("it is answered").sdp;
    assert!(answer.contains("a=setup:active"));
    page.accept(&answer);
    connect(&mut [&mut page]);
}

#[test]
fn an_offer_with_20000_candidates_is_answered_at_once_and_none_is_contacted() {
    let (call, mut customer, mut staff) = Call::pair();
    let trap = std::net::UdpSocket::bind("127.0.0.1:0").expect("loopback has a free port");
    trap.set_nonblocking(true).expect("sockets can be non-blocking");
    let port = trap.local_addr().expect("it is bound").port();
    let mut page = Page::new(PeerRole::Staff);
    // A mebibyte of them: the server bounds offers long before, and the relay stands up to more than the server lets through.
    let candidate = format!("a=candidate:1 1 udp 1 127.0.0.1 {port} typ host\r\n");
    let flooded = format!("{}{}", page.offer(), candidate.repeat(20_000));
    let asked = Instant::now();
    let answer = call.answer(MediaId(9), page.role, flooded).expect("the rest of it is a good offer");
    assert!(asked.elapsed() < Duration::from_secs(1), "an offer was answered after {:?}", asked.elapsed());
    page.accept(&answer.sdp);
    connect(&mut [&mut page]);
    assert_alive(&mut customer, &mut staff);
    assert!(trap.recv_from(&mut [0; 100]).is_err(), "no candidate of an offer is ever spoken to");
}

#[test]
fn a_mebibyte_of_nothing_is_refused_for_what_it_lacks_and_the_call_goes_on() {
    let (call, mut customer, mut staff) = Call::pair();
    let sdp = format!("v=0\r\n{}", "a".repeat(1024 * 1024));
    assert_eq!(call.answer(MediaId(9), PeerRole::Staff, sdp), Err(OfferError::NoSection));
    assert_alive(&mut customer, &mut staff);
}

#[test]
fn an_offer_without_anything_to_relay_is_refused() {
    let call = Call::new();
    let mut page = Page::with(PeerRole::Customer, |config| config.clear_codecs().enable_pcmu(true, false));
    let mut api = page.rtc.sdp_api();
    api.add_media(MediaKind::Audio, Direction::SendRecv, None, None, None);
    let (offer, _) = api.apply().expect("media was added");
    let refused = call.answer(CUSTOMER, page.role, offer.to_sdp_string());
    assert_eq!(refused, Err(OfferError::NothingUsable));
}

#[test]
fn nothing_passes_before_a_gate_is_opened() {
    let call = Call::new();
    let mut customer = Page::new(PeerRole::Customer);
    let mut staff = Page::new(PeerRole::Staff);
    call.join(STAFF, &mut staff);
    call.join(CUSTOMER, &mut customer);
    connect(&mut [&mut customer, &mut staff]);
    let dropped = || call.relay.metrics().dropped_by_gate.get();
    show_until("the gate holds pictures back", &mut customer, &mut staff, |_, _| dropped() > 60);
    assert!(staff.wire.is_empty());
    assert!(!call.session.gates().is_open(Gate::CustomerVideo));
}

#[test]
fn pictures_that_a_page_wants_again_go_on_with_their_numbers() {
    let (call, mut customer, mut staff) = Call::pair();
    assert_alive(&mut customer, &mut staff);
    let ssrc = staff.heard_of(staff.video)[0].header.ssrc;
    let numbers = |staff: &Page| -> Vec<u16> {
        staff.wire.iter().filter(|packet| packet.ssrc == *ssrc).map(|packet| packet.sequence).collect()
    };
    let redirect = |staff: &mut Page, direction| {
        let offer = staff.redirect_offer(direction);
        let answer = call.answer(STAFF, staff.role, offer).expect("it is answered");
        assert!(answer.restarted);
        staff.accept(&answer.sdp);
    };
    redirect(&mut staff, Direction::Inactive);
    during(Duration::from_millis(50), &mut [&mut customer, &mut staff], |_| {});
    let last = numbers(&staff).into_iter().max().expect("pictures came");
    let before = numbers(&staff).len();
    let mut show = Show::running(&customer);
    during(Duration::from_millis(300), &mut [&mut customer, &mut staff], |pages| show.go_on(pages[0]));
    assert_eq!(numbers(&staff).len(), before, "nothing comes while nothing is wanted");
    redirect(&mut staff, Direction::RecvOnly);
    until("pictures come again", &mut [&mut customer, &mut staff], |pages| {
        show.go_on(pages[0]);
        numbers(pages[1]).len() > before + 30
    });
    // Under the same keys and SSRC, a number that comes twice would be a nonce that comes twice.
    assert_eq!(numbers(&staff)[before], last + 1);
}

#[test]
fn a_page_is_answered_from_the_address_that_it_asked() {
    let second = IpAddr::from([127, 0, 0, 2]);
    let config = RelayConfig {
        udp_bind: vec![Ipv4Addr::UNSPECIFIED.into()],
        advertised: Advertised { hosts: vec![second], public: Vec::new() },
        ..loopback()
    };
    let call = Call::with(&config);
    let (mut customer, mut staff) = (Page::new(PeerRole::Customer), Page::new(PeerRole::Staff));
    call.join(STAFF, &mut staff);
    call.join(CUSTOMER, &mut customer);
    connect(&mut [&mut customer, &mut staff]);
    call.session.open(Gates::ALL);
    assert_alive(&mut customer, &mut staff);
    let asked = SocketAddr::new(second, call.udp().port());
    for page in [&customer, &staff] {
        assert_eq!(page.sources.iter().collect::<Vec<_>>(), [&asked]);
    }
}
