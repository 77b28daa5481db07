//! Check: rules about what authors write that no build enforces. Every rule is one line in [`RULES`].
//!
//! A [`Rule`] looks at the assembled site ([`Checked`]) and tells a [`Report`] what it found; level, limits and what a file
//! may allow itself are the report's business. Rules read no Markdown: the walk has noted what they look for
//! ([`crate::markdown::Finding`]).
//!
//! A new rule is a line in [`codes::RULES`], a line in [`RULES`], and a function.

mod allows;
mod balance;
mod document;
mod homograph;
mod hosts;
mod report;
pub mod sitemap;
mod sources;
mod terms;
mod texts;
mod urls;
mod vanished;

use crate::config::Level;
use crate::diagnostics::{Code, Diagnostic, codes};
use crate::outputs::Planned;
use crate::site::{Digest, HeldReason, Site, Story, Vocabulary};

pub use document::{Document, DocumentKind};
pub use report::{Found, Report};
use sitemap::Sitemap;

/// Something that `citewire check` looks for.
#[derive(Debug)]
pub struct Rule {
    /// Its name and what it finds.
    pub code: Code,
    /// Why it matters and what to do, for the guide.
    pub why: &'static str,
    /// How much it matters unless the site says otherwise.
    pub level: Level,
    /// Looks for it.
    pub run: fn(&Checked<'_>, &mut Report<'_>),
}

/// All rules, in the order of the guide; the last one looks at what the others were not allowed to say.
pub const RULES: &[Rule] = &[
    rule(codes::PLACEHOLDER, Level::Error, texts::placeholder, "Readers would see it. Code is left alone."),
    rule(codes::MISSING_SUMMARY, Level::Warn, texts::summary, "Lists and feeds show the first paragraph instead."),
    rule(codes::EMPTY_LINK_TEXT, Level::Warn, texts::link_text, "Nobody can see or hear it. Often a `!` is missing."),
    rule(codes::EMPTY_ALT, Level::Warn, texts::alt, "Say what it shows; `alt: \"\"` in front matter says: decoration."),
    rule(
        codes::SOURCE_WITHOUT_TITLE,
        Level::Warn,
        sources::title,
        "Readers see a bare URL, which may be dead one day.",
    ),
    rule(
        codes::SOURCE_WITHOUT_DATE,
        Level::Warn,
        sources::date,
        "Readers cannot tell how old it is. Where nothing is ever published on one day (repositories, models, data sets, \
         documentation), `accessed` will do.",
    ),
    rule(
        codes::SOURCE_WITHOUT_ARCHIVE,
        Level::Off,
        sources::archive,
        "Pages change and disappear; a copy shows what you saw.",
    ),
    rule(
        codes::UNUSED_SOURCE,
        Level::Warn,
        sources::unused,
        "Cite it, or take it out. It is shown as further reading.",
    ),
    rule(codes::SINGLE_PUBLISHER, Level::Warn, balance::single_publisher, "One publisher can be wrong alone."),
    rule(codes::MINIMUM_SOURCES, Level::Warn, balance::minimum_sources, "Off until `minimum_sources` is set."),
    rule(
        codes::CITATION_DENSITY,
        Level::Warn,
        balance::citation_density,
        "A reader cannot tell where the claims come from.",
    ),
    rule(codes::TRACKING_PARAMETERS, Level::Warn, urls::tracking, "Take them out; the page is the same without them."),
    rule(codes::HTTP_LINK, Level::Off, urls::http, "Anybody on the way can read and change what is sent."),
    rule(codes::HOST_POLICY, Level::Warn, hosts::policy, "It says what you wrote there, and nothing until then."),
    rule(codes::HOMOGRAPH_HOST, Level::Error, homograph::run, "It looks like another host than it is."),
    rule(
        codes::NEAR_DUPLICATE_TERMS,
        Level::Warn,
        terms::near_duplicates,
        "Half of the articles are missing from each page. Write one of them, or list both in `data/`, as one term with an \
         alias or as two terms.",
    ),
    rule(
        codes::ADDRESS_VANISHES,
        Level::Error,
        vanished::run,
        "Links from elsewhere would lead nowhere: add `aliases`.",
    ),
    rule(codes::UNUSED_ALLOW, Level::Warn, allows::unused, "It would hide the next mistake."),
];

const fn rule(code: Code, level: Level, run: fn(&Checked<'_>, &mut Report<'_>), why: &'static str) -> Rule {
    Rule { code, why, level, run }
}

/// What the rules look at.
#[derive(Debug)]
pub struct Checked<'a> {
    /// The site with everything that is or will be published.
    pub site: &'a Site,
    /// Every article, page and digest note of it that is not over.
    pub documents: Vec<Document<'a>>,
    /// The vocabularies of taxonomies and storylines.
    pub vocabularies: &'a [Vocabulary],
    /// Every address that is published now; `None` if the theme is broken.
    pub plan: Option<&'a Planned>,
    /// What was published before, if that was asked for.
    pub old: &'a [Sitemap],
}

impl<'a> Checked<'a> {
    /// For a site, its vocabularies and plan, and older sitemaps. Expired articles are left alone.
    #[must_use]
    pub fn new(site: &'a Site, vocabularies: &'a [Vocabulary], plan: Option<&'a Planned>, old: &'a [Sitemap]) -> Self {
        let is_over = |story: &Story| matches!(story.preview, Some(HeldReason::Expired(_)));
        let stories = site.stories.iter().filter(|story| !is_over(story));
        let articles = stories.map(|story| Document::of_article(&story.article));
        let pages = site.pages.iter().map(|page| Document::of_page(&page.page));
        let shown = |digest: &&Digest| !digest.stories.iter().all(|index| is_over(&site.stories[*index as usize]));
        let digests = site.editions.iter().chain(&site.weeks).filter(shown);
        let notes = digests.filter_map(|digest| digest.note.as_deref()).map(Document::of_note);
        Self { site, documents: articles.chain(pages).chain(notes).collect(), vocabularies, plan, old }
    }

    /// The articles.
    fn articles(&self) -> impl Iterator<Item = (&Document<'a>, &'a crate::content::Article)> {
        self.documents.iter().filter_map(|document| Some((document, document.article?)))
    }
}

/// Runs every rule that is not off.
#[must_use]
pub fn run(checked: &Checked<'_>) -> Vec<Diagnostic> {
    let mut report = Report::new(checked);
    for rule in RULES {
        let level = checked.site.config.check.level(rule.code).unwrap_or(rule.level);
        report.begin(rule.code, level);
        if level != Level::Off {
            (rule.run)(checked, &mut report);
        }
    }
    report.finish()
}

#[cfg(test)]
mod tests;
