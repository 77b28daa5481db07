//! Fingerprints: what values say, as a hash. Two rows of values of the same types have one fingerprint only if they are alike.
//!
//! [`Hashing`] takes values through serde, in a form that can be read in one way only: a value begins with a byte that says
//! what follows, a text tells its length, and what holds others ends with a byte that begins no value. Names of types and
//! fields are left out, since they are the program's; the keys of maps are not. Nobody reads the form, so it may change.

#[cfg(test)]
mod tests;

use blake3::Hasher;
use serde::de::value::Error;
use serde::ser::{
    Serialize, SerializeMap, SerializeSeq, SerializeStruct, SerializeStructVariant, SerializeTuple,
    SerializeTupleStruct, SerializeTupleVariant, Serializer,
};

/// A hash for which nobody can make two values.
pub type Fingerprint = blake3::Hash;

/// Bytes are hashed in pieces of about this size: in small ones, that takes several times as long.
const PIECE: usize = 1 << 15;

/// Room for what most pages are made of, so that it is not copied while it grows.
const USUAL: usize = 1 << 13;

/// What follows.
#[derive(Clone, Copy)]
enum Mark {
    Nothing,
    Something,
    Number,
    Signed,
    Float,
    Text,
    Variant,
    List,
    Map,
    Skipped,
    End,
}

/// A fingerprint that is being made.
#[derive(Debug)]
pub struct Hashing {
    hasher: Hasher,
    pending: Vec<u8>,
}

impl Default for Hashing {
    fn default() -> Self {
        Self { hasher: Hasher::new(), pending: Vec::with_capacity(USUAL) }
    }
}

impl Hashing {
    /// Takes a value.
    ///
    /// # Panics
    /// If it cannot be serialised, which is a mistake of the program.
    pub fn feed(&mut self, value: &(impl Serialize + ?Sized)) {
        value.serialize(self).expect("what is hashed can be serialised");
    }

    /// The fingerprint of all that was taken.
    #[must_use]
    pub fn finish(mut self) -> Fingerprint {
        self.hasher.update(&self.pending);
        self.hasher.finalize()
    }

    fn put(&mut self, mark: Mark, bytes: &[u8]) {
        if self.pending.len() >= PIECE {
            self.hasher.update(&self.pending);
            self.pending.clear();
        }
        self.pending.push(mark as u8);
        self.pending.extend_from_slice(bytes);
    }

    fn text(&mut self, bytes: &[u8]) {
        self.put(Mark::Text, &(bytes.len() as u64).to_le_bytes());
        self.pending.extend_from_slice(bytes);
    }

    fn variant(&mut self, number: u32) {
        self.put(Mark::Variant, &number.to_le_bytes());
    }

    fn begin(&mut self, mark: Mark) -> Result<&mut Self, Error> {
        self.put(mark, &[]);
        Ok(self)
    }

    fn end(&mut self) -> Result<(), Error> {
        self.put(Mark::End, &[]);
        Ok(())
    }
}

/// Methods for numbers, each as wide as its kind can be.
macro_rules! numbers {
    ($($method:ident($type:ty) as $mark:ident $wide:ty;)*) => {$(
        fn $method(self, number: $type) -> Result<(), Error> {
            self.put(Mark::$mark, &<$wide>::from(number).to_le_bytes());
            Ok(())
        }
    )*};
}

impl Serializer for &mut Hashing {
    type Ok = ();
    type Error = Error;
    type SerializeSeq = Self;
    type SerializeTuple = Self;
    type SerializeTupleStruct = Self;
    type SerializeTupleVariant = Self;
    type SerializeMap = Self;
    type SerializeStruct = Self;
    type SerializeStructVariant = Self;

    numbers! {
        serialize_bool(bool) as Number u64;
        serialize_u8(u8) as Number u64;
        serialize_u16(u16) as Number u64;
        serialize_u32(u32) as Number u64;
        serialize_u64(u64) as Number u64;
        serialize_i8(i8) as Signed i64;
        serialize_i16(i16) as Signed i64;
        serialize_i32(i32) as Signed i64;
        serialize_i64(i64) as Signed i64;
        serialize_f32(f32) as Float f64;
        serialize_f64(f64) as Float f64;
        serialize_char(char) as Number u64;
    }

    fn serialize_str(self, text: &str) -> Result<(), Error> {
        self.serialize_bytes(text.as_bytes())
    }

    fn serialize_bytes(self, bytes: &[u8]) -> Result<(), Error> {
        self.text(bytes);
        Ok(())
    }

    fn serialize_none(self) -> Result<(), Error> {
        self.serialize_unit()
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), Error> {
        self.put(Mark::Something, &[]);
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<(), Error> {
        self.put(Mark::Nothing, &[]);
        Ok(())
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<(), Error> {
        self.serialize_unit()
    }

    fn serialize_unit_variant(self, _: &'static str, number: u32, _: &'static str) -> Result<(), Error> {
        self.variant(number);
        self.serialize_unit()
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, _: &'static str, value: &T) -> Result<(), Error> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        number: u32,
        _: &'static str,
        value: &T,
    ) -> Result<(), Error> {
        self.variant(number);
        value.serialize(self)
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Self, Error> {
        self.begin(Mark::List)
    }

    fn serialize_tuple(self, _: usize) -> Result<Self, Error> {
        self.begin(Mark::List)
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Self, Error> {
        self.begin(Mark::List)
    }

    fn serialize_tuple_variant(self, _: &'static str, number: u32, _: &'static str, _: usize) -> Result<Self, Error> {
        self.variant(number);
        self.begin(Mark::List)
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Self, Error> {
        self.begin(Mark::Map)
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Self, Error> {
        self.begin(Mark::List)
    }

    fn serialize_struct_variant(self, _: &'static str, number: u32, _: &'static str, _: usize) -> Result<Self, Error> {
        self.variant(number);
        self.begin(Mark::List)
    }
}

/// What holds others: each of them, then the end.
macro_rules! holders {
    ($($holder:ident { $($method:ident($($name:ty)?);)* } $(+ $skip:ident)?)*) => {$(
        impl $holder for &mut Hashing {
            type Ok = ();
            type Error = Error;

            $(fn $method<T: Serialize + ?Sized>(&mut self, $(_: $name,)? value: &T) -> Result<(), Error> {
                value.serialize(&mut **self)
            })*

            $(fn $skip(&mut self, _: &'static str) -> Result<(), Error> {
                self.put(Mark::Skipped, &[]);
                Ok(())
            })?

            fn end(self) -> Result<(), Error> {
                Hashing::end(self)
            }
        }
    )*};
}

holders! {
    SerializeSeq { serialize_element(); }
    SerializeTuple { serialize_element(); }
    SerializeTupleStruct { serialize_field(); }
    SerializeTupleVariant { serialize_field(); }
    SerializeMap { serialize_key(); serialize_value(); }
    SerializeStruct { serialize_field(&'static str); } + skip_field
    SerializeStructVariant { serialize_field(&'static str); } + skip_field
}
