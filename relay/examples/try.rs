//! Throwaway.
use cicerone_relay::*;
use std::io::{BufRead, Write};
fn hex(s: &str) -> String {
    s.bytes().map(|b| format!("{b:02x}")).collect()
}
fn unhex(s: &str) -> String {
    String::from_utf8((0..s.len() / 2).map(|i| u8::from_str_radix(&s[2 * i..2 * i + 2], 16).unwrap()).collect()).unwrap()
}
#[allow(warnings)]
fn main() {
    let config = RelayConfig {
        advertised: Advertised { hosts: vec!["127.0.0.1".parse().unwrap()], public: vec![] },
        tcp_bind: std::env::var("TCP").ok().map(|a| a.parse().unwrap()).into_iter().collect(),
        udp_bind: vec!["127.0.0.1".parse().unwrap()],
        udp_port: std::env::var("PORT").ok().and_then(|p| p.parse().ok()).unwrap_or(0),
        threads: 1,
        ..Default::default()
    };
    let relay = Relay::start(&config, |e| {
        println!("event {e:?}");
    })
    .unwrap();
    println!("ready {:?}", relay.udp_addrs());
    let session = relay.open_session(SessionKey(7));
    for line in std::io::stdin().lock().lines() {
        let line = line.unwrap();
        let w: Vec<&str> = line.split(' ').collect();
        match w[0] {
            "offer" => {
                let peer: u64 = w[1].parse().unwrap();
                let role = match w[2] {
                    "customer" => PeerRole::Customer,
                    "staff" => PeerRole::Staff,
                    _ => PeerRole::Echo,
                };
                session.offer(PeerKey(peer), role, unhex(w[3]), move |a| match a {
                    Ok(a) => println!("answer {peer} {}", hex(&a.sdp)),
                    Err(e) => println!("error {peer} {e}"),
                });
            }
            "open" => session.open(Doors::ALL),
            "shut" => session.shut(Doors::ALL, |r| println!("fence {r:?}")),
            "metrics" => println!("metrics {:?}", relay.metrics()),
            _ => {}
        }
        std::io::stdout().flush().unwrap();
    }
}
