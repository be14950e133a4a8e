//! Things that bear no serial, and names in the reader's language, from the command to the file.

use std::path::Path;

use app::Komora;
use app::api::operation::{ExportFormat, Operation};
use app::api::query::Query;
use domain::Command;
use serde_json::{Value, json};
use tests::world::create_hub;

const ITEM: &str = "0190a000-0000-7000-8000-000000000001";
const PLACE: &str = "0190a000-0000-7000-8000-000000000002";

fn execute(komora: &Komora, command: Value) -> Value {
    let command: Command = serde_json::from_value(command).unwrap();
    serde_json::to_value(komora.execute(&command, None).unwrap()).unwrap()
}

/// Two rifles without a serial in a new hub, told as a script tells them.
fn stocked(folder: &Path) -> Komora {
    let komora = Komora::for_tests(folder);
    komora.operate(create_hub("oak")).unwrap();
    execute(
        &komora,
        json!({ "command": "add-item", "id": ITEM, "details": {
            "name": "Rifle", "nameUk": "Гвинтівка", "nameFr": null, "nsn": null, "localCode": "R-1",
            "supplyClass": "II", "category": "weapon", "unitOfIssue": "EA", "tracking": "serial",
        } }),
    );
    execute(
        &komora,
        json!({ "command": "add-place", "id": PLACE, "details": {
            "name": "Store", "code": "ST", "kind": "site", "parent": null, "custodian": null, "note": null,
            "closed": false,
        } }),
    );
    let unmarked = |n: u8| {
        json!({ "id": format!("0190a000-0000-7000-8000-0000000001{n:02}"), "condition": "A",
            "details": { "item": ITEM, "serialUnmarked": true } })
    };
    let receipt = execute(
        &komora,
        json!({ "command": "receive-assets", "assets": [unmarked(1), unmarked(2)], "place": PLACE }),
    );
    let flagged: Vec<&Value> =
        receipt["warnings"].as_array().unwrap().iter().map(|one| &one["serial"]).collect();
    assert_eq!(flagged, ["unmarked-1", "unmarked-2"]);
    komora
}

#[test]
fn a_list_is_exported_with_the_columns_chosen_in_their_order_and_in_the_readers_language() {
    let folder = tempfile::tempdir().unwrap();
    let komora = stocked(folder.path());
    let file = folder.path().join("weapons.csv");
    let export = |language: &str, columns: &[&str]| {
        let list: Query = serde_json::from_value(json!({ "query": "assets" })).unwrap();
        let path = file.display().to_string();
        let columns = columns.iter().map(|key| (*key).to_owned()).collect();
        let format = ExportFormat::Csv;
        komora.operate(Operation::Export { list, format, path, language: language.into(), columns }).unwrap();
        let text = std::fs::read_to_string(&file).unwrap();
        text.trim_start_matches('\u{feff}').lines().map(str::to_owned).collect::<Vec<_>>()
    };
    let rows = export("uk", &["itemName", "serial", "whereName"]);
    assert_eq!(
        rows,
        ["Найменування,Номер,Місце або отримувач", "Гвинтівка,unmarked-1,ST", "Гвинтівка,unmarked-2,ST"]
    );
    let rows = export("fr", &["serial", "itemName"]);
    assert_eq!(rows[1], "unmarked-1,Rifle", "the main name where the catalogue has no French one");
    let all = export("en", &[]);
    assert_eq!(all[0].split(',').count(), 9, "all columns where none is named: {}", all[0]);
}
