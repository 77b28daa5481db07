//! Every key of an article, a page and the records in them.

use super::article::{AiLevel, ArticleKind, Role, SourceKind, UpdateKind};
use crate::config::keys::ACCESS;
use crate::diagnostics::codes::RULE_NAMES;
use crate::yaml::{Kind, Shape, key};

/// The keys of every content file, and those behind them.
macro_rules! with_common {
    ($($key:expr),* $(,)?) => {
        &[
            key("title", Kind::Text, "What the reader sees first. No Markdown.").required(),
            $($key,)*
            key("slug", Kind::Text, "The last part of the address. Default: from the file's name."),
            key("aliases", Kind::Texts, "Older addresses on this site: `/2025/01/old-name/`."),
            key("summary", Kind::Text, "One paragraph, shown first and in lists. Inline Markdown and citations."),
            key("sources", Kind::TextsOrRecords(&SOURCE), "What it rests on. A bare URL is allowed while drafting."),
            key("draft", Kind::Boolean, "Whether it is left out of the published site."),
            key("image", Kind::Record(&IMAGE), "Its picture."),
            key("lang", Kind::Language, "Its language, if it differs from the site's."),
            key("check", Kind::Record(&CHECK), "What `citewire check` shall not report here."),
            key("extra", Kind::Free, "Keys of your own, for themes."),
        ]
    };
}

/// The front matter of an article.
pub(super) static ARTICLE: Shape = Shape {
    name: "front matter",
    about: "A curated story.",
    keys: with_common![
        key("date", Kind::Moment, "When it was published; local to the site's time zone unless it says otherwise.")
            .required(),
        key("id", Kind::Text, "A stable id for feeds; `citewire new` mints one."),
        key("takeaways", Kind::Texts, "Key points. Inline Markdown and citations."),
        key("why", Kind::Text, "Why it matters. Inline Markdown and citations."),
        key("kind", Kind::Word(ArticleKind::WORDS), "What kind of article it is. Default: `news`."),
        key("authors", Kind::Texts, "Who wrote it. Default: the site's author."),
        key("editor", Kind::Text, "Who edited it."),
        key("importance", Kind::Integer(1..=5), "How high it ranks on its day. Default: 3."),
        key("edition", Kind::Day, "The day whose edition it belongs to. Default: the day of `date`."),
        key("storyline", Kind::Text, "The story that it follows, over time."),
        key("related", Kind::Texts, "Ids or slugs of other articles."),
        key("updates", Kind::Records(&UPDATE), "Dated change notes."),
        key("publish_at", Kind::Moment, "It is held back until then."),
        key("expires", Kind::Moment, "It is held back from then on."),
        key("canonical_url", Kind::Url, "The original, if this is a copy."),
        key("ai", Kind::Record(&AI), "How models were used."),
    ],
};

/// The front matter of a page.
pub(super) static PAGE: Shape = Shape {
    name: "front matter",
    about: "A standalone page.",
    keys: with_common![key(
        "order",
        Kind::Integer(-1_000_000..=1_000_000),
        "Place among the pages of its folder; smaller first. Default: 0."
    )],
};

/// The front matter of the editors' note for a digest.
pub(super) static EDITORIAL: Shape = Shape {
    name: "front matter",
    about: "The editors' note for the digest of a day or a week.",
    keys: &[
        key("title", Kind::Text, "What the digest is called. Default: the day or the week."),
        key("intro", Kind::Text, "A paragraph above the stories. Inline Markdown."),
        key("pinned", Kind::Texts, "Ids or slugs of the articles on top, in their order."),
        key("draft", Kind::Boolean, "Whether it is left out of the published site."),
        key("check", Kind::Record(&CHECK), "What `citewire check` shall not report here."),
        key("extra", Kind::Free, "Keys of your own, for themes."),
    ],
};

/// An entry of `sources`.
static SOURCE: Shape = Shape {
    name: "a source",
    about: "A cited item. It needs one of `url`, `doi` and `arxiv`.",
    keys: &[
        key(
            "id",
            Kind::Pattern(r"^[^\s;,@\[\]]*[^\d\s;,@\[\]_.:/+-][^\s;,@\[\]]*$"),
            "The key in `[@key]`. Default: from the publisher: `reuters`, `reuters-2`.",
        ),
        key("title", Kind::Text, "Its title."),
        key("url", Kind::Url, "Where it can be read."),
        key("doi", Kind::Pattern(r"10\.\d+/\S+"), "Its DOI: `10.1038/s41586-021-03819-2`."),
        key("arxiv", Kind::Pattern(r"\d{4}\.\d{4,5}|[a-z-]+(\.[A-Z]{2})?/\d{7}"), "Its arXiv id: `2501.12948`."),
        key("publisher", Kind::Text, "Who published it. Default: from `data/publishers.yaml`, else the host."),
        key("authors", Kind::Texts, "Who wrote it."),
        key("published", Kind::PartialDate, "When it was published: a day, a month or a year."),
        key("accessed", Kind::Day, "When you read it."),
        key("archive_url", Kind::Url, "An archived copy."),
        key("archived", Kind::Day, "When that copy was made. Default: from a Wayback Machine address."),
        key("status", Kind::Word(STATUS), "`dead` if the URL no longer works: the archived copy is linked first."),
        key("access", Kind::Word(ACCESS), "How it can be read. Default: what the registry says of its publisher."),
        key("kind", Kind::Word(SourceKind::WORDS), "What it is."),
        key("role", Kind::Word(Role::WORDS), "`primary` if it is the thing itself, or by those who did it."),
        key("lang", Kind::Language, "Its language, if it differs from the article's."),
        key("quote", Kind::Text, "The words that support the claim."),
        key("via", Kind::Text, "Who pointed to it."),
    ],
};

/// The words of `status`.
const STATUS: &[&str] = &["live", "dead"];

/// An entry of `updates`.
static UPDATE: Shape = Shape {
    name: "an update",
    about: "A dated change note.",
    keys: &[
        key("date", Kind::Moment, "When the change was made.").required(),
        key("kind", Kind::Word(UpdateKind::WORDS), "What kind of change it is. Default: `update`."),
        key("text", Kind::Text, "What was changed, and why. Inline Markdown and citations.").required(),
    ],
};

/// `image`.
static IMAGE: Shape = Shape {
    name: "`image`",
    about: "A picture.",
    keys: &[
        key("src", Kind::Text, "A file beside `index.md`, a path on the site (`/img/a.png`), or a URL.").required(),
        key("alt", Kind::Text, "What it shows, for those who do not see it."),
        key("credit", Kind::Text, "Who made it."),
        key("caption", Kind::Text, "Words below it."),
    ],
};

/// `ai`.
static AI: Shape = Shape {
    name: "`ai`",
    about: "How models were used.",
    keys: &[
        key("use", Kind::Word(AiLevel::WORDS), "How far models wrote the text.").required(),
        key("tools", Kind::Texts, "Which ones."),
        key("reviewed_by", Kind::Text, "Who checked what they wrote."),
    ],
};

/// `check`.
static CHECK: Shape = Shape {
    name: "`check`",
    about: "What `citewire check` shall not report here.",
    keys: &[key("allow", Kind::Records(&ALLOW), "Rules that this file may break.")],
};

/// An entry of `check: allow:`.
static ALLOW: Shape = Shape {
    name: "an allowance",
    about: "A rule that this file may break.",
    keys: &[
        key("rule", Kind::Word(&RULE_NAMES), "The rule's name.").required(),
        key("reason", Kind::Text, "Why that is right here.").required(),
    ],
};
