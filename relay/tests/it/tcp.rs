//! ICE over TCP: pages that no UDP reaches. A small pump stands between a page's UDP socket and the relay's TCP listener,
//! and frames as RFC 4571 wants it.

use crate::call::{CUSTOMER, Call, STAFF, assert_alive, connect, loopback, show_until};
use crate::page::Page;
use cicerone_relay::{Doors, PeerRole, RelayConfig};
use std::io::{Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpStream, UdpSocket};
use std::time::Duration;

/// Carries the datagrams of one page over one TCP connection. Ends with the page's socket or the connection.
fn pump(tcp: SocketAddr) -> SocketAddr {
    let udp = UdpSocket::bind((Ipv4Addr::LOCALHOST, 0)).expect("loopback has a free port");
    let address = udp.local_addr().expect("it is bound");
    std::thread::spawn(move || {
        let mut buffer = [0; 2_000];
        let (first, page) = udp.recv_from(&mut buffer).expect("the page speaks first");
        udp.connect(page).expect("loopback connects");
        let mut stream = TcpStream::connect(tcp).expect("the relay listens");
        write_frame(&mut stream, &buffer[..first]);
        let (back, mut inward) = (udp.try_clone().expect("sockets clone"), stream.try_clone().expect("sockets clone"));
        std::thread::spawn(move || {
            let mut length = [0; 2];
            while inward.read_exact(&mut length).is_ok() {
                let mut frame = vec![0; usize::from(u16::from_be_bytes(length))];
                if inward.read_exact(&mut frame).is_err() || back.send(&frame).is_err() {
                    return;
                }
            }
        });
        while let Ok(count) = udp.recv(&mut buffer) {
            write_frame(&mut stream, &buffer[..count]);
        }
    });
    address
}

fn write_frame(stream: &mut TcpStream, frame: &[u8]) {
    let mut bytes = u16::try_from(frame.len()).expect("datagrams are short").to_be_bytes().to_vec();
    bytes.extend_from_slice(frame);
    // The other end may be gone: the test sees it by what does not arrive.
    let _gone = stream.write_all(&bytes);
}

fn with_tcp(threads: usize) -> RelayConfig {
    RelayConfig { tcp_bind: vec![(Ipv4Addr::LOCALHOST, 0).into()], threads, ..loopback() }
}

/// Joins a page whose only way is the pump.
fn join_over_tcp(call: &Call, key: cicerone_relay::PeerKey, page: &mut Page) {
    let offer = page.offer();
    let answer = call.answer(key, page.role, offer).expect("a good offer is answered").sdp;
    let listener = call.relay.tcp_addrs()[0];
    let offered = format!("127.0.0.1 {} typ host tcptype passive", listener.port());
    assert!(answer.contains(&offered), "the answer offers TCP");
    let through = format!("127.0.0.1 {} typ host", pump(listener).port());
    let udp = format!("127.0.0.1 {} typ host\r\n", call.udp().port());
    let lines: Vec<&str> = answer.split_inclusive("\r\n").filter(|line| !line.contains(" tcp ")).collect();
    let moved = lines.concat().replace(&udp, &format!("{through}\r\n"));
    assert!(moved.contains(&through), "the pump is in the way");
    page.accept(&moved);
}

#[test]
fn a_call_goes_over_tcp_on_one_shared_listener() {
    let call = Call::with(&with_tcp(1));
    let mut customer = Page::new(PeerRole::Customer);
    let mut staff = Page::new(PeerRole::Staff);
    join_over_tcp(&call, CUSTOMER, &mut customer);
    join_over_tcp(&call, STAFF, &mut staff);
    connect(&mut [&mut customer, &mut staff]);
    call.session.open(Doors::ALL);
    let video = staff.video;
    show_until("pictures arrive", &mut customer, &mut staff, |_, staff| staff.heard_of(video).len() > 90);
    let heard = staff.heard_of(video);
    assert!(heard.windows(2).all(|pair| *pair[1].seq_no == *pair[0].seq_no + 1), "numbers have no holes");
}

#[test]
fn a_connection_reaches_the_thread_whose_session_it_names() {
    let call = Call::with(&with_tcp(3));
    // Three sessions live on three threads; the listener on the first.
    let sessions: Vec<_> = (0..2u128).map(|key| call.relay.open_session(cicerone_relay::SessionKey(key))).collect();
    for session in &sessions {
        let mut page = Page::new(PeerRole::Customer);
        let (sender, answer) = std::sync::mpsc::channel();
        let offer = page.offer();
        session.offer(CUSTOMER, page.role, offer, move |answer| sender.send(answer).expect("the test waits"));
        let answer = answer.recv_timeout(Duration::from_secs(5)).expect("it is answered").expect("it is a good offer").sdp;
        let through = pump(call.relay.tcp_addrs()[0]);
        let kept: Vec<&str> = answer.split_inclusive("\r\n").filter(|line| !line.starts_with("a=candidate:")).collect();
        let candidate = format!("a=candidate:1 1 udp 2130706431 127.0.0.1 {} typ host\r\na=end-of-candidates", through.port());
        page.accept(&kept.concat().replacen("a=end-of-candidates", &candidate, 1));
        connect(&mut [&mut page]);
    }
}

#[test]
fn connections_that_talk_nonsense_are_closed_and_the_call_goes_on() {
    let call = Call::with(&with_tcp(1));
    let mut customer = Page::new(PeerRole::Customer);
    let mut staff = Page::new(PeerRole::Staff);
    call.join(STAFF, &mut staff);
    call.join(CUSTOMER, &mut customer);
    connect(&mut [&mut customer, &mut staff]);
    call.session.open(Doors::ALL);
    let mut strangers: Vec<TcpStream> = (0..20)
        .map(|_| {
            let mut stream = TcpStream::connect(call.relay.tcp_addrs()[0]).expect("the relay listens");
            // A frame longer than any page sends.
            stream.write_all(&[0xff; 70_000]).ok();
            stream
        })
        .collect();
    assert_alive(&mut customer, &mut staff);
    for stream in &mut strangers {
        stream.set_read_timeout(Some(Duration::from_secs(5))).expect("sockets have time limits");
        let ended = stream.read(&mut [0; 10]).map_or_else(|error| error.kind() != std::io::ErrorKind::WouldBlock, |n| n == 0);
        assert!(ended, "the relay closed it");
    }
}
