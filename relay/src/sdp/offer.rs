//! Reads offers: what of an SDP (RFC 8866) the relay needs, in one pass over its lines, and nothing of candidates.

use crate::limits::MAX_SECTIONS;
use crate::sdp::section::Section;
use crate::sdp::transport::{Setup, Transport};

/// Why an offer was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum OfferError {
    /// Not an SDP.
    #[error("the offer is not an SDP")]
    NotSdp,
    /// More sections than [`MAX_SECTIONS`](crate::limits::MAX_SECTIONS).
    #[error("the offer has more than 16 sections")]
    TooManySections,
    /// No section that is in use.
    #[error("the offer has no section in use")]
    NoSection,
    /// No valid ICE credentials.
    #[error("the offer has no valid ICE credentials")]
    NoIce,
    /// No SHA-256 fingerprint.
    #[error("the offer has no SHA-256 certificate fingerprint")]
    NoFingerprint,
    /// Neither Opus audio nor a supported video codec in a bundled, multiplexed DTLS-SRTP section.
    #[error("the offer has nothing that this server can relay")]
    NothingUsable,
    /// The session is closed.
    #[error("the session is closed")]
    NoSession,
    /// The media thread has too much to do, or is gone.
    #[error("the media relay is too busy")]
    Busy,
    /// The handshake could not be prepared.
    #[error("the relay could not prepare a secure connection")]
    Crypto,
}

/// An offer of a page.
#[derive(Default, PartialEq, Eq)]
pub(crate) struct Offer {
    /// The session id of the `o=` line: the same for all offers of one peer connection.
    pub(crate) session_id: String,
    pub(crate) transport: Transport,
    pub(crate) bundle: Vec<String>,
    pub(crate) sections: Vec<Section>,
}

impl Offer {
    /// Reads an offer, in time that grows with its length alone. How long it may be is the caller's to say.
    ///
    /// # Errors
    /// [`OfferError::NotSdp`], [`OfferError::TooManySections`], [`OfferError::NoSection`], or [`OfferError::NoIce`] and
    /// [`OfferError::NoFingerprint`] where it lacks what ICE and DTLS need.
    pub(crate) fn parse(sdp: &str) -> Result<Self, OfferError> {
        if !sdp.starts_with("v=0") {
            return Err(OfferError::NotSdp);
        }
        let mut offer = Self::default();
        let mut session_transport = Transport::default();
        for line in sdp.lines() {
            let Some((field, value)) = line.split_once('=') else {
                continue;
            };
            match field {
                "o" => value.split(' ').nth(1).unwrap_or_default().clone_into(&mut offer.session_id),
                "m" => {
                    if offer.sections.len() == MAX_SECTIONS {
                        return Err(OfferError::TooManySections);
                    }
                    offer.sections.push(Section::begin(value).ok_or(OfferError::NotSdp)?);
                }
                "a" => {
                    let (name, value) = value.split_once(':').unwrap_or((value, ""));
                    match offer.sections.last_mut() {
                        None => {
                            if name == "group" {
                                offer.bundle.extend(bundle(value));
                            } else {
                                session_transport.attribute(name, value);
                            }
                        }
                        Some(section) => section.attribute(name, value),
                    }
                }
                _ => {}
            }
        }
        offer.transport = offer.choose_transport(session_transport)?;
        Ok(offer)
    }

    /// The transport of the first section in use, where each part may be given for the session instead.
    fn choose_transport(&self, session: Transport) -> Result<Transport, OfferError> {
        let section = self.sections.iter().find(|section| !section.rejected).ok_or(OfferError::NoSection)?;
        let own = section.transport.clone();
        let first = |own: String, session: String| if own.is_empty() { session } else { own };
        let transport = Transport {
            fragment: first(own.fragment, session.fragment),
            password: first(own.password, session.password),
            fingerprints: if own.fingerprints.is_empty() { session.fingerprints } else { own.fingerprints },
            setup: if own.setup == Setup::default() { session.setup } else { own.setup },
        };
        // Lengths of RFC 8445 §5.3.
        if !(4..=256).contains(&transport.fragment.len()) || !(22..=256).contains(&transport.password.len()) {
            return Err(OfferError::NoIce);
        }
        if transport.fingerprints.is_empty() {
            return Err(OfferError::NoFingerprint);
        }
        Ok(transport)
    }
}

fn bundle(group: &str) -> impl Iterator<Item = String> {
    group.strip_prefix("BUNDLE ").unwrap_or_default().split_whitespace().take(MAX_SECTIONS).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::limits::MAX_PAYLOADS;
    use crate::sdp::section::Direction;
    use proptest::prelude::*;

    const FINGERPRINT: &str = "a=fingerprint:sha-256 00:01:02:03:04:05:06:07:08:09:0A:0B:0C:0D:0E:0F:10:11:12:13:14:15:16:17:18:19:1A:1B:1C:1D:1E:1F\r\n";

    fn minimal(extra: &str) -> String {
        format!(
            "v=0\r\no=- 42 2 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\na=group:BUNDLE 0\r\n{FINGERPRINT}\
             m=audio 9 UDP/TLS/RTP/SAVPF 111\r\na=mid:0\r\na=ice-ufrag:abcd\r\na=ice-pwd:0123456789012345678901\r\n{extra}"
        )
    }

    fn error(sdp: &str) -> Option<OfferError> {
        Offer::parse(sdp).err()
    }

    #[test]
    fn transport_may_be_given_for_the_session_or_the_section() {
        let offer = Offer::parse(&minimal("a=setup:active\r\na=recvonly\r\n")).expect("a good offer");
        assert_eq!(offer.session_id, "42");
        assert_eq!(offer.transport.fragment, "abcd");
        assert_eq!(offer.transport.fingerprints[0][31], 0x1f);
        assert_eq!(offer.transport.setup, Setup::Active);
        assert_eq!(offer.sections[0].direction, Direction::RecvOnly);
        assert_eq!(offer.bundle, ["0"]);
    }

    #[test]
    fn what_lacks_a_part_is_refused_for_it() {
        assert_eq!(error("hello"), Some(OfferError::NotSdp));
        assert_eq!(error("v=0\r\n"), Some(OfferError::NoSection));
        assert_eq!(error(&minimal("").replace("a=ice-ufrag:abcd\r\n", "")), Some(OfferError::NoIce));
        assert_eq!(error(&minimal("").replace(FINGERPRINT, "")), Some(OfferError::NoFingerprint));
        let many = "m=audio 9 UDP/TLS/RTP/SAVPF 111\r\n".repeat(20);
        assert_eq!(error(&minimal(&many)), Some(OfferError::TooManySections));
    }

    #[test]
    fn candidates_are_not_even_read() {
        let candidates = "a=candidate:1 1 udp 1 192.0.2.1 9 typ host\r\n".repeat(1_000);
        let with = Offer::parse(&minimal(&candidates));
        let without = Offer::parse(&minimal(""));
        assert!(with.is_ok() && with == without);
    }

    #[test]
    fn what_is_kept_of_a_section_is_bounded_however_long_the_offer_is() {
        let mut lines = String::new();
        for n in 0..2_000 {
            lines += &format!("a=ssrc:{n} cname:x\r\na=ssrc-group:FID {n} {n}\r\na=extmap:{} u\r\n", 1 + n % 14);
            lines += &format!("a=rtpmap:{} opus/48000/2\r\na=rtcp-fb:0 nack\r\n{FINGERPRINT}", n % 128);
        }
        let offer = Offer::parse(&minimal(&lines)).expect("a good offer");
        let section = &offer.sections[0];
        let kept = [section.ssrcs.len(), section.pairs.len(), section.extensions.len(), section.payloads.len()];
        assert_eq!((kept, offer.transport.fingerprints.len()), ([16, 16, 64, MAX_PAYLOADS], 8));
    }

    proptest! {
        #[test]
        fn no_text_panics(text in "(v=0\r\n)?([amoc]=[ -~]{0,40}\r\n){0,20}") {
            let _ = Offer::parse(&text);
        }
    }
}
