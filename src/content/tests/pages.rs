//! Standalone pages.

use super::*;

#[test]
fn the_address_of_a_page_is_its_folders_and_its_name() {
    for (path, front, expected) in [
        ("content/pages/about.md", "", vec!["about"]),
        ("content/pages/index.md", "", vec![]),
        ("content/pages/guide/index.md", "", vec!["guide"]),
        ("content/pages/guide/Getting started.md", "", vec!["guide", "getting-started"]),
        ("content/pages/guide/x.md", "slug: y\n", vec!["guide", "y"]),
        ("content/pages/guide/index.md", "slug: manual\n", vec!["manual"]),
    ] {
        assert_eq!(page_at(path, &format!("title: A\n{front}")).path.value, expected, "{path}");
    }
}

#[test]
fn every_key_is_read() {
    let page = page_at(
        "content/pages/about.md",
        "title: A\nslug: b\naliases: [/c/]\nsummary: D\norder: -3\ndraft: true\nimage: {src: /a.png}\nlang: de\n\
         sources: [https://r.example]\nextra: {k: v}\ncheck: {allow: [{rule: placeholder, reason: R}]}\n",
    );
    assert_eq!((page.order, page.draft, page.lang.as_deref()), (-3, true, Some("de")));
    assert_eq!((page.sources.len(), page.extra["k"].as_str()), (1, Some("v")));
    assert_eq!((page.allows.len(), page.allows[0].rule.name), (1, "placeholder"));
    assert_eq!(page.summary.as_ref().unwrap().plain(), "D");
}

#[test]
fn keys_of_articles_are_unknown_to_pages() {
    let (_, said) =
        parsed(ContentKind::Page, "content/pages/a.md", "---\ntitle: A\ndate: 2026-11-20\ntags: [x]\n---\n");
    assert_eq!(brief(&said), ["3:1 unknown key `date`", "4:1 unknown key `tags`"]);
}

#[test]
fn a_folder_without_letters_is_reported() {
    let (_, said) = parsed(ContentKind::Page, "content/pages/🤖/a.md", "---\ntitle: A\n---\n");
    assert_eq!(brief(&said), ["1:1 the folder's name `🤖` has no letter or digit to make an address of"]);
}
