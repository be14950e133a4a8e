//! What things are called: an item may have a name in each language, all else has one.

use domain::item::ItemDetails;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// The same words in other languages, where the catalogue has them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Translated {
    pub uk: Option<String>,
    pub fr: Option<String>,
}

impl Translated {
    /// The other names of an item.
    pub(super) fn of(details: &ItemDetails) -> Self {
        Self { uk: details.name_uk.clone(), fr: details.name_fr.clone() }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.uk.is_none() && self.fr.is_none()
    }
}

/// A name with its translations.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Called {
    pub text: String,
    pub others: Translated,
}

impl Called {
    pub fn item(details: &ItemDetails) -> Self {
        Self { text: details.name.clone(), others: Translated::of(details) }
    }

    /// Several names as one line, in each language that any of them has.
    pub fn line(parts: impl IntoIterator<Item = Self>) -> Self {
        let parts: Vec<Self> = parts.into_iter().collect();
        let joined = |of: &dyn Fn(&Self) -> &str| parts.iter().map(of).collect::<Vec<_>>().join(" · ");
        let translated = |of: fn(&Translated) -> &Option<String>| {
            let any = parts.iter().any(|part| of(&part.others).is_some());
            any.then(|| joined(&|part| of(&part.others).as_deref().unwrap_or(&part.text)))
        };
        Self {
            text: joined(&|part| &part.text),
            others: Translated { uk: translated(|others| &others.uk), fr: translated(|others| &others.fr) },
        }
    }
}

impl From<String> for Called {
    /// What has one name in every language: a serial, a place, a person.
    fn from(text: String) -> Self {
        Self { text, others: Translated::default() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_told_in_every_language_one_of_its_parts_has() {
        let some = |text: &str| Some(text.to_owned());
        let rifle =
            Called { text: "Rifle".into(), others: Translated { uk: some("Гвинтівка"), fr: None } };
        let line = Called::line([Called::from("A1".to_owned()), rifle.clone(), "STORE".to_owned().into()]);
        assert_eq!(line.text, "A1 · Rifle · STORE");
        assert_eq!(line.others, Translated { uk: some("A1 · Гвинтівка · STORE"), fr: None });
        assert!(Called::line([Called::from("A1".to_owned())]).others.is_empty());
        assert_eq!(Called::line([rifle.clone()]), rifle);
    }
}
