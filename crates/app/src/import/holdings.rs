//! What lies in the store by the file: assets one by one, stock by the line.

use std::collections::HashMap;

use domain::asset::{AssetDetails, Provenance};
use domain::command::{IncomingAsset, IncomingStock, ReceiveAssets, ReceiveStock};
use domain::condition::ConditionCode;
use domain::event::Particulars;
use domain::item::Tracking;
use domain::{ActId, AssetId, Command, Facts, ItemId, LotId, PlaceId, Quantity, Refusal};

use super::acts::Act;
use super::findings::Fields;
use super::identity::Origin;
use super::items::Item;
use super::lots::Lots;
use super::serials::{self, Serials};
use super::{codes, limits};
use crate::api::import::{ImportKind, RowReason};

/// No weapon in use is older.
const FIRST_YEAR: u64 = 1800;

/// Everything the rows bring in, place by place.
pub struct Holdings<'a> {
    origin: Origin,
    kind: ImportKind,
    condition: ConditionCode,
    serials: Serials<'a>,
    assets: Vec<(PlaceId, Vec<(u32, IncomingAsset)>)>,
    asset_places: HashMap<PlaceId, usize>,
    stock: Vec<(u32, IncomingStock)>,
    lines: HashMap<(PlaceId, ItemId, Option<LotId>, ConditionCode), usize>,
    lots: Lots<'a>,
    pub unmarked: u32,
    pub asset_count: u32,
}

impl<'a> Holdings<'a> {
    pub fn new(facts: &'a dyn Facts, origin: Origin, kind: ImportKind, condition: ConditionCode) -> Self {
        Self {
            origin,
            kind,
            condition,
            serials: Serials::new(facts),
            assets: Vec::new(),
            asset_places: HashMap::new(),
            stock: Vec::new(),
            lines: HashMap::new(),
            lots: Lots::new(facts, origin),
            unmarked: 0,
            asset_count: 0,
        }
    }

    /// Takes one row of an item, lying at a place.
    pub fn take(&mut self, item: &Item, place: PlaceId, fields: &mut Fields<'_, '_>) {
        let tracking = item.tracking();
        let has_serial = fields.text("serial").is_some_and(|serial| !serials::is_blank(serial));
        let contrary = match tracking {
            Tracking::Serial => (self.kind == ImportKind::Stock).then_some(("quantity", Tracking::Bulk)),
            _ if has_serial => Some(("serial", Tracking::Serial)),
            Tracking::Bulk if fields.text("lot").is_some() => Some(("lot", Tracking::Lot)),
            _ => None,
        };
        if let Some((field, expected)) = contrary {
            let refusal = Refusal::WrongTracking { item: item.id, expected };
            fields.error(field, RowReason::Refused { refusal });
            return;
        }
        let condition = fields.code("condition", ConditionCode::from_letter);
        let condition = condition.unwrap_or(self.condition);
        match tracking {
            Tracking::Serial => self.take_assets(item, place, condition, fields),
            _ => self.take_stock(item, place, condition, fields),
        }
    }

    fn take_assets(
        &mut self,
        item: &Item,
        place: PlaceId,
        condition: ConditionCode,
        fields: &mut Fields<'_, '_>,
    ) {
        let marked = fields.text("serial").map(serials::cut).unwrap_or_default();
        let quantity = match fields.text("quantity") {
            Some(_) => fields.whole("quantity"),
            None => Some((marked.len() as u64).max(1)),
        };
        let details = asset_details(item.id, fields);
        let Some(quantity) = quantity else { return };
        let most =
            limits::UNMARKED_PER_ROW.min((limits::ASSETS as u64).saturating_sub(self.asset_count.into()));
        if quantity == 0 || quantity > most {
            let refusal = Refusal::QuantityOutOfRange { most: Quantity(most) };
            return fields.error("quantity", RowReason::Refused { refusal });
        }
        if (marked.len() as u64) > quantity {
            let value = fields.text("quantity").unwrap_or_default().to_owned();
            let refusal = Refusal::NotValid { field: "quantity".to_owned(), value };
            return fields.error("quantity", RowReason::Refused { refusal });
        }
        let looked_alike = fields.text("lookedAlike").is_some_and(codes::yes);
        for nth in 0..quantity as u32 {
            let id = AssetId(self.origin.id("asset", fields.number(), nth));
            let mut details = details.clone();
            match marked.get(nth as usize) {
                Some(serial) => details.serial = (*serial).to_owned(),
                None => {
                    details.serial = self.serials.make_up(item.id, item.known);
                    details.serial_unmarked = true;
                }
            }
            // Made-up serials are the same for every item on purpose.
            let looked_alike = looked_alike || details.serial_unmarked;
            if let Err(refusal) = self.serials.take(id, item.id, &details.serial, looked_alike) {
                fields.error("serial", RowReason::Refused { refusal });
                continue;
            }
            self.unmarked += u32::from(details.serial_unmarked);
            let incoming = IncomingAsset { id, details, condition, kit_missing: Vec::new(), looked_alike };
            self.put_asset(place, fields.number(), incoming);
        }
    }

    fn put_asset(&mut self, place: PlaceId, row: u32, asset: IncomingAsset) {
        let at = *self.asset_places.entry(place).or_insert_with(|| {
            self.assets.push((place, Vec::new()));
            self.assets.len() - 1
        });
        self.assets[at].1.push((row, asset));
        self.asset_count += 1;
    }

    fn take_stock(
        &mut self,
        item: &Item,
        place: PlaceId,
        condition: ConditionCode,
        fields: &mut Fields<'_, '_>,
    ) {
        if fields.text("quantity").is_none() {
            return fields.error("quantity", RowReason::Missing);
        }
        let quantity = fields.whole("quantity");
        let lot = match item.tracking() {
            Tracking::Lot => self.lots.of(item.id, fields),
            _ => None,
        };
        let Some(quantity) = quantity.map(Quantity) else { return };
        if item.tracking() == Tracking::Lot && lot.is_none() {
            return;
        }
        let line = self.lines.get(&(place, item.id, lot, condition)).copied();
        let already = line.map_or(0, |line| self.stock[line].1.quantity.0);
        let sum = already.saturating_add(quantity.0);
        if quantity.0 == 0 || sum > Quantity::MAX.0 {
            let refusal = Refusal::QuantityOutOfRange { most: Quantity::MAX };
            return fields.error("quantity", RowReason::Refused { refusal });
        }
        match line {
            Some(line) => self.stock[line].1.quantity = Quantity(sum),
            None => {
                let incoming = IncomingStock { place, item: item.id, lot, condition, quantity };
                self.lines.insert((place, item.id, lot, condition), self.stock.len());
                self.stock.push((fields.number(), incoming));
            }
        }
    }

    pub fn lot_count(&self) -> u32 {
        self.lots.new_count()
    }

    pub fn line_count(&self) -> u32 {
        self.stock.len() as u32
    }

    /// The commands that add the lots and take everything in, in acts of bounded size.
    pub fn acts(self) -> Vec<Act> {
        let mut acts = self.lots.acts();
        for (place, assets) in self.assets {
            for part in assets.chunks(limits::PER_ACT) {
                let (rows, assets) = part.iter().cloned().unzip();
                let particulars = Particulars::default();
                let receipt = ReceiveAssets { assets, place, opening: true, particulars };
                acts.push(Act::many(rows, Command::ReceiveAssets(receipt)));
            }
        }
        for (nth, part) in self.stock.chunks(limits::PER_ACT).enumerate() {
            let id = ActId(self.origin.id("stock", 0, nth as u32));
            let (rows, lines) = part.iter().cloned().unzip();
            let receipt = ReceiveStock { id, lines, opening: true, particulars: Particulars::default() };
            acts.push(Act::many(rows, Command::ReceiveStock(receipt)));
        }
        acts
    }
}

fn asset_details(item: ItemId, fields: &mut Fields<'_, '_>) -> AssetDetails {
    let made_year = fields.whole("madeYear").and_then(|year| {
        let known = (FIRST_YEAR..=9_999).contains(&year);
        if !known {
            fields.error("madeYear", RowReason::NotADate { value: year.to_string() });
        }
        known.then_some(year as u16)
    });
    AssetDetails {
        item,
        serial: String::new(),
        serial_unmarked: false,
        maker: fields.owned("maker"),
        made_in: fields.code("madeIn", codes::nation),
        made_year,
        model: fields.owned("model"),
        calibre: fields.owned("calibre"),
        marking_location: fields.owned("markingLocation"),
        import_mark: fields.owned("importMark"),
        provenance: provenance(fields),
        note: fields.owned("note"),
    }
}

fn provenance(fields: &mut Fields<'_, '_>) -> Provenance {
    Provenance {
        owner: fields.code("owner", codes::nation),
        donor: fields.owned("donor"),
        original_exporter: fields.owned("exporter"),
        conditions_of_use: fields.owned("conditionsOfUse"),
        retransfer_consent: fields.owned("consent"),
    }
}
