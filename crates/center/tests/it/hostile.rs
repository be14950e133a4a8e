//! P18 and P19: whoever has no right, breaks the form, or takes too much gets a plain no, and honest laptops
//! do not notice.

use std::io::{self, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::sync::Arc;
use std::time::{Duration, Instant};

use feed::SigningKey;
use rustls::client::AlwaysResolvesClientRawPublicKeys;
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::ring;
use rustls::pki_types::{CertificateDer, PrivatePkcs8KeyDer, ServerName, UnixTime};
use rustls::sign::CertifiedKey;
use rustls::{ClientConfig, ClientConnection, DigitallySignedStruct, Error, SignatureScheme, StreamOwned};
use wire::message::{HeadsRequest, Message, PushRequest};
use wire::server::Limits;
use wire::{Refused, WireError};

use crate::served::{Served, push, sqlite_kept};
use crate::world::{NOW, World, key, page};

/// Believes any server, as an attacker's client does.
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

pub type Stream = StreamOwned<ClientConnection, TcpStream>;

/// A bare TLS stream under a device's key, to say over it whatever one likes.
pub fn tls(address: SocketAddr, key: &SigningKey) -> io::Result<Stream> {
    connected(address, &proving(key))
}

/// What proves a device's key and takes up again what the other end lets it.
pub fn proving(key: &SigningKey) -> Arc<ClientConfig> {
    let prefix = [0x30, 0x2e, 2, 1, 0, 0x30, 5, 6, 3, 0x2b, 0x65, 0x70, 4, 0x22, 4, 0x20];
    let private = [&prefix[..], key.as_bytes()].concat();
    let signer = ring::sign::any_eddsa_type(&PrivatePkcs8KeyDer::from(private)).unwrap();
    let prefix = [0x30, 0x2a, 0x30, 5, 6, 3, 0x2b, 0x65, 0x70, 3, 0x21, 0];
    let public = [&prefix[..], &key.verifying_key().to_bytes()].concat();
    let certified = CertifiedKey::new(vec![CertificateDer::from(public)], signer);
    let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_protocol_versions(&[&rustls::version::TLS13])
        .unwrap()
        .dangerous()
        .with_custom_certificate_verifier(Arc::new(Gullible))
        .with_client_cert_resolver(Arc::new(AlwaysResolvesClientRawPublicKeys::new(Arc::new(certified))));
    Arc::new(config)
}

pub fn connected(address: SocketAddr, config: &Arc<ClientConfig>) -> io::Result<Stream> {
    let name = ServerName::try_from("center.example").unwrap();
    let connection = ClientConnection::new(Arc::clone(config), name).unwrap();
    let socket = TcpStream::connect(address)?;
    socket.set_read_timeout(Some(Duration::from_secs(60)))?;
    Ok(StreamOwned::new(connection, socket))
}

fn answer(address: SocketAddr, key: &SigningKey, request: &[u8]) -> String {
    let mut stream = tls(address, key).unwrap();
    let _ = stream.write_all(request);
    let _ = stream.flush();
    let mut answer = Vec::new();
    let mut piece = [0; 4096];
    // The first piece holds the status; an attacker does not care for the rest.
    if let Ok(read) = stream.read(&mut piece) {
        answer.extend_from_slice(&piece[..read]);
    }
    String::from_utf8_lossy(&answer).into_owned()
}

fn post(path: &str, body: &[u8]) -> Vec<u8> {
    let head = format!("POST {path} HTTP/1.1\r\nhost: x\r\ncontent-length: {}\r\n\r\n", body.len());
    [head.as_bytes(), body].concat()
}

/// Handshakes are refused in `wire`'s own tests: no key, a key not one's own, TLS 1.2, plain text, silence.
#[test]
fn p18_requests_without_right_or_form_are_refused() {
    let world = World::new();
    let served = Served::start(world.founded(sqlite_kept()), Limits::default());
    let (hub, stranger) = (&world.hub.key, key(99));
    let mut forged = page(&world.network);
    let middle = forged.len() / 2;
    forged[middle] ^= 1;
    let forged = PushRequest { page: forged }.to_bytes();
    let heads = HeadsRequest::default().to_bytes();
    let endless = b"POST /1/push HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n5\r\nhello\r\n";
    let smuggled =
        b"POST /1/heads HTTP/1.1\r\nhost: x\r\ncontent-length: 5\r\ntransfer-encoding: chunked\r\n\r\n";
    let bloated = [&b"GET /1/live HTTP/1.1\r\nx: "[..], &vec![b'a'; 64 * 1024], b"\r\n\r\n"].concat();
    let cases: &[(&str, &SigningKey, Vec<u8>, &str)] = &[
        ("a stranger asks for heads", &stranger, post("/1/heads", &heads), "403"),
        ("a stranger pushes", &stranger, post("/1/push", &forged), "403"),
        ("a newer protocol", hub, post("/2/push", b""), "505"),
        ("no such path", hub, post("/1/nothing", b""), "404"),
        ("a page with a flipped bit", hub, post("/1/push", &forged), "400"),
        ("a message that is none", hub, post("/1/heads", b"<html>"), "400"),
        ("no length", hub, endless.to_vec(), "400"),
        ("two lengths", hub, smuggled.to_vec(), "400"),
        ("a head without end", hub, bloated, "431"),
        ("another method", hub, b"DELETE /1/push HTTP/1.1\r\nhost: x\r\n\r\n".to_vec(), "405"),
        ("an enrolment too long", &stranger, post("/1/enrol", &vec![0; 20_000]), "413"),
        ("noise", hub, b"\x00\x01\x02\x03\r\n\r\n".to_vec(), "400"),
    ];
    for (what, key, request, status) in cases {
        let answer = answer(served.address, key, request);
        // Hung up on with much of it unread, the sender's own system may drop the answer that came before.
        let hung_up = answer.is_empty() && request.len() > 10_000;
        assert!(hung_up || answer.starts_with(&format!("HTTP/1.1 {status}")), "{what}: {answer}");
    }
    served.client(hub).heads(&HeadsRequest::default()).unwrap();
}

#[test]
fn p18_the_holder_of_a_key_that_was_cut_is_refused_on_every_path() {
    let world = World::new();
    let served = Served::start(world.founded(sqlite_kept()), Limits::default());
    let hub = &world.hub.key;
    // Closed when all its lines are: a new one is not closed on by mistake.
    let mut live = served.client(hub).live().unwrap();
    served.center.books.cut(world.roster_scope(), world.hub.device(), None, NOW).unwrap();
    while live.wait().is_ok() {}
    let heads = HeadsRequest::default().to_bytes();
    let sound = PushRequest { page: page(&world.roster) }.to_bytes();
    for (what, request) in [
        ("heads", post("/1/heads", &heads)),
        ("a sound page", post("/1/push", &sound)),
        ("pull", post("/1/pull", b"")),
        ("live", b"GET /1/live HTTP/1.1\r\nhost: x\r\n\r\n".to_vec()),
    ] {
        let answer = answer(served.address, hub, &request);
        assert!(answer.starts_with("HTTP/1.1 403"), "{what}: {answer}");
    }
}

#[test]
fn p18_a_replayed_request_is_answered_but_changes_nothing() {
    let mut world = World::new();
    let served = Served::start(world.founded(sqlite_kept()), Limits::default());
    let mut client = served.client(&world.hub.key);
    let session = world.begin_hub();
    push(&mut client, std::slice::from_ref(&session)).unwrap();
    let before = served.center.books.state().index.get(&session.feed_id()).unwrap().branches.clone();
    for _ in 0..3 {
        push(&mut client, std::slice::from_ref(&session)).unwrap();
    }
    assert_eq!(served.center.books.state().index.get(&session.feed_id()).unwrap().branches, before);
}

#[test]
fn p19_what_is_too_large_is_refused_before_it_is_read() {
    let world = World::new();
    let served = Served::start(world.founded(sqlite_kept()), Limits::default());
    let gigabyte = b"POST /1/push HTTP/1.1\r\nhost: x\r\ncontent-length: 1073741824\r\n\r\n";
    assert!(answer(served.address, &world.hub.key, gigabyte).starts_with("HTTP/1.1 413"));
    // A zstd frame of a gigabyte of zeros, as it is claimed and as it is.
    let bomb = [&[1][..], &zstd_bomb()].concat();
    let mut client = served.client(&world.hub.key);
    let refused = client.push(&PushRequest { page: bomb });
    assert!(
        matches!(refused, Err(WireError::Refused(Refused::Malformed | Refused::TooLarge { .. }))),
        "{refused:?}"
    );
}

/// One frame with a window of 8 MiB: 8,000 blocks of 128 KiB, each one byte repeated (RFC 8878, RLE blocks).
pub fn zstd_bomb() -> Vec<u8> {
    let mut frame = vec![0x28, 0xb5, 0x2f, 0xfd, 0x00, 0x68];
    for block in 0..8_000_u32 {
        let last = u32::from(block == 7_999);
        let header = (131_072 << 3) | (1 << 1) | last;
        frame.extend_from_slice(&header.to_le_bytes()[..3]);
        frame.push(0);
    }
    frame
}

#[test]
fn p19_an_honest_laptop_is_served_beside_idle_sockets_and_slow_senders() {
    let mut world = World::new();
    let served = Served::start(world.founded(sqlite_kept()), Limits::default());
    let idle: Vec<TcpStream> = (0..500).map(|_| TcpStream::connect(served.address).unwrap()).collect();
    // A laptop of the network that never finishes its upload.
    let mut slow = tls(served.address, &world.coordination.key).unwrap();
    slow.write_all(b"POST /1/push HTTP/1.1\r\nhost: x\r\ncontent-length: 8000000\r\n\r\nslowly").unwrap();
    slow.flush().unwrap();

    let mut client = served.client(&world.hub.key);
    push(&mut client, &[world.begin_hub()]).unwrap();
    let mut times: Vec<Duration> = world
        .hub
        .acts(world.hub_scope(), 60 * 256)
        .iter()
        .map(|run| {
            let began = Instant::now();
            push(&mut client, std::slice::from_ref(run)).unwrap();
            began.elapsed()
        })
        .collect();
    times.sort_unstable();
    let p95 = times[times.len() * 95 / 100];
    println!("p95 of {} pushes of 256 entries beside {} idle sockets: {p95:?}", times.len(), idle.len());
    assert!(p95 < Duration::from_secs(1));
}

#[test]
fn p19_who_asks_too_often_is_told_to_slow_down() {
    let world = World::new();
    let served = Served::start(world.founded(sqlite_kept()), Limits::default());
    let mut client = served.client(&world.hub.key);
    let slowed = (0..2_000).find_map(|_| client.heads(&HeadsRequest::default()).err());
    assert!(matches!(slowed, Some(WireError::Refused(Refused::SlowDown { .. }))), "{slowed:?}");
    served.client(&world.coordination.key).heads(&HeadsRequest::default()).unwrap();
}
