//! Shapes as JSON Schema (draft 2020-12), with which editors complete and check what authors write.

use serde_json::{Map, Value, json};

use super::{Key, Kind, Shape};

/// A moment, as a regular expression.
const MOMENT: &str = r"^\d{4}-\d{2}-\d{2}([Tt ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?( ?([Zz]|[+-]\d{2}:?\d{2}))?)?$";

impl Shape {
    /// The schema of a document of this shape. `more` are names of further keys with lists of texts.
    #[must_use]
    pub fn schema<'m>(&'static self, title: &str, more: impl IntoIterator<Item = &'m str>) -> Value {
        let mut schema = self.object(more);
        let head = [("$schema", "https://json-schema.org/draft/2020-12/schema"), ("title", title)];
        for (at, (key, value)) in head.into_iter().enumerate() {
            schema.shift_insert(at, key.to_owned(), value.into());
        }
        schema.into()
    }

    /// The schema of a document that is a list of such records.
    #[must_use]
    pub fn list_schema(&'static self, title: &str) -> Value {
        json!({
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "title": title,
            "type": ["array", "null"],
            "items": self.object([]),
        })
    }

    fn object<'m>(&'static self, more: impl IntoIterator<Item = &'m str>) -> Map<String, Value> {
        let mut properties: Map<String, Value> =
            self.keys.iter().map(|key| (key.name.to_owned(), key.schema())).collect();
        for name in more {
            let mut list = texts();
            list.insert("description".to_owned(), format!("Terms of the taxonomy `{name}`.").into());
            properties.insert(name.to_owned(), list.into());
        }
        let required: Vec<&str> = self.keys.iter().filter(|key| key.required).map(|key| key.name).collect();
        let mut schema = Map::new();
        schema.insert("description".to_owned(), self.about.into());
        schema.insert("type".to_owned(), "object".into());
        schema.insert("properties".to_owned(), properties.into());
        if !required.is_empty() {
            schema.insert("required".to_owned(), required.into());
        }
        schema.insert("additionalProperties".to_owned(), false.into());
        schema
    }
}

impl Key {
    fn schema(&'static self) -> Value {
        let mut schema = Map::new();
        schema.insert("description".to_owned(), self.about.into());
        let kind = if self.required { self.kind.schema() } else { nullable(self.kind.schema()) };
        schema.extend(kind);
        schema.into()
    }
}

/// A key without a value is a key that is not there.
fn nullable(mut schema: Map<String, Value>) -> Map<String, Value> {
    match schema.get_mut("type") {
        Some(Value::Array(types)) => types.push("null".into()),
        Some(kind) => *kind = vec![kind.take(), "null".into()].into(),
        None => {}
    }
    if let Some(Value::Array(words)) = schema.get_mut("enum") {
        words.push(Value::Null);
    }
    schema
}

impl Kind {
    fn schema(&'static self) -> Map<String, Value> {
        match self {
            // Whatever is written without quotes is the text that stands there, also `2026` and `true`.
            Self::Text => object(json!({"type": ["string", "number", "boolean"]})),
            Self::Pattern(pattern) => object(json!({"type": ["string", "number"], "pattern": pattern})),
            Self::Texts => texts(),
            Self::Boolean => object(json!({"type": "boolean"})),
            Self::Integer(range) => {
                object(json!({"type": "integer", "minimum": range.start(), "maximum": range.end()}))
            }
            Self::Word(words) => object(json!({"type": "string", "enum": words})),
            Self::Moment => object(json!({"type": "string", "pattern": MOMENT})),
            Self::Day => object(json!({"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"})),
            Self::PartialDate => {
                object(json!({"type": ["string", "integer"], "pattern": r"^\d{4}(-\d{2}(-\d{2})?)?$"}))
            }
            Self::Url => object(json!({"type": "string", "format": "uri", "pattern": "^[Hh][Tt][Tt][Pp][Ss]?://"})),
            Self::Language => object(json!({"type": "string", "pattern": "^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$"})),
            Self::Record(shape) => shape.object([]),
            Self::Records(shape) => object(json!({"type": "array", "items": shape.object([])})),
            Self::TextsOrRecords(shape) => {
                object(json!({"type": "array", "items": {"anyOf": [{"type": "string"}, shape.object([])]}}))
            }
            Self::Free => object(json!({"type": "object"})),
        }
    }
}

fn texts() -> Map<String, Value> {
    object(json!({"type": "array", "items": {"type": ["string", "number", "boolean"]}}))
}

fn object(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(map) => map,
        _ => Map::new(),
    }
}
