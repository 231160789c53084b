//! What a check looks at, and what lets it in.

use secrecy::SecretString;
use url::Url;

use crate::auth::tokens::{DoctorClaims, TokenError, TokenKey};
use crate::clock::now_ms;
use crate::config::{CertificateSource, Config};
use crate::links::Links;
use crate::store::{OpenError, Store};

/// What to look at.
pub struct Visit {
    /// The address that customers use.
    pub url: Url,
    /// What the server lets a doctor in with.
    pub token: SecretString,
    /// The server's own certificate authority (PEM), where it has one.
    pub authority: Option<Vec<u8>>,
}

/// Why a check could not begin.
#[derive(Debug, thiserror::Error)]
pub enum VisitError {
    /// The data folder holds no key that this user may read.
    #[error(
        "the data folder {folder} holds no signing key that can be read; run this as the server's user and with its configuration, \
         after its first start, or bring a token from there (--print-token)"
    )]
    Key {
        /// `data_dir` as it was configured.
        folder: String,
        /// What the store says.
        source: OpenError,
    },
    /// The key does not sign.
    #[error("the signing key in the data folder cannot be used")]
    Token(#[from] TokenError),
}

impl Visit {
    /// A visit to the configured address, or to another one, let in by the key in the data folder, or by a token from elsewhere.
    ///
    /// # Errors
    /// When there is neither a key nor a token.
    pub fn new(config: &Config, url: Option<Url>, token: Option<String>) -> Result<Self, VisitError> {
        let token = token.map_or_else(|| mint(config), |token| Ok(token.into()))?;
        let url =
            url.unwrap_or_else(|| Links::new(config.public_url.as_ref(), config.http.addr, config.https.addr).base().clone());
        let authority = match &config.https.certificate {
            // Missing before the first start with HTTPS, and on other machines.
            CertificateSource::LocalAuthority => std::fs::read(config.data_dir.join("tls/ca.crt")).ok(),
            CertificateSource::Files { .. } => None,
        };
        Ok(Self { url, token, authority })
    }
}

/// Mints a token that lets a doctor in, on this or another machine, for ten minutes. Only reads, and may run beside the server.
///
/// # Errors
/// When the data folder holds no key that this user may read.
pub fn mint(config: &Config) -> Result<SecretString, VisitError> {
    let signing_key = Store::peek_signing_key(&config.data_dir)
        .map_err(|source| VisitError::Key { folder: config.data_dir.display().to_string(), source })?;
    Ok(TokenKey::open(&signing_key)?.mint(&DoctorClaims::new(now_ms()))?.into())
}
