//! What makes two URLs one source, and what never does.

use proptest::prelude::*;

use super::*;

fn identity(url: &str) -> String {
    canonical(&check_url(url).unwrap(), &[])
}

#[test]
fn all_the_ways_to_write_one_address_are_one_source() {
    for (a, b) in [
        ("http://www.example.com/a/", "https://example.com:443/a#top"),
        ("https://example.com", "http://example.com:80/"),
        ("https://EXAMPLE.com/a?utm_source=x&id=3", "https://example.com/a?id=3&fbclid=9"),
        ("https://example.com/a?", "https://example.com/a"),
        ("https://example.com/%7euser/%c3%bc", "https://example.com/~user/ü"),
        ("https://bücher.example/x", "https://xn--bcher-kva.example/x"),
        ("https://example.com/a#:~:text=words", "https://example.com/a"),
        ("https://arxiv.org/abs/2501.12948v2", "https://www.arxiv.org/pdf/2501.12948.pdf"),
        ("https://arxiv.org/html/2501.12948v1", "https://export.arxiv.org/abs/2501.12948"),
        ("https://arxiv.org/abs/hep-th/9901001v3", "https://arxiv.org/pdf/hep-th/9901001"),
        ("https://doi.org/10.48550/arXiv.2501.12948", "https://arxiv.org/abs/2501.12948"),
        ("https://dx.doi.org/10.1000/ABC", "https://doi.org/10.1000%2Fabc"),
        ("https://youtu.be/abc123?si=x", "https://www.youtube.com/watch?t=3&v=abc123"),
        ("https://m.youtube.com/shorts/abc123", "https://youtube.com/watch?v=abc123&list=x"),
        ("https://twitter.com/OpenAI/status/1?s=20", "https://x.com/openai/status/1"),
        ("https://mobile.twitter.com/a/status/1/photo/1", "https://x.com/a/status/1"),
        ("https://en.m.wikipedia.org/wiki/X", "https://en.wikipedia.org/wiki/X"),
    ] {
        assert_eq!(identity(a), identity(b), "{a} and {b}");
    }
}

#[test]
fn what_may_matter_is_never_dropped() {
    for (a, b) in [
        ("https://example.com/a?id=1", "https://example.com/a?id=2"),
        ("https://example.com/a?utm=a", "https://example.com/a"),
        ("https://example.com/A", "https://example.com/a"),
        ("https://blog.example.com/", "https://example.com/"),
        ("https://example.com:8443/", "https://example.com/"),
        ("https://app.example.com/#/item/1", "https://app.example.com/#/item/2"),
        ("https://example.com/a%2Fb", "https://example.com/a/b"),
        ("https://x.com/search?q=a", "https://x.com/search?q=b"),
        ("https://youtube.com/playlist?list=a", "https://youtube.com/playlist?list=b"),
        ("https://www.com/", "https://com.com/"),
    ] {
        assert_ne!(identity(a), identity(b), "{a} and {b}");
    }
}

#[test]
fn an_identity_has_no_scheme() {
    assert_eq!(identity("https://www.arxiv.org/pdf/2501.12948v2.pdf"), "arxiv.org/abs/2501.12948");
    assert_eq!(identity("http://Example.com:8080/a/?b#c"), "example.com:8080/a?b");
}

#[test]
fn what_is_printed_loses_tracking_only() {
    assert_eq!(printed("https://Example.com/a/?b=1&UTM_source=x#c", &[]), "https://Example.com/a/?b=1#c");
    assert_eq!(printed("https://example.com/?gclid=1", &[]), "https://example.com/");
    assert_eq!(printed("https://example.com/?pk_x=1&y", &["pk_*".to_owned()]), "https://example.com/?y");
    assert_eq!(printed("https://example.com/#a?utm_source=b", &[]), "https://example.com/#a?utm_source=b");
}

fn url() -> impl Strategy<Value = String> {
    let host = prop_oneof![
        Just("example.org"),
        Just("www.example.org"),
        Just("arxiv.org"),
        Just("youtu.be"),
        Just("youtube.com"),
        Just("twitter.com"),
        Just("x.com"),
        Just("doi.org"),
        Just("en.m.wikipedia.org"),
        Just("bücher.example"),
    ];
    let path = "(/(abs|pdf|watch|status|a|Ü|%7e|%c3%bc|1v2|2501\\.12948v3|\\.pdf)){0,4}/?";
    let query = "(\\?([a-zA-Z_]{1,6}(=[a-z0-9%+]{0,3})?&?){0,4})?";
    let utm = prop_oneof![Just(""), Just("?utm_source=a"), Just("?v=b&fbclid=c"), Just("?UTM_x=1&v=2&")];
    let fragment = prop_oneof![Just(""), Just("#top"), Just("#/route"), Just("#!x")];
    (host, path, prop_oneof![query, utm.prop_map(str::to_owned)], fragment)
        .prop_map(|(host, path, query, fragment)| format!("https://{host}{path}{query}{fragment}"))
}

proptest! {
    #[test]
    fn no_text_makes_the_check_fail_hard(text in ".{0,60}") {
        if let Ok(url) = check_url(&text) {
            _ = canonical(&url, &[]);
        }
        _ = printed(&text, &[]);
    }

    #[test]
    fn a_problem_lies_inside_of_the_url(text in "(https?:)?/{0,3}[a-z@:. \\\\\u{202e}é/?#]{0,20}") {
        if let Err(problem) = check_url(&text) {
            prop_assert!(text.get(problem.range.clone()).is_some(), "{:?} in {text:?}", problem.range);
        }
    }

    #[test]
    fn printing_twice_changes_nothing_and_keeps_the_identity(text in url()) {
        let once = printed(&text, &[]);
        prop_assert_eq!(printed(&once, &[]), once.clone());
        prop_assert_eq!(identity(&once), identity(&text));
    }

    #[test]
    fn an_identity_is_its_own_identity(text in url()) {
        let once = identity(&text);
        prop_assert_eq!(identity(&format!("https://{once}")), once);
    }

    #[test]
    fn scheme_www_and_tracking_never_matter(text in url()) {
        let other = text.replacen("https://", "http://www.", 1).replace("www.www.", "www.");
        prop_assert_eq!(identity(&text), identity(&other));
        let (rest, fragment) = text.split_at(text.find('#').unwrap_or(text.len()));
        let join = if rest.contains('?') { '&' } else { '?' };
        let tracked = format!("{rest}{join}utm_medium=x{fragment}");
        prop_assert_eq!(identity(&text), identity(&tracked));
    }
}

#[test]
fn characters_that_no_url_holds_are_named_with_what_to_write() {
    let said = |text: &str| check_url(text).unwrap_err().message;
    assert_eq!(said("https://a.example/?q=\"x"), "`\"` in the URL: write %22");
    assert_eq!(said("https://a.example/{id}"), "`{` in the URL: write %7B");
}

#[test]
fn every_tracking_parameter_is_known_in_any_case_and_its_neighbours_are_not() {
    for name in TRACKING {
        assert!(is_tracking(name, &[]) && is_tracking(&name.to_uppercase(), &[]), "{name}");
        let (shorter, longer) = (&name[1..], format!("{name}x"));
        for other in [shorter, &longer] {
            assert_eq!(is_tracking(other, &[]), TRACKING.contains(&other), "{other}");
        }
    }
    assert!(!is_tracking("", &[]) && !is_tracking(&"g".repeat(70), &[]) && is_tracking("Own", &["own".to_owned()]));
}
