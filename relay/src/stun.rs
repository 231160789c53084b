//! The ICE-lite half of STUN: binding requests in, binding responses out (RFC 8445 §7.3, RFC 8489). Pure.

use rtc::crypto::RTCCrypto;
use rtc::stun::attributes::{ATTR_MESSAGE_INTEGRITY, ATTR_USE_CANDIDATE, ATTR_USERNAME};
use rtc::stun::fingerprint::FINGERPRINT;
use rtc::stun::integrity::MessageIntegrity;
use rtc::stun::message::{BINDING_REQUEST, BINDING_SUCCESS, Message, Setter, is_stun_message};
use rtc::stun::xoraddr::XorMappedAddress;
use std::net::SocketAddr;

/// A binding request whose integrity has yet to be checked.
pub(crate) struct Request {
    message: Message,
    username: String,
}

/// A binding request that was made with the right password.
pub(crate) struct Verified {
    message: Message,
    /// Whether the page nominates the path of this request.
    pub(crate) use_candidate: bool,
}

impl Request {
    /// Reads a datagram; `None` for anything but a binding request with a username.
    pub(crate) fn parse(datagram: &[u8]) -> Option<Self> {
        if !is_stun_message(datagram) {
            return None;
        }
        let mut message = Message::new();
        message.raw = datagram.to_vec();
        message.decode().ok()?;
        if message.typ != BINDING_REQUEST {
            return None;
        }
        let username = String::from_utf8(message.get(ATTR_USERNAME).ok()?).ok()?;
        Some(Self { message, username })
    }

    /// The fragment that names a peer of ours.
    pub(crate) fn local_fragment(&self) -> &str {
        self.username.split_once(':').map_or("", |(local, _)| local)
    }

    /// The fragment that the page chose.
    pub(crate) fn remote_fragment(&self) -> &str {
        self.username.split_once(':').map_or("", |(_, remote)| remote)
    }

    /// Checks the message integrity with our own password.
    pub(crate) fn verify(mut self, password: &str, crypto: &dyn RTCCrypto) -> Option<Verified> {
        let key = password.as_bytes();
        MessageIntegrity::check(&mut self.message, key, crypto).ok()?;
        // What follows the integrity attribute is not covered by it and must be ignored (RFC 8489 §14.5).
        let use_candidate = self
            .message
            .attributes
            .0
            .iter()
            .take_while(|attribute| attribute.typ != ATTR_MESSAGE_INTEGRITY)
            .any(|attribute| attribute.typ == ATTR_USE_CANDIDATE);
        Some(Verified { message: self.message, use_candidate })
    }
}

impl Verified {
    /// The success response, which tells the page the address that it was seen with.
    pub(crate) fn success(&self, seen: SocketAddr, password: &str, crypto: &dyn RTCCrypto) -> Option<Vec<u8>> {
        let mut response = Message::new();
        response.transaction_id = self.message.transaction_id;
        response.set_type(BINDING_SUCCESS);
        response.write_header();
        let integrity = MessageIntegrity::new_short_term_integrity_with_provider(password.to_owned(), crypto);
        let mapped = XorMappedAddress { ip: seen.ip(), port: seen.port() };
        let parts: [&dyn Setter; 3] = [&mapped, &integrity, &FINGERPRINT];
        for part in parts {
            part.add_to(&mut response).ok()?;
        }
        Some(response.raw)
    }
}
