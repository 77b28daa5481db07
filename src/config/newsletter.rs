//! `newsletter`: whether and how editions are written as e-mails.

use super::{Mailbox, NewsletterConfig, NewsletterContent, address};
use crate::diagnostics::{Spanned, codes};
use crate::yaml::Fields;

/// What stands for the link to unsubscribe unless the site says otherwise: the commonest form among mail services.
const UNSUBSCRIBE: &str = "{{ unsubscribe_url }}";

impl Default for NewsletterConfig {
    fn default() -> Self {
        Self {
            enabled: true,
            editions: 30,
            content: NewsletterContent::Auto,
            from: None,
            address: None,
            unsubscribe: UNSUBSCRIBE.to_owned(),
        }
    }
}

impl NewsletterContent {
    fn from_word(word: &str) -> Option<Self> {
        match word {
            "auto" => Some(Self::Auto),
            "full" => Some(Self::Full),
            "summary" => Some(Self::Summary),
            _ => None,
        }
    }
}

/// Reads `newsletter`.
pub(super) fn read(fields: &mut Fields<'_>, config: &mut NewsletterConfig) {
    let Some(mut fields) = fields.record("newsletter") else { return };
    config.enabled = fields.boolean("enabled").unwrap_or(config.enabled);
    if let Some(editions) = fields.integer("editions") {
        config.editions = usize::try_from(editions).unwrap_or(config.editions);
    }
    config.content = fields.word("content", NewsletterContent::from_word).unwrap_or(config.content);
    if let Some(from) = fields.text("from") {
        config.from = mailbox(&from.value);
        if config.from.is_none() {
            let message = format!("`{}` is not a sender", from.value);
            fields.report(codes::CONFIG, from.span, message, "write it as: from: \"The News <news@example.org>\"");
        }
    }
    config.address = fields.string("address");
    if let Some(link) = fields.text("unsubscribe").filter(|link| check_unsubscribe(&mut fields, link)) {
        config.unsubscribe = link.value;
    }
    fields.finish();
}

/// `Name <user@host>` or `user@host`.
fn mailbox(text: &str) -> Option<Mailbox> {
    let (name, email) = match text.trim().strip_suffix('>').and_then(|text| text.rsplit_once('<')) {
        Some((name, email)) => (name.trim().trim_matches('"').trim(), email.trim()),
        None => ("", text.trim()),
    };
    let (user, host) = email.rsplit_once('@')?;
    let plain = |c: char| c.is_ascii_graphic() && !"<>()[]\\,;:\"@".contains(c);
    let good = !user.is_empty() && user.chars().all(plain) && host.contains('.') && is_host(host);
    let named = !name.contains(['<', '>']) && !name.contains(char::is_control);
    (good && named).then(|| Mailbox { name: name.to_owned(), email: email.to_owned() })
}

fn is_host(host: &str) -> bool {
    let label = |label: &str| {
        let inside = label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
        !label.is_empty() && inside && !label.starts_with('-') && !label.ends_with('-')
    };
    host.split('.').all(label)
}

/// A link in an e-mail is a full address, or the service's placeholder for one; a path would lead nowhere.
fn check_unsubscribe(fields: &mut Fields<'_>, link: &Spanned<String>) -> bool {
    let text = link.value.trim();
    if is_link(text) || is_placeholder(text) {
        return true;
    }
    let message = format!("`{text}` is neither a placeholder nor an address that a mail program opens");
    let help = if text.starts_with('/') {
        "write the full address, since a mail program knows no site: unsubscribe: https://example.org/unsubscribe/"
    } else {
        "write your mail service's placeholder, or a full address: unsubscribe: \"{{ unsubscribe_url }}\""
    };
    fields.report(codes::CONFIG, link.span, message, help);
    false
}

/// A web address or one to write to; parts of it may be placeholders.
fn is_link(text: &str) -> bool {
    let is_form = |c: char| matches!(c, '{' | '}' | '[' | ']' | '|' | '*' | '%' | '$');
    let has_form = text.contains(is_form);
    let plain: String = text.chars().map(|c| if has_form && (c == ' ' || is_form(c)) { 'x' } else { c }).collect();
    if text.contains(['"', '<', '>', '\\']) || text.contains(char::is_control) || (text.contains('\'') && !has_form) {
        return false;
    }
    match plain.strip_prefix("mailto:") {
        Some(rest) => {
            let to = rest.split('?').next().unwrap_or_default();
            (has_form || mailbox(to).is_some()) && !to.is_empty() && !rest.contains(char::is_whitespace)
        }
        None => address::is_web(&plain),
    }
}

/// Services part the names of placeholders from texts by signs before and behind them: `{{ x }}`, `*|X|*`, `-x-`, `<%x%>`.
fn is_placeholder(text: &str) -> bool {
    let inside = text.strip_prefix("<%").and_then(|text| text.strip_suffix("%>")).unwrap_or(text);
    let is_sign = |c: char| c.is_ascii_punctuation() && !matches!(c, '/' | '\\' | '.' | '?' | '&');
    let enclosed = inside.len() < text.len() || (text.starts_with(is_sign) && text.ends_with(is_sign));
    let quoted = inside.contains(['"', '<', '>']) || inside.starts_with('\'') || inside.contains(char::is_control);
    enclosed && !quoted && inside.contains(char::is_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::{is_link, is_placeholder, mailbox};

    #[test]
    fn a_sender_has_a_name_or_none_and_nothing_else() {
        let parts = |text: &str| mailbox(text).map(|m| (m.name, m.email));
        let named = |name: &str, email: &str| Some((name.to_owned(), email.to_owned()));
        assert_eq!(parts("The News <news@example.org>"), named("The News", "news@example.org"));
        assert_eq!(parts("\"News, Ltd.\" <a.b+c@mail.example.org>"), named("News, Ltd.", "a.b+c@mail.example.org"));
        assert_eq!(parts("news@example.org"), named("", "news@example.org"));
        let wrong =
            ["news", "a@b", "a b@example.org", "A <a@example.org", "a@example.org, b@example.org", "@example.org"];
        wrong.iter().for_each(|text| assert_eq!(parts(text), None, "{text}"));
        assert_eq!(parts("A\r\nBcc: x <a@example.org>"), None);
    }

    #[test]
    fn a_link_to_unsubscribe_is_a_placeholder_or_a_full_address() {
        let is_good = |text: &&str| is_link(text) || is_placeholder(text);
        let good = [
            "{{ unsubscribe_url }}",
            "{{ url('stop') }}",
            "{{{ pm:unsubscribe }}}",
            "*|UNSUB|*",
            "<%asm_group_unsubscribe_raw_url%>",
            "%unsubscribe_url%",
            "[unsubscribe]",
            "$[LI:UNSUBSCRIBE]$",
            "-unsub-",
            "https://t.example/u?id=*|ID|*&b={{ id }}",
            "https://t.example/u?a=%20b",
            "mailto:stop@t.example?subject=unsubscribe",
            "mailto:stop+{{ id }}@t.example",
        ];
        good.iter().for_each(|text| assert!(is_good(text), "{text}"));
        let wrong = [
            "/unsub",
            "unsub",
            "./unsub",
            "\"><script>",
            "{{ x }}\"><script>",
            "<script>",
            "<x>",
            "--",
            "javascript:alert(1)",
            "javascript:{{ x }}",
            "//t.example/u",
            "https://",
            "https://t.example/a b",
            "https://t.example/'",
            "https://t.example/\">",
            "mailto:",
            "mailto:stop",
            "mailto:?subject=x",
            "mailto:stop@t.example?subject=a b",
        ];
        wrong.iter().for_each(|text| assert!(!is_good(text), "{text}"));
    }
}
