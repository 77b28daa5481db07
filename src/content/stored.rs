//! How values without a form of their own are stored in the cache.

/// Free keys as JSON: their values can be of any kind, which a format without names of types cannot tell.
pub(super) mod extra {
    use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

    use crate::config::Extra;

    pub(in crate::content) fn serialize<S: Serializer>(extra: &Extra, serializer: S) -> Result<S::Ok, S::Error> {
        let text = if extra.is_empty() { String::new() } else { serde_json::Value::Object(extra.clone()).to_string() };
        text.serialize(serializer)
    }

    pub(in crate::content) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Extra, D::Error> {
        match <&str>::deserialize(deserializer)? {
            "" => Ok(Extra::new()),
            text => serde_json::from_str(text).map_err(de::Error::custom),
        }
    }
}
