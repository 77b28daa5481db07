//! The site's address and language tag: what makes them right.

use url::Url;

use super::BaseUrl;

/// Splits a base URL.
///
/// # Errors
/// What is wrong with it, as a sentence without a full stop.
pub(super) fn base_url(text: &str) -> Result<BaseUrl, String> {
    let text = text.trim();
    if !text.starts_with("http://") && !text.starts_with("https://") {
        return Err(format!("`{text}` does not start with https:// or http://"));
    }
    let url = Url::parse(text).map_err(|error| format!("`{text}` is not a URL: {error}"))?;
    if url.host_str().is_none_or(str::is_empty) {
        return Err(format!("`{text}` has no host"));
    }
    if url.query().is_some() || url.fragment().is_some() {
        return Err("a site's address has no `?` and no `#`".to_owned());
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err("a site's address holds no user name or password".to_owned());
    }
    if url.path().trim_end_matches('/').contains("//") {
        return Err(format!("`{text}` has `//` in its path, and links to `//` lead to other hosts"));
    }
    let origin = url.origin().ascii_serialization();
    Ok(BaseUrl { origin, path: url.path().trim_end_matches('/').to_owned() })
}

/// Whether a text is a full http or https URL.
pub(super) fn is_web(text: &str) -> bool {
    let scheme = ["https://", "http://"].iter().any(|scheme| text.starts_with(scheme));
    scheme && !text.contains(char::is_whitespace) && Url::parse(text).is_ok_and(|url| url.has_host())
}

/// Whether a text is formed like a language tag (BCP 47, without registry look-up).
#[must_use]
pub fn is_language(tag: &str) -> bool {
    let mut parts = tag.split('-');
    let primary = parts.next().unwrap_or_default();
    let alphabetic = (2..=3).contains(&primary.len()) && primary.bytes().all(|b| b.is_ascii_alphabetic());
    alphabetic && parts.all(|part| (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_base_url_is_split_into_origin_and_path() {
        let split = |text: &str| base_url(text).map(|b| (b.origin, b.path));
        assert_eq!(split("https://a.example/"), Ok(("https://a.example".to_owned(), String::new())));
        assert_eq!(
            split("https://u.example:8080/repo/"),
            Ok(("https://u.example:8080".to_owned(), "/repo".to_owned()))
        );
        for bad in [
            "news.example",
            "ftp://a.example",
            "https://",
            "https://a.example/?x",
            "https://u:p@a.example",
            "https://a.example//x",
        ] {
            assert!(base_url(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn language_tags_are_recognised_by_their_form() {
        assert!(["en", "de", "pt-BR", "zh-Hans-CN", "no"].iter().all(|tag| is_language(tag)));
        assert!(!["", "e", "english", "en_US", "de-"].iter().any(|tag| is_language(tag)));
    }
}
