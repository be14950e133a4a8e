//! From revocation on a laptop receives nothing, live connections included.

use std::io::{Read, Write};
use std::sync::Arc;
use std::time::{Duration, Instant};

use rustls::HandshakeKind;
use wire::message::{HeadsRequest, PullRequest};
use wire::server::Limits;
use wire::{LiveEvent, Refused, WireError, route};

use crate::databases::every;
use crate::served::{Served, push, sqlite_kept};
use crate::world::{NOW, World};

#[test]
fn a_cut_by_another_process_ends_everything_within_a_second() {
    for database in every() {
        let mut world = World::new();
        let books = world.founded(database.storage.clone());
        let served = Served::start(Arc::clone(&books), Limits::default());
        let mut client = served.client(&world.hub.key);
        let session = world.begin_hub();
        push(&mut client, std::slice::from_ref(&session)).unwrap();
        let mut live = served.client(&world.hub.key).live().unwrap();
        assert_eq!(live.wait().unwrap(), LiveEvent::Quiet);

        let operator = world.books(database.storage.clone());
        operator.cut(world.roster_scope(), world.hub.device(), None, NOW).unwrap();
        let cut_at = Instant::now();
        // The channel may still tell of the cut itself; then it is closed.
        while live.wait().is_ok() {}
        assert!(cut_at.elapsed() < Duration::from_secs(1), "{:?} on {}", cut_at.elapsed(), database.name);

        let refused = client.heads(&HeadsRequest::default());
        assert!(matches!(refused, Err(WireError::Refused(Refused::Revoked))), "{refused:?}");
        for refused in [
            push(&mut client, std::slice::from_ref(&session)).map(|_| ()),
            client
                .pull(&PullRequest {
                    wanted: vec![session.feed_id()],
                    holdings: Default::default(),
                    most_entries: 100,
                })
                .map(|_| ()),
            client.live().map(|_| ()),
        ] {
            assert!(matches!(refused, Err(WireError::Refused(Refused::Revoked))), "{refused:?}");
        }
        // What others bring of it is kept and forwarded: replicas judge it by the cut.
        let later = world.hub.acts(world.hub_scope(), 1);
        let mut coordination = served.client(&world.coordination.key);
        assert_eq!(push(&mut coordination, &later).unwrap().receipt.heads.len(), 1);
    }
}

#[test]
fn a_cut_in_the_middle_of_an_upload_hangs_up() {
    let world = World::new();
    let books = world.founded(sqlite_kept());
    let served = Served::start(Arc::clone(&books), Limits::default());
    let mut upload = crate::hostile::tls(served.address, &world.hub.key).unwrap();
    upload.write_all(b"POST /1/push HTTP/1.1\r\nhost: x\r\ncontent-length: 100000\r\n\r\nbeginning").unwrap();
    upload.flush().unwrap();
    books.cut(world.roster_scope(), world.hub.device(), None, NOW).unwrap();
    let cut_at = Instant::now();
    let mut rest = Vec::new();
    let _ = upload.read_to_end(&mut rest);
    assert!(cut_at.elapsed() < Duration::from_secs(1), "{:?}", cut_at.elapsed());
    assert!(!String::from_utf8_lossy(&rest).starts_with("HTTP/1.1 200"));
}

/// What was agreed in one connection is worth nothing in the next: each proves its key anew, and asks anew.
#[test]
fn no_connection_is_taken_up_again_before_a_cut_or_after_it() {
    let world = World::new();
    let books = world.founded(sqlite_kept());
    let served = Served::start(Arc::clone(&books), Limits::default());
    let config = crate::hostile::proving(&world.hub.key);
    let ask = |path: &str| {
        let mut stream = crate::hostile::connected(served.address, &config).unwrap();
        write!(stream, "GET {path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n").unwrap();
        stream.flush().unwrap();
        let mut answer = [0; 12];
        stream.read_exact(&mut answer).unwrap();
        assert_eq!(stream.conn.handshake_kind(), Some(HandshakeKind::Full), "{path}");
        assert_eq!(stream.conn.tls13_tickets_received(), 0, "{path}");
        String::from_utf8(answer.to_vec()).unwrap()
    };
    for _ in 0..3 {
        assert_eq!(ask("/health"), "HTTP/1.1 200");
    }
    assert_eq!(ask(route::LIVE), "HTTP/1.1 200");
    let mut live = served.client(&world.hub.key).live().unwrap();
    books.cut(world.roster_scope(), world.hub.device(), None, NOW).unwrap();
    // Whoever comes while lines are being closed may find its own closed too.
    while live.wait().is_ok() {}
    assert_eq!(ask(route::LIVE), "HTTP/1.1 403");
}
