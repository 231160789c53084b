//! What strangers and broken pages send. Each leaves the call alive.

use crate::call::{Call, assert_alive};
use crate::page::{Page, during, until};
use cicerone_relay::limits::MAX_UNDECLARED_ATTEMPTS;
use cicerone_relay::{FailCause, MediaId, PeerRole, RelayEventKind};
use std::net::UdpSocket;
use std::time::{Duration, Instant};

/// The beginning of a DTLS 1.2 ClientHello: enough to make a server that takes it open a connection.
fn client_hello(random: u8) -> Vec<u8> {
    let mut body = vec![0xfe, 0xfd];
    body.extend([random; 32]);
    body.extend([0, 0, 0, 2, 0xc0, 0x2b, 1, 0]);
    let length = u8::try_from(body.len()).expect("a short hello");
    let mut handshake = vec![1, 0, 0, length, 0, 0, 0, 0, 0, 0, 0, length];
    handshake.extend(body);
    let mut record = vec![22, 0xfe, 0xfd, 0, 0, 0, 0, 0, 0, 0, 0, 0, u8::try_from(handshake.len()).expect("a short hello")];
    record.extend(handshake);
    record
}

fn stranger() -> UdpSocket {
    UdpSocket::bind("127.0.0.1:0").expect("loopback has a free port")
}

#[test]
fn a_wrong_fingerprint_fails_that_peer_alone() {
    let (mut call, mut customer, mut staff) = Call::pair();
    let mut liar = Page::new(PeerRole::Staff);
    let offer = liar.offer();
    let at = offer.find("a=fingerprint:sha-256 ").expect("an offer has a fingerprint") + "a=fingerprint:sha-256 ".len();
    let fake = if offer[at..].starts_with("00") { "11" } else { "00" };
    let forged = offer.replace(&offer[at..at + 95], &format!("{fake}{}", &offer[at + 2..at + 95]));
    let answer = call.answer(MediaId(9), PeerRole::Staff, forged).expect("the offer itself is good");
    liar.accept(&answer.sdp);
    let failed = RelayEventKind::Failed(FailCause::WrongFingerprint);
    until("the handshake fails", &mut [&mut liar], |_| call.told_of(MediaId(9)).contains(&&failed));
    assert_eq!(call.relay.metrics().peers_failed.get(), 1);
    assert_alive(&mut customer, &mut staff);
}

#[test]
fn sprayed_client_hellos_disturb_neither_a_call_nor_a_handshake() {
    let (call, mut customer, mut staff) = Call::pair();
    let mut joining = Page::new(PeerRole::Staff);
    call.join(MediaId(9), &mut joining);
    let strangers: Vec<UdpSocket> = (0..20).map(|_| stranger()).collect();
    let mut round = 0u8;
    let mut spray = || {
        round = round.wrapping_add(1);
        for socket in &strangers {
            socket.send_to(&client_hello(round), call.udp()).expect("loopback takes it");
        }
    };
    until("the page connects under the spray", &mut [&mut joining], |pages| {
        spray();
        pages[0].rtc.is_connected()
    });
    during(Duration::from_millis(300), &mut [&mut customer, &mut staff], |_| spray());
    assert!(call.relay.metrics().unknown_source_dropped.get() >= 20);
    assert_eq!(call.relay.metrics().peers_connected.get(), 3);
    assert_alive(&mut customer, &mut staff);
}

#[test]
fn a_client_hello_in_the_client_s_own_name_does_not_end_the_call() {
    let (call, mut customer, mut staff) = Call::pair();
    for round in 0..50 {
        customer.send_raw(&client_hello(round), call.udp());
    }
    assert_alive(&mut customer, &mut staff);
}

#[test]
fn a_flood_of_ssrcs_from_strangers_and_from_a_page_does_no_harm() {
    let (call, mut customer, mut staff) = Call::pair();
    let socket = stranger();
    for ssrc in 0..20_000u32 {
        let mut packet = vec![0x80, 96, 0, 1, 0, 0, 0, 1];
        packet.extend(ssrc.to_be_bytes());
        packet.extend([0; 30]);
        socket.send_to(&packet, call.udp()).expect("loopback takes it");
        customer.send_raw(&packet, call.udp());
        packet[1] = 200;
        customer.send_raw(&packet, call.udp());
        if ssrc % 200 == 0 {
            during(Duration::from_millis(1), &mut [&mut customer, &mut staff], |_| {});
        }
    }
    assert_alive(&mut customer, &mut staff);
    let metrics = call.relay.metrics();
    assert!(metrics.unknown_ssrc_dropped.get() > 0, "unknown SSRCs of a page are dropped before they are looked at");
    assert!(metrics.unknown_source_dropped.get() > 0);
    assert_eq!(metrics.paths_moved.get(), 0);
}

#[test]
fn forged_reports_under_ever_new_names_are_dropped_before_they_cost_memory() {
    let (call, mut customer, mut staff) = Call::pair();
    let metrics = call.relay.metrics();
    let (refused, dropped) = (metrics.srtp_refused.get(), metrics.unknown_ssrc_dropped.get());
    let began = Instant::now();
    let mut sent = 0u32;
    during(Duration::from_secs(2), &mut [&mut customer, &mut staff], |pages| {
        for _ in 0..20 {
            let mut report = vec![0x80, 200, 0, 1];
            report.extend((0x4000_0000 + sent).to_be_bytes());
            report.extend([0; 40]);
            pages[0].send_raw(&report, call.udp());
            sent += 1;
        }
    });
    assert_alive(&mut customer, &mut staff);
    let tried = metrics.srtp_refused.get() - refused;
    let allowed = u64::from(MAX_UNDECLARED_ATTEMPTS) * (began.elapsed().as_secs() + 2);
    assert!((1..=allowed).contains(&tried), "{tried} of {sent} were tried, {allowed} may be");
    let dropped = metrics.unknown_ssrc_dropped.get() - dropped;
    assert!(dropped > tried, "{dropped} of {sent} were dropped unread");
}

#[test]
fn noise_of_every_kind_is_dropped() {
    let (call, mut customer, mut staff) = Call::pair();
    let socket = stranger();
    for first in 0..=255u8 {
        for length in [0usize, 1, 4, 7, 8, 11, 12, 13, 19, 20, 21, 40, 200, 1_400] {
            let mut datagram = vec![first; length];
            if length >= 8 && first < 4 {
                datagram[..8].copy_from_slice(&[
                    0,
                    1,
                    0,
                    u8::try_from(length.min(200)).expect("at most 200"),
                    0x21,
                    0x12,
                    0xa4,
                    0x42,
                ]);
            }
            socket.send_to(&datagram, call.udp()).expect("loopback takes it");
            customer.send_raw(&datagram, call.udp());
        }
    }
    assert_alive(&mut customer, &mut staff);
}

#[test]
fn a_check_with_a_wrong_password_gets_no_answer_and_no_trust() {
    let (call, mut customer, mut staff) = Call::pair();
    let mut page = Page::new(PeerRole::Staff);
    let offer = page.offer();
    let answer = call.answer(MediaId(9), PeerRole::Staff, offer).expect("it is answered").sdp;
    let password = answer.lines().find(|line| line.starts_with("a=ice-pwd:")).expect("an answer has a password");
    let wrong = format!("a=ice-pwd:{}", "x".repeat(24));
    page.accept(&answer.replace(password, &wrong));
    let refused = call.relay.metrics().stun_refused.get();
    until("checks are refused", &mut [&mut page], |_| call.relay.metrics().stun_refused.get() > refused + 2);
    assert!(!page.rtc.is_connected());
    assert_alive(&mut customer, &mut staff);
}
