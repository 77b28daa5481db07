//! `sitemap.xml`: every page that search engines should know (sitemaps.org, protocol 0.9), in parts above 50,000; and
//! `sitemap-news.xml`: the news of the last two days.

use jiff::SignedDuration;

use super::xml::Xml;
use super::{Output, Recipe, Render, Rendered, Renderer};
use crate::config::Switch;
use crate::content::Article;
use crate::content::article::ArticleKind;
use crate::diagnostics::Diagnostic;
use crate::paths::UrlPath;
use crate::site::{Site, Story, StoryIndex};
use crate::theme::Theme;
use crate::views::archive::{MONTH, year_path, years};
use crate::views::date::iso;
use crate::views::digest::DIGEST;
use crate::views::leaderboard::{PUBLISHER, leaderboard_path, leaderboards};
use crate::views::lists;
use crate::views::storyline::STORYLINE;

/// The most addresses that one file may hold.
const PART: usize = 50_000;

/// The most articles, and their greatest age, that the news sitemap may hold:
/// <https://developers.google.com/search/docs/crawling-indexing/sitemaps/news-sitemap>.
const NEWS: usize = 1_000;
const NEWS_AGE: SignedDuration = SignedDuration::from_hours(48);

const NAMESPACE: (&str, &str) = ("xmlns", "http://www.sitemaps.org/schemas/sitemap/0.9");

/// The path of the news sitemap.
pub(super) const NEWS_PATH: &str = "/sitemap-news.xml";

pub(super) const OUTPUT: Output = Output {
    name: "sitemap",
    about: "`sitemap.xml`",
    plan: |site, theme, plan| {
        let parts = parts(site, theme);
        plan.add_own("/sitemap.xml", (0, parts));
        (1..=parts).for_each(|part| plan.add_own(&part_path(part), (part, parts)));
    },
    render: Render::Bytes(render),
};

pub(super) const NEWS_OUTPUT: Output = Output {
    name: "news sitemap",
    about: "`sitemap-news.xml`",
    plan: |site, _, plan| {
        if has_news(site) {
            plan.add_own(NEWS_PATH, (0, 0));
        }
    },
    render: Render::Bytes(render_news),
};

fn part_path(part: u32) -> String {
    format!("/sitemap-{part}.xml")
}

/// How many files are needed besides `sitemap.xml`: none if that holds everything.
fn parts(site: &Site, theme: &Theme) -> u32 {
    // No entry is made where their number is plain.
    // Each month and, at most, as many years stand in the archive and among the publishers.
    let periods = site.editions.len() + site.weeks.len() + 4 * site.months.len() + site.storylines.terms.len();
    let terms: usize = site.taxonomies.iter().map(|taxonomy| taxonomy.terms.len() + 1).sum();
    if site.stories.len() + site.pages.len() + periods + terms + site.publishers.len() + 8 <= PART {
        return 0;
    }
    let entries = entries(site, theme).count();
    if entries <= PART { 0 } else { u32::try_from(entries.div_ceil(PART)).unwrap_or(u32::MAX) }
}

fn render(renderer: &Renderer, (part, parts): Recipe) -> Result<Rendered, Box<Diagnostic>> {
    let absolute = |path: &str| renderer.views.permalink(path);
    let mut xml = Xml::with_room(1 << 14);
    if parts > 0 && part == 0 {
        xml.element("sitemapindex", &[NAMESPACE], |xml| {
            for part in 1..=parts {
                xml.element("sitemap", &[], |xml| xml.text("loc", &[], &absolute(&part_path(part))));
            }
        });
        return Ok(Rendered::Bytes(xml.finish()));
    }
    let skipped = PART * (part as usize).saturating_sub(1);
    xml.element("urlset", &[NAMESPACE], |xml| {
        for entry in entries(renderer.site(), &renderer.theme).skip(skipped).take(PART) {
            xml.element("url", &[], |xml| {
                xml.text("loc", &[], &absolute(&entry.path()));
                if let Some(modified) = entry.modified() {
                    xml.text("lastmod", &[], &modified);
                }
            });
        }
    });
    Ok(Rendered::Bytes(xml.finish()))
}

/// A page, and what tells when it was changed; both are made into text only when they are written.
enum Entry<'a> {
    Page(&'a UrlPath),
    Path(String),
    /// An article's own page.
    Story(&'a Story),
    /// The home page, or a list, that begins with this article.
    Home(Option<&'a Article>),
    List(&'a UrlPath, Option<&'a Article>),
}

impl<'a> Entry<'a> {
    fn list(url: &'a UrlPath, first: Option<&'a Story>) -> Self {
        Self::List(url, first.map(|story| &*story.article))
    }

    fn path(&self) -> String {
        match self {
            Self::Page(url) => url.encoded(),
            Self::Path(path) => path.clone(),
            Self::Story(story) => story.url.encoded(),
            Self::Home(_) => "/".to_owned(),
            Self::List(url, _) => url.encoded(),
        }
    }

    /// The moment of the last change, where one is known.
    fn modified(&self) -> Option<String> {
        match self {
            Self::Page(_) | Self::Path(_) => None,
            Self::Story(story) => Some(iso(&story.article.changed())),
            Self::Home(first) | Self::List(_, first) => first.map(|article| iso(&article.date.value)),
        }
    }
}

/// What search engines should know. Numbered pages of lists are left out: they hold nothing that is not found elsewhere.
fn entries<'a>(site: &'a Site, theme: &'a Theme) -> impl Iterator<Item = Entry<'a>> + 'a {
    let home = Entry::Home(site.listed().next().map(|story| &*story.article));
    let stories = site.listed().filter(|story| story.preview.is_none()).map(Entry::Story);
    let pages = site.pages.iter().filter(|p| !p.page.draft).map(|p| Entry::Page(&p.url));
    let taxonomies = site.taxonomies.iter().filter(|t| !t.terms.is_empty()).map(|t| Entry::Page(&t.url));
    let newest_of = |stories: &[StoryIndex]| stories.first().map(|index| &site.stories[*index as usize]);
    let terms = (site.taxonomies.iter().flat_map(|t| &t.terms))
        .filter_map(move |term| Some(Entry::list(term.url.as_ref()?, newest_of(&term.stories))));
    let publishers = site.publishers.iter().filter(|_| theme.engine.has(PUBLISHER));
    let publishers = publishers.map(move |p| Entry::list(&p.url, newest_of(&p.stories)));
    let own = std::iter::once(home).chain(stories).chain(pages).chain(taxonomies).chain(terms).chain(publishers);
    own.chain(periods(site, theme))
}

/// The indexes, of years and months too, digests, storylines and months, as far as there are pages for them.
fn periods<'a>(site: &'a Site, theme: &'a Theme) -> impl Iterator<Item = Entry<'a>> + 'a {
    let indexes = lists::ALL.into_iter().filter(|list| list.is_written(site, theme)).map(|list| list.path.to_owned());
    let years = years(site).filter(|_| lists::ARCHIVE.is_written(site, theme)).map(year_path);
    let boards = leaderboards(site).into_iter().rev().filter(|_| lists::PUBLISHERS.is_written(site, theme));
    let indexes = indexes.chain(years).chain(boards.map(leaderboard_path)).map(Entry::Path);
    let each = |template: &str, urls: Box<dyn Iterator<Item = &'a UrlPath> + 'a>| {
        urls.take(if theme.engine.has(template) { usize::MAX } else { 0 }).map(Entry::Page)
    };
    let digests = each(DIGEST, Box::new(site.editions.iter().chain(&site.weeks).map(|digest| &digest.url)));
    let lines = each(STORYLINE, Box::new(site.storylines.terms.iter().filter_map(|line| line.url.as_ref())));
    let months = each(MONTH, Box::new(site.months.iter().map(|month| &month.url)));
    indexes.chain(digests).chain(lines).chain(months)
}

/// What was published in the two days before the build's moment: no advertisement, nothing withdrawn.
fn news(site: &Site) -> impl Iterator<Item = &Story> {
    let first = site.now - NEWS_AGE;
    let stories = site.stories.iter().take_while(move |story| story.article.date.value.instant >= first);
    let is_news =
        |story: &&Story| story.preview.is_none() && story.is_listed() && story.article.kind != ArticleKind::Sponsored;
    stories.filter(is_news).take(NEWS)
}

/// Whether there is a news sitemap, if the site wants one: without entries it would not be valid.
pub(super) fn has_news(site: &Site) -> bool {
    site.config.outputs.writes(Switch::NewsSitemap) && news(site).next().is_some()
}

fn render_news(renderer: &Renderer, _: Recipe) -> Result<Rendered, Box<Diagnostic>> {
    let (site, config) = (renderer.site(), &renderer.site().config);
    let space = ("xmlns:news", "http://www.google.com/schemas/sitemap-news/0.9");
    let mut xml = Xml::with_room(1 << 14);
    xml.element("urlset", &[NAMESPACE, space], |xml| {
        for story in news(site) {
            let article = &*story.article;
            let language = article.lang.as_ref().unwrap_or(&config.language);
            xml.element("url", &[], |xml| {
                xml.text("loc", &[], &renderer.views.permalink(&story.url.encoded()));
                xml.element("news:news", &[], |xml| {
                    xml.element("news:publication", &[], |xml| {
                        xml.text("news:name", &[], &config.title);
                        xml.text("news:language", &[], &news_language(language));
                    });
                    xml.text("news:publication_date", &[], &iso(&article.date.value));
                    xml.text("news:title", &[], &article.title.value);
                });
            });
        }
    });
    Ok(Rendered::Bytes(xml.finish()))
}

/// Two or three letters; for Chinese, with the country or script that tells how it is written.
fn news_language(tag: &str) -> String {
    let tag = tag.to_ascii_lowercase();
    match tag.split('-').next().unwrap_or(&tag) {
        "zh" if tag.contains("hant") || tag.contains("tw") || tag.contains("hk") => "zh-tw".to_owned(),
        "zh" => "zh-cn".to_owned(),
        language => language.to_owned(),
    }
}
