//! JSON Schemas of everything that authors write, so that editors complete and check it.

use serde_json::Value;

use super::keys;
use crate::config::{Config, keys as config_keys};

/// The names of all schemas, with what each describes.
pub const ALL: &[(&str, &str)] = &[
    ("article", "the front matter of articles"),
    ("page", "the front matter of pages"),
    ("digest", "the front matter of editors' notes"),
    ("config", "citewire.yaml"),
    ("publishers", "data/publishers.yaml"),
    ("terms", "the vocabularies in data/, one file for each taxonomy"),
];

/// The schema with a name of [`ALL`] (draft 2020-12); the taxonomies of a site are keys of its articles.
///
/// ```
/// use citewire::{config::Config, content::schema::schema};
/// let article = schema("article", &Config::default_for("x")).unwrap();
/// assert_eq!(article["properties"]["tags"]["items"]["type"][0], "string");
/// assert!(schema("book", &Config::default_for("x")).is_none());
/// ```
#[must_use]
pub fn schema(name: &str, config: &Config) -> Option<Value> {
    let taxonomies = config.taxonomies.iter().map(|taxonomy| taxonomy.name.as_str());
    Some(match name {
        "article" => keys::ARTICLE.schema("Citewire article", taxonomies),
        "page" => keys::PAGE.schema("Citewire page", []),
        "digest" => keys::EDITORIAL.schema("Citewire editors' note", []),
        "config" => config_keys::SITE.schema("Citewire configuration", []),
        "publishers" => config_keys::PUBLISHER.list_schema("Citewire publishers"),
        "terms" => config_keys::TERM.list_schema("Citewire vocabulary"),
        _ => return None,
    })
}
