//! A laptop without any line joins from the command line: request, answer, and what refuses them.

use super::program::{INIT, refused, run, told};

#[test]
fn a_laptop_joins_by_request_and_answer() {
    let folder = tempfile::tempdir().unwrap();
    let (hub, new) = (folder.path().join("hub"), folder.path().join("new"));
    let (request, answer) = (folder.path().join("a.komora-request"), folder.path().join("a.komora"));
    let (request, answer) = (request.to_str().unwrap(), answer.to_str().unwrap());
    told(&hub, &INIT);
    let waiting = told(&new, &["network", "request", request, "--person", "Storekeeper 2"]);
    assert_eq!(waiting["phase"], "waiting", "{waiting}");
    assert_eq!(told(&new, &["network", "request", request]), waiting, "again the same");
    refused(&new, &["heads"], "awaits-answer");

    let words: Vec<&str> = waiting["words"].as_str().unwrap().split(' ').collect();
    let admitting = |more: &[&str]| -> Vec<String> {
        let given = ["network", "admit-laptop", request, "--words"].into_iter();
        given.chain(words.iter().copied()).chain(more.iter().copied()).map(str::to_owned).collect()
    };
    let as_given = |given: &[String]| told(&hub, &given.iter().map(String::as_str).collect::<Vec<_>>());
    let shown = as_given(&admitting(&[]));
    assert_eq!(shown["request"]["person"], "Storekeeper 2", "{shown}");
    let admit = admitting(&["--role", "storekeeper", "--answer", answer]);
    assert_eq!(as_given(&admit)["recipients"], 1);
    refused(&hub, &["network", "admit-laptop", request, "--words", "lusab babad"], "wrong-words");

    refused(&new, &["network", "take-answer", request], "not-a-bundle");
    let taken = told(&new, &["network", "take-answer", answer]);
    assert!(taken["came"].as_u64().unwrap() > 0, "{taken}");
    let people = run(&new, &["list", "people"]).stdout;
    assert!(String::from_utf8_lossy(&people).contains("Storekeeper 2"), "{people:?}");
    refused(&new, &["network", "withdraw-request"], "nothing-asked");
}

#[test]
fn a_withdrawn_request_leaves_room_for_another_beginning() {
    let folder = tempfile::tempdir().unwrap();
    let (store, request) = (folder.path().join("new"), folder.path().join("a.komora-request"));
    let request = request.to_str().unwrap();
    told(&store, &["network", "request", request, "--person", "Storekeeper 2"]);
    told(&store, &["network", "withdraw-request"]);
    told(&store, &INIT);
}
