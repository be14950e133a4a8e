//! Who gets through the handshake: each end proves one Ed25519 key, over TLS 1.3, or there is no connection.

use std::io::{self, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::sync::Arc;
use std::time::{Duration, Instant};

use rustls::client::AlwaysResolvesClientRawPublicKeys;
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::ring;
use rustls::pki_types::{CertificateDer, PrivatePkcs8KeyDer, ServerName, UnixTime};
use rustls::sign::CertifiedKey;
use rustls::{ClientConfig, ClientConnection, DigitallySignedStruct, Error, SignatureScheme, StreamOwned};
use wire::server::Limits;
use wire::{PeerKey, WireError};

use crate::ends::{BODY_TIME, Server, identity};

#[test]
fn a_server_with_another_key_is_not_spoken_to() {
    let server = Server::start(Limits::default());
    let told = server.client_of(identity(9).key(), 2).heads(&Default::default());
    assert!(matches!(told, Err(WireError::NotThePinnedKey)), "{told:?}");
    let told = server.client_of(PeerKey::from_bytes([0; 32]), 2).heads(&Default::default());
    assert!(matches!(told, Err(WireError::NotThePinnedKey)), "{told:?}");
}

/// Believes any server: what an attacker's client would do.
#[derive(Debug)]
struct Gullible;

impl ServerCertVerifier for Gullible {
    fn verify_server_cert(
        &self,
        _: &CertificateDer<'_>,
        _: &[CertificateDer<'_>],
        _: &ServerName<'_>,
        _: &[u8],
        _: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        Ok(ServerCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        _: &[u8],
        _: &CertificateDer<'_>,
        _: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        Ok(HandshakeSignatureValid::assertion())
    }

    fn verify_tls13_signature(
        &self,
        _: &[u8],
        _: &CertificateDer<'_>,
        _: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        Ok(HandshakeSignatureValid::assertion())
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        vec![SignatureScheme::ED25519]
    }

    fn requires_raw_public_keys(&self) -> bool {
        true
    }
}

/// What a client that presents `certified` gets for a plain request.
fn ask(address: SocketAddr, certified: Option<CertifiedKey>) -> io::Result<String> {
    let mut stream = connected(address, certified)?;
    stream.write_all(b"GET /nowhere HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n")?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer)?;
    Ok(String::from_utf8_lossy(&answer).into_owned())
}

fn connected(
    address: SocketAddr,
    certified: Option<CertifiedKey>,
) -> io::Result<StreamOwned<ClientConnection, TcpStream>> {
    let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_protocol_versions(&[&rustls::version::TLS13])
        .unwrap()
        .dangerous()
        .with_custom_certificate_verifier(Arc::new(Gullible));
    let config = match certified {
        None => config.with_no_client_auth(),
        Some(key) => {
            config.with_client_cert_resolver(Arc::new(AlwaysResolvesClientRawPublicKeys::new(Arc::new(key))))
        }
    };
    let name = ServerName::try_from("center.example").unwrap();
    let connection = ClientConnection::new(Arc::new(config), name).unwrap();
    Ok(StreamOwned::new(connection, TcpStream::connect(address)?))
}

fn certified(public: &[u8; 32], private: &[u8; 32]) -> CertifiedKey {
    let prefix = [0x30, 0x2e, 2, 1, 0, 0x30, 5, 6, 3, 0x2b, 0x65, 0x70, 4, 0x22, 4, 0x20];
    let private = [&prefix[..], private].concat();
    let signer = ring::sign::any_eddsa_type(&PrivatePkcs8KeyDer::from(private)).unwrap();
    let prefix = [0x30, 0x2a, 0x30, 5, 6, 3, 0x2b, 0x65, 0x70, 3, 0x21, 0];
    CertifiedKey::new(vec![CertificateDer::from([&prefix[..], public].concat())], signer)
}

#[test]
fn a_client_proves_the_key_it_presents() {
    let server = Server::start(Limits::default());
    let own = *identity(2).key().as_bytes();
    let answer = ask(server.address, Some(certified(&own, &[2; 32]))).unwrap();
    assert!(answer.starts_with("HTTP/1.1 404"), "{answer}");

    let others = *identity(3).key().as_bytes();
    for (who, key) in [
        ("no key", None),
        ("another's key, signed with one's own", Some(certified(&others, &[2; 32]))),
        ("a key of small order", Some(certified(&[0; 32], &[2; 32]))),
    ] {
        let answer = ask(server.address, key);
        assert!(!matches!(&answer, Ok(text) if !text.is_empty()), "{who}: {answer:?}");
    }
}

/// A body that never comes to its end: whoever sends it is told so after the time for it, and nobody waits longer.
#[test]
fn p18_whoever_sends_slowly_is_told_so() {
    let server = Server::start(Limits::default());
    let own = *identity(2).key().as_bytes();
    let request = b"POST /1/heads HTTP/1.1\r\nhost: x\r\ncontent-length: 1000\r\n\r\nslowly";
    let began = Instant::now();
    let mut stream = connected(server.address, Some(certified(&own, &[2; 32]))).unwrap();
    stream.write_all(request).unwrap();
    stream.flush().unwrap();
    let mut answer = [0; 12];
    stream.read_exact(&mut answer).unwrap();
    assert_eq!(&answer, b"HTTP/1.1 408");
    assert!(began.elapsed() >= BODY_TIME, "{:?}", began.elapsed());
    assert!(began.elapsed() < Duration::from_secs(10), "{:?}", began.elapsed());
}
