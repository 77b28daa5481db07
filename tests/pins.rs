//! What the notes of digests pin before it is published.

mod support;

use support::Site;

#[test]
fn a_scheduled_article_of_another_day_cannot_be_pinned() {
    for day in ["2026-11-20", "2026-11-26"] {
        let site = Site::new("");
        site.article("one", "", "A [@paper].").article("later", "publish_at: 2026-11-26\nedition: 2026-11-27\n", "B.");
        site.write(&format!("content/digests/{day}.md"), "---\npinned: [later]\n---\n");
        let (code, said) = site.fails();
        let message = format!("error[unknown-article]: `later` belongs to the edition of 2026-11-27, not to `{day}`");
        assert!(code == 1 && said.contains(&message), "{said}");
    }
}

#[test]
fn a_scheduled_article_of_the_day_is_pinned_as_soon_as_it_is_published_and_an_expired_one_is_said_to_be() {
    let site = Site::new("");
    site.article("one", "", "A [@paper].").article("later", "publish_at: 2026-11-26\n", "B [@paper].");
    site.article("offer", "expires: 2026-11-21\n", "C [@paper].");
    site.write("content/digests/2026-11-20.md", "---\npinned: [later, offer]\n---\n");
    let said = site.built();
    assert!(said.contains("`later` is not published yet") && said.contains("`offer` has expired"), "{said}");
}
