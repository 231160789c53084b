//! TLS: the operator's certificate files, or a local authority with a leaf for this machine's addresses.

mod authority;

#[cfg(test)]
mod tests;

use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};

use rustls::ServerConfig;
use rustls::crypto::CryptoProvider;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::server::{ClientHello, ResolvesServerCert};
use rustls::sign::CertifiedKey;

use crate::config::CertificateSource;

pub use authority::LEAF_DAYS;

/// Why there is no certificate to serve with.
#[derive(Debug, thiserror::Error)]
pub enum TlsError {
    /// A file cannot be read or written.
    #[error("the file {path} cannot be used")]
    File {
        /// Which.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// A PEM file does not hold what it should.
    #[error("{path} is not a PEM file with a {what}")]
    Pem {
        /// Which.
        path: PathBuf,
        /// What it should hold.
        what: &'static str,
        /// Why.
        source: rustls::pki_types::pem::Error,
    },
    /// The certificate and the key are not a pair, or of a kind that is not supported.
    #[error("the certificate {path} cannot be used with its key")]
    Pair {
        /// The certificate.
        path: PathBuf,
        /// Why.
        source: rustls::Error,
    },
    /// The local authority could not issue.
    #[error("the local certificate authority could not issue a certificate")]
    Issue(#[from] rcgen::Error),
}

/// The certificate that is served now. It is replaced while the server runs when its files change, when the local leaf nears
/// its end, or when the machine's addresses change.
pub struct Certificates {
    source: CertificateSource,
    folder: PathBuf,
    current: RwLock<Current>,
}

struct Current {
    key: Arc<CertifiedKey>,
    /// The local authority's certificate, DER.
    authority: Option<Arc<[u8]>>,
}

impl Certificates {
    /// Loads the operator's files, or the local authority's from under the data folder, made at first start.
    ///
    /// # Errors
    /// When files cannot be read or written or do not fit together.
    pub fn open(source: &CertificateSource, data_dir: &Path) -> Result<Arc<Self>, TlsError> {
        let folder = data_dir.join("tls");
        let current = RwLock::new(load(source, &folder)?);
        Ok(Arc::new(Self { source: source.clone(), folder, current }))
    }

    /// Loads again, issuing a new local leaf when the old one no longer fits. On an error the present one stays.
    ///
    /// # Errors
    /// As [`Certificates::open`].
    pub fn renew(&self) -> Result<(), TlsError> {
        let fresh = load(&self.source, &self.folder)?;
        *self.current.write().unwrap_or_else(PoisonError::into_inner) = fresh;
        Ok(())
    }

    /// The local authority's certificate, DER; none with the operator's own files.
    pub fn authority(&self) -> Option<Arc<[u8]>> {
        self.current.read().unwrap_or_else(PoisonError::into_inner).authority.clone()
    }

    /// What the HTTPS listener needs: TLS 1.2 and 1.3, HTTP/1.1.
    pub fn server_config(self: &Arc<Self>) -> ServerConfig {
        let builder = ServerConfig::builder_with_provider(provider())
            .with_safe_default_protocol_versions()
            .expect("the provider has suites for TLS 1.2 and 1.3");
        let mut config = builder.with_no_client_auth().with_cert_resolver(self.clone());
        config.alpn_protocols = vec![b"http/1.1".to_vec()];
        config
    }
}

impl ResolvesServerCert for Certificates {
    fn resolve(&self, _: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        Some(self.current.read().unwrap_or_else(PoisonError::into_inner).key.clone())
    }
}

impl std::fmt::Debug for Certificates {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Certificates").field("source", &self.source).finish_non_exhaustive()
    }
}

/// The one crypto stack.
fn provider() -> Arc<CryptoProvider> {
    Arc::new(rustls::crypto::aws_lc_rs::default_provider())
}

fn load(source: &CertificateSource, folder: &Path) -> Result<Current, TlsError> {
    match source {
        CertificateSource::Files { cert, key } => Ok(Current { key: read_pair(cert, key)?, authority: None }),
        CertificateSource::LocalAuthority => {
            let local = authority::ensure(folder, &authority::Names::of_this_machine())?;
            let key = read_pair(&local.leaf, &local.leaf_key)?;
            Ok(Current { key, authority: Some(local.authority_der.into()) })
        }
    }
}

fn read_pair(cert: &Path, key: &Path) -> Result<Arc<CertifiedKey>, TlsError> {
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
