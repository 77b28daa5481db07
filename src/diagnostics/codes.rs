//! The registry of diagnostic codes: one line each. A code never changes its meaning; the guide lists them from here.
//!
//! [`ALL`] are the mistakes that a build finds. [`RULES`] are those that only `citewire check` looks for: a rule's name is its
//! code, and stands here so that the configuration and front matter can name it.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A kind of mistake.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Code {
    /// What is printed in brackets: lower case, words joined by `-`.
    pub name: &'static str,
    /// What it means, in one sentence.
    pub about: &'static str,
}

impl Serialize for Code {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.name.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Code {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = <&str>::deserialize(deserializer)?;
        let known = RULES.iter().chain(ALL).find(|code| code.name == name);
        known.copied().ok_or_else(|| serde::de::Error::custom("not a code"))
    }
}

macro_rules! codes {
    ($(#[$meta:meta])* $list:ident: $($ident:ident = $name:literal, $about:literal;)*) => {
        $(#[doc = $about] pub const $ident: Code = Code { name: $name, about: $about };)*
        $(#[$meta])*
        pub const $list: &[Code] = &[$($ident),*];
    };
}

codes! {
    /// What a build reports, in the order of the guide.
    ALL:
    NOT_UTF8 = "not-utf8", "A file is not UTF-8 text.";
    UNREADABLE = "unreadable", "A file that cannot be opened or read.";
    FILE_TOO_LARGE = "file-too-large", "A content file is larger than the site allows.";
    OUTSIDE_SITE = "outside-site", "A link or a special file leads out of the site's folder.";
    UNKNOWN_FILE = "unknown-file", "A file in `content/` that Citewire does not read.";
    NO_FRONT_MATTER = "no-front-matter", "A content file does not start with a `---` block.";
    UNCLOSED_FRONT_MATTER = "unclosed-front-matter", "The `---` block at the top is never closed.";
    YAML_SYNTAX = "yaml-syntax", "YAML that cannot be read.";
    DUPLICATE_KEY = "duplicate-key", "A key stands twice in one record.";
    UNKNOWN_KEY = "unknown-key", "A key that Citewire does not know.";
    MISSING_KEY = "missing-key", "A key that must be there is not.";
    WRONG_TYPE = "wrong-type", "A value of another type than the key takes.";
    BAD_DATE = "bad-date", "A date or time that does not exist or cannot be read.";
    BAD_URL = "bad-url", "A URL that cannot be linked to.";
    BAD_VALUE = "bad-value", "A value outside of what the key allows.";
    BAD_ID = "bad-id", "An id with characters that a citation cannot hold.";
    DUPLICATE_ID = "duplicate-id", "Two things with one id.";
    DUPLICATE_SOURCE = "duplicate-source", "One source listed twice in an article.";
    NO_SOURCES = "no-sources", "A news article without a source.";
    UNKNOWN_CITATION = "unknown-citation", "A citation of a source that the article does not list.";
    BAD_CITATION = "bad-citation", "A citation marker that cannot be read.";
    UNUSED_NOTE = "unused-note", "A footnote that nothing refers to.";
    RAW_HTML = "raw-html", "Raw HTML that was removed because the site does not trust it.";
    TOO_DEEP = "too-deep", "A text whose elements stand in each other too deep.";
    BROKEN_LINK = "broken-link", "A link to a page, a file or an anchor that does not exist.";
    UNSAFE_LINK = "unsafe-link", "A link that is not http, https, mailto or relative.";
    MISSING_IMAGE = "missing-image", "An image that is not there.";
    URL_CLASH = "url-clash", "Two files for one URL.";
    BAD_PATH = "bad-path", "A slug, alias or path that cannot be a file name or leaves the site.";
    BAD_TERM = "bad-term", "A term that cannot have an address, or two terms with one address.";
    UNKNOWN_TERM = "unknown-term", "A term that the vocabulary does not know.";
    UNKNOWN_ARTICLE = "unknown-article", "An article that another file names, but that is not there.";
    DUPLICATE_ARTICLE = "duplicate-article", "One article named twice in a list of articles.";
    TEMPLATE = "template", "A template that cannot be read or rendered.";
    THEME = "theme", "A theme that is missing or made for another version.";
    HOST_LIMIT = "host-limit", "More than the host of the site takes.";
    CONFIG = "config", "A setting of the site that cannot work.";
    NO_CONFIG = "no-config", "The site has no `citewire.yaml`.";
}

codes! {
    /// The rules of `citewire check`, in the order of the guide.
    RULES:
    PLACEHOLDER = "placeholder", "`TODO`, `TK`, `XXX` or `FIXME` as a word of a text that readers see.";
    MISSING_SUMMARY = "missing-summary", "An article without a `summary` of its own.";
    EMPTY_LINK_TEXT = "empty-link-text", "A link without words: `[](https://example.org/)`.";
    EMPTY_ALT = "empty-alt", "A picture without words for those who do not see it.";
    SOURCE_WITHOUT_TITLE = "source-without-title", "A source without `title`, or one that is a bare URL.";
    SOURCE_WITHOUT_DATE = "source-without-date", "A source without `published`.";
    SOURCE_WITHOUT_ARCHIVE = "source-without-archive", "A source without `archive_url`.";
    UNUSED_SOURCE = "unused-source", "A source that is listed and not cited, in a text that cites others.";
    SINGLE_PUBLISHER = "single-publisher", "A news article whose sources are all of one publisher.";
    MINIMUM_SOURCES = "minimum-sources", "A news article with fewer sources than `minimum_sources`.";
    CITATION_DENSITY = "citation-density", "More than `words_per_citation` words of news or analysis that cite nothing.";
    TRACKING_PARAMETERS = "tracking-parameters", "A URL with parameters that only tell who led the reader there.";
    HTTP_LINK = "http-link", "A URL with `http` instead of `https`.";
    HOST_POLICY = "host-policy", "A URL of a host that the site's editors have listed under `hosts`.";
    HOMOGRAPH_HOST = "homograph-host", "A host whose name mixes alphabets, or imitates Latin letters with others.";
    NEAR_DUPLICATE_TERMS = "near-duplicate-terms", "Two terms of a taxonomy that differ by a sign or a letter.";
    ADDRESS_VANISHES = "address-vanishes", "An address of the sitemap given with `--against` that the site no longer has.";
    UNUSED_ALLOW = "unused-allow", "An `allow` in a file that allows nothing.";
}

/// The names of [`RULES`].
pub const RULE_NAMES: [&str; RULES.len()] = {
    let mut names = [""; RULES.len()];
    let mut at = 0;
    while at < RULES.len() {
        names[at] = RULES[at].name;
        at += 1;
    }
    names
};
