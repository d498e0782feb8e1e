//! Reads a plain value as a type of the model, for tests: what the walk writes must load.

use std::borrow::Cow;

use serde::de::value::{Error, MapDeserializer, SeqDeserializer, StrDeserializer};
use serde::de::{DeserializeSeed, Deserializer, IntoDeserializer, SeqAccess, Visitor};
use serde::{Deserialize, forward_to_deserialize_any};

use super::tree::text;
use crate::model::Review;
use crate::source::{OneOrMany, Spanned};
use crate::yaml::Value;

/// The review that a value holds, or what keeps it from being one.
pub(super) fn review(value: &Value) -> Result<Review, String> {
    match value {
        Value::Null => Ok(Review::default()),
        value => Review::deserialize(Node::of(value)).map_err(|error| error.to_string()),
    }
}

/// A value, or a key as one.
struct Node<'v>(Cow<'v, Value>);

impl<'v> Node<'v> {
    fn own(value: Value) -> Self {
        Self(Cow::Owned(value))
    }

    fn of(value: &'v Value) -> Self {
        Self(Cow::Borrowed(value))
    }
}

impl<'de> IntoDeserializer<'de, Error> for Node<'de> {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

/// Start, end and value, as a reader with places hands them out.
struct Parts<'v>(u8, Option<Node<'v>>);

impl<'de> SeqAccess<'de> for Parts<'de> {
    type Error = Error;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Error> {
        self.0 += 1;
        match self.0 {
            1 | 2 => seed.deserialize(0u64.into_deserializer()).map(Some),
            _ => self.1.take().map(|node| seed.deserialize(node)).transpose(),
        }
    }
}

impl<'de> Deserializer<'de> for Node<'de> {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.0.as_ref() {
            Value::Null => visitor.visit_unit(),
            Value::Bool(value) => visitor.visit_bool(*value),
            Value::Text(text) => visitor.visit_str(text),
            Value::Number(number) => match number.parse::<u64>() {
                Ok(whole) => visitor.visit_u64(whole),
                Err(_) => visitor.visit_f64(number.parse().unwrap()),
            },
            Value::List(items) => {
                visitor.visit_seq(SeqDeserializer::new(items.iter().cloned().map(Node::own)))
            }
            Value::Map(pairs) => {
                let pairs = pairs.iter().cloned();
                let pairs = pairs.map(|(name, value)| (Node::own(text(name)), Node::own(value)));
                visitor.visit_map(MapDeserializer::new(pairs))
            }
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.0.as_ref() {
            Value::Null => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Error> {
        match (name, self.0.as_ref()) {
            (Spanned::<()>::NAME, _) => visitor.visit_seq(Parts(0, Some(self))),
            (OneOrMany::<()>::NAME, Value::List(_)) => self.deserialize_any(visitor),
            (OneOrMany::<()>::NAME, _) => {
                visitor.visit_seq(SeqDeserializer::new(std::iter::once(self)))
            }
            _ => visitor.visit_newtype_struct(self),
        }
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        match self.0.as_ref() {
            Value::Text(word) => {
                StrDeserializer::<Error>::new(word).deserialize_enum(name, variants, visitor)
            }
            _ => self.deserialize_any(visitor),
        }
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit
        unit_struct seq tuple tuple_struct map struct identifier ignored_any
    }
}
