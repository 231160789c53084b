//! The secrets of an invite: the link's token, and the spoken code of eight digits in two groups of four.

use aws_lc_rs::hmac;
use cicerone_protocol::limits::CODE_DIGITS;

use crate::random;

/// A spoken code. Has no `Debug`, because it opens a session.
#[derive(Clone, PartialEq, Eq)]
pub struct Code(u32);

/// Hashes spoken codes. Eight digits alone would be found from a plain hash in no time; the key makes that need the database too.
pub struct CodeKey(hmac::Key);

impl Code {
    /// A fresh random code.
    pub fn generate() -> Self {
        // A u64 modulo 10^8 prefers no code by more than one in 10^11.
        let number = u64::from_be_bytes(random::bytes()) % 100_000_000;
        Self(u32::try_from(number).expect("eight digits fit"))
    }

    /// Reads what was typed: eight digits, with spaces and hyphens anywhere. `None` for anything else.
    pub fn parse(typed: &str) -> Option<Self> {
        let digits: String = typed.chars().filter(|c| !c.is_whitespace() && *c != '-').collect();
        let valid = digits.len() == CODE_DIGITS && digits.bytes().all(|byte| byte.is_ascii_digit());
        valid.then(|| digits.parse().ok().map(Self)).flatten()
    }

    /// Its eight digits, without the gap.
    pub fn digits(&self) -> String {
        format!("{:08}", self.0)
    }

    /// Its first four digits, which wrong tries are counted against.
    pub fn group(&self) -> u16 {
        u16::try_from(self.0 / 10_000).expect("four digits fit")
    }
}

impl CodeKey {
    pub(super) fn new(secret: &[u8; 32]) -> Self {
        Self(hmac::Key::new(hmac::HMAC_SHA256, secret))
    }

    /// HMAC-SHA-256 of the code.
    pub fn hash(&self, code: &Code) -> [u8; 32] {
        let tag = hmac::sign(&self.0, code.digits().as_bytes());
        let mut hash = [0; 32];
        hash.copy_from_slice(tag.as_ref());
        hash
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_with_any_gaps_and_refused_otherwise() {
        let code = Code::parse(" 0412-34 56 ").map(|code| (code.digits(), code.group()));
        assert_eq!(code, Some(("04123456".to_owned(), 412)));
        for wrong in ["", "1234567", "123456789", "1234567a", "１２３４５６７８"] {
            assert!(Code::parse(wrong).is_none(), "{wrong}");
        }
    }

    #[test]
    fn a_hash_depends_on_code_and_key() {
        let code = |text| Code::parse(text).unwrap();
        let (one, other) = (CodeKey::new(&[1; 32]), CodeKey::new(&[2; 32]));
        assert!(one.hash(&code("12345678")) == one.hash(&code("1234 5678")));
        assert!(one.hash(&code("12345678")) != one.hash(&code("12345679")));
        assert!(one.hash(&code("12345678")) != other.hash(&code("12345678")));
    }
}
