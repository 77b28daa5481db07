//! What content files are parsed to, and what is said about mistakes in them.

mod article;
mod dates;
mod front;
mod pages;
mod robust;
mod sources;

use std::sync::Arc;

use super::{Article, Asset, ContentFile, ContentKind, Outlining, Page, Record, outline, parse};
use crate::config::{self, Config, PublisherRecord, Publishers};
use crate::diagnostics::{self, FileText, Span, draw::draw};

/// The configuration of all these tests: Berlin time, two taxonomies.
fn config() -> Config {
    let text = "title: T\nbase_url: https://t.example\ntimezone: Europe/Berlin\ntaxonomies: [tags, companies]\n\
                tracking_parameters: [pk_*]\n";
    let (config, found) = config::parse(FileText { path: "citewire.yaml".into(), text: text.into() });
    assert!(found.is_empty(), "{found:?}");
    config
}

fn registry() -> Vec<PublisherRecord> {
    let text =
        "- name: Reuters\n  hosts: [reuters.com]\n  access: registration\n- name: Hub Blog\n  host: hub.example/blog\n";
    let (records, found) = config::publishers(FileText { path: "data/publishers.yaml".into(), text: text.into() });
    assert!(found.is_empty(), "{found:?}");
    records
}

fn content(kind: ContentKind, path: &str, text: &str) -> ContentFile {
    let assets = vec![Asset {
        name: "photo.jpg".to_owned(),
        path: "content/articles/a/photo.jpg".into(),
        disk: "photo.jpg".into(),
        size: Some((4, 3)),
    }];
    ContentFile { kind, file: FileText { path: path.into(), text: text.into() }, assets }
}

/// Parses a file: what became of it, and all that is said, drawn. Outlined and rendered later, it says the same.
fn parsed(kind: ContentKind, path: &str, text: &str) -> (Option<Record>, String) {
    let records = registry();
    let (content, config, publishers) = (content(kind, path, text), config(), Publishers::new(&records));
    let (record, mut found) = parse(&content, &config, &publishers);
    let drawn = found.iter().map(|diagnostic| draw(diagnostic, false)).collect();
    let outlining = Arc::new(Outlining::new(config.markdown));
    let (outlined, mut found_late) = outline(&content, &config, &publishers, &outlining);
    if let (Some(Record::Article(article)), Some(Record::Article(outlined))) = (&record, &outlined) {
        found_late.extend_from_slice(outlined.found_late());
        assert_eq!(stored(outlined), stored(article), "{text}");
    }
    diagnostics::sort(&mut found);
    diagnostics::sort(&mut found_late);
    assert_eq!(found_late, found, "{text}");
    (record, drawn)
}

/// All that an article says, but for what only `citewire check` reads.
fn stored(article: &Article) -> Vec<u8> {
    postcard::to_stdvec(article).unwrap()
}

#[test]
fn the_text_of_a_usual_article_is_rendered_when_somebody_asks() {
    let outlined = |front: &str| {
        let text =
            format!("---\ntitle: A\ndate: 2026-11-20\nkind: opinion\n{front}---\nSee [it](/x/), {{#odd [@no].\n");
        let outlining = Arc::new(Outlining::new(config().markdown));
        let content = content(ContentKind::Article, "content/articles/a.md", &text);
        match outline(&content, &config(), &Publishers::new(&[]), &outlining) {
            (Some(Record::Article(article)), found) if found.is_empty() => article,
            (_, found) => panic!("{found:?}"),
        }
    };
    let article = outlined("summary: Of *one*.\n");
    assert!(article.rendered().is_none() && postcard::to_stdvec(&*article).is_err());
    assert_eq!(article.prose().summary.as_ref().unwrap().plain(), "Of one.");
    assert!(article.rendered().is_some() && article.found_late().len() == 1, "a citation of nothing");
    let outlining = article.outlining().unwrap();
    assert!(!outlining.has_met_links(), "nobody asked where it leads");
}

/// What is said about an article with this front matter and body.
fn said(front: &str) -> String {
    let text = format!("---\n{front}---\nText.\n");
    parsed(ContentKind::Article, "content/articles/a.md", &text).1
}

/// An article without mistakes.
fn article_at(path: &str, front: &str, body: &str) -> Arc<Article> {
    let (record, said) = parsed(ContentKind::Article, path, &format!("---\n{front}---\n{body}"));
    assert_eq!(said, "");
    match record {
        Some(Record::Article(article)) => article,
        other => panic!("{other:?}"),
    }
}

fn article(front: &str) -> Arc<Article> {
    article_at("content/articles/a.md", front, "Text.\n")
}

fn page_at(path: &str, front: &str) -> Arc<Page> {
    let (record, said) = parsed(ContentKind::Page, path, &format!("---\n{front}---\nText.\n"));
    assert_eq!(said, "");
    match record {
        Some(Record::Page(page)) => page,
        other => panic!("{other:?}"),
    }
}

/// The text at a place of a file.
fn at(file: &FileText, span: Span) -> &str {
    &file.text[span.range()]
}

/// The messages alone, `line:column message`.
fn brief(said: &str) -> Vec<String> {
    let mut lines = said.lines();
    let mut all = Vec::new();
    while let Some(line) = lines.next() {
        if let Some((_, message)) = line.split_once("]: ").filter(|_| line.starts_with(['e', 'w'])) {
            let place = lines.next().unwrap_or_default().rsplit_once(".md:").unwrap_or_default().1;
            all.push(format!("{place} {message}"));
        }
    }
    all
}
