//! Confirming an act: decide, chain, seal, fold, commit and tell the head witness, as the window asks for
//! it, in turn with a bare commit on the same disk.

use std::path::Path;
use std::time::Duration;

use app::{Command, Komora};
use domain::command::{IncomingAsset, ReceiveAssets};
use domain::condition::ConditionCode;
use domain::event::Particulars;

use crate::bare::Bare;
use crate::figure::Figure;
use crate::holdings::{self, Holdings, Size};
use crate::measure::{Outcome, median, timed};
use crate::{Scale, books};

/// What an act adds to the log, about: an entry, its index, the rows folded from it.
const ACT_BYTES: usize = 600;
const ASSETS: usize = 200;
/// Places to move them between.
pub const PLACES: usize = 12;

pub fn figures(folder: &Path, scale: Scale, tell: &mut dyn FnMut(Figure)) -> Outcome<()> {
    let komora = books::founded(folder)?;
    stock_up(&komora, ASSETS)?;
    let bare = Bare::create(folder, ACT_BYTES)?;
    let rounds = if scale.quick { 100 } else { 1_000 };
    let (mut acts, mut commits) = (Vec::with_capacity(rounds), Vec::with_capacity(rounds));
    for round in 0..rounds {
        commits.push(bare.commit_one()?.wall);
        let command = Command::MoveAssets {
            assets: vec![holdings::asset(round % ASSETS)],
            to: holdings::place(2 + (round / ASSETS + round) % 10),
            particulars: Particulars::default(),
        };
        acts.push(timed(|| Ok(komora.execute(&command, None)?))?.0.wall);
    }
    komora.shut_down();
    let slow = percentile(&mut acts, 99);
    let reference = median(&mut commits);
    let what = "bare commit of one row";
    tell(
        Figure::time("confirm an act, median", median(&mut acts))
            .beside_time(reference, what)
            .at_most_times(3.0),
    );
    let slowest = percentile(&mut commits, 99);
    tell(Figure::time("confirm an act, slowest of a hundred", slow).beside_time(slowest, what));
    Ok(())
}

fn percentile(times: &mut [Duration], percent: usize) -> Duration {
    times.sort_unstable();
    times[(times.len() * percent / 100).min(times.len() - 1)]
}

/// Something to move about, and where to.
pub fn stock_up(komora: &Komora, assets: usize) -> Outcome<()> {
    let holdings = Holdings::of(Size { items: 1, places: PLACES, people: 0, lots: 0 });
    for new in holdings.catalogue() {
        let command = match new.event {
            domain::Event::ItemAdded(details) => Command::AddItem { id: holdings::item(0), details },
            domain::Event::PlaceAdded(details) => {
                Command::AddPlace { id: domain::PlaceId(new.subject.0), details }
            }
            _ => continue,
        };
        komora.execute(&command, None)?;
    }
    let mut holdings = holdings;
    let assets = (0..assets).map(|n| IncomingAsset {
        id: holdings::asset(n),
        details: holdings.asset_details(n),
        condition: ConditionCode::A,
        kit_missing: Vec::new(),
        looked_alike: true,
    });
    let receive = ReceiveAssets {
        assets: assets.collect(),
        place: holdings::place(1),
        opening: true,
        particulars: Particulars::default(),
    };
    komora.execute(&Command::ReceiveAssets(receive), None)?;
    Ok(())
}
