//! What files allow themselves.

use super::{A, Desk};

fn allowing(rule: &str, reason: &str) -> String {
    format!("check:\n  allow:\n    - rule: {rule}\n{reason}")
}

const REASON: &str = "      reason: Only the court has published it.\n";

#[test]
fn a_file_may_break_a_rule_for_a_reason() {
    let front = allowing("single-publisher", REASON);
    assert_eq!(Desk::new("").with_sources("one", &front, A, "Text.").said(), [""; 0]);
    let desk = Desk::new("").with_sources("one", &front, A, "Text.").with_sources("two", "", A, "Text.");
    assert_eq!(desk.said().len(), 1, "others may not");
}

#[test]
fn an_allowance_needs_a_reason_and_a_rule_that_exists() {
    let said = |front: &str| Desk::new("").article("one", front, "Text [@a; @b].").said();
    let missing = "error missing-key@one:7:7+4 `reason` is missing | add: reason: Why this is right here.";
    assert_eq!(said(&allowing("single-publisher", "")), [missing]);
    let unknown = said(&allowing("single-publishr", REASON));
    assert_eq!(unknown.len(), 1);
    let expected = "error bad-value@one:7:13+15 `rule` cannot be `single-publishr` | did you mean `single-publisher`?";
    assert!(unknown[0].starts_with(expected), "{unknown:?}");
}

#[test]
fn an_allowance_that_allows_nothing_is_reported() {
    let said = |rule: &str| Desk::new("").article("one", &allowing(rule, REASON), "Text [@a; @b].").said();
    let expected =
        "warn unused-allow@one:7:13+16 `single-publisher` finds nothing here that could be allowed | take it out";
    assert_eq!(said("single-publisher"), [expected]);
    let expected = "warn unused-allow@one:7:13+9 `http-link` finds nothing here that could be allowed | \
                    the rule is off on this site: take the allowance out, or set `http-link: warn`";
    assert_eq!(said("http-link"), [expected]);
}

#[test]
fn a_page_may_allow_itself_something_too() {
    let page = format!("---\ntitle: P\n{}---\nTODO\n", allowing("placeholder", REASON));
    assert_eq!(Desk::new("").file("content/pages/p.md", &page).said(), [""; 0]);
}
