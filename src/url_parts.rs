//! A full URL taken apart: by a short way if a parser would write it just as it is written, which is true of nearly all.

use url::Url;

use crate::bytes;

/// The parts of a URL, as [`Url`] gives them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Parts<'u> {
    /// Empty if there is none.
    pub host: &'u str,
    /// Unless it is that of the scheme.
    pub port: Option<u16>,
    /// With its `/`.
    pub path: &'u str,
    /// Without `?`.
    pub query: Option<&'u str>,
    /// Without `#`.
    pub fragment: Option<&'u str>,
}

impl<'u> From<&'u Url> for Parts<'u> {
    fn from(url: &'u Url) -> Self {
        Self {
            host: url.host_str().unwrap_or_default(),
            port: url.port(),
            path: url.path(),
            query: url.query(),
            fragment: url.fragment(),
        }
    }
}

/// Longest host that is taken: no label of it can be too long.
const LONGEST_HOST: usize = 63;

/// The parts of a URL in its usual form: `http` or `https`, a host with a dot in it, only characters that need no escape, no
/// escapes in the path. `None` says nothing: the parser has to decide.
///
/// ```
/// let parts = citewire::url_parts::usual("https://example.org/a?b=1").unwrap();
/// assert_eq!((parts.host, parts.path, parts.query), ("example.org", "/a", Some("b=1")));
/// assert_eq!(citewire::url_parts::usual("https://EXAMPLE.org:8080/ü"), None);
/// ```
#[must_use]
pub fn usual(text: &str) -> Option<Parts<'_>> {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"))?;
    let (host, rest) = take(rest, HOST);
    let (path, rest) = if rest.starts_with('/') { take(rest, PATH) } else { ("", rest) };
    let (query, rest) = take_behind(rest, '?', QUERY);
    let (fragment, rest) = take_behind(rest, '#', FRAGMENT);
    // A parser resolves `.` and `..`.
    let is_usual = rest.is_empty() && is_usual_host(host) && !path.as_bytes().windows(2).any(|two| two == b"/.");
    let path = if path.is_empty() { "/" } else { path };
    is_usual.then_some(Parts { host, port: None, path, query, fragment })
}

/// Characters besides letters and digits that a parser leaves as they are, wherever behind the host they stand.
const SIGNS: &[u8] = b"-._~!$&()*+,;=:@/?#%";

/// Where a character may stand.
const HOST: u8 = 1;
const PATH: u8 = 2;
const QUERY: u8 = 4;
const FRAGMENT: u8 = 8;

/// For each byte the parts in which it may stand. Escapes in a path may be of a `.`, which a parser resolves.
const PLACES: [u8; 256] = {
    let mut table = [0; 256];
    let mut byte = 0;
    while byte < 128 {
        table[byte] = match byte as u8 {
            b'a'..=b'z' | b'0'..=b'9' => HOST | PATH | QUERY | FRAGMENT,
            b'A'..=b'Z' => PATH | QUERY | FRAGMENT,
            _ => 0,
        };
        byte += 1;
    }
    let mut sign = 0;
    while sign < SIGNS.len() {
        table[SIGNS[sign] as usize] = match SIGNS[sign] {
            b'-' | b'.' => HOST | PATH | QUERY | FRAGMENT,
            b'?' | b'%' => QUERY | FRAGMENT,
            b'#' => FRAGMENT,
            _ => PATH | QUERY | FRAGMENT,
        };
        sign += 1;
    }
    table
};

/// Splits a text behind the characters that may stand in a part.
fn take(text: &str, part: u8) -> (&str, &str) {
    let end = text.as_bytes().iter().position(|byte| PLACES[*byte as usize] & part == 0);
    text.split_at(end.unwrap_or(text.len()))
}

/// The same behind a sign, if the text begins with it.
fn take_behind(text: &str, sign: char, part: u8) -> (Option<&str>, &str) {
    match text.strip_prefix(sign).map(|behind| take(behind, part)) {
        Some((part, rest)) => (Some(part), rest),
        None => (None, text),
    }
}

/// Whether a text of such characters is a domain of two labels or more, and neither Punycode nor a number (an address of
/// IPv4).
fn is_usual_host(host: &str) -> bool {
    let is_label = |label: &str| !label.is_empty() && !label.starts_with("xn--");
    let last = host.bytes().rposition(|byte| byte == b'.').map_or("", |dot| &host[dot + 1..]);
    let starts_usual = last.as_bytes().first().is_some_and(u8::is_ascii_lowercase);
    host.len() <= LONGEST_HOST && starts_usual && bytes::pieces(host, b'.').all(is_label)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_authors_write_takes_the_short_way() {
        for text in [
            "https://www.example.com/financial-times/2205/1?utm=a&id=32109",
            "http://a.example",
            "https://arxiv.org/abs/2501.12948v2",
            "https://e.org/wiki/X_(y)#History",
            "https://e.org/?q=%C3%BC",
        ] {
            assert!(usual(text).is_some(), "{text}");
        }
    }

    #[test]
    fn what_a_parser_changes_does_not() {
        for text in [
            "https://Example.org/",
            "https://e.org:443/",
            "https://1.2.3.4/",
            "https://1.2.3.0x4/",
            "https://localhost/",
            "https://e..org/",
            "https://e.org./",
            "https://xn--bcher-kva.example/",
            "https://e.org/a/../b",
            "https://e.org/a/%2E%2e/b",
            "https://e.org/?it's",
            "https://u@e.org/",
            "https://e.org/a b",
            "https://bücher.example/",
        ] {
            assert_eq!(usual(text), None, "{text}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4_000))]

        #[test]
        fn the_short_way_is_the_parser_or_unsure(
            host in "([a-zA-Z0-9-]{0,5}|xn--[a-z0-9]{0,4}|0x[0-9a-f]|[0-9]{1,3}|ü)(\\.([a-z0-9-]{1,5}|com|xn--a|0x1|[0-9]{1,3})){0,3}",
            port in "(:[0-9]{0,5})?",
            rest in "[a-z0-9/.?#%&=:@!$'()*+,;~_|\\[\\]^`{}<>\"\\\\ ü2eE-]{0,12}",
            start in "(https?://|HTTP://|https:/|//)",
        ) {
            let text = [start, host, port, rest].concat();
            if let Some(parts) = usual(&text) {
                let url = Url::parse(&text).unwrap();
                prop_assert_eq!(parts, Parts::from(&url), "{}", text);
            }
        }

        #[test]
        fn usual_looking_urls_are_taken_apart_alike(
            host in "[a-z0-9-]{1,8}(\\.[a-z0-9-]{1,8}){1,3}",
            rest in "(/[a-zA-Z0-9._~!$&()*+,;=:@-]{0,6}){0,3}(\\?[a-z0-9%&=/?:@._]{0,8})?(#[a-z0-9%/?!:~=,]{0,8})?",
        ) {
            let text = ["https://", &host, &rest].concat();
            if let Some(parts) = usual(&text) {
                let url = Url::parse(&text).unwrap();
                prop_assert_eq!(parts, Parts::from(&url), "{}", text);
            }
        }
    }
}
