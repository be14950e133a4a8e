//! Whoever speaks something else, or nothing, gets nothing and keeps nobody waiting.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use wire::server::Limits;

use crate::ends::Server;

/// A ClientHello of TLS 1.2 as OpenSSL 1.0 sends it: no supported_versions extension.
fn tls12_hello() -> Vec<u8> {
    let mut body = vec![3, 3];
    body.extend_from_slice(&[7; 32]);
    body.push(0);
    body.extend_from_slice(&[0, 4, 0xc0, 0x2b, 0xc0, 0x2f]);
    body.extend_from_slice(&[1, 0]);
    let extensions = [0, 10, 0, 4, 0, 2, 0, 29, 0, 13, 0, 4, 0, 2, 8, 7];
    body.extend_from_slice(&u16::to_be_bytes(extensions.len() as u16));
    body.extend_from_slice(&extensions);
    let mut handshake = vec![1, 0];
    handshake.extend_from_slice(&u16::to_be_bytes(body.len() as u16));
    handshake.extend_from_slice(&body);
    let mut record = vec![22, 3, 1];
    record.extend_from_slice(&u16::to_be_bytes(handshake.len() as u16));
    record.extend_from_slice(&handshake);
    record
}

/// All the server says until it hangs up.
fn said_to(server: &Server, bytes: &[u8]) -> Vec<u8> {
    let mut socket = TcpStream::connect(server.address).unwrap();
    socket.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    let _ = socket.write_all(bytes);
    let mut answer = Vec::new();
    match socket.read_to_end(&mut answer) {
        Err(error) if error.kind() == std::io::ErrorKind::WouldBlock => panic!("the server keeps waiting"),
        _ => answer,
    }
}

#[test]
fn older_tls_plain_text_and_noise_are_turned_away() {
    let server = Server::start(Limits::default());
    let alert = 21;
    for (what, bytes) in [
        ("TLS 1.2", tls12_hello()),
        ("plain HTTP", b"GET /1/heads HTTP/1.1\r\nhost: x\r\n\r\n".to_vec()),
        ("noise", vec![0x5a; 4096]),
    ] {
        let answer = said_to(&server, &bytes);
        assert!(answer.is_empty() || answer[0] == alert, "{what}: {answer:?}");
    }
}

#[test]
fn whoever_says_nothing_is_hung_up_on_after_the_handshakes_time() {
    let limits = Limits { handshake: Duration::from_millis(200), ..Limits::default() };
    let server = Server::start(limits);
    assert!(said_to(&server, b"").is_empty());
    assert!(said_to(&server, &[22, 3, 1]).is_empty());
}

#[test]
fn five_hundred_silent_sockets_do_not_keep_a_laptop_out() {
    let limits = Limits { connections: 100, handshake: Duration::from_secs(60), ..Limits::default() };
    let server = Server::start(limits);
    let _silent: Vec<TcpStream> = (0..500).map(|_| TcpStream::connect(server.address).unwrap()).collect();
    let mut client = server.client(2);
    for _ in 0..20 {
        client.heads(&Default::default()).unwrap();
    }
}
