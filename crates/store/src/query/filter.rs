//! Conditions put together; every value is bound, never written into the statement.

use rusqlite::ToSql;
use rusqlite::types::Value;

use super::hubs::Hubs;
use super::text::Typed;

/// A growing `where`.
#[derive(Default)]
pub(super) struct Where {
    conditions: Vec<String>,
    values: Vec<Value>,
}

impl Where {
    /// A condition with one `?` for each value.
    pub fn and(&mut self, condition: &str, values: impl IntoIterator<Item = Value>) {
        let mut text = String::with_capacity(condition.len() + 4);
        let mut values = values.into_iter();
        for part in condition.split_inclusive('?') {
            match part.strip_suffix('?') {
                Some(before) => {
                    self.values.push(values.next().expect("a value for each question mark"));
                    text.push_str(before);
                    text.push_str(&format!("?{}", self.values.len()));
                }
                None => text.push_str(part),
            }
        }
        self.conditions.push(text);
    }

    pub fn is(&mut self, column: &str, value: Option<i64>) {
        if let Some(value) = value {
            self.and(&format!("{column} = ?"), [Value::Integer(value)]);
        }
    }

    /// Found by its name, if there is a text to find it by. False where nothing can be.
    #[must_use]
    pub fn is_found(&mut self, column: &str, text: Option<&str>) -> bool {
        let Some(text) = text.filter(|text| !text.trim().is_empty()) else { return true };
        let Some(typed) = Typed::of(text) else { return false };
        let condition = format!("{column} in (select rowid from find_name where find_name match ?)");
        self.and(&condition, [Value::Text(typed.words)]);
        true
    }

    /// In the books of a hub of that code name, told by the scope in `column`.
    pub fn is_of_hub(&mut self, column: &str, hubs: &Hubs, code: Option<&str>) {
        if let Some(code) = code {
            let scopes: Vec<Value> = hubs.called(code).into_iter().map(Value::Integer).collect();
            let marks = vec!["?"; scopes.len()].join(", ");
            self.and(&format!("{column} in ({marks})"), scopes);
        }
    }

    /// ` where …`, or nothing.
    pub fn sql(&self) -> String {
        if self.conditions.is_empty() {
            String::new()
        } else {
            format!(" where {}", self.conditions.join(" and "))
        }
    }

    pub fn values(&self) -> Vec<&dyn ToSql> {
        self.values.iter().map(|value| value as &dyn ToSql).collect()
    }
}

/// A place and all below it, as numbers, for `in (…)`. Two people apart can put two places into each other:
/// each is met once.
pub(super) const BELOW: &str = "with recursive below(n) as (
    select ? union select place.n from place join below on place.parent = below.n
) select n from below";
