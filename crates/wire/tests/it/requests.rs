//! Requests and answers between honest ends.

use std::io::Read;
use std::net::{TcpListener, TcpStream};
use std::time::Duration;

use feed::FeedId;
use wire::message::{HeadsRequest, PushRequest};
use wire::server::Limits;
use wire::{Cancel, Client, Peer, Refused, Waits, WireError};

use crate::ends::{Server, identity};

fn asking(feeds: usize) -> HeadsRequest {
    let ladders_wanted = (0..feeds).map(|number| {
        let mut bytes = [0; 32];
        bytes[..8].copy_from_slice(&(number as u64).to_be_bytes());
        FeedId::from_bytes(bytes)
    });
    HeadsRequest { since: None, ladders_wanted: ladders_wanted.collect() }
}

#[test]
fn the_server_knows_who_asks_and_one_connection_serves_many_requests() {
    let server = Server::start(Limits::default());
    let mut client = server.client(2);
    for feeds in [0, 1, 1000, 100_000] {
        let told = client.heads(&asking(feeds)).unwrap();
        assert_eq!(told.now.number, feeds as u64);
        assert_eq!(told.now.generation, identity(2).key().as_bytes()[..16]);
    }
    let (sent, received) = (client.counts().sent_bytes(), client.counts().received_bytes());
    assert!(sent > 3_400_000, "the bodies alone are longer than {sent}");
    assert!((500..5_000).contains(&received), "one handshake and four short answers, not {received}");
}

#[test]
fn a_connection_that_was_closed_meanwhile_is_opened_again() {
    let limits = Limits { connections: 1, ..Limits::default() };
    let server = Server::start(limits);
    let (mut one, mut other) = (server.client(2), server.client(3));
    for _ in 0..3 {
        // There is one place: each pushes the other, which is idle, out.
        one.heads(&asking(1)).unwrap();
        other.heads(&asking(1)).unwrap();
    }
    server.stop();
}

#[test]
fn an_overlong_request_is_refused_by_its_length_alone() {
    let server = Server::start(Limits::default());
    let mut client = server.client(2);
    for _ in 0..5 {
        let refused = client.heads(&asking(260_000));
        assert!(
            matches!(refused, Err(WireError::Refused(Refused::TooLarge { limit_bytes: 8_388_608 }))),
            "{refused:?}"
        );
    }
    client.heads(&asking(1)).unwrap();
}

/// The server answers and hangs up with the body unread, while the client still writes: more than any socket takes in.
#[test]
fn a_refusal_that_comes_in_the_middle_of_an_upload_is_heard() {
    let server = Server::start(Limits::default());
    let mut client = server.client(2);
    for _ in 0..5 {
        let refused = client.push(&PushRequest { page: vec![7; 16 << 20] });
        assert!(matches!(refused, Err(WireError::Refused(Refused::NotFound))), "{refused:?}");
        // Over the connection that rests, too.
        client.heads(&asking(1)).unwrap();
    }
}

#[test]
fn a_wait_ends_when_it_is_cancelled_or_takes_too_long() {
    let silent = TcpListener::bind("127.0.0.1:0").unwrap();
    let peer = Peer { address: silent.local_addr().unwrap().to_string(), key: identity(1).key() };
    let cancel = Cancel::default();
    let mut client = Client::new(&identity(2), peer.clone(), Waits::default(), cancel.clone());
    let waiting = std::thread::spawn(move || client.heads(&asking(1)));
    let mut held = silent.accept().unwrap().0;
    // It waits for an answer to its first message by now.
    held.read_exact(&mut [0]).unwrap();
    cancel.raise();
    assert!(matches!(waiting.join().unwrap(), Err(WireError::Cancelled)));

    let waits = Waits { connect: Duration::from_millis(200), ..Waits::default() };
    let mut client = Client::new(&identity(2), peer, waits, Cancel::default());
    assert!(matches!(client.heads(&asking(1)), Err(WireError::TooSlow)));
}

#[test]
fn nobody_there_is_unreachable() {
    let free = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    assert!(TcpStream::connect(free).is_err());
    for address in [free.to_string(), "no-such-host.invalid:1".to_owned()] {
        let peer = Peer { address, key: identity(1).key() };
        let mut client = Client::new(&identity(2), peer, Waits::default(), Cancel::default());
        assert!(matches!(client.heads(&asking(1)), Err(WireError::Unreachable(_))));
    }
}

#[test]
fn stopping_answers_what_was_asked() {
    let server = Server::start(Limits::default());
    let mut client = server.client(2);
    client.heads(&asking(1)).unwrap();
    server.stop();
    assert!(client.heads(&asking(1)).is_err());
}
