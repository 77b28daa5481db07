//! The size of an e-mail: it ends before the story or block that would make it too large to be shown whole. What is too
//! large alone is left out.

use std::borrow::Cow;

use super::issue::{LONGEST_TITLE, shortened};
use crate::diagnostics::Diagnostic;
use crate::outputs::Shortened;
use crate::views::NewsletterView;

/// Bytes of `email.html` at most: Gmail hides what comes behind about 102 kB, the link to unsubscribe with it.
pub const LIMIT: usize = 100_000;

/// Renders a newsletter; if it is too large, as much of it as fits. What is rendered is `prepare`d before, once.
pub(super) fn fit(
    mut view: NewsletterView,
    prepare: impl FnOnce(&mut NewsletterView),
    render: impl Fn(&NewsletterView) -> Result<String, Box<Diagnostic>>,
) -> Result<(String, Option<Shortened>), Box<Diagnostic>> {
    let titles = view.stories.iter_mut().map(|story| &mut story.title);
    titles.chain([&mut view.note_title]).for_each(|title| *title = shortened(title, LONGEST_TITLE));
    let (units, stories) = (units(&view), view.stories.len());
    let all = units.len();
    let mut count = all.min(first_attempt(&units));
    if count < all {
        view = cut(&view, &units[..count]);
    }
    prepare(&mut view);
    let mut shown = Cow::Borrowed(&view);
    let mut html = render(&shown)?;
    let mut base = None;
    while html.len() > LIMIT && count > 1 {
        let base = match base {
            Some(base) => base,
            None => *base.insert(render(&cut(&view, &[]))?.len()),
        };
        count = attempt(&units, count, base, html.len());
        shown = Cow::Owned(cut(&view, &units[..count]));
        html = render(&shown)?;
    }
    let is_cut = count < all || html.len() > LIMIT;
    for leave_out in [details, headlines, intro] {
        if html.len() > LIMIT {
            leave_out(shown.to_mut());
            html = render(&shown)?;
        }
    }
    let shortened = is_cut.then_some(Shortened { bytes: html.len(), shown: shown.stories.len(), stories });
    Ok((html, shortened))
}

/// Leaves of the last story its headline.
fn details(view: &mut NewsletterView) {
    let Some(story) = view.stories.last_mut() else { return };
    story.summary_html.clear();
    story.why_html.clear();
    story.takeaways_html.clear();
    story.notices.clear();
    story.blocks_html.clear();
    story.sources.clear();
    story.cut = true;
}

/// Leaves no story, and nothing of the note but its beginning.
fn headlines(view: &mut NewsletterView) {
    view.more += view.stories.len();
    view.stories.clear();
    view.note_cut |= !view.note_blocks_html.is_empty();
    view.note_blocks_html.clear();
}

/// Leaves the title of the note.
fn intro(view: &mut NewsletterView) {
    view.note_cut |= !view.intro_html.is_empty();
    view.intro_html.clear();
}

/// A part that is shown whole or not at all: a block of the editors' note, a story without its body, a block of a body.
#[derive(Debug, Clone, Copy)]
struct Unit {
    /// `None` for the note.
    story: Option<usize>,
    /// Bytes of its texts, which say how large it is compared to others.
    weight: usize,
    /// Whether it is a block, of a note or of a body.
    block: bool,
}

fn units(view: &NewsletterView) -> Vec<Unit> {
    let block = |story: Option<usize>| move |block: &String| Unit { story, weight: block.len() + 40, block: true };
    let mut units: Vec<Unit> = view.note_blocks_html.iter().map(block(None)).collect();
    for (at, story) in view.stories.iter().enumerate() {
        let inline = story.takeaways_html.iter().map(|t| t.len() + 60).sum::<usize>();
        let notices = story.notices.iter().map(|n| n.html.len() + 200).sum::<usize>();
        let sources = story.sources.iter().map(|s| s.url.len() + s.publisher.len() + 40).sum::<usize>();
        let texts = story.title.len() + 2 * story.permalink.len() + story.summary_html.len() + story.why_html.len();
        units.push(Unit { story: Some(at), weight: texts + inline + notices + sources + 900, block: false });
        units.extend(story.blocks_html.iter().map(block(Some(at))));
    }
    units
}

/// Units that surely fill an e-mail: nothing beyond them is worth rendering.
fn first_attempt(units: &[Unit]) -> usize {
    let mut sum = 0;
    let beyond = units.iter().position(|unit| {
        sum += unit.weight;
        sum > 2 * LIMIT
    });
    beyond.map_or(units.len(), |at| at + 1)
}

/// Fewer units than `count`, which made `bytes`, where none make `base`.
fn attempt(units: &[Unit], count: usize, base: usize, bytes: usize) -> usize {
    let weight: usize = units[..count].iter().map(|unit| unit.weight).sum();
    let room = LIMIT.saturating_sub(base + 400);
    let fits = weight.saturating_mul(room) / bytes.saturating_sub(base).max(1);
    let mut sum = 0;
    let within = units[..count].iter().take_while(|unit| {
        sum += unit.weight;
        sum <= fits
    });
    within.count().clamp(1, count - 1)
}

/// The newsletter that ends behind some of its units; it may be one that was cut before.
fn cut(view: &NewsletterView, units: &[Unit]) -> NewsletterView {
    let blocks = |story: Option<usize>| units.iter().filter(|unit| unit.block && unit.story == story).count();
    let stories = units.iter().filter(|unit| !unit.block).count();
    let note = blocks(None);
    let mut short = NewsletterView { stories: Vec::new(), note_blocks_html: Vec::new(), ..view.clone() };
    short.note_blocks_html = view.note_blocks_html[..note].to_vec();
    short.note_cut |= note < view.note_blocks_html.len();
    for (at, story) in view.stories[..stories].iter().enumerate() {
        let mut story = story.clone();
        let shown = blocks(Some(at));
        story.cut |= shown < story.blocks_html.len();
        story.blocks_html.truncate(shown);
        short.stories.push(story);
    }
    short.more += view.stories.len() - stories;
    short
}

#[cfg(test)]
mod tests;
