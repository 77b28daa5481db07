//! Every key of `citewire.yaml` and of the files of `data/`.

use super::Level;
use crate::diagnostics::codes::RULES;
use crate::yaml::{Key, Kind, Shape, key};

/// The words of `access`, for publishers and for sources.
pub const ACCESS: &[&str] = &["free", "registration", "subscription"];

/// `citewire.yaml`.
pub static SITE: Shape = Shape {
    name: "the configuration",
    about: "The settings of a site.",
    keys: &[
        key("title", Kind::Text, "The site's name.").required(),
        key("base_url", Kind::Url, "Where the site will be published: `https://user.github.io/news`.").required(),
        key("description", Kind::Text, "One sentence on what the site is."),
        key("language", Kind::Language, "The site's language: `en`, `de`, `pt-BR`. Default: `en`."),
        key("timezone", Kind::Text, "IANA name of the zone in which dates are read: `Europe/Berlin`. Default: `UTC`."),
        key("author", Kind::Text, "Who stands for articles without `authors`."),
        key("theme", Kind::Text, "A folder below `themes/`, or the name of a built-in theme. Default: `default`."),
        key(
            "permalink",
            Kind::Pattern(r"^/(.*/)?:slug(/(.*/)?|\.html)$"),
            "Addresses of articles. Default: `/:year/:month/:slug/`.",
        ),
        key("taxonomies", Kind::TextsOrRecords(&TAXONOMY), "The vocabularies of the site. Default: `[tags]`."),
        key("paginate", Kind::Integer(1..=10_000), "Articles on one page of a list. Default: 50."),
        key("feed_limit", Kind::Integer(1..=10_000), "Entries in a feed. Default: 20."),
        key("home", Kind::Record(&HOME), "What the home page shows."),
        key("markdown", Kind::Record(&MARKDOWN), "How Markdown is read."),
        key(
            "tracking_parameters",
            Kind::Texts,
            "Query parameters to drop, besides the usual ones; `pk_*` is a prefix.",
        ),
        key("require_sources", Kind::Boolean, "Whether a news article must list a source. Default: true."),
        key("max_file_bytes", Kind::Integer(1_000..=1_000_000_000), "Largest content file in bytes. Default: 8388608."),
        key("menu", Kind::Records(&MENU_ITEM), "Links in the header of every page."),
        key("image", Kind::Text, "Image for pages that have none: a path (`/og.png`) or an https URL."),
        key("check", Kind::Record(&CHECK), "What `citewire check` looks for."),
        key(
            "host",
            Kind::Word(&["any", "github-pages", "netlify", "cloudflare-pages", "s3"]),
            "Where the site is published, for files that the host reads. Default: `any`.",
        ),
        key("newsletter", Kind::Record(&NEWSLETTER), "Editions as e-mails; nothing is sent."),
        key("outputs", Kind::Record(&OUTPUTS), "What is written of all that a site can do without."),
        key("extra", Kind::Free, "Keys of your own, for themes."),
    ],
};

/// `newsletter`.
static NEWSLETTER: Shape = Shape {
    name: "`newsletter`",
    about: "Editions as e-mails, for a mail service to send.",
    keys: &[
        key("enabled", Kind::Boolean, "Whether they are written. Default: true."),
        key(
            "editions",
            Kind::Integer(1..=100_000),
            "For how many of the latest days, and of the latest weeks. Default: 30.",
        ),
        key(
            "content",
            Kind::Word(&["auto", "full", "summary"]),
            "How much of each story: `auto` is the whole text of an only story, else summaries. Default: `auto`.",
        ),
        key("from", Kind::Text, "Who sends them: `The News <news@example.org>`."),
        key("address", Kind::Text, "Your postal address, for the footer."),
        key(
            "unsubscribe",
            Kind::Text,
            "The mail service's placeholder for the link, or a URL. Default: `{{ unsubscribe_url }}`.",
        ),
    ],
};

/// `outputs`.
pub(super) static OUTPUTS: Shape = Shape {
    name: "`outputs`",
    about: "What is written of all that a site can do without. Default of each: true.",
    keys: &[
        key("archive", Kind::Boolean, "The archive by month."),
        key("bibliographies", Kind::Boolean, "Sources as CSL-JSON and BibTeX."),
        key("corrections", Kind::Boolean, "The list of corrections, with its feed."),
        key("digests", Kind::Boolean, "The pages of days and weeks, with their feed and newsletters."),
        key("json_feed", Kind::Boolean, "JSON Feed beside Atom."),
        key("json_ld", Kind::Boolean, "JSON-LD in the head of articles."),
        key("llms", Kind::Boolean, "`llms.txt`."),
        key("news_sitemap", Kind::Boolean, "`sitemap-news.xml`."),
        key("publishers", Kind::Boolean, "The pages of publishers."),
        key("rss", Kind::Boolean, "RSS beside Atom."),
        key("storylines", Kind::Boolean, "The pages of storylines."),
        key("term_feeds", Kind::Boolean, "Feeds of terms."),
        key("twins", Kind::Boolean, "The Markdown of every page."),
    ],
};

/// An entry of `taxonomies`.
pub(super) static TAXONOMY: Shape = Shape {
    name: "a taxonomy",
    about: "A vocabulary.",
    keys: &[
        key("name", Kind::Pattern("^[a-z][a-z0-9-]*$"), "The key in articles and the first part of addresses.")
            .required(),
        key("title", Kind::Text, "Heading of its index. Default: made from the name."),
        key("min_pages", Kind::Integer(1..=1_000), "Articles that a term needs for a page of its own. Default: 1."),
        key("unknown", Kind::Word(&["allow", "warn", "refuse"]), "Terms that `data/` does not hold. Default: `allow`."),
    ],
};

/// `home`.
static HOME: Shape = Shape {
    name: "`home`",
    about: "What the home page shows.",
    keys: &[
        key("top", Kind::Integer(0..=100), "Top stories, the lead not counted. Default: 6."),
        key("editions", Kind::Integer(0..=100), "Latest days of which lead and top stories are taken. Default: 3."),
        key("days", Kind::Integer(0..=1_000), "Latest days that follow below. Default: 7."),
        key(
            "stories",
            Kind::Integer(1..=1_000),
            "Stories of each of these days; its digest has them all. Default: 30.",
        ),
    ],
};

/// `markdown`.
static MARKDOWN: Shape = Shape {
    name: "`markdown`",
    about: "How Markdown is read.",
    keys: &[
        key("smart_punctuation", Kind::Boolean, "Curly quotes, dashes and ellipses. Default: true."),
        key("unsafe_html", Kind::Boolean, "Raw HTML is published as it is. Default: false."),
        key("highlight", Kind::Boolean, "Code blocks get highlighting classes. Default: true."),
    ],
};

/// A line to paste for `host`.
pub(super) const HOST_EXAMPLE: &str = "host: medium.com";

/// `check`.
static CHECK: Shape = Shape {
    name: "`check`",
    about: "What `citewire check` looks for.",
    keys: &[
        key("rules", Kind::Record(&CHECK_RULES), "How much each rule matters: `off`, `warn` or `error`."),
        key("minimum_sources", Kind::Integer(0..=100), "Sources that a news article needs. Default: 0."),
        key("words_per_citation", Kind::Integer(50..=10_000), "Words in a row without a citation. Default: 150."),
        key("hosts", Kind::Records(&HOST_POLICY), "Hosts that you have something to say about."),
    ],
};

/// `check: rules:`, with a key for every rule.
static CHECK_RULES: Shape =
    Shape { name: "`rules`", about: "How much each rule of `citewire check` matters.", keys: &RULE_KEYS };

static RULE_KEYS: [Key; RULES.len()] = {
    let mut keys = [const { key("", Kind::Word(Level::WORDS), "") }; RULES.len()];
    let mut at = 0;
    while at < RULES.len() {
        keys[at].name = RULES[at].name;
        keys[at].about = RULES[at].about;
        at += 1;
    }
    keys
};

/// An entry of `check: hosts:`.
static HOST_POLICY: Shape = Shape {
    name: "a host",
    about: "What writers are told when they link to a host.",
    keys: &[
        key("host", Kind::Text, "The host, which covers its subdomains: `medium.com`.").required(),
        key("severity", Kind::Word(Level::WORDS), "Default: that of the rule `host-policy`."),
        key("message", Kind::Text, "What to do instead: `Cite the primary source.`").required(),
    ],
};

/// An entry of `menu`.
static MENU_ITEM: Shape = Shape {
    name: "a menu entry",
    about: "A link in the header.",
    keys: &[
        key("title", Kind::Text, "What is shown.").required(),
        key("url", Kind::Text, "A path on the site (`/about/`) or a URL.").required(),
    ],
};

/// An entry of `data/publishers.yaml`.
pub static PUBLISHER: Shape = Shape {
    name: "a publisher",
    about: "Who publishes what.",
    keys: &[
        key("name", Kind::Text, "The name that readers see.").required(),
        key("hosts", Kind::Texts, "Hosts it publishes on, without `www.`, perhaps with a path: `huggingface.co/blog`."),
        key("host", Kind::Text, "The same, if there is only one."),
        key("kind", Kind::Text, "What it is: `news`, `journal`, `company`."),
        key("country", Kind::Pattern("^[A-Z]{2}$"), "Two letters (ISO 3166-1): `GB`."),
        key("access", Kind::Word(ACCESS), "How its pages can usually be read."),
        key("url", Kind::Url, "Its home page."),
    ],
};

/// An entry of `data/<taxonomy>.yaml`.
pub static TERM: Shape = Shape {
    name: "a term",
    about: "A word of a vocabulary.",
    keys: &[
        key("slug", Kind::Text, "The last part of its address.").required(),
        key("name", Kind::Text, "The name that readers see. Default: the slug."),
        key("aliases", Kind::Texts, "Other spellings that authors may use."),
        key("description", Kind::Text, "What it is, in a sentence or two."),
        key("url", Kind::Url, "Its home page."),
        key("same_as", Kind::Texts, "URLs of the same thing elsewhere: Wikidata, Wikipedia."),
    ],
};
