//! What a hand receipt shows.

use domain::people::Holder;
use serde_json::Value;
use store::query::assets::AssetFilter;
use store::query::page::Window;
use store::query::stock::StockFilter;
use store::query::{acts, assets, people, stock};

use super::Books;
use crate::api::operation::ReceiptOf;
use crate::api::problem::Problem;
use crate::api::query::Query;
use crate::clock::now_ms;
use crate::papers::Handed;
use crate::words::Words;
use domain::{ActId, AssetId, Refusal, SubjectId};

impl Books {
    /// What was handed over by an act, or all a holder has now.
    pub fn handed(&self, of: &ReceiptOf, _: &Words) -> Result<Handed, Problem> {
        match of {
            ReceiptOf::Act { act } => self.handed_by(*act),
            ReceiptOf::Holder { holder } => self.held_by(*holder),
        }
    }

    fn held_by(&self, holder: Holder) -> Result<Handed, Problem> {
        let assets = crate::export::all_rows(
            self,
            &Query::Assets {
                filter: AssetFilter { holder: Some(holder), ..AssetFilter::default() },
                window: Window::default(),
            },
        )?;
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
            } else if row.kind == domain::kinds::STOCK_CHANGED && event["change"].as_i64().unwrap_or(0) > 0 {
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
            handed.assets.push(row);
        }
        self.note(event, &event["to"], handed)
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
            && let Ok(holder) = serde_json::from_value(to.clone())
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

fn unknown(act: ActId) -> Problem {
    Refusal::Unknown { subject: "act".into(), id: act.to_string() }.into()
}

fn to_json(row: &impl serde::Serialize) -> Value {
    serde_json::to_value(row).unwrap_or_default()
}
