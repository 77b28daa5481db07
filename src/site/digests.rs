//! Digests: the articles of each day and each week, pinned ones first, then by rank, with the editors' notes.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::facts::Facts;
use super::lookup::{Found, Lookup, twice};
use super::memo::{Since, Step};
use super::periods::{self, ByPeriod, Reads};
use super::{Clock, Digest, HeldReason, Parts, Story, StoryIndex};
use crate::content::{Article, Editorial, Period};
use crate::diagnostics::{Diagnostic, Place, Spanned, codes, nearest};
use ahash::AHashMap as HashMap;

/// Groups the stories by day and by week of their edition, newest first.
pub(super) fn group(
    parts: &Parts<'_>,
    clock: Clock,
    (stories, since): (&[Story], &Since),
    lookup: &Lookup<'_>,
    diagnostics: &mut Vec<Diagnostic>,
    memo: &mut Step<Reads, ByPeriod>,
) -> Vec<Digest> {
    let by_period = periods::ranked(stories, since, parts.config.permalink.clone(), memo);
    let pinning = Pinning { clock, stories, lookup };
    let mut notes = notes(parts, clock, diagnostics);
    let mut digests = Vec::with_capacity(by_period.len());
    for (period, url, indices) in by_period.iter() {
        let (period, url, mut indices) = (*period, url.clone(), indices.clone());
        let note = notes.remove(&period);
        let pinned = note.as_ref().map_or(0, |note| pinning.pin(note, &mut indices, diagnostics));
        digests.push(Digest { period, url, stories: indices, pinned, note, links: Vec::new() });
    }
    // Its stories may be among what could not be read.
    let all_read = !parts.unread.iter().any(|path| path.starts_with("content/articles/"));
    for note in notes.into_values() {
        diagnostics.extend(all_read.then(|| without_stories(&note)));
        pinning.judge_ahead(&note, diagnostics);
    }
    digests
}

/// The editors' notes by day and week; two for one are reported.
fn notes(parts: &Parts<'_>, clock: Clock, diagnostics: &mut Vec<Diagnostic>) -> BTreeMap<Period, Arc<Editorial>> {
    let mut notes: BTreeMap<Period, Arc<Editorial>> = BTreeMap::new();
    for note in parts.editorials.iter().filter(|note| !note.draft || clock.drafts) {
        match notes.get(&note.period) {
            None => _ = notes.insert(note.period, note.clone()),
            Some(first) => diagnostics.push(
                Diagnostic::error(
                    codes::URL_CLASH,
                    Place::file(note.file.path.clone()),
                    format!("two notes for the digest `{}`", note.period.slug()),
                )
                .note_at(Place::file(first.file.path.clone()), "the other one")
                .help("keep one of the two"),
            ),
        }
    }
    notes
}

fn without_stories(note: &Editorial) -> Diagnostic {
    let message = format!("no article is published in `{}`: this note is not shown", note.period.slug());
    Diagnostic::warning(codes::UNKNOWN_FILE, Place::file(note.file.path.clone()), message)
        .help("name the file after a day or week with articles, or add `draft: true` until there is one")
}

/// What pins are judged by.
struct Pinning<'a> {
    clock: Clock,
    stories: &'a [Story],
    lookup: &'a Lookup<'a>,
}

impl Pinning<'_> {
    /// Puts the pinned stories on top, in their order; tells how many there are.
    fn pin(&self, note: &Editorial, indices: &mut [StoryIndex], diagnostics: &mut Vec<Diagnostic>) -> usize {
        let mut on_top: Vec<(StoryIndex, &Spanned<String>)> = Vec::new();
        for name in &note.pinned {
            match self.lookup.find(&name.value) {
                Found::One(index) if indices.contains(&index) => {
                    match on_top.iter().find(|(known, _)| *known == index) {
                        Some((_, first)) => diagnostics.push(twice(&note.file, first, name)),
                        None => on_top.push((index, name)),
                    }
                }
                found => diagnostics.push(self.not_pinned(note, name, &found, indices)),
            }
        }
        let places: HashMap<StoryIndex, usize> = on_top.iter().map(|(index, _)| *index).zip(0..).collect();
        // Stable: those that are not pinned stay in their order.
        indices.sort_by_key(|index| places.get(index).copied().unwrap_or(usize::MAX));
        on_top.len()
    }

    fn not_pinned(
        &self,
        note: &Editorial,
        name: &Spanned<String>,
        found: &Found<'_>,
        here: &[StoryIndex],
    ) -> Diagnostic {
        let (place, written) = (Place::of(&note.file, name.span), &name.value);
        let error = |message| Diagnostic::error(codes::UNKNOWN_ARTICLE, place.clone(), message);
        let warning = |message| Diagnostic::warning(codes::UNKNOWN_ARTICLE, place.clone(), message);
        match *found {
            Found::Held(article) => self.held(article, note, name),
            Found::One(index) if !self.stories[index as usize].is_listed() => {
                warning(format!("`{written}` is retracted")).help("take it out of `pinned`")
            }
            Found::One(index) => elsewhere(&self.stories[index as usize].article, note, name),
            Found::Several => error(format!("several articles have the slug `{written}`")).help("name it by its `id`"),
            Found::Nothing => {
                let slugs = here.iter().map(|index| self.stories[*index as usize].article.slug.value.as_str());
                let help = match nearest(written, slugs) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => "pin articles by their id or slug".to_owned(),
                };
                error(format!("no article is called `{written}`")).help(help)
            }
        }
    }

    /// A scheduled article is judged now: on its day, nobody may be there to mend the note.
    fn held(&self, article: &Article, note: &Editorial, name: &Spanned<String>) -> Diagnostic {
        let place = Place::of(&note.file, name.span);
        let warning = |state| Diagnostic::warning(codes::UNKNOWN_ARTICLE, place, format!("`{}` {state}", name.value));
        match Facts::of(article).reason(self.clock.now) {
            Some(HeldReason::Scheduled(_)) if !is_of(article, note.period) => elsewhere(article, note, name),
            Some(HeldReason::Expired(_)) => warning("has expired").help("take it out of `pinned`"),
            _ => warning("is not published yet").help("it is pinned as soon as it is"),
        }
    }

    /// The pins of a note whose day or week has no story yet that would stop the build on that day.
    fn judge_ahead(&self, note: &Editorial, diagnostics: &mut Vec<Diagnostic>) {
        for name in &note.pinned {
            if let Found::Held(article) = self.lookup.find(&name.value)
                && let Some(HeldReason::Scheduled(_)) = Facts::of(article).reason(self.clock.now)
                && !is_of(article, note.period)
            {
                diagnostics.push(self.held(article, note, name));
            }
        }
    }
}

fn is_of(article: &Article, period: Period) -> bool {
    [Period::Day(article.edition), Period::week_of(article.edition)].contains(&period)
}

fn elsewhere(article: &Article, note: &Editorial, name: &Spanned<String>) -> Diagnostic {
    let (edition, slug) = (article.edition, note.period.slug());
    let message = format!("`{}` belongs to the edition of {edition}, not to `{slug}`", name.value);
    Diagnostic::error(codes::UNKNOWN_ARTICLE, Place::of(&note.file, name.span), message)
        .help("set `edition` in the article, or take it out of `pinned` here")
}
