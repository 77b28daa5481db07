//! The identity of a source: one canonical URL for all the ways to write it.
//!
//! It drives the finding of doubles in an article, "also cited in" across articles, and publisher counts. What is printed is
//! the author's URL without tracking parameters ([`printed`]).

use std::borrow::Cow;

use crate::bytes;
use crate::paths::{encode_path, percent_decoded};
use crate::url_parts::Parts;

pub use super::url_check::{Address, UrlProblem, check_url};

/// How query parameters begin that say nothing about what a URL points to.
const TRACKING_PREFIX: &str = "utm_";

/// The others, whole. This is asked of every parameter of every source: what is worked out from the names ([`LENGTHS`]) is
/// so when the program is compiled.
const TRACKING: &[&str] = &[
    "gclid",
    "gclsrc",
    "dclid",
    "fbclid",
    "msclkid",
    "yclid",
    "twclid",
    "ttclid",
    "li_fat_id",
    "igshid",
    "igsh",
    "mc_cid",
    "mc_eid",
    "mkt_tok",
    "_hsenc",
    "_hsmi",
    "hsctatracking",
    "vero_id",
    "oly_anon_id",
    "oly_enc_id",
    "wickedid",
    "ref_src",
    "ref_url",
    "s_cid",
    "cmpid",
    "ncid",
    "guccounter",
    "guce_referrer",
    "guce_referrer_sig",
    "__twitter_impression",
    "smid",
    "smtyp",
    "at_medium",
    "at_campaign",
    "sr_share",
    "ck_subscriber_id",
    "sref",
    "wt_mc",
    "xtor",
];

/// The author's URL without tracking parameters, and not changed otherwise. `more` are the site's `tracking_parameters`.
///
/// ```
/// use citewire::content::identity::printed;
/// assert_eq!(printed("https://Example.org/a/?utm_source=x&b=1#c", &[]), "https://Example.org/a/?b=1#c");
/// let copy = "https://web.archive.org/web/2026/https://a.example/?utm_source=x";
/// assert_eq!(printed(copy, &[]), copy);
/// ```
#[must_use]
pub fn printed(url: &str, more: &[String]) -> String {
    let (rest, fragment) = url.split_at(bytes::cut(url, b'#').0.len());
    let (path, Some(query)) = bytes::cut(rest, b'?') else { return url.to_owned() };
    if bytes::pieces(query, b'&').all(|pair| says_something(pair, more)) || holds_url(path) {
        return url.to_owned();
    }
    let mut printed = String::with_capacity(url.len());
    printed.push_str(path);
    push_kept(&mut printed, query, more);
    printed.push_str(fragment);
    printed
}

/// Whether a URL without its query holds another one in its path, as those of archives do: the query belongs to that one,
/// and an archive has made its copy under the whole of it.
#[must_use]
pub fn holds_url(path: &str) -> bool {
    ["/http:/", "/https:/"].iter().any(|scheme| path.contains(scheme))
}

/// Appends a query with its `?`, without tracking parameters; nothing if none are left.
fn push_kept(out: &mut String, query: &str, more: &[String]) {
    let mut sign = '?';
    for pair in bytes::pieces(query, b'&') {
        if says_something(pair, more) {
            out.push(std::mem::replace(&mut sign, '&'));
            out.push_str(pair);
        }
    }
}

/// Whether a piece of a query says something about what a URL points to.
fn says_something(pair: &str, more: &[String]) -> bool {
    !pair.is_empty() && !is_tracking(bytes::cut(pair, b'=').0, more)
}

/// Whether a query parameter says nothing about what a URL points to.
#[must_use]
pub fn is_tracking(name: &str, more: &[String]) -> bool {
    let matches = |entry: &str| match entry.strip_suffix('*') {
        Some(prefix) => starts(name, prefix),
        None => name.eq_ignore_ascii_case(entry),
    };
    let is_known = || TRACKING.iter().any(|entry| name.eq_ignore_ascii_case(entry));
    let known = starts(name, TRACKING_PREFIX) || (may_be_tracking(name) && is_known());
    known || more.iter().any(|entry| matches(entry))
}

/// Whether one of [`TRACKING`] has the length of a name and begins with its letter.
fn may_be_tracking(name: &str) -> bool {
    let first = name.as_bytes().first().map_or(0, |first| usize::from(first & 0x1F));
    name.len() < 64 && LENGTHS[first] >> name.len() & 1 == 1
}

/// For each first letter of [`TRACKING`], by what is alike in its two cases, a bit for each length of the names.
const LENGTHS: [u64; 32] = {
    let mut lengths = [0; 32];
    let mut index = 0;
    while index < TRACKING.len() {
        let name = TRACKING[index].as_bytes();
        lengths[(name[0] & 0x1F) as usize] |= 1 << name.len();
        index += 1;
    }
    lengths
};

fn starts(name: &str, prefix: &str) -> bool {
    name.get(..prefix.len()).is_some_and(|start| start.eq_ignore_ascii_case(prefix))
}

/// The canonical form of a URL, without scheme: `arxiv.org/abs/2501.12948`. Two sources with the same are one source.
///
/// What never matters is left out: the scheme, `www.`, the default port, a `/` at the end, a fragment (unless it is a route:
/// `#/` or `#!`), tracking parameters; escapes are brought to one form; and hosts that give one thing several addresses are
/// known. Parameters that are not known are never dropped.
#[must_use]
pub fn canonical<'u>(url: impl Into<Parts<'u>>, more: &[String]) -> String {
    let url = url.into();
    // The dot of the root, which nobody writes.
    let host = url.host.strip_suffix('.').unwrap_or(url.host);
    let host = canonical_host(host.strip_prefix("www.").filter(|rest| rest.contains('.')).unwrap_or(host));
    let path = escapes(url.path.trim_end_matches('/'));
    if let Some(known) = known_address(&host, &path, url.query) {
        return known;
    }
    let port = url.port.map(|port| format!(":{port}")).unwrap_or_default();
    let query = url.query.map(escapes).unwrap_or_default();
    let mut identity = String::with_capacity(host.len() + port.len() + path.len() + 1 + query.len());
    identity.extend([&*host, &*port, &*path]);
    push_kept(&mut identity, &query, more);
    if let Some(route) = url.fragment.filter(|fragment| fragment.starts_with(['/', '!'])) {
        identity.extend(["#", &*escapes(route)]);
    }
    identity
}

/// The host of an identity, without port: `arxiv.org`, `[::1]`.
#[must_use]
pub fn host_of(identity: &str) -> &str {
    let address = if identity.starts_with('[') { identity.find(']').unwrap_or(0) } else { 0 };
    let end = identity.as_bytes()[address..].iter().position(|byte| matches!(byte, b'/' | b'?' | b'#' | b':'));
    &identity[..end.map_or(identity.len(), |at| address + at)]
}

/// One name for hosts that show the same pages under several.
fn canonical_host(host: &str) -> Cow<'_, str> {
    match host {
        "twitter.com" | "mobile.twitter.com" | "m.twitter.com" | "mobile.x.com" => "x.com".into(),
        "m.youtube.com" | "music.youtube.com" | "youtube-nocookie.com" => "youtube.com".into(),
        "export.arxiv.org" | "browse.arxiv.org" => "arxiv.org".into(),
        "old.reddit.com" | "new.reddit.com" | "np.reddit.com" | "m.reddit.com" => "reddit.com".into(),
        "dx.doi.org" => "doi.org".into(),
        _ => match host.strip_suffix(".m.wikipedia.org") {
            Some(language) => format!("{language}.wikipedia.org").into(),
            None => host.into(),
        },
    }
}

/// Hosts that give one thing several addresses.
fn known_address(host: &str, path: &str, query: Option<&str>) -> Option<String> {
    let rest = path.strip_prefix('/')?;
    match host {
        "arxiv.org" => {
            let id = ["abs/", "pdf/", "html/", "format/"].iter().find_map(|kind| rest.strip_prefix(kind))?;
            let id = Some(arxiv_id(id)).filter(|id| !id.is_empty())?;
            Some(format!("arxiv.org/abs/{id}"))
        }
        "doi.org" => {
            let doi = encode_path(percent_decoded(rest).trim_end_matches('/')).to_ascii_lowercase();
            // arXiv registers a DOI for every preprint.
            match doi.strip_prefix("10.48550/arxiv.").map(arxiv_id).filter(|id| !id.is_empty()) {
                Some(id) => Some(format!("arxiv.org/abs/{id}")),
                None => Some(format!("doi.org/{doi}")),
            }
        }
        "youtu.be" => Some(format!("youtube.com/watch?v={}", rest.split('/').next()?)),
        "youtube.com" => video(rest, query).map(|id| format!("youtube.com/watch?v={id}")),
        "x.com" => {
            let mut parts = rest.split('/');
            match (parts.next()?, parts.next(), parts.next()) {
                (user, Some("status" | "statuses"), Some(id)) => {
                    Some(format!("x.com/{}/status/{id}", user.to_ascii_lowercase()))
                }
                _ => None,
            }
        }
        _ => None,
    }
}

fn video(path: &str, query: Option<&str>) -> Option<String> {
    match path {
        "watch" => {
            let pairs = query?.split('&');
            pairs
                .filter_map(|pair| pair.strip_prefix("v="))
                .find(|id| !id.is_empty())
                .map(|id| escapes(id).into_owned())
        }
        _ => ["shorts/", "live/", "embed/", "v/"].iter().find_map(|kind| path.strip_prefix(kind)).map(str::to_owned),
    }
}

/// Percent-escapes in one form: none for what needs none, upper-case digits for the others.
fn escapes(text: &str) -> Cow<'_, str> {
    if !text.as_bytes().contains(&b'%') {
        return text.into();
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('%') {
        out.push_str(&rest[..at]);
        let digits = rest.get(at + 1..at + 3).filter(|digits| digits.bytes().all(|b| b.is_ascii_hexdigit()));
        match digits.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            Some(byte) => {
                match char::from(byte) {
                    c if c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '_' | '~') => out.push(c),
                    _ => out.push_str(&format!("%{byte:02X}")),
                }
                rest = &rest[at + 3..];
            }
            None => {
                out.push('%');
                rest = &rest[at + 1..];
            }
        }
    }
    out.push_str(rest);
    out.into()
}

/// An arXiv id without file ending and version: `2501.12948v2.pdf` is `2501.12948`.
#[must_use]
pub fn arxiv_id(text: &str) -> &str {
    let mut id = text.trim();
    // Until nothing is left to take off, so that an id is its own id.
    loop {
        let shorter = id.trim_end_matches('/');
        let shorter = without_version(shorter.strip_suffix(".pdf").unwrap_or(shorter));
        if shorter.len() == id.len() {
            return id;
        }
        id = shorter;
    }
}

fn without_version(id: &str) -> &str {
    match id.rfind(['v', 'V']) {
        Some(at) if at > 0 && at + 1 < id.len() && id[at + 1..].bytes().all(|b| b.is_ascii_digit()) => &id[..at],
        _ => id,
    }
}

#[cfg(test)]
mod tests;
