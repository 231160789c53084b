//! `cicerone doctor` against the real server: what it says is what is so.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::time::Duration;

use cicerone_server::doctor::{Level, Report, Visit, examine};
use cicerone_server::{Config, Server};
use rcgen::{BasicConstraints, CertificateParams, IsCa, Issuer, KeyPair, date_time_ymd};
use reqwest::StatusCode;
use serde_json::json;
use tempfile::TempDir;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream, UdpSocket};

use crate::server::{TestServer, client};

/// A server in a folder of its own, and its configuration as the doctor reads it.
async fn start(advertised: &str) -> (Server, Config, TempDir) {
    let data = TempDir::new().unwrap();
    let flags = [
        ("http.addr", "127.0.0.1:0"),
        ("https.addr", "off"),
        ("media.udp_port", "0"),
        ("media.tcp_port", "off"),
        ("media.threads", "1"),
        ("media.public_addrs", advertised),
    ];
    let config = Config::with(data.path(), &flags).unwrap();
    (Server::start(config.clone()).await.unwrap(), config, data)
}

async fn look(server: &Server, config: &Config) -> Report {
    let url = format!("http://{}/", server.addrs.http.unwrap()).parse().unwrap();
    examine(&Visit::new(config, Some(url), None).unwrap()).await
}

/// The findings of a level, each with its advice.
fn told(report: &Report, level: Level) -> Vec<String> {
    let of_level = report.findings.iter().filter(|finding| finding.level == level);
    of_level.map(|finding| format!("{} {}", finding.says, finding.advice.as_deref().unwrap_or_default())).collect()
}

#[tokio::test]
async fn a_server_that_works_gets_its_media_echoed() {
    let (server, config, _data) = start("127.0.0.1").await;
    let report = look(&server, &config).await;
    assert!(report.is_well(), "{report}");
    let echo = report.echo.expect("an echo took place");
    for figures in [Some(echo.voice), echo.pictures] {
        let figures = figures.expect("both streams came back");
        assert!(figures.sent >= 150 && figures.lost_permille() < 50, "{report}");
        assert!(figures.round_trip_us.is_some_and(|trip| trip > 0), "{report}");
    }
    server.shutdown().await;
}

#[tokio::test]
async fn an_address_that_nobody_listens_on_is_named_with_the_setting_that_changes_it() {
    // Bound and never read: nothing answers there, and nobody else gets the port meanwhile.
    let deaf = UdpSocket::bind("127.0.0.1:0").await.unwrap();
    let port = deaf.local_addr().unwrap().port();
    let (server, config, _data) = start(&format!("127.0.0.1:{port}")).await;
    let report = look(&server, &config).await;
    let faults = told(&report, Level::Fault);
    assert_eq!(faults.len(), 1, "{report}");
    assert!(faults[0].contains(&format!("UDP port {port} does not answer at 127.0.0.1")), "{report}");
    assert!(faults[0].contains("media.public_addrs"), "{report}");
    assert!(report.echo.is_none() && !report.is_well());
    server.shutdown().await;
}

#[tokio::test]
async fn a_wrong_url_is_told_by_what_is_wrong_with_it() {
    let (server, config, _data) = start("127.0.0.1").await;
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let http = server.addrs.http.unwrap();
    for (url, says) in [
        (format!("http://{free}/"), format!("Nothing listens on TCP port {}", free.port())),
        (format!("https://{http}/"), "does not speak HTTPS".to_owned()),
        ("http://no-such-name.invalid/".to_owned(), "The name no-such-name.invalid leads to no address".to_owned()),
    ] {
        let report = examine(&Visit::new(&config, Some(url.parse().unwrap()), None).unwrap()).await;
        let faults = told(&report, Level::Fault);
        assert_eq!(faults.len(), 1, "{report}");
        assert!(faults[0].contains(&says), "{report}");
    }
    server.shutdown().await;
}

/// A certificate for localhost until the end of a year, and its key, as files; and the authority that issued it, PEM.
fn certificate(folder: &Path, name: &str, until: i32) -> (PathBuf, PathBuf, String) {
    let mut authority = CertificateParams::default();
    authority.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let key = KeyPair::generate().unwrap();
    let authority = authority.self_signed(&key).unwrap().pem();
    let issuer = Issuer::from_ca_cert_pem(&authority, key).unwrap();
    let mut leaf = CertificateParams::new(vec![name.to_owned()]).unwrap();
    (leaf.not_before, leaf.not_after) = (date_time_ymd(2020, 1, 1), date_time_ymd(until, 12, 31));
    let key = KeyPair::generate().unwrap();
    let files = (folder.join("leaf.crt"), folder.join("leaf.key"));
    std::fs::write(&files.0, leaf.signed_by(&key, &issuer).unwrap().pem()).unwrap();
    std::fs::write(&files.1, key.serialize_pem()).unwrap();
    (files.0, files.1, authority)
}

#[tokio::test]
async fn a_certificate_that_browsers_refuse_is_told_by_what_is_wrong_with_it() {
    for (name, until, known, says) in [
        ("localhost", 2021, true, "The certificate has expired."),
        ("elsewhere.example", 2090, true, "The certificate is not for localhost."),
        ("localhost", 2090, false, "from an authority that browsers do not know"),
    ] {
        let data = TempDir::new().unwrap();
        let (cert, key, authority) = certificate(data.path(), name, until);
        let flags = [
            ("http.addr", "off"),
            ("https.addr", "127.0.0.1:0"),
            ("https.cert", cert.to_str().unwrap()),
            ("https.key", key.to_str().unwrap()),
            ("media.udp_port", "0"),
            ("media.tcp_port", "off"),
        ];
        let config = Config::with(data.path(), &flags).unwrap();
        let server = Server::start(config.clone()).await.unwrap();
        let url = format!("https://localhost:{}/", server.addrs.https.unwrap().port());
        let mut visit = Visit::new(&config, Some(url.parse().unwrap()), None).unwrap();
        visit.authority = known.then(|| authority.into_bytes());
        let report = examine(&visit).await;
        let faults = told(&report, Level::Fault);
        assert!(faults.len() == 1 && faults[0].contains(says), "{says}: {report}");
        server.shutdown().await;
    }
}

#[tokio::test]
async fn over_https_everything_works_and_the_servers_own_authority_is_no_more_than_a_note() {
    let data = TempDir::new().unwrap();
    let flags = [
        ("http.addr", "off"),
        ("https.addr", "127.0.0.1:0"),
        ("media.udp_port", "0"),
        ("media.tcp_port", "off"),
        ("media.public_addrs", "127.0.0.1"),
    ];
    let config = Config::with(data.path(), &flags).unwrap();
    let server = Server::start(config.clone()).await.unwrap();
    let url = format!("https://localhost:{}/", server.addrs.https.unwrap().port());
    let report = examine(&Visit::new(&config, Some(url.parse().unwrap()), None).unwrap()).await;
    assert!(report.is_well(), "{report}");
    let notes = told(&report, Level::Note);
    assert!(notes.iter().any(|note| note.contains("this server's own authority")), "{report}");
    assert!(told(&report, Level::Ok).iter().any(|ok| ok.contains("A WebSocket opens")), "over TLS too: {report}");
    server.shutdown().await;
}

/// A proxy in front of the server: `refuse` answers upgrades itself, otherwise it passes them on and ends the connection at once.
async fn proxy(server: SocketAddr, refuse: bool) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let addr = listener.local_addr().unwrap();
    tokio::spawn(async move {
        while let Ok((mut outside, _)) = listener.accept().await {
            tokio::spawn(async move {
                let mut head = vec![0; 8192];
                let length = outside.read(&mut head).await?;
                let upgrades = String::from_utf8_lossy(&head[..length]).to_ascii_lowercase().contains("upgrade: websocket");
                if upgrades && refuse {
                    return outside.write_all(b"HTTP/1.1 426 Upgrade Required\r\ncontent-length: 0\r\n\r\n").await;
                }
                let mut inside = TcpStream::connect(server).await?;
                if !upgrades {
                    // One request a connection, so that each is looked at.
                    let line = head.iter().position(|byte| *byte == b'\n').unwrap_or_default() + 1;
                    inside.write_all(&head[..line]).await?;
                    inside.write_all(b"connection: close\r\n").await?;
                    inside.write_all(&head[line..length]).await?;
                } else {
                    inside.write_all(&head[..length]).await?;
                    let length = inside.read(&mut head).await?;
                    return outside.write_all(&head[..length]).await;
                }
                tokio::io::copy_bidirectional(&mut outside, &mut inside).await.map(drop)
            });
        }
    });
    addr
}

#[tokio::test]
async fn a_proxy_that_passes_no_web_sockets_on_is_told_from_one_that_ends_them() {
    let (server, config, _data) = start("127.0.0.1").await;
    for (refuse, says) in [(true, "No WebSocket opens (status 426)"), (false, "A WebSocket opens, but carries no messages")] {
        let proxy = proxy(server.addrs.http.unwrap(), refuse).await;
        let url = format!("http://{proxy}/").parse().unwrap();
        let report = examine(&Visit::new(&config, Some(url), None).unwrap()).await;
        let faults = told(&report, Level::Fault);
        assert!(faults.len() == 1 && faults[0].contains(says), "{report}");
    }
    server.shutdown().await;
}

#[tokio::test]
async fn another_installation_is_told_from_this_one() {
    let (server, _, _data) = start("127.0.0.1").await;
    let (other, config, _other_data) = start("127.0.0.1").await;
    let report = look(&server, &config).await;
    assert!(told(&report, Level::Fault)[0].contains("data_dir"), "{report}");
    server.shutdown().await;
    other.shutdown().await;
}

#[tokio::test]
async fn a_token_of_another_kind_opens_no_echo() {
    let server = TestServer::start().await;
    for token in [None, Some("garbage"), Some(server.admin.as_str())] {
        let (status, problem) = server.post(token, "/api/doctor/offer", &json!({ "sdp": "v=0" })).await;
        assert_eq!((status, &problem["code"]), (StatusCode::UNAUTHORIZED, &json!("unauthenticated")), "{problem}");
    }
}

#[tokio::test]
async fn echoes_are_bounded_and_end_by_themselves() {
    let (server, config, _data) = start("127.0.0.1").await;
    let (http, url) = (client(), format!("http://{}/api/doctor/offer", server.addrs.http.unwrap()));
    let token = secret(&config);
    let ask = async |sdp: &str| http.post(&url).bearer_auth(&token).json(&json!({ "sdp": sdp })).send().await.unwrap().status();
    assert_eq!(ask("nonsense").await, StatusCode::CONFLICT, "what is no offer takes no place");
    for _ in 0..4 {
        assert_eq!(ask(OFFER).await, StatusCode::OK);
    }
    assert_eq!(ask(OFFER).await, StatusCode::TOO_MANY_REQUESTS);
    let ended = async {
        while ask(OFFER).await != StatusCode::OK {
            tokio::time::sleep(Duration::from_millis(500)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(30), ended).await.expect("a place becomes free again");
    server.shutdown().await;
}

fn secret(config: &Config) -> String {
    use secrecy::ExposeSecret;
    cicerone_server::doctor::mint(config).unwrap().expose_secret().to_owned()
}

/// An offer of one voice.
const OFFER: &str = "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\na=group:BUNDLE 0\r\n\
    m=audio 9 UDP/TLS/RTP/SAVPF 111\r\nc=IN IP4 0.0.0.0\r\na=mid:0\r\na=sendrecv\r\na=rtcp-mux\r\na=rtpmap:111 opus/48000/2\r\n\
    a=ice-ufrag:abcd\r\na=ice-pwd:0123456789012345678901\r\na=setup:actpass\r\na=fingerprint:sha-256 \
    00:01:02:03:04:05:06:07:08:09:0A:0B:0C:0D:0E:0F:10:11:12:13:14:15:16:17:18:19:1A:1B:1C:1D:1E:1F\r\n";
