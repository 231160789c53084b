//! The relay's ICE credentials for a peer, and the mark that leads from them to its media thread. Pure but for chance.

use rand::Rng;
use rand::distr::Alphanumeric;

/// Media threads that a mark of two hexadecimal digits can tell apart.
pub(crate) const MAX_THREADS: usize = 256;

/// The relay's ICE credentials for one peer, valid until its next restart.
#[derive(Clone)]
pub(crate) struct Credentials {
    pub(crate) fragment: String,
    pub(crate) password: String,
}

impl Credentials {
    /// New credentials; `mark` begins the fragment and tells the media thread that they belong to.
    pub(crate) fn generate(mark: &str) -> Self {
        let mut rng = rand::rng();
        let mut text = |length: usize| -> String { (0..length).map(|_| char::from(rng.sample(Alphanumeric))).collect() };
        // RFC 8445 §5.3 wants 24 and 128 bits; 12 and 24 characters have 71 and 142.
        Self { fragment: format!("{mark}{}", text(12)), password: text(24) }
    }
}

/// Two characters that begin the ICE fragments of a thread's peers.
pub(crate) fn mark(index: usize) -> String {
    format!("{index:02x}")
}

/// The thread that a fragment belongs to by its mark.
pub(crate) fn marked(fragment: &str) -> Option<usize> {
    usize::from_str_radix(fragment.get(..2)?, 16).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_leads_back_to_its_thread() {
        for index in [0, 9, 16, MAX_THREADS - 1] {
            assert_eq!(marked(&Credentials::generate(&mark(index)).fragment), Some(index));
        }
        assert_eq!(marked("zz"), None);
    }
}
