//! The hash chain of a log.
//!
//! ```text
//! h_0 = SHA-256(header)
//! h_n = SHA-256(0x01 ‖ h_{n-1} ‖ seq as u64 big-endian ‖ SHA-256(body))
//! ```

use sha2::{Digest, Sha256};
use std::fmt;

/// SHA-256 of something, in the chain.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Hash(pub [u8; 32]);

impl Hash {
    /// Reads 64 lower-case hexadecimal digits.
    #[must_use]
    pub fn from_hex(text: &str) -> Option<Self> {
        let mut bytes = [0; 32];
        hex::decode_to_slice(text, &mut bytes).ok()?;
        (hex::encode(bytes) == text).then_some(Self(bytes))
    }
}

impl fmt::Display for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex::encode(self.0))
    }
}

impl fmt::Debug for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Hash({}…)", &hex::encode(self.0)[..8])
    }
}

/// Returns h₀.
#[must_use]
pub fn chain_start(header: &[u8]) -> Hash {
    Hash(Sha256::digest(header).into())
}

/// Returns h_n from h_{n−1}.
#[must_use]
pub fn chain_next(previous: &Hash, seq: u64, body: &[u8]) -> Hash {
    let mut hasher = Sha256::new();
    hasher.update([0x01]);
    hasher.update(previous.0);
    hasher.update(seq.to_be_bytes());
    hasher.update(Sha256::digest(body));
    Hash(hasher.finalize().into())
}
