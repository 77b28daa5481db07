//! Tests of [`super`].

use super::*;
use crate::config::{Config, PublisherRecord};
use crate::diagnostics::Diagnostic;

fn registry() -> Vec<PublisherRecord> {
    vec![PublisherRecord {
        name: "arXiv".into(),
        hosts: vec!["arxiv.org".to_owned()],
        kind: None,
        country: None,
        access: None,
        url: None,
    }]
}

fn listed(urls: &[&str]) -> Result<Vec<Listed>, BadSource> {
    let registry = registry();
    let urls: Vec<String> = urls.iter().map(|url| (*url).to_owned()).collect();
    sources(&urls, &Config::default_for("Test"), &Publishers::new(&registry))
}

fn draft<'a>(kind: ContentKind, title: &'a str, sources: &'a [Listed]) -> Draft<'a> {
    let now = "2026-11-23T12:00:30Z".parse().unwrap();
    Draft { kind, title, now, id: "018f6f2e-7c1a-7b3e-9a57-3f4f6d1c2b0a", sources, schema: true }
}

fn written(draft: &Draft<'_>) -> NewFile {
    let config = Config::default_for("Test");
    file(draft, paths(draft, &config).next().unwrap(), &config)
}

/// What the parser says of a draft, as it is and as published.
fn parsed(draft: &Draft<'_>) -> Vec<Diagnostic> {
    let (config, registry, new) = (Config::default_for("Test"), registry(), written(draft));
    let texts = [new.text.clone(), new.text.replace("draft: true\n", "")];
    let mut found = Vec::new();
    for text in texts {
        let file = FileText { path: new.path.as_str().into(), text: text.into() };
        let (record, diagnostics) =
            parse(&ContentFile { kind: draft.kind, file, assets: Vec::new() }, &config, &Publishers::new(&registry));
        assert!(record.is_some());
        found.extend(diagnostics);
    }
    found
}

#[test]
fn an_article_with_sources_is_ready_to_be_filled_in() {
    let sources = listed(&["https://arxiv.org/abs/2304.09848?utm_source=x", "https://example.org/a#b"]).unwrap();
    let draft = draft(ContentKind::Article, "Citations: a primer", &sources);
    let new = written(&draft);
    assert_eq!(new.path, "content/articles/2026/11/citations-a-primer.md");
    insta::assert_snapshot!(new.text, @r"
    ---
    # yaml-language-server: $schema=../../../../schema/article.schema.json
    title: 'Citations: a primer'
    date: 2026-11-23T12:00:00+00:00
    id: 018f6f2e-7c1a-7b3e-9a57-3f4f6d1c2b0a
    summary:
    tags: []
    draft: true
    sources:
      - id: arxiv
        title:
        url: https://arxiv.org/abs/2304.09848
        publisher: arXiv
        published:
      - id: example-org
        title:
        url: https://example.org/a#b
        publisher:
        published:
    ---
    ");
    assert_eq!(parsed(&draft), []);
}

#[test]
fn an_article_without_sources_shows_what_one_looks_like() {
    let draft = draft(ContentKind::Article, "Two papers", &[]);
    insta::assert_snapshot!(written(&draft).text, @r"
    ---
    # yaml-language-server: $schema=../../../../schema/article.schema.json
    title: Two papers
    date: 2026-11-23T12:00:00+00:00
    id: 018f6f2e-7c1a-7b3e-9a57-3f4f6d1c2b0a
    summary:
    tags: []
    draft: true
    sources:
    #  - id: paper        # cite it in the text: [@paper]
    #    title:
    #    url: https://example.org/paper
    #    published:
    ---
    ");
    let found: Vec<String> = parsed(&draft).into_iter().map(|d| d.message).collect();
    assert_eq!(found, ["a news article without a source"], "only once it is published");
    let commented = written(&draft).text.replace("\n#", "\n").replace("draft: true\n", "");
    assert!(commented.contains("\n  - id: paper"));
}

#[test]
fn a_page_has_neither_date_nor_id() {
    let draft = draft(ContentKind::Page, "How we work", &[]);
    assert_eq!(written(&draft).path, "content/pages/how-we-work.md");
    insta::assert_snapshot!(written(&draft).text, @r"
    ---
    # yaml-language-server: $schema=../../schema/page.schema.json
    title: How we work
    summary:
    draft: true
    ---
    ");
    assert_eq!(parsed(&draft), []);
}

#[test]
fn sources_are_named_as_a_build_names_them() {
    let urls = ["https://arxiv.org/abs/2304.09848", "https://arxiv.org/pdf/1706.03762", "https://blog.example.org/a"];
    let sources = listed(&urls).unwrap();
    let ids: Vec<&str> = sources.iter().map(|s| s.id.as_str()).collect();
    assert_eq!(ids, ["arxiv", "arxiv-2", "blog-example-org"]);
    assert_eq!(sources[2].publisher, None);
}

#[test]
fn a_bad_url_and_a_double_are_refused() {
    let bad = BadSource::Url("example.org".to_owned(), "the URL does not start with https://".to_owned());
    assert_eq!(listed(&["example.org"]), Err(bad));
    let (a, b) = ("https://arxiv.org/abs/1706.03762", "https://arxiv.org/pdf/1706.03762v7");
    assert_eq!(listed(&[a, b]), Err(BadSource::Double(a.to_owned(), b.to_owned())));
}

#[test]
fn a_title_without_letters_gets_a_name_all_the_same() {
    assert_eq!(written(&draft(ContentKind::Page, "🤖", &[])).path, "content/pages/untitled.md");
}

#[test]
fn no_draft_is_called_as_the_article_of_a_folder_is() {
    assert_eq!(written(&draft(ContentKind::Article, "Index", &[])).path, "content/articles/2026/11/index-2.md");
}

#[test]
fn an_address_is_taken_by_files_bundles_and_dated_names() {
    let mut config = Config::default_for("Test");
    let path = "content/articles/2026/11/two-papers.md";
    let taken = |config: &Config, file: &str| is_taken(path, config, std::iter::once(file));
    for file in ["two-papers.md", "two-papers/index.md", "2026-11-20-two-papers.md", "Two Papers.md"] {
        assert!(taken(&config, &format!("content/articles/2026/11/{file}")), "{file}");
    }
    assert!(!taken(&config, "content/articles/2026/11/two-papers-2.md"));
    assert!(!taken(&config, "content/articles/2026/10/two-papers.md"), "another month is another address");
    config.permalink.0 = "/news/:slug/".to_owned();
    assert!(taken(&config, "content/articles/2026/10/two-papers.md"), "unless addresses hold no month");
    assert!(!taken(&config, "content/pages/two-papers.md"));
}
