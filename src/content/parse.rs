//! A content file to an [`Article`] or a [`Page`], with everything that is wrong in it.

use std::fmt::Debug;
use std::mem::take;
use std::sync::Arc;

use super::article::{Article, ArticleDetails, ArticleKind, Moment, Page};
use super::common::{self, Common};
use super::prose::{Around, Late, Outlining, Rendered};
use super::sources::{self, Sources};
use super::story::Facts;
use super::{ContentFile, ContentKind, Editorial, date, front, keys, placeholders, story};
use crate::config::{Config, Publishers, Switch};
use crate::diagnostics::{Diagnostic, FileText, Span, Spanned, codes};
use crate::markdown::{Finding, Session};
use crate::yaml::{self, Fields};

/// What a content file is parsed to.
#[derive(Debug, Clone)]
pub enum Record {
    /// An article.
    Article(Arc<Article>),
    /// A standalone page.
    Page(Arc<Page>),
    /// The editors' note for a digest.
    Editorial(Arc<Editorial>),
}

/// Whether what only `citewire check` looks for is noted while a file is parsed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Findings {
    /// It is.
    Noted,
    /// It is not: the record is made for a site.
    Dropped,
}

/// Parses a content file. Nothing is read besides it. The record is there unless the front matter is beyond use (for an
/// article, that includes a date that cannot be read); values with mistakes are left out of it.
#[must_use]
pub fn parse(content: &ContentFile, config: &Config, publishers: &Publishers<'_>) -> (Option<Record>, Vec<Diagnostic>) {
    parse_noting(content, config, publishers, Findings::Noted)
}

/// The same, with findings or without.
#[must_use]
pub fn parse_noting(
    content: &ContentFile,
    config: &Config,
    publishers: &Publishers<'_>,
    findings: Findings,
) -> (Option<Record>, Vec<Diagnostic>) {
    parse_as(content, config, publishers, (findings, None))
}

/// The same without findings, with the text of a usual article to be rendered when somebody asks for it
/// ([`Article::prose`]). What is wrong in it is not among the mistakes: [`Article::found_late`] says it.
#[must_use]
pub fn outline(
    content: &ContentFile,
    config: &Config,
    publishers: &Publishers<'_>,
    outlining: &Arc<Outlining>,
) -> (Option<Record>, Vec<Diagnostic>) {
    parse_as(content, config, publishers, (Findings::Dropped, Some(outlining)))
}

fn parse_as(
    content: &ContentFile,
    config: &Config,
    publishers: &Publishers<'_>,
    (findings, outlining): (Findings, Option<&Arc<Outlining>>),
) -> (Option<Record>, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    let parts = match front::split(&content.file) {
        Ok(parts) => parts,
        Err(diagnostic) => return (None, vec![*diagnostic]),
    };
    let record = yaml::read(&content.file, parts.yaml, &mut diagnostics).and_then(|node| {
        let (shape, taxonomies) = match content.kind {
            ContentKind::Article => (&keys::ARTICLE, &config.taxonomies[..]),
            ContentKind::Page => (&keys::PAGE, &[][..]),
            ContentKind::Editorial => (&keys::EDITORIAL, &[][..]),
        };
        let terms: Vec<&str> = taxonomies.iter().map(|taxonomy| taxonomy.name.as_str()).collect();
        let placeholders = match findings {
            Findings::Noted => placeholders::find(&content.file, parts.yaml, &node, &terms),
            Findings::Dropped => Vec::new(),
        };
        let context = Context { content, config, publishers, body: parts.body, placeholders, findings, outlining };
        let fields = Fields::new(&content.file, &node, shape, &mut diagnostics)?.at(front::FENCE).with_lists(terms);
        match content.kind {
            ContentKind::Article => context.article(fields).map(|article| Record::Article(Arc::new(article))),
            ContentKind::Page => Some(Record::Page(Arc::new(context.page(fields)))),
            ContentKind::Editorial => context.editorial(fields).map(|editorial| Record::Editorial(Arc::new(editorial))),
        }
    });
    (record, diagnostics)
}

/// Whether files parse alike under two configurations.
#[must_use]
pub fn parses_alike(one: &Config, other: &Config) -> bool {
    parsed_with(one) == parsed_with(other)
}

/// Whatever [`Context`] and the Markdown read of a configuration, and [`Record::compact`], since a record may come from the
/// cache that a build left; to be compared, or written down.
#[must_use]
pub fn parsed_with(config: &Config) -> impl PartialEq + Debug {
    (
        &config.markdown,
        &config.taxonomies,
        config.require_sources,
        &config.timezone,
        &config.timezone_name,
        &config.tracking_parameters,
        config.outputs.writes(Switch::Twins),
    )
}

/// Everything that parsing one file looks at; of the configuration, only what [`parsed_with`] names.
pub(super) struct Context<'a> {
    pub(super) content: &'a ContentFile,
    pub(super) config: &'a Config,
    pub(super) publishers: &'a Publishers<'a>,
    pub(super) body: Span,
    /// Those of texts that are no Markdown.
    pub(super) placeholders: Vec<Finding>,
    pub(super) findings: Findings,
    /// If texts need not be rendered.
    outlining: Option<&'a Arc<Outlining>>,
}

impl<'a> Context<'a> {
    pub(super) fn file(&self) -> &'a FileText {
        &self.content.file
    }

    /// `None` only without a date that could be read: nothing can be placed then.
    fn article(&self, mut fields: Fields<'_>) -> Option<Article> {
        let mut common = common::read(self, &mut fields);
        let written = fields.required("date", "date: 2026-11-20 09:30");
        let date = written.and_then(|text| self.moment(&mut fields, "date", text));
        let mut facts = story::read(self, &mut fields, date.as_ref());
        if let Some(date) = date.as_ref().filter(|_| !common.draft) {
            facts.check_edition(&mut fields, date);
        }
        let sources = sources::read(self, &mut fields);
        self.require_sources(&mut fields, &common, facts.kind, &sources);
        let slug = common.slug_or_file_name(self, &mut fields);
        let summary_written = common.summary.is_some();
        // Without a date nobody could ask for it later.
        let may_wait = date.is_some() && sources.complete && !facts.has_markdown();
        let (prose, mut around) = match self.outlining.filter(|_| may_wait) {
            Some(outlining) => (self.outline(outlining, &mut common, fields), Around::default()),
            None => self.render(&common, Some(&facts), &sources, fields).apart(),
        };
        let date = date?;
        let details = self.details(&mut common, &mut facts, &mut around);
        Some(Article {
            file: self.file().clone(),
            summary_written,
            edition: facts.edition.map_or(date.value.local.date(), |day| day.value),
            slug,
            title: common.title,
            date,
            kind: facts.kind,
            terms: facts.terms,
            importance: facts.importance,
            draft: common.draft,
            sources: sources.all,
            prose,
            details: (details != ArticleDetails::default()).then(|| Box::new(details)),
        })
    }

    /// Leaves the text for later. Ends the front matter.
    fn outline(&self, outlining: &Arc<Outlining>, common: &mut Common, fields: Fields<'_>) -> Late {
        fields.finish();
        Late::outline(outlining.clone(), self.body, take(&mut common.summary))
    }

    /// Takes what few articles have out of what was read.
    fn details(&self, common: &mut Common, facts: &mut Facts, text: &mut Around) -> ArticleDetails {
        ArticleDetails {
            assets: self.content.assets.clone(),
            id: take(&mut facts.id),
            aliases: take(&mut common.aliases),
            takeaways: take(&mut text.takeaways),
            why: take(&mut text.why),
            authors: take(&mut facts.authors),
            editor: take(&mut facts.editor),
            storyline: take(&mut facts.storyline),
            related: take(&mut facts.related),
            updates: take(&mut text.updates),
            publish_at: take(&mut facts.publish_at),
            expires: take(&mut facts.expires),
            image: take(&mut common.image),
            canonical_url: take(&mut facts.canonical_url),
            lang: take(&mut common.lang),
            ai: take(&mut facts.ai),
            allows: take(&mut common.allows),
            extra: take(&mut common.extra),
        }
    }

    fn page(&self, mut fields: Fields<'_>) -> Page {
        let common = common::read(self, &mut fields);
        let order = fields.integer("order").unwrap_or(0);
        let sources = sources::read(self, &mut fields);
        let path = common.page_path(self, &mut fields);
        let text = self.render(&common, None, &sources, fields);
        Page {
            file: self.file().clone(),
            assets: self.content.assets.clone(),
            path,
            title: common.title,
            aliases: common.aliases,
            summary: text.summary,
            order,
            draft: common.draft,
            image: common.image,
            lang: common.lang,
            allows: common.allows,
            extra: common.extra,
            sources: sources.all,
            citations: text.citations,
            body: text.body,
        }
    }

    /// Renders all Markdown, in the order of the page, so that the numbers of citations rise as one reads: notices stand
    /// above the body. Ends the front matter, too.
    fn render(&self, common: &Common, facts: Option<&Facts>, sources: &Sources, mut fields: Fields<'_>) -> Rendered {
        let ids = sources.ids();
        let mut session = self.session(&ids);
        let mut inline = |text: &Spanned<String>| session.inline(&text.value, text.span);
        let summary = common.summary.as_ref().map(&mut inline);
        let mut updates = facts.map_or_else(Vec::new, |facts| facts.render_updates(true, &mut inline));
        let takeaways = facts.map_or_else(Vec::new, |facts| facts.takeaways.iter().map(&mut inline).collect());
        let body = session.body(self.body);
        let mut inline = |text: &Spanned<String>| session.inline(&text.value, text.span);
        let why = facts.and_then(|facts| facts.why.as_ref()).map(&mut inline);
        updates.extend(facts.map_or_else(Vec::new, |facts| facts.render_updates(false, &mut inline)));
        updates.sort_by_key(|(place, _)| *place);
        let updates = updates.into_iter().map(|(_, update)| update).collect();
        let (mut citations, mut found) = session.finish();
        citations.findings.extend_from_slice(&self.placeholders);
        if !sources.complete {
            // They may cite the sources that could not be read.
            found.retain(|diagnostic| diagnostic.code != codes::UNKNOWN_CITATION);
        }
        fields.diagnostics().extend(found);
        fields.finish();
        let summary = summary.or_else(|| common::excerpt(&body));
        Rendered { summary, body, citations, around: Around { takeaways, why, updates } }
    }

    /// Begins with the Markdown of the file; `sources` are the citation keys.
    pub(super) fn session<'s>(&'s self, sources: &'s [&'s str]) -> Session<'s> {
        let (file, config, assets) = (self.file(), &self.config.markdown, &self.content.assets);
        let session = Session::new(crate::markdown::Context { file, config, sources, assets });
        if self.findings == Findings::Dropped { session.without_findings() } else { session }
    }

    fn require_sources(&self, fields: &mut Fields<'_>, common: &Common, kind: ArticleKind, sources: &Sources) {
        let needed = self.config.require_sources && kind == ArticleKind::News && !common.draft;
        if needed && sources.complete && sources.all.is_empty() {
            let help = "list what it rests on under `sources`, or set `kind` to something else than `news`";
            fields.report(codes::NO_SOURCES, common.title.span, "a news article without a source", help);
        }
    }

    /// Reads a moment, or reports which part of it is wrong.
    pub(super) fn moment(&self, fields: &mut Fields<'_>, key: &str, text: Spanned<String>) -> Option<Spanned<Moment>> {
        match date::moment(&text.value, &self.config.timezone) {
            Ok(moment) => Some(Spanned::new(moment, text.span)),
            Err(bad) => {
                let message = format!("`{key}`: `{}` is not a date: {}", text.value, bad.message);
                let help = bad.help.unwrap_or_else(|| date::FORMS.to_owned());
                fields.report(codes::BAD_DATE, text.span, message, help);
                None
            }
        }
    }
}
