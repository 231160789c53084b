//! A session description on its way between a page and the media relay: bounded here, once, and read by nobody but the relay.

use crate::limits::SDP_BYTES;
use serde::{Deserialize, Serialize};
use std::fmt;
use ts_rs::TS;

/// An SDP offer or answer (RFC 8866) of at most [`SDP_BYTES`]. It names addresses, so `Debug` shows its length only.
///
/// This type is the one bound: what has it is not measured again, neither by the server nor by the relay, which may not know this crate and
/// takes what it is handed.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(try_from = "String", into = "String")]
#[ts(export_to = "wire.ts", as = "String")]
pub struct Sdp(String);

/// The description is longer than [`SDP_BYTES`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the session description has {length} bytes; {SDP_BYTES} are allowed")]
pub struct SdpTooLong {
    /// Bytes given.
    pub length: usize,
}

impl Sdp {
    /// Returns the text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for Sdp {
    type Error = SdpTooLong;

    fn try_from(text: String) -> Result<Self, SdpTooLong> {
        if text.len() > SDP_BYTES { Err(SdpTooLong { length: text.len() }) } else { Ok(Self(text)) }
    }
}

impl From<Sdp> for String {
    fn from(sdp: Sdp) -> Self {
        sdp.0
    }
}

impl fmt::Debug for Sdp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Sdp({} bytes)", self.0.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_description_may_be_as_long_as_its_limit_and_no_byte_longer() {
        let of = |length| Sdp::try_from("a".repeat(length));
        assert!(of(SDP_BYTES).is_ok());
        assert_eq!(of(SDP_BYTES + 1), Err(SdpTooLong { length: SDP_BYTES + 1 }));
        let json = format!("\"{}\"", "a".repeat(SDP_BYTES + 1));
        assert!(serde_json::from_str::<Sdp>(&json).is_err(), "nor over the wire");
    }
}
