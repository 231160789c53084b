//! DTLS and SRTP of one peer (RFC 5764): from the certificate's fingerprint to sealed packets (RFC 3711, RFC 7714). No I/O,
//! no clock.

use crate::limits::SRTP_REPLAY_WINDOW;
use crate::peer::event::FailCause;
use crate::rtp::packet::{Head, Outgoing, Written};
use bytes::{Bytes, BytesMut};
use rtc::crypto::{HashAlgorithm, RTCCryptoProvider, default_provider};
use rtc::dtls::config::{ClientAuthType, ConfigBuilder, ExtendedMasterSecretType, HandshakeConfig};
use rtc::dtls::crypto::Certificate;
use rtc::dtls::endpoint::{Endpoint, EndpointEvent};
use rtc::dtls::extension::extension_use_srtp::SrtpProtectionProfile;
use rtc::dtls::state::State;
use rtc::shared::TransportProtocol;
use rtc::shared::error::Error;
use rtc::srtp::config::{Config, LABEL_EXTRACTOR_DTLS_SRTP};
use rtc::srtp::context::Context;
use rtc::srtp::option::{srtcp_replay_protection, srtp_replay_protection};
use rtc::srtp::protection_profile::ProtectionProfile;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::time::Instant;

/// The relay's certificate and crypto provider, the same for all peers.
pub(crate) struct Identity {
    certificate: Certificate,
    fingerprint: String,
    provider: Arc<dyn RTCCryptoProvider>,
}

impl Identity {
    /// Makes a new self-signed certificate.
    pub(crate) fn generate() -> Result<Self, String> {
        let provider = default_provider().map_err(|error| error.to_string())?;
        let certificate = Certificate::generate_self_signed(vec!["cicerone".to_owned()], provider.crypto())
            .map_err(|error| error.to_string())?;
        let der = certificate.certificate.first().ok_or("a certificate chain is empty")?;
        let hash = provider.crypto().hash(HashAlgorithm::Sha256, der).map_err(|error| error.to_string())?;
        let fingerprint = hash.iter().map(|byte| format!("{byte:02X}")).collect::<Vec<_>>().join(":");
        Ok(Self { certificate, fingerprint, provider })
    }

    /// The certificate's SHA-256 as SDP writes it.
    pub(crate) fn fingerprint(&self) -> &str {
        &self.fingerprint
    }

    pub(crate) fn provider(&self) -> &dyn RTCCryptoProvider {
        &*self.provider
    }
}

/// Which side of the handshake the relay takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Side {
    /// The page opens the handshake.
    Server,
    /// The relay opens it, because the page insists on being passive.
    Client,
}

/// What reading a datagram led to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Secured {
    /// Nothing that matters here.
    Nothing,
    /// Keys are there.
    Connected,
    /// The page said goodbye.
    Closed,
}

/// The secured transport of one peer.
pub(crate) struct Secure {
    endpoint: Endpoint,
    /// Present until the relay, as a client, has opened the handshake.
    opening: Option<Arc<HandshakeConfig>>,
    keys: Option<Keys>,
    provider: Arc<dyn RTCCryptoProvider>,
}

struct Keys {
    outbound: Context,
    inbound: Context,
    material: Material,
}

/// What contexts are made of, kept to test an undeclared SSRC without touching the real ones.
struct Material {
    profile: ProtectionProfile,
    key: Vec<u8>,
    salt: Vec<u8>,
}

/// One peer has one association, whatever address its datagrams come from: which of them belong to it was decided before.
const PEER: SocketAddr = SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), 65_535);
const SELF: SocketAddr = SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), 0);

impl Secure {
    /// Prepares the handshake with a page that has one of `fingerprints`.
    pub(crate) fn new(identity: &Identity, side: Side, fingerprints: Vec<[u8; 32]>) -> Result<Self, Error> {
        let provider = identity.provider.clone();
        let hasher = provider.clone();
        let verify = move |chain: &[Vec<u8>], _: &[_]| {
            let certificate = chain.first().ok_or(Error::ErrNonCertificate)?;
            let hash =
                hasher.crypto().hash(HashAlgorithm::Sha256, certificate).map_err(|error| Error::Crypto(error.to_string()))?;
            if fingerprints.iter().any(|fingerprint| fingerprint[..] == hash[..]) {
                Ok(())
            } else {
                Err(Error::ErrNoMatchingCertificateFingerprint)
            }
        };
        let config = ConfigBuilder::default()
            .with_crypto_provider(provider.clone())
            .with_certificates(vec![identity.certificate.clone()])
            .with_srtp_protection_profiles(vec![
                // RFC 5764 §4.1.2, RFC 7714 §14.2. GCM costs a quarter of AES-CM with HMAC-SHA1 for a packet.
                SrtpProtectionProfile::Srtp_Aead_Aes_128_Gcm,
                SrtpProtectionProfile::Srtp_Aead_Aes_256_Gcm,
                SrtpProtectionProfile::Srtp_Aes128_Cm_Hmac_Sha1_80,
            ])
            .with_client_auth(ClientAuthType::RequireAnyClientCert)
            // The chain proves nothing here: the fingerprint of the signalled offer does (RFC 8122 §6.2), below.
            .with_insecure_skip_verify(true)
            .with_verify_peer_certificate(Some(Arc::new(verify)))
            // RFC 7627 §1: without it the keys could be those of another handshake.
            .with_extended_master_secret(ExtendedMasterSecretType::Require)
            .build(side == Side::Client, None)?;
        let config = Arc::new(config);
        let (server, opening) = match side {
            Side::Server => (Some(config), None),
            Side::Client => (None, Some(config)),
        };
        Ok(Self { endpoint: Endpoint::new(SELF, TransportProtocol::UDP, server), opening, keys: None, provider })
    }

    /// Opens the handshake, if that is the relay's part and it has not done so yet.
    pub(crate) fn path_found(&mut self, now: Instant) -> Result<(), FailCause> {
        match self.opening.take() {
            None => Ok(()),
            Some(config) => self.endpoint.connect(now, PEER, config, None).map_err(|_| FailCause::Handshake),
        }
    }

    /// Whether keys were agreed on.
    pub(crate) const fn is_connected(&self) -> bool {
        self.keys.is_some()
    }

    /// Reads a DTLS datagram that came on a trusted path.
    pub(crate) fn read(&mut self, datagram: &[u8], now: Instant) -> Result<Secured, FailCause> {
        let events = match self.endpoint.read(now, PEER, None, BytesMut::from(datagram)) {
            Ok(events) => events,
            // Once the keys are there, nothing that can be injected into the handshake may end the call.
            Err(_) if self.is_connected() => return Ok(Secured::Nothing),
            Err(Error::ErrNoMatchingCertificateFingerprint) => return Err(FailCause::WrongFingerprint),
            Err(Error::ErrAlertFatalOrClose) => return Err(FailCause::Handshake),
            // A datagram that makes no sense is dropped; a handshake that never ends has a time limit.
            Err(_) => return Ok(Secured::Nothing),
        };
        let mut outcome = Secured::Nothing;
        for event in events {
            match event {
                EndpointEvent::HandshakeComplete => {
                    let state = self.endpoint.get_connection_state(PEER).ok_or(FailCause::Handshake)?;
                    let keys = Keys::derive(state, &*self.provider).map_err(|_| FailCause::Handshake)?;
                    self.keys = Some(keys);
                    outcome = Secured::Connected;
                }
                EndpointEvent::PeerClosed => outcome = Secured::Closed,
                // No data channel was agreed on.
                _ => {}
            }
        }
        Ok(outcome)
    }

    /// The next DTLS datagram to send.
    pub(crate) fn poll_transmit(&mut self) -> Option<BytesMut> {
        self.endpoint.poll_transmit().map(|transmit| transmit.message)
    }

    /// When the handshake needs [`Self::handle_timeout`].
    pub(crate) fn next_timeout(&self) -> Option<Instant> {
        self.endpoint.poll_timeout(&PEER)
    }

    /// Repeats what of the handshake was lost.
    pub(crate) fn handle_timeout(&mut self, now: Instant) -> Result<(), FailCause> {
        if self.endpoint.poll_timeout(&PEER).is_none_or(|at| at > now) {
            return Ok(());
        }
        match self.endpoint.handle_timeout(PEER, now) {
            Err(_) if !self.is_connected() => Err(FailCause::HandshakeTimeout),
            _ => Ok(()),
        }
    }

    /// Says goodbye; [`Self::poll_transmit`] has the words.
    pub(crate) fn close(&mut self, now: Instant) {
        // Without an association there is nobody to say it to.
        let _nobody = self.endpoint.close(now);
    }

    /// Opens an RTP packet of a known SSRC.
    pub(crate) fn open_rtp(&mut self, sealed: &[u8], head: &Head) -> Option<Bytes> {
        let keys = self.keys.as_mut()?;
        let opened = keys.inbound.decrypt_rtp_with_header(sealed, &head.for_srtp()).ok()?;
        Some(opened.freeze())
    }

    /// Whether an RTP packet of an unknown SSRC was sealed by this peer. Leaves no trace of the SSRC if not.
    pub(crate) fn sealed_by_peer(&self, sealed: &[u8], head: &Head) -> bool {
        self.keys.as_ref().is_some_and(|keys| {
            keys.material
                .inbound_context(&*self.provider)
                .is_ok_and(|mut context| context.decrypt_rtp_with_header(sealed, &head.for_srtp()).is_ok())
        })
    }

    /// Whether an RTCP packet of an unknown sender was sealed by this peer. Leaves no trace of the sender if not.
    pub(crate) fn reported_by_peer(&self, sealed: &[u8]) -> bool {
        self.keys.as_ref().is_some_and(|keys| {
            keys.material.inbound_context(&*self.provider).is_ok_and(|mut context| context.decrypt_rtcp(sealed).is_ok())
        })
    }

    /// Opens an RTCP packet of a known sender.
    pub(crate) fn open_rtcp(&mut self, sealed: &[u8]) -> Option<BytesMut> {
        self.keys.as_mut()?.inbound.decrypt_rtcp(sealed).ok()
    }

    /// Seals an RTP packet.
    pub(crate) fn seal_rtp(&mut self, packet: &Outgoing<'_>) -> Option<Bytes> {
        let keys = self.keys.as_mut()?;
        let Written { clear, header } = packet.write();
        let sealed = keys.outbound.encrypt_rtp_with_header(&clear, &header).ok()?;
        Some(sealed.freeze())
    }

    /// Seals an RTCP packet.
    pub(crate) fn seal_rtcp(&mut self, clear: &[u8]) -> Option<Bytes> {
        let sealed = self.keys.as_mut()?.outbound.encrypt_rtcp(clear).ok()?;
        Some(sealed.freeze())
    }
}

impl Keys {
    /// Exports them from the handshake (RFC 5764 §4.2).
    fn derive(state: &State, provider: &dyn RTCCryptoProvider) -> Result<Self, Error> {
        let profile = match state.srtp_protection_profile() {
            SrtpProtectionProfile::Srtp_Aead_Aes_128_Gcm => ProtectionProfile::AeadAes128Gcm,
            SrtpProtectionProfile::Srtp_Aead_Aes_256_Gcm => ProtectionProfile::AeadAes256Gcm,
            SrtpProtectionProfile::Srtp_Aes128_Cm_Hmac_Sha1_80 => ProtectionProfile::Aes128CmHmacSha1_80,
            _ => return Err(Error::ErrNoSuchSrtpProfile),
        };
        let mut config = Config { profile, ..Config::default() };
        let material = state.export_keying_material(LABEL_EXTRACTOR_DTLS_SRTP, &[], config.keying_material_len())?;
        config.set_session_keys_from_keying_material(material.as_ref(), state.is_client())?;
        let material = Material { profile, key: config.keys.remote_master_key, salt: config.keys.remote_master_salt };
        Ok(Self {
            outbound: Context::new(
                &config.keys.local_master_key,
                &config.keys.local_master_salt,
                profile,
                None,
                None,
                provider.crypto(),
            )?,
            inbound: material.inbound_context(provider)?,
            material,
        })
    }
}

impl Material {
    fn inbound_context(&self, provider: &dyn RTCCryptoProvider) -> Result<Context, Error> {
        Context::new(
            &self.key,
            &self.salt,
            self.profile,
            Some(srtp_replay_protection(SRTP_REPLAY_WINDOW)),
            Some(srtcp_replay_protection(SRTP_REPLAY_WINDOW)),
            provider.crypto(),
        )
    }
}
