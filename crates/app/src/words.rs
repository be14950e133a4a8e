//! The words of the window, for papers and the command line: the same Fluent files.

use std::sync::OnceLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use store::query::page::CatalogueLanguage;
use unic_langid::LanguageIdentifier;

include!(concat!(env!("OUT_DIR"), "/locales.rs"));

/// A language Komora speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    Ukrainian,
    English,
    French,
}

impl Language {
    /// Every language, the first being the one shown when nothing was chosen.
    pub const ALL: [Language; 3] = [Language::Ukrainian, Language::English, Language::French];

    /// ISO 639-1.
    pub const fn code(self) -> &'static str {
        match self {
            Language::Ukrainian => "uk",
            Language::English => "en",
            Language::French => "fr",
        }
    }

    /// As names of items are kept in it beside the catalogue's own, which are English.
    pub const fn in_catalogue(self) -> Option<CatalogueLanguage> {
        match self {
            Language::Ukrainian => Some(CatalogueLanguage::Ukrainian),
            Language::English => None,
            Language::French => Some(CatalogueLanguage::French),
        }
    }

    /// The language of a tag such as "fr", "fr-FR" or "uk_UA.UTF-8".
    pub fn from_tag(tag: &str) -> Option<Self> {
        let primary = tag.split(['-', '_', '.']).next()?.to_ascii_lowercase();
        Self::ALL.into_iter().find(|language| language.code() == primary)
    }
}

/// The words of one language.
pub struct Words {
    pub language: Language,
    bundle: FluentBundle<FluentResource>,
}

impl Words {
    /// The words of `language`, read once per process.
    pub fn of(language: Language) -> &'static Words {
        static ALL: OnceLock<Vec<Words>> = OnceLock::new();
        let all = ALL.get_or_init(|| Language::ALL.into_iter().map(Words::read).collect());
        all.iter().find(|words| words.language == language).expect("every language is read")
    }

    fn read(language: Language) -> Words {
        let tag: LanguageIdentifier = language.code().parse().expect("the codes are language tags");
        let mut bundle = FluentBundle::new_concurrent(vec![tag]);
        bundle.set_use_isolating(false);
        for (of, text) in FILES {
            if *of == language.code() {
                // A broken message is left out and shows as its key; the locale test names it.
                let resource = FluentResource::try_new((*text).to_owned()).unwrap_or_else(|(part, _)| part);
                bundle.add_resource_overriding(resource);
            }
        }
        Words { language, bundle }
    }

    /// What to call `key`, or the attribute of it that stands behind a dot; the key itself where no language
    /// file has it.
    pub fn say(&self, key: &str) -> String {
        self.say_with(key, &[])
    }

    /// The same with values for the message's variables.
    pub fn say_with(&self, key: &str, values: &[(&str, Value)]) -> String {
        let pattern = match key.split_once('.') {
            Some((id, attribute)) => self
                .bundle
                .get_message(id)
                .and_then(|message| message.get_attribute(attribute))
                .map(|attribute| attribute.value()),
            None => self.bundle.get_message(key).and_then(|message| message.value()),
        };
        let Some(pattern) = pattern else { return key.to_owned() };
        let mut args = FluentArgs::new();
        for (name, value) in values {
            args.set(*name, FluentValue::from(value.clone()));
        }
        let mut errors = Vec::new();
        self.bundle.format_pattern(pattern, Some(&args), &mut errors).into_owned()
    }

    /// Whether the language files have this key, and the attribute behind its dot.
    pub fn knows(&self, key: &str) -> bool {
        match key.split_once('.') {
            Some((id, attribute)) => {
                let message = self.bundle.get_message(id);
                message.is_some_and(|message| message.get_attribute(attribute).is_some())
            }
            None => self.bundle.has_message(key),
        }
    }
}

/// A value in a message.
#[derive(Clone, Debug)]
pub enum Value {
    Text(String),
    Number(i64),
}

impl From<Value> for FluentValue<'static> {
    fn from(value: Value) -> Self {
        match value {
            Value::Text(text) => FluentValue::from(text),
            Value::Number(number) => FluentValue::from(number),
        }
    }
}

/// `onHand` as the locale files write it: `on-hand`; the unit of a moment (`Ms`) is left out.
pub fn kebab(key: &str) -> String {
    let key = key.strip_suffix("Ms").unwrap_or(key);
    let mut id = String::with_capacity(key.len() + 4);
    for letter in key.chars() {
        if letter.is_ascii_uppercase() {
            id.push('-');
        }
        id.push(letter.to_ascii_lowercase());
    }
    id
}
