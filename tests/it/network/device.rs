//! A laptop whose keys lie open: it speaks with the center itself and writes whatever it likes.

use std::net::SocketAddr;

use domain::{Event, NewEvent};
use feed::exchange::{NoNames, decode_page, encode_page};
use feed::membership::{DeviceEnrolledByVoucher, MembershipEvent, PersonEnrolled, SessionOpened, Voucher};
use feed::{
    ActId, Claimed, DeviceKey, Draft, DraftEvent, Epoch, Evidence, EvidenceRole, Feed, Head, HubId, PersonId,
    PersonKey, Scope, SigningKey, SubjectId, Verified, Writer,
};
use wire::message::{EnrolAnswer, EnrolRequest, HeadsRequest, PullRequest, PushAnswer, PushRequest};
use wire::{Cancel, Client, EnrolmentCode, Identity, Peer, PeerKey, Waits, WireError};

use super::world::{Laptop, World};

/// An event of no kind any version knows: what travels and folds as nothing.
const UNKNOWN: u32 = 7_777;

pub struct Device {
    pub key: SigningKey,
    pub person: PersonId,
    person_key: SigningKey,
    pub hub: HubId,
    /// The entry that let it in.
    admitted: Head,
    center: Peer,
    pub client: Client,
    acts: u64,
}

impl Device {
    /// Joins the hub of `laptop` with a code, and reaches the center at `address`.
    pub fn joined(world: &World, laptop: &Laptop, number: u8, address: SocketAddr) -> Self {
        let vouchers = laptop.voucher(&format!("{number}.vouchers"), "quartermaster");
        let code = EnrolmentCode::parse(&world.center.code(&vouchers)).unwrap();
        let (key, person_key) =
            (SigningKey::from_bytes(&[number; 32]), SigningKey::from_bytes(&[number + 100; 32]));
        let person = PersonId::from_bytes([number; 16]);
        let center = Peer { address: address.to_string(), key: code.center() };
        let mut client = speaking(&key, &center);
        let EnrolAnswer::Voucher(voucher) = client.enrol(&EnrolRequest::Ticket(code.ticket())).unwrap()
        else {
            panic!("the code is good")
        };
        let (scope, admitted) = claim(&mut client, voucher, &code, &key, person, &person_key);
        let Scope::Roster(hub) = scope else { panic!("{scope:?} is no hub's") };
        Self { key, person, person_key, hub, admitted, center, client, acts: 0 }
    }

    pub fn device(&self) -> DeviceKey {
        DeviceKey::of(&self.key)
    }

    /// Another connection to the center, or to whoever else answers at `peer`.
    pub fn speaking_to(&self, peer: &Peer) -> Client {
        speaking(&self.key, peer)
    }

    pub fn center(&self) -> &Peer {
        &self.center
    }

    /// A laptop of the hub at an address on its own cable.
    pub fn neighbour(address: SocketAddr, device: DeviceKey) -> Peer {
        Peer { address: address.to_string(), key: PeerKey::from_bytes(*device.as_bytes()) }
    }

    /// At the start of a feed of the hub.
    pub fn pen(&self, epoch: u8) -> Writer {
        let feed = Feed {
            device: self.device(),
            scope: Scope::Hub(self.hub),
            epoch: Epoch::from_bytes([epoch; 16]),
        };
        Writer::new(feed, self.key.clone())
    }

    /// On from `head`, which another writer of the feed wrote too.
    pub fn resumed(&self, feed: &Feed, head: Head) -> Writer {
        Writer::resume(feed.clone(), self.key.clone(), head)
    }

    /// The person says that they write here.
    pub fn opens(&mut self, pen: &mut Writer, at_ms: i64) -> Verified {
        let opened = SessionOpened::sign(&self.person_key, self.person, pen.feed_id(), [3; 16]);
        let event = MembershipEvent::from(opened);
        let subject = SubjectId::from_bytes(*self.person.as_bytes());
        let event = DraftEvent { subject, kind: event.kind(), payload: event.to_bytes(), personal: None };
        let draft = self.draft(event, at_ms, vec![self.admitted]);
        pen.write(vec![draft]).unwrap()
    }

    /// One act, with the person's own signature where it must stand as evidence.
    pub fn does(&mut self, pen: &mut Writer, new: NewEvent, at_ms: i64, seen: Vec<Head>) -> Verified {
        let evidence = domain::kinds::is_evidence(new.event.kind());
        let (payload, personal) = Event::encode(&new.event);
        let subject = SubjectId::from_bytes(*new.subject.as_bytes());
        let event = DraftEvent { subject, kind: new.event.kind(), payload, personal };
        let draft = self.draft(event, at_ms, seen);
        let run = pen.write(vec![draft]).unwrap();
        if !evidence {
            return run;
        }
        let signed =
            Evidence::sign(&self.person_key, EvidenceRole::Actor, self.person, run.entries()[0].hash);
        run.with_evidence(0, signed).unwrap()
    }

    /// Acts of a kind nobody knows, which take the room they are given: what cannot be pressed.
    pub fn fills(&mut self, pen: &mut Writer, payloads: Vec<Vec<u8>>, at_ms: i64) -> Vec<Verified> {
        let drafts = payloads.into_iter().map(|payload| {
            let subject = SubjectId::from_bytes([77; 16]);
            self.draft(DraftEvent { subject, kind: UNKNOWN, payload, personal: None }, at_ms, Vec::new())
        });
        let drafts = drafts.collect();
        pen.write_all(drafts).unwrap()
    }

    fn draft(&mut self, event: DraftEvent, at_ms: i64, seen: Vec<Head>) -> Draft {
        self.acts += 1;
        let mut act = *self.person.as_bytes();
        act[8..].copy_from_slice(&self.acts.to_be_bytes());
        Draft {
            seen,
            at: Claimed { ms: at_ms, unsure: false },
            actor: self.person,
            act: ActId::from_bytes(act),
            events: vec![event],
            personal_salt: [0; 16],
        }
    }

    /// # Errors
    /// The center's no.
    pub fn push(&mut self, runs: &[Verified]) -> Result<PushAnswer, WireError> {
        self.client.push(&PushRequest { page: page(runs) })
    }

    /// Everything the center holds and lets it read.
    pub fn fetch(&mut self) -> Vec<Verified> {
        let request = self.everything();
        let answer = self.client.pull(&request).unwrap();
        assert!(!answer.more, "more than a page");
        let spans = decode_page(&answer.page, &NoNames).unwrap();
        spans.into_iter().map(|span| feed::verify(span).unwrap()).collect()
    }

    /// What asks for it.
    pub fn everything(&mut self) -> PullRequest {
        let told = self.client.heads(&HeadsRequest::default()).unwrap();
        let wanted = told.holdings.haves.0.iter().map(|have| have.feed).collect();
        PullRequest { wanted, holdings: Default::default(), most_entries: 5_000 }
    }
}

fn speaking(key: &SigningKey, peer: &Peer) -> Client {
    Client::new(&Identity::new(key), peer.clone(), Waits::default(), Cancel::default())
}

fn claim(
    client: &mut Client,
    voucher: Voucher,
    code: &EnrolmentCode,
    key: &SigningKey,
    person: PersonId,
    person_key: &SigningKey,
) -> (Scope, Head) {
    let person = PersonEnrolled { person, key: PersonKey::of(person_key) };
    let claim = DeviceEnrolledByVoucher::claim(voucher, code.secret(), DeviceKey::of(key), Some(person));
    match client.enrol(&EnrolRequest::Claim(Box::new(claim))).unwrap() {
        EnrolAnswer::Admitted { scope, entry, .. } => (scope, entry),
        other => panic!("{other:?}"),
    }
}

/// Runs as they travel.
pub fn page(runs: &[Verified]) -> Vec<u8> {
    let spans: Vec<_> = runs.iter().cloned().map(Verified::into_span).collect();
    encode_page(&spans, &NoNames).unwrap()
}
