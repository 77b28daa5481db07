//! The JSON-LD of an article: only properties that schema.org's vocabulary defines, written straight to text.

use std::io;

use serde::Serialize;
use serde_json::ser::{Formatter, Serializer};

use super::{ImageView, Views, date};
use crate::content::article::{ArticleKind, Source};
use crate::site::Story;

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
    main_entity_of_page: &'a str,
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
    citation: Vec<CreativeWork<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    is_based_on: Vec<&'a str>,
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
            description: article.summary.as_ref().map_or("", |s| s.plain.as_str()),
            url: &permalink,
            main_entity_of_page: &permalink,
            date_published: date::iso(&article.date.value),
            date_modified: date::iso(&article.changed()),
            in_language: article.lang.as_ref().unwrap_or(&config.language),
            author: if article.authors.is_empty() { vec![house] } else { people(&article.authors) },
            publisher: Agent { url: Some(self.permalink("/")), ..organization(&config.title) },
            image: image.map(|image| [image.permalink.as_str()]),
            keywords: self.first_terms(story).collect(),
            is_accessible_for_free: true,
            citation: sources.iter().map(cited_work).collect(),
            is_based_on: sources.iter().filter(|s| s.primary).map(|s| s.url.value.as_str()).collect(),
        })
    }
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

/// JSON that cannot leave a script element: `<`, `>`, `&` and the line separators of U+2028/9 are escaped.
fn script_safe(value: &impl Serialize) -> String {
    let mut json = Vec::with_capacity(2048);
    value.serialize(&mut Serializer::with_formatter(&mut json, ScriptSafe)).expect("writing to memory cannot fail");
    String::from_utf8(json).expect("JSON is UTF-8")
}

/// Writes compact JSON; outside of strings, none of the characters in question occurs.
struct ScriptSafe;

impl Formatter for ScriptSafe {
    fn write_string_fragment<W: ?Sized + io::Write>(&mut self, writer: &mut W, fragment: &str) -> io::Result<()> {
        let mut rest = fragment;
        // Nearly all text is passed by its bytes; 0xE2 begins the separators, and dashes and quotes besides.
        while let Some(near) = rest.bytes().position(|b| matches!(b, b'<' | b'>' | b'&' | 0xE2)) {
            let (before, from) = rest.split_at(near);
            writer.write_all(before.as_bytes())?;
            let c = from.chars().next().unwrap_or_default();
            match c {
                '<' | '>' | '&' | '\u{2028}' | '\u{2029}' => write!(writer, "\\u{:04x}", u32::from(c))?,
                _ => writer.write_all(&from.as_bytes()[..c.len_utf8()])?,
            }
            rest = &from[c.len_utf8()..];
        }
        writer.write_all(rest.as_bytes())
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    #[test]
    fn json_cannot_leave_its_script_element_and_stays_the_same_json() {
        let value = json!({"headline": "</script><!-- & \u{2028}–“ü”"});
        let safe = script_safe(&value);
        assert!(!safe.contains(['<', '>', '&', '\u{2028}']));
        assert_eq!(serde_json::from_str::<Value>(&safe).unwrap(), value);
    }
}
