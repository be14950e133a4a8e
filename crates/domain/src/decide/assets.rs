//! Taking assets in and changing what is written about them.

use std::collections::{HashMap, HashSet};

use chrono::Datelike;

use super::text::{self, LONGEST_NAME, LONGEST_NOTE};
use super::{Decision, NewEvent, Warning, known};
use crate::asset::{AssetDetails, Provenance};
use crate::changes::Changes;
use crate::command::{IncomingAsset, ReceiveAssets};
use crate::event::{AssetReceived, Event};
use crate::facts::Facts;
use crate::ids::{AssetId, ItemId};
use crate::item::Tracking;
use crate::refusal::{LookAlike, Refusal};
use crate::serial::{SerialKey, made_up, mixed_alphabets, normalise};

/// No weapon in use is older.
const FIRST_YEAR: u16 = 1800;

pub(super) fn receive(receipt: &ReceiveAssets, facts: &dyn Facts) -> Result<Decision, Refusal> {
    known::each_once(receipt.assets.iter().map(|asset| asset.id))?;
    known::open_place(facts, receipt.place)?;
    let particulars = text::particulars(&receipt.particulars)?;
    let mut serials = HashSet::with_capacity(receipt.assets.len());
    let mut numbered = HashMap::new();
    let mut items = HashMap::new();
    let mut decision = Decision::default();
    for asset in &receipt.assets {
        known::fresh(facts, "asset", asset.id, facts.asset(asset.id).is_some())?;
        kept_by_serial(asset.details.item, &mut items, facts)?;
        let nameless = is_nameless(&asset.details);
        let details = if nameless {
            let last = numbered.entry(asset.details.item).or_default();
            tidied(&with_serial(&asset.details, last, &serials, facts), facts)?
        } else {
            tidied(&asset.details, facts)?
        };
        let key = key(&details.serial)?;
        if !serials.insert((details.item, key.clone())) {
            return Err(Refusal::SerialRepeated { serial: details.serial });
        }
        if !nameless {
            not_alive(asset, &details, &key, facts)?;
        }
        decision.warnings.extend(warnings(&details));
        let mut kit_missing = asset.kit_missing.clone();
        text::kit(&mut kit_missing, "kitMissing")?;
        decision.events.push(NewEvent::new(
            asset.id,
            Event::AssetReceived(AssetReceived {
                details,
                place: receipt.place,
                condition: asset.condition,
                kit_missing,
                opening: receipt.opening,
                particulars: particulars.clone(),
            }),
        ));
    }
    Ok(decision)
}

pub(super) fn change(id: AssetId, details: &AssetDetails, facts: &dyn Facts) -> Result<Decision, Refusal> {
    let old = known::asset(facts, id)?.details;
    kept_by_serial(details.item, &mut HashMap::new(), facts)?;
    let new = tidied(details, facts)?;
    let changes = Changes::between(&old, &new);
    if changes.is_empty() {
        return Err(Refusal::NothingChanges);
    }
    let mut warnings = warnings(&new);
    if old.item != new.item || old.serial != new.serial {
        let (same, similar) = alike(id, &new, &key(&new.serial)?, facts);
        if !same.is_empty() {
            return Err(Refusal::SerialExists { serial: new.serial, existing: same });
        }
        if !similar.is_empty() {
            warnings.push(Warning::SerialLooksLike { serial: new.serial, similar });
        }
    }
    Ok(Decision::of(id, Event::AssetChanged(changes)).warning(warnings))
}

/// Text fields of a thing's origin.
pub(super) fn provenance(provenance: &mut Provenance) -> Result<(), Refusal> {
    text::optional_nation(&mut provenance.owner, "provenance.owner")?;
    text::optional(&mut provenance.donor, "provenance.donor", LONGEST_NAME)?;
    text::optional(&mut provenance.original_exporter, "provenance.originalExporter", LONGEST_NAME)?;
    text::optional(&mut provenance.conditions_of_use, "provenance.conditionsOfUse", LONGEST_NOTE)?;
    text::optional(&mut provenance.retransfer_consent, "provenance.retransferConsent", LONGEST_NAME)
}

fn kept_by_serial(
    item: ItemId,
    known: &mut HashMap<ItemId, Tracking>,
    facts: &dyn Facts,
) -> Result<(), Refusal> {
    let tracking = match known.get(&item) {
        Some(tracking) => *tracking,
        None => {
            let tracking = known::item(facts, item)?.details.tracking;
            known.insert(item, tracking);
            tracking
        }
    };
    match tracking {
        Tracking::Serial => Ok(()),
        _ => Err(Refusal::WrongTracking { item, expected: Tracking::Serial }),
    }
}

fn tidied(details: &AssetDetails, facts: &dyn Facts) -> Result<AssetDetails, Refusal> {
    let mut asset = details.clone();
    text::required(&mut asset.serial, "serial", LONGEST_NAME)?;
    text::optional(&mut asset.maker, "maker", LONGEST_NAME)?;
    text::optional_nation(&mut asset.made_in, "madeIn")?;
    text::optional(&mut asset.model, "model", LONGEST_NAME)?;
    text::optional(&mut asset.calibre, "calibre", LONGEST_NAME)?;
    text::optional(&mut asset.marking_location, "markingLocation", LONGEST_NAME)?;
    text::optional(&mut asset.import_mark, "importMark", LONGEST_NAME)?;
    text::note(&mut asset.note)?;
    provenance(&mut asset.provenance)?;
    match asset.made_year {
        Some(year) if year < FIRST_YEAR || i32::from(year) > facts.today().0.year() => {
            Err(text::not_valid("madeYear", &year.to_string()))
        }
        _ => Ok(asset),
    }
}

/// Bears no serial and was given none yet.
fn is_nameless(details: &AssetDetails) -> bool {
    details.serial_unmarked && details.serial.trim().is_empty()
}

/// The same with the next "unmarked-n" that no live thing of its item has, here or in the books. `last`
/// is the number made up last for this item.
fn with_serial(
    details: &AssetDetails,
    last: &mut u32,
    serials: &HashSet<(ItemId, SerialKey)>,
    facts: &dyn Facts,
) -> AssetDetails {
    let serial = made_up(last, |key| {
        serials.contains(&(details.item, key.clone()))
            || facts.assets_with_serial(key).iter().any(|(_, item, _)| *item == details.item)
    });
    AssetDetails { serial, ..details.clone() }
}

fn key(serial: &str) -> Result<SerialKey, Refusal> {
    let key = normalise(serial);
    if key.is_empty() { Err(text::not_valid("serial", serial)) } else { Ok(key) }
}

/// Live assets marked the same, and those that could be taken for this one.
fn alike(
    id: AssetId,
    details: &AssetDetails,
    key: &SerialKey,
    facts: &dyn Facts,
) -> (Vec<AssetId>, Vec<LookAlike>) {
    let (mut same, mut similar) = (Vec::new(), Vec::new());
    for (asset, item, serial) in facts.assets_with_serial(key) {
        if asset == id {
            continue;
        }
        if item == details.item && serial == details.serial {
            same.push(asset);
        } else {
            similar.push(LookAlike { asset, item, serial });
        }
    }
    (same, similar)
}

/// Rule W2 at receipt: never twice the same, and "did you mean" before it could be.
fn not_alive(
    asset: &IncomingAsset,
    details: &AssetDetails,
    key: &SerialKey,
    facts: &dyn Facts,
) -> Result<(), Refusal> {
    let (same, similar) = alike(asset.id, details, key, facts);
    if !same.is_empty() {
        return Err(Refusal::SerialExists { serial: details.serial.clone(), existing: same });
    }
    if !similar.is_empty() && !asset.looked_alike {
        return Err(Refusal::SerialLooksLike { serial: details.serial.clone(), similar });
    }
    Ok(())
}

/// Rule W2 where a thing is to be alive again as it was.
pub(super) fn not_alive_twice(id: AssetId, details: &AssetDetails, facts: &dyn Facts) -> Result<(), Refusal> {
    let (same, _) = alike(id, details, &key(&details.serial)?, facts);
    if same.is_empty() {
        return Ok(());
    }
    Err(Refusal::SerialExists { serial: details.serial.clone(), existing: same })
}

fn warnings(details: &AssetDetails) -> Vec<Warning> {
    let serial = || details.serial.clone();
    let mixed = mixed_alphabets(&details.serial).then(|| Warning::MixedAlphabets { serial: serial() });
    let unmarked = details.serial_unmarked.then(|| Warning::SerialUnmarked { serial: serial() });
    mixed.into_iter().chain(unmarked).collect()
}
