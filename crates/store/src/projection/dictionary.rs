//! The order of a dictionary, the same for all three languages: that of Ukrainian in the Unicode collation (CLDR)
//! has Ґ, Є, І, Ї and Й where the alphabet has them, and Latin letters, accents beside them, as English and French
//! do. Numbers stand by their value: rack 2 before rack 10.

use std::sync::OnceLock;

use icu_collator::options::CollatorOptions;
use icu_collator::preferences::CollationNumericOrdering;
use icu_collator::{CollatorBorrowed, CollatorPreferences};
use icu_locale_core::locale;

/// Bytes that compare as the texts stand in a dictionary. They hold for one edition of the collation: a newer
/// one may order otherwise, so it comes with a new [`VERSION`](super::VERSION).
pub(crate) fn sort_key(text: &str) -> Vec<u8> {
    static COLLATOR: OnceLock<CollatorBorrowed<'static>> = OnceLock::new();
    let collator = COLLATOR.get_or_init(|| {
        let mut preferences = CollatorPreferences::from(&locale!("uk"));
        preferences.numeric_ordering = Some(CollationNumericOrdering::True);
        CollatorBorrowed::try_new(preferences, CollatorOptions::default()).expect("the collation is built in")
    });
    let mut key = Vec::with_capacity(2 * text.len());
    let Ok(()) = collator.write_sort_key_to(text, &mut key);
    key
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_stand_as_in_a_dictionary() {
        let sorted = [
            "Автомат",
            "Гвинтівка",
            "Ґудзик",
            "Дріт",
            "Екран",
            "Єдність",
            "Жилет",
            "Зброя",
            "Икавка",
            "Іскра",
            "Їжа",
            "Йод",
            "Кулемет",
            "Щит",
            "Юрта",
            "Ящик",
        ];
        assert!(sorted.is_sorted_by_key(|text| sort_key(text)), "{sorted:?}");
        let sorted = ["AR-1 › R2", "AR-1 › R2 › 07", "AR-1 › R10", "AR-2", "AR-11"];
        assert!(sorted.is_sorted_by_key(|text| sort_key(text)));
        let sorted = ["coque", "côté", "cotée", "coudre"];
        assert!(sorted.is_sorted_by_key(|text| sort_key(text)));
        assert!(sort_key("rifle") < sort_key("Rifle") && sort_key("Rifle") < sort_key("rifles"));
    }
}
