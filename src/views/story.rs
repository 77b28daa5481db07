//! What templates see of an article and its sources.

use serde::Serialize;
use tera::Value;

use super::storyline::StorylinePlaceView;
use super::{Card, DateView, ImageView, Link, LinkView};

/// An article in a list. Built once, shared by every list that shows it.
#[derive(Debug, Clone, Serialize)]
pub struct CardView {
    /// The theme's `row.html` rendered for this card, once for all the lists that show it; empty if the theme has none, and
    /// while that template itself is rendered.
    // First, since lists ask each card for it, and a card's fields are looked through in their order.
    pub row: String,
    /// Title, plain text.
    pub title: String,
    /// Address.
    pub url: String,
    /// The summary as plain text; empty if there is none.
    pub summary: String,
    /// `news`, `analysis`, `opinion`, `explainer`, `interview`, `sponsored`.
    pub kind: &'static str,
    /// Shown name of `kind`; empty for `news`.
    pub kind_label: &'static str,
    /// When it was published.
    pub date: DateView,
    /// `corrected`, `updated`, `retracted` or empty, by its gravest update.
    pub badge: &'static str,
    /// How many sources it lists.
    pub source_count: usize,
    /// The distinct publishers of its sources, in order of first citation; at most four.
    pub publishers: Vec<Link>,
    /// Their names, as one text: `Reuters, arXiv, Nature`.
    pub publisher_names: String,
    /// How many distinct publishers there are beyond those.
    pub more_publishers: usize,
    /// The terms of the first taxonomy.
    pub tags: Vec<Link>,
    /// Picture.
    pub image: Option<ImageView>,
    /// 1 to 5.
    pub importance: u8,
    /// Minutes to read, at least 1.
    pub minutes: u32,
    /// Names of the authors, or the site's.
    pub authors: Vec<String>,
    /// `draft` or `scheduled` in a preview, else empty.
    pub preview: &'static str,
    /// Language, if it differs from the site's; else empty.
    pub lang: String,
}

/// An article on its own page.
#[derive(Debug, Clone)]
pub struct ArticleView {
    /// What lists show of it.
    pub card: Card,
    /// Full URL.
    pub permalink: String,
    /// Whether it was withdrawn: `notices` say why, and no text and no sources are left.
    pub retracted: bool,
    /// The summary with its citation markers; empty unless the author wrote one.
    pub summary_html: String,
    /// What to take away.
    pub takeaways_html: Vec<String>,
    /// Why it matters; empty if not said.
    pub why_html: String,
    /// The body with its notes.
    pub body_html: String,
    /// Headings of the body.
    pub headings: Vec<HeadingView>,
    /// Cited sources, by number.
    pub sources: Vec<SourceView>,
    /// Sources that are listed but not cited.
    pub further: Vec<SourceView>,
    /// The bibliographies that hold these sources: what the format is called, and the file; empty without sources.
    pub bibliography: Vec<LinkView>,
    /// Corrections, retractions and editors' notes: shown above the body, newest first.
    pub notices: Vec<UpdateView>,
    /// Updates and clarifications: shown below the body, newest first.
    pub updates: Vec<UpdateView>,
    /// When it was last changed, if it has updates.
    pub modified: Option<DateView>,
    /// Terms of every taxonomy that it has terms of.
    pub taxonomies: Vec<ArticleTermsView>,
    /// Who edited it.
    pub editor: Option<String>,
    /// How models were used, as a sentence; empty if not said.
    pub ai: String,
    /// Its storyline, if that has more than this article.
    pub storyline: Option<StorylinePlaceView>,
    /// Related articles, at most four: those that its author names, then by what they share.
    pub related: Vec<Card>,
    /// Links that share it; no script needed.
    pub share: Vec<LinkView>,
    /// The next newer article.
    pub newer: Option<LinkView>,
    /// The next older article.
    pub older: Option<LinkView>,
    /// Words of the body.
    pub words: u32,
    /// `extra` of the front matter.
    pub extra: crate::config::Extra,
}

/// The terms of one taxonomy on an article.
#[derive(Debug, Clone, Serialize)]
pub struct ArticleTermsView {
    /// `tags`.
    pub name: String,
    /// `Tags`.
    pub title: String,
    /// The terms; `url` is empty where a term has no page.
    pub terms: Vec<Link>,
}

/// A heading of a body.
#[derive(Debug, Clone, Serialize)]
pub struct HeadingView {
    /// 2 to 6.
    pub level: u8,
    /// Its anchor.
    pub id: String,
    /// Plain text.
    pub text: String,
}

/// A source in a list of sources.
#[derive(Debug, Clone, Serialize)]
pub struct SourceView {
    /// The citation number; 0 under "Further reading".
    pub number: usize,
    /// Its anchor: `source-reuters`.
    pub anchor: String,
    /// Title; the URL without scheme if it has none.
    pub title: String,
    /// The main link: the archived copy if the source is dead.
    pub url: String,
    /// The original, if `url` is the archived copy; else empty.
    pub original_url: String,
    /// The archived copy, if `url` is the original; else empty.
    pub archive_url: String,
    /// The day of the archived copy.
    pub archived: Option<DateView>,
    /// Publisher.
    pub publisher: String,
    /// The publisher's page on this site; empty if it has none.
    pub publisher_url: Value,
    /// `A. Author, B. Author` or `A. Author and others` beyond three.
    pub authors: String,
    /// `19 November 2026`, `November 2026`, `2026` or empty.
    pub published: String,
    /// The same for `<time datetime>`: `2026-11-19`, `2026-11`, `2026` or empty.
    pub published_iso: String,
    /// When it was last looked at.
    pub accessed: Option<DateView>,
    /// Whether any of `original_url`, `archive_url`, `accessed`, `labels` and `via` is there: most sources have none of them.
    pub has_remarks: bool,
    /// Labels to show, in order: kind, primary source, language, access, dead link.
    pub labels: Vec<LabelView>,
    /// The words that support the claim; empty if not given.
    pub quote: String,
    /// Who pointed to it; empty if not given.
    pub via: String,
    /// Language, if it differs from the site's; else empty.
    pub lang: String,
    /// Every place in the text that cites it, labelled a, b, c.
    pub backlinks: Vec<Link>,
    /// Other articles that list the same source, newest first; at most three.
    pub also: Vec<LinkView>,
    /// How many there are beyond those.
    pub also_more: usize,
}

/// A small label on a source.
#[derive(Debug, Clone, Serialize)]
pub struct LabelView {
    /// `kind`, `primary`, `lang`, `access` or `dead`.
    pub name: &'static str,
    /// What is shown.
    pub text: String,
}

/// A change note.
#[derive(Debug, Clone, Serialize)]
pub struct UpdateView {
    /// `update`, `correction`, `clarification`, `retraction`, `editors-note`.
    pub kind: &'static str,
    /// Shown name of `kind`.
    pub label: &'static str,
    /// When.
    pub date: DateView,
    /// What was changed.
    pub html: String,
}
