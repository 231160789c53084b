//! What an operator reads at start.

use cicerone_server::announce::announcement;
use qrcode::QrCode;
use qrcode::render::unicode::Dense1x2;

use crate::kit::TestServer;

fn code_of(text: &str) -> String {
    QrCode::new(text).unwrap().render::<Dense1x2>().dark_color(Dense1x2::Light).light_color(Dense1x2::Dark).build()
}

#[tokio::test]
async fn a_server_for_this_machine_alone_names_its_pages_and_the_first_sign_in() {
    let server = TestServer::start(&[]).await;
    let text = announcement(&server.server);
    let (http, https) = (server.server.addrs.http.unwrap().port(), server.server.addrs.https.unwrap().port());
    for line in [
        format!("http://localhost:{http}/console"),
        format!("http://localhost:{http}/review"),
        format!("https://localhost:{https}/j"),
        format!("http://localhost:{http}/console#link={}", server.first_token()),
    ] {
        assert!(text.lines().any(|shown| shown.ends_with(&line)), "{line} is missing from {text}");
    }
    assert!(!text.contains("/trust"), "no phone reaches this machine's own addresses");
}

#[tokio::test]
async fn a_phone_in_the_same_network_scans_the_page_about_the_certificate_first() {
    let server = TestServer::start(&[("http.addr", "0.0.0.0:0"), ("https.addr", "0.0.0.0:0")]).await;
    let text = announcement(&server.server);
    let port = server.server.addrs.http.unwrap().port();
    let up = if_addrs::get_if_addrs().unwrap().into_iter().map(|interface| interface.ip());
    let reached: Vec<_> =
        up.filter(|ip| ip.is_ipv4() && !ip.is_loopback()).map(|ip| format!("http://{ip}:{port}/trust")).collect();
    let named = reached.iter().find(|trust| text.contains(&format!("{trust}  (explains the certificate)")));
    // A machine without a network has no address to name.
    assert_eq!(named.is_some(), !reached.is_empty(), "{text}");
    assert!(named.is_none_or(|named| text.contains(&code_of(named))), "the code leads there: {text}");
    // With a name and a certificate of its own there is nothing to explain.
    let public = TestServer::start(&[("https.addr", "off"), ("public_url", "https://help.example.org")]).await;
    let text = announcement(&public.server);
    assert!(!text.contains("/trust") && text.contains("https://help.example.org/j"), "{text}");
    assert!(text.contains(&code_of("https://help.example.org/")), "{text}");
    let both = TestServer::start(&[("public_url", "https://help.example.org")]).await;
    assert!(
        announcement(&both.server).contains("https://help.example.org/j"),
        "the operator's address, with HTTPS of its own too"
    );
}
