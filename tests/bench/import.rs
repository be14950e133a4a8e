//! A file of holdings through the same wizard a person uses.

use std::fmt::Write as _;
use std::path::Path;
use std::time::Duration;

use app::ConditionCode;
use app::api::import::{ImportKind, ImportPlan};
use app::api::job::{Ended, Job};
use app::api::operation::{Operation, Outcome as Answer};

use crate::bare::Bare;
use crate::figure::{Figure, Measure};
use crate::measure::{Outcome, timed};
use crate::{Scale, books, holdings};

pub fn figures(folder: &Path, scale: Scale, tell: &mut dyn FnMut(Figure)) -> Outcome<()> {
    let rows = scale.of(15_000);
    let path = folder.join("holdings.csv");
    std::fs::write(&path, file(rows)?)?;
    let komora = books::founded(folder)?;
    let (time, ended) = timed(|| {
        let path = path.display().to_string();
        let read = Operation::ReadImport { path: path.clone(), kind: ImportKind::Assets, sheet: None };
        let Answer::Import { draft } = komora.operate(read)? else { return Err("no draft came".into()) };
        let plan = ImportPlan {
            path,
            kind: ImportKind::Assets,
            sheet: draft.sheet,
            mapping: draft.mapping,
            place: "MAIN".into(),
            condition: ConditionCode::A,
            dry_run: false,
        };
        Ok(komora.run(Job::Import { plan }, &|_| {})?)
    })?;
    match ended {
        Ended::Imported { report, .. } if report.saved && report.assets as usize == rows => {}
        other => return Err(format!("the file was not imported: {other:?}").into()),
    }
    komora.shut_down();
    let reference = Bare::create(folder, 600)?.fill(rows, rows)?;
    let within = Duration::from_secs(10).mul_f64(rows as f64 / 15_000.0);
    tell(
        Figure::cost(format!("import of {rows} assets, CSV"), time)
            .beside(reference, "bare insert of as many rows")
            .within(Measure::Time(within)),
    );
    Ok(())
}

/// 400 items, 60 places, a serial a row.
fn file(rows: usize) -> Outcome<String> {
    let mut text = String::from("Item name,Local code,Serial number,Unit of issue,Place,Maker,Unit price\n");
    for n in 0..rows {
        let (of, place) = (n * 7 % 400, n % 60);
        writeln!(
            text,
            "\"{}\",K-{of:05},{},EA,RACK-{place:02},Northern Arms,{}.50",
            holdings::item_name(of),
            holdings::serial(n),
            200 + of,
        )?;
    }
    Ok(text)
}
