//! The way to the pages: name, connection, certificate, server, WebSocket.

use std::error::Error;
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::time::Duration;

use futures_util::{SinkExt, StreamExt};
use reqwest::header::{CONNECTION, HeaderValue, LOCATION, SEC_WEBSOCKET_KEY, SEC_WEBSOCKET_VERSION, UPGRADE};
use reqwest::{Certificate, Client, Response, StatusCode};
use rustls::CertificateError;
use tokio::net::{TcpStream, lookup_host};
use tokio::time::timeout;
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::handshake::client::generate_key;
use tokio_tungstenite::tungstenite::protocol::Role;
use url::{Host, Url};

use super::report::{Finding, Part, Report, list};
use super::sdp::{Reach, reach};
use super::visit::Visit;

/// How long each step may take. A customer gives up sooner.
const STEP: Duration = Duration::from_secs(8);

/// The address, reached.
pub(super) struct Web {
    pub(super) client: Client,
    /// Where the name leads.
    pub(super) ips: Vec<IpAddr>,
}

/// Goes from the name to a WebSocket; none when the way ends before the server.
pub(super) async fn visit(visit: &Visit, report: &mut Report) -> Option<Web> {
    let url = &visit.url;
    let ips = resolve(url, report).await?;
    connect(url, &ips, report).await?;
    let client = greet(visit, &ips, report).await?;
    web_socket(&client, url, report).await;
    Some(Web { client, ips })
}

async fn resolve(url: &Url, report: &mut Report) -> Option<Vec<IpAddr>> {
    let name = match url.host()? {
        Host::Ipv4(ip) => return Some(vec![ip.into()]),
        Host::Ipv6(ip) => return Some(vec![ip.into()]),
        Host::Domain(name) => name,
    };
    let found: Vec<SocketAddr> = match timeout(STEP, lookup_host((name, port(url)))).await {
        Ok(Ok(found)) => found.collect(),
        Ok(Err(_)) | Err(_) => Vec::new(),
    };
    let mut ips: Vec<IpAddr> = found.iter().map(SocketAddr::ip).collect();
    ips.dedup();
    if ips.is_empty() {
        let advice = "Check the spelling in public_url, or add an A or AAAA record for the name where its domain is kept.";
        report.add(Finding::fault(Part::Name, format!("The name {name} leads to no address."), advice));
        return None;
    }
    report.add(Finding::ok(Part::Name, format!("The name {name} leads to {}.", list(&ips))));
    Some(ips)
}

async fn connect(url: &Url, ips: &[IpAddr], report: &mut Report) -> Option<()> {
    let port = port(url);
    let (mut open, mut shut, mut refused) = (Vec::new(), Vec::new(), false);
    for ip in ips {
        match timeout(STEP, TcpStream::connect((*ip, port))).await {
            Ok(Ok(_)) => open.push(*ip),
            Ok(Err(error)) => {
                refused |= error.kind() == io::ErrorKind::ConnectionRefused;
                shut.push(*ip);
            }
            Err(_) => shut.push(*ip),
        }
    }
    if open.is_empty() {
        let (says, advice) = if refused {
            (
                format!("Nothing listens on TCP port {port} at {}.", list(&shut)),
                format!("Start the server, or correct public_url, http.addr or https.addr so that they lead to port {port}."),
            )
        } else {
            (
                format!("TCP port {port} does not answer at {}.", list(&shut)),
                format!("Open TCP port {port} in the firewall and forward it to this server, or correct public_url."),
            )
        };
        report.add(Finding::fault(Part::Connection, says, advice));
        return None;
    }
    report.add(Finding::ok(Part::Connection, format!("TCP port {port} answers at {}.", list(&open))));
    if !shut.is_empty() && shut.iter().any(|ip| reach(*ip) != Reach::Machine) {
        let says = format!("TCP port {port} does not answer at {}, where the name leads too.", list(&shut));
        report.add(Finding::note(
            Part::Connection,
            says,
            "Take this address out of the name's records, or open the port there too.",
        ));
    }
    Some(())
}

/// Checks the certificate and that it is Cicerone that answers.
async fn greet(visit: &Visit, ips: &[IpAddr], report: &mut Report) -> Option<Client> {
    let url = &visit.url;
    let everyone = client(None);
    let asked = match &everyone {
        Ok(client) => ask(client, url).await,
        Err(_) => Err(Refusal::Certificate(CertificateError::UnknownIssuer)),
    };
    let (client, asked) = match (asked, &visit.authority) {
        (Err(Refusal::Certificate(CertificateError::UnknownIssuer)), Some(pem)) => {
            let own = client_with(pem)?;
            let asked = ask(&own, url).await;
            if asked.is_ok() {
                let says = "The certificate is good, but from this server's own authority, which other devices do not know yet.";
                let advice = "Fine for a first try in your own network: each phone installs it once from the page /trust. \
                              For customers, set https.cert and https.key to a certificate for your name.";
                report.add(Finding::note(Part::Certificate, says, advice));
            }
            (own, asked)
        }
        (asked, _) => {
            if asked.is_ok() && url.scheme() == "https" {
                report.add(Finding::ok(Part::Certificate, "The certificate is valid, and browsers trust it."));
            }
            (everyone.ok()?, asked)
        }
    };
    if url.scheme() == "http" && ips.iter().any(|ip| reach(*ip) != Reach::Machine) {
        let says = "The address is plain HTTP: browsers give pages no camera, no screen and no microphone there.";
        report.add(Finding::fault(Part::Certificate, says, "Set public_url to an https:// address."));
    }
    match asked {
        Ok(()) => {
            report.add(Finding::ok(Part::Server, "Cicerone answers."));
            Some(client)
        }
        Err(refusal) => {
            report.add(refusal.finding(url));
            None
        }
    }
}

/// Why no Cicerone answered.
enum Refusal {
    Certificate(CertificateError),
    /// The other end speaks no TLS, or none that we speak.
    Tls(String),
    Redirected(String),
    Other(StatusCode),
    Silent,
}

async fn ask(client: &Client, url: &Url) -> Result<(), Refusal> {
    let health = url.join("/healthz").map_err(|_| Refusal::Silent)?;
    let answer = client.get(health).send().await.map_err(|error| refusal(&error))?;
    let status = answer.status();
    if status.is_redirection() {
        let to = answer.headers().get(LOCATION).and_then(|to| to.to_str().ok()).unwrap_or("elsewhere");
        return Err(Refusal::Redirected(to.to_owned()));
    }
    match answer.text().await {
        Ok(text) if status == StatusCode::OK && text.trim() == "ok" => Ok(()),
        _ => Err(Refusal::Other(status)),
    }
}

impl Refusal {
    fn finding(self, url: &Url) -> Finding {
        let port = port(url);
        match self {
            Self::Certificate(error) => certificate(&error, url.host_str().unwrap_or_default()),
            Self::Tls(why) => Finding::fault(
                Part::Certificate,
                format!("Port {port} does not speak HTTPS as browsers do ({why})."),
                "Correct the scheme or the port of public_url, or have the proxy in front speak TLS 1.2 or 1.3.",
            ),
            Self::Redirected(to) => Finding::fault(
                Part::Server,
                format!("The address redirects to {to}."),
                "Set public_url to the address that it redirects to.",
            ),
            Self::Other(status) => Finding::fault(
                Part::Server,
                format!("Something answers, but it is not Cicerone (/healthz gave status {}).", status.as_u16()),
                "Correct public_url, or have the proxy in front pass every path on to Cicerone.",
            ),
            Self::Silent => Finding::fault(
                Part::Server,
                format!("Port {port} accepts connections, but answers no request."),
                "Correct the scheme or the port of public_url, and see whether the server behind it runs.",
            ),
        }
    }
}

fn certificate(error: &CertificateError, name: &str) -> Finding {
    let fault = |says: String, advice: &str| Finding::fault(Part::Certificate, says, advice);
    match error {
        CertificateError::Expired | CertificateError::ExpiredContext { .. } => {
            fault("The certificate has expired.".to_owned(), "Renew it; Cicerone takes new files up within a minute.")
        }
        CertificateError::NotValidYet | CertificateError::NotValidYetContext { .. } => {
            fault("The certificate is not valid yet.".to_owned(), "Set the clock of this machine, or wait.")
        }
        CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. } => fault(
            format!("The certificate is not for {name}."),
            "Get a certificate for this name, or set public_url to a name that the certificate has.",
        ),
        CertificateError::UnknownIssuer => fault(
            "The certificate is from an authority that browsers do not know, or its chain is incomplete.".to_owned(),
            "Use a certificate of a public authority, and put the whole chain into https.cert, leaf first.",
        ),
        other => fault(format!("Browsers refuse the certificate ({other:?})."), "Replace it."),
    }
}

/// Finds what went wrong below an HTTP error.
fn refusal(error: &reqwest::Error) -> Refusal {
    let mut cause: Option<&(dyn Error + 'static)> = Some(error);
    while let Some(error) = cause {
        if let Some(tls) = error.downcast_ref::<rustls::Error>() {
            return match tls {
                rustls::Error::InvalidCertificate(error) => Refusal::Certificate(error.clone()),
                other => Refusal::Tls(other.to_string()),
            };
        }
        // An I/O error hides what it wraps from `source`.
        cause = match error.downcast_ref::<io::Error>().and_then(io::Error::get_ref) {
            Some(inner) => Some(inner),
            None => error.source(),
        };
    }
    Refusal::Silent
}

async fn web_socket(client: &Client, url: &Url, report: &mut Report) {
    let spoken = timeout(STEP, speak(client, url)).await;
    report.add(match spoken {
        Ok(Ok(())) => Finding::ok(Part::WebSocket, "A WebSocket opens and carries messages both ways."),
        Ok(Err(Some(status))) => Finding::fault(
            Part::WebSocket,
            format!(
                "No WebSocket opens (status {}): what stands in front of Cicerone does not pass upgrades on.",
                status.as_u16()
            ),
            "Have the proxy speak HTTP/1.1 to Cicerone and pass the headers Upgrade and Connection on.",
        ),
        Ok(Err(None)) | Err(_) => Finding::fault(
            Part::WebSocket,
            "A WebSocket opens, but carries no messages.",
            "Have the proxy in front pass WebSocket connections on unbuffered, and keep them open while they are quiet.",
        ),
    });
}

/// Upgrades as a page does, says something that is no hello, and waits to be told so.
async fn speak(client: &Client, url: &Url) -> Result<(), Option<StatusCode>> {
    let desk = url.join("/ws/desk").map_err(|_| None)?;
    let request = client
        .get(desk)
        .header(CONNECTION, HeaderValue::from_static("Upgrade"))
        .header(UPGRADE, HeaderValue::from_static("websocket"))
        .header(SEC_WEBSOCKET_VERSION, HeaderValue::from_static("13"))
        .header(SEC_WEBSOCKET_KEY, generate_key());
    let answer: Response = request.send().await.map_err(|_| None)?;
    if answer.status() != StatusCode::SWITCHING_PROTOCOLS {
        return Err(Some(answer.status()));
    }
    let upgraded = answer.upgrade().await.map_err(|_| None)?;
    let mut socket = WebSocketStream::from_raw_socket(upgraded, Role::Client, None).await;
    socket.send(Message::text("{}")).await.map_err(|_| None)?;
    match socket.next().await {
        Some(Ok(Message::Text(_))) => Ok(()),
        _ => Err(None),
    }
}

fn client_with(authority: &[u8]) -> Option<Client> {
    client(Some(Certificate::from_pem(authority).ok()?)).ok()
}

/// A client that dials the address itself, whatever proxy the environment names, and follows nothing.
fn client(authority: Option<Certificate>) -> reqwest::Result<Client> {
    // Refused when a provider is there already, which then is the same one.
    let _installed_before = rustls::crypto::aws_lc_rs::default_provider().install_default();
    let builder = Client::builder().no_proxy().http1_only().redirect(reqwest::redirect::Policy::none()).timeout(STEP);
    match authority {
        Some(authority) => builder.tls_certs_only([authority]),
        None => builder,
    }
    .build()
}

fn port(url: &Url) -> u16 {
    url.port_or_known_default().unwrap_or(443)
}
