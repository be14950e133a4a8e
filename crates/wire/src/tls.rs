//! TLS 1.3 between two ends that know each other by key. The keys travel as raw public keys (RFC 7250), so
//! there is no certificate to forge, to expire or to misread: the handshake proves who holds the key.

use std::fmt;
use std::sync::Arc;

use ed25519_dalek::SigningKey;
use feed::DeviceKey;
use rustls::client::AlwaysResolvesClientRawPublicKeys;
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::{CryptoProvider, ring, verify_tls13_signature_with_raw_key};
use rustls::pki_types::{CertificateDer, PrivatePkcs8KeyDer, ServerName, SubjectPublicKeyInfoDer, UnixTime};
use rustls::server::danger::{ClientCertVerified, ClientCertVerifier};
use rustls::server::{AlwaysResolvesServerRawPublicKeys, NoServerSessionStorage};
use rustls::sign::CertifiedKey;
use rustls::{
    CertificateError, ClientConfig, DigitallySignedStruct, DistinguishedName, Error, PeerIncompatible,
    ServerConfig, SignatureScheme,
};
use zeroize::Zeroizing;

/// Whatever stands before the 32 bytes of an Ed25519 public key in its DER form (RFC 8410).
const PUBLIC_PREFIX: [u8; 12] = [0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00];

/// The same before the 32 bytes of a private key (RFC 8410, PKCS#8 version 1).
const PRIVATE_PREFIX: [u8; 16] =
    [0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20];

/// The Ed25519 public key by which one end of a connection is known.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PeerKey([u8; 32]);

impl PeerKey {
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// The same key as the history names it.
    pub fn device(&self) -> DeviceKey {
        DeviceKey::from_bytes(self.0)
    }

    fn of_certificate(certificate: &CertificateDer<'_>) -> Result<Self, Error> {
        let key = certificate.as_ref().strip_prefix(&PUBLIC_PREFIX).and_then(|key| key.try_into().ok());
        key.map(Self).ok_or(Error::InvalidCertificate(CertificateError::BadEncoding))
    }
}

impl fmt::Debug for PeerKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PeerKey({})", self.device())
    }
}

impl fmt::Display for PeerKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.device(), f)
    }
}

/// One end's own key, ready for handshakes. Holds the private key until dropped.
#[derive(Clone)]
pub struct Identity {
    key: PeerKey,
    certified: Arc<CertifiedKey>,
    provider: Arc<CryptoProvider>,
}

impl Identity {
    pub fn new(key: &SigningKey) -> Self {
        let provider = Arc::new(ring::default_provider());
        let mut private = Zeroizing::new(Vec::with_capacity(PRIVATE_PREFIX.len() + 32));
        private.extend_from_slice(&PRIVATE_PREFIX);
        private.extend_from_slice(key.as_bytes());
        let signer = ring::sign::any_eddsa_type(&PrivatePkcs8KeyDer::from(&private[..]))
            .expect("32 bytes after the prefix are an Ed25519 private key");
        let public = key.verifying_key().to_bytes();
        let certificate = CertificateDer::from([&PUBLIC_PREFIX[..], &public].concat());
        Self {
            key: PeerKey(public),
            certified: Arc::new(CertifiedKey::new(vec![certificate], signer)),
            provider,
        }
    }

    /// The public half.
    pub fn key(&self) -> PeerKey {
        self.key
    }

    /// For connecting to `peer` and nobody else.
    pub(crate) fn towards(&self, peer: PeerKey) -> Arc<ClientConfig> {
        let verifier = Arc::new(Pinned { peer, schemes: Schemes::of(&self.provider) });
        let mut config = ClientConfig::builder_with_provider(Arc::clone(&self.provider))
            .with_protocol_versions(&[&rustls::version::TLS13])
            .expect("ring has suites for TLS 1.3")
            .dangerous()
            .with_custom_certificate_verifier(verifier)
            .with_client_cert_resolver(Arc::new(AlwaysResolvesClientRawPublicKeys::new(Arc::clone(
                &self.certified,
            ))));
        config.resumption = rustls::client::Resumption::disabled();
        config.enable_sni = false;
        Arc::new(config)
    }

    /// For whoever proves to hold a key; what that key may do is asked at each request. No tickets: every
    /// connection is a full handshake, so that nothing outlives a revocation.
    pub(crate) fn listening(&self) -> Arc<ServerConfig> {
        let verifier = Arc::new(AnyKey { schemes: Schemes::of(&self.provider) });
        let mut config = ServerConfig::builder_with_provider(Arc::clone(&self.provider))
            .with_protocol_versions(&[&rustls::version::TLS13])
            .expect("ring has suites for TLS 1.3")
            .with_client_cert_verifier(verifier)
            .with_cert_resolver(Arc::new(AlwaysResolvesServerRawPublicKeys::new(Arc::clone(
                &self.certified,
            ))));
        config.session_storage = Arc::new(NoServerSessionStorage {});
        config.send_tls13_tickets = 0;
        config.max_early_data_size = 0;
        Arc::new(config)
    }
}

/// The key of the other end of a finished handshake.
pub(crate) fn peer_key(certificates: Option<&[CertificateDer<'_>]>) -> Option<PeerKey> {
    PeerKey::of_certificate(certificates?.first()?).ok()
}

/// Ed25519 alone, by the provider's own check.
struct Schemes(rustls::crypto::WebPkiSupportedAlgorithms);

impl Schemes {
    fn of(provider: &CryptoProvider) -> Self {
        Self(provider.signature_verification_algorithms)
    }

    fn check(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        if signed.scheme != SignatureScheme::ED25519 {
            return Err(PeerIncompatible::NoSignatureSchemesInCommon.into());
        }
        let key = SubjectPublicKeyInfoDer::from(certificate.as_ref());
        verify_tls13_signature_with_raw_key(message, &key, signed, &self.0)
    }
}

impl fmt::Debug for Schemes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Ed25519")
    }
}

fn only_tls13<T>() -> Result<T, Error> {
    Err(PeerIncompatible::Tls12NotOffered.into())
}

/// The other end must hold exactly this key.
#[derive(Debug)]
struct Pinned {
    peer: PeerKey,
    schemes: Schemes,
}

impl ServerCertVerifier for Pinned {
    fn verify_server_cert(
        &self,
        certificate: &CertificateDer<'_>,
        _: &[CertificateDer<'_>],
        _: &ServerName<'_>,
        _: &[u8],
        _: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        match PeerKey::of_certificate(certificate)? == self.peer {
            true => Ok(ServerCertVerified::assertion()),
            false => Err(CertificateError::ApplicationVerificationFailure.into()),
        }
    }

    fn verify_tls12_signature(
        &self,
        _: &[u8],
        _: &CertificateDer<'_>,
        _: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        only_tls13()
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        self.schemes.check(message, certificate, signed)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        vec![SignatureScheme::ED25519]
    }

    fn requires_raw_public_keys(&self) -> bool {
        true
    }
}

/// Any Ed25519 key will do, but a key there must be.
#[derive(Debug)]
struct AnyKey {
    schemes: Schemes,
}

impl ClientCertVerifier for AnyKey {
    fn root_hint_subjects(&self) -> &[DistinguishedName] {
        &[]
    }

    fn verify_client_cert(
        &self,
        certificate: &CertificateDer<'_>,
        _: &[CertificateDer<'_>],
        _: UnixTime,
    ) -> Result<ClientCertVerified, Error> {
        PeerKey::of_certificate(certificate).map(|_| ClientCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        _: &[u8],
        _: &CertificateDer<'_>,
        _: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        only_tls13()
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        self.schemes.check(message, certificate, signed)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        vec![SignatureScheme::ED25519]
    }

    fn requires_raw_public_keys(&self) -> bool {
        true
    }
}
