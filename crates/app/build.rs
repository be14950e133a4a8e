//! Lists the Fluent files of `ui/locales` so that window, command line and papers share one set.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

const LANGUAGES: [&str; 3] = ["uk", "en", "fr"];

fn main() {
    let locales = Path::new(&env::var("CARGO_MANIFEST_DIR").expect("cargo sets it")).join("../../ui/locales");
    println!("cargo::rerun-if-changed={}", locales.display());
    let mut list = String::from("pub(super) const FILES: &[(&str, &str)] = &[\n");
    for language in LANGUAGES {
        for file in files(&locales.join(language)) {
            println!("cargo::rerun-if-changed={}", file.display());
            writeln!(list, "    ({language:?}, include_str!({:?})),", file.display().to_string())
                .expect("a string takes what is written");
        }
    }
    list.push_str("];\n");
    let out = PathBuf::from(env::var("OUT_DIR").expect("cargo sets it")).join("locales.rs");
    fs::write(out, list).expect("the build folder can be written");
}

fn files(folder: &Path) -> Vec<PathBuf> {
    println!("cargo::rerun-if-changed={}", folder.display());
    let mut files: Vec<PathBuf> = fs::read_dir(folder)
        .into_iter()
        .flatten()
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .filter(|path| path.extension().is_some_and(|extension| extension == "ftl"))
        .collect();
    files.sort();
    files
}
