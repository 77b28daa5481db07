//! [`Json`] as serde asks for it.

use serde::ser::{Error as _, Impossible, Serialize, SerializeSeq, SerializeStruct, SerializeTuple, Serializer};
use serde_json::Error;

use super::{Items, Json};

impl SerializeSeq for Items<'_> {
    type Ok = ();
    type Error = Error;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        self.next();
        value.serialize(&mut *self.json)
    }

    fn end(self) -> Result<(), Error> {
        self.close();
        Ok(())
    }
}

impl SerializeTuple for Items<'_> {
    type Ok = ();
    type Error = Error;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        SerializeSeq::serialize_element(self, value)
    }

    fn end(self) -> Result<(), Error> {
        SerializeSeq::end(self)
    }
}

impl SerializeStruct for Items<'_> {
    type Ok = ();
    type Error = Error;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, key: &'static str, value: &T) -> Result<(), Error> {
        self.next();
        self.json.key(key);
        value.serialize(&mut *self.json)
    }

    fn end(self) -> Result<(), Error> {
        self.close();
        Ok(())
    }
}

/// Methods for values of one kind: the type that is written, and how.
macro_rules! plain {
    ($($method:ident($type:ty) => $write:expr;)*) => {$(
        fn $method(self, value: $type) -> Result<(), Error> {
            let write: fn(&mut Json, $type) = $write;
            write(self, value);
            Ok(())
        }
    )*};
}

impl<'j> Serializer for &'j mut Json {
    type Ok = ();
    type Error = Error;
    type SerializeSeq = Items<'j>;
    type SerializeTuple = Items<'j>;
    type SerializeStruct = Items<'j>;
    type SerializeTupleStruct = Impossible<(), Error>;
    type SerializeTupleVariant = Impossible<(), Error>;
    type SerializeMap = Impossible<(), Error>;
    type SerializeStructVariant = Impossible<(), Error>;

    plain! {
        serialize_bool(bool) => |json, value| json.number(value);
        serialize_i8(i8) => |json, value| json.number(value);
        serialize_i16(i16) => |json, value| json.number(value);
        serialize_i32(i32) => |json, value| json.number(value);
        serialize_i64(i64) => |json, value| json.number(value);
        serialize_u8(u8) => |json, value| json.number(value);
        serialize_u16(u16) => |json, value| json.number(value);
        serialize_u32(u32) => |json, value| json.number(value);
        serialize_u64(u64) => |json, value| json.number(value);
        serialize_str(&str) => |json, value| json.text(value);
        serialize_char(char) => |json, value| json.text(value.encode_utf8(&mut [0; 4]));
    }

    fn serialize_none(self) -> Result<(), Error> {
        self.out.extend_from_slice(b"null");
        Ok(())
    }

    fn serialize_unit(self) -> Result<(), Error> {
        self.serialize_none()
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<(), Error> {
        self.serialize_none()
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), Error> {
        value.serialize(self)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, _: &'static str, value: &T) -> Result<(), Error> {
        value.serialize(self)
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> Result<(), Error> {
        self.serialize_str(variant)
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Items<'j>, Error> {
        Ok(self.open(b'[', b']'))
    }

    fn serialize_tuple(self, _: usize) -> Result<Items<'j>, Error> {
        Ok(self.open(b'[', b']'))
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Items<'j>, Error> {
        Ok(self.open(b'{', b'}'))
    }

    fn serialize_f32(self, _: f32) -> Result<(), Error> {
        Err(no("a number that is no integer"))
    }

    fn serialize_f64(self, _: f64) -> Result<(), Error> {
        Err(no("a number that is no integer"))
    }

    fn serialize_bytes(self, _: &[u8]) -> Result<(), Error> {
        Err(no("bytes"))
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Self::SerializeMap, Error> {
        Err(no("a map"))
    }

    fn serialize_tuple_struct(self, name: &'static str, _: usize) -> Result<Self::SerializeTupleStruct, Error> {
        Err(no(name))
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        name: &'static str,
        _: u32,
        _: &'static str,
        _: &T,
    ) -> Result<(), Error> {
        Err(no(name))
    }

    fn serialize_tuple_variant(
        self,
        name: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleVariant, Error> {
        Err(no(name))
    }

    fn serialize_struct_variant(
        self,
        name: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeStructVariant, Error> {
        Err(no(name))
    }
}

fn no(what: &str) -> Error {
    Error::custom(format!("nothing that is written as JSON holds {what}"))
}
