//! The size of e-mails: nothing that an author writes makes one that mail programs clip.

use mail_parser::MessageParser;

use super::{DAY, LIMIT, mail};
use crate::support::Site;

#[test]
fn a_headline_without_end_is_cut_in_the_mail_and_its_subject() {
    let site = Site::new("");
    let title = "A headline without end ".repeat(2_700);
    site.write(
        "content/articles/one.md",
        &format!("---\ntitle: {title}\nslug: one\ndate: 2026-11-20\nkind: opinion\n---\nThe text.\n"),
    );
    let said = site.built();
    let html = mail(&site, "html");
    assert!(
        html.len() < 10_000 && html.contains("A headline without end…</a>") && html.contains("The text."),
        "{html}"
    );
    assert!(!said.contains("newsletter"), "{said}");
    assert!(mail(&site, "txt").len() > 60_000);
    let eml = mail(&site, "eml");
    let subject = MessageParser::new().parse(&eml).unwrap().subject().unwrap().to_owned();
    assert!(subject.starts_with("A headline without end A") && subject.ends_with("end…"), "{subject}");
}

#[test]
fn of_a_story_whose_parts_are_too_long_the_headline_and_a_link_are_left() {
    let site = Site::new("");
    // A character that may begin a placeholder takes five times its room.
    site.article("one", &format!("summary: \"{}\"\n", "{ ".repeat(25_000)), "The text[@paper].");
    let said = site.built();
    let html = mail(&site, "html");
    assert!(
        html.len() < LIMIT && html.contains(">one</a></h2>") && html.contains(">Read the rest</a>"),
        "{}",
        html.len()
    );
    assert!(said.contains(&format!("2 newsletters were cut to {LIMIT} bytes and link to the rest: ")), "{said}");
}

#[test]
fn a_mail_that_is_too_large_without_stories_is_named() {
    let site = Site::new(&format!("newsletter: {{address: \"{}\"}}\n", "An address. ".repeat(10_000)));
    site.article("one", "", "The text[@paper].");
    let said = site.built();
    let expected = format!(
        "newsletters of more than {LIMIT} bytes even without a story, which mail programs clip: \
         /digest/2026-w47/email.html, /{DAY}/email.html; shorten the template or the address"
    );
    assert!(said.contains(&expected) && !said.contains("were cut"), "{said}");
}
