//! A certificate with its key, read from PEM files.

use std::path::Path;
use std::sync::Arc;

use rustls::crypto::CryptoProvider;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::sign::CertifiedKey;

use super::error::TlsError;

/// The one crypto stack.
pub(super) fn provider() -> Arc<CryptoProvider> {
    Arc::new(rustls::crypto::aws_lc_rs::default_provider())
}

/// Reads a chain and its key.
///
/// # Errors
/// [`TlsError::Pem`] for a file that can't be read or holds neither, [`TlsError::Pair`] where the two don't fit together.
pub(super) fn read_pair(cert: &Path, key: &Path) -> Result<Arc<CertifiedKey>, TlsError> {
    let pem = |path: &Path, what, source| TlsError::Pem { path: path.to_owned(), what, source };
    let chain = CertificateDer::pem_file_iter(cert)
        .and_then(Iterator::collect::<Result<Vec<_>, _>>)
        .map_err(|source| pem(cert, "certificate", source))?;
    if chain.is_empty() {
        return Err(pem(cert, "certificate", rustls::pki_types::pem::Error::NoItemsFound));
    }
    let private = PrivateKeyDer::from_pem_file(key).map_err(|source| pem(key, "private key", source))?;
    let pair =
        CertifiedKey::from_der(chain, private, &provider()).map_err(|source| TlsError::Pair { path: cert.to_owned(), source })?;
    Ok(Arc::new(pair))
}
