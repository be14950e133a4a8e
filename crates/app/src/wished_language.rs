//! The language wished for where nobody chose one in the window or on the command line.

use crate::words::Language;

/// Asks for a language whatever the system's is: uk, en or fr.
const VARIABLE: &str = "KOMORA_LANGUAGE";
/// The system's own, the first that says anything.
const SYSTEM: [&str; 3] = ["LC_ALL", "LC_MESSAGES", "LANG"];

/// The one `KOMORA_LANGUAGE` asks for; none where it is not set, or to none that Komora speaks.
pub fn wished_language() -> Option<Language> {
    wished(&variable)
}

/// The same, or else the system's; none where that is none that Komora speaks.
pub fn language_around() -> Option<Language> {
    around(&variable)
}

fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok()
}

fn wished(read: &dyn Fn(&str) -> Option<String>) -> Option<Language> {
    Language::from_tag(&read(VARIABLE)?)
}

fn around(read: &dyn Fn(&str) -> Option<String>) -> Option<Language> {
    let system = || SYSTEM.into_iter().filter_map(read).find(|tag| !tag.is_empty());
    wished(read).or_else(|| Language::from_tag(&system()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Variables that are set, and what they ask for: by our own, and in all.
    type Case<'a> = (&'a [(&'a str, &'a str)], Option<Language>, Option<Language>);

    #[test]
    fn the_variable_goes_before_the_system_and_says_nothing_where_it_is_nonsense() {
        use Language::*;
        let cases: [Case<'_>; 7] = [
            (&[], None, None),
            (&[("KOMORA_LANGUAGE", "fr"), ("LANG", "uk_UA.UTF-8")], Some(French), Some(French)),
            (&[("KOMORA_LANGUAGE", "uk-UA"), ("LC_ALL", "C")], Some(Ukrainian), Some(Ukrainian)),
            (&[("KOMORA_LANGUAGE", "xx"), ("LANG", "uk_UA.UTF-8")], None, Some(Ukrainian)),
            (&[("KOMORA_LANGUAGE", ""), ("LC_ALL", ""), ("LANG", "fr_FR")], None, Some(French)),
            (&[("LC_ALL", "en_GB.UTF-8"), ("LANG", "fr_FR")], None, Some(English)),
            (&[("LC_ALL", "C.UTF-8"), ("LANG", "fr_FR")], None, None),
        ];
        for (set, wished_for, expected) in cases {
            let read = |name: &str| {
                let (_, value) = set.iter().find(|(known, _)| *known == name)?;
                Some((*value).to_owned())
            };
            assert_eq!((wished(&read), around(&read)), (wished_for, expected), "{set:?}");
        }
    }
}
