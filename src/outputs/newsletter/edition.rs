//! The digests that are written as e-mails, and what each of them says: the one place that knows the site's model of them.

use super::issue::{Issue, Note};
use crate::outputs::Recipe;
use crate::paths::UrlPath;
use crate::site::{Digest, Site};
use crate::views::Views;
use crate::views::fill::Medium;

/// The latest `count` days and as many weeks, each with the recipe that [`issue`] takes.
pub(super) fn latest(site: &Site, count: usize) -> impl Iterator<Item = (Recipe, &UrlPath)> {
    let of_kind = |kind| (0u32..).zip(digests(site, kind)).map(move |(index, digest)| ((kind, index), &digest.url));
    [0, 1].into_iter().flat_map(move |kind| of_kind(kind).take(count))
}

/// A digest's newsletter; `None` if the site has no such digest.
pub(super) fn issue(views: &Views, (kind, index): Recipe) -> Option<Issue<'_>> {
    let digest = digests(&views.site, kind).get(index as usize)?;
    let title = views.period_title(digest.period);
    Some(Issue { url: &digest.url, title, stories: &digest.stories, note: note(views, digest) })
}

fn digests(site: &Site, kind: u32) -> &[Digest] {
    if kind == 0 { &site.editions } else { &site.weeks }
}

fn note(views: &Views, digest: &Digest) -> Note {
    let Some(note) = &digest.note else { return Note::default() };
    let (intro_html, body_html) = views.digest_note(digest, Medium::Email);
    Note {
        title: note.title.as_ref().map(|title| title.value.clone()).unwrap_or_default(),
        intro_html,
        intro: note.intro.as_ref().map(|intro| intro.plain().to_owned()).unwrap_or_default(),
        body_html,
    }
}
