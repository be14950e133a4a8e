//! A row's names in the reader's language, where the catalogue has them.

use serde_json::Value;

use crate::words::{Language, Words};

/// The field of a row; a name that the row also has in the reader's language is given in it.
pub fn named<'a>(row: &'a Value, key: &str, words: &Words) -> &'a Value {
    // An item's own row has its names side by side.
    let own = match (key, words.language) {
        ("name", Language::Ukrainian) => row.get("nameUk"),
        ("name", Language::French) => row.get("nameFr"),
        _ => None,
    };
    let others = row.get(format!("{key}In"));
    own.filter(|name| !name.is_null()).or_else(|| in_language(others, words)).unwrap_or(&row[key])
}

/// What a row of a timeline calls an id it mentions.
pub fn named_id<'a>(row: &'a Value, id: &str, words: &Words) -> &'a Value {
    in_language(row["namesIn"].get(id), words).unwrap_or(&row["names"][id])
}

/// The name in the reader's language; the catalogue's own names are English.
fn in_language<'a>(others: Option<&'a Value>, words: &Words) -> Option<&'a Value> {
    let tongue = match words.language {
        Language::Ukrainian => "uk",
        Language::French => "fr",
        Language::English => return None,
    };
    others?.get(tongue).filter(|name| !name.is_null())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn names_are_those_of_the_language_or_else_the_catalogues() {
        let row = json!({
            "itemName": "Rifle", "itemNameIn": { "uk": "Гвинтівка", "fr": null },
            "name": "Rifle", "nameUk": "Гвинтівка", "nameFr": null,
            "serial": "A1",
        });
        for (language, key, expected) in [
            (Language::Ukrainian, "itemName", "Гвинтівка"),
            (Language::French, "itemName", "Rifle"),
            (Language::English, "itemName", "Rifle"),
            (Language::Ukrainian, "name", "Гвинтівка"),
            (Language::French, "name", "Rifle"),
            (Language::English, "name", "Rifle"),
            (Language::Ukrainian, "serial", "A1"),
        ] {
            assert_eq!(named(&row, key, Words::of(language)), expected, "{language:?} {key}");
        }
        let told =
            json!({ "names": { "1": "Rifle", "2": "STORE" }, "namesIn": { "1": { "uk": "Гвинтівка" } } });
        let names = |language| ["1", "2"].map(|id| named_id(&told, id, Words::of(language)).clone());
        assert_eq!(names(Language::Ukrainian), ["Гвинтівка", "STORE"]);
        assert_eq!(names(Language::French), ["Rifle", "STORE"]);
    }
}
