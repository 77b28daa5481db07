//! A content file to an [`Article`] or a [`Page`], with everything that is wrong in it.

use std::sync::Arc;

use super::common::{self, Common};
use super::{Article, ContentFile, ContentKind, Page, date, front, sources, story};
use crate::config::{Config, Publishers};
use crate::diagnostics::{Diagnostic, FileText, Span, Spanned, codes};
use crate::markdown::{Citations, Session};
use crate::yaml::{self, Fields};

/// What a content file is parsed to.
#[derive(Debug, Clone)]
pub enum Record {
    /// An article.
    Article(Arc<Article>),
    /// A standalone page.
    Page(Arc<Page>),
}

/// Parses a content file. Nothing is read besides it; the record is there unless the front matter is beyond use.
#[must_use]
pub fn parse(content: &ContentFile, config: &Config, publishers: &Publishers<'_>) -> (Option<Record>, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    let parts = match front::split(&content.file) {
        Ok(parts) => parts,
        Err(diagnostic) => return (None, vec![*diagnostic]),
    };
    let node = match yaml::read(&content.file, parts.yaml) {
        Ok(node) => node,
        Err(found) => return (None, found),
    };
    let Some(mut fields) = Fields::new(&content.file, &node, "front matter", &mut diagnostics) else {
        return (None, diagnostics);
    };
    let context = Context { content, config, publishers, body: parts.body };
    let record = match content.kind {
        ContentKind::Article => context.article(&mut fields).map(|a| Record::Article(Arc::new(a))),
        ContentKind::Page => Some(Record::Page(Arc::new(context.page(&mut fields)))),
    };
    fields.finish("anything of your own goes under `extra`");
    (record, diagnostics)
}

/// Everything that parsing one file looks at.
pub(super) struct Context<'a> {
    pub(super) content: &'a ContentFile,
    pub(super) config: &'a Config,
    pub(super) publishers: &'a Publishers<'a>,
    body: Span,
}

impl<'a> Context<'a> {
    pub(super) fn file(&self) -> &'a FileText {
        &self.content.file
    }

    /// `None` only without a date that could be read: nothing can be placed then.
    fn article(&self, fields: &mut Fields<'_>) -> Option<Article> {
        let common = common::read(self, fields);
        let written = fields.required("date", "date: 2026-11-20 09:30");
        let date = written.and_then(|text| self.moment(fields, "date", text));
        let facts = story::read(self, fields, date.as_ref());
        let sources = sources::read(self, fields);
        if common.kind_needs_sources(self.config, facts.kind) && !fields.is_filled("sources") {
            let span = common.title.span;
            let message = "a news article without a source";
            fields.report(
                codes::NO_SOURCES,
                span,
                message,
                "list what it rests on under `sources`, or set `kind: opinion`",
            );
        }
        let ids: Vec<&str> = sources.iter().map(|s| s.id.value.as_str()).collect();
        let mut session = self.session(&ids);
        let summary = common.summary.as_ref().map(|s| session.inline(&s.value, s.span));
        // In the order of the page, so that the numbers of citations rise as one reads: notices stand above the body.
        let mut updates = story::render(&facts.updates, &mut session, true);
        let takeaways = facts.takeaways.iter().map(|t| session.inline(&t.value, t.span)).collect();
        let body = session.body(self.body);
        let why = facts.why.as_ref().map(|w| session.inline(&w.value, w.span));
        updates.extend(story::render(&facts.updates, &mut session, false));
        updates.sort_by_key(|update| update.date.value.instant);
        let (citations, found) = session.finish();
        fields.diagnostics().extend(found);
        let date = date?;
        Some(Article {
            file: self.file().clone(),
            assets: self.content.assets.clone(),
            summary_written: summary.is_some(),
            summary: summary.or_else(|| common::excerpt(&body)),
            edition: facts.edition.unwrap_or(date.value.local.date()),
            slug: common.slug_or_file_name(self, fields),
            title: common.title,
            date,
            id: facts.id,
            aliases: common.aliases,
            takeaways,
            why,
            kind: facts.kind,
            authors: facts.authors,
            editor: facts.editor,
            terms: facts.terms,
            importance: facts.importance,
            storyline: facts.storyline,
            related: facts.related,
            updates,
            publish_at: facts.publish_at,
            expires: facts.expires,
            draft: common.draft,
            image: common.image,
            canonical_url: facts.canonical_url,
            lang: common.lang,
            ai: facts.ai,
            extra: common.extra,
            sources,
            citations,
            body,
        })
    }

    fn page(&self, fields: &mut Fields<'_>) -> Page {
        let common = common::read(self, fields);
        let order = fields.integer("order", -1_000_000..=1_000_000).unwrap_or(0);
        let sources = sources::read(self, fields);
        let ids: Vec<&str> = sources.iter().map(|s| s.id.value.as_str()).collect();
        let mut session = self.session(&ids);
        let summary = common.summary.as_ref().map(|s| session.inline(&s.value, s.span));
        let body = session.body(self.body);
        let (citations, found): (Citations, _) = session.finish();
        fields.diagnostics().extend(found);
        Page {
            file: self.file().clone(),
            assets: self.content.assets.clone(),
            path: common.page_path(self, fields),
            title: common.title,
            aliases: common.aliases,
            summary: summary.or_else(|| common::excerpt(&body)),
            order,
            draft: common.draft,
            image: common.image,
            lang: common.lang,
            extra: common.extra,
            sources,
            citations,
            body,
        }
    }

    fn session<'s>(&'s self, ids: &'s [&'s str]) -> Session<'s> {
        Session::new(crate::markdown::Context {
            file: self.file(),
            config: &self.config.markdown,
            sources: ids,
            assets: &self.content.assets,
        })
    }

    /// Reads a moment, or reports which part of it is wrong.
    pub(super) fn moment(
        &self,
        fields: &mut Fields<'_>,
        key: &str,
        text: Spanned<String>,
    ) -> Option<Spanned<super::article::Moment>> {
        match date::moment(&text.value, &self.config.timezone) {
            Ok(moment) => Some(Spanned::new(moment, text.span)),
            Err(bad) => {
                let message = format!("`{key}`: `{}` is not a date: {}", text.value, bad.message);
                fields.report(codes::BAD_DATE, text.span, message, bad.help);
                None
            }
        }
    }
}

impl Common {
    fn kind_needs_sources(&self, config: &Config, kind: super::article::ArticleKind) -> bool {
        config.require_sources && kind == super::article::ArticleKind::News && !self.draft
    }
}
