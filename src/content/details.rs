//! What a source says of itself besides its address and id.

use super::article::{Access, PartialDate, Role, Source, SourceKind};
use super::parse::Context;
use super::sources::checked;
use super::{common, date};
use crate::diagnostics::{Spanned, codes};
use crate::yaml::Fields;

/// Everything about a source but its address and id.
pub(super) struct Details {
    title: Option<String>,
    publisher: Option<String>,
    authors: Vec<String>,
    published: Option<PartialDate>,
    accessed: Option<PartialDate>,
    archive_url: Option<Spanned<String>>,
    archived: Option<PartialDate>,
    status: Option<bool>,
    access: Option<Access>,
    kind: Option<SourceKind>,
    role: Option<Role>,
    lang: Option<String>,
    quote: Option<String>,
    via: Option<String>,
}

impl Details {
    pub(super) fn read(context: &Context<'_>, fields: &mut Fields<'_>) -> Self {
        let archive_url = fields.text("archive_url").filter(|url| checked(context, fields, url).is_some());
        Self {
            title: fields.string("title"),
            publisher: fields.string("publisher"),
            authors: fields.strings("authors"),
            published: day(fields, "published"),
            accessed: day(fields, "accessed"),
            archive_url,
            archived: day(fields, "archived"),
            status: fields.word("status", &["live", "dead"], |word| match word {
                "dead" => Some(true),
                "live" => Some(false),
                _ => None,
            }),
            access: fields.word("access", Access::WORDS, Access::from_word),
            kind: fields.word("kind", SourceKind::WORDS, SourceKind::from_word),
            role: fields.word("role", Role::WORDS, Role::from_word),
            lang: common::lang(fields),
            quote: fields.string("quote"),
            via: fields.string("via"),
        }
    }

    pub(super) fn fill(&mut self, context: &Context<'_>, source: &mut Source) {
        if let Some(publisher) = self.publisher.take() {
            let record = context.publishers.named(&publisher);
            source.access = record.and_then(|r| r.access.as_deref()).and_then(Access::from_word).or(source.access);
            source.publisher = record.map_or(publisher, |record| record.name.to_string());
        }
        let archive_url = self.archive_url.take().map(|url| url.value);
        source.archived = self.archived.and_then(full_date).or_else(|| wayback_day(archive_url.as_deref()?));
        source.archive_url = archive_url;
        source.title = self.title.take();
        source.authors = std::mem::take(&mut self.authors);
        source.published = self.published;
        source.accessed = self.accessed.and_then(full_date);
        source.dead = self.status == Some(true);
        source.access = self.access.or(source.access);
        source.kind = self.kind;
        source.role = self.role;
        source.primary = self.role == Some(Role::Primary);
        source.lang = self.lang.take();
        source.quote = self.quote.take();
        source.via = self.via.take();
    }
}

fn day(fields: &mut Fields<'_>, key: &'static str) -> Option<PartialDate> {
    let text = fields.text(key)?;
    let whole_day = key != "published";
    let read = if whole_day {
        date::day(&text.value).map(|d| PartialDate { year: d.year(), month: Some(d.month()), day: Some(d.day()) })
    } else {
        date::partial(&text.value)
    };
    match read {
        Ok(date) => Some(date),
        Err(bad) => {
            let message = format!("`{key}`: `{}` is not a date: {}", text.value, bad.message);
            let help = if whole_day { "write 2026-11-19" } else { "write 2026-11-19, 2026-11 or 2026" };
            fields.report(codes::BAD_DATE, text.span, message, help);
            None
        }
    }
}

fn full_date(date: PartialDate) -> Option<jiff::civil::Date> {
    jiff::civil::Date::new(date.year, date.month?, date.day?).ok()
}

/// The day in the address of a copy at the Wayback Machine: `web.archive.org/web/20261119…/`.
fn wayback_day(url: &str) -> Option<jiff::civil::Date> {
    let stamp = url.split_once("web.archive.org/web/")?.1.get(..8)?;
    date::day(&format!("{}-{}-{}", stamp.get(..4)?, stamp.get(4..6)?, stamp.get(6..8)?)).ok()
}
