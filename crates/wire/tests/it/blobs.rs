//! Blobs over a door that one function answers, as the laptops of a hub have one.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use feed::{BLOB_PART_BYTES, BlobId, HubId, Scope, blob_id};
use tokio::net::TcpListener;
use tokio::runtime::Runtime;
use wire::message::{
    BlobHeld, BlobName, BlobsAnswer, BlobsRequest, MAX_PART_REQUEST_BYTES, Message, PartBecame,
    PullPartAnswer, PullPartRequest, PushPartAnswer, PushPartRequest,
};
use wire::server::{Asking, Door, Limits};
use wire::{Cancel, Client, Peer, PeerKey, Refused, Waits, WireError, route};

use crate::ends::identity;

const ASKING: Asking = Asking {
    most_bytes: MAX_PART_REQUEST_BYTES,
    time: Duration::from_secs(10),
    together_bytes: 8 * 1024 * 1024,
};

/// Holds what it is handed of one blob.
#[derive(Default)]
struct Shelf {
    size: u64,
    bytes: Vec<u8>,
}

fn name(bytes: &[u8]) -> BlobName {
    BlobName { scope: Scope::Hub(HubId::from_bytes([7; 32])), blob: blob_id(bytes) }
}

fn say(shelf: &Mutex<Shelf>, path: &str, body: &[u8]) -> Result<Vec<u8>, Refused> {
    let mut shelf = shelf.lock().unwrap();
    match path {
        route::BLOBS => {
            let asked = BlobsRequest::from_bytes(body).ok_or(Refused::Malformed)?;
            let held = |of: &BlobName| BlobHeld { of: *of, size: shelf.size, held: shelf.bytes.len() as u64 };
            Ok(BlobsAnswer { held: asked.blobs.iter().map(held).collect() }.to_bytes())
        }
        route::PULL_PART => {
            let asked = PullPartRequest::from_bytes(body).ok_or(Refused::Malformed)?;
            let from = usize::try_from(asked.offset).unwrap().min(shelf.bytes.len());
            let until = shelf.bytes.len().min(from + asked.most_bytes as usize);
            let bytes = shelf.bytes[from..until].to_vec();
            Ok(PullPartAnswer { size: shelf.size, bytes }.to_bytes())
        }
        route::PUSH_PART => {
            let part = PushPartRequest::from_bytes(body).ok_or(Refused::Malformed)?;
            shelf.size = part.size;
            if part.offset == shelf.bytes.len() as u64 {
                shelf.bytes.extend_from_slice(&part.bytes);
            }
            let held = shelf.bytes.len() as u64;
            let became = if held == part.size { PartBecame::Whole } else { PartBecame::More(held) };
            Ok(PushPartAnswer { became }.to_bytes())
        }
        _ => Err(Refused::NotFound),
    }
}

fn pull(of: BlobName, offset: u64) -> PullPartRequest {
    PullPartRequest { of, offset, most_bytes: BLOB_PART_BYTES as u32 }
}

/// A door before a shelf, and a client for it.
fn opened(runtime: &Runtime) -> Client {
    let listener = runtime.block_on(TcpListener::bind("127.0.0.1:0")).unwrap();
    let address = listener.local_addr().unwrap().to_string();
    let shelf: Arc<Mutex<Shelf>> = Arc::default();
    let door = Door::new(&identity(1), Limits::default());
    let say = move |_: PeerKey, path: &str, body: &[u8]| say(&shelf, path, body);
    runtime.spawn(door.converse(listener, ASKING, say, std::future::pending()));
    let peer = Peer { address, key: identity(1).key() };
    Client::new(&identity(2), peer, Waits::default(), Cancel::default())
}

#[test]
fn a_blob_goes_over_part_by_part_and_comes_back() {
    let runtime = Runtime::new().unwrap();
    let mut client = opened(&runtime);
    let bytes: Vec<u8> = (0..2 * BLOB_PART_BYTES + 11).map(|at| at as u8).collect();
    let (of, size) = (name(&bytes), bytes.len() as u64);
    let parts: Vec<&[u8]> = bytes.chunks(BLOB_PART_BYTES).collect();
    let mut push = |number: usize| {
        let offset = (number * BLOB_PART_BYTES) as u64;
        let part = PushPartRequest { of, size, offset, bytes: parts[number].to_vec() };
        client.push_part(&part).unwrap().became
    };
    assert_eq!(push(0), PartBecame::More(BLOB_PART_BYTES as u64));
    // Sent again, or out of its turn, it is told where to go on.
    assert_eq!(push(0), PartBecame::More(BLOB_PART_BYTES as u64));
    assert_eq!(push(2), PartBecame::More(BLOB_PART_BYTES as u64));
    push(1);
    assert_eq!(push(2), PartBecame::Whole);
    let held = client.blobs(&BlobsRequest { blobs: vec![of] }).unwrap().held;
    assert_eq!(held, [BlobHeld { of, size, held: size }]);

    let mut back = Vec::new();
    while (back.len() as u64) < size {
        let part = client.pull_part(&pull(of, back.len() as u64)).unwrap();
        assert_eq!(part.size, size);
        back.extend_from_slice(&part.bytes);
    }
    assert_eq!(blob_id(&back), of.blob);
}

#[test]
fn a_part_larger_than_parts_are_is_refused_before_it_is_read() {
    let runtime = Runtime::new().unwrap();
    let mut client = opened(&runtime);
    let of = BlobName { scope: Scope::Network, blob: BlobId::from_bytes([1; 32]) };
    let bytes = vec![0; 2 * BLOB_PART_BYTES];
    let refused = client.push_part(&PushPartRequest { of, size: 1, offset: 0, bytes });
    let limit_bytes = MAX_PART_REQUEST_BYTES;
    assert!(
        matches!(refused, Err(WireError::Refused(Refused::TooLarge { limit_bytes: told })) if told == limit_bytes),
        "{refused:?}"
    );
}
