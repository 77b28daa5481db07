//! Sources: what they become, and what is said about mistakes in them.

use super::*;
use crate::content::article::{Access, Role, Source, SourceKind};

fn front(sources: &str) -> String {
    format!("title: A\ndate: 2026-11-20\nsources:\n{sources}")
}

fn sources(sources: &str) -> Vec<Source> {
    article(&front(sources)).sources.clone()
}

fn said_of(sources: &str) -> String {
    said(&front(sources))
}

#[test]
fn every_key_is_read() {
    let all = sources(
        "  - id: r\n    title: T\n    url: https://www.reuters.com/x/?utm_source=a&id=1\n    publisher: reuters\n    authors: [A]\n    \
         published: 2026-11\n    accessed: 2026-11-19\n    archive_url: https://web.archive.org/web/20261118120000/https://x/\n    \
         status: dead\n    kind: paper\n    role: primary\n    lang: fr\n    quote: Q\n    via: V\n",
    );
    let source = &all[0];
    assert_eq!(&*source.url.value, "https://www.reuters.com/x/?id=1");
    assert_eq!(source.identity(), "reuters.com/x?id=1");
    assert_eq!((source.publisher.as_ref(), source.access), ("Reuters", Some(Access::Registration)));
    assert_eq!(source.published.map(|p| (p.year, p.month, p.day)), Some((2026, Some(11), None)));
    assert_eq!(source.archived.unwrap().to_string(), "2026-11-18");
    assert_eq!((source.dead, source.primary, source.role), (true, true, Some(Role::Primary)));
    assert_eq!((source.kind, source.lang.as_deref()), (Some(SourceKind::Paper), Some("fr")));
    assert_eq!((source.quote.as_deref(), source.via.as_deref()), (Some("Q"), Some("V")));
}

#[test]
fn a_doi_is_kept_as_it_is_and_encoded_in_its_link_only() {
    let doi = "10.1002/(SICI)1097-4571(199806)49:8<693::AID-ASI4>3.0.CO;2-O";
    let link = "https://doi.org/10.1002/(SICI)1097-4571(199806)49:8%3C693::AID-ASI4%3E3.0.CO;2-O";
    let all = sources(&format!("  - doi: {doi}\n"));
    assert_eq!((all[0].doi.as_deref(), &*all[0].url.value), (Some(doi), link));
    let other = sources(&format!("  - doi: {link}\n"));
    assert_eq!((other[0].doi.as_deref(), other[0].identity()), (Some(doi), all[0].identity()));
    let escaped = link.replace('(', "%28").replace(')', "%29").to_lowercase();
    assert_eq!(sources(&format!("  - url: {escaped}\n"))[0].identity(), all[0].identity());
    assert_eq!(sources("  - doi: 10.1000/a#b\n")[0].url.value.as_ref(), "https://doi.org/10.1000/a%23b");
}

#[test]
fn hosts_of_ipv6_and_with_the_dot_of_the_root_are_read_as_they_are_meant() {
    let all = sources("  - http://[::1]:8080/x\n  - https://example.com./a\n");
    assert_eq!((all[0].publisher.as_ref(), all[0].identity()), ("[::1]", "[::1]:8080/x"));
    assert_eq!((all[1].publisher.as_ref(), all[1].identity()), ("example.com", "example.com/a"));
}

#[test]
fn a_link_to_arxiv_keeps_the_version_that_was_named() {
    let all = sources("  - arxiv: hep-th/9901001v2\n");
    let source = &all[0];
    assert_eq!(&*source.url.value, "https://arxiv.org/abs/hep-th/9901001v2");
    assert_eq!((source.identity(), source.arxiv.as_deref()), ("arxiv.org/abs/hep-th/9901001", Some("hep-th/9901001")));
}

#[test]
fn an_address_may_be_a_doi_or_an_arxiv_id() {
    let all = sources("  - doi: doi:10.1038/S41586\n  - arxiv: arXiv:2501.12948v2\n  - https://hub.example/blog/x\n");
    let seen: Vec<_> = all.iter().map(|s| (&*s.url.value, s.identity(), &*s.id.value)).collect();
    assert_eq!(
        seen,
        [
            ("https://doi.org/10.1038/S41586", "doi.org/10.1038/s41586", "doi-org"),
            ("https://arxiv.org/abs/2501.12948v2", "arxiv.org/abs/2501.12948", "arxiv-org"),
            ("https://hub.example/blog/x", "hub.example/blog/x", "hub-blog"),
        ]
    );
    assert_eq!(all[1].arxiv.as_deref(), Some("2501.12948"));
    assert_eq!(brief(&said_of("  - doi: x\n  - arxiv: x\n")), ["5:10 `x` is not a DOI", "6:12 `x` is not an arXiv id"]);
}

#[test]
fn ids_are_made_from_publishers_and_kept_apart() {
    let all = sources(
        "  - https://reuters.com/1\n  - https://reuters.com/2\n  - id: reuters-3\n    url: https://reuters.com/3\n  - https://reuters.com/4\n\
         \x20 - url: https://x.example\n    publisher: Süddeutsche Zeitung\n  - url: https://y.example\n    publisher: '123'\n",
    );
    let ids: Vec<_> = all.iter().map(|s| &*s.id.value).collect();
    assert_eq!(ids, ["reuters", "reuters-2", "reuters-3", "reuters-4", "süddeutsche-zeitung", "source"]);
}

#[test]
fn a_bad_url_is_marked_inside_of_the_value() {
    assert_eq!(
        said_of("  - url: https://exa mple.org/\n"),
        "error[bad-url]: a space in the URL's host
 --> content/articles/a.md:5:21
  |
5 |   - url: https://exa mple.org/
  |                     ^
  |
  = help: write the full address: https://example.org/report
"
    );
    for (url, message) in [
        ("javascript:alert(1)", "5:10 `javascript:` is not http or https"),
        ("\"java\\tscript:x\"", "5:10 the character U+0009 in the URL"),
        ("\" https://example.org\"", "5:11 a space around the URL"),
        ("http://", "5:10 the URL has no host"),
        ("https://a:b@example.org", "5:18 the URL holds a user name or password"),
        ("\"https://example.org/\u{202e}x\"", "5:31 the character U+202E in the URL"),
        ("[x]", "5:10 `url` takes a text, not a list"),
    ] {
        assert_eq!(brief(&said_of(&format!("  - url: {url}\n"))), [message], "{url}");
    }
    assert_eq!(brief(&said_of("  - file:///etc/passwd\n")), ["5:5 `file:` is not http or https"]);
}

#[test]
fn two_sources_with_one_id_name_both_lines() {
    assert_eq!(
        said_of("  - id: a\n    url: https://a.example\n  - id: a\n    url: https://b.example\n"),
        "error[duplicate-id]: two sources have the id `a`
 --> content/articles/a.md:7:9
  |
7 |   - id: a
  |         ^
  |
 ::: content/articles/a.md:5:9
  |
5 |   - id: a
  |         - the first one
  |
  = help: give one of them another id
"
    );
}

#[test]
fn one_source_listed_twice_names_both_lines() {
    assert_eq!(
        said_of("  - id: a\n    url: http://www.r.example/x/\n  - id: b\n    url: https://r.example/x?fbclid=1#top\n"),
        "error[duplicate-source]: `b` is the same source as `a`
 --> content/articles/a.md:8:10
  |
8 |     url: https://r.example/x?fbclid=1#top
  |          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  |
 ::: content/articles/a.md:6:10
  |
6 |     url: http://www.r.example/x/
  |          ----------------------- listed here
  |
  = help: list it once and cite it as often as you like: [@a]
"
    );
}

#[test]
fn ids_are_what_a_citation_can_hold() {
    assert_eq!(
        said_of("  - id: a b\n    url: https://a.example\n"),
        "error[bad-id]: `a b` cannot be the id of a source
 --> content/articles/a.md:5:9
  |
5 |   - id: a b
  |         ^^^
  |
  = help: letters and digits, and `_ - . : / +` between them: id: a-b
"
    );
    let said = said_of("  - id: 12\n    url: https://a.example\n");
    assert!(said.contains("an id holds a letter, since [@1] is the first source of the list: id: reuters-2"), "{said}");
}

#[test]
fn mistakes_in_the_other_keys() {
    let found = brief(&said_of(
        "  - url: https://a.example\n    published: 2026-02-30\n    accessed: 2026\n    status: gone\n    access: paid\n    kind: newz\n    \
         role: main\n    lang: x\n    archive_url: x\n    pubisher: y\n",
    ));
    assert_eq!(
        found,
        [
            "13:18 the URL does not start with https://",
            "6:16 `published`: `2026-02-30` is not a date: February 2026 has 28 days",
            "7:15 `accessed`: `2026` is not a date: expected year-month-day",
            "8:13 `status` cannot be `gone`",
            "9:13 `access` cannot be `paid`",
            "10:11 `kind` cannot be `newz`",
            "11:11 `role` cannot be `main`",
            "12:11 `x` is not a language tag",
            "14:5 unknown key `pubisher`",
        ]
    );
}

#[test]
fn a_source_that_could_not_be_read_makes_no_citation_unknown() {
    let text = format!("---\n{}---\nSee [@a].\n", front("  - id: a\n    url: http://\n"));
    let (_, said) = parsed(ContentKind::Article, "content/articles/a.md", &text);
    assert_eq!(brief(&said), ["6:10 the URL has no host"]);
    let text = format!("---\n{}---\nSee [@b].\n", front("  - id: a\n    url: https://a.example\n"));
    let (_, said) = parsed(ContentKind::Article, "content/articles/a.md", &text);
    assert!(said.starts_with("error[unknown-citation]"), "{said}");
}

#[test]
fn places_of_sources_are_those_of_the_file() {
    let article = article(&front("  - url: \"https://a.example/?utm_source=x\"\n"));
    assert_eq!(at(&article.file, article.sources[0].url.span), "\"https://a.example/?utm_source=x\"");
}
