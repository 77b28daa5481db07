//! The head of every page, and the JSON-LD in it.

use std::fmt::Write;

use serde_json::{Map, Value, json};

use super::{HeadView, ImageView, LinkView, PropertyView, Views, date};
use crate::content::article::{ArticleKind, Source};
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
            image: self.site_image(),
            feeds: vec![LinkView { title: self.site.config.title.clone(), url: self.permalink("/feed.xml") }],
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
        let summary = article.summary.as_ref().map_or("", |s| s.plain.as_str());
        let mut head = self.head(&article.title.value, summary, &story.url);
        head.kind = "article";
        head.lang = article.lang.clone().unwrap_or(head.lang);
        if let Some(image) = &article.image {
            head.image = Some(self.image(image, &story.url.encoded()));
        }
        head.noindex = story.preview.is_some();
        head.json_ld = script_safe(&self.news_article(story, head.image.as_ref()));
        if let Some(canonical) = &article.canonical_url {
            head.permalink.clone_from(canonical);
        }
        let mut add = |name, content: String| head.properties.push(PropertyView { name, content });
        add("article:published_time", date::iso(&article.date.value));
        if let Some(at) = article.updates.iter().map(|u| u.date.value).max() {
            add("article:modified_time", date::iso(&at));
        }
        article.authors.iter().for_each(|author| add("article:author", author.clone()));
        self.first_terms(story).for_each(|tag| add("article:tag", tag));
        head
    }

    /// The head of a standalone page.
    #[must_use]
    pub fn page_head(&self, placed: &PlacedPage) -> HeadView {
        let page = &*placed.page;
        let summary = page.summary.as_ref().map_or("", |s| s.plain.as_str());
        let mut head = self.head(&page.title.value, summary, &placed.url);
        head.lang = page.lang.clone().unwrap_or(head.lang);
        if let Some(image) = &page.image {
            head.image = Some(self.image(image, &placed.url.encoded()));
        }
        head
    }

    /// The picture of pages that have none: the configuration's, else `static/og.png`.
    fn site_image(&self) -> Option<ImageView> {
        let config = &self.site.config;
        let standard =
            || self.site.static_files.iter().any(|f| f.url.as_str() == "/og.png").then(|| "/og.png".to_owned());
        let path = config.image.clone().or_else(standard)?;
        let full = path.contains("://");
        let encoded = crate::paths::encode_path(&path);
        Some(ImageView {
            url: if full { path.clone() } else { self.url(&encoded) },
            permalink: if full { path } else { self.permalink(&encoded) },
            alt: config.title.clone(),
            width: None,
            height: None,
            credit: None,
            caption: None,
        })
    }

    /// Names of a story's terms of the first taxonomy.
    fn first_terms(&self, story: &Story) -> impl Iterator<Item = String> {
        let terms = self.site.taxonomies.first().map_or(&[][..], |t| t.terms.as_slice());
        let of_story = story.terms.first().map_or(&[][..], Vec::as_slice);
        of_story.iter().map(|t| terms[*t as usize].name.to_string())
    }

    /// The article as schema.org sees it: only properties that its vocabulary defines.
    fn news_article(&self, story: &Story, image: Option<&ImageView>) -> Value {
        let (config, article) = (&self.site.config, &*story.article);
        let permalink = self.permalink(&story.url.encoded());
        let publisher = json!({"@type": "Organization", "name": config.title, "url": self.permalink("/")});
        let mut object = Map::new();
        let mut set = |key: &str, value: Value| {
            object.insert(key.to_owned(), value);
        };
        set("@context", json!("https://schema.org"));
        set("@type", json!(schema_type(article.kind)));
        set("headline", json!(article.title.value));
        if let Some(summary) = article.summary.as_ref().filter(|s| !s.plain.is_empty()) {
            set("description", json!(summary.plain));
        }
        set("url", json!(permalink));
        set("mainEntityOfPage", json!(permalink));
        set("datePublished", json!(date::iso(&article.date.value)));
        let changed = article.updates.iter().map(|u| u.date.value).max().unwrap_or(article.date.value);
        set("dateModified", json!(date::iso(&changed)));
        set("inLanguage", json!(article.lang.as_ref().unwrap_or(&config.language)));
        let person = |name: &String| json!({"@type": "Person", "name": name});
        let house = config.author.as_ref().unwrap_or(&config.title);
        let authors: Vec<Value> = article.authors.iter().map(person).collect();
        set(
            "author",
            if authors.is_empty() { json!([{"@type": "Organization", "name": house}]) } else { authors.into() },
        );
        set("publisher", publisher);
        if let Some(image) = image {
            set("image", json!([image.permalink]));
        }
        let keywords: Vec<String> = self.first_terms(story).collect();
        if !keywords.is_empty() {
            set("keywords", json!(keywords));
        }
        set("isAccessibleForFree", json!(true));
        let citations: Vec<Value> = article.sources.iter().map(cited_work).collect();
        if !citations.is_empty() {
            set("citation", citations.into());
        }
        let primary: Vec<&str> = article.sources.iter().filter(|s| s.primary).map(|s| s.url.value.as_str()).collect();
        if !primary.is_empty() {
            set("isBasedOn", json!(primary));
        }
        Value::Object(object)
    }
}

fn cited_work(source: &Source) -> Value {
    let mut work = Map::new();
    let mut set = |key: &str, value: Value| {
        work.insert(key.to_owned(), value);
    };
    set("@type", json!("CreativeWork"));
    if let Some(title) = &source.title {
        set("name", json!(title));
    }
    set("url", json!(source.url.value));
    set("publisher", json!({"@type": "Organization", "name": source.publisher}));
    if !source.authors.is_empty() {
        let person = |name: &String| json!({"@type": "Person", "name": name});
        set("author", source.authors.iter().map(person).collect::<Vec<_>>().into());
    }
    if let Some(published) = source.published {
        set("datePublished", json!(date::partial_iso(published)));
    }
    if let Some(lang) = &source.lang {
        set("inLanguage", json!(lang));
    }
    Value::Object(work)
}

/// The subtype of `NewsArticle` that <https://schema.org/docs/news.html> gives to each kind.
fn schema_type(kind: ArticleKind) -> &'static str {
    match kind {
        ArticleKind::News | ArticleKind::Interview => "NewsArticle",
        ArticleKind::Analysis => "AnalysisNewsArticle",
        ArticleKind::Opinion => "OpinionNewsArticle",
        ArticleKind::Explainer => "BackgroundNewsArticle",
        ArticleKind::Sponsored => "AdvertiserContentArticle",
    }
}

/// JSON that cannot leave a script element: `<`, `>`, `&` and the line separators of U+2028/9 are escaped.
fn script_safe(value: &Value) -> String {
    let json = value.to_string();
    let unsafe_ones = ['<', '>', '&', '\u{2028}', '\u{2029}'];
    let mut out = String::with_capacity(json.len() + 64);
    let mut rest = json.as_str();
    while let Some(at) = rest.find(unsafe_ones) {
        let c = rest[at..].chars().next().unwrap_or_default();
        out.push_str(&rest[..at]);
        _ = write!(out, "\\u{:04x}", u32::from(c));
        rest = &rest[at + c.len_utf8()..];
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_cannot_leave_its_script_element_and_stays_the_same_json() {
        let value = json!({"headline": "</script><!-- & \u{2028}"});
        let safe = script_safe(&value);
        assert!(!safe.contains(['<', '>', '&', '\u{2028}']));
        assert_eq!(serde_json::from_str::<Value>(&safe).unwrap(), value);
    }
}
