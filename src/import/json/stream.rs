//! Documents of JSON one after the other: a text in, each document given to who asked for it. A long
//! list is never held as a whole.

use std::fmt;

use anyhow::{Result, anyhow};
use serde::Deserialize as _;
use serde::de::value::MapAccessDeserializer;
use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::Value;

use crate::import::Export;

/// Takes a document; whether it would take another.
type Take<'t> = &'t mut dyn FnMut(Value) -> bool;

/// Gives every document of a text away: the items of lists, lists in them too, or the values one after
/// the other. The fault where the text is no JSON, before which others may have been given.
pub(super) fn each(export: &Export<'_>, take: Take<'_>) -> Result<()> {
    let mut more = true;
    let mut text = serde_json::Deserializer::from_str(export.text.trim());
    while more && text.end().is_err() {
        let mut take = |document| {
            more = take(document);
            more
        };
        let read = Items(&mut take).deserialize(&mut text);
        if let (Err(error), true) = (read, more) {
            return Err(anyhow!(
                "{} is JSON that breaks off or is wrong: {error}; export it again",
                export.name
            ));
        }
    }
    Ok(())
}

/// A value whose items are given away, where it is a list; itself, where it is none.
struct Items<'t>(Take<'t>);

impl<'de> DeserializeSeed<'de> for Items<'_> {
    type Value = bool;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<bool, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Items<'_> {
    type Value = bool;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value of JSON")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<bool, A::Error> {
        while let Some(more) = list.next_element_seed(Items(&mut *self.0))? {
            if !more {
                return Err(A::Error::custom("enough"));
            }
        }
        Ok(true)
    }

    fn visit_map<A: MapAccess<'de>>(self, fields: A) -> Result<bool, A::Error> {
        let document = Value::deserialize(MapAccessDeserializer::new(fields))?;
        Ok((self.0)(document))
    }

    fn visit_bool<E>(self, value: bool) -> Result<bool, E> {
        Ok((self.0)(value.into()))
    }

    fn visit_i64<E>(self, value: i64) -> Result<bool, E> {
        Ok((self.0)(value.into()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<bool, E> {
        Ok((self.0)(value.into()))
    }

    fn visit_f64<E>(self, value: f64) -> Result<bool, E> {
        Ok((self.0)(value.into()))
    }

    fn visit_str<E>(self, value: &str) -> Result<bool, E> {
        Ok((self.0)(value.into()))
    }

    fn visit_unit<E>(self) -> Result<bool, E> {
        Ok((self.0)(Value::Null))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn given(text: &str, most: usize) -> (Vec<String>, bool) {
        let mut given = Vec::new();
        let export = Export { name: "x", text };
        let done = each(&export, &mut |document| {
            given.push(document.to_string());
            given.len() < most
        });
        (given, done.is_ok())
    }

    #[test]
    fn documents_come_one_after_the_other() {
        for (text, expected) in [
            (
                "[{\"a\": 1}, [{\"b\": [2]}, []], null]",
                &["{\"a\":1}", "{\"b\":[2]}", "null"][..],
            ),
            (
                "{\"a\": 1}\n{\"b\": -2.5}\n",
                &["{\"a\":1}", "{\"b\":-2.5}"],
            ),
            ("{} [true, \"x\"] ", &["{}", "true", "\"x\""]),
            ("", &[]),
        ] {
            let (given, done) = given(text, 9);
            assert!(done, "{text}");
            assert_eq!(given, expected, "{text}");
        }
        assert_eq!(
            given("[1, 2, oops", 2),
            (vec!["1".to_owned(), "2".to_owned()], true)
        );
        for wrong in ["[1, 2", "{\"a\": 1} oops", "[{\"a\": 1}, oops]"] {
            assert!(!given(wrong, 9).1, "{wrong}");
        }
    }
}
