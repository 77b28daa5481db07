//! Whether a text is a URL that may be linked to, and what is wrong with it where.

use std::ops::Range;

use url::{Host, Url};

use crate::url_parts::{self, Parts};

/// Longest URL that is accepted, in bytes.
const LONGEST: usize = 2048;

/// Why a URL cannot be that of a source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UrlProblem {
    /// Byte range in the URL's text.
    pub range: Range<usize>,
    /// What is wrong.
    pub message: String,
}

fn problem<T>(range: Range<usize>, message: impl Into<String>) -> Result<T, UrlProblem> {
    Err(UrlProblem { range, message: message.into() })
}

/// A URL that can be linked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Address<'t> {
    /// One that a parser would write as it is written.
    Usual(Parts<'t>),
    /// Any other.
    Parsed(Box<Url>),
}

impl<'a> From<&'a Address<'_>> for Parts<'a> {
    fn from(address: &'a Address<'_>) -> Self {
        match address {
            Address::Usual(parts) => *parts,
            Address::Parsed(url) => Parts::from(&**url),
        }
    }
}

/// Checks a URL that is to be linked: http or https, a host, no blanks or control characters, no user name.
///
/// # Errors
/// What is wrong, and where in the text.
pub fn check_url(text: &str) -> Result<Address<'_>, UrlProblem> {
    // Those hold no character that is refused.
    if let Some(parts) = url_parts::usual(text).filter(|_| text.len() <= LONGEST) {
        return Ok(Address::Usual(parts));
    }
    check_characters(text)?;
    let host = check_scheme(text)?;
    if host.is_empty() {
        return problem(0..text.len(), "the URL has no host");
    }
    if let Some(at) = text[host.clone()].rfind('@') {
        return problem(host.start..host.start + at + 1, "the URL holds a user name or password");
    }
    let url = match Url::parse(text) {
        Ok(url) => url,
        Err(error) => return problem(host, format!("this is not a URL: {error}")),
    };
    match url.host() {
        Some(Host::Domain(name)) if name.trim_end_matches('.').contains('.') || name == "localhost" => {
            Ok(Address::Parsed(Box::new(url)))
        }
        Some(Host::Ipv4(_) | Host::Ipv6(_)) => Ok(Address::Parsed(Box::new(url))),
        _ => problem(host, "the URL's host has no dot in it"),
    }
}

fn check_characters(text: &str) -> Result<(), UrlProblem> {
    if text.len() > LONGEST {
        return problem(0..text.len(), format!("the URL has {} bytes; at most {LONGEST} are taken", text.len()));
    }
    // RFC 3986 gives these no place in a URL; browsers take some, validators of HTML take none.
    let never = |c: char| matches!(c, '\\' | '<' | '>' | '"' | '`' | '{' | '}' | '|' | '^');
    let bad = |c: char| c.is_control() || c.is_whitespace() || never(c) || crate::paths::is_invisible(c);
    let Some((at, c)) = text.char_indices().find(|(_, c)| bad(*c)) else { return Ok(()) };
    let message = match c {
        ' ' if at == 0 || text[at..].trim().is_empty() => "a space around the URL".to_owned(),
        ' ' if text[..at].matches('/').count() < 3 => "a space in the URL's host".to_owned(),
        ' ' => "a space in the URL: write %20".to_owned(),
        '\\' => "a backslash in the URL: write /".to_owned(),
        c if never(c) => format!("`{c}` in the URL: write %{:02X}", u32::from(c)),
        c => format!("the character U+{:04X} in the URL", u32::from(c)),
    };
    problem(at..at + c.len_utf8(), message)
}

/// Checks that a text starts with `http://` or `https://`, and gives where the host (with port and user) stands.
fn check_scheme(text: &str) -> Result<Range<usize>, UrlProblem> {
    let scheme = ["https://", "http://"].into_iter().find(|scheme| {
        let start = text.as_bytes().get(..scheme.len());
        start.is_some_and(|start| start.eq_ignore_ascii_case(scheme.as_bytes()))
    });
    if let Some(scheme) = scheme {
        let start = scheme.len();
        let end = text[start..].find(['/', '?', '#']).map_or(text.len(), |at| start + at);
        return Ok(start..end);
    }
    let word = text.bytes().take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-' | b'.')).count();
    // `example.org:8080/` has no scheme, although it looks like one.
    match text.as_bytes().get(word) {
        Some(b':') if word > 0 && !text[..word].contains('.') => {
            let scheme = &text[..=word];
            match scheme.to_ascii_lowercase().as_str() {
                "http:" | "https:" => problem(0..word + 1, format!("`{scheme}` needs `//` behind it")),
                _ => problem(0..word + 1, format!("`{scheme}` is not http or https")),
            }
        }
        _ => problem(0..text.len(), "the URL does not start with https://"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(text: &str) -> (String, Range<usize>) {
        check_url(text).map_or_else(|problem| (problem.message, problem.range), |_| (String::new(), 0..0))
    }

    #[test]
    fn a_bad_url_is_explained_at_its_place() {
        assert_eq!(said("javascript:alert(1)"), ("`javascript:` is not http or https".to_owned(), 0..11));
        assert_eq!(said("file:///etc/passwd").0, "`file:` is not http or https");
        assert_eq!(said("mailto:a@example.org").0, "`mailto:` is not http or https");
        assert_eq!(said("java\tscript:x"), ("the character U+0009 in the URL".to_owned(), 4..5));
        assert_eq!(said("https://example.org/\u{202e}x"), ("the character U+202E in the URL".to_owned(), 20..23));
        assert_eq!(said("https://exa mple.org"), ("a space in the URL's host".to_owned(), 11..12));
        assert_eq!(said("https://example.org/a b"), ("a space in the URL: write %20".to_owned(), 21..22));
        assert_eq!(said(" https://example.org"), ("a space around the URL".to_owned(), 0..1));
        assert_eq!(said("https://example.org\\@evil.example").0, "a backslash in the URL: write /");
        assert_eq!(said("http://").0, "the URL has no host");
        assert_eq!(said("https:///path").0, "the URL has no host");
        assert_eq!(said("https://?x").0, "the URL has no host");
        assert_eq!(said("https:example.org").0, "`https:` needs `//` behind it");
        assert_eq!(said("https://user:pw@example.org"), ("the URL holds a user name or password".to_owned(), 8..16));
        assert_eq!(said("https://intranet/x"), ("the URL's host has no dot in it".to_owned(), 8..16));
        assert_eq!(said("https://example.org:99999/"), ("this is not a URL: invalid port number".to_owned(), 8..25));
        assert_eq!(said("example.org/a").0, "the URL does not start with https://");
        assert_eq!(said("example.org:8080/a").0, "the URL does not start with https://");
        assert_eq!(said("").0, "the URL does not start with https://");
        let long = format!("https://example.org/{}", "a".repeat(2048));
        assert_eq!(said(&long).0, "the URL has 2068 bytes; at most 2048 are taken");
    }

    #[test]
    fn what_takes_the_short_way_holds_no_character_that_is_refused() {
        for byte in 0..128 {
            let text = format!("https://example.org/a{}b?c", char::from(byte));
            assert!(url_parts::usual(&text).is_none() || check_characters(&text).is_ok(), "{text:?}");
        }
    }

    #[test]
    fn a_good_url_is_accepted() {
        for good in [
            "https://example.org/a",
            "HTTP://Example.org:8080/?x=https://y#z",
            "http://localhost:8000/",
            "http://127.0.0.1/",
            "http://[::1]/x",
            "https://münchen.example/@user",
            "https://example.org/?email=a@b.example",
        ] {
            assert!(check_url(good).is_ok(), "{good}: {:?}", said(good));
        }
    }
}
