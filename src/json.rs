//! JSON as the library `serde_json` writes it, byte for byte, of what large files are full of: records, lists, texts and whole
//! numbers. Texts are looked through in blocks, and not byte by byte; one form of them is safe inside of a script element.

#[cfg(test)]
mod tests;

use serde::de::value::Error;
use serde::ser::{Error as _, Impossible, Serialize, SerializeSeq, SerializeStruct, Serializer};

use crate::bytes;

/// How JSON is laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Style {
    /// As small as can be.
    Compact,
    /// Indented by two spaces, for people.
    Indented,
    /// As small as can be, and unable to leave a script element: `<`, `>`, `&` and the line separators of U+2028/9 are escaped.
    InScript,
}

/// A value as JSON; `room` is how many bytes that takes, as a rule.
///
/// # Panics
/// If it holds something else than records, lists, texts, whole numbers and truth values, which is a mistake of the program.
pub(crate) fn write(value: &impl Serialize, style: Style, room: usize) -> String {
    let mut json = Json { out: String::with_capacity(room), style, depth: 0 };
    value.serialize(&mut json).expect("nothing else is written as JSON here");
    json.out
}

/// Values as a list in JSON, each made when its turn comes.
///
/// # Panics
/// As [`write`](fn@write).
pub(crate) fn write_list<T: Serialize>(values: impl Iterator<Item = T>, style: Style, room: usize) -> String {
    let mut json = Json { out: String::with_capacity(room), style, depth: 0 };
    json.collect_seq(values).expect("nothing else is written as JSON here");
    json.out
}

/// Appends a number in figures.
pub(crate) fn push_number(out: &mut String, number: u64) {
    if number >= 10 {
        push_number(out, number / 10);
    }
    out.push(char::from(b'0' + (number % 10) as u8));
}

struct Json {
    out: String,
    style: Style,
    /// How many lists and records are open.
    depth: usize,
}

impl Json {
    fn text(&mut self, text: &str) {
        self.out.push('"');
        match self.style {
            // 0xE2 begins the separators, and dashes and quotes besides.
            Style::InScript => {
                self.escape(text, |b| is_sign(b) | (b == b'<') | (b == b'>') | (b == b'&') | (b == 0xE2))
            }
            Style::Compact | Style::Indented => self.escape(text, is_sign),
        }
        self.out.push('"');
    }

    /// Looks closer at the bytes of which `is_near` is true.
    fn escape(&mut self, text: &str, is_near: impl Fn(u8) -> bool + Copy) {
        let mut rest = text;
        while let Some(near) = bytes::find(rest.as_bytes(), is_near) {
            self.out.push_str(&rest[..near]);
            let c = rest[near..].chars().next().unwrap_or_default();
            self.escaped(c);
            rest = &rest[near + c.len_utf8()..];
        }
        self.out.push_str(rest);
    }

    fn escaped(&mut self, c: char) {
        let hex = |digit: u32| char::from_digit(digit, 16).unwrap_or('0');
        match c {
            '"' => self.out.push_str("\\\""),
            '\\' => self.out.push_str("\\\\"),
            '\n' => self.out.push_str("\\n"),
            '\r' => self.out.push_str("\\r"),
            '\t' => self.out.push_str("\\t"),
            '\u{8}' => self.out.push_str("\\b"),
            '\u{c}' => self.out.push_str("\\f"),
            '\u{2028}' => self.out.push_str("\\u2028"),
            '\u{2029}' => self.out.push_str("\\u2029"),
            '\0'..' ' | '<' | '>' | '&' => {
                self.out.push_str("\\u00");
                self.out.extend([hex(u32::from(c) / 16), hex(u32::from(c) % 16)]);
            }
            c => self.out.push(c),
        }
    }

    fn new_line(&mut self) {
        if self.style == Style::Indented {
            self.out.push('\n');
            (0..self.depth).for_each(|_| self.out.push_str("  "));
        }
    }

    fn open(&mut self, sign: char, close: char) -> Members<'_> {
        self.out.push(sign);
        self.depth += 1;
        Members { json: self, any: false, close }
    }
}

/// Whether a byte of a text is always escaped.
#[inline(always)]
fn is_sign(byte: u8) -> bool {
    (byte < b' ') | (byte == b'"') | (byte == b'\\')
}

/// What is written of a list or record.
struct Members<'j> {
    json: &'j mut Json,
    /// Whether there is a member already.
    any: bool,
    close: char,
}

impl Members<'_> {
    fn next(&mut self) {
        if self.any {
            self.json.out.push(',');
        }
        self.any = true;
        self.json.new_line();
    }

    fn finish(self) {
        self.json.depth -= 1;
        if self.any {
            self.json.new_line();
        }
        self.json.out.push(self.close);
    }
}

impl SerializeSeq for Members<'_> {
    type Ok = ();
    type Error = Error;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        self.next();
        value.serialize(&mut *self.json)
    }

    fn end(self) -> Result<(), Error> {
        self.finish();
        Ok(())
    }
}

impl serde::ser::SerializeTuple for Members<'_> {
    type Ok = ();
    type Error = Error;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        SerializeSeq::serialize_element(self, value)
    }

    fn end(self) -> Result<(), Error> {
        SerializeSeq::end(self)
    }
}

impl SerializeStruct for Members<'_> {
    type Ok = ();
    type Error = Error;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) -> Result<(), Error> {
        self.next();
        self.json.text(name);
        self.json.out.push_str(if self.json.style == Style::Indented { ": " } else { ":" });
        value.serialize(&mut *self.json)
    }

    fn end(self) -> Result<(), Error> {
        self.finish();
        Ok(())
    }
}

macro_rules! whole_numbers {
    ($($name:ident($type:ty))*) => {$(
        fn $name(self, number: $type) -> Result<(), Error> {
            let number = i64::from(number);
            if number < 0 {
                self.out.push('-');
            }
            push_number(&mut self.out, number.unsigned_abs());
            Ok(())
        }
    )*};
}

macro_rules! refused {
    ($made:ty: $($name:ident($($type:ty),*))*) => {$(
        fn $name(self, $(_: $type),*) -> Result<$made, Error> {
            Err(Error::custom(concat!(stringify!($name), " is not for this writer")))
        }
    )*};
}

impl<'j> Serializer for &'j mut Json {
    type Ok = ();
    type Error = Error;
    type SerializeSeq = Members<'j>;
    type SerializeTuple = Members<'j>;
    type SerializeStruct = Members<'j>;
    type SerializeTupleStruct = Impossible<(), Error>;
    type SerializeTupleVariant = Impossible<(), Error>;
    type SerializeMap = Impossible<(), Error>;
    type SerializeStructVariant = Impossible<(), Error>;

    whole_numbers! {
        serialize_i8(i8) serialize_i16(i16) serialize_i32(i32) serialize_i64(i64)
        serialize_u8(u8) serialize_u16(u16) serialize_u32(u32)
    }

    fn serialize_u64(self, number: u64) -> Result<(), Error> {
        push_number(&mut self.out, number);
        Ok(())
    }

    fn serialize_bool(self, is: bool) -> Result<(), Error> {
        self.out.push_str(if is { "true" } else { "false" });
        Ok(())
    }

    fn serialize_str(self, text: &str) -> Result<(), Error> {
        self.text(text);
        Ok(())
    }

    fn serialize_none(self) -> Result<(), Error> {
        self.out.push_str("null");
        Ok(())
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), Error> {
        value.serialize(self)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, _: &'static str, value: &T) -> Result<(), Error> {
        value.serialize(self)
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Members<'j>, Error> {
        Ok(self.open('[', ']'))
    }

    fn serialize_tuple(self, _: usize) -> Result<Members<'j>, Error> {
        Ok(self.open('[', ']'))
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Members<'j>, Error> {
        Ok(self.open('{', '}'))
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: &T,
    ) -> Result<(), Error> {
        Err(Error::custom("a variant is not for this writer"))
    }

    refused! {
        (): serialize_f32(f32) serialize_f64(f64) serialize_char(char) serialize_bytes(&[u8]) serialize_unit()
        serialize_unit_struct(&'static str) serialize_unit_variant(&'static str, u32, &'static str)
    }

    refused! {
        Impossible<(), Error>: serialize_tuple_struct(&'static str, usize)
        serialize_tuple_variant(&'static str, u32, &'static str, usize) serialize_map(Option<usize>)
        serialize_struct_variant(&'static str, u32, &'static str, usize)
    }
}
