//! Knocks at each address that the server advertises with the connectivity check that a browser makes (RFC 8445 §7.2.4).
//!
//! One connection only shows the one address that won; an operator wants to know of each.

use std::io::ErrorKind;
use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr};
use std::time::Duration;

use rtc::crypto::RTCCryptoProvider;
use rtc::ice::attributes::control::AttrControlling;
use rtc::ice::attributes::priority::PriorityAttr;
use rtc::stun::attributes::ATTR_USERNAME;
use rtc::stun::fingerprint::FINGERPRINT;
use rtc::stun::integrity::MessageIntegrity;
use rtc::stun::message::{BINDING_REQUEST, BINDING_SUCCESS, Message, TransactionId};
use rtc::stun::textattrs::Username;
use tokio::net::UdpSocket;
use tokio::time::{Instant, timeout};

/// How often to knock. One lost datagram is no closed port.
const KNOCKS: u32 = 4;

/// How long to wait after each knock. Four of them span the first retransmissions of RFC 8489 §6.2.1.
const WAIT: Duration = Duration::from_millis(500);

/// Largest answer to a check. Answers have some 100 bytes.
const ANSWER_BYTES: usize = 1_500;

/// What happened at an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Knock {
    /// It answered after this time.
    Answered(Duration),
    /// Nothing came.
    Silent,
    /// The machine there said that nobody listens on this port.
    Refused,
    /// This machine has no way there, so that nothing is known.
    NoWay,
}

/// The names and the password of a check.
pub(super) struct Credentials {
    /// `theirs:ours`.
    pub(super) username: String,
    /// The answer's `ice-pwd`.
    pub(super) password: String,
}

/// Knocks at an address.
pub(super) async fn knock(addr: SocketAddr, credentials: &Credentials) -> Knock {
    match try_knock(addr, credentials).await {
        Ok(knock) => knock,
        Err(error) if error.kind() == ErrorKind::ConnectionRefused => Knock::Refused,
        Err(_no_route) => Knock::NoWay,
    }
}

async fn try_knock(addr: SocketAddr, credentials: &Credentials) -> std::io::Result<Knock> {
    let any = if addr.is_ipv4() { (Ipv4Addr::UNSPECIFIED, 0).into() } else { SocketAddr::from((Ipv6Addr::UNSPECIFIED, 0)) };
    let socket = UdpSocket::bind(any).await?;
    socket.connect(addr).await?;
    let provider = rtc::crypto::default_provider().map_err(std::io::Error::other)?;
    let mut answer = [0; ANSWER_BYTES];
    for _ in 0..KNOCKS {
        let (request, id) = request(credentials, provider.as_ref()).map_err(std::io::Error::other)?;
        let left = Instant::now();
        socket.send(&request).await?;
        let heard = timeout(WAIT, async {
            loop {
                let length = socket.recv(&mut answer).await?;
                if is_answer(&answer[..length], id, credentials, provider.as_ref()) {
                    return Ok::<_, std::io::Error>(());
                }
            }
        });
        if let Ok(answered) = heard.await {
            answered?;
            return Ok(Knock::Answered(left.elapsed()));
        }
    }
    Ok(Knock::Silent)
}

fn request(credentials: &Credentials, provider: &dyn RTCCryptoProvider) -> rtc::shared::error::Result<(Vec<u8>, TransactionId)> {
    let mut message = Message::new();
    message.build(&[
        Box::new(BINDING_REQUEST),
        Box::new(TransactionId::new()),
        Box::new(Username::new(ATTR_USERNAME, credentials.username.clone())),
        Box::new(AttrControlling(rand::random())),
        Box::new(PriorityAttr(1)),
        Box::new(MessageIntegrity::new_short_term_integrity_with_provider(credentials.password.clone(), provider.crypto())),
        Box::new(FINGERPRINT),
    ])?;
    Ok((message.raw, message.transaction_id))
}

fn is_answer(datagram: &[u8], id: TransactionId, credentials: &Credentials, provider: &dyn RTCCryptoProvider) -> bool {
    let mut message = Message::new();
    message.unmarshal_binary(datagram).is_ok()
        && message.typ == BINDING_SUCCESS
        && message.transaction_id == id
        && MessageIntegrity::check(&mut message, credentials.password.as_bytes(), provider.crypto()).is_ok()
}
