//! The site's configuration, `citewire.yaml`, checked and with every default filled in.

mod address;
mod check;
mod data;
mod defaults;
mod host;
pub mod keys;
mod newsletter;
mod outputs;
mod parse;
mod publishers;
pub(crate) mod taxonomies;

use std::sync::Arc;

use jiff::tz::TimeZone;

use crate::diagnostics::{Code, FileText, Spanned};

pub use address::is_language;
pub use data::{publishers, terms};
pub use host::Host;
pub use outputs::{OutputsConfig, Switch};
pub use parse::{override_base_url, parse};
pub use publishers::Publishers;

/// What the site is and how it is built. Every field is checked.
#[derive(Debug, Clone)]
pub struct Config {
    /// The file it was read from; an empty text if the site has none.
    pub file: FileText,
    /// The site's name.
    pub title: String,
    /// One sentence on what the site is.
    pub description: Option<String>,
    /// Where the site will be published.
    pub base_url: BaseUrl,
    /// BCP 47 tag of the site's language.
    pub language: String,
    /// The zone in which dates without a zone are read and days begin.
    pub timezone: TimeZone,
    /// The IANA name of `timezone`.
    pub timezone_name: String,
    /// Who stands for articles without `authors`.
    pub author: Option<String>,
    /// Folder name under `themes/`, or a built-in theme's name.
    pub theme: String,
    /// The pattern of article addresses.
    pub permalink: Permalink,
    /// The vocabularies, `tags` first unless configured otherwise.
    pub taxonomies: Vec<TaxonomyConfig>,
    /// Articles on one page of a list.
    pub paginate: usize,
    /// Entries in a feed.
    pub feed_limit: usize,
    /// Stories in the lead block of the home page, the lead itself not counted.
    pub home_top: usize,
    /// Days (editions) from whose articles lead and top stories are taken.
    pub home_editions: usize,
    /// Days shown in the home page's river.
    pub home_days: usize,
    /// Stories shown of each of these days.
    pub home_stories: usize,
    /// How Markdown is read.
    pub markdown: MarkdownConfig,
    /// Query parameters, besides the built-in ones, that say nothing about what a URL points to; `x_*` is a prefix.
    pub tracking_parameters: Vec<String>,
    /// Whether a `news` article must list a source.
    pub require_sources: bool,
    /// Largest content file in bytes.
    pub max_file_bytes: u64,
    /// Links in the page's header, in order.
    pub menu: Vec<MenuItem>,
    /// Path under the site's root (`/og.png`) of the image for pages that have none.
    pub image: Option<String>,
    /// How much the rules of `citewire check` matter.
    pub check: CheckConfig,
    /// Where the site is published, for files that the host reads.
    pub host: Host,
    /// What is written of all that a site can do without.
    pub outputs: OutputsConfig,
    /// Editions as e-mails.
    pub newsletter: NewsletterConfig,
    /// Anything else, for themes.
    pub extra: Extra,
}

/// Free keys below `extra:`, kept in the author's order.
pub type Extra = serde_json::Map<String, serde_json::Value>;

/// The published site's address, split where templates need it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BaseUrl {
    /// Scheme, host and port: `https://user.github.io`.
    pub origin: String,
    /// Base path without a trailing `/`: empty, or `/repo`.
    pub path: String,
}

impl BaseUrl {
    /// The address on the site's host: base path and `path` (which starts with `/`).
    #[must_use]
    pub fn relative(&self, path: &str) -> String {
        [&self.path, path].concat()
    }

    /// The full URL of `path` (which starts with `/`).
    #[must_use]
    pub fn absolute(&self, path: &str) -> String {
        [&self.origin, &self.path, path].concat()
    }
}

/// The pattern of article addresses: segments of literals and placeholders, with `/` or `:slug.html` at its end.
///
/// Placeholders: `:year`, `:month`, `:day`, `:slug`. Default: `/:year/:month/:slug/`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Permalink(pub String);

impl Permalink {
    /// Whether an article is a file by itself, and no folder's `index.html`.
    #[must_use]
    pub fn is_file(&self) -> bool {
        !self.0.ends_with('/')
    }
}

/// One vocabulary of the site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TaxonomyConfig {
    /// The front-matter key and the first part of its addresses: `tags`.
    pub name: String,
    /// Heading of its index page: `Tags`.
    pub title: String,
    /// Articles a term needs for a page of its own.
    pub min_pages: usize,
    /// What happens on a term that `data/<name>.yaml` does not hold.
    pub unknown: UnknownTerm,
}

/// What happens on a term that the vocabulary does not hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UnknownTerm {
    /// It becomes a term.
    Allow,
    /// It becomes a term, with a warning.
    Warn,
    /// It is an error.
    Refuse,
}

/// How Markdown is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MarkdownConfig {
    /// Curly quotes, dashes and ellipses outside of code.
    pub smart_punctuation: bool,
    /// Raw HTML is published as it is instead of being sanitised.
    pub unsafe_html: bool,
    /// Code blocks get highlighting classes.
    pub highlight: bool,
}

/// How much the rules of `citewire check` matter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckConfig {
    /// Rules that the site has an opinion on; all others keep their own level.
    pub rules: Vec<(Code, Level)>,
    /// Sources that a news article needs; 0 and 1 ask for no more than a build does.
    pub minimum_sources: usize,
    /// Words that may stand in a row without a citation.
    pub words_per_citation: usize,
    /// Hosts that editors have something to say about.
    pub hosts: Vec<HostPolicy>,
}

/// How much a rule matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    /// It is not looked at.
    Off,
    /// What it finds is a warning.
    Warn,
    /// What it finds is an error.
    Error,
}

/// A host that editors have something to say about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HostPolicy {
    /// Lower case, ASCII, without `www.`; it covers its subdomains.
    pub host: String,
    /// How much it matters; default: as much as the rule.
    pub level: Option<Level>,
    /// What writers are told.
    pub message: String,
}

/// Whether and how editions are written as e-mails. Nothing is ever sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewsletterConfig {
    /// Whether they are written.
    pub enabled: bool,
    /// For how many of the latest days, and of the latest weeks.
    pub editions: usize,
    /// How much of each story.
    pub content: NewsletterContent,
    /// Who sends them.
    pub from: Option<Mailbox>,
    /// Postal address for the footer; the site owner's own text, in which a mail service's placeholders stay as they are.
    pub address: Option<String>,
    /// Where a reader unsubscribes: a mail service's placeholder, or a full address. Stays as it is, too.
    pub unsubscribe: String,
}

/// How much of each story a newsletter holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NewsletterContent {
    /// The whole text if there is one story only, else summaries.
    Auto,
    /// The whole text.
    Full,
    /// Summaries.
    Summary,
}

/// A sender.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mailbox {
    /// Shown name; may be empty.
    pub name: String,
    /// `news@example.org`.
    pub email: String,
}

/// A link in the page's header.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MenuItem {
    /// What is shown.
    pub title: String,
    /// A path on the site (`/about/`) or a URL.
    pub url: String,
}

/// A publisher as `data/publishers.yaml` knows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublisherRecord {
    /// Display name; the key that `publisher:` of a source is compared with.
    pub name: Arc<str>,
    /// Hosts it publishes on, lower case, without `www.`; a host covers its subdomains.
    pub hosts: Vec<String>,
    /// `news`, `journal`, `company` …: free text, shown as a label.
    pub kind: Option<String>,
    /// ISO 3166-1 alpha-2.
    pub country: Option<String>,
    /// How its pages can usually be read: `free`, `registration` or `subscription`.
    pub access: Option<String>,
    /// Its home page.
    pub url: Option<String>,
}

/// A term as `data/<taxonomy>.yaml` knows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TermRecord {
    /// The last part of its address.
    pub slug: String,
    /// Display name.
    pub name: Arc<str>,
    /// Other spellings that authors may use.
    pub aliases: Vec<String>,
    /// What it is, in a sentence or two.
    pub description: Option<Spanned<String>>,
    /// Its home page.
    pub url: Option<String>,
    /// URLs of the same thing elsewhere (Wikidata, Wikipedia …).
    pub same_as: Vec<String>,
}

impl TermRecord {
    /// What it is; empty if nobody has said it.
    #[must_use]
    pub fn description(&self) -> String {
        self.description.as_ref().map(|description| description.value.clone()).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests;
