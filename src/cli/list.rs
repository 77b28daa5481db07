//! `citewire list`.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde_json::{Value, json};
use unicode_width::UnicodeWidthStr;

use super::args::ListArgs;
use super::build::{bad_clock, moment};
use super::common::load_site;
use super::exit;
use super::report::{Talk, count, held_line, minute};
use crate::content::visible::hidden;
use crate::diagnostics::Diagnostic;
use crate::load::Inputs;
use crate::pipeline::Parsed;
use crate::site::{self, Clock, Held, HeldReason, Site, Story};

/// Lists the articles that were asked for, newest first.
#[must_use]
pub fn run(args: &ListArgs, talk: &Talk) -> u8 {
    let now = match moment(args.now.as_deref()) {
        Ok(now) => now,
        Err(message) => return bad_clock(&message, talk),
    };
    let inputs = match load_site(args.dir.as_deref(), talk) {
        Ok(inputs) => inputs,
        Err(code) => return code,
    };
    let (site, errors) = assemble(&inputs, now);
    talk.diagnostics(&errors);
    let stories: Vec<&Story> = site.stories.iter().filter(|story| is_asked_for(story.preview, args)).collect();
    if talk.json {
        stories.iter().for_each(|story| talk.result(&story_json(story, site.now).to_string()));
    } else if !stories.is_empty() {
        table(&stories, &site).iter().for_each(|line| talk.result(line));
    }
    close(&stories, &site, &errors, args, talk);
    if errors.is_empty() { exit::DONE } else { exit::SITE }
}

/// The site with everything that is held back, and the mistakes that keep articles from being listed. All others are left to
/// `build`.
fn assemble(inputs: &Inputs, now: Timestamp) -> (Site, Vec<Diagnostic>) {
    let mut parsed = Parsed::default();
    parsed.update(inputs);
    let parts = parsed.parts(inputs);
    let (site, of_site) = site::assemble(&parts, Clock { now, drafts: true, future: true }, &mut site::Memo::default());
    let is_listed = |file: &str| site.stories.iter().any(|story| *story.article.file.path == *file);
    let hides = |d: &&Diagnostic| {
        let file = d.place.as_ref().map(|place| &*place.file).unwrap_or_default();
        d.is_error() && file.starts_with("content/articles/") && !is_listed(file)
    };
    let found = inputs.diagnostics.iter().chain(parsed.diagnostics()).chain(&of_site);
    let errors = found.filter(hides).cloned().collect();
    (site, errors)
}

fn is_asked_for(held: Option<HeldReason>, args: &ListArgs) -> bool {
    let by_default = !(args.drafts || args.scheduled || args.expired);
    args.all
        || match held {
            None => by_default,
            Some(HeldReason::Draft) => args.drafts,
            Some(HeldReason::Scheduled(_) | HeldReason::Update(_)) => args.scheduled,
            Some(HeldReason::Expired(_)) => args.expired,
        }
}

/// The lines of the table. The title comes last: it is the one column whose length nobody controls.
fn table(stories: &[&Story], site: &Site) -> Vec<String> {
    let head = ["DATE", "STATE", "SOURCES", "FILE", "TITLE"].map(str::to_owned);
    let rows: Vec<[String; 5]> = std::iter::once(head).chain(stories.iter().map(|story| row(story, site))).collect();
    let width = |column: usize| rows.iter().map(|row| row[column].width()).max().unwrap_or(0);
    let widths = [0, 1, 2, 3].map(width);
    let line = |row: &[String; 5]| {
        let pad = |column: usize| " ".repeat(widths[column] - row[column].width());
        let [date, state, sources, file, title] = row;
        format!("{date}{}  {state}{}  {}{sources}  {file}{}  {title}", pad(0), pad(1), pad(2), pad(3))
    };
    rows.iter().map(line).collect()
}

fn row(story: &Story, site: &Site) -> [String; 5] {
    let zone = &site.config.timezone;
    let (article, date) = (&story.article, story.article.date.value);
    [
        if date.date_only { date.local.date().to_string() } else { local(date.instant, zone) },
        state(story, site.now, zone),
        article.sources.len().to_string(),
        printable(&article.file.path),
        printable(&article.title.value),
    ]
}

fn state(story: &Story, now: Timestamp, zone: &TimeZone) -> String {
    match story.preview {
        None => story.will_expire(now).map_or("published".to_owned(), |at| format!("expires {}", minute(at, zone))),
        Some(HeldReason::Draft) => "draft".to_owned(),
        Some(reason @ (HeldReason::Scheduled(at) | HeldReason::Expired(at) | HeldReason::Update(at))) => {
            format!("{} {}", reason.word(), minute(at, zone))
        }
    }
}

fn local(at: Timestamp, zone: &TimeZone) -> String {
    at.to_zoned(zone.clone()).strftime("%Y-%m-%d %H:%M").to_string()
}

/// A text that cannot steer the terminal.
fn printable(text: &str) -> String {
    let mut shown = text.to_owned();
    let hidden: Vec<(usize, char)> = hidden(text).collect();
    hidden.into_iter().rev().for_each(|(at, c)| shown.replace_range(at..at + c.len_utf8(), "\u{FFFD}"));
    shown
}

fn story_json(story: &Story, now: Timestamp) -> Value {
    let article = &story.article;
    let due = match story.preview {
        None => story.will_expire(now).map(|at| at.to_string()),
        Some(HeldReason::Draft) => None,
        Some(HeldReason::Scheduled(at) | HeldReason::Expired(at) | HeldReason::Update(at)) => Some(at.to_string()),
    };
    json!({
        "event": "article",
        "file": *article.file.path,
        "url": story.url.as_str(),
        "title": article.title.value,
        "id": article.id.as_ref().map(|id| &id.value),
        "date": article.date.value.instant.to_string(),
        "state": story.preview.map_or("published", HeldReason::word),
        "due": due,
        "sources": article.sources.len(),
    })
}

/// What else there is to know: how many are held back, when the next build is due, and files that could not be read.
fn close(stories: &[&Story], site: &Site, errors: &[Diagnostic], args: &ListArgs, talk: &Talk) {
    if talk.json {
        talk.result(&json!({"event": "listed", "articles": stories.len(), "errors": errors.len()}).to_string());
        return;
    }
    if stories.is_empty() {
        talk.say("no such article");
    }
    let held = |story: &Story| match story.preview {
        Some(reason) => vec![Held::of(&story.article, reason)],
        None => site::later_updates(&story.article, site.now).collect(),
    };
    let held: Vec<Held> = site.stories.iter().flat_map(held).collect();
    let lists_more = site.stories.iter().any(|story| story.preview.is_some());
    if let Some(line) = held_line(&held, site.next_expiry(), &site.config.timezone, &site.config.timezone_name) {
        let hint = if lists_more && is_asked_for(None, args) && !args.all { " (`--all` lists them)" } else { "" };
        talk.say(&format!("{line}{hint}"));
    }
    if !errors.is_empty() {
        talk.say(&format!("the list is not complete: {}", count(errors.len(), "error")));
    }
}
