//! The part of an offer that says where and with whom to talk: ICE credentials, certificates, and who opens DTLS.

/// What a section, or the session above it, says of the transport.
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

impl Transport {
    /// Takes an attribute over; others than its own are passed by.
    pub(crate) fn attribute(&mut self, name: &str, value: &str) {
        match name {
            "ice-ufrag" => value.clone_into(&mut self.fragment),
            "ice-pwd" => value.clone_into(&mut self.password),
            "fingerprint" => {
                if let Some(fingerprint) = sha256_fingerprint(value)
                    && self.fingerprints.len() < 8
                {
                    self.fingerprints.push(fingerprint);
                }
            }
            "setup" => {
                self.setup = match value {
                    "active" => Setup::Active,
                    "passive" => Setup::Passive,
                    _ => Setup::ActPass,
                }
            }
            _ => {}
        }
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
