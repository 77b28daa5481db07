//! The values of the home page and of digests.

use jiff::civil::Date;

use super::fill::{Filler, Medium};
use super::{
    DateView, DayView, DigestLinkView, DigestView, DigestWeekView, HeadView, HomeView, LinkView, Views, date,
    newsletters,
};
use crate::content::{Editorial, Period};
use crate::site::{Digest, StoryIndex};

/// The template of a digest; a theme without it has none.
pub const DIGEST: &str = "digest.html";

/// The template of their index.
pub const DIGESTS: &str = "digests.html";

impl Views {
    /// The home page: lead and top stories out of the latest editions, then the river of days.
    #[must_use]
    pub fn home(&self) -> HomeView {
        let (site, config) = (&self.site, &self.site.config);
        let ranked = self.top_stories();
        let mut days = Vec::new();
        for edition in site.editions.iter().take(config.home_days) {
            let others = edition.stories.iter().copied().filter(|i| !ranked.contains(i));
            let mut others: Vec<StoryIndex> = others.collect();
            let more = others.len().saturating_sub(config.home_stories);
            others.truncate(config.home_stories);
            if !others.is_empty() {
                let url = self.digest_url(edition);
                let date = date::day(config, edition.period.first());
                days.push(DayView { date, url, cards: self.cards(&others), more });
            }
        }
        let mut top = self.cards(&ranked).into_iter();
        HomeView {
            lead: top.next(),
            top: top.collect(),
            days,
            article_count: site.listed_count(),
            source_count: site.source_count(),
        }
    }

    /// What editors pinned in the latest edition, then the stories of the latest editions by rank.
    fn top_stories(&self) -> Vec<StoryIndex> {
        let (site, config) = (&self.site, &self.site.config);
        let latest = site.editions.iter().take(config.home_editions.max(1));
        let pinned = site.editions.first().map_or(&[][..], |edition| &edition.stories[..edition.pinned]);
        let mut ranked: Vec<StoryIndex> = latest.flat_map(|edition| &edition.stories).copied().collect();
        ranked.sort_by(|a, b| {
            let place = |index| pinned.iter().position(|pin| pin == index).unwrap_or(usize::MAX);
            let by_rank = || crate::site::rank(&site.stories[*a as usize], &site.stories[*b as usize]);
            place(a).cmp(&place(b)).then_with(by_rank)
        });
        ranked.truncate(1 + config.home_top);
        ranked
    }

    /// What a digest is called, without the editors' own title: its day or its week.
    #[must_use]
    pub fn period_title(&self, period: Period) -> String {
        date::period(&self.site.config, period)
    }

    /// A digest's own page; `index` is its place in `all`, the digests of its kind, newest first.
    #[must_use]
    pub fn digest(&self, all: &[Digest], index: usize) -> DigestView {
        let digest = &all[index];
        let (pinned, others) = digest.stories.split_at(digest.pinned);
        let (intro_html, body_html) = self.digest_note(digest, Medium::Page);
        let period = self.period_title(digest.period);
        let neighbour = |index: Option<usize>| {
            let digest = all.get(index?)?;
            Some(LinkView { title: self.period_title(digest.period), url: self.url(&digest.url.encoded()) })
        };
        DigestView {
            kind: if matches!(digest.period, Period::Day(_)) { "day" } else { "week" },
            title: note_title(digest.note.as_deref()).map_or_else(|| period.clone(), str::to_owned),
            period,
            first: self.day(digest.period.first()),
            last: self.day(digest.period.last()),
            intro_html,
            body_html,
            pinned: self.cards(pinned),
            days: self.digest_days(digest.period, others),
            story_count: digest.stories.len(),
            email_url: self.email_url(digest, index),
            week: self.week_of(digest.period),
            newer: neighbour(index.checked_sub(1)),
            older: neighbour(Some(index + 1)),
            extra: digest.note.as_ref().map(|note| note.extra.clone()).unwrap_or_default(),
        }
    }

    /// The stories of a day as they stand; those of a week by day, oldest first.
    fn digest_days(&self, period: Period, stories: &[StoryIndex]) -> Vec<DayView> {
        let edition = |index: &StoryIndex| self.site.stories[*index as usize].article.edition;
        let mut stories = stories.to_vec();
        if matches!(period, Period::Week(_)) {
            stories.sort_by_key(edition);
        }
        let of_day = |stories: &[StoryIndex]| {
            let day = edition(&stories[0]);
            let url = format!("/digest/{}/", Period::Day(day).slug());
            DayView { date: self.day(day), url: self.url(&url), cards: self.cards(stories), more: 0 }
        };
        stories.chunk_by(|a, b| edition(a) == edition(b)).map(of_day).collect()
    }

    /// The editors' introduction and the rest of their note, as markup; empty without a note.
    #[must_use]
    pub fn digest_note(&self, digest: &Digest, medium: Medium) -> (String, String) {
        let Some(note) = &digest.note else { return (String::new(), String::new()) };
        let filler = Filler::of_digest(&self.site, digest, note, medium).with(self.theme.markup);
        let intro = note.intro.as_ref().map(|intro| filler.html(&intro.html)).unwrap_or_default();
        (intro, filler.html(&note.body.html))
    }

    /// The address of a digest; empty if the theme has none.
    fn digest_url(&self, digest: &Digest) -> String {
        if self.has_template(DIGEST) { self.url(&digest.url.encoded()) } else { String::new() }
    }

    /// A week in the index of digests, with its days, newest first.
    #[must_use]
    pub fn digest_week(&self, week: &Digest) -> DigestWeekView {
        // Newest first, as the days of the week are.
        let editions = &self.site.editions;
        let from = editions.partition_point(|edition| edition.period.first() > week.period.last());
        let to = editions.partition_point(|edition| edition.period.first() >= week.period.first());
        DigestWeekView {
            week: self.digest_link(week),
            days: editions[from..to].iter().map(|edition| self.digest_link(edition)).collect(),
        }
    }

    /// The head of a digest's page.
    #[must_use]
    pub fn digest_head(&self, digest: &Digest, view: &DigestView) -> HeadView {
        let intro = digest.note.as_ref().and_then(|note| note.intro.as_ref()).map(|intro| intro.plain());
        let titles = digest.stories.iter().take(3).map(|i| self.site.stories[*i as usize].article.title.value.as_str());
        let description = intro.map_or_else(|| titles.collect::<Vec<_>>().join("; "), str::to_owned);
        let title =
            if view.title == view.period { view.period.clone() } else { format!("{}, {}", view.title, view.period) };
        self.head(&title, &description, &digest.url)
    }

    /// A digest in a list.
    fn digest_link(&self, digest: &Digest) -> DigestLinkView {
        let lead = digest.stories.first().map(|index| &self.site.stories[*index as usize].article.title.value);
        let title = note_title(digest.note.as_deref()).map(str::to_owned).or_else(|| lead.cloned());
        DigestLinkView {
            period: self.period_title(digest.period),
            first: self.day(digest.period.first()),
            title: title.unwrap_or_default(),
            url: self.url(&digest.url.encoded()),
            story_count: digest.stories.len(),
        }
    }

    fn day(&self, day: Date) -> DateView {
        date::day(&self.site.config, day)
    }

    fn week_of(&self, period: Period) -> Option<LinkView> {
        let Period::Day(day) = period else { return None };
        let week = Period::week_of(day);
        let url = self.url(&format!("/digest/{}/", week.slug()));
        Some(LinkView { title: self.period_title(week), url })
    }

    /// The newsletter beside a digest; empty if none is written.
    fn email_url(&self, digest: &Digest, index: usize) -> String {
        if index < newsletters(&self.site, &self.theme) {
            self.url(&format!("{}email.html", digest.url.encoded()))
        } else {
            String::new()
        }
    }
}

fn note_title(note: Option<&Editorial>) -> Option<&str> {
    Some(note?.title.as_ref()?.value.as_str())
}
