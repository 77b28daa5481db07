//! The keys that only articles have.

use jiff::civil::Date;

use super::article::{AiLevel, AiUse, ArticleKind, Moment, Update, UpdateKind};
use super::parse::Context;
use super::sources::firsts;
use super::visible::hidden;
use super::{date, identity};
use crate::diagnostics::{Spanned, codes};
use crate::markdown::Inline;
use crate::paths::is_invisible;
use crate::yaml::Fields;

/// An edition further from its article's date is pointed out.
const MOST_DAYS_APART: i32 = 7;

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
    pub(super) edition: Option<Spanned<Date>>,
    pub(super) storyline: Option<Spanned<String>>,
    pub(super) related: Vec<Spanned<String>>,
    /// Oldest first; those of one moment in the author's order.
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

impl Facts {
    /// Warns of an edition that is far from both days at which its article may appear: probably a slip of the pen.
    pub(super) fn check_edition(&self, fields: &mut Fields<'_>, published: &Spanned<Moment>) {
        let Some(edition) = &self.edition else { return };
        let days = [Some(published), self.publish_at.as_ref()].into_iter().flatten();
        let apart = |at: &Spanned<Moment>| (edition.value - at.value.local.date()).get_days().abs();
        let Some(nearest) = days.map(apart).min().filter(|days| *days > MOST_DAYS_APART) else { return };
        let message = format!("`edition` is {nearest} days from the article's date");
        let help = "the article stands in the digest of that day: correct the day, or take `edition` out";
        fields.warn(codes::BAD_DATE, edition.span, message, help);
    }

    /// Whether there is Markdown besides summary and body.
    pub(super) fn has_markdown(&self) -> bool {
        !self.takeaways.is_empty() || self.why.is_some() || !self.updates.is_empty()
    }

    /// Renders those change notes that stand above the body, or those below it, each with its place among all, of which the
    /// oldest is the first; newest first, as the page shows them.
    pub(super) fn render_updates(
        &self,
        above: bool,
        mut inline: impl FnMut(&Spanned<String>) -> Inline,
    ) -> Vec<(usize, Update)> {
        let here = self.updates.iter().enumerate().rev().filter(|(_, update)| update.kind.is_notice() == above);
        here.map(|(place, u)| (place, Update { date: u.date.clone(), kind: u.kind, text: inline(&u.text) })).collect()
    }
}

/// Reads them; `published` is the article's date, if that could be read.
pub(super) fn read(context: &Context<'_>, fields: &mut Fields<'_>, published: Option<&Spanned<Moment>>) -> Facts {
    let (publish_at, expires) = window(context, fields, published);
    Facts {
        id: id(fields),
        takeaways: fields.texts("takeaways"),
        why: fields.text("why"),
        kind: fields.word("kind", ArticleKind::from_word).unwrap_or(ArticleKind::News),
        authors: fields.strings("authors"),
        editor: fields.string("editor"),
        terms: terms(context, fields),
        importance: fields.integer("importance").and_then(|n| u8::try_from(n).ok()).unwrap_or(3),
        edition: edition(fields),
        storyline: fields.text("storyline").filter(|term| is_visible(fields, "storyline", term)),
        related: fields.texts("related"),
        updates: updates(context, fields, published),
        publish_at,
        expires,
        canonical_url: canonical_url(fields),
        ai: ai(fields),
    }
}

/// When the article is shown: from `publish_at` on, until `expires`.
fn window(
    context: &Context<'_>,
    fields: &mut Fields<'_>,
    published: Option<&Spanned<Moment>>,
) -> (Option<Spanned<Moment>>, Option<Spanned<Moment>>) {
    let mut moment = |key| fields.text(key).and_then(|text| context.moment(fields, key, text));
    let (publish_at, expires) = (moment("publish_at"), moment("expires"));
    let begins = [("publish_at", publish_at.as_ref(), "held back until here"), ("date", published, "published here")];
    let too_late = |from: &Spanned<Moment>| expires.as_ref().is_some_and(|at| at.value.instant <= from.value.instant);
    let wrong = begins.into_iter().find_map(|(key, from, note)| Some((key, from.filter(|from| too_late(from))?, note)));
    if let (Some((key, from, note)), Some(until)) = (wrong, &expires) {
        let message = format!("`expires` is not later than `{key}`: nobody would see the article");
        fields.report_twice(codes::BAD_DATE, (until.span, from.span), message, note, "check both dates".to_owned());
    }
    (publish_at, expires)
}

fn id(fields: &mut Fields<'_>) -> Option<Spanned<String>> {
    let id = fields.text("id")?;
    let good = |c: char| !c.is_whitespace() && !c.is_control() && !is_invisible(c);
    if id.value.chars().all(good) && id.value.len() <= 200 {
        return Some(id);
    }
    let message = "an article's id has at most 200 bytes and no blanks or invisible characters";
    fields.report(codes::BAD_ID, id.span, message, "`citewire new` mints one; without one, the address is used");
    None
}

/// The terms of every configured taxonomy, doubles dropped.
fn terms(context: &Context<'_>, fields: &mut Fields<'_>) -> Vec<Vec<Spanned<String>>> {
    let of_taxonomy = |name: &str| {
        let mut terms = fields.texts_of(name);
        terms.retain(|term| is_visible(fields, "the term", term));
        let firsts = firsts(&terms.iter().map(|term| &term.value).collect::<Vec<_>>());
        let mut firsts = firsts.into_iter().enumerate();
        terms.retain(|_| firsts.next().is_some_and(|(at, first)| at == first));
        terms
    };
    context.config.taxonomies.iter().map(|taxonomy| taxonomy.name.as_str()).map(of_taxonomy).collect()
}

/// Whether a term holds no characters that a reader cannot see; reports one.
fn is_visible(fields: &mut Fields<'_>, what: &str, term: &Spanned<String>) -> bool {
    let Some((_, c)) = hidden(&term.value).next() else { return true };
    let shown: String = term.value.chars().filter(|c| !is_invisible(*c) && !c.is_control()).collect();
    let message = format!("{what} `{shown}` holds the invisible character U+{:04X}", u32::from(c));
    fields.report(codes::BAD_TERM, term.span, message, "type it again instead of copying it");
    false
}

fn edition(fields: &mut Fields<'_>) -> Option<Spanned<Date>> {
    let text = fields.text("edition")?;
    match date::day(&text.value) {
        Ok(day) => Some(Spanned::new(day, text.span)),
        Err(bad) => {
            let message = format!("`edition`: `{}` is not a day: {}", text.value, bad.message);
            let help = bad.help.unwrap_or_else(|| "edition: 2026-11-20".to_owned());
            fields.report(codes::BAD_DATE, text.span, message, help);
            None
        }
    }
}

fn updates(context: &Context<'_>, fields: &mut Fields<'_>, published: Option<&Spanned<Moment>>) -> Vec<WrittenUpdate> {
    let mut updates = Vec::new();
    for node in fields.records("updates") {
        let Some(mut inner) = fields.open("updates", node) else { continue };
        let written = inner.required("date", "date: 2026-11-21 14:00");
        let date = written.and_then(|text| context.moment(&mut inner, "date", text));
        let kind = inner.word("kind", UpdateKind::from_word).unwrap_or(UpdateKind::Update);
        let text = inner.required("text", "text: What was changed, and why.");
        if let (Some(date), Some(published)) = (&date, published) {
            check_order(&mut inner, date, published);
        }
        inner.finish();
        if let (Some(date), Some(text)) = (date, text) {
            updates.push(WrittenUpdate { date, kind, text });
        }
    }
    updates.sort_by_key(|update| update.date.value.instant);
    updates
}

/// Reports an update that is older than its article; one of the same day may name the day only.
fn check_order(fields: &mut Fields<'_>, date: &Spanned<Moment>, published: &Spanned<Moment>) {
    let same_day = date.value.date_only && date.value.local.date() == published.value.local.date();
    if date.value.instant < published.value.instant && !same_day {
        let message = "this update is older than the article".to_owned();
        let help = "check both dates".to_owned();
        fields.report_twice(codes::BAD_DATE, (date.span, published.span), message, "published here", help);
    }
}

fn canonical_url(fields: &mut Fields<'_>) -> Option<String> {
    let url = fields.raw_text("canonical_url")?;
    let Err(problem) = identity::check_url(&url.value) else { return Some(url.value) };
    fields.report(codes::BAD_URL, url.span, problem.message, "canonical_url: https://example.org/original/");
    None
}

fn ai(fields: &mut Fields<'_>) -> Option<AiUse> {
    let mut inner = fields.record("ai")?;
    inner.require("use", "use: assisted");
    let level = inner.word("use", AiLevel::from_word);
    let tools = inner.strings("tools");
    let reviewed_by = inner.string("reviewed_by");
    inner.finish();
    Some(AiUse { level: level?, tools, reviewed_by })
}
