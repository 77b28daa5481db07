//! The JSON-LD of an article: only properties that schema.org's vocabulary defines, written straight to text.

use serde::Serialize;

use super::{ImageView, Views, date};
use crate::bytes;
use crate::content::article::{ArticleKind, Source, Update, UpdateKind};
use crate::paths::UrlPath;
use crate::site::{Story, Taxonomy};

/// Room for the JSON of an article, in bytes.
const ROOM: usize = 1 << 12;

/// <https://schema.org/NewsArticle> and its subtypes.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct NewsArticle<'a> {
    #[serde(rename = "@context")]
    context: &'static str,
    #[serde(rename = "@type")]
    kind: &'static str,
    headline: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    description: &'a str,
    url: &'a str,
    main_entity_of_page: WebPage<'a>,
    date_published: String,
    date_modified: String,
    in_language: &'a str,
    author: Vec<Agent<'a>>,
    publisher: Agent<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    image: Option<[&'a str; 1]>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    keywords: Vec<&'a str>,
    is_accessible_for_free: bool,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    correction: Vec<CorrectionComment<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    citation: Vec<CreativeWork<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    is_based_on: Vec<&'a str>,
}

/// The page that an article stands on, with the way to it.
#[derive(Serialize)]
struct WebPage<'a> {
    #[serde(rename = "@type")]
    kind: &'static str,
    #[serde(rename = "@id")]
    id: &'a str,
    breadcrumb: BreadcrumbList<'a>,
}

/// <https://schema.org/BreadcrumbList>
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct BreadcrumbList<'a> {
    #[serde(rename = "@type")]
    kind: &'static str,
    item_list_element: Vec<ListItem<'a>>,
}

/// A step of the way; without an address, the page itself.
#[derive(Serialize)]
struct ListItem<'a> {
    #[serde(rename = "@type")]
    kind: &'static str,
    position: usize,
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    item: Option<String>,
}

/// <https://schema.org/CorrectionComment>
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct CorrectionComment<'a> {
    #[serde(rename = "@type")]
    kind: &'static str,
    text: &'a str,
    date_published: String,
}

/// A person or an organization.
#[derive(Serialize)]
struct Agent<'a> {
    #[serde(rename = "@type")]
    kind: &'static str,
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
}

/// A cited source.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct CreativeWork<'a> {
    #[serde(rename = "@type")]
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<&'a str>,
    url: &'a str,
    publisher: Agent<'a>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    author: Vec<Agent<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_published: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    in_language: Option<&'a str>,
}

impl Views {
    /// The article as schema.org sees it, safe inside a script element.
    pub(super) fn json_ld(&self, story: &Story, image: Option<&ImageView>) -> String {
        let (config, article) = (&self.site.config, &*story.article);
        let permalink = self.permalink(&story.url.encoded());
        // What a retracted story claimed and cited is no longer said.
        let sources = if story.is_listed() { article.sources.as_slice() } else { &[] };
        let house = organization(config.author.as_ref().unwrap_or(&config.title));
        script_safe(&NewsArticle {
            context: "https://schema.org",
            kind: schema_type(article.kind),
            headline: &article.title.value,
            description: article.prose().summary.as_ref().filter(|_| story.is_listed()).map_or("", |s| s.plain()),
            url: &permalink,
            main_entity_of_page: self.web_page(story, &permalink),
            date_published: date::iso(&article.date.value),
            date_modified: date::iso(&article.changed()),
            in_language: article.lang.as_ref().unwrap_or(&config.language),
            author: if article.authors.is_empty() { vec![house] } else { people(&article.authors) },
            publisher: Agent { url: Some(self.permalink("/")), ..organization(&config.title) },
            image: image.map(|image| [image.permalink.as_str()]),
            keywords: self.first_terms(story).collect(),
            is_accessible_for_free: true,
            correction: article.updates.iter().filter_map(correction).collect(),
            citation: sources.iter().map(cited_work).collect(),
            is_based_on: sources.iter().filter(|s| s.primary).map(|s| &*s.url.value).collect(),
        })
    }

    /// The way to a story: the home page, the page of its first term, the story.
    fn web_page<'a>(&'a self, story: &'a Story, permalink: &'a str) -> WebPage<'a> {
        let step = |name, path: Option<String>| (name, path.map(|path| self.permalink(&path)));
        let first =
            |taxonomy: &'a Taxonomy| self.site.terms_of(story, 0).first().map(|term| &taxonomy.terms[*term as usize]);
        let term = self.site.taxonomies.first().and_then(first).filter(|term| term.url.is_some());
        let home = step(self.site.config.title.as_str(), Some("/".to_owned()));
        let term = term.map(|term| step(&*term.name, term.url.as_ref().map(UrlPath::encoded)));
        let here = step(story.article.title.value.as_str(), None);
        let steps = std::iter::once(home).chain(term).chain([here]);
        let item = |(position, (name, item))| ListItem { kind: "ListItem", position, name, item };
        let item_list_element = (1..).zip(steps).map(item).collect();
        let breadcrumb = BreadcrumbList { kind: "BreadcrumbList", item_list_element };
        WebPage { kind: "WebPage", id: permalink, breadcrumb }
    }
}

/// Corrections and retractions; other notes add to a story and correct nothing.
fn correction(update: &Update) -> Option<CorrectionComment<'_>> {
    matches!(update.kind, UpdateKind::Correction | UpdateKind::Retraction).then(|| CorrectionComment {
        kind: "CorrectionComment",
        text: update.text.plain(),
        date_published: date::iso(&update.date.value),
    })
}

fn organization(name: &str) -> Agent<'_> {
    Agent { kind: "Organization", name, url: None }
}

fn people(names: &[String]) -> Vec<Agent<'_>> {
    names.iter().map(|name| Agent { kind: "Person", name, url: None }).collect()
}

fn cited_work(source: &Source) -> CreativeWork<'_> {
    CreativeWork {
        kind: "CreativeWork",
        name: source.title.as_deref(),
        url: &source.url.value,
        publisher: organization(&source.publisher),
        author: people(&source.authors),
        date_published: source.published.map(date::partial_iso),
        in_language: source.lang.as_deref(),
    }
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

/// JSON that cannot leave a script element: `<`, `>`, `&` and the line separators of U+2028/9 are escaped. Outside of strings,
/// none of them occurs, so this is done to the JSON as a whole.
fn script_safe(value: &impl Serialize) -> String {
    let mut json = Vec::with_capacity(ROOM);
    serde_json::to_writer(&mut json, value).expect("writing to memory cannot fail");
    let json = String::from_utf8(json).expect("JSON is UTF-8");
    // 0xE2 begins the separators, and dashes and quotes besides.
    let is_near = |b: u8| (b == b'<') | (b == b'>') | (b == b'&') | (b == 0xE2);
    let (mut safe, mut rest) = (String::with_capacity(ROOM), &*json);
    while let Some(near) = bytes::find(rest.as_bytes(), is_near) {
        safe.push_str(&rest[..near]);
        let c = rest[near..].chars().next().unwrap_or_default();
        match c {
            '<' => safe.push_str("\\u003c"),
            '>' => safe.push_str("\\u003e"),
            '&' => safe.push_str("\\u0026"),
            '\u{2028}' => safe.push_str("\\u2028"),
            '\u{2029}' => safe.push_str("\\u2029"),
            c => safe.push(c),
        }
        rest = &rest[near + c.len_utf8()..];
    }
    safe.push_str(rest);
    safe
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    #[test]
    fn json_cannot_leave_its_script_element_and_stays_the_same_json() {
        let value = json!({"headline": "</script><!-- & \u{2028}\u{2029}–“ü”", "a\\\"&": ["&amp;", 1, "<\n>"]});
        let safe = script_safe(&value);
        assert!(!safe.contains(['<', '>', '&', '\u{2028}', '\u{2029}']));
        assert_eq!(serde_json::from_str::<Value>(&safe).unwrap(), value);
    }
}
