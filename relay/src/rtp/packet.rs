//! Just enough of RTP to read and write the headers that pass through (RFC 3550 §5.1, RFC 8285). Pure.

use crate::rtp::codec::Format;
use bytes::{BufMut, Bytes, BytesMut};
use rtc::rtp;
use std::ops::Range;

/// A packet of a track in clear text, as it is forwarded and kept.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Packet {
    /// The extended sequence number of its stream.
    pub(crate) sequence: u64,
    pub(crate) timestamp: u32,
    pub(crate) marker: bool,
    pub(crate) format: Format,
    /// Whether a decoder can start with this packet; always true for sound.
    pub(crate) starts: bool,
    pub(crate) audio_level: Option<u8>,
    pub(crate) content_type: Option<u8>,
    pub(crate) payload: Bytes,
}

const FIXED_HEADER: usize = 12;
const ONE_BYTE_PROFILE: u16 = 0xbede;
const TWO_BYTE_PROFILE: u16 = 0x1000;

/// The header of one packet, with the place of its extensions and payload in the buffer it was read from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Head {
    pub(crate) marker: bool,
    pub(crate) payload_type: u8,
    pub(crate) sequence: u16,
    pub(crate) timestamp: u32,
    pub(crate) ssrc: u32,
    padding: bool,
    csrcs: usize,
    extensions: Option<ExtensionBlock>,
    len: usize,
}

/// Where the header extensions are, and whether they have one or two bytes before each value (RFC 8285 §4.2, §4.3).
#[derive(Debug, Clone, PartialEq, Eq)]
struct ExtensionBlock {
    profile: u16,
    place: Range<usize>,
}

impl Head {
    /// Reads the header. `None` if the buffer is too short for what it claims.
    pub(crate) fn parse(packet: &[u8]) -> Option<Self> {
        let fixed = packet.get(..FIXED_HEADER)?;
        if fixed[0] >> 6 != 2 {
            return None;
        }
        let csrcs = usize::from(fixed[0] & 0x0f);
        let mut len = FIXED_HEADER + 4 * csrcs;
        let extensions = if fixed[0] & 0x10 != 0 {
            let head = packet.get(len..len + 4)?;
            let profile = u16::from_be_bytes([head[0], head[1]]);
            let words = usize::from(u16::from_be_bytes([head[2], head[3]]));
            let start = len + 4;
            len = start + 4 * words;
            Some(ExtensionBlock { profile, place: start..len })
        } else {
            None
        };
        if packet.len() < len {
            return None;
        }
        Some(Self {
            marker: fixed[1] & 0x80 != 0,
            payload_type: fixed[1] & 0x7f,
            sequence: u16::from_be_bytes([fixed[2], fixed[3]]),
            timestamp: u32::from_be_bytes([fixed[4], fixed[5], fixed[6], fixed[7]]),
            ssrc: u32::from_be_bytes([fixed[8], fixed[9], fixed[10], fixed[11]]),
            padding: fixed[0] & 0x20 != 0,
            csrcs,
            extensions,
            len,
        })
    }

    /// The header in the form that the SRTP context needs, which is its length, SSRC and sequence number.
    pub(crate) fn for_srtp(&self) -> rtp::Header {
        rtp::Header {
            version: 2,
            extension: self.extensions.is_some(),
            sequence_number: self.sequence,
            ssrc: self.ssrc,
            csrc: vec![0; self.csrcs],
            extension_profile: ONE_BYTE_PROFILE,
            extensions_padding: self.extensions.as_ref().map_or(0, |block| block.place.len()),
            ..rtp::Header::default()
        }
    }

    /// The value of the header extension `id`.
    pub(crate) fn extension<'a>(&self, packet: &'a [u8], id: u8) -> Option<&'a [u8]> {
        let ExtensionBlock { profile, place } = self.extensions.as_ref()?;
        let mut rest = packet.get(place.clone())?;
        loop {
            let first = *rest.first()?;
            if first == 0 {
                rest = &rest[1..];
                continue;
            }
            let (found, len, skip) = if *profile == ONE_BYTE_PROFILE {
                (first >> 4, usize::from(first & 0x0f) + 1, 1)
            } else if *profile & 0xfff0 == TWO_BYTE_PROFILE {
                (first, usize::from(*rest.get(1)?), 2)
            } else {
                return None;
            };
            if *profile == ONE_BYTE_PROFILE && found == 15 {
                return None;
            }
            let value = rest.get(skip..skip + len)?;
            if found == id {
                return Some(value);
            }
            rest = &rest[skip + len..];
        }
    }

    /// The payload of a decrypted packet, without padding. `None` if the padding is longer than the packet.
    pub(crate) fn payload(&self, packet: &Bytes) -> Option<Bytes> {
        let end = if self.padding {
            let padding = usize::from(*packet.last()?);
            packet.len().checked_sub(padding)?
        } else {
            packet.len()
        };
        (end >= self.len && end <= packet.len()).then(|| packet.slice(self.len..end))
    }
}

/// A packet about to leave.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Outgoing<'a> {
    pub(crate) marker: bool,
    pub(crate) payload_type: u8,
    pub(crate) sequence: u16,
    pub(crate) timestamp: u32,
    pub(crate) ssrc: u32,
    pub(crate) extensions: &'a [Extension<'a>],
    /// The original sequence number that opens the payload of a retransmission (RFC 4588 §4).
    pub(crate) original_sequence: Option<u16>,
    pub(crate) payload: &'a [u8],
}

/// A one-byte header extension (RFC 8285 §4.2).
#[derive(Debug, Clone, Copy)]
pub(crate) struct Extension<'a> {
    /// 1–14.
    pub(crate) id: u8,
    /// 1–16 bytes.
    pub(crate) value: &'a [u8],
}

/// A packet in clear text, with the header in the form that seals it.
pub(crate) struct Written {
    pub(crate) clear: BytesMut,
    pub(crate) header: rtp::Header,
}

impl Outgoing<'_> {
    /// Writes the packet.
    pub(crate) fn write(&self) -> Written {
        let extension_bytes: usize = self.extensions.iter().map(|extension| 1 + extension.value.len()).sum();
        let padded = extension_bytes.next_multiple_of(4);
        let mut out = BytesMut::with_capacity(FIXED_HEADER + 4 + padded + 2 + self.payload.len());
        let has_extensions = extension_bytes > 0;
        out.put_u8(0x80 | if has_extensions { 0x10 } else { 0 });
        out.put_u8(self.payload_type & 0x7f | if self.marker { 0x80 } else { 0 });
        out.put_u16(self.sequence);
        out.put_u32(self.timestamp);
        out.put_u32(self.ssrc);
        if has_extensions {
            out.put_u16(ONE_BYTE_PROFILE);
            out.put_u16(u16::try_from(padded / 4).unwrap_or(u16::MAX));
            for Extension { id, value } in self.extensions {
                let length = u8::try_from(value.len() - 1).unwrap_or(15) & 0x0f;
                out.put_u8(id << 4 | length);
                out.put_slice(value);
            }
            out.put_bytes(0, padded - extension_bytes);
        }
        if let Some(original) = self.original_sequence {
            out.put_u16(original);
        }
        out.put_slice(self.payload);
        let header = rtp::Header {
            version: 2,
            extension: has_extensions,
            sequence_number: self.sequence,
            ssrc: self.ssrc,
            extension_profile: ONE_BYTE_PROFILE,
            extensions_padding: padded,
            ..rtp::Header::default()
        };
        Written { clear: out, header }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rtc::shared::marshal::MarshalSize;

    proptest! {
        #[test]
        fn what_is_written_is_read_again(
            marker: bool, payload_type in 0u8..128, sequence: u16, timestamp: u32, ssrc: u32,
            level in proptest::option::of(any::<u8>()),
            payload in proptest::collection::vec(any::<u8>(), 0..1200),
        ) {
            let value = level.map(|level| [level]);
            let extensions: Vec<Extension<'_>> = value.iter().map(|value| Extension { id: 3, value }).collect();
            let outgoing = Outgoing {
                marker, payload_type, sequence, timestamp, ssrc,
                extensions: &extensions, original_sequence: None, payload: &payload,
            };
            let Written { clear: written, header } = outgoing.write();
            let head = Head::parse(&written).expect("written packets parse");
            prop_assert_eq!(head.marker, marker);
            prop_assert_eq!(head.payload_type, payload_type);
            prop_assert_eq!(head.sequence, sequence);
            prop_assert_eq!(head.timestamp, timestamp);
            prop_assert_eq!(head.ssrc, ssrc);
            prop_assert_eq!(head.extension(&written, 3), value.as_ref().map(|value| &value[..]));
            prop_assert_eq!(head.extension(&written, 4), None);
            // The sealed part starts where the SRTP header says that it does.
            prop_assert_eq!(header.marshal_size(), head.len);
            prop_assert_eq!(head.for_srtp().marshal_size(), head.len);
            let bytes = written.freeze();
            prop_assert_eq!(head.payload(&bytes), Some(Bytes::from(payload)));
        }

        #[test]
        fn no_packet_panics(packet in proptest::collection::vec(any::<u8>(), 0..64), id: u8) {
            if let Some(head) = Head::parse(&packet) {
                let _ = head.extension(&packet, id);
                let _ = head.payload(&Bytes::from(packet));
                let _ = head.for_srtp().marshal_size();
            }
        }
    }

    #[test]
    fn padding_longer_than_the_packet_is_refused() {
        let mut packet = vec![0u8; 13];
        packet[0] = 0xa0;
        packet[12] = 200;
        let head = Head::parse(&packet).expect("a complete header");
        assert_eq!(head.payload(&Bytes::from(packet)), None);
    }
}
