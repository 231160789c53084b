//! TLS: the operator's certificate files, or a local authority with a leaf for this machine's addresses.

mod authority;
mod error;
mod pair;

#[cfg(test)]
mod tests;

use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};

use rustls::ServerConfig;
use rustls::server::{ClientHello, ResolvesServerCert};
use rustls::sign::CertifiedKey;

use crate::config::CertificateSource;

use pair::{provider, read_pair};

pub use authority::LEAF_DAYS;
pub use error::TlsError;

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
