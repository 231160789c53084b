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

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rtc::crypto::default_provider;
    use rtc::stun::textattrs::TextAttribute;

    const PASSWORD: &str = "a password of 24 letters";

    fn request(password: &str, nominate: bool) -> Vec<u8> {
        let provider = default_provider().expect("a crypto provider is built in");
        let mut message = Message::new();
        message.set_type(BINDING_REQUEST);
        message.write_header();
        let username = TextAttribute::new(ATTR_USERNAME, "ours:theirs".to_owned());
        username.add_to(&mut message).expect("it fits");
        if nominate {
            message.add(ATTR_USE_CANDIDATE, &[]);
        }
        let integrity = MessageIntegrity::new_short_term_integrity_with_provider(password.to_owned(), provider.crypto());
        integrity.add_to(&mut message).expect("it fits");
        FINGERPRINT.add_to(&mut message).expect("it fits");
        message.raw
    }

    #[test]
    fn a_request_is_believed_by_its_password_and_answered_with_its_address() {
        let provider = default_provider().expect("a crypto provider is built in");
        let parsed = Request::parse(&request(PASSWORD, true)).expect("it is a binding request");
        assert_eq!((parsed.local_fragment(), parsed.remote_fragment()), ("ours", "theirs"));
        let verified = parsed.verify(PASSWORD, provider.crypto()).expect("the password is right");
        assert!(verified.use_candidate);
        let seen = SocketAddr::from(([192, 0, 2, 3], 4_000));
        let mut response = Message::new();
        response.raw = verified.success(seen, PASSWORD, provider.crypto()).expect("there is an answer");
        response.decode().expect("it is well-formed");
        assert_eq!(response.typ, BINDING_SUCCESS);
        MessageIntegrity::check(&mut response, PASSWORD.as_bytes(), provider.crypto()).expect("it is authentic");
        let mut mapped = XorMappedAddress::default();
        mapped.get_from_as(&response, rtc::stun::attributes::ATTR_XORMAPPED_ADDRESS).expect("it has an address");
        assert_eq!((mapped.ip, mapped.port), (seen.ip(), seen.port()));
    }

    #[test]
    fn another_password_or_a_changed_byte_is_not_believed() {
        let provider = default_provider().expect("a crypto provider is built in");
        let parsed = Request::parse(&request("another password of 24 l", false)).expect("it is a binding request");
        assert!(parsed.verify(PASSWORD, provider.crypto()).is_none());
        let good = request(PASSWORD, false);
        for at in 20..good.len() - 8 {
            let mut bad = good.clone();
            bad[at] ^= 1;
            let believed = Request::parse(&bad).and_then(|request| request.verify(PASSWORD, provider.crypto()));
            assert!(believed.is_none(), "byte {at}");
        }
    }

    #[test]
    fn a_nomination_behind_the_integrity_attribute_does_not_count() {
        let provider = default_provider().expect("a crypto provider is built in");
        let mut message = Message::new();
        message.raw = request(PASSWORD, false);
        message.decode().expect("it is well-formed");
        message.add(ATTR_USE_CANDIDATE, &[]);
        let parsed = Request::parse(&message.raw).expect("it is a binding request");
        let verified = parsed.verify(PASSWORD, provider.crypto()).expect("the covered part is authentic");
        assert!(!verified.use_candidate);
    }

    proptest! {
        #[test]
        fn no_datagram_panics(mut bytes in proptest::collection::vec(any::<u8>(), 0..120), stun: bool) {
            let provider = default_provider().expect("a crypto provider is built in");
            if stun && bytes.len() >= 20 {
                bytes[..2].copy_from_slice(&[0, 1]);
                let length = u16::try_from(bytes.len() - 20).expect("short");
                bytes[2..4].copy_from_slice(&length.to_be_bytes());
                bytes[4..8].copy_from_slice(&[0x21, 0x12, 0xa4, 0x42]);
            }
            if let Some(request) = Request::parse(&bytes) {
                let _ = request.verify(PASSWORD, provider.crypto());
            }
        }
    }
}
