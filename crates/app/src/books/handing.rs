//! What a hand receipt shows.

use domain::people::Holder;
use serde_json::Value;
use store::query::assets::AssetFilter;
use store::query::page::Window;
use store::query::stock::StockFilter;
use store::query::{acts, assets, items, people, stock};

use super::Books;
use crate::api::operation::ReceiptOf;
use crate::api::problem::Problem;
use crate::api::query::Query;
use crate::clock::now_ms;
use crate::papers::Handed;
use domain::{ActId, AssetId, ItemId, Refusal, SubjectId};

impl Books {
    /// What was handed over by an act, or all a holder has now.
    pub fn handed(&self, of: &ReceiptOf) -> Result<Handed, Problem> {
        match of {
            ReceiptOf::Act { act } => self.handed_by(*act),
            ReceiptOf::Holder { holder } => self.held_by(*holder),
        }
    }

    fn held_by(&self, holder: Holder) -> Result<Handed, Problem> {
        let mut assets = crate::export::all_rows(
            self,
            &Query::Assets {
                filter: AssetFilter { holder: Some(holder), ..AssetFilter::default() },
                window: Window::default(),
            },
        )?;
        for row in &mut assets {
            let missing = self.missing_of(row)?;
            self.complete(row, missing)?;
        }
        let lines = crate::export::all_rows(
            self,
            &Query::Stock {
                filter: StockFilter { holder: Some(holder), ..StockFilter::default() },
                window: Window::default(),
            },
        )?;
        Ok(Handed {
            to: self.holder_name(holder)?,
            from: self.person_name()?.unwrap_or_default(),
            document: None,
            at_ms: now_ms(),
            assets,
            lines,
            remark: None,
        })
    }

    fn handed_by(&self, act: ActId) -> Result<Handed, Problem> {
        let rows = self.read(|store| Ok(acts::act(store, act)?))?;
        let first = rows.first().ok_or_else(|| unknown(act))?;
        let mut handed = Handed {
            to: String::new(),
            from: first.actor_name.clone().unwrap_or_default(),
            document: None,
            at_ms: first.at_ms,
            assets: Vec::new(),
            lines: Vec::new(),
            remark: None,
        };
        for row in &rows {
            let Some(event) = &row.event else { continue };
            if row.kind == domain::kinds::ASSET_ISSUED {
                self.add_asset(row.subject, event, &mut handed)?;
            } else if row.kind == domain::kinds::STOCK_CHANGED && is_handed_out(event) {
                self.add_line(row.subject, event, &mut handed)?;
            }
        }
        if handed.assets.is_empty() && handed.lines.is_empty() {
            return Err(unknown(act));
        }
        Ok(handed)
    }

    fn add_asset(&self, subject: SubjectId, event: &Value, handed: &mut Handed) -> Result<(), Problem> {
        let card = self.read(|store| Ok(assets::asset(store, AssetId(subject.0))?))?;
        if let Some(card) = card {
            let mut row = to_json(&card.row);
            // As it was handed over, not as it is now.
            row["condition"] = event["condition"].clone();
            self.complete(&mut row, event["kitMissing"].clone())?;
            handed.assets.push(row);
        }
        self.note(event, &event["to"], handed)
    }

    /// Parts of its kit that an asset lacks now.
    fn missing_of(&self, row: &Value) -> Result<Value, Problem> {
        let Some(id) = of_json::<AssetId>(&row["id"]) else { return Ok(Value::Null) };
        let card = self.read(|store| Ok(assets::asset(store, id)?))?;
        Ok(card.map_or(Value::Null, |card| to_json(&card.kit_missing)))
    }

    /// Adds what the paper says of an asset beyond the list's row: its item's unit of issue, and what is
    /// missing of its kit.
    fn complete(&self, row: &mut Value, missing: Value) -> Result<(), Problem> {
        if let Some(item) = of_json::<ItemId>(&row["item"])
            && let Some(card) = self.read(|store| Ok(items::item(store, item)?))?
        {
            row["unitOfIssue"] = card.details.unit_of_issue.into();
        }
        row["missing"] = missing;
        Ok(())
    }

    fn add_line(&self, subject: SubjectId, event: &Value, handed: &mut Handed) -> Result<(), Problem> {
        let card = self.read(|store| Ok(stock::stock_line(store, subject)?))?;
        if let Some(card) = card {
            let mut row = to_json(&card.row);
            row["quantity"] = event["change"].clone();
            handed.lines.push(row);
        }
        self.note(event, &event["line"]["at"]["id"], handed)
    }

    fn note(&self, event: &Value, to: &Value, handed: &mut Handed) -> Result<(), Problem> {
        let particulars = &event["particulars"];
        let text = |key: &str| particulars[key].as_str().map(str::to_owned);
        handed.document = handed.document.take().or_else(|| text("document"));
        handed.remark = handed.remark.take().or_else(|| text("remark"));
        if handed.to.is_empty()
            && let Some(holder) = of_json(to)
        {
            handed.to = self.holder_name(holder)?;
        }
        Ok(())
    }

    fn holder_name(&self, holder: Holder) -> Result<String, Problem> {
        let name = self.read(|store| {
            Ok(match holder {
                Holder::Person(id) => people::person(store, id)?.map(|card| {
                    [card.row.rank, card.row.name].into_iter().flatten().collect::<Vec<_>>().join(" ")
                }),
                Holder::Unit(id) => people::unit(store, id)?.map(|card| card.row.code_name),
            })
        })?;
        name.ok_or_else(|| {
            let id = match holder {
                Holder::Person(id) => id.to_string(),
                Holder::Unit(id) => id.to_string(),
            };
            Refusal::Unknown { subject: "holder".into(), id }.into()
        })
    }
}

/// The half of an issue that says what somebody got.
fn is_handed_out(event: &Value) -> bool {
    event["reason"]["type"] == "issued" && event["change"].as_i64().is_some_and(|change| change > 0)
}

fn of_json<T: serde::de::DeserializeOwned>(value: &Value) -> Option<T> {
    serde_json::from_value(value.clone()).ok()
}

fn unknown(act: ActId) -> Problem {
    Refusal::Unknown { subject: "act".into(), id: act.to_string() }.into()
}

fn to_json(row: &impl serde::Serialize) -> Value {
    serde_json::to_value(row).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Komora;
    use crate::test_hub::founded;
    use serde_json::json;

    const RIFLES: &str = "0190a000-0000-7000-8000-000000000001";
    const WATER: &str = "0190a000-0000-7000-8000-000000000002";
    const STORE: &str = "0190a000-0000-7000-8000-000000000003";
    const RACK: &str = "0190a000-0000-7000-8000-000000000004";
    const SOLDIER: &str = "0190a000-0000-7000-8000-000000000005";
    const RIFLE: &str = "0190a000-0000-7000-8000-000000000006";

    fn execute(komora: &Komora, command: Value) -> ActId {
        komora.execute(&serde_json::from_value(command).unwrap(), None).unwrap().act
    }

    /// A hub with one rifle of a set, 100 of water, and somebody to hand them to.
    fn stocked(folder: &std::path::Path) -> Komora {
        let komora = founded(folder);
        let item = |id: &str, name: &str, tracking: &str| {
            json!({ "command": "add-item", "id": id, "details": {
                "name": name, "localCode": name, "supplyClass": "II", "category": "other",
                "unitOfIssue": "SE", "tracking": tracking,
            } })
        };
        let place = |id: &str, code: &str| json!({ "command": "add-place", "id": id, "details": { "name": code, "code": code, "kind": "site" } });
        let rifle = json!({ "id": RIFLE, "condition": "A", "details": { "item": RIFLES, "serial": "AB-1" } });
        let water = json!({ "place": STORE, "item": WATER, "condition": "A", "quantity": 100 });
        for command in [
            item(RIFLES, "Rifle", "serial"),
            item(WATER, "Water", "bulk"),
            place(STORE, "ST"),
            place(RACK, "RA"),
            json!({ "command": "add-person", "id": SOLDIER, "details": {}, "personal": { "name": "Soldier" } }),
            json!({ "command": "receive-assets", "assets": [rifle], "place": STORE }),
            json!({ "command": "receive-stock", "id": SOLDIER, "lines": [water] }),
        ] {
            execute(&komora, command);
        }
        komora
    }

    #[test]
    fn only_an_issue_has_a_hand_receipt() {
        let folder = tempfile::tempdir().unwrap();
        let komora = stocked(folder.path());
        let soldier = json!({ "type": "person", "id": SOLDIER });
        let line = |at: Value| json!({ "at": at, "item": WATER, "lot": null, "condition": "A" });
        let (in_store, held) =
            (line(json!({ "type": "place", "id": STORE })), line(json!({ "type": "holder", "id": soldier })));
        for (command, lines) in [
            (json!({ "command": "move-stock", "line": in_store, "to": RACK, "quantity": 5 }), None),
            (json!({ "command": "issue-stock", "line": in_store, "to": soldier, "quantity": 7 }), Some(7)),
            (
                json!({ "command": "return-stock", "line": held, "to": RACK, "condition": "A", "quantity": 2 }),
                None,
            ),
        ] {
            let act = execute(&komora, command.clone());
            let handed = komora.books().unwrap().handed(&ReceiptOf::Act { act });
            let quantity = handed.ok().map(|handed| (handed.lines[0]["quantity"].clone(), handed.to));
            assert_eq!(quantity, lines.map(|lines| (json!(lines), "Soldier".to_owned())), "{command}");
        }
    }

    #[test]
    fn what_both_sign_names_the_unit_of_issue_and_what_is_missing() {
        let folder = tempfile::tempdir().unwrap();
        let komora = stocked(folder.path());
        let holder = json!({ "type": "person", "id": SOLDIER });
        let missing = json!([{ "name": "sling", "quantity": 1 }]);
        let rifle = json!({ "id": RIFLE, "condition": "B", "kitMissing": missing });
        let act = execute(&komora, json!({ "command": "issue-assets", "assets": [rifle], "to": holder }));
        let holder = of_json(&holder).unwrap();
        for of in [ReceiptOf::Act { act }, ReceiptOf::Holder { holder }] {
            let handed = komora.books().unwrap().handed(&of).unwrap();
            let row = &handed.assets[0];
            assert_eq!((&row["unitOfIssue"], &row["missing"]), (&json!("SE"), &missing), "{of:?}");
        }
    }
}
