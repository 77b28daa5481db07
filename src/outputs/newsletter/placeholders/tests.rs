//! What mail services find in an e-mail: the owner's placeholders, and none of an author.

use proptest::prelude::*;
use tera::Value;

use super::super::guard::{BREAK, Guard};
use super::super::markup::{Piece, pieces, resolved};
use super::*;

const OWN: [&str; 6] = [
    "{{ unsubscribe_url }}",
    "*|UNSUB|*",
    "<%asm_group_unsubscribe_raw_url%>",
    "{{{ pm:unsubscribe }}}",
    "https://l.example/u?a=1&b={{ id }}",
    "-unsub-",
];

/// An e-mail with one text, one piece of markup and one URL of an author, beside the owner's placeholder.
fn mail(own: &str, text: &str, markup: &str, url: &str) -> String {
    let fields = serde_json::json!({"title": text, "body_html": markup, "url": url});
    let guarded = Guard { own }.value(&Value::from_serializable(&fields));
    let field = |name: &str| guarded.get_from_path(name).and_then(Value::as_str).unwrap_or_default().to_owned();
    let mut escaped = [field("title"), field("url")].map(|text| {
        let mut out = String::new();
        crate::views::fill::escape(&text, &mut out);
        // The escaping of the template engine leaves noncharacters alone; ours drops them.
        if text.contains(GUARD) { text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;") } else { out }
    });
    let mut kept = Kept::default();
    let link = kept.keep(&owner_markup(own));
    let [title, url] = &mut escaped;
    let html = format!(
        "<html><head><style>p {{ color: red }}</style></head><body><p title=\"{title}\">{title}</p><div>{}</div>\
         <a href=\"{url}\">x</a><a href=\"{link}\">{{{{ first_name }}}} *|A & B|* <%= x %></a></body></html>",
        field("body_html")
    );
    let html = kept.keep_all(&html);
    let inlined = css_inline::inline(&html).unwrap();
    kept.restore(&inlined)
}

/// What a service would replace in a text.
fn placeholders(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    segments(text, |text, placeholder| {
        if placeholder {
            found.push(text.to_owned());
        }
    });
    found
}

fn hostile() -> impl Strategy<Value = String> {
    let bits = [
        "{{",
        "}}",
        "{%",
        "%}",
        "{",
        "}",
        "*|",
        "|*",
        "<%",
        "%>",
        "[[",
        "]]",
        "[",
        "%",
        "%%",
        "$",
        "#",
        "@",
        "~",
        " ",
        "x",
        "unsubscribe_url",
        "UNSUB",
        "&",
        "&amp;",
        "&lbrace;",
        "&#123;",
        "&#x7b",
        "\"",
        "'",
        "<",
        ">",
        "é",
        "\u{FDD0}",
        "\u{FDD1}",
        "0",
        "-unsub-",
        "\u{a0}",
        "first_name",
    ];
    prop::collection::vec(prop::sample::select(bits.to_vec()), 0..12).prop_map(|bits| bits.concat())
}

#[test]
fn a_character_that_markup_names_by_its_number_belongs_to_a_word() {
    let mail = mail(OWN[0], "", "<p>$&#x7b0$</p>", "https://u.example/");
    assert!(!mail.contains("$\u{7b0}$"), "{mail}");
}

proptest! {
    #[test]
    fn only_the_owner_s_placeholders_reach_the_service(
        own in prop::sample::select(&OWN[..]), text in hostile(), markup in hostile(), url in hostile(),
    ) {
        let escaped = markup.replace('<', "&lt;").replace('>', "&gt;");
        let quoted = escaped.replace('"', "&quot;");
        let markup = format!("<p>{escaped}</p><a href=\"{quoted}\" title=\"{quoted}\">y</a>");
        let mail = mail(own, &text, &markup, &format!("https://u.example/{url}"));
        let owner = [&placeholders(own)[..], &["{{ first_name }}", "*|A & B|*", "<%= x %>"].map(str::to_owned)].concat();
        prop_assert_eq!(placeholders(&mail), owner, "{}", mail);
        if own == "-unsub-" {
            prop_assert_eq!(mail.matches(own).count(), 1, "{}", mail);
        }
        let word = |c: char| c.is_alphanumeric() || c == '_';
        for sign in ['%', '$', '@', '~'] {
            let parts: Vec<&str> = mail.split(sign).collect();
            let inner = parts.iter().skip(1).rev().skip(1).find(|part| !part.is_empty() && part.chars().all(word));
            let hex = |part: &&str| sign == '%' && part.len() >= 2 && part.bytes().take(2).all(|b| b.is_ascii_hexdigit());
            prop_assert!(inner.is_none_or(|part| hex(part) || own.contains(part)), "{sign} {inner:?} in {mail}");
        }
    }

    #[test]
    fn a_reader_sees_what_the_author_wrote(text in hostile()) {
        let mail = mail(OWN[0], &text, "", "");
        let inside = mail.split_once("<p").and_then(|(_, rest)| rest.split_once("</p>")).map_or("", |(p, _)| p);
        let shown = inside.rsplit_once('>').map_or("", |(_, shown)| shown);
        let without_marks: String = text.chars().filter(|c| !('\u{FDD0}'..='\u{FDEF}').contains(c)).collect();
        prop_assert_eq!(resolved(shown), without_marks);
    }

    #[test]
    fn plain_text_holds_no_placeholder_and_loses_nothing(text in hostile()) {
        let plain = Guard { own: "-unsub-" }.plain(&text);
        prop_assert!(placeholders(&plain).is_empty(), "{}", plain);
        prop_assert!(!plain.contains("-unsub-"));
        let kept: String = plain.chars().filter(|c| *c != BREAK).collect();
        let without_marks: String = text.chars().filter(|c| !('\u{FDD0}'..='\u{FDEF}').contains(c)).collect();
        prop_assert_eq!(kept, without_marks);
    }
}

#[test]
fn placeholders_of_many_services_are_broken_in_authors_text_and_ordinary_text_is_left_alone() {
    let guard = Guard { own: "" };
    let services = [
        "{{ x }}",
        "{% if x %}",
        "{{{ x }}}",
        "{$unsubscribe}",
        "{unsubscribe}",
        "{!x}",
        "*|X|*",
        "<%x%>",
        "%unsubscribe_url%",
        "%%x%%",
        "[unsubscribe]",
        "[[X]]",
        "[%x%]",
        "${x}",
        "$[x]$",
        "#{x}",
        "@x@",
        "~X~",
        "##x##",
        "<unsubscribe>",
    ];
    for form in services {
        assert!(guard.plain(form).contains(BREAK), "{form}");
    }
    let plain =
        ["50% of 30%", "$500m", "a@b.example", "#AI", "{ \"a\": 1 }", "if a < b && c > d", "2 * 3", "~5", "std::fs"];
    for text in plain {
        assert_eq!(guard.plain(text), text);
    }
}

#[test]
fn a_url_keeps_its_meaning() {
    let guard = Guard { own: "{{ unsubscribe_url }}" };
    let same =
        ["https://a.example/x?y=%20z&w=1#f", "https://[::1]/a", "mailto:a@b.example", "https://a.example/@user/~b"];
    for url in same {
        assert_eq!(guard.plain_url(url), url);
    }
    assert_eq!(guard.plain_url("https://a.example/{{x}}|[y]"), "https://a.example/%7B%7Bx%7D%7D%7C%5By%5D");
    assert_eq!(guard.plain_url("https://a.example/%unsub%"), "https://a.example/%25unsub%25");
}

#[test]
fn a_hidden_character_of_raw_html_is_guarded_too() {
    let mail = mail(OWN[0], "", "<p title='&lbrace;&lbrace; x }}'>&#123;&#x7B; x }}<!-- {{ y }} --></p>", "");
    let found = placeholders(&mail);
    assert_eq!(found, ["{{ unsubscribe_url }}", "{{ first_name }}", "*|A & B|*", "<%= x %>"], "{mail}");
    let tags = pieces(&mail).filter(|piece| matches!(piece, Piece::Tag(tag) if tag.name == "p" && !tag.ends));
    assert_eq!(tags.count(), 2);
}

#[test]
fn every_form_is_found_by_its_first_two_bytes_and_only_these_are() {
    let of_forms: Vec<_> = FORMS.iter().map(|(open, _)| (open.as_bytes()[0], open.as_bytes()[1])).collect();
    for (one, two) in (0..=u8::MAX).flat_map(|one| (0..=u8::MAX).map(move |two| (one, two))) {
        assert_eq!(begin_form(one, two), of_forms.contains(&(one, two)), "{one} {two}");
    }
}
