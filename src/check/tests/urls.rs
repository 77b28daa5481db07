//! URLs and their hosts.

use super::{B, Desk};

#[test]
fn tracking_parameters_are_found_in_sources_and_links() {
    let source = "  - {id: a, title: A, url: \"https://a.example/?x=1&utm_source=s&fbclid=f#y\", published: 2026}\n";
    let body = "[l](https://c.example/?gclid=1) [m][] [n](https://d.example/?id=7#?utm_source=x) [@a; @b]\n\n[m]: https://e.example/?utm_id=2\n";
    let expected = [
        "warn tracking-parameters@one:6:52+21 `utm_source` and 1 more only tell who led the reader there | \
         write https://a.example/?x=1#y",
        "warn tracking-parameters@one:9:24+7 `gclid` only tells who led the reader there | write https://c.example/",
        "warn tracking-parameters@one:9:33+3 `utm_id` only tells who led the reader there | write https://e.example/",
    ];
    assert_eq!(Desk::new("").with_sources("one", "", &format!("{source}{B}"), body).said(), expected);
}

#[test]
fn of_an_archived_copy_its_own_address_is_looked_at() {
    let copies = |a: &str, b: &str| {
        let source = |id: &str, copy: &str| {
            format!(
                "  - {{id: {id}, title: T, url: \"https://{id}.example/\", published: 2026, archive_url: \"{copy}\"}}\n"
            )
        };
        source("a", a) + &source("b", b)
    };
    let check = "{rules: {http-link: warn}, hosts: [{host: perma.cc, message: Take another one.}, {host: c.example, message: No.}]}";
    let copies =
        copies("http://web.archive.org/web/2026/http://c.example/?utm_source=s", "https://perma.cc/X?utm_id=1");
    let expected = [
        "warn http-link@one:6:81+4 `http` is not encrypted | \
         if the host has it, write https://web.archive.org/web/2026/http://c.example/?utm_source=s",
        "warn host-policy@one:7:89+8 this leads to perma.cc | Take another one.",
        "warn tracking-parameters@one:7:100+8 `utm_id` only tells who led the reader there | write https://perma.cc/X",
    ];
    assert_eq!(Desk::new(check).with_sources("one", "", &copies, "[@a; @b]").said(), expected);
}

#[test]
fn http_is_reported_where_a_site_asks_for_it() {
    let body = "[l](http://c.example/) [m](http://localhost:8000/) [@a; @b]";
    let expected = "warn http-link@one:9:5+4 `http` is not encrypted | if the host has it, write https://c.example/";
    assert_eq!(Desk::new("{rules: {http-link: warn}}").article("one", "", body).said(), [expected]);
    assert_eq!(Desk::new("").article("one", "", body).said(), [""; 0]);
}

#[test]
fn editors_say_what_they_think_of_hosts() {
    let check = "{hosts: [{host: Medium.com, message: Cite the primary source.}, {host: x.com, severity: error, message: Archive it.}, \
                 {host: c.example, severity: off, message: No.}]}";
    let body = "[l](https://me.medium.com/x) [m](https://notmedium.com/) [n](https://twitter.com/a) [o](https://c.example/) [@a; @b]";
    let expected = [
        "warn host-policy@one:9:13+13 this leads to medium.com | Cite the primary source.",
        "error host-policy@one:9:70+11 this leads to x.com | Archive it.",
    ];
    assert_eq!(Desk::new(check).article("one", "", body).said(), expected);
    let off = check.replacen('{', "{rules: {host-policy: off}, ", 1);
    assert_eq!(Desk::new(&off).article("one", "", body).said(), [""; 0]);
}

#[test]
fn hosts_that_look_like_others_are_reported() {
    let body =
        "[l](https://p\u{430}ypal.com/x) [m](https://xn--80ak6aa92e.com/) [n](https://xn--pypal-4ve.com/) [@a; @b]";
    let help = |ascii: &str| format!("its name on the network is {ascii}: check that this is the host you mean");
    let mixed = "`p\u{430}ypal` mixes Latin and Cyrillic letters";
    let expected = [
        format!("error homograph-host@one:9:13+10 {mixed} | {}", help("xn--pypal-4ve.com")),
        format!(
            "error homograph-host@one:9:39+18 `\u{430}\u{440}\u{440}\u{4cf}\u{435}` is made of Cyrillic letters that look like Latin ones | {}",
            help("xn--80ak6aa92e.com")
        ),
        format!("error homograph-host@one:9:72+17 {mixed} | {}", help("xn--pypal-4ve.com")),
    ];
    assert_eq!(Desk::new("").article("one", "", body).said(), expected);
    let honest =
        "[a](https://münchen.example/) [b](https://яндекс.рф/) [c](https://日本.jp/) [d](https://東京abc.jp/) [@a; @b]";
    assert_eq!(Desk::new("").article("one", "", honest).said(), [""; 0]);
}
