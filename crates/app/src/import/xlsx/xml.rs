//! The tags and texts of one part.

use std::borrow::Cow;
use std::io::Read;

use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::{Error, Reader};

use super::archive::{Measured, unpacking, unreadable};
use crate::api::problem::FileProblem;

/// Tags inside tags; a workbook needs fewer than twenty.
const DEPTH: u32 = 64;

/// One step through a part.
pub enum Step<'b> {
    Open(Tag<'b>),
    /// The local name of the tag that closes.
    Close(Cow<'b, str>),
    Text(Cow<'b, str>),
    End,
}

/// An opening tag; one that is empty closes in the next step.
pub struct Tag<'b>(BytesStart<'b>);

impl Tag<'_> {
    /// The name without its prefix.
    pub fn is(&self, name: &str) -> bool {
        self.0.local_name().as_ref() == name
    }

    /// The value of an attribute, by its full or local name.
    pub fn get(&self, name: &str) -> Result<Option<String>, FileProblem> {
        for attribute in self.0.attributes().with_checks(false) {
            let attribute = attribute.map_err(|error| unreadable(&error))?;
            if attribute.key.as_ref() == name || attribute.key.local_name().as_ref() == name {
                return match attribute.value.contains('&') {
                    false => Ok(Some(attribute.value.into_owned())),
                    true => unescaped(&attribute.value).map(Some),
                };
            }
        }
        Ok(None)
    }
}

/// Walks through the XML of one part.
pub struct Xml<'a, R: Read> {
    reader: Reader<Measured<'a, R>>,
    buffer: Vec<u8>,
    depth: u32,
}

impl<'a, R: Read> Xml<'a, R> {
    pub fn new(part: Measured<'a, R>) -> Self {
        let mut reader = Reader::from_reader(part);
        reader.config_mut().expand_empty_elements = true;
        Self { reader, buffer: Vec::new(), depth: 0 }
    }

    /// The next step. A part that ends inside a tag is damaged.
    pub fn next(&mut self) -> Result<Step<'_>, FileProblem> {
        self.buffer.clear();
        self.reader.get_mut().mark();
        let event = self.reader.read_event_into(&mut self.buffer).map_err(|error| xml_problem(&error))?;
        Ok(match event {
            Event::Start(tag) => {
                self.depth += 1;
                if self.depth > DEPTH {
                    return Err(FileProblem::Unreadable { detail: "tags too deep".to_owned() });
                }
                Step::Open(Tag(tag))
            }
            Event::End(tag) => {
                self.depth = self.depth.saturating_sub(1);
                Step::Close(Cow::Owned(tag.local_name().as_ref().to_owned()))
            }
            Event::Text(text) => Step::Text(text.into_inner()),
            Event::CData(text) => Step::Text(text.into_inner()),
            Event::GeneralRef(reference) => Step::Text(resolved(&reference)?),
            Event::Eof if self.depth > 0 => {
                return Err(FileProblem::Unreadable { detail: "a part is cut off".to_owned() });
            }
            Event::Eof => Step::End,
            _ => Step::Text(Cow::Borrowed("")),
        })
    }
}

/// One character for a reference; own entities are never expanded.
fn resolved(reference: &BytesRef<'_>) -> Result<Cow<'static, str>, FileProblem> {
    if let Some(character) = reference.resolve_char_ref().map_err(|error| xml_problem(&error))? {
        return Ok(Cow::Owned(character.to_string()));
    }
    match quick_xml::escape::resolve_predefined_entity(reference) {
        Some(text) => Ok(Cow::Borrowed(text)),
        None => Err(FileProblem::Unreadable { detail: "an entity of its own".to_owned() }),
    }
}

fn unescaped(raw: &str) -> Result<String, FileProblem> {
    quick_xml::escape::unescape(raw).map(Cow::into_owned).map_err(|error| unreadable(&error))
}

fn xml_problem(error: &Error) -> FileProblem {
    match error {
        Error::Io(inner) => unpacking(inner),
        other => unreadable(other),
    }
}
