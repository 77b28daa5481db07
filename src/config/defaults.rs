//! What a site is that says nothing about itself.

use jiff::tz::TimeZone;

use super::{
    BaseUrl, CheckConfig, Config, Host, MarkdownConfig, NewsletterConfig, OutputsConfig, Permalink, TaxonomyConfig,
    UnknownTerm,
};
use crate::diagnostics::FileText;

impl Config {
    /// The configuration of a site that has no `citewire.yaml`: defaults, and a title.
    #[must_use]
    pub fn default_for(title: &str) -> Self {
        Self {
            file: FileText { path: "citewire.yaml".into(), text: "".into() },
            title: title.to_owned(),
            description: None,
            base_url: BaseUrl { origin: "http://localhost".to_owned(), path: String::new() },
            language: "en".to_owned(),
            timezone: TimeZone::UTC,
            timezone_name: "UTC".to_owned(),
            author: None,
            theme: "default".to_owned(),
            permalink: Permalink("/:year/:month/:slug/".to_owned()),
            taxonomies: vec![TaxonomyConfig::named("tags")],
            paginate: 50,
            feed_limit: 20,
            home_top: 6,
            home_editions: 3,
            home_days: 7,
            home_stories: 30,
            markdown: MarkdownConfig { smart_punctuation: true, unsafe_html: false, highlight: true },
            tracking_parameters: Vec::new(),
            require_sources: true,
            max_file_bytes: 8 << 20,
            menu: Vec::new(),
            image: None,
            check: CheckConfig { rules: Vec::new(), minimum_sources: 0, words_per_citation: 150, hosts: Vec::new() },
            host: Host::default(),
            outputs: OutputsConfig::default(),
            newsletter: NewsletterConfig::default(),
            extra: serde_json::Map::new(),
        }
    }
}

impl TaxonomyConfig {
    /// The storylines, which are grouped like the terms of a taxonomy.
    pub(crate) fn storylines() -> Self {
        Self::named("storylines")
    }

    /// The taxonomy of which only the name is known.
    pub(super) fn named(name: &str) -> Self {
        let words = name.replace('-', " ");
        let mut chars = words.chars();
        let title = chars.next().map(|c| c.to_uppercase().chain(chars).collect()).unwrap_or_default();
        Self { name: name.to_owned(), title, min_pages: 1, unknown: UnknownTerm::Allow }
    }
}
