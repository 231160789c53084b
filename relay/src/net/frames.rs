//! Frames on a TCP connection (RFC 4571 §2): two bytes of length before each packet. Pure.

use crate::limits::MAX_TCP_FRAME;

/// Why a connection is of no more use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Broken;

/// Frames as they are read. Taken by an offset: moving the rest up for each would let a stream of tiny frames cost as
/// much as one of pictures.
#[derive(Debug, Default)]
pub(crate) struct Frames {
    bytes: Vec<u8>,
    taken: usize,
}

impl Frames {
    /// Adds what was read from the connection.
    pub(crate) fn extend(&mut self, read: &[u8]) {
        self.bytes.drain(..self.taken);
        self.taken = 0;
        self.bytes.extend_from_slice(read);
    }

    /// The next complete frame.
    ///
    /// # Errors
    /// If it is empty, or longer than any that a page sends.
    pub(crate) fn next(&mut self) -> Result<Option<&[u8]>, Broken> {
        let rest = self.bytes.get(self.taken..).unwrap_or_default();
        let [high, low, rest @ ..] = rest else {
            return Ok(None);
        };
        let length = usize::from(u16::from_be_bytes([*high, *low]));
        if length == 0 || length > MAX_TCP_FRAME {
            return Err(Broken);
        }
        let Some(frame) = rest.get(..length) else {
            return Ok(None);
        };
        self.taken += 2 + length;
        Ok(Some(frame))
    }

    /// Takes back the frame of `length` bytes that [`Self::next`] gave last.
    pub(crate) const fn untake(&mut self, length: usize) {
        self.taken -= 2 + length;
    }

    /// What was read and not taken, whole frames and the beginning of one.
    pub(crate) fn rest(&self) -> &[u8] {
        self.bytes.get(self.taken..).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_not_taken_is_handed_on_with_the_frame_that_has_only_begun() {
        let mut frames = Frames::default();
        frames.extend(&[0, 2, 1]);
        assert_eq!(frames.next(), Ok(None));
        frames.extend(&[2, 0, 1, 3, 0, 3, 4]);
        assert_eq!(frames.next(), Ok(Some(&[1, 2][..])));
        assert_eq!(frames.next(), Ok(Some(&[3][..])));
        frames.untake(1);
        assert_eq!(frames.rest(), [0, 1, 3, 0, 3, 4]);
        assert_eq!(frames.next(), Ok(Some(&[3][..])));
        assert_eq!(frames.next(), Ok(None));
        frames.extend(&[5, 6]);
        assert_eq!(frames.next(), Ok(Some(&[4, 5, 6][..])));
        assert_eq!(frames.rest(), [0; 0]);
    }

    #[test]
    fn frames_that_no_page_sends_break_the_connection_before_they_are_complete() {
        for length in [0, u16::try_from(MAX_TCP_FRAME + 1).expect("it is short"), u16::MAX] {
            let mut frames = Frames::default();
            frames.extend(&length.to_be_bytes());
            assert_eq!(frames.next(), Err(Broken), "{length}");
        }
    }
}
