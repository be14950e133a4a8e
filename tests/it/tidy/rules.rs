//! Every accountability rule that is implemented has a test named by its id.

use super::tree::{none, sources};

/// Rules implemented so far. A rule joins this list with the change that implements it.
const IMPLEMENTED: &[&str] = &["W1", "W2", "W3", "N1"];
/// Rules of which a part is in force, which that part's test says.
const IN_PART: &[&str] = &["W4", "A7"];

#[test]
fn every_implemented_rule_has_a_test_named_by_its_id() {
    let tests = sources();
    let rust =
        tests.iter().filter(|source| source.ends_with(&["rs"]) && source.under(&["tests/", "crates/"]));
    let names: Vec<&str> = rust.flat_map(|source| test_names(&source.text)).collect();
    let missing = IMPLEMENTED.iter().chain(IN_PART).filter(|id| {
        let start = format!("{}_", id.to_lowercase());
        !names.iter().any(|name| name.starts_with(&start))
    });
    let findings =
        missing.map(|id| format!("{id}: no test begins with `fn {}_`", id.to_lowercase())).collect();
    none("rules of accountability are tested by name", findings);
}

/// The names of the functions that stand under `#[test]` (or inside `proptest!`, where the same holds).
fn test_names(text: &str) -> Vec<&str> {
    let mut names = Vec::new();
    let mut is_test = false;
    for line in text.lines().map(str::trim) {
        match line.strip_prefix("fn ") {
            Some(rest) if is_test => {
                names.push(rest.split(['(', '<']).next().unwrap_or(rest));
                is_test = false;
            }
            _ => {
                is_test = line == "#[test]" || (is_test && (line.starts_with("#[") || line.starts_with("//")))
            }
        }
    }
    names
}

#[test]
fn only_functions_marked_as_tests_count() {
    let text = "fn w1_helper() {}\n#[test]\n#[ignore]\nfn w2_is_seen() {}\n#[test]\nfn w3<T>() {}\n";
    assert_eq!(test_names(text), ["w2_is_seen", "w3"]);
}
