//! `bundle export` and `import`.

use app::Komora;
use app::api::exchange::{BundleExported, BundleFor, BundleImported};
use app::api::problem::Problem;
use app::words::Value as Word;

use crate::arguments::{BundleWork, Recipients};
use crate::output::Output;

pub fn run(komora: &Komora, work: &BundleWork, output: &Output) -> Result<(), Problem> {
    let on = |_: &str, _: u64, _: u64| true;
    match work {
        BundleWork::Export { of, without_attachments, file } => {
            let of = match of {
                Recipients::Kyiv => BundleFor::Kyiv,
                Recipients::Hub => BundleFor::Hub,
                Recipients::Everything => BundleFor::Everything,
            };
            written(&komora.export_bundle(of, !without_attachments, file, &on)?, output);
        }
        BundleWork::Import { file } => taken(&komora.import_bundle(file, &on)?, output),
    }
    Ok(())
}

pub fn written(written: &BundleExported, output: &Output) {
    let values = [("entries", written.entries), ("pages", written.pages), ("recipients", written.recipients)];
    say("cli-bundle-written", written, &values, output);
    if written.attachments + written.left_out > 0 && !output.is_json() {
        let values = [("attachments", written.attachments), ("left", written.left_out)];
        say("cli-bundle-attachments", written, &values, output);
    }
}

pub fn taken(taken: &BundleImported, output: &Output) {
    let values = [
        ("came", taken.came),
        ("known", taken.known),
        ("parked", taken.parked),
        ("aside", taken.quarantined),
    ];
    say("cli-bundle-taken", taken, &values, output);
    if taken.attachments > 0 && !output.is_json() {
        say("cli-bundle-attachments-came", taken, &[("attachments", taken.attachments)], output);
    }
}

fn say(key: &str, document: &impl serde::Serialize, values: &[(&str, u32)], output: &Output) {
    if output.is_json() {
        output.document(document);
        return;
    }
    let values: Vec<(&str, Word)> =
        values.iter().map(|(name, number)| (*name, Word::Number((*number).into()))).collect();
    output.line(&output.words.say_with(key, &values));
}
