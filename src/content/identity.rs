//! The identity of a source: one canonical URL for all the ways to write it.
//!
//! It drives the finding of doubles in an article, "also cited in" across articles, and publisher counts. What is printed is
//! the author's URL without tracking parameters ([`printed`]).

use url::Url;

/// Query parameters that say nothing about what a URL points to. An entry that ends in `_` or `*` is a prefix.
const TRACKING: &[&str] = &[
    "utm_",
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

/// Longest URL that is accepted, in bytes.
const LONGEST: usize = 2048;

/// Why a URL cannot be that of a source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UrlProblem {
    /// Byte range in the URL's text.
    pub range: std::ops::Range<usize>,
    /// What is wrong.
    pub message: String,
}

/// Checks a URL that is to be linked: http or https, a host, no spaces or control characters, no user name.
///
/// # Errors
/// What is wrong, and where in the text.
pub fn check_url(text: &str) -> Result<Url, UrlProblem> {
    let problem = |range: std::ops::Range<usize>, message: String| Err(UrlProblem { range, message });
    let misplaced = |c: char| c.is_control() || c.is_whitespace() || crate::paths::is_invisible(c);
    if let Some(at) = text.bytes().position(|b| !b.is_ascii_graphic())
        && let Some((at, c)) = text[at..].char_indices().map(|(more, c)| (at + more, c)).find(|(_, c)| misplaced(*c))
    {
        let message = match c {
            ' ' => "a space in the URL: write %20".to_owned(),
            c => format!("the character U+{:04X} in the URL", u32::from(c)),
        };
        return problem(at..at + c.len_utf8(), message);
    }
    if text.len() > LONGEST {
        return problem(0..text.len(), format!("the URL has {} bytes; at most {LONGEST} are taken", text.len()));
    }
    let starts = |scheme: &str| text.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme));
    if !starts("http://") && !starts("https://") {
        let end = text.find(':').map_or(text.len(), |at| at + 1);
        let message = if text.contains(':') {
            format!("`{}` is not http or https", &text[..end])
        } else {
            "the URL does not start with https://".to_owned()
        };
        return problem(0..end, message);
    }
    let host_at = text.find("://").map_or(0, |at| at + 3);
    if text[host_at..].starts_with(['/', '?', '#']) || text.len() == host_at {
        return problem(0..text.len(), "the URL has no host".to_owned());
    }
    match Url::parse(text) {
        Ok(url) if !url.username().is_empty() || url.password().is_some() => {
            problem(host_at..text.find('@').unwrap_or(text.len()), "the URL holds a user name or password".to_owned())
        }
        Ok(url)
            if !url
                .host_str()
                .is_some_and(|host| host.contains('.') || host.starts_with('[') || host == "localhost") =>
        {
            problem(host_at..text.len(), "the URL's host has no dot in it".to_owned())
        }
        Ok(url) => Ok(url),
        Err(error) => problem(0..text.len(), format!("this is not a URL: {error}")),
    }
}

/// The author's URL without tracking parameters; everything else stays as it was written.
#[must_use]
pub fn printed(text: &str, more: &[String]) -> String {
    let (rest, fragment) = text.split_once('#').map_or((text, None), |(rest, f)| (rest, Some(f)));
    let Some((path, query)) = rest.split_once('?') else { return text.to_owned() };
    let kept: Vec<&str> =
        query.split('&').filter(|pair| !is_tracking(pair.split('=').next().unwrap_or_default(), more)).collect();
    let query = if kept.is_empty() { String::new() } else { format!("?{}", kept.join("&")) };
    let fragment = fragment.map(|f| format!("#{f}")).unwrap_or_default();
    format!("{path}{query}{fragment}")
}

fn is_tracking(name: &str, more: &[String]) -> bool {
    let starts = |prefix: &str| name.get(..prefix.len()).is_some_and(|start| start.eq_ignore_ascii_case(prefix));
    let matches = |entry: &str| match entry.strip_suffix('*') {
        Some(prefix) => starts(prefix),
        None if entry.ends_with('_') => starts(entry),
        None => name.eq_ignore_ascii_case(entry),
    };
    TRACKING.iter().any(|entry| matches(entry)) || more.iter().any(|entry| matches(entry))
}

/// The canonical form of a URL, without scheme: `arxiv.org/abs/2501.12948`. Two sources with the same are one source.
#[must_use]
pub fn canonical(url: &Url, more: &[String]) -> String {
    let host = url.host_str().unwrap_or_default().to_ascii_lowercase();
    let host = host.strip_prefix("www.").unwrap_or(&host);
    let port = url.port().map(|port| format!(":{port}")).unwrap_or_default();
    let path = url.path().trim_end_matches('/');
    if let Some(known) = known_host(host, path, url) {
        return known;
    }
    let kept: Vec<&str> = (url.query().unwrap_or_default().split('&'))
        .filter(|pair| !pair.is_empty() && !is_tracking(pair.split('=').next().unwrap_or_default(), more))
        .collect();
    let query = if kept.is_empty() { String::new() } else { format!("?{}", kept.join("&")) };
    format!("{host}{port}{path}{query}")
}

/// Hosts that give one thing several addresses.
fn known_host(host: &str, path: &str, url: &Url) -> Option<String> {
    let rest = path.strip_prefix('/').unwrap_or(path);
    match host {
        "arxiv.org" | "export.arxiv.org" => {
            let id = ["abs/", "pdf/", "html/", "format/"].iter().find_map(|kind| rest.strip_prefix(kind))?;
            Some(format!("arxiv.org/abs/{}", arxiv_id(id)))
        }
        "doi.org" | "dx.doi.org" => {
            let doi = rest.to_ascii_lowercase();
            // arXiv registers a DOI for every preprint.
            match doi.strip_prefix("10.48550/arxiv.") {
                Some(id) => Some(format!("arxiv.org/abs/{}", arxiv_id(id))),
                None => Some(format!("doi.org/{doi}")),
            }
        }
        "youtu.be" if !rest.is_empty() => Some(format!("youtube.com/watch?v={rest}")),
        "youtube.com" | "m.youtube.com" | "music.youtube.com" => {
            let video = match rest {
                "watch" => url.query_pairs().find(|(name, _)| name == "v").map(|(_, id)| id.into_owned()),
                _ => ["shorts/", "live/", "embed/"].iter().find_map(|kind| rest.strip_prefix(kind)).map(str::to_owned),
            };
            video.map(|id| format!("youtube.com/watch?v={id}"))
        }
        "twitter.com" | "mobile.twitter.com" | "mobile.x.com" | "x.com" => {
            Some(format!("x.com{}", path.to_ascii_lowercase()))
        }
        _ => None,
    }
}

/// An arXiv id without file ending and version: `2501.12948v2.pdf` is `2501.12948`.
#[must_use]
pub fn arxiv_id(text: &str) -> &str {
    let text = text.trim().trim_end_matches('/');
    let text = text.strip_suffix(".pdf").unwrap_or(text);
    match text.rfind('v') {
        Some(at) if at > 0 && at + 1 < text.len() && text[at + 1..].bytes().all(|b| b.is_ascii_digit()) => &text[..at],
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn same(a: &str, b: &str) -> bool {
        canonical(&check_url(a).unwrap(), &[]) == canonical(&check_url(b).unwrap(), &[])
    }

    #[test]
    fn all_the_ways_to_write_one_address_are_one_source() {
        for (a, b) in [
            ("http://www.example.com/a/", "https://example.com:443/a#top"),
            ("https://EXAMPLE.com/a?utm_source=x&id=3", "https://example.com/a?id=3&fbclid=9"),
            ("https://arxiv.org/abs/2501.12948v2", "https://www.arxiv.org/pdf/2501.12948.pdf"),
            ("https://doi.org/10.48550/arXiv.2501.12948", "https://arxiv.org/abs/2501.12948"),
            ("https://youtu.be/abc123", "https://www.youtube.com/watch?t=3&v=abc123"),
            ("https://twitter.com/OpenAI/status/1", "https://x.com/openai/status/1"),
        ] {
            assert!(same(a, b), "{a} and {b}");
        }
    }

    #[test]
    fn parameters_that_may_matter_are_never_dropped() {
        for (a, b) in [
            ("https://example.com/a?id=1", "https://example.com/a?id=2"),
            ("https://example.com/a?utm=a", "https://example.com/a"),
            ("https://example.com/A", "https://example.com/a"),
            ("https://blog.example.com/", "https://example.com/"),
        ] {
            assert!(!same(a, b), "{a} and {b}");
        }
    }

    #[test]
    fn what_is_printed_loses_tracking_only() {
        assert_eq!(printed("https://Example.com/a/?b=1&UTM_source=x#c", &[]), "https://Example.com/a/?b=1#c");
        assert_eq!(printed("https://example.com/?gclid=1", &[]), "https://example.com/");
        assert_eq!(printed("https://example.com/?pk_x=1&y", &["pk_*".to_owned()]), "https://example.com/?y");
    }

    #[test]
    fn a_bad_url_is_explained_at_its_place() {
        let said = |text: &str| check_url(text).map_or_else(|p| (p.message, p.range), |_| (String::new(), 0..0));
        assert_eq!(said("javascript:alert(1)"), ("`javascript:` is not http or https".to_owned(), 0..11));
        assert_eq!(said("java\tscript:x").0, "the character U+0009 in the URL");
        assert_eq!(said("https://exa mple.org"), ("a space in the URL: write %20".to_owned(), 11..12));
        assert_eq!(said("http://").0, "the URL has no host");
        assert_eq!(said("https:///path").0, "the URL has no host");
        assert_eq!(said("https://user:pw@example.org").0, "the URL holds a user name or password");
        assert_eq!(said("https://intranet/x").0, "the URL's host has no dot in it");
        assert_eq!(said("example.org/a").0, "the URL does not start with https://");
        assert_eq!(said("https://example.org/a").0, "");
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
        fn printing_twice_changes_nothing(path in "[a-z/]{0,8}", query in "([a-z_]{1,6}=[a-z0-9]{0,3}&?){0,4}") {
            let once = printed(&format!("https://example.org/{path}?{query}"), &[]);
            prop_assert_eq!(printed(&once, &[]), once);
        }
    }
}
