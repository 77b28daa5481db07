//! A new site: the files that `citewire init` writes.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::{NewFile, month_folder, schema, stamp, yaml};

/// What a new site is made of.
#[derive(Debug, Clone, Copy)]
pub struct SiteFacts<'a> {
    /// Its name.
    pub title: &'a str,
    /// The moment of the first articles.
    pub now: Timestamp,
    /// Their stable ids.
    pub ids: [&'a str; 2],
}

/// The files with their texts; `MONTH` stands for the folder of the month.
const FILES: &[(&str, &str)] = &[
    ("citewire.yaml", include_str!("site/citewire.yaml")),
    ("README.md", include_str!("site/README.md")),
    (".gitignore", include_str!("site/gitignore")),
    (".github/workflows/pages.yml", include_str!("site/pages.yml")),
    ("MONTH/show-where-it-comes-from.md", include_str!("site/show-where-it-comes-from.md")),
    ("MONTH/from-draft-to-correction.md", include_str!("site/from-draft-to-correction.md")),
    ("content/pages/about.md", include_str!("site/about.md")),
    ("data/publishers.yaml", include_str!("site/publishers.yaml")),
    ("static/favicon.svg", include_str!("site/favicon.svg")),
];

/// All files of a new site, the schemas for editors among them.
#[must_use]
pub fn files(facts: &SiteFacts<'_>) -> Vec<NewFile> {
    let month = month_folder(facts.now, &TimeZone::UTC);
    let date = stamp(facts.now, &TimeZone::UTC);
    let title = yaml::scalar(facts.title);
    let fill = |text: &str| {
        text.replace("@TITLE@", &title)
            .replace("@NAME@", facts.title)
            .replace("@DATE@", &date)
            .replace("@ID_1@", facts.ids[0])
            .replace("@ID_2@", facts.ids[1])
            .replace("@VERSION@", env!("CARGO_PKG_VERSION"))
    };
    let texts = FILES.iter().map(|(path, text)| NewFile { path: path.replace("MONTH", &month), text: fill(text) });
    texts.chain(schema::files()).collect()
}

/// A site's name out of the name of its folder: `my-site` is `My site`.
#[must_use]
pub fn title_of_folder(name: &str) -> String {
    let words = name.replace(['-', '_'], " ").replace(char::is_control, " ");
    let mut chars = words.trim().chars();
    match chars.next() {
        Some(first) => first.to_uppercase().chain(chars).collect(),
        None => "News".to_owned(),
    }
}

#[cfg(test)]
mod tests;
