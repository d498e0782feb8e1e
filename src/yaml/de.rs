//! The tree as a serde deserializer: a node in, a typed value out, or the node at fault.

use serde::de::{self, DeserializeSeed, IntoDeserializer, MapAccess, SeqAccess, Visitor};
use serde::forward_to_deserialize_any;

use super::fault::{Fault, Wrong};
use super::read::Reading;
use super::scalar::{Meaning, float, int};
use super::stand_in::StandIn;
use super::tree::{Children, Kind, NodeId};
use crate::source::{OneOrMany, Span, Spanned};

/// One node, to be read as whatever is asked for.
#[derive(Clone, Copy)]
pub(super) struct Reader<'r, 't> {
    reading: &'r Reading<'t>,
    /// The node as it hangs in its parent, maybe an alias.
    at: NodeId,
    /// The node itself.
    node: NodeId,
}

impl<'r, 't> Reader<'r, 't> {
    pub(super) fn new(reading: &'r Reading<'t>, at: NodeId) -> Self {
        Self {
            reading,
            at,
            node: reading.tree.resolve(at),
        }
    }

    fn kind(self) -> &'t Kind {
        &self.reading.tree.node(self.node).kind
    }

    fn meaning(self) -> Option<Meaning<'t>> {
        self.reading.tree.meaning(self.node)
    }

    fn is_null(self) -> bool {
        self.meaning() == Some(Meaning::Null)
    }

    fn text(self) -> Result<&'t str, Fault> {
        if self.is_null() {
            return Err(Fault::new(Wrong::Empty("text".into())).at(self.at));
        }
        self.reading
            .tree
            .text(self.node)
            .ok_or_else(|| self.not("text"))
    }

    fn not(self, expected: &str) -> Fault {
        let expected = expected.to_owned();
        let wrong = if self.is_null() {
            Wrong::Empty(expected)
        } else {
            Wrong::Kind(expected)
        };
        Fault::new(wrong).at(self.at)
    }

    fn whole(self, expected: &str) -> Result<i128, Fault> {
        match self.meaning() {
            Some(Meaning::Number(text)) => int(text).ok_or_else(|| self.not(expected)),
            _ => Err(self.not(expected)),
        }
    }

    fn number(self) -> Result<f64, Fault> {
        match self.meaning() {
            Some(Meaning::Number(text)) => int(text)
                .and_then(|_| text.parse().ok())
                .or_else(|| float(text))
                .or_else(|| int(text).map(hex))
                .ok_or_else(|| self.not("a number")),
            _ => Err(self.not("a number")),
        }
    }

    fn items(self) -> Result<Items<'r, 't>, Fault> {
        let tree = self.reading.tree;
        match self.kind() {
            Kind::List { .. } => Ok(Items {
                reading: self.reading,
                one: None,
                rest: Some(tree.children(self.node)),
            }),
            _ if self.is_null() => Ok(Items {
                reading: self.reading,
                one: None,
                rest: None,
            }),
            _ => Err(self.not("a list")),
        }
    }

    fn entries(self, known: Option<&'static [&'static str]>) -> Result<Entries<'r, 't>, Fault> {
        let fields = match self.kind() {
            Kind::Map { .. } => self.reading.tree.fields(self.node),
            _ if self.is_null() => Vec::new(),
            _ => return Err(self.not("keys with values")),
        };
        Ok(Entries {
            reading: self.reading,
            fields: fields.into_iter(),
            known,
            value: None,
            missing: self.reading.stand_ins(self.node).into_iter(),
        })
    }

    /// Where a finding about the value belongs.
    fn span(self) -> Span {
        self.reading.tree.span(self.at)
    }
}

/// A number in another base as a fraction; exact up to 53 bits, as such numbers are.
#[allow(
    clippy::cast_precision_loss,
    reason = "the nearest number is what is asked for"
)]
fn hex(value: i128) -> f64 {
    value as f64
}

macro_rules! whole {
    ($($method:ident, $visit:ident, $type:ty, $expected:expr;)*) => {
        $(fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
            let value = self.whole($expected)?;
            let value = <$type>::try_from(value).map_err(|_| {
                self.not(&format!("{} from {} to {}", $expected, <$type>::MIN, <$type>::MAX))
            })?;
            visitor.$visit(value).map_err(|fault: Fault| fault.at(self.at))
        })*
    };
}

macro_rules! textual {
    ($($method:ident)*) => {
        $(fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
            visitor.visit_str(self.text()?).map_err(|fault: Fault| fault.at(self.at))
        })*
    };
}

impl<'de> de::Deserializer<'de> for Reader<'_, '_> {
    type Error = Fault;

    whole! {
        deserialize_i8, visit_i8, i8, "a whole number";
        deserialize_i16, visit_i16, i16, "a whole number";
        deserialize_i32, visit_i32, i32, "a whole number";
        deserialize_i64, visit_i64, i64, "a whole number";
        deserialize_i128, visit_i128, i128, "a whole number";
        deserialize_u8, visit_u8, u8, "a whole number";
        deserialize_u16, visit_u16, u16, "a whole number";
        deserialize_u32, visit_u32, u32, "a whole number";
        deserialize_u64, visit_u64, u64, "a whole number";
        deserialize_u128, visit_u128, u128, "a whole number";
    }

    textual! { deserialize_str deserialize_string deserialize_char deserialize_identifier }

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        match (self.meaning(), self.kind()) {
            (Some(Meaning::Null), _) => visitor.visit_unit(),
            (Some(Meaning::Bool(value)), _) => visitor.visit_bool(value),
            (Some(Meaning::Text(text)), _) => visitor.visit_str(text),
            (Some(Meaning::Number(text)), _) => match int(text) {
                Some(value) => match (u64::try_from(value), i64::try_from(value)) {
                    (Ok(value), _) => visitor.visit_u64(value),
                    (_, Ok(value)) => visitor.visit_i64(value),
                    _ => visitor.visit_i128(value),
                },
                None => visitor.visit_f64(self.number()?),
            },
            (None, Kind::List { .. }) => visitor.visit_seq(self.items()?),
            (None, _) => visitor.visit_map(self.entries(None)?),
        }
        .map_err(|fault: Fault| fault.at(self.at))
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        match self.meaning() {
            Some(Meaning::Bool(value)) => visitor
                .visit_bool(value)
                .map_err(|fault: Fault| fault.at(self.at)),
            _ => Err(self.not("`true` or `false`")),
        }
    }

    #[allow(
        clippy::cast_possible_truncation,
        reason = "the nearest number is what is asked for"
    )]
    fn deserialize_f32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        visitor
            .visit_f32(self.number()? as f32)
            .map_err(|fault: Fault| fault.at(self.at))
    }

    fn deserialize_f64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        visitor
            .visit_f64(self.number()?)
            .map_err(|fault: Fault| fault.at(self.at))
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        if self.is_null() {
            visitor.visit_none()
        } else {
            visitor.visit_some(self)
        }
        .map_err(|fault: Fault| fault.at(self.at))
    }

    fn deserialize_unit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        if self.is_null() {
            visitor.visit_unit()
        } else {
            Err(self.not("nothing"))
        }
    }

    fn deserialize_unit_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Fault> {
        self.deserialize_unit(visitor)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Fault> {
        match name {
            Spanned::<()>::NAME => visitor.visit_seq(Parts {
                node: self,
                part: 0,
            }),
            OneOrMany::<()>::NAME => {
                let items = self.items().unwrap_or(Items {
                    reading: self.reading,
                    one: Some(self.at),
                    rest: None,
                });
                visitor.visit_seq(items)
            }
            _ => visitor.visit_newtype_struct(self),
        }
        .map_err(|fault: Fault| fault.at(self.at))
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        visitor
            .visit_seq(self.items()?)
            .map_err(|fault: Fault| fault.at(self.at))
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Fault> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: usize,
        visitor: V,
    ) -> Result<V::Value, Fault> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        visitor
            .visit_map(self.entries(None)?)
            .map_err(|fault: Fault| fault.at(self.at))
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Fault> {
        visitor
            .visit_map(self.entries(Some(fields))?)
            .map_err(|fault: Fault| fault.at(self.at))
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Fault> {
        let at = |fault: Fault| fault.at(self.at);
        if let Kind::Map { .. } = self.kind() {
            let entries = self.entries(None)?;
            let entries = de::value::MapAccessDeserializer::new(entries);
            return visitor.visit_enum(entries).map_err(at);
        }
        let word = self.text().map_err(|fault| {
            if self.is_null() {
                fault
            } else {
                self.not("one word")
            }
        })?;
        let word: de::value::StrDeserializer<'_, Fault> = word.into_deserializer();
        visitor.visit_enum(word).map_err(at)
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        visitor.visit_unit()
    }

    forward_to_deserialize_any! { bytes byte_buf }
}

/// The items of a list, or one value as a list of one.
struct Items<'r, 't> {
    reading: &'r Reading<'t>,
    one: Option<NodeId>,
    rest: Option<Children<'t>>,
}

impl<'de> SeqAccess<'de> for Items<'_, '_> {
    type Error = Fault;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Fault> {
        let skipped = |node: &NodeId| self.reading.is_skipped(*node);
        let next = match &mut self.rest {
            Some(items) => items.find(|node| !skipped(node)),
            None => self.one.take().filter(|node| !skipped(node)),
        };
        next.map(|node| seed.deserialize(Reader::new(self.reading, node)))
            .transpose()
    }
}

/// The entries of a mapping, then stand-ins for what is missing in it.
struct Entries<'r, 't> {
    reading: &'r Reading<'t>,
    fields: std::vec::IntoIter<(NodeId, NodeId)>,
    /// The fields that the type has, when it has no others.
    known: Option<&'static [&'static str]>,
    /// The value that comes next; none for a stand-in.
    value: Option<NodeId>,
    missing: std::vec::IntoIter<&'static str>,
}

impl<'de> MapAccess<'de> for Entries<'_, '_> {
    type Error = Fault;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, Fault> {
        for (key, value) in self.fields.by_ref() {
            if self.reading.is_skipped(key) || self.reading.is_skipped(value) {
                continue;
            }
            if let Some(known) = self.known
                && let Some(name) = self.reading.tree.text(key)
                && !known.contains(&name)
            {
                self.reading.unknown_field(key, known);
                continue;
            }
            self.value = Some(value);
            return seed.deserialize(Reader::new(self.reading, key)).map(Some);
        }
        let Some(name) = self.missing.next() else {
            return Ok(None);
        };
        let name: de::value::StrDeserializer<'_, Fault> = name.into_deserializer();
        seed.deserialize(name).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Fault> {
        match self.value.take() {
            Some(value) => seed.deserialize(Reader::new(self.reading, value)),
            None => seed.deserialize(StandIn),
        }
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.fields.len() + self.missing.len())
    }
}

/// Start, end and value, as [`Spanned`] takes them.
struct Parts<'r, 't> {
    node: Reader<'r, 't>,
    part: u8,
}

impl<'de> SeqAccess<'de> for Parts<'_, '_> {
    type Error = Fault;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Fault> {
        self.part += 1;
        let place = |offset: usize| IntoDeserializer::<Fault>::into_deserializer(offset);
        match self.part {
            1 => seed.deserialize(place(self.node.span().start)).map(Some),
            2 => seed.deserialize(place(self.node.span().end)).map(Some),
            3 => seed.deserialize(self.node).map(Some),
            _ => Ok(None),
        }
    }
}
