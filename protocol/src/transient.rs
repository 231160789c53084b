//! The one binary frame: pointer moves and points of a running stroke, 12 bytes, little-endian.
//!
//! ```text
//! 0      kind   u8   1 pointer, 2 stroke, 3 end of pointer or stroke
//! 1      flags  u8   low 4 bits: picture epoch modulo 16; bits 4 and 5: colour 0..=2
//! 2..4   seq    u16  the author's counter; wraps
//! 4..6   x      u16  fraction of the encoded frame
//! 6..8   y      u16
//! 8..12  sent_t u32  session time in milliseconds (the author's estimate)
//! ```

use crate::picture::{Colour, Point};
use crate::time::SessionTime;

/// Bytes of a frame.
pub const TRANSIENT_BYTES: usize = 12;

/// What a transient frame tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TransientKind {
    /// The pointer is here.
    Pointer,
    /// The running stroke goes through here.
    Stroke,
    /// The pointer left the picture, or the pen was lifted or cancelled.
    End,
}

/// One pointer move or stroke point. Frames of another picture epoch are dropped, never shown in the wrong place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Transient {
    /// What it tells.
    pub kind: TransientKind,
    /// The picture epoch modulo 16.
    pub epoch: u8,
    /// The colour.
    pub colour: Colour,
    /// The author's counter.
    pub seq: u16,
    /// Where.
    pub at: Point,
    /// When it was sent, by the author's estimate. 32 bits of milliseconds hold 49 days; a later time is written as the last of them.
    pub sent_t: SessionTime,
}

/// Says why bytes are no transient frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TransientError {
    /// Not 12 bytes.
    #[error("a transient frame has 12 bytes, not {0}")]
    Length(usize),
    /// No such kind.
    #[error("there is no transient frame of kind {0}")]
    Kind(u8),
    /// Reserved flag bits are set, or there is no such colour.
    #[error("the flags {0:#04x} have no meaning")]
    Flags(u8),
}

impl Transient {
    /// Writes the frame.
    #[must_use]
    pub fn encode(&self) -> [u8; TRANSIENT_BYTES] {
        let kind = match self.kind {
            TransientKind::Pointer => 1,
            TransientKind::Stroke => 2,
            TransientKind::End => 3,
        };
        let colour: u8 = match self.colour {
            Colour::One => 0,
            Colour::Two => 1,
            Colour::Three => 2,
        };
        let mut out = [0; TRANSIENT_BYTES];
        out[0] = kind;
        out[1] = (self.epoch & 0x0f) | (colour << 4);
        out[2..4].copy_from_slice(&self.seq.to_le_bytes());
        out[4..6].copy_from_slice(&self.at.x.to_le_bytes());
        out[6..8].copy_from_slice(&self.at.y.to_le_bytes());
        let sent_ms = u32::try_from(self.sent_t.ms()).unwrap_or(u32::MAX);
        out[8..12].copy_from_slice(&sent_ms.to_le_bytes());
        out
    }

    /// Reads a frame.
    ///
    /// # Errors
    /// The length, kind or flags are not those of a frame.
    pub fn decode(bytes: &[u8]) -> Result<Self, TransientError> {
        let b: &[u8; TRANSIENT_BYTES] = bytes.try_into().map_err(|_| TransientError::Length(bytes.len()))?;
        let kind = match b[0] {
            1 => TransientKind::Pointer,
            2 => TransientKind::Stroke,
            3 => TransientKind::End,
            other => return Err(TransientError::Kind(other)),
        };
        let colour = match b[1] >> 4 {
            0 => Colour::One,
            1 => Colour::Two,
            2 => Colour::Three,
            _ => return Err(TransientError::Flags(b[1])),
        };
        Ok(Self {
            kind,
            epoch: b[1] & 0x0f,
            colour,
            seq: u16::from_le_bytes([b[2], b[3]]),
            at: Point { x: u16::from_le_bytes([b[4], b[5]]), y: u16::from_le_bytes([b[6], b[7]]) },
            sent_t: SessionTime::from_ms(u32::from_le_bytes([b[8], b[9], b[10], b[11]]).into()),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_frame_has_the_documented_bytes() {
        let frame = Transient {
            kind: TransientKind::Stroke,
            epoch: 5,
            colour: Colour::Three,
            seq: 0x0102,
            at: Point { x: 0x0304, y: 0xfffe },
            sent_t: SessionTime::from_ms(0x0506_0708),
        };
        let bytes = [2, 0x25, 0x02, 0x01, 0x04, 0x03, 0xfe, 0xff, 0x08, 0x07, 0x06, 0x05];
        assert_eq!(frame.encode(), bytes);
        assert_eq!(Transient::decode(&bytes), Ok(frame));
    }

    proptest! {
        #[test]
        fn any_bytes_decode_to_themselves_or_are_refused(bytes in proptest::collection::vec(any::<u8>(), 0..16)) {
            if let Ok(frame) = Transient::decode(&bytes) {
                prop_assert_eq!(frame.encode().to_vec(), bytes);
            }
        }
    }
}
