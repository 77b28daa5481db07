//! Dates in front matter that are not.

use super::*;

fn said_of(date: &str) -> String {
    said(&format!("title: A\nkind: opinion\ndate: {date}\n"))
}

#[test]
fn the_wrong_part_is_named() {
    assert_eq!(
        said_of("2026-06-010"),
        "error[bad-date]: `date`: `2026-06-010` is not a date: day `010`: expected 01 to 31
 --> content/articles/a.md:4:7
  |
4 | date: 2026-06-010
  |       ^^^^^^^^^^^
  |
  = help: write 2026-11-20, 2026-11-20 09:30 or 2026-11-20T09:30:00+01:00
"
    );
    for (date, message) in [
        ("2026-13-45", "month `13`: expected 01 to 12"),
        ("2026-02-30", "February 2026 has 28 days"),
        ("2026-11-20 24:00", "hour `24`: expected 00 to 23"),
        ("2026-11-20 09:30:60", "second `60`: expected 00 to 59"),
        ("2026-11-20T09:30+25:00", "offset `+25:00`: expected Z or +01:00, at most 14 hours"),
        ("20 November 2026", "expected year-month-day"),
        ("1795472277", "expected year-month-day"),
    ] {
        let expected = format!("4:7 `date`: `{date}` is not a date: {message}");
        assert_eq!(brief(&said_of(date)), [expected]);
    }
}

#[test]
fn a_form_of_elsewhere_is_turned_round() {
    let said = said_of("23.11.2026");
    assert!(said.contains("is not a date: the year comes first") && said.contains("help: write 2026-11-23"), "{said}");
    let said = said_of("11/23/2026");
    assert!(
        said.contains("the year comes first") && said.contains("help: write 2026-11-20, 2026-11-20 09:30"),
        "{said}"
    );
}
