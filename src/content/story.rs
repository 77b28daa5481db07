//! The keys that only articles have.

use jiff::civil::Date;

use super::article::{AiLevel, AiUse, ArticleKind, Moment, Update, UpdateKind};
use super::parse::Context;
use super::{date, identity};
use crate::diagnostics::{Spanned, codes};
use crate::markdown::Session;
use crate::paths::is_invisible;
use crate::yaml::Fields;

/// Those keys, before Markdown is rendered.
pub(super) struct Facts {
    pub(super) id: Option<Spanned<String>>,
    pub(super) takeaways: Vec<Spanned<String>>,
    pub(super) why: Option<Spanned<String>>,
    pub(super) kind: ArticleKind,
    pub(super) authors: Vec<String>,
    pub(super) editor: Option<String>,
    pub(super) terms: Vec<Vec<Spanned<String>>>,
    pub(super) importance: u8,
    pub(super) edition: Option<Date>,
    pub(super) storyline: Option<Spanned<String>>,
    pub(super) related: Vec<Spanned<String>>,
    pub(super) updates: Vec<WrittenUpdate>,
    pub(super) publish_at: Option<Spanned<Moment>>,
    pub(super) expires: Option<Spanned<Moment>>,
    pub(super) canonical_url: Option<String>,
    pub(super) ai: Option<AiUse>,
}

/// A change note as it was written.
pub(super) struct WrittenUpdate {
    date: Spanned<Moment>,
    kind: UpdateKind,
    text: Spanned<String>,
}

/// Renders those change notes that stand above the body, or those below it; newest first, as the page shows them.
pub(super) fn render(updates: &[WrittenUpdate], session: &mut Session<'_>, above: bool) -> Vec<Update> {
    let here = updates.iter().rev().filter(|update| update.kind.is_notice() == above);
    here.map(|u| Update { date: u.date.clone(), kind: u.kind, text: session.inline(&u.text.value, u.text.span) })
        .collect()
}

/// Reads them; `published` is the article's date, if that could be read.
pub(super) fn read(context: &Context<'_>, fields: &mut Fields<'_>, published: Option<&Spanned<Moment>>) -> Facts {
    let importance = fields.integer("importance", 1..=5).and_then(|n| u8::try_from(n).ok());
    let publish_at = fields.text("publish_at").and_then(|text| context.moment(fields, "publish_at", text));
    let expires = fields.text("expires").and_then(|text| context.moment(fields, "expires", text));
    Facts {
        id: id(fields),
        takeaways: fields.texts("takeaways"),
        why: fields.text("why"),
        kind: fields.word("kind", ArticleKind::WORDS, ArticleKind::from_word).unwrap_or(ArticleKind::News),
        authors: fields.strings("authors"),
        editor: fields.string("editor"),
        terms: terms(context, fields),
        importance: importance.unwrap_or(3),
        edition: edition(fields),
        storyline: fields.text("storyline"),
        related: fields.texts("related"),
        updates: updates(context, fields, published),
        publish_at,
        expires,
        canonical_url: canonical_url(fields),
        ai: ai(context, fields),
    }
}

fn id(fields: &mut Fields<'_>) -> Option<Spanned<String>> {
    let id = fields.text("id")?;
    let good = |c: char| !c.is_whitespace() && !c.is_control() && !is_invisible(c);
    if id.value.chars().all(good) && id.value.len() <= 200 {
        return Some(id);
    }
    fields.report(codes::BAD_ID, id.span, "an article's id holds no spaces", "`citewire new` mints one");
    None
}

/// The terms of every configured taxonomy, doubles dropped.
fn terms(context: &Context<'_>, fields: &mut Fields<'_>) -> Vec<Vec<Spanned<String>>> {
    let mut all = Vec::new();
    for taxonomy in &context.config.taxonomies {
        // The keys come from the configuration, which outlives no file; a site has a handful of them.
        let mut terms: Vec<Spanned<String>> = Vec::new();
        for term in fields.texts_of(&taxonomy.name) {
            if let Some(c) = term.value.chars().find(|c| is_invisible(*c)) {
                let message = format!("the term `{}` holds the invisible character U+{:04X}", term.value, u32::from(c));
                fields.report(codes::BAD_TERM, term.span, message, "type it again");
            } else if !terms.iter().any(|known| known.value == term.value) {
                terms.push(term);
            }
        }
        all.push(terms);
    }
    all
}

fn edition(fields: &mut Fields<'_>) -> Option<Date> {
    let text = fields.text("edition")?;
    match date::day(&text.value) {
        Ok(day) => Some(day),
        Err(bad) => {
            let message = format!("`edition`: `{}` is not a day: {}", text.value, bad.message);
            fields.report(codes::BAD_DATE, text.span, message, "edition: 2026-11-20");
            None
        }
    }
}

fn updates(context: &Context<'_>, fields: &mut Fields<'_>, published: Option<&Spanned<Moment>>) -> Vec<WrittenUpdate> {
    let mut updates = Vec::new();
    for node in fields.records("updates") {
        let Some(mut inner) = Fields::new(context.file(), node, "an update", fields.diagnostics()) else { continue };
        let written = inner.required("date", "date: 2026-11-21 14:00");
        let date = written.and_then(|text| context.moment(&mut inner, "date", text));
        let kind = inner.word("kind", UpdateKind::WORDS, UpdateKind::from_word);
        let text = inner.required("text", "text: What was changed, and why.");
        if let (Some(date), Some(published)) = (&date, published) {
            // An update of the day of publication may name the day only.
            if date.value.instant < published.value.instant && date.value.local.date() != published.value.local.date() {
                inner.report(codes::BAD_DATE, date.span, "this update is older than the article", "check both dates");
            }
        }
        inner.finish("");
        if let (Some(date), Some(text)) = (date, text) {
            updates.push(WrittenUpdate { date, kind: kind.unwrap_or(UpdateKind::Update), text });
        }
    }
    updates.sort_by_key(|update| update.date.value.instant);
    updates
}

fn canonical_url(fields: &mut Fields<'_>) -> Option<String> {
    let url = fields.text("canonical_url")?;
    match identity::check_url(&url.value) {
        Ok(_) => Some(url.value),
        Err(problem) => {
            fields.report(codes::BAD_URL, url.span, problem.message, "canonical_url: https://example.org/original/");
            None
        }
    }
}

fn ai(context: &Context<'_>, fields: &mut Fields<'_>) -> Option<AiUse> {
    let node = fields.node("ai")?;
    let mut inner = Fields::new(context.file(), node, "`ai`", fields.diagnostics())?;
    let absent = inner.node("use").is_none();
    if absent {
        let span = inner.span();
        inner.report(codes::MISSING_KEY, span, "`use` is missing", "use: assisted");
    }
    let level = inner.word("use", AiLevel::WORDS, AiLevel::from_word);
    let tools = inner.strings("tools");
    let reviewed_by = inner.string("reviewed_by");
    inner.finish("");
    Some(AiUse { level: level?, tools, reviewed_by })
}
