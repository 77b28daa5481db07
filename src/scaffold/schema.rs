//! The JSON Schemas with which editors check what authors write, as files of a site.

use super::NewFile;
use crate::config::Config;
use crate::content::schema::schema;

/// The schemas of a new site: what each describes by the names of [`crate::content::schema::ALL`], and its file.
const FILES: &[(&str, &str)] = &[
    ("article", "schema/article.schema.json"),
    ("page", "schema/page.schema.json"),
    ("config", "schema/citewire.schema.json"),
    ("publishers", "schema/publishers.schema.json"),
];

/// The schema with a name of [`crate::content::schema::ALL`] as a document.
///
/// # Panics
/// If there is none of that name.
#[must_use]
pub fn text(name: &str, config: &Config) -> String {
    let schema = schema(name, config).expect("the name is one of `content::schema::ALL`");
    format!("{schema:#}\n")
}

/// The files of a new site that hold schemas.
pub(super) fn files() -> impl Iterator<Item = NewFile> {
    let config = Config::default_for("");
    FILES.iter().map(move |(name, path)| NewFile { path: (*path).to_owned(), text: text(name, &config) })
}
