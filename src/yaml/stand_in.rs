//! Stands in for a field that is missing, so that reading goes on and finds what else is wrong:
//! whatever type is asked for in, its emptiest value out. What is read with it is thrown away.

use serde::de::{self, DeserializeSeed, IntoDeserializer, MapAccess, SeqAccess, Visitor};
use serde::forward_to_deserialize_any;

use super::fault::{Fault, Wrong};
use crate::source::{OneOrMany, Spanned};

/// The emptiest value of any type.
#[derive(Clone, Copy)]
pub(super) struct StandIn;

/// Fields with a stand-in each.
struct Fields(&'static [&'static str]);

/// The three parts of a [`Spanned`].
struct Parts(u8);

fn marked<T>(result: Result<T, Fault>) -> Result<T, Fault> {
    result.map_err(|mut fault| {
        fault.0.stand_in = true;
        fault.0.at = None;
        fault
    })
}

macro_rules! hand_out {
    ($($method:ident => $visit:ident($($value:expr)?),)*) => {
        $(fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
            marked(visitor.$visit($($value)?))
        })*
    };
}

impl<'de> de::Deserializer<'de> for StandIn {
    type Error = Fault;

    hand_out! {
        deserialize_any => visit_str(""),
        deserialize_bool => visit_bool(false),
        deserialize_i8 => visit_i8(0),
        deserialize_i16 => visit_i16(0),
        deserialize_i32 => visit_i32(0),
        deserialize_i64 => visit_i64(0),
        deserialize_u8 => visit_u8(0),
        deserialize_u16 => visit_u16(0),
        deserialize_u32 => visit_u32(0),
        deserialize_u64 => visit_u64(0),
        deserialize_f32 => visit_f32(0.0),
        deserialize_f64 => visit_f64(0.0),
        deserialize_char => visit_char(' '),
        deserialize_option => visit_none(),
        deserialize_unit => visit_unit(),
        deserialize_ignored_any => visit_unit(),
        deserialize_seq => visit_seq(Fields(&[])),
        deserialize_map => visit_map(Fields(&[])),
    }

    forward_to_deserialize_any! { str string bytes byte_buf identifier }

    fn deserialize_unit_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Fault> {
        marked(visitor.visit_unit())
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Fault> {
        marked(match name {
            Spanned::<()>::NAME => visitor.visit_seq(Parts(0)),
            OneOrMany::<()>::NAME => visitor.visit_seq(Fields(&[])),
            _ => visitor.visit_newtype_struct(self),
        })
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Fault> {
        marked(visitor.visit_seq(Fields(&[])))
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: usize,
        visitor: V,
    ) -> Result<V::Value, Fault> {
        marked(visitor.visit_seq(Fields(&[])))
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Fault> {
        // Optional fields take the stand-in too: as none, or as the emptiest value.
        marked(visitor.visit_map(Fields(fields)))
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        words: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Fault> {
        let first = words.first().copied().unwrap_or_default();
        let word: de::value::StrDeserializer<'_, Fault> = first.into_deserializer();
        marked(visitor.visit_enum(word))
    }
}

impl<'de> SeqAccess<'de> for Fields {
    type Error = Fault;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        _: T,
    ) -> Result<Option<T::Value>, Fault> {
        Ok(None)
    }
}

impl<'de> MapAccess<'de> for Fields {
    type Error = Fault;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, Fault> {
        let Some((name, rest)) = self.0.split_first() else {
            return Ok(None);
        };
        self.0 = rest;
        let name: de::value::StrDeserializer<'_, Fault> = (*name).into_deserializer();
        seed.deserialize(name).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Fault> {
        seed.deserialize(StandIn)
    }
}

impl<'de> SeqAccess<'de> for Parts {
    type Error = Fault;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Fault> {
        self.0 += 1;
        match self.0 {
            1..=3 => seed.deserialize(StandIn).map(Some),
            _ => Err(Fault::new(Wrong::Other(
                "a value with its place has three parts".into(),
            ))),
        }
    }
}
