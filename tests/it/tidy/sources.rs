//! What must not stand in the sources.

use super::tree::{Source, none, root, sources};

const LONGEST: usize = 400;

#[test]
fn no_file_is_longer_than_four_hundred_lines() {
    let code = |source: &&Source| source.ends_with(&["rs", "svelte", "ts", "js"]);
    let long = sources();
    let written = |source: &&Source| !source.text.starts_with("// Written by ");
    let long = long.iter().filter(code).filter(written).map(|source| (source, source.text.lines().count()));
    let long = long.filter(|(_, lines)| *lines > LONGEST);
    none(
        "one subject a file, 400 lines the end",
        long.map(|(source, lines)| format!("{}: {lines} lines", source.path)).collect(),
    );
}

#[test]
fn sql_lives_only_in_the_store_and_the_center() {
    let home = ["crates/store/", "crates/center/"];
    find(
        "SQL lives only in crates/store, crates/center and migrations",
        |source| {
            source.ends_with(&["rs"]) && source.under(&["crates/", "src-tauri/"]) && !source.under(&home)
        },
        |line| {
            let line = line.trim().to_lowercase();
            let select =
                line.contains("\"select ") || (line.starts_with("select ") && line.contains(" from "));
            let others = ["insert into ", "delete from ", "create table ", "drop table "];
            !line.starts_with("//") && (select || others.iter().any(|other| line.contains(other)))
        },
    );
}

#[test]
fn no_page_renders_raw_markup() {
    let raw = concat!("{@", "html");
    find("typed text never runs", |source| source.under(&["ui/src/"]), |line| line.contains(raw));
}

#[test]
fn only_the_api_folder_talks_to_tauri() {
    find(
        "@tauri-apps only under ui/src/api",
        |source| source.under(&["ui/src/"]) && !source.under(&["ui/src/api/"]),
        |line| line.contains("@tauri-apps"),
    );
}

#[test]
fn parts_know_no_screen() {
    find(
        "parts, then screens, then App",
        |source| source.under(&["ui/src/parts/"]),
        |line| line.contains("import") && line.contains("/screens/"),
    );
}

#[test]
fn nothing_is_left_for_later_or_tied_to_one_machine() {
    let words = [concat!("..", "/shared"), concat!("TO", "DO"), concat!("FIX", "ME"), concat!("XX", "X:")];
    find(
        "nothing left for later, no machine's paths",
        |_| true,
        |line| words.iter().any(|word| line.contains(word)) || names_a_workplace(line),
    );
}

/// The folder as the beginning of a path, not inside one.
fn names_a_workplace(line: &str) -> bool {
    let path = concat!("/wo", "rk/");
    line.match_indices(path)
        .any(|(at, _)| !line[..at].ends_with(|letter: char| letter.is_alphanumeric() || letter == '.'))
}

#[test]
fn migrations_are_numbered_without_gaps() {
    let all = sources();
    let mut folders: std::collections::BTreeMap<&str, Vec<&str>> = std::collections::BTreeMap::new();
    for source in all.iter().filter(|source| source.under(&["migrations/"]) && source.ends_with(&["sql"])) {
        let (folder, name) = source.path.rsplit_once('/').expect("a migration lies in a folder");
        folders.entry(folder).or_default().push(name);
    }
    let mut findings = Vec::new();
    for (folder, names) in folders {
        for (place, name) in names.iter().enumerate() {
            if !name.starts_with(&format!("{:04}_", place + 1)) {
                findings.push(format!("{folder}/{name}: number {:04} expected", place + 1));
            }
        }
    }
    none("migrations are only ever added", findings);
}

#[test]
fn pages_name_files_that_are_there() {
    let mut findings = Vec::new();
    for page in sources().iter().filter(|page| page.ends_with(&["md"])) {
        for (number, line) in page.text.lines().enumerate() {
            let gone = paths_in(line).filter(|path| !root().join(path).exists());
            findings.extend(gone.map(|path| format!("{}:{}: {path}", page.path, number + 1)));
        }
    }
    none("what a page names can be opened", findings);
}

/// Paths of ours between backquotes, as far as they are written out.
fn paths_in(line: &str) -> impl Iterator<Item = &str> {
    const FOLDERS: [&str; 7] = ["crates/", "docs/", "icons/", "migrations/", "src-tauri/", "tests/", "ui/"];
    let of_a_path = |letter: char| letter.is_ascii_alphanumeric() || "./-_".contains(letter);
    line.split('`').skip(1).step_by(2).filter(move |path| {
        FOLDERS.iter().any(|folder| path.starts_with(folder)) && path.chars().all(of_a_path)
    })
}

#[test]
fn only_paths_written_out_are_looked_for() {
    for (line, paths) in [
        ("see `tests/it/main.rs` and `docs/STYLE.md`", &["tests/it/main.rs", "docs/STYLE.md"][..]),
        ("`docs/decisions/NNNN-title.md`", &["docs/decisions/NNNN-title.md"]),
        ("`crates/*/src`, `cargo xtask test`, tests/it", &[]),
    ] {
        assert_eq!(paths_in(line).collect::<Vec<_>>(), paths, "{line}");
    }
}

fn find(rule: &str, looked_at: impl Fn(&Source) -> bool, wrong: impl Fn(&str) -> bool) {
    let mut findings = Vec::new();
    for source in sources().iter().filter(|source| looked_at(source)) {
        let lines = source.text.lines().enumerate().filter(|(_, line)| wrong(line));
        findings
            .extend(lines.map(|(number, line)| format!("{}:{}: {}", source.path, number + 1, line.trim())));
    }
    none(rule, findings);
}
