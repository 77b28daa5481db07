//! The head of every page.

use super::shown::if_shown;
use super::{HeadView, Property, PropertyView, Views, date, lean};
use crate::config::Switch;
use crate::paths::UrlPath;
use crate::site::{PlacedPage, Story};

impl Views {
    /// The head of a page that is not an article.
    #[must_use]
    pub fn head(&self, title: &str, description: &str, url: &UrlPath) -> HeadView {
        let encoded = url.encoded();
        HeadView {
            title: title.to_owned(),
            description: description.to_owned(),
            url: self.url(&encoded),
            permalink: self.permalink(&encoded),
            kind: "website",
            image: self.shared.image.clone(),
            feeds: if_shown(self.shown.feeds, || self.shared.feeds.clone()),
            markdown_url: String::new(),
            noindex: false,
            json_ld: String::new(),
            lang: self.site.config.language.clone(),
            properties: Vec::new(),
        }
    }

    /// The head of an article.
    #[must_use]
    pub fn article_head(&self, story: &Story) -> HeadView {
        let article = &*story.article;
        let summary = article.prose().summary.as_ref().filter(|_| story.is_listed()).map_or("", |s| s.plain());
        let mut head = self.head(&article.title.value, summary, &story.url);
        head.kind = "article";
        head.lang = article.lang.clone().unwrap_or(head.lang);
        if let Some(image) = &article.image {
            head.image = Some(self.image(image, &story.url));
        }
        head.markdown_url = self.story_twin(story);
        head.noindex = story.preview.is_some() || !story.is_listed();
        if self.site.config.outputs.writes(Switch::JsonLd) {
            head.json_ld = self.json_ld(story, head.image.as_ref());
        }
        if let Some(canonical) = &article.canonical_url {
            head.permalink.clone_from(canonical);
        }
        head.properties = if_shown(self.shown.properties, || self.properties(story));
        head
    }

    fn properties(&self, story: &Story) -> Vec<Property> {
        let article = &*story.article;
        let mut properties = Vec::new();
        let mut add =
            |name, content: String| properties.push(lean::value(&PropertyView { name, content }, &self.fields));
        add("article:published_time", date::iso(&article.date.value));
        if !article.updates.is_empty() {
            add("article:modified_time", date::iso(&article.changed()));
        }
        article.authors.iter().for_each(|author| add("article:author", author.clone()));
        properties.extend(self.site.terms_of(story, 0).iter().map(|term| self.tag_property(*term)));
        properties
    }

    /// The head of a standalone page.
    #[must_use]
    pub fn page_head(&self, placed: &PlacedPage) -> HeadView {
        let page = &*placed.page;
        let summary = page.summary.as_ref().map_or("", |s| s.plain());
        let mut head = self.head(&page.title.value, summary, &placed.url);
        head.lang = page.lang.clone().unwrap_or(head.lang);
        head.markdown_url = self.page_twin(placed);
        if let Some(image) = &page.image {
            head.image = Some(self.image(image, &placed.url));
        }
        head
    }

    /// Names of a story's terms of the first taxonomy.
    pub(super) fn first_terms<'a>(&'a self, story: &'a Story) -> impl Iterator<Item = &'a str> {
        let terms = self.site.taxonomies.first().map_or(&[][..], |t| t.terms.as_slice());
        self.site.terms_of(story, 0).iter().map(|t| &*terms[*t as usize].name)
    }
}
