//! The registry of diagnostic codes: one line each. A code never changes its meaning; the guide lists them from here.

/// A kind of mistake.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Code {
    /// What is printed in brackets: lower case, words joined by `-`.
    pub name: &'static str,
    /// What it means, in one sentence.
    pub about: &'static str,
}

macro_rules! codes {
    ($($ident:ident = $name:literal, $about:literal;)*) => {
        $(#[doc = $about] pub const $ident: Code = Code { name: $name, about: $about };)*
        /// All codes, in the order of the guide.
        pub const ALL: &[Code] = &[$($ident),*];
    };
}

codes! {
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
    BROKEN_LINK = "broken-link", "A link to a page, a file or an anchor that does not exist.";
    UNSAFE_LINK = "unsafe-link", "A link that is not http, https, mailto or relative.";
    MISSING_IMAGE = "missing-image", "An image that is not there.";
    URL_CLASH = "url-clash", "Two files for one URL.";
    BAD_PATH = "bad-path", "A slug, alias or path that cannot be a file name or leaves the site.";
    BAD_TERM = "bad-term", "A term that cannot have an address, or two terms with one address.";
    UNKNOWN_TERM = "unknown-term", "A term that the vocabulary does not know.";
    TEMPLATE = "template", "A template that cannot be read or rendered.";
    THEME = "theme", "A theme that is missing or made for another version.";
    CONFIG = "config", "A setting of the site that cannot work.";
    NO_CONFIG = "no-config", "The site has no `citewire.yaml`.";
}
