//! PDF on A4, set by typst from the templates in `templates/`.
//!
//! The report reaches the templates as one JSON file of strings; nothing is ever pasted into their
//! source, so text cannot run as markup. Figures, widths and line breaks are settled here, in Rust;
//! the templates only place things.

mod columns;
mod press;
#[cfg(test)]
mod proof;
mod qr;
mod sheet;
mod text;

use chrono::{DateTime, Datelike, FixedOffset, Timelike};
use typst::diag::SourceDiagnostic;
use typst::foundations::{Datetime, Smart};
use typst_pdf::{PdfOptions, Timestamp};

use crate::{ExportError, Report};

pub fn print(report: &Report) -> Result<Vec<u8>, ExportError> {
    let sheet = serde_json::to_vec(&sheet::Sheet::of(report))?;
    let qr = report.qr.as_deref().map(qr::draw).transpose()?;
    let ident = format!("{:032x}", typst::utils::hash128(&sheet));
    let options = PdfOptions {
        ident: Smart::Custom(ident),
        creator: Smart::Custom(Some("Komora".to_owned())),
        timestamp: report.made_at.and_then(timestamp),
        ..PdfOptions::default()
    };
    let page = press::Page::new(sheet, qr);
    let printed = typst::compile(&page)
        .output
        .and_then(|document| typst_pdf::pdf(&document, &options))
        .map_err(|diagnostics| stopped(&diagnostics));
    // The cache would keep every report printed, recovery codes included, until the program ends.
    typst::comemo::evict(0);
    printed
}

fn stopped(diagnostics: &[SourceDiagnostic]) -> ExportError {
    let messages: Vec<_> = diagnostics.iter().map(|it| it.message.as_str()).collect();
    ExportError::Typesetting { reason: messages.join("; ") }
}

fn timestamp(moment: DateTime<FixedOffset>) -> Option<Timestamp> {
    let local = moment.naive_local();
    let small = |figure: u32| u8::try_from(figure).ok();
    let datetime = Datetime::from_ymd_hms(
        local.year(),
        small(local.month())?,
        small(local.day())?,
        small(local.hour())?,
        small(local.minute())?,
        small(local.second())?,
    )?;
    Timestamp::new_local(datetime, moment.offset().local_minus_utc() / 60)
}
