//! What was changed in a description: only the fields that differ, so that two people who change
//! different fields apart do not undo each other.

use std::collections::BTreeMap;

use minicbor::{Decode, Decoder, Encode, Encoder, decode, encode};

/// Field numbers of a description with their new values as CBOR; `None` clears the field.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes(BTreeMap<u32, Option<Vec<u8>>>);

impl Changes {
    /// The fields in which `new` differs from `old`. Both must encode as maps with numbered fields.
    pub fn between<T: Encode<()>>(old: &T, new: &T) -> Changes {
        let (Some(old), Some(new)) = (fields(&bytes(old)), fields(&bytes(new))) else {
            return Changes::default();
        };
        let cleared = old.keys().filter(|key| !new.contains_key(key)).map(|key| (*key, None));
        let set = new.iter().filter(|(key, value)| old.get(key) != Some(value));
        Changes(cleared.chain(set.map(|(key, value)| (*key, Some(value.clone())))).collect())
    }

    /// `old` with these fields changed. Fields this version does not know change nothing; a result
    /// that is no longer a `T` leaves `old` as it was.
    pub fn apply<T>(&self, old: &T) -> T
    where
        T: Encode<()> + for<'b> Decode<'b, ()> + Clone,
    {
        let Some(mut all) = fields(&bytes(old)) else { return old.clone() };
        for (key, value) in &self.0 {
            match value {
                Some(value) => all.insert(*key, value.clone()),
                None => all.remove(key),
            };
        }
        minicbor::decode(&map_bytes(&all)).unwrap_or_else(|_| old.clone())
    }

    /// Nothing differs.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The numbers of the fields that differ.
    pub fn keys(&self) -> impl Iterator<Item = u32> + '_ {
        self.0.keys().copied()
    }

    /// Whether a field was changed or cleared.
    pub fn touches(&self, key: u32) -> bool {
        self.0.contains_key(&key)
    }
}

impl<C> Encode<C> for Changes {
    fn encode<W: encode::Write>(&self, e: &mut Encoder<W>, _: &mut C) -> Result<(), encode::Error<W::Error>> {
        e.map(self.0.len() as u64)?;
        for (key, value) in &self.0 {
            e.u32(*key)?;
            match value {
                Some(value) => e.writer_mut().write_all(value).map_err(encode::Error::write)?,
                None => {
                    e.null()?;
                }
            }
        }
        Ok(())
    }
}

impl<'b, C> Decode<'b, C> for Changes {
    fn decode(d: &mut Decoder<'b>, _: &mut C) -> Result<Self, decode::Error> {
        let null: &[u8] = &[0xf6];
        let fields = read_fields(d)?;
        Ok(Changes(
            fields.into_iter().map(|(key, value)| (key, (value != null).then(|| value.to_vec()))).collect(),
        ))
    }
}

fn bytes<T: Encode<()>>(value: &T) -> Vec<u8> {
    minicbor::to_vec(value).expect("writing into memory cannot fail")
}

fn fields(map: &[u8]) -> Option<BTreeMap<u32, Vec<u8>>> {
    let read = read_fields(&mut Decoder::new(map)).ok()?;
    Some(read.into_iter().map(|(key, value)| (key, value.to_vec())).collect())
}

/// Key and raw value of every field, in the order written; a key twice is refused.
fn read_fields<'b>(d: &mut Decoder<'b>) -> Result<BTreeMap<u32, &'b [u8]>, decode::Error> {
    let count = d.map()?.ok_or_else(|| decode::Error::message("a map says how long it is"))?;
    let mut fields = BTreeMap::new();
    for _ in 0..count {
        let key = d.u32()?;
        let start = d.position();
        d.skip()?;
        let value = d.input().get(start..d.position()).ok_or_else(decode::Error::end_of_input)?;
        if fields.insert(key, value).is_some() {
            return Err(decode::Error::message("a field is set twice"));
        }
    }
    Ok(fields)
}

fn map_bytes(fields: &BTreeMap<u32, Vec<u8>>) -> Vec<u8> {
    let mut encoder = Encoder::new(Vec::new());
    encoder.map(fields.len() as u64).expect("writing into memory cannot fail");
    for (key, value) in fields {
        encoder.u32(*key).expect("writing into memory cannot fail");
        encoder.writer_mut().extend_from_slice(value);
    }
    encoder.into_writer()
}
