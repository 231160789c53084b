//! Codecs, and when two payload types of different peers mean the same stream. Pure.

use std::fmt;

/// A video codec that the relay forwards without looking inside beyond the start of a keyframe.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum VideoCodec {
    /// VP8 (RFC 7741).
    Vp8,
    /// H.264, packetization mode 1 (RFC 6184).
    H264,
    /// VP9 (RFC 9628).
    Vp9,
    /// AV1.
    Av1,
}

impl VideoCodec {
    /// Every codec, in the order in which they are preferred: what every browser has, first.
    pub const ALL: [VideoCodec; 4] = [Self::Vp8, Self::H264, Self::Vp9, Self::Av1];

    /// The name as SDP writes it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Vp8 => "VP8",
            Self::H264 => "H264",
            Self::Vp9 => "VP9",
            Self::Av1 => "AV1",
        }
    }
}

impl fmt::Display for VideoCodec {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// What is on the wire under a payload type: two equal formats can be forwarded into each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Format {
    /// Opus, whatever its parameters: a decoder takes all of them.
    Opus,
    /// Video with the part of its parameters that a decoder must support.
    Video(VideoCodec, Profile),
}

/// The profile as far as it decides whether a decoder can follow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Profile(u16);

impl Format {
    /// The format of an `a=rtpmap`/`a=fmtp` pair, if the relay forwards it.
    pub(crate) fn parse(name: &str, clock_rate: u32, fmtp: &str) -> Option<Self> {
        if name.eq_ignore_ascii_case("opus") && clock_rate == 48_000 {
            return Some(Self::Opus);
        }
        let codec = VideoCodec::ALL.into_iter().find(|codec| codec.name().eq_ignore_ascii_case(name))?;
        if clock_rate != 90_000 {
            return None;
        }
        let profile = match codec {
            VideoCodec::Vp8 => 0,
            VideoCodec::Vp9 => number(fmtp, "profile-id").unwrap_or(0),
            VideoCodec::Av1 => number(fmtp, "profile").unwrap_or(0),
            VideoCodec::H264 => {
                if number(fmtp, "packetization-mode") != Some(1) {
                    return None;
                }
                h264_profile(parameter(fmtp, "profile-level-id").unwrap_or("42001f"))?
            }
        };
        Some(Self::Video(codec, Profile(profile)))
    }

    pub(crate) const fn clock_rate(self) -> u32 {
        match self {
            Self::Opus => 48_000,
            Self::Video(..) => 90_000,
        }
    }

    pub(crate) const fn video(self) -> Option<VideoCodec> {
        match self {
            Self::Opus => None,
            Self::Video(codec, _) => Some(codec),
        }
    }

    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Opus => "opus",
            Self::Video(codec, _) => codec.name(),
        }
    }

    /// Whether this is the variant of its codec that every decoder has; such variants are answered first.
    pub(crate) const fn is_plain(self) -> bool {
        match self {
            Self::Opus | Self::Video(VideoCodec::Vp8, _) => true,
            Self::Video(VideoCodec::H264, profile) => profile.0 == CONSTRAINED_BASELINE,
            Self::Video(VideoCodec::Vp9 | VideoCodec::Av1, profile) => profile.0 == 0,
        }
    }
}

/// Profile 66 with constraint set 1: what RFC 7742 §6.2 makes mandatory.
const CONSTRAINED_BASELINE: u16 = 0x4240;

/// `profile_idc` and constraint set 1 of a profile-level-id (RFC 6184 §8.1). Levels do not matter: all browsers allow asymmetry.
fn h264_profile(profile_level_id: &str) -> Option<u16> {
    if profile_level_id.len() != 6 {
        return None;
    }
    let value = u32::from_str_radix(profile_level_id, 16).ok()?;
    let idc = u16::try_from(value >> 16).ok()?;
    let constraint_set_1 = u16::try_from(value >> 8 & 0x40).ok()?;
    Some(idc << 8 | constraint_set_1)
}

fn number(fmtp: &str, key: &str) -> Option<u16> {
    parameter(fmtp, key)?.parse().ok()
}

/// The value of `key` in the `key=value;key=value` of an `a=fmtp`.
pub(crate) fn parameter<'a>(fmtp: &'a str, key: &str) -> Option<&'a str> {
    fmtp.split(';').find_map(|pair| {
        let (name, value) = pair.split_once('=')?;
        name.trim().eq_ignore_ascii_case(key).then(|| value.trim())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_that_do_not_bind_a_decoder_do_not_part_formats() {
        let chromium = Format::parse("H264", 90_000, "level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=42e01f");
        let firefox = Format::parse("h264", 90_000, "profile-level-id=42e034;level-asymmetry-allowed=1;packetization-mode=1");
        assert!(chromium.is_some());
        assert_eq!(chromium, firefox);
        assert_eq!(Format::parse("VP9", 90_000, "profile-id=0"), Format::parse("VP9", 90_000, ""));
    }

    #[test]
    fn what_a_decoder_must_support_parts_formats() {
        let constrained = Format::parse("H264", 90_000, "packetization-mode=1;profile-level-id=42e01f");
        let high = Format::parse("H264", 90_000, "packetization-mode=1;profile-level-id=64001f");
        assert_ne!(constrained, high);
        assert!(constrained.is_some_and(Format::is_plain));
        assert!(!high.is_some_and(Format::is_plain));
        assert_ne!(Format::parse("VP9", 90_000, "profile-id=0"), Format::parse("VP9", 90_000, "profile-id=2"));
    }

    #[test]
    fn what_the_relay_does_not_forward_has_no_format() {
        assert_eq!(Format::parse("H264", 90_000, "packetization-mode=0;profile-level-id=42e01f"), None);
        assert_eq!(Format::parse("red", 90_000, ""), None);
        assert_eq!(Format::parse("PCMU", 8_000, ""), None);
        assert_eq!(Format::parse("H264", 90_000, "packetization-mode=1;profile-level-id=42"), None);
    }
}
