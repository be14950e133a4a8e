//! The TypeScript the window is written against is generated from the Rust types; this test writes
//! it and fails when what is committed says otherwise.

use std::any::TypeId;
use std::collections::{BTreeMap, BTreeSet};

use ts_rs::{Config, TS, TypeVisitor};

/// What each question is answered with; the left side is the query's tag.
const ANSWERS: &[(&str, &str)] = &[
    ("today", "TodayAnswer"),
    ("counts", "Counts"),
    ("hub", "HubDescription"),
    ("items", "Page<ItemRow>"),
    ("item", "ItemCard"),
    ("assets", "Page<AssetRow>"),
    ("asset-facets", "Array<Facet>"),
    ("asset", "AssetCard"),
    ("check-serials", "Array<SerialCheck>"),
    ("stock", "Page<StockRow>"),
    ("stock-facets", "Array<Facet>"),
    ("stock-line", "StockCard"),
    ("lots", "Array<LotRow>"),
    ("lot", "LotCard"),
    ("places", "Array<PlaceRow>"),
    ("place", "PlaceCard"),
    ("people", "Page<PersonRow>"),
    ("person", "PersonCard"),
    ("units", "Array<UnitRow>"),
    ("unit", "UnitCard"),
    ("search", "Array<Found>"),
    ("timeline", "Page<TimelineRow>"),
    ("attachments", "Array<AttachmentRow>"),
    ("attachment-bytes", "AttachmentBytes"),
    ("attachment-room", "AttachmentRoom"),
    ("acts", "Page<ActRow>"),
    ("act", "Array<TimelineRow>"),
    ("discrepancies", "Page<DiscrepancyRow>"),
    ("network", "NetworkStatus"),
    ("tables", "Tables"),
];

struct Declarations<'a> {
    config: &'a Config,
    seen: BTreeSet<TypeId>,
    written: BTreeMap<String, String>,
}

impl TypeVisitor for Declarations<'_> {
    fn visit<T: TS + 'static + ?Sized>(&mut self) {
        if !self.seen.insert(TypeId::of::<T>()) {
            return;
        }
        if T::output_path().is_some() {
            self.written.insert(T::ident(self.config), format!("export {}", T::decl(self.config)));
        }
        T::visit_dependencies(self);
        T::visit_generics(self);
    }
}

fn typescript() -> String {
    let config = Config::new().with_large_int("number");
    let mut all = Declarations { config: &config, seen: BTreeSet::new(), written: BTreeMap::new() };
    all.visit::<domain::Command>();
    all.visit::<app::api::receipt::Receipt>();
    all.visit::<app::api::problem::Problem>();
    all.visit::<app::api::status::Status>();
    all.visit::<app::api::operation::Operation>();
    all.visit::<app::api::operation::Outcome>();
    all.visit::<app::api::job::Job>();
    all.visit::<app::api::job::Notice>();
    all.visit::<app::api::query::Query>();
    all.visit::<app::api::query::Tables>();
    all.visit::<app::api::attachment::AttachmentBytes>();
    all.visit::<app::api::attachment::AttachmentRoom>();
    all.visit::<app::api::network::NetworkStatus>();
    all.visit::<app::api::today::TodayAnswer>();
    all.visit::<domain::event::HubDescription>();
    use store::query::*;
    all.visit::<page::Page<assets::AssetRow>>();
    all.visit::<page::Facet>();
    all.visit::<assets::AssetCard>();
    all.visit::<assets::SerialCheck>();
    all.visit::<attachments::AttachmentRow>();
    all.visit::<items::ItemCard>();
    all.visit::<items::LotCard>();
    all.visit::<stock::StockCard>();
    all.visit::<places::PlaceCard>();
    all.visit::<people::PersonCard>();
    all.visit::<people::UnitCard>();
    all.visit::<search::Found>();
    all.visit::<timeline::TimelineRow>();
    all.visit::<acts::ActRow>();

    let mut text = String::from("// Written by tests/it/types.rs from the Rust types. Do not edit.\n\n");
    for declaration in all.written.values() {
        text.push_str(declaration);
        text.push_str("\n\n");
    }
    text.push_str("/** What each question is answered with. */\nexport interface Answers {\n");
    for (query, answer) in ANSWERS {
        text.push_str(&format!("  \"{query}\": {answer};\n"));
    }
    text.push_str("}\n");
    text
}

#[test]
fn the_windows_types_are_those_of_the_program() {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../ui/src/api/types.ts");
    let now = typescript();
    let committed = std::fs::read_to_string(&path).unwrap_or_default();
    if committed != now {
        std::fs::write(&path, &now).expect("ui/src/api/types.ts can be written");
        panic!("ui/src/api/types.ts was out of date and has been written anew: look at it and commit it");
    }
}
