//! ICE over TCP: pages that no UDP reaches. A small pump stands between a page's UDP socket and the relay's TCP listener,
//! and frames as RFC 4571 wants it.

use crate::call::{CUSTOMER, Call, STAFF, Show, assert_alive, connect, loopback, show_until};
use crate::page::{Pace, Page, during, until};
use cicerone_relay::limits::MAX_UNIDENTIFIED_CONNECTIONS;
use cicerone_relay::{Gate, Gates, MediaId, PeerRole, RelayConfig};
use socket2::{Domain, Socket, Type};
use std::io::{Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpStream, UdpSocket};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// Room for what arrives of a paused connection: small, so that what the relay's side holds shows.
const PUMP_BUFFER_BYTES: usize = 16 * 1024;

/// Carries the datagrams of one page over one TCP connection. Ends with the page's socket or the connection.
struct Pump {
    /// Where the page sends to.
    address: SocketAddr,
    /// Nothing is read from the relay while set.
    paused: Arc<AtomicBool>,
}

fn pump(tcp: SocketAddr) -> Pump {
    let udp = UdpSocket::bind((Ipv4Addr::LOCALHOST, 0)).expect("loopback has a free port");
    let address = udp.local_addr().expect("it is bound");
    let paused = Arc::new(AtomicBool::new(false));
    let hold = paused.clone();
    std::thread::spawn(move || {
        let mut buffer = [0; 2_000];
        let (first, page) = udp.recv_from(&mut buffer).expect("the page speaks first");
        udp.connect(page).expect("loopback connects");
        let socket = Socket::new(Domain::IPV4, Type::STREAM, None).expect("there is a socket left");
        socket.set_recv_buffer_size(PUMP_BUFFER_BYTES).expect("a buffer may be small");
        socket.connect(&tcp.into()).expect("the relay listens");
        let mut stream: TcpStream = socket.into();
        write_frame(&mut stream, &buffer[..first]);
        let (back, mut inward) = (udp.try_clone().expect("sockets clone"), stream.try_clone().expect("sockets clone"));
        std::thread::spawn(move || {
            let mut length = [0; 2];
            while inward.read_exact(&mut length).is_ok() {
                let mut frame = vec![0; usize::from(u16::from_be_bytes(length))];
                if inward.read_exact(&mut frame).is_err() || back.send(&frame).is_err() {
                    return;
                }
                while hold.load(Ordering::SeqCst) {
                    std::thread::sleep(Duration::from_millis(1));
                }
            }
        });
        while let Ok(count) = udp.recv(&mut buffer) {
            write_frame(&mut stream, &buffer[..count]);
        }
    });
    Pump { address, paused }
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
fn join_over_tcp(call: &Call, key: MediaId, page: &mut Page) -> Pump {
    let offer = page.offer();
    let answer = call.answer(key, page.role, offer).expect("a good offer is answered").sdp;
    let listener = call.relay.tcp_addrs()[0];
    let offered = format!("127.0.0.1 {} typ host tcptype passive", listener.port());
    assert!(answer.contains(&offered), "the answer offers TCP");
    let pump = pump(listener);
    let through = format!("127.0.0.1 {} typ host", pump.address.port());
    let udp = format!("127.0.0.1 {} typ host\r\n", call.udp().port());
    let lines: Vec<&str> = answer.split_inclusive("\r\n").filter(|line| !line.contains(" tcp ")).collect();
    let moved = lines.concat().replace(&udp, &format!("{through}\r\n"));
    assert!(moved.contains(&through), "the pump is in the way");
    page.accept(&moved);
    pump
}

#[test]
fn a_call_goes_over_tcp_on_one_shared_listener() {
    let call = Call::with(&with_tcp(1));
    let mut customer = Page::new(PeerRole::Customer);
    let mut staff = Page::new(PeerRole::Staff);
    join_over_tcp(&call, CUSTOMER, &mut customer);
    join_over_tcp(&call, STAFF, &mut staff);
    connect(&mut [&mut customer, &mut staff]);
    call.session.open(Gates::ALL);
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
        let through = pump(call.relay.tcp_addrs()[0]).address;
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
    call.session.open(Gates::ALL);
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

#[test]
fn a_slow_connection_holds_little_of_a_picture_whose_gate_is_shut_and_voice_is_soon_through() {
    let call = Call::with(&with_tcp(1));
    let mut customer = Page::new(PeerRole::Customer);
    let mut staff = Page::new(PeerRole::Staff);
    call.join(CUSTOMER, &mut customer);
    let pump = join_over_tcp(&call, STAFF, &mut staff);
    connect(&mut [&mut customer, &mut staff]);
    call.session.open(Gates::ALL);
    assert_alive(&mut customer, &mut staff);
    pump.paused.store(true, Ordering::SeqCst);
    let forwarded = call.relay.metrics().bytes_forwarded.get();
    let dropped = call.relay.metrics().tcp_dropped.get();
    until("much was sent to the slow connection", &mut [&mut customer, &mut staff], |pages| {
        pages[0].send_picture(false);
        call.relay.metrics().bytes_forwarded.get() > forwarded + 3_000_000
    });
    assert!(call.relay.metrics().tcp_dropped.get() > dropped, "the queue leaves out what does not fit");
    call.shut(Gate::CustomerVideo, &mut [&mut customer, &mut staff]);
    let video = staff.heard_of(staff.video)[0].header.ssrc;
    let (audio, voice) = (staff.audio, staff.heard_of(staff.audio).len());
    staff.wire.clear();
    pump.paused.store(false, Ordering::SeqCst);
    let opened = Instant::now();
    let mut pace = Pace::new(Duration::from_millis(20));
    until("the voice is through", &mut [&mut customer, &mut staff], |pages| {
        if pace.due() {
            pages[0].send_voice();
        }
        pages[1].heard_of(audio).len() > voice
    });
    assert!(opened.elapsed() < Duration::from_secs(1), "voice came after {:?}", opened.elapsed());
    during(Duration::from_millis(300), &mut [&mut customer, &mut staff], |_| {});
    let late = staff.wire.iter().filter(|packet| packet.ssrc == *video).count() * 850;
    // What the pump's own kernel buffer held is among it.
    assert!(late < 200_000, "{late} bytes of pictures came after the gate was shut");
}

#[test]
fn a_stream_of_empty_frames_costs_the_call_neither_pictures_nor_answers() {
    let call = Call::with(&with_tcp(1));
    let mut customer = Page::new(PeerRole::Customer);
    let mut staff = Page::new(PeerRole::Staff);
    call.join(STAFF, &mut staff);
    call.join(CUSTOMER, &mut customer);
    connect(&mut [&mut customer, &mut staff]);
    call.session.open(Gates::ALL);
    assert_alive(&mut customer, &mut staff);
    let listener = call.relay.tcp_addrs()[0];
    let over = Arc::new(AtomicBool::new(false));
    let stop = over.clone();
    let stranger = std::thread::spawn(move || {
        let mut refused = 0;
        while !stop.load(Ordering::SeqCst) {
            let mut stream = TcpStream::connect(listener).expect("the relay listens");
            while !stop.load(Ordering::SeqCst) && stream.write_all(&[0; 65_536]).is_ok() {}
            refused += 1;
            std::thread::sleep(Duration::from_millis(1));
        }
        refused
    });
    let (video, mut show) = (staff.video, Show::running(&customer));
    let before = staff.heard_of(video).len();
    during(Duration::from_secs(2), &mut [&mut customer, &mut staff], |pages| show.go_on(pages[0]));
    let asked = Instant::now();
    call.join(MediaId(9), &mut Page::new(PeerRole::Staff));
    assert!(asked.elapsed() < Duration::from_secs(1), "an offer was answered after {:?}", asked.elapsed());
    over.store(true, Ordering::SeqCst);
    assert!(stranger.join().expect("it ends") > 1, "its connections are closed");
    let seen = (staff.heard_of(video).len() - before) / 3;
    assert!(seen * 10 > show.shown * 9, "{seen} of {} pictures came", show.shown);
}

#[test]
fn connections_that_say_nothing_do_not_keep_pages_out() {
    let call = Call::with(&with_tcp(1));
    let _idle: Vec<TcpStream> = (0..MAX_UNIDENTIFIED_CONNECTIONS + 20)
        .map(|_| TcpStream::connect(call.relay.tcp_addrs()[0]).expect("the relay listens"))
        .collect();
    let mut page = Page::new(PeerRole::Staff);
    join_over_tcp(&call, STAFF, &mut page);
    connect(&mut [&mut page]);
}
