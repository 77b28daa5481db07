//! A new article or page: the file that `citewire new` writes.

use jiff::Timestamp;

use super::{NewFile, modeline, month_folder, stamp, yaml};
use crate::config::{Config, Publishers};
use crate::content::identity::{canonical, check_url, printed};
use crate::content::slug::slugify;
use crate::content::{ContentFile, ContentKind, Record, date, parse};
use crate::diagnostics::FileText;

/// What is to be written.
#[derive(Debug, Clone, Copy)]
pub struct Draft<'a> {
    /// An article or a page.
    pub kind: ContentKind,
    /// Its title.
    pub title: &'a str,
    /// Its date.
    pub now: Timestamp,
    /// Its stable id; pages have none.
    pub id: &'a str,
    /// The sources to list.
    pub sources: &'a [Listed],
    /// Whether the site holds schemas for editors.
    pub schema: bool,
}

/// A source as far as its URL tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// What `[@id]` points to.
    pub id: String,
    /// Without tracking parameters.
    pub url: String,
    /// By the registry.
    pub publisher: Option<String>,
}

/// Why URLs cannot be listed as sources.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BadSource {
    /// This is no URL that can be linked; what is wrong with it.
    Url(String, String),
    /// The second is the same source as the first.
    Double(String, String),
}

/// Names the sources that URLs lead to, by the rules of a build.
///
/// # Errors
/// The first URL that cannot be listed.
pub fn sources(urls: &[String], config: &Config, publishers: &Publishers<'_>) -> Result<Vec<Listed>, BadSource> {
    let tracking = &config.tracking_parameters;
    let mut identities: Vec<(String, &String)> = Vec::new();
    for text in urls {
        let url = check_url(text).map_err(|problem| BadSource::Url(text.clone(), problem.message))?;
        let identity = canonical(&url, tracking);
        if let Some((_, first)) = identities.iter().find(|(known, _)| *known == identity) {
            return Err(BadSource::Double((*first).clone(), text.clone()));
        }
        identities.push((identity, text));
    }
    let ids = ids(urls, config, publishers);
    let listed = |((identity, text), id): ((String, &String), String)| {
        let publisher = publishers.of_address(&identity).map(|record| record.name.to_string());
        Listed { id, url: printed(text, tracking), publisher }
    };
    Ok(identities.into_iter().zip(ids).map(listed).collect())
}

/// The ids that the parser gives to sources without one, so that both always agree.
fn ids(urls: &[String], config: &Config, publishers: &Publishers<'_>) -> Vec<String> {
    let list: String = urls.iter().map(|url| format!("  - {}\n", yaml::scalar(url))).collect();
    let text = format!("---\ntitle: x\nsources:\n{list}---\n");
    let file = FileText { path: "content/pages/x.md".into(), text: text.into() };
    let content = ContentFile { kind: ContentKind::Page, file, assets: Vec::new() };
    match parse(&content, config, publishers).0 {
        Some(Record::Page(page)) if page.sources.len() == urls.len() => {
            page.sources.iter().map(|source| source.id.value.to_string()).collect()
        }
        _ => (1..=urls.len()).map(|n| format!("source-{n}")).collect(),
    }
}

/// Paths below the root at which the draft may lie, best first: the second is `slug-2`. Never ends.
pub fn paths<'a>(draft: &Draft<'_>, config: &'a Config) -> impl Iterator<Item = String> + use<'a> {
    let folder = match draft.kind {
        ContentKind::Article => month_folder(draft.now, &config.timezone),
        ContentKind::Page => "content/pages".to_owned(),
        ContentKind::Editorial => "content/digests".to_owned(),
    };
    let slug = match slugify(draft.title) {
        slug if slug.is_empty() => "untitled".to_owned(),
        slug => slug,
    };
    let numbered = (2_u64..).map({
        let (folder, slug) = (folder.clone(), slug.clone());
        move |n| format!("{folder}/{slug}-{n}.md")
    });
    // A file `index.md` is the article of its folder, which then belongs to it.
    (slug != "index").then(|| format!("{folder}/{slug}.md")).into_iter().chain(numbered)
}

/// Whether the address that a new file at `path` would get belongs to one of the site's `files`, by their names.
#[must_use]
pub fn is_taken<'a>(path: &str, config: &Config, mut files: impl Iterator<Item = &'a str>) -> bool {
    let (folder, slug) = parts(path);
    let articles = path.starts_with("content/articles/");
    // Where addresses hold no month, articles of all months share them.
    let dated = config.permalink.0.contains(":month") || config.permalink.0.contains(":day");
    files.any(|file| {
        let (other_folder, other) = parts(file);
        let near = if articles && !dated { file.starts_with("content/articles/") } else { other_folder == folder };
        near && slugify(other) == slug
    })
}

/// The folder of a content file and the name that its address is made of.
fn parts(path: &str) -> (&str, &str) {
    let path = path.strip_suffix(".md").unwrap_or(path);
    let path = path.strip_suffix("/index").unwrap_or(path);
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    let dated = name.get(..10).is_some_and(|day| date::day(day).is_ok());
    match name.get(11..) {
        Some(rest) if dated && !rest.is_empty() => (folder, rest),
        _ => (folder, name),
    }
}

/// The file at `path`.
#[must_use]
pub fn file(draft: &Draft<'_>, path: String, config: &Config) -> NewFile {
    let (schema, dated) = match draft.kind {
        ContentKind::Article => {
            let date = stamp(draft.now, &config.timezone);
            ("schema/article.schema.json", format!("date: {date}\nid: {}\n", draft.id))
        }
        ContentKind::Page | ContentKind::Editorial => ("schema/page.schema.json", String::new()),
    };
    let comment = if draft.schema { modeline(&path, schema) } else { String::new() };
    let tags = match (draft.kind, config.taxonomies.first()) {
        (ContentKind::Article, Some(taxonomy)) => format!("{}: []\n", taxonomy.name),
        _ => String::new(),
    };
    let title = yaml::scalar(draft.title);
    let sources = list(draft);
    let text = format!("---\n{comment}title: {title}\n{dated}summary:\n{tags}draft: true\n{sources}---\n");
    NewFile { path, text }
}

const EXAMPLE: &str = "\
sources:
#  - id: paper        # cite it in the text: [@paper]
#    title:
#    url: https://example.org/paper
#    published:
";

fn list(draft: &Draft<'_>) -> String {
    if draft.sources.is_empty() {
        return if draft.kind == ContentKind::Article { EXAMPLE.to_owned() } else { String::new() };
    }
    let entry = |source: &Listed| {
        let publisher = source.publisher.as_deref().map(|name| format!(" {}", yaml::scalar(name)));
        format!(
            "  - id: {}\n    title:\n    url: {}\n    publisher:{}\n    published:\n",
            source.id,
            yaml::scalar(&source.url),
            publisher.unwrap_or_default(),
        )
    };
    format!("sources:\n{}", draft.sources.iter().map(entry).collect::<String>())
}

#[cfg(test)]
mod tests;
