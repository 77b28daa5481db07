//! Related stories: those that the author names, then those that share rare terms or sources.

use ahash::AHashMap as HashMap;

use super::facts::Has;
use super::lookup::{Found, Lookup, twice};
use super::{Site, Story, StoryIndex};
use crate::diagnostics::{Diagnostic, Place, Spanned, codes, nearest};

/// A term or a source of more stories than this says little about any two of them, and is not looked at: the work for a
/// story does not grow with the site.
const COMMON: usize = 64;

/// What a shared source, term or one of the same number of stories weighs before it is divided by how common it is.
const SOURCE: usize = 3 * 4096;
const TERM: usize = 4096;

/// The stories that authors name under `related`, with the story that they are related to; a name that stands for none is reported.
pub(super) fn named(
    lookup: &Lookup<'_>,
    stories: &[Story],
    has: Has,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<(StoryIndex, Vec<StoryIndex>)> {
    // Where no story names any, none is looked at.
    let naming = has.has(Has::RELATED).then(|| stories.iter().filter(|story| story.has(Has::RELATED)));
    let of_story = |story: &Story| (story.index, of_story(story, stories, lookup, diagnostics));
    naming.into_iter().flatten().map(of_story).collect()
}

fn of_story(
    story: &Story,
    stories: &[Story],
    lookup: &Lookup<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<StoryIndex> {
    let mut found = Vec::new();
    let mut names: Vec<&Spanned<String>> = Vec::new();
    for name in &story.article.related {
        match lookup.find(&name.value) {
            Found::One(other) if other == story.index => {
                diagnostics.push(warning(story, name, "an article is not related to itself", "take it out"));
            }
            Found::One(other) if !stories[other as usize].is_listed() => {
                let message = format!("`{}` is retracted", name.value);
                diagnostics.push(warning(story, name, &message, "take it out of `related`"));
            }
            Found::One(other) => match found.iter().position(|known| *known == other) {
                Some(at) => diagnostics.push(twice(&story.article.file, names[at], name)),
                None => {
                    found.push(other);
                    names.push(name);
                }
            },
            Found::Held(_) => {
                let message = format!("`{}` is not published", name.value);
                diagnostics.push(warning(story, name, &message, "it is shown as soon as it is"));
            }
            Found::Several => diagnostics.push(several(story, name)),
            Found::Nothing => diagnostics.push(unknown(story, name, lookup)),
        }
    }
    found
}

fn warning(story: &Story, name: &Spanned<String>, message: &str, help: &str) -> Diagnostic {
    Diagnostic::warning(codes::UNKNOWN_ARTICLE, Place::of(&story.article.file, name.span), message).help(help)
}

fn several(story: &Story, name: &Spanned<String>) -> Diagnostic {
    let message = format!("several articles have the slug `{}`", name.value);
    Diagnostic::error(codes::UNKNOWN_ARTICLE, Place::of(&story.article.file, name.span), message)
        .help("name it by its `id`")
}

fn unknown(story: &Story, name: &Spanned<String>, lookup: &Lookup<'_>) -> Diagnostic {
    let help = match nearest(&name.value, lookup.slugs()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "name articles by their id or slug".to_owned(),
    };
    let message = format!("no article is called `{}`", name.value);
    Diagnostic::error(codes::UNKNOWN_ARTICLE, Place::of(&story.article.file, name.span), message).help(help)
}

/// Up to `most` stories related to one: those that its author names first, then by the rarity of what they share, newer
/// ones first among equals. Stories of its own storyline are left out: its page shows that.
#[must_use]
pub fn related(site: &Site, index: StoryIndex, most: usize) -> Vec<StoryIndex> {
    let story = &site.stories[index as usize];
    let mut found: Vec<StoryIndex> = story.related.iter().copied().take(most).collect();
    if found.len() == most {
        return found;
    }
    let mut scores: HashMap<StoryIndex, usize> = HashMap::new();
    let mut share = |stories: &[StoryIndex], weight: usize| {
        if (2..=COMMON).contains(&stories.len()) {
            stories.iter().for_each(|other| *scores.entry(*other).or_default() += weight / stories.len());
        }
    };
    for (number, taxonomy) in site.taxonomies.iter().enumerate() {
        site.terms_of(story, number).iter().for_each(|term| share(&taxonomy.terms[*term as usize].stories, TERM));
    }
    site.sources_of(story).iter().for_each(|source| share(&site.cited[*source as usize], SOURCE));
    let same_line =
        |other: StoryIndex| story.storyline.is_some() && site.stories[other as usize].storyline == story.storyline;
    let mut scored: Vec<(StoryIndex, usize)> = scores.into_iter().collect();
    scored.retain(|(other, _)| *other != index && !story.related.contains(other) && !same_line(*other));
    // Stories stand newest first, so a smaller index is newer.
    scored.sort_unstable_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
    found.extend(scored.into_iter().map(|(other, _)| other).take(most - found.len()));
    found
}
