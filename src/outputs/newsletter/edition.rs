//! The editions that are written as e-mails, and what each of them says: the one place that knows the site's model of them.

use super::issue::{Issue, Note};
use crate::outputs::Recipe;
use crate::paths::UrlPath;
use crate::site::{Day, Site};

/// The latest editions, each with the recipe that [`issue`] takes.
pub(super) fn latest(site: &Site) -> impl Iterator<Item = (Recipe, UrlPath)> {
    let days = (0u32..).zip(&site.days).take(site.config.newsletter.editions);
    days.filter_map(|(index, day)| Some(((0, index), url(day)?)))
}

/// An edition's newsletter; `None` if the site has no such edition.
pub(super) fn issue(site: &Site, (_, index): Recipe) -> Option<Issue<'_>> {
    let day = site.days.get(index as usize)?;
    Some(Issue { url: url(day)?, title: day.date.to_string(), stories: &day.stories, note: Note::default() })
}

fn url(day: &Day) -> Option<UrlPath> {
    UrlPath::new(format!("/digest/{}/", day.date)).ok()
}
