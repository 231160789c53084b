//! Why there is no certificate.

use std::path::PathBuf;

/// Why there is no certificate to serve with.
#[derive(Debug, thiserror::Error)]
pub enum TlsError {
    /// A file cannot be read or written.
    #[error("the file {path} cannot be used")]
    File {
        /// The operator's file, or one under `tls` in the data folder.
        path: PathBuf,
        /// What the operating system says.
        source: std::io::Error,
    },
    /// A PEM file does not hold what it should.
    #[error("{path} is not a PEM file with a {what}")]
    Pem {
        /// The operator's file, or one under `tls` in the data folder.
        path: PathBuf,
        /// What it should hold: `certificate` or `private key`.
        what: &'static str,
        /// Where reading it failed.
        source: rustls::pki_types::pem::Error,
    },
    /// The certificate and the key are not a pair, or of a kind that is not supported.
    #[error("the certificate {path} cannot be used with its key")]
    Pair {
        /// The certificate's file.
        path: PathBuf,
        /// What the TLS library refuses.
        source: rustls::Error,
    },
    /// The local authority could not issue.
    #[error("the local certificate authority could not issue a certificate")]
    Issue(#[from] rcgen::Error),
}
