//! Digests: the articles of each day and each week, pinned ones first, then by rank, with the editors' notes.

use std::cmp::{Ordering, Reverse};
use std::collections::BTreeMap;
use std::sync::Arc;

use ahash::AHashMap as HashMap;
use jiff::Timestamp;
use rayon::prelude::*;

use super::facts::Facts;
use super::lookup::{Found, Lookup, twice};
use super::memo::{Since, Step};
use super::{Clock, Digest, HeldReason, Parts, Story, StoryIndex};
use crate::config::Permalink;
use crate::content::{Article, Editorial, Period};
use crate::diagnostics::{Diagnostic, Place, Spanned, codes, nearest};
use crate::paths::UrlPath;

/// Groups the stories by day and by week of their edition, newest first.
pub(super) fn group(
    parts: &Parts<'_>,
    clock: Clock,
    (stories, since): (&[Story], &Since),
    lookup: &Lookup<'_>,
    diagnostics: &mut Vec<Diagnostic>,
    memo: &mut Step<Reads, ByPeriod>,
) -> Vec<Digest> {
    let are_alike = since.are_alike(stories, alike);
    let by_period = memo.recall_or_make(parts.config.permalink.clone(), are_alike, || by_period_and_rank(stories));
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

/// The settings that ranking reads: addresses decide between equal articles.
pub(super) type Reads = Permalink;

/// The listed stories of every day and week by rank, the newest day or week first.
pub(super) type ByPeriod = Vec<(Period, UrlPath, Vec<StoryIndex>)>;

/// Whether two articles have the same place among the others: [`rank`] counts the publishers of their sources.
fn alike(a: &Article, b: &Article) -> bool {
    fn publishers(article: &Article) -> impl Iterator<Item = &str> {
        article.sources.iter().map(|source| &*source.publisher)
    }
    (a.edition, a.importance, a.date.value, a.is_retracted())
        == (b.edition, b.importance, b.date.value, b.is_retracted())
        && a.id.as_ref().map(|id| &id.value) == b.id.as_ref().map(|id| &id.value)
        && a.slug.value == b.slug.value
        && publishers(a).eq(publishers(b))
}

fn by_period_and_rank(stories: &[Story]) -> ByPeriod {
    let mut found: HashMap<Period, Vec<StoryIndex>> = HashMap::new();
    // Neighbours are mostly of one day.
    for of_day in stories.chunk_by(|a, b| a.facts.edition == b.facts.edition) {
        let listed: Vec<StoryIndex> =
            of_day.iter().filter(|story| story.is_listed()).map(|story| story.index).collect();
        if !listed.is_empty() {
            let day = of_day[0].facts.edition;
            found.entry(Period::Day(day)).or_default().extend(&listed);
            found.entry(Period::week_of(day)).or_default().extend(&listed);
        }
    }
    let mut found: Vec<_> = found.into_iter().collect();
    found.sort_unstable_by_key(|(period, _)| Reverse(*period));
    found.par_iter_mut().for_each(|(_, indices)| {
        let story = |index: &StoryIndex| &stories[*index as usize];
        let mut ranked: Vec<(ByRank, StoryIndex)> =
            indices.iter().map(|index| (by_rank(story(index)), *index)).collect();
        ranked.sort_by(|(a, i), (b, j)| a.cmp(b).then_with(|| tied(story(i), story(j))));
        indices.iter_mut().zip(ranked).for_each(|(index, (_, ranked))| *index = ranked);
    });
    let addressed = |(period, indices): (Period, Vec<StoryIndex>)| {
        let url = UrlPath::new(format!("/digest/{}/", period.slug())).expect("a day or a week is a good path segment");
        (period, url, indices)
    };
    found.into_iter().map(addressed).collect()
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

/// The order of stories in a digest: importance, then distinct publishers, then time, then id (else address).
///
/// A total order without a clock in it, so that an editor can predict it.
pub(crate) fn rank(a: &Story, b: &Story) -> Ordering {
    by_rank(a).cmp(&by_rank(b)).then_with(|| tied(a, b))
}

/// What [`rank`] compares first.
type ByRank = Reverse<(u8, usize, Timestamp)>;

fn by_rank(story: &Story) -> ByRank {
    Reverse((story.facts.importance, story.publisher_count, story.facts.instant))
}

/// What it compares last.
fn tied(a: &Story, b: &Story) -> Ordering {
    fn id(story: &Story) -> &str {
        story.article.id.as_ref().map_or(story.url.as_str(), |id| &id.value)
    }
    id(a).cmp(id(b)).then_with(|| a.url.cmp(&b.url))
}
