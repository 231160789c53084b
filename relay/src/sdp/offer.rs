//! Reads what the relay needs from an offer (RFC 8866, RFC 8829). Everything else, candidates above all, is skipped.

use crate::limits::{MAX_MEDIA_LINES, MAX_PAYLOADS, MAX_SDP_BYTES};
use crate::peer::event::{MediaKind, OfferError};

/// An offer of a page.
#[derive(Default, PartialEq, Eq)]
pub(crate) struct Offer {
    /// The session id of the `o=` line: the same for all offers of one peer connection.
    pub(crate) session_id: String,
    pub(crate) transport: Transport,
    pub(crate) bundle: Vec<String>,
    pub(crate) media: Vec<Media>,
}

/// Where and with whom to talk.
#[derive(Default, Clone, PartialEq, Eq)]
pub(crate) struct Transport {
    pub(crate) fragment: String,
    pub(crate) password: String,
    /// SHA-256 fingerprints of the page's certificates.
    pub(crate) fingerprints: Vec<[u8; 32]>,
    pub(crate) setup: Setup,
}

/// Who opens the DTLS handshake (RFC 8842 §5.2), as the page offers it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Setup {
    #[default]
    ActPass,
    Active,
    Passive,
}

/// Which way media flows, as the page sees it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Direction {
    #[default]
    SendRecv,
    SendOnly,
    RecvOnly,
    Inactive,
}

impl Direction {
    pub(crate) const fn sends(self) -> bool {
        matches!(self, Self::SendRecv | Self::SendOnly)
    }

    pub(crate) const fn receives(self) -> bool {
        matches!(self, Self::SendRecv | Self::RecvOnly)
    }
}

/// One media section.
#[derive(Default, PartialEq, Eq)]
pub(crate) struct Media {
    /// `audio`, `video`, `application` …
    pub(crate) name: String,
    pub(crate) protocol: String,
    /// Whether its port is zero without `bundle-only`: the page does not want it.
    pub(crate) rejected: bool,
    pub(crate) mid: String,
    pub(crate) direction: Direction,
    pub(crate) formats: Vec<String>,
    pub(crate) payloads: Vec<OfferedPayload>,
    pub(crate) extensions: Vec<(u8, String)>,
    pub(crate) ssrcs: Vec<u32>,
    /// Pairs of media and retransmission SSRC (RFC 5576 §4.2, `FID`).
    pub(crate) retransmissions: Vec<(u32, u32)>,
    pub(crate) rtcp_mux: bool,
    transport: Transport,
}

impl Media {
    pub(crate) fn kind(&self) -> Option<MediaKind> {
        match self.name.as_str() {
            "audio" => Some(MediaKind::Audio),
            "video" => Some(MediaKind::Video),
            _ => None,
        }
    }
}

/// One payload type with all its attributes.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(crate) struct OfferedPayload {
    pub(crate) payload_type: u8,
    pub(crate) name: String,
    pub(crate) clock_rate: u32,
    pub(crate) channels: Option<u8>,
    pub(crate) fmtp: String,
    pub(crate) feedback: Vec<String>,
}

impl Offer {
    /// Parses an offer.
    ///
    /// # Errors
    /// If it is too long, has no media, or lacks what ICE and DTLS need.
    pub(crate) fn parse(sdp: &str) -> Result<Self, OfferError> {
        if sdp.len() > MAX_SDP_BYTES {
            return Err(OfferError::TooLong);
        }
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
                    if offer.media.len() == MAX_MEDIA_LINES {
                        return Err(OfferError::TooManyMedia);
                    }
                    offer.media.push(media_line(value)?);
                }
                "a" => {
                    let (name, value) = value.split_once(':').unwrap_or((value, ""));
                    match offer.media.last_mut() {
                        None => {
                            if name == "group" {
                                offer.bundle.extend(bundle(value));
                            } else {
                                transport_attribute(&mut session_transport, name, value);
                            }
                        }
                        Some(media) => media_attribute(media, name, value),
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
        let media = self.media.iter().find(|media| !media.rejected).ok_or(OfferError::NoMedia)?;
        let own = media.transport.clone();
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

fn media_line(value: &str) -> Result<Media, OfferError> {
    let mut words = value.split(' ');
    let (Some(name), Some(port), Some(protocol)) = (words.next(), words.next(), words.next()) else {
        return Err(OfferError::NotSdp);
    };
    Ok(Media {
        name: name.to_owned(),
        protocol: protocol.to_owned(),
        rejected: port == "0",
        formats: words.take(MAX_PAYLOADS).map(str::to_owned).collect(),
        ..Media::default()
    })
}

fn bundle(group: &str) -> impl Iterator<Item = String> {
    group.strip_prefix("BUNDLE ").unwrap_or_default().split_whitespace().take(MAX_MEDIA_LINES).map(str::to_owned)
}

fn media_attribute(media: &mut Media, name: &str, value: &str) {
    match name {
        "mid" => value.clone_into(&mut media.mid),
        "sendrecv" => media.direction = Direction::SendRecv,
        "sendonly" => media.direction = Direction::SendOnly,
        "recvonly" => media.direction = Direction::RecvOnly,
        "inactive" => media.direction = Direction::Inactive,
        "rtcp-mux" => media.rtcp_mux = true,
        // A bundled section may have port zero (RFC 9143 §6).
        "bundle-only" => media.rejected = false,
        "rtpmap" => rtpmap(media, value),
        "fmtp" => with_payload(media, value, |payload, rest| rest.clone_into(&mut payload.fmtp)),
        "rtcp-fb" => with_payload(media, value, |payload, rest| {
            if payload.feedback.len() < 16 {
                payload.feedback.push(rest.to_owned());
            }
        }),
        "extmap" => extmap(media, value),
        "ssrc" => {
            if let Some(ssrc) = value.split(' ').next().and_then(|ssrc| ssrc.parse().ok())
                && !media.ssrcs.contains(&ssrc)
                && media.ssrcs.len() < 16
            {
                media.ssrcs.push(ssrc);
            }
        }
        "ssrc-group" => {
            if let Some(pair) = value.strip_prefix("FID ") {
                let mut ssrcs = pair.split(' ').map(str::parse);
                if let (Some(Ok(primary)), Some(Ok(repair))) = (ssrcs.next(), ssrcs.next())
                    && media.retransmissions.len() < 16
                {
                    media.retransmissions.push((primary, repair));
                }
            }
        }
        _ => transport_attribute(&mut media.transport, name, value),
    }
}

fn transport_attribute(transport: &mut Transport, name: &str, value: &str) {
    match name {
        "ice-ufrag" => value.clone_into(&mut transport.fragment),
        "ice-pwd" => value.clone_into(&mut transport.password),
        "fingerprint" => {
            if let Some(fingerprint) = sha256_fingerprint(value)
                && transport.fingerprints.len() < 8
            {
                transport.fingerprints.push(fingerprint);
            }
        }
        "setup" => {
            transport.setup = match value {
                "active" => Setup::Active,
                "passive" => Setup::Passive,
                _ => Setup::ActPass,
            }
        }
        _ => {}
    }
}

/// `sha-256 AA:BB:…` (RFC 8122 §5).
fn sha256_fingerprint(value: &str) -> Option<[u8; 32]> {
    let (algorithm, hex) = value.split_once(' ')?;
    if !algorithm.eq_ignore_ascii_case("sha-256") {
        return None;
    }
    let mut fingerprint = [0; 32];
    let mut bytes = hex.trim().split(':');
    for byte in &mut fingerprint {
        *byte = u8::from_str_radix(bytes.next()?, 16).ok()?;
    }
    bytes.next().is_none().then_some(fingerprint)
}

/// `96 VP8/90000` or `111 opus/48000/2`.
fn rtpmap(media: &mut Media, value: &str) {
    let Some((payload_type, rest)) = value.split_once(' ') else {
        return;
    };
    let Ok(payload_type @ 0..=127) = payload_type.parse::<u8>() else {
        return;
    };
    if media.payloads.len() == MAX_PAYLOADS {
        return;
    }
    let mut parts = rest.split('/');
    media.payloads.push(OfferedPayload {
        payload_type,
        name: parts.next().unwrap_or_default().to_owned(),
        clock_rate: parts.next().and_then(|rate| rate.trim().parse().ok()).unwrap_or(0),
        channels: parts.next().and_then(|channels| channels.trim().parse().ok()),
        ..OfferedPayload::default()
    });
}

fn with_payload(media: &mut Media, value: &str, change: impl FnOnce(&mut OfferedPayload, &str)) {
    if let Some((payload_type, rest)) = value.split_once(' ')
        && let Ok(payload_type) = payload_type.parse::<u8>()
        && let Some(payload) = media.payloads.iter_mut().find(|payload| payload.payload_type == payload_type)
    {
        change(payload, rest);
    }
}

/// `3 uri` or `3/sendonly uri`.
fn extmap(media: &mut Media, value: &str) {
    if let Some((id, uri)) = value.split_once(' ')
        && let Some(Ok(id @ 1..=14)) = id.split('/').next().map(str::parse)
        && media.extensions.len() < 64
    {
        let uri = uri.split(' ').next().unwrap_or_default();
        media.extensions.push((id, uri.to_owned()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
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
        assert_eq!(offer.media[0].direction, Direction::RecvOnly);
        assert_eq!(offer.bundle, ["0"]);
    }

    #[test]
    fn what_lacks_a_part_is_refused_for_it() {
        assert_eq!(error("hello"), Some(OfferError::NotSdp));
        assert_eq!(error("v=0\r\n"), Some(OfferError::NoMedia));
        assert_eq!(error(&minimal("").replace("a=ice-ufrag:abcd\r\n", "")), Some(OfferError::NoIce));
        assert_eq!(error(&minimal("").replace(FINGERPRINT, "")), Some(OfferError::NoFingerprint));
        assert_eq!(error(&"v=0\r\n".repeat(20_000)), Some(OfferError::TooLong));
        let many = "m=audio 9 UDP/TLS/RTP/SAVPF 111\r\n".repeat(20);
        assert_eq!(error(&minimal(&many)), Some(OfferError::TooManyMedia));
    }

    #[test]
    fn candidates_are_not_even_read() {
        let candidates = "a=candidate:1 1 udp 1 192.0.2.1 9 typ host\r\n".repeat(1_000);
        let with = Offer::parse(&minimal(&candidates));
        let without = Offer::parse(&minimal(""));
        assert!(with.is_ok() && with == without);
    }

    proptest! {
        #[test]
        fn no_text_panics(text in "(v=0\r\n)?([amoc]=[ -~]{0,40}\r\n){0,20}") {
            let _ = Offer::parse(&text);
        }
    }
}
