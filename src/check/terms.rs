//! The rule about terms that are spelled almost alike: `hugging-face` and `huggingface`, `anthropic` and `antropic`.
//!
//! No two terms of a large vocabulary are compared that have nothing in common: terms are put into buckets by their folded
//! letters, and by those letters with one left out. Two words that are one edit apart share such a bucket.

use std::hash::{DefaultHasher, Hasher};

use super::{Checked, Found, Report};
use crate::content::slug::slugify;
use crate::diagnostics::{FileText, Span};
use crate::site::{HeldReason, Site, Term};

/// Shorter words are told apart by a letter: `gpt`, `got`.
const SHORTEST: usize = 6;

/// Longer words are compared by their folded letters only.
const LONGEST: usize = 64;

/// How many words of a bucket each is compared with.
const NEIGHBOURS: usize = 8;

pub(super) fn near_duplicates(checked: &Checked<'_>, report: &mut Report<'_>) {
    for (number, taxonomy) in checked.site.taxonomies.iter().enumerate() {
        for (rare, common) in pairs(&taxonomy.terms) {
            let (rare, common) = (&taxonomy.terms[rare], &taxonomy.terms[common]);
            let Some((file, span)) = place(checked.site, number, rare) else { continue };
            let (name, other) = (&rare.name, &common.name);
            let message = format!(
                "the term `{name}` ({}) looks like `{other}` ({})",
                articles(rare.stories.len()),
                articles(common.stories.len())
            );
            let data = format!("data/{}.yaml", taxonomy.config.name);
            let help = format!("write `{other}`, or list both in {data}: as one term with an alias, or as two");
            let found = Found::new(file, span, message, help);
            report.add(match place(checked.site, number, common) {
                Some((file, span)) => found.also(file, span, "the other one"),
                None => found,
            });
        }
    }
}

fn articles(count: usize) -> String {
    if count == 1 { "1 article".to_owned() } else { format!("{count} articles") }
}

/// Terms that look alike: the rarer one, and the commonest that looks like it. Two terms that both stand in the vocabulary
/// are told apart by its editors.
fn pairs(terms: &[Term]) -> Vec<(usize, usize)> {
    let folded: Vec<String> = terms.iter().map(|term| fold(&term.name)).collect();
    let mut order: Vec<usize> = (0..terms.len()).filter(|index| !folded[*index].is_empty()).collect();
    order.sort_by_key(|index| (std::cmp::Reverse(terms[*index].stories.len()), *index));
    // Buckets with the places of their words in that order.
    let keyed = |(place, index): (usize, &usize)| keys(&folded[*index]).into_iter().map(move |key| (key, place));
    let mut buckets: Vec<(u64, usize)> = order.iter().enumerate().flat_map(keyed).collect();
    buckets.sort_unstable();
    buckets.dedup();
    let mut commonest: Vec<Option<usize>> = vec![None; order.len()];
    for bucket in buckets.chunk_by(|a, b| a.0 == b.0) {
        for (at, (_, rare)) in bucket.iter().enumerate() {
            let is_alike = |place: &usize| {
                let (rare, common) = (order[*rare], order[*place]);
                let both_known = terms[rare].record.is_some() && terms[common].record.is_some();
                !both_known && are_alike(&folded[rare], &folded[common])
            };
            let found = bucket[..at.min(NEIGHBOURS)].iter().map(|(_, place)| *place).find(is_alike);
            let best = &mut commonest[*rare];
            *best = found.into_iter().chain(*best).min();
        }
    }
    let pair = |(rare, common): (usize, Option<usize>)| Some((order[rare], order[common?]));
    commonest.into_iter().enumerate().filter_map(pair).collect()
}

/// The letters and digits of a name, without what is often left out or exchanged.
fn fold(name: &str) -> String {
    let is_kept = |c: &char| !(c.is_whitespace() || matches!(c, '-' | '_' | '.' | '‐' | '–' | '·'));
    name.chars().filter(is_kept).flat_map(char::to_lowercase).collect()
}

/// The buckets of a folded name: itself, and itself without each of its letters.
fn keys(folded: &str) -> Vec<u64> {
    let hash = |parts: [&str; 2]| {
        let mut hasher = DefaultHasher::new();
        parts.iter().for_each(|part| hasher.write(part.as_bytes()));
        hasher.finish()
    };
    let length = folded.chars().count();
    let letters = folded.char_indices().filter(|_| (SHORTEST..=LONGEST).contains(&length));
    let without = letters.map(|(at, c)| hash([&folded[..at], &folded[at + c.len_utf8()..]]));
    std::iter::once(hash([folded, ""])).chain(without).collect()
}

/// Whether two folded names are one, or long ones that differ by a letter; digits tell versions and years apart.
fn are_alike(a: &str, b: &str) -> bool {
    let digits = |text: &str| text.chars().filter(|c| c.is_numeric()).collect::<String>();
    let is_long = |text: &str| text.chars().count() >= SHORTEST;
    a == b || (is_long(a) && is_long(b) && digits(a) == digits(b) && strsim::osa_distance(a, b) == 1)
}

/// Where the newest article that has a term, and is not over, names it.
fn place<'a>(site: &'a Site, number: usize, term: &Term) -> Option<(&'a FileText, Span)> {
    let mut stories = term.stories.iter().map(|index| &site.stories[*index as usize]);
    let article = &stories.find(|story| !matches!(story.preview, Some(HeldReason::Expired(_))))?.article;
    let written = article.terms.get(number)?;
    let record = term.record.as_ref();
    let is = |text: &str| {
        let is_alias = || record.is_some_and(|r| r.aliases.iter().any(|a| a.to_lowercase() == text.to_lowercase()));
        text.to_lowercase() == term.name.to_lowercase() || slugify(text) == term.slug || is_alias()
    };
    let span = written.iter().find(|written| is(&written.value)).map_or(article.title.span, |written| written.span);
    Some((&article.file, span))
}
