//! Recognises the packet with which a decoder can start, and paces the requests for one. Pure.

use crate::limits::{KEYFRAME_REQUEST_INTERVAL, KEYFRAME_REQUEST_REPEAT};
use crate::rtp::codec::VideoCodec;
use std::time::Instant;

/// Whether `payload` is the first packet of a picture that needs no earlier one.
pub(crate) fn starts_keyframe(codec: VideoCodec, payload: &[u8]) -> bool {
    match codec {
        VideoCodec::Vp8 => vp8(payload).unwrap_or(false),
        VideoCodec::Vp9 => vp9(payload).unwrap_or(false),
        VideoCodec::H264 => h264(payload).unwrap_or(false),
        VideoCodec::Av1 => av1(payload),
    }
}

/// RFC 7741 §4.2 and §4.3: first partition, start bit, and the inverse key frame flag of the frame header.
fn vp8(payload: &[u8]) -> Option<bool> {
    let first = *payload.first()?;
    let starts_partition_zero = first & 0x10 != 0 && first & 0x07 == 0;
    if !starts_partition_zero {
        return Some(false);
    }
    let mut at = 1;
    if first & 0x80 != 0 {
        let extended = *payload.get(at)?;
        at += 1;
        if extended & 0x80 != 0 {
            at += if payload.get(at)? & 0x80 != 0 { 2 } else { 1 };
        }
        if extended & 0x40 != 0 {
            at += 1;
        }
        if extended & 0x30 != 0 {
            at += 1;
        }
    }
    Some(payload.get(at)? & 0x01 == 0)
}

/// RFC 9628 §4.2: start of a frame that is not predicted from another, in the lowest spatial layer.
fn vp9(payload: &[u8]) -> Option<bool> {
    let first = *payload.first()?;
    let predicted = first & 0x40 != 0;
    let begins_frame = first & 0x08 != 0;
    if predicted || !begins_frame {
        return Some(false);
    }
    let mut at = 1;
    if first & 0x80 != 0 {
        at += if payload.get(at)? & 0x80 != 0 { 2 } else { 1 };
    }
    if first & 0x20 != 0 {
        let spatial_layer = (payload.get(at)? >> 1) & 0x07;
        return Some(spatial_layer == 0);
    }
    Some(true)
}

/// RFC 6184 §5: a sequence parameter set, alone or first in an aggregate; browsers put one before every IDR picture.
fn h264(payload: &[u8]) -> Option<bool> {
    const SPS: u8 = 7;
    const STAP_A: u8 = 24;
    match payload.first()? & 0x1f {
        SPS => Some(true),
        STAP_A => {
            let mut rest = payload.get(1..)?;
            while rest.len() > 2 {
                let length = usize::from(u16::from_be_bytes([rest[0], rest[1]]));
                if rest[2] & 0x1f == SPS {
                    return Some(true);
                }
                rest = rest.get(2 + length..)?;
            }
            Some(false)
        }
        _ => Some(false),
    }
}

/// AV1 RTP payload §4.4: the aggregation header says that a coded video sequence starts here.
fn av1(payload: &[u8]) -> bool {
    payload.first().is_some_and(|header| header & 0x08 != 0 && header & 0x80 == 0)
}

/// Keyframe requests to one publisher, never more often than its encoder can bear.
#[derive(Debug, Default)]
pub(crate) struct KeyframeRequests {
    sent: Option<Instant>,
    wanted: bool,
}

impl KeyframeRequests {
    /// Somebody needs a keyframe.
    pub(crate) const fn want(&mut self) {
        self.wanted = true;
    }

    /// A keyframe began; who waited has it.
    pub(crate) const fn satisfied(&mut self) {
        self.wanted = false;
    }

    /// Somebody still waits for the start of a keyframe. An unanswered request is repeated after a while.
    pub(crate) fn someone_waits(&mut self, now: Instant) {
        let unanswered = self.sent.is_none_or(|sent| now.saturating_duration_since(sent) >= KEYFRAME_REQUEST_REPEAT);
        self.wanted |= unanswered;
    }

    /// Whether to send a request now.
    pub(crate) fn due(&mut self, now: Instant) -> bool {
        let due = self.wanted && self.sent.is_none_or(|sent| now.saturating_duration_since(sent) >= KEYFRAME_REQUEST_INTERVAL);
        if due {
            self.sent = Some(now);
            self.wanted = false;
        }
        due
    }

    /// When a wanted request may go.
    pub(crate) fn next_timeout(&self) -> Option<Instant> {
        self.sent.filter(|_| self.wanted).map(|sent| sent + KEYFRAME_REQUEST_INTERVAL)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::time::Duration;

    fn ms(millis: u64) -> Duration {
        Duration::from_millis(millis)
    }

    #[test]
    fn vp8_key_and_delta_frames_are_told_apart() {
        // Start of partition 0, 15 bit picture id, temporal byte.
        let mut packet = vec![0x90, 0xe0, 0x81, 0x23, 0x00, 0x00, 0x10, 0x02];
        packet[6] = 0x10;
        assert!(starts_keyframe(VideoCodec::Vp8, &packet));
        packet[6] = 0x11;
        assert!(!starts_keyframe(VideoCodec::Vp8, &packet));
        packet[6] = 0x10;
        packet[0] = 0x80;
        assert!(!starts_keyframe(VideoCodec::Vp8, &packet), "a continuation");
    }

    #[test]
    fn vp9_needs_an_unpredicted_start_in_the_lowest_layer() {
        assert!(starts_keyframe(VideoCodec::Vp9, &[0x88, 0x12]));
        assert!(!starts_keyframe(VideoCodec::Vp9, &[0xc8, 0x12]));
        assert!(!starts_keyframe(VideoCodec::Vp9, &[0x80, 0x12]));
        assert!(!starts_keyframe(VideoCodec::Vp9, &[0xa8, 0x12, 0b0000_0010]));
    }

    #[test]
    fn h264_starts_with_parameter_sets_alone_or_aggregated() {
        assert!(starts_keyframe(VideoCodec::H264, &[0x67, 0x42]));
        assert!(starts_keyframe(VideoCodec::H264, &[0x78, 0x00, 0x02, 0x67, 0x42, 0x00, 0x01, 0x68]));
        assert!(!starts_keyframe(VideoCodec::H264, &[0x65, 0x88]));
        assert!(!starts_keyframe(VideoCodec::H264, &[0x7c, 0x85, 0x88]));
    }

    #[test]
    fn av1_starts_with_a_new_coded_video_sequence() {
        assert!(starts_keyframe(VideoCodec::Av1, &[0x18]));
        assert!(!starts_keyframe(VideoCodec::Av1, &[0x10]));
        assert!(!starts_keyframe(VideoCodec::Av1, &[0x98]));
    }

    #[test]
    fn keyframe_requests_keep_their_distance() {
        let t0 = Instant::now();
        let mut requests = KeyframeRequests::default();
        requests.want();
        assert!(requests.due(t0));
        requests.want();
        assert!(!requests.due(t0 + ms(100)));
        assert_eq!(requests.next_timeout(), Some(t0 + KEYFRAME_REQUEST_INTERVAL));
        assert!(requests.due(t0 + KEYFRAME_REQUEST_INTERVAL));
        requests.someone_waits(t0 + ms(1_000));
        assert!(!requests.due(t0 + ms(1_000)));
        requests.someone_waits(t0 + ms(1_400));
        assert!(requests.due(t0 + ms(1_400)), "an unanswered request is repeated");
        requests.want();
        requests.satisfied();
        assert!(!requests.due(t0 + ms(9_000)));
    }

    proptest! {
        #[test]
        fn no_payload_panics(payload in proptest::collection::vec(any::<u8>(), 0..64)) {
            for codec in VideoCodec::ALL {
                let _ = starts_keyframe(codec, &payload);
            }
        }
    }
}
