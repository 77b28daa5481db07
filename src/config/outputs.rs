//! `outputs`: what a site can do without, and whether it is written.

use crate::yaml::Fields;

/// Something that a build writes unless the site switches it off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Switch {
    /// The archive by month.
    Archive,
    /// Sources as CSL-JSON and BibTeX.
    Bibliographies,
    /// The list of corrections, with its feed.
    Corrections,
    /// The pages of days and weeks, with their feed and newsletters.
    Digests,
    /// JSON Feed beside Atom.
    JsonFeed,
    /// JSON-LD in the head of articles.
    JsonLd,
    /// `llms.txt`.
    Llms,
    /// `sitemap-news.xml`.
    NewsSitemap,
    /// The pages of publishers.
    Publishers,
    /// RSS beside Atom.
    Rss,
    /// The pages of storylines.
    Storylines,
    /// Feeds of terms.
    TermFeeds,
    /// The Markdown of every page.
    Twins,
}

impl Switch {
    /// All, with the keys that stand for them below `outputs`; in the order of the keys.
    pub const ALL: [(&str, Self); 13] = [
        ("archive", Self::Archive),
        ("bibliographies", Self::Bibliographies),
        ("corrections", Self::Corrections),
        ("digests", Self::Digests),
        ("json_feed", Self::JsonFeed),
        ("json_ld", Self::JsonLd),
        ("llms", Self::Llms),
        ("news_sitemap", Self::NewsSitemap),
        ("publishers", Self::Publishers),
        ("rss", Self::Rss),
        ("storylines", Self::Storylines),
        ("term_feeds", Self::TermFeeds),
        ("twins", Self::Twins),
    ];

    /// The templates of the pages that it stands for. To switch it off is to have a theme without them, which every page that
    /// would link to them has to expect anyway.
    const fn templates(self) -> &'static [&'static str] {
        match self {
            Self::Archive => &["archive.html", "month.html"],
            Self::Corrections => &["corrections.html"],
            Self::Digests => &["digest.html", "digests.html", "email.html"],
            Self::Publishers => &["publisher.html", "publishers.html"],
            Self::Storylines => &["storyline.html", "storylines.html"],
            _ => &[],
        }
    }
}

/// What is written of all that a site can do without.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct OutputsConfig {
    off: Vec<Switch>,
}

impl OutputsConfig {
    /// Whether this is written.
    #[must_use]
    pub fn writes(&self, switch: Switch) -> bool {
        !self.off.contains(&switch)
    }

    /// Templates for which no page is written.
    pub fn unused_templates(&self) -> impl Iterator<Item = &'static str> + '_ {
        self.off.iter().flat_map(|switch| switch.templates().iter().copied())
    }
}

/// Reads `outputs`.
pub(super) fn read(fields: &mut Fields<'_>, config: &mut OutputsConfig) {
    let Some(mut fields) = fields.record("outputs") else { return };
    let off = Switch::ALL.iter().filter(|(key, _)| fields.boolean(key) == Some(false));
    config.off = off.map(|(_, switch)| *switch).collect();
    fields.finish();
}

#[cfg(test)]
mod tests {
    use super::super::keys;
    use super::*;

    #[test]
    fn every_switch_has_a_key_and_every_key_a_switch() {
        let keys: Vec<&str> = keys::OUTPUTS.keys.iter().map(|key| key.name).collect();
        let switches: Vec<&str> = Switch::ALL.iter().map(|(key, _)| *key).collect();
        assert_eq!(keys, switches);
    }
}
