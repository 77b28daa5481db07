//! What the fingerprint of a sheet depends on.

use std::path::Path;

use super::{Basis, Sheet};
use crate::fingerprint::Fingerprint;
use crate::load::{Overrides, load};
use crate::outputs::Renderer;
use crate::pipeline::{Kept, Parsed, Prepared, prepare};
use crate::site::Clock;
use crate::views::{HeadView, LinkView};

fn prepared(root: &Path) -> Prepared {
    let inputs = load(root, &Overrides::default()).unwrap();
    let mut parsed = Parsed::default();
    parsed.update(&inputs);
    let clock = Clock { now: "2026-11-23T12:00:00Z".parse().unwrap(), drafts: false, future: false };
    prepare(&inputs, &parsed, clock, &mut Kept::default()).unwrap()
}

/// The renderer of a site of one article, changed.
fn with(change: impl FnOnce(&Path)) -> Renderer {
    site(change).renderer
}

fn site(change: impl FnOnce(&Path)) -> Prepared {
    let folder = tempfile::tempdir().unwrap();
    let write = |path: &str, text: &str| {
        let path = folder.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    };
    write("citewire.yaml", "title: T\nbase_url: https://t.example\n");
    let source = "sources: [{id: s, title: S, url: 'https://s.example/'}]";
    write("content/articles/a.md", &format!("---\ntitle: A\ndate: 2026-11-20\n{source}\n---\nText.\n"));
    write("templates/row.html", "{{ card.title }}");
    change(folder.path());
    prepared(folder.path())
}

fn head(renderer: &Renderer, title: &str) -> HeadView {
    renderer.views.head(title, "", &crate::paths::UrlPath::new("/").unwrap())
}

fn fingerprint(renderer: &Renderer, program: &str, sheet: &Sheet) -> Fingerprint {
    let mut hashing = Basis::new(program, renderer).hashing("output");
    sheet.feed(&renderer.views, &mut hashing);
    hashing.finish()
}

fn link(title: &str) -> LinkView {
    LinkView { title: title.to_owned(), url: "/".to_owned() }
}

#[test]
fn another_template_head_name_or_value_is_another_fingerprint() {
    let renderer = with(|_| {});
    let sheet = |template, title| Sheet::new(template, head(&renderer, title));
    let sheets = [
        sheet("a.html", "Title"),
        sheet("b.html", "Title"),
        sheet("a.html", "Other"),
        sheet("a.html", "Title").with("x", link("X")),
        sheet("a.html", "Title").with("x", link("Y")),
        sheet("a.html", "Title").with("y", link("X")),
        sheet("a.html", "Title").with_whole("x", vec![link("X")]),
        sheet("a.html", "Title").with("x", link("X")).with("y", link("X")),
        sheet("a.html", "Title").with("x", renderer.views.cards(&[0])),
        sheet("a.html", "Title").with("x", renderer.views.cards(&[0, 0])),
    ];
    let fingerprints: Vec<_> = sheets.iter().map(|sheet| fingerprint(&renderer, "program", sheet)).collect();
    for (at, fingerprint) in fingerprints.iter().enumerate() {
        assert!(!fingerprints[..at].contains(fingerprint), "sheet {at}");
    }
    let same = sheet("a.html", "Title").with("x", link("X"));
    assert_eq!(fingerprint(&renderer, "program", &same), fingerprints[3]);
}

#[test]
fn another_program_template_site_or_card_is_another_fingerprint() {
    let append = |root: &Path, path: &str, text: &str| {
        let path = root.join(path);
        let before = std::fs::read_to_string(&path).unwrap_or_default();
        std::fs::write(path, before + text).unwrap();
    };
    let of = |program: &str, renderer: &Renderer| {
        let sheet = Sheet::new("a.html", head(renderer, "Title")).with("x", renderer.views.card(0));
        fingerprint(renderer, program, &sheet)
    };
    let plain = of("program", &with(|_| {}));
    assert_eq!(of("program", &with(|_| {})), plain);
    let others = [
        of("another", &with(|_| {})),
        of("program", &with(|root| append(root, "templates/row.html", " "))),
        of("program", &with(|root| append(root, "templates/more.html", ""))),
        of("program", &with(|root| append(root, "citewire.yaml", "extra: {a: 1}\n"))),
        of("program", &with(|root| append(root, "content/articles/a.md", &"word ".repeat(300)))),
    ];
    for (at, other) in others.iter().enumerate() {
        assert!(*other != plain && !others[..at].contains(other), "change {at}");
    }
}

#[test]
fn no_two_pages_of_a_site_have_the_same_fingerprint() {
    let site = site(|_| {});
    let basis = Basis::new("program", &site.renderer);
    let (mut found, mut outputs) = (Vec::new(), Vec::new());
    for page in site.pages.iter() {
        let known = site.renderer.render_unless(page, &basis, |made_of| {
            assert!(!found.contains(&made_of), "{} is made of the same as another", page.url);
            found.push(made_of);
            outputs.push(page.output.name);
            true
        });
        assert!(known.is_ok());
    }
    assert!(outputs.contains(&"home") && outputs.contains(&"bibliography"), "{outputs:?}");
}
