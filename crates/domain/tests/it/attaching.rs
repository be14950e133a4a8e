//! Photographs and documents: what may be added, what may be taken out of sight again.

use domain::attachment::{AttachedTo, AttachmentDetails, BlobHash, LARGEST_ATTACHMENT};
use domain::event::AttachmentWithdrawn;
use domain::facts::Facts;
use domain::fold::{State, fold};
use domain::*;

use crate::make::*;
use crate::world::{All, World, entry, stamp, table};

fn rifle() -> AttachedTo {
    AttachedTo::Asset(asset(1))
}

fn attach(number: u8, details: AttachmentDetails) -> Command {
    Command::Attach { id: attachment(number), details }
}

fn withdraw(number: u8, reason: &str) -> Command {
    Command::WithdrawAttachment { id: attachment(number), reason: reason.to_owned() }
}

fn unknown(subject: &str, id: impl ToString) -> Result<(), Refusal> {
    Err(Refusal::Unknown { subject: subject.to_owned(), id: id.to_string() })
}

fn not_valid(field: &str, value: &str) -> Result<(), Refusal> {
    Err(Refusal::NotValid { field: field.to_owned(), value: value.to_owned() })
}

#[test]
fn what_may_be_attached_to_what() {
    let with = |change: fn(&mut AttachmentDetails)| {
        let mut details = attachment_details(rifle(), 1);
        change(&mut details);
        attach(1, details)
    };
    let to = |to| attach(1, attachment_details(to, 1));
    let missing = |field: &str| Err(Refusal::Missing { field: field.to_owned() });
    table(vec![
        ("a rifle", to(rifle()), Ok(())),
        ("a lot", to(AttachedTo::Lot(lot(1))), Ok(())),
        ("an item", to(AttachedTo::Item(item(4))), Ok(())),
        ("a place", to(AttachedTo::Place(place(2))), Ok(())),
        ("a closed place", to(AttachedTo::Place(place(4))), Ok(())),
        ("no rifle", to(AttachedTo::Asset(asset(77))), unknown("asset", asset(77))),
        ("no lot", to(AttachedTo::Lot(lot(77))), unknown("lot", lot(77))),
        ("no item", to(AttachedTo::Item(item(77))), unknown("item", item(77))),
        ("no place", to(AttachedTo::Place(place(77))), unknown("place", place(77))),
        ("an item by a rifle's id", to(AttachedTo::Item(ItemId(asset(1).0))), unknown("item", asset(1))),
        ("bytes that are not here", with(|a| a.blob = blob(9)), Err(Refusal::BytesNotHere { blob: blob(9) })),
        ("another size than theirs", with(|a| a.size = 999), Err(Refusal::BytesNotHere { blob: blob(1) })),
        ("of no size", with(|a| a.size = 0), not_valid("size", "0")),
        (
            "too large",
            with(|a| a.size = LARGEST_ATTACHMENT + 1),
            not_valid("size", &(LARGEST_ATTACHMENT + 1).to_string()),
        ),
        ("without a name", with(|a| a.file_name = " ".into()), missing("fileName")),
        (
            "a name that is a path",
            with(|a| a.file_name = "../x.jpg".into()),
            not_valid("fileName", "../x.jpg"),
        ),
        ("the other slash", with(|a| a.file_name = "C:\\x".into()), not_valid("fileName", "C:\\x")),
        ("a blank note", with(|a| a.note = some("  ")), Ok(())),
    ]);
}

#[test]
fn the_same_bytes_are_attached_once_to_a_thing_and_again_once_they_were_withdrawn() {
    let mut world = World::stocked();
    let details = || attachment_details(rifle(), 1);
    world.execute(&attach(1, details())).unwrap();
    let exists = Refusal::Exists { subject: "attachment".into(), id: attachment(1).to_string() };
    assert_eq!(world.execute(&attach(1, details())), Err(exists));
    let again = Refusal::AttachedAlready { attachment: attachment(1) };
    assert_eq!(world.execute(&attach(2, details())), Err(again));
    let beside = attachment_details(AttachedTo::Item(item(1)), 1);
    world.execute(&attach(2, beside)).unwrap();
    world.execute(&withdraw(1, "another rifle")).unwrap();
    world.execute(&attach(3, details())).unwrap();
}

#[test]
fn what_is_withdrawn_stays_and_says_why() {
    let mut world = World::stocked();
    assert_eq!(world.execute(&withdraw(1, "no such")).map(|_| ()), unknown("attachment", attachment(1)));
    world.execute(&attach(1, attachment_details(rifle(), 1))).unwrap();
    let missing = Refusal::Missing { field: "reason".into() };
    assert_eq!(world.execute(&withdraw(1, " ")), Err(missing));
    world.execute(&withdraw(1, " another rifle ")).unwrap();
    let known = world.attachment(attachment(1)).unwrap();
    assert_eq!(known.details, attachment_details(rifle(), 1));
    assert_eq!(known.withdrawn.unwrap().reason, "another rifle");
    let again = Refusal::WithdrawnAlready { attachment: attachment(1) };
    assert_eq!(world.execute(&withdraw(1, "twice")), Err(again));
}

#[test]
fn a_disputed_rifle_takes_photographs_and_one_entered_in_error_none() {
    let mut world = World::stocked();
    world.issue_apart(asset(1), domain::people::Holder::Person(person(2)));
    world.execute(&attach(1, attachment_details(rifle(), 1))).unwrap();
    let act = act(50);
    world.execute_as(&receive(vec![incoming(asset(9), item(1), "ZZ-9")], place(2)), act).unwrap();
    world.execute(&correct(act)).unwrap();
    let gone = attach(2, attachment_details(AttachedTo::Asset(asset(9)), 1));
    assert_eq!(world.execute(&gone), Err(Refusal::EnteredInError { asset: asset(9) }));
}

#[test]
fn what_a_newer_komora_did_to_an_attachment_is_left_alone() {
    let mut world = World::stocked();
    world.execute(&attach(1, attachment_details(rifle(), 1))).unwrap();
    let subject = attachment(1).into();
    let state = domain::fold::fold_unknown(world.states.remove(&subject)).unwrap();
    world.states.insert(subject, state);
    assert_eq!(world.execute(&withdraw(1, "unclear")), Err(Refusal::NeedsNewer { subject }));
    let other = attach(2, attachment_details(rifle(), 2));
    assert!(world.execute(&other).is_ok(), "the thing itself is as it was");
}

#[test]
fn facts_in_the_wrong_order_change_nothing() {
    let stamp = stamp(entry(1, 1), act(1));
    let subject = attachment(1).into();
    let withdrawn = Event::AttachmentWithdrawn(AttachmentWithdrawn { reason: "early".into() });
    assert_eq!(fold(None, subject, &withdrawn, &stamp, &All), None, "nothing was attached yet");
    let attached = |number| Event::Attached(attachment_details(rifle(), number));
    let known = fold(None, subject, &attached(1), &stamp, &All);
    assert_eq!(fold(known.clone(), subject, &attached(2), &stamp, &All), known, "it stays the first");
    let Some(State::Attachment(told)) = fold(known, subject, &withdrawn, &stamp, &All) else {
        panic!("no attachment")
    };
    assert_eq!(told.withdrawn.unwrap().reason, "early");
}

#[test]
fn a_hash_is_written_in_one_way() {
    let written = "0a".repeat(32);
    assert_eq!(BlobHash::from_hex(&written), Some(BlobHash([10; 32])));
    assert_eq!(BlobHash([10; 32]).to_string(), written);
    assert_eq!(serde_json::to_string(&BlobHash([10; 32])).unwrap(), format!("\"{written}\""));
    for wrong in ["0A".repeat(32), "0a".repeat(31), "0a".repeat(33), "zz".repeat(32), "é".repeat(32)] {
        assert_eq!(BlobHash::from_hex(&wrong), None, "{wrong}");
        assert!(serde_json::from_str::<BlobHash>(&format!("\"{wrong}\"")).is_err(), "{wrong}");
    }
}
