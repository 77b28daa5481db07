//! What a theme gets, and what it wants in the markup of articles.

mod support;

use support::{Site, tree};

/// A page of its own theme for every kind that a theme must have, with nothing in it but what `article` shows.
fn with_theme(manifest: &str, article: &str) -> Site {
    let site = Site::new("theme: mine\n");
    site.write("themes/mine/theme.yaml", &format!("name: mine\nversion: 1\n{manifest}"));
    for name in ["404", "alias", "home", "page", "publisher", "publishers", "taxonomy", "term"] {
        site.write(&format!("themes/mine/templates/{name}.html"), "<!doctype html><title>x</title>");
    }
    site.write("themes/mine/templates/article.html", article);
    site.article("one", "tags: [a]\n", "## A heading\n\nA claim [@paper].");
    site
}

#[test]
fn a_theme_that_names_fields_gets_the_same_values_as_one_that_may_use_all() {
    let (lean, whole) = (Site::copy_of("example-site"), Site::copy_of("example-site"));
    whole.write("templates/nobody-includes-this.html", "{{ __tera_context }}");
    lean.built();
    whole.built();
    assert!(tree(&lean.path("public")) == tree(&whole.path("public")));
}

#[test]
fn lists_look_the_same_if_their_cards_are_kept_without_what_only_an_article_shows() {
    let article = include_str!("../themes/default/templates/article.html");
    let (before, rest) = article.split_once("{%- if article.related %}").unwrap();
    let (_, after) = rest.split_once("</section>\n{%- endif %}").unwrap();
    let article = format!("{before}{after}");
    assert!(!article.contains("related"), "cards are kept whole where related stories are shown");
    let (split, whole) = (Site::copy_of("example-site"), Site::copy_of("example-site"));
    whole.write("templates/nobody-includes-this.html", "{{ __tera_context }}");
    for site in [&split, &whole] {
        site.write("templates/article.html", &article);
        site.built();
    }
    assert!(tree(&split.path("public")) == tree(&whole.path("public")));
}

#[test]
fn a_theme_can_compute_the_names_of_fields() {
    let site = with_theme(
        "",
        "{% set name = \"permalink\" %}{{ article[name] }} {{ article.card | get(key=\"ti\" ~ \"tle\") }}",
    );
    site.built();
    assert_eq!(site.read("public/2026/11/one/index.html"), "https://test.example/2026/11/one/ one");
}

#[test]
fn a_theme_goes_without_cards_and_links_in_headings() {
    let body = "{{ article.body_html | safe }}";
    let usual = with_theme("", body);
    usual.built();
    let page = usual.read("public/2026/11/one/index.html");
    assert!(page.contains("cite-card") && page.contains("heading-anchor"), "{page}");
    let plain = with_theme("cards: false\nheading_links: false\n", body);
    plain.built();
    let page = plain.read("public/2026/11/one/index.html");
    assert_eq!(
        page,
        "<h2 id=\"a-heading\">A heading</h2>\n<p>A claim<span class=\"cite\" id=\"cite-1\"><sup class=\"cite-marks\">[<a \
         href=\"#source-paper\" role=\"doc-biblioref\" aria-label=\"Source 1: arxiv.org\">1</a>]</sup></span>.</p>\n"
    );
}

#[test]
fn a_field_that_does_not_exist_is_still_an_error_at_its_place() {
    let site = with_theme("", "<p>\n{{ article.titel }}</p>");
    let (code, said) = site.fails();
    assert!(code == 1 && said.contains("themes/mine/templates/article.html:2:"), "{said}");
    assert!(said.contains("Available fields: ai, bibliography, body_html, card,"), "{said}");
}

#[test]
fn a_record_is_there_although_no_field_of_it_is_named() {
    let site = with_theme("", "{% if article.modified %}modified{% endif %}{% if article.editor %}edited{% endif %}");
    site.article("one", "updates: [{date: 2026-11-21, text: More.}]\n", "A claim [@paper].");
    site.built();
    assert_eq!(site.read("public/2026/11/one/index.html"), "modified");
}

#[test]
fn the_foot_of_pages_is_made_once_unless_it_asks_for_the_page_or_is_wrong() {
    let site = Site::new("");
    site.article("one", "", "A claim.");
    let foot = |template: &str| {
        site.write("templates/footer.html", template);
        site.built();
        let page = site.read("public/2026/11/one/index.html");
        page.split_once("</main>\n").unwrap().1.split_once("\n</body>").unwrap().0.to_owned()
    };
    assert_eq!(foot("<p>{{ site.title }}: {{ site.footer_html }}.</p>"), "<p>Test: .</p>");
    assert_eq!(foot("<p>{{ head.url }}</p>"), "<p>/2026/11/one/</p>");
    assert_eq!(foot(""), "");
    site.write("templates/footer.html", "<p>{{ site.nothing }}</p>");
    let (code, said) = site.fails();
    assert!(code == 1 && said.contains("templates/footer.html:1:") && said.contains("nothing"), "{said}");
}
