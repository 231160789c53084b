//! Signed tokens: EdDSA JWTs (RFC 8037) with one algorithm, a fixed issuer, and an audience per kind of token.

use aws_lc_rs::signature::{Ed25519KeyPair, KeyPair};
use cicerone_protocol::api::StaffRole;
use cicerone_protocol::message::PageRole;
use cicerone_protocol::{ParticipantId, SessionId};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation, decode, encode};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::store::SigningKey;

/// Who signs.
const ISSUER: &str = "cicerone";

/// How long an access token is good, s. A shut account is refused at once anyway; this bounds what a stolen token is worth.
pub const ACCESS_S: u64 = 10 * 60;

/// How long a resume token is good, s. Each connection gives a new one, so this only bounds how long a phone may be away.
const RESUME_S: u64 = 24 * 60 * 60;

/// How long a doctor's token is good, s: time enough to carry it to another machine. It opens nothing but a bounded echo.
pub const DOCTOR_S: u64 = 10 * 60;

/// A token is malformed, forged, expired, or of another kind. It says no more, because nobody who holds such a token needs to know.
#[derive(Debug, thiserror::Error)]
#[error("the token is not valid")]
pub struct TokenError;

/// Claims of one kind of token. The audience keeps one kind from being taken for another.
pub trait Claims: Serialize + DeserializeOwned {
    /// The kind's audience.
    const AUDIENCE: &'static str;
}

/// Claims of a staff access token.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StaffClaims {
    iss: String,
    aud: String,
    /// The account.
    pub sub: Uuid,
    /// The sign-in.
    pub sid: Uuid,
    /// The role at the time of signing, for pages; the server reads the account's own.
    pub role: StaffRole,
    iat: u64,
    exp: u64,
}

impl StaffClaims {
    /// Claims of a token that is good for [`ACCESS_S`] from now.
    pub fn new(user: ParticipantId, role: StaffRole, sign_in: Uuid, now_ms: u64) -> Self {
        let iat = now_ms / 1_000;
        Self {
            iss: ISSUER.to_owned(),
            aud: Self::AUDIENCE.to_owned(),
            sub: user.uuid(),
            sid: sign_in,
            role,
            iat,
            exp: iat + ACCESS_S,
        }
    }
}

impl Claims for StaffClaims {
    const AUDIENCE: &'static str = "cicerone:staff";
}

/// Claims of a participant's resume token: good for one session, one participant and one role.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ResumeClaims {
    iss: String,
    aud: String,
    /// The participant.
    pub sub: Uuid,
    /// The session.
    pub session: Uuid,
    /// The kind of page.
    pub role: PageRole,
    /// Rises with every token that replaces another.
    pub generation: u64,
    iat: u64,
    exp: u64,
}

impl ResumeClaims {
    /// Claims of a token of this generation.
    pub fn new(session: SessionId, participant: ParticipantId, role: PageRole, generation: u64, now_ms: u64) -> Self {
        let iat = now_ms / 1_000;
        Self {
            iss: ISSUER.to_owned(),
            aud: Self::AUDIENCE.to_owned(),
            sub: participant.uuid(),
            session: session.uuid(),
            role,
            generation,
            iat,
            exp: iat + RESUME_S,
        }
    }
}

impl Claims for ResumeClaims {
    const AUDIENCE: &'static str = "cicerone:resume";
}

/// Claims of the token with which `cicerone doctor` asks for an echo.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DoctorClaims {
    iss: String,
    aud: String,
    sub: String,
    iat: u64,
    exp: u64,
}

impl DoctorClaims {
    /// Claims of a token that is good for [`DOCTOR_S`] from now.
    pub fn new(now_ms: u64) -> Self {
        let iat = now_ms / 1_000;
        Self { iss: ISSUER.to_owned(), aud: Self::AUDIENCE.to_owned(), sub: "doctor".to_owned(), iat, exp: iat + DOCTOR_S }
    }
}

impl Claims for DoctorClaims {
    const AUDIENCE: &'static str = "cicerone:doctor";
}

/// The installation's signing key.
pub struct TokenKey {
    kid: String,
    encoding: EncodingKey,
    decoding: DecodingKey,
}

impl TokenKey {
    /// Makes a new key to store.
    ///
    /// # Errors
    /// When the system gives no random bytes.
    pub fn generate() -> Result<SigningKey, TokenError> {
        let rng = aws_lc_rs::rand::SystemRandom::new();
        let pkcs8 = Ed25519KeyPair::generate_pkcs8(&rng).map_err(|_| TokenError)?;
        Ok(SigningKey { kid: Uuid::now_v7().simple().to_string(), pkcs8: pkcs8.as_ref().to_vec() })
    }

    /// Opens a stored key.
    ///
    /// # Errors
    /// When the bytes are no Ed25519 key.
    pub fn open(stored: &SigningKey) -> Result<Self, TokenError> {
        let pair = Ed25519KeyPair::from_pkcs8(&stored.pkcs8).map_err(|_| TokenError)?;
        Ok(Self {
            kid: stored.kid.clone(),
            encoding: EncodingKey::from_ed_der(&stored.pkcs8),
            decoding: DecodingKey::from_ed_der(pair.public_key().as_ref()),
        })
    }

    /// Signs claims.
    ///
    /// # Errors
    /// When they cannot be signed, which no input causes.
    pub fn mint<C: Claims>(&self, claims: &C) -> Result<String, TokenError> {
        let mut header = Header::new(Algorithm::EdDSA);
        header.kid = Some(self.kid.clone());
        encode(&header, claims, &self.encoding).map_err(|_| TokenError)
    }

    /// Verifies a token and gives its claims.
    ///
    /// # Errors
    /// When anything about it is wrong: algorithm, key id, signature, issuer, audience, a missing claim, its time.
    pub fn verify<C: Claims>(&self, token: &str) -> Result<C, TokenError> {
        let mut validation = Validation::new(Algorithm::EdDSA);
        validation.set_issuer(&[ISSUER]);
        validation.set_audience(&[C::AUDIENCE]);
        validation.set_required_spec_claims(&["exp", "iss", "aud", "sub"]);
        // One machine signs and verifies, so clocks do not differ.
        validation.leeway = 0;
        let decoded = decode::<C>(token, &self.decoding, &validation).map_err(|_| TokenError)?;
        if decoded.header.kid.as_deref() != Some(&self.kid) {
            return Err(TokenError);
        }
        Ok(decoded.claims)
    }
}
