//! Makes the values that templates see out of the site. What many pages share is made once.

use std::sync::Arc;

use tera::{Context, Value};

use super::cards::Cards;
use super::lean::{self, Fields};
use super::shared::Shared;
use super::shown::{Shown, if_shown};
use super::{
    CardView, ImageView, LinkView, PublisherStoryView, PublisherView, SectionLinkView, TaxonomyView, TermView, date,
};
use crate::config::{Switch, TermRecord};
use crate::content::article::{Image, UpdateKind};
use crate::diagnostics::Diagnostic;
use crate::paths::{UrlPath, encode_path};
use crate::site::{PlacedPage, Publisher, Site, Story, StoryIndex, Taxonomy, Term};
use crate::theme::{Mentions, Theme};

/// The site's values: the shared ones made once, cards on first use.
#[derive(Debug)]
pub struct Views {
    /// The site that they show.
    pub site: Arc<Site>,
    /// [`SiteView`](super::SiteView), as templates take it.
    pub root: Value,
    pub(super) shared: Shared,
    pub(super) theme: Arc<Theme>,
    /// The fields that are made, by kind of view.
    pub(super) fields: Fields,
    /// Those of the dear ones that are made.
    pub(super) shown: Shown,
    pub(super) cards: Cards,
}

/// A value, or what is wrong with the theme that it was made with.
pub type Rendered<T> = Result<T, Box<Diagnostic>>;

impl Views {
    /// For a site and its theme: the fields that the theme names.
    #[must_use]
    pub fn new(site: Arc<Site>, theme: Arc<Theme>) -> Self {
        let named = theme.mentions.clone();
        Self::with(named, site, theme)
    }

    /// For a site and its theme: these fields.
    #[must_use]
    pub fn with(named: Mentions, site: Arc<Site>, theme: Arc<Theme>) -> Self {
        let root = super::site::value(&site, &theme);
        let fields = Fields::of(&named);
        let cards = Cards::new(&site, &theme, &named);
        let shared = Shared::new(&site, &fields);
        Self { site, root, shared, theme, shown: Shown::of(&named), fields, cards }
    }

    /// The whole card of a story, with its row.
    pub(super) fn make_card(&self, index: StoryIndex) -> Rendered<Value> {
        let card = lean::value(&self.card_view(&self.site.stories[index as usize]), &self.fields);
        if !self.theme.engine.has("row.html") || !self.shown.row {
            return Ok(card);
        }
        let mut context = Context::new();
        context.insert_value("site", self.root.clone());
        context.insert_value("card", card.clone());
        let row = self.theme.engine.render("row.html", &context)?;
        drop(context);
        // Nobody else has the card yet: its fields are not made a second time.
        let mut fields = card.into_map().unwrap_or_default();
        fields.insert("row".into(), row.into());
        Ok(fields.into())
    }

    /// Whether the theme has a template.
    pub(super) fn has_template(&self, name: &str) -> bool {
        self.theme.engine.has(name)
    }

    /// A site path with the base path before it.
    #[must_use]
    pub fn url(&self, path: &str) -> String {
        self.site.config.base_url.relative(path)
    }

    /// A site path as a full URL.
    #[must_use]
    pub fn permalink(&self, path: &str) -> String {
        self.site.config.base_url.absolute(path)
    }

    /// What lists show of a story.
    #[must_use]
    pub fn card_view(&self, story: &Story) -> CardView {
        const SHOWN_PUBLISHERS: usize = 4;
        let (config, article) = (&self.site.config, &*story.article);
        let publishers = self.site.publishers_of(story);
        let tags = self.site.terms_of(story, 0).iter();
        CardView {
            row: String::new(),
            title: article.title.value.clone(),
            url: self.url(&story.url.encoded()),
            summary: article.prose().summary.as_ref().map(|s| s.plain().to_owned()).unwrap_or_default(),
            kind: article.kind.word(),
            kind_label: kind_label(article.kind.word()),
            date: date::moment(config, &article.date.value),
            badge: badge(article.updates.iter().map(|u| u.kind)),
            source_count: article.sources.len(),
            publishers: publishers
                .iter()
                .take(SHOWN_PUBLISHERS)
                .map(|publisher| self.publisher_link(*publisher))
                .collect(),
            publisher_names: if_shown(self.shown.publisher_names, || {
                let shown = publishers.iter().take(SHOWN_PUBLISHERS);
                shown.map(|p| &*self.site.publishers[*p as usize].name).collect::<Vec<_>>().join(", ")
            }),
            more_publishers: publishers.len().saturating_sub(SHOWN_PUBLISHERS),
            tags: tags.map(|term| self.term_link(0, *term)).collect(),
            image: article.image.as_ref().map(|i| self.image(i, &story.url)),
            importance: article.importance,
            minutes: minutes(article.prose().body.words),
            authors: if_shown(self.shown.authors, || self.authors(&article.authors)),
            preview: story.preview.map_or("", |reason| reason.word()),
            lang: article.lang.clone().filter(|lang| *lang != config.language).unwrap_or_default(),
        }
    }

    /// The names under a story: its authors', else the site's.
    fn authors(&self, names: &[String]) -> Vec<String> {
        let config = &self.site.config;
        if names.is_empty() {
            vec![config.author.clone().unwrap_or_else(|| config.title.clone())]
        } else {
            names.to_vec()
        }
    }

    /// A picture; a relative `src` is a file of the page's bundle.
    pub(super) fn image(&self, image: &Image, page: &UrlPath) -> ImageView {
        let src = &image.src.value;
        let (url, permalink) = if src.contains("://") {
            (src.clone(), src.clone())
        } else {
            let encoded = encode_path(src);
            let path = if src.starts_with('/') { encoded } else { encode_path(&page.folder()) + &encoded };
            (self.url(&path), self.permalink(&path))
        };
        ImageView {
            url,
            permalink,
            alt: image.alt.clone(),
            width: image.size.map(|(width, _)| width),
            height: image.size.map(|(_, height)| height),
            credit: image.credit.clone(),
            caption: image.caption.clone(),
        }
    }

    /// The picture of a story, as a full URL.
    #[must_use]
    pub fn story_image(&self, story: &Story) -> Option<String> {
        story.article.image.as_ref().map(|image| self.image(image, &story.url).permalink)
    }

    /// A taxonomy's index.
    #[must_use]
    pub fn taxonomy(&self, taxonomy: &Taxonomy) -> TaxonomyView {
        TaxonomyView {
            name: taxonomy.config.name.clone(),
            title: taxonomy.config.title.clone(),
            terms: taxonomy.terms.iter().map(|term| Arc::new(self.term(taxonomy, term))).collect(),
        }
    }

    /// A term.
    #[must_use]
    pub fn term(&self, taxonomy: &Taxonomy, term: &Term) -> TermView {
        let record = term.record.as_ref();
        let feeds = self.site.config.outputs.writes(Switch::TermFeeds);
        let url = term.url.as_ref().map(|url| self.url(&url.encoded())).unwrap_or_default();
        TermView {
            name: term.name.to_string(),
            feed_url: if url.is_empty() || !feeds { String::new() } else { format!("{url}feed.xml") },
            url,
            description: record.map(TermRecord::description).unwrap_or_default(),
            homepage: record.and_then(|r| r.url.clone()).unwrap_or_default(),
            count: term.stories.len(),
            taxonomy: LinkView { title: taxonomy.config.title.clone(), url: self.url(&taxonomy.url.encoded()) },
        }
    }

    /// A publisher.
    #[must_use]
    pub fn publisher(&self, publisher: &Publisher) -> PublisherView {
        let record = publisher.record.as_ref();
        let text = |of: fn(&crate::config::PublisherRecord) -> &Option<String>| {
            record.and_then(|r| of(r).clone()).unwrap_or_default()
        };
        PublisherView {
            name: publisher.name.to_string(),
            url: self.url(&publisher.url.encoded()),
            kind: text(|r| &r.kind),
            country: text(|r| &r.country),
            access: text(|r| &r.access),
            homepage: text(|r| &r.url),
            source_count: publisher.source_count,
            article_count: publisher.stories.len(),
        }
    }

    /// A story on the page of a publisher (given by its index) that it cites.
    #[must_use]
    pub fn publisher_story(&self, publisher: u32, index: StoryIndex) -> PublisherStoryView {
        let story = &self.site.stories[index as usize];
        let sources = story.article.sources.iter().zip(self.site.source_publishers(story));
        let link = |source: &crate::content::article::Source| LinkView {
            title: source.title.as_deref().unwrap_or_else(|| super::fill::without_scheme(&source.url.value)).to_owned(),
            url: super::fill::shown_url(source).to_owned(),
        };
        let sources = sources.filter(|(_, of)| **of == publisher).map(|(source, _)| link(source)).collect();
        PublisherStoryView { card: self.card(index), sources }
    }

    /// The pages of the folder that a page lies in, in order.
    #[must_use]
    pub fn section(&self, placed: &PlacedPage) -> Vec<SectionLinkView> {
        let Some(folder) = folder_of(placed) else { return Vec::new() };
        let mut pages: Vec<&PlacedPage> = self.site.pages.iter().filter(|p| folder_of(p) == Some(folder)).collect();
        pages.sort_by_key(|p| (p.page.order, p.page.title.value.clone()));
        let link = |p: &&PlacedPage| SectionLinkView {
            title: p.page.title.value.clone(),
            url: self.url(&p.url.encoded()),
            current: p.url == placed.url,
        };
        pages.iter().map(link).collect()
    }
}

/// The first part of the address of a page that lies in a folder.
fn folder_of(placed: &PlacedPage) -> Option<&str> {
    let path = &placed.page.path.value;
    let is_index = placed.page.file.path.ends_with("/index.md");
    (path.len() > 1 || (path.len() == 1 && is_index)).then(|| path[0].as_str())
}

fn minutes(words: u32) -> u32 {
    const WORDS_PER_MINUTE: u32 = 230;
    words.div_ceil(WORDS_PER_MINUTE).max(1)
}

/// The shown name of an article's kind; news need none.
pub(super) fn kind_label(kind: &str) -> &'static str {
    match kind {
        "analysis" => "Analysis",
        "opinion" => "Opinion",
        "explainer" => "Explainer",
        "interview" => "Interview",
        "sponsored" => "Sponsored",
        _ => "",
    }
}

pub(super) fn badge(kinds: impl Iterator<Item = UpdateKind>) -> &'static str {
    kinds.fold("", |badge, kind| match (kind, badge) {
        (_, "retracted") | (UpdateKind::Retraction, _) => "retracted",
        (_, "corrected") | (UpdateKind::Correction, _) => "corrected",
        (UpdateKind::Update, _) => "updated",
        _ => badge,
    })
}
