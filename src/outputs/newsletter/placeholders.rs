//! Placeholders of mail services that the owner wrote reach the service as they are.
//!
//! A service replaces `{{ unsubscribe_url }}`, `*|UNSUB|*` or `<%asm…%>` wherever it stands. What looks like a placeholder
//! and is not marked by the [guard](super::guard) was written by the owner, in the configuration or in a template; it is set
//! aside ([`Kept`]) while the markup is parsed.

use super::guard::GUARD;
use crate::bytes;

/// Stands on both sides of the number of something that is set aside.
const KEPT: char = '\u{FDD1}';

/// Forms in which services write placeholders that a parser of HTML would change.
const FORMS: &[(&str, &str)] =
    &[("{{{", "}}}"), ("{{", "}}"), ("{%", "%}"), ("<%", "%>"), ("*|", "|*"), ("[%", "%]"), ("[[", "]]"), ("%%", "%%")];

/// The owner's placeholders, set aside.
#[derive(Debug, Default)]
pub(super) struct Kept {
    texts: Vec<String>,
}

impl Kept {
    /// Sets a text of the owner aside, in the form in which it is to be published; what stands for it in markup.
    pub(super) fn keep(&mut self, text: &str) -> String {
        self.texts.push(text.to_owned());
        format!("{KEPT}{}{KEPT}", self.texts.len() - 1)
    }

    /// Sets aside what looks like a placeholder in markup whose authors' texts are guarded.
    pub(super) fn keep_all(&mut self, markup: &str) -> String {
        let mut out = String::with_capacity(markup.len());
        segments(markup, |text, placeholder| {
            if placeholder {
                out.push_str(&self.keep(text));
            } else {
                out.push_str(text);
            }
        });
        out
    }

    /// Puts back what was set aside, and makes entities of what is guarded.
    pub(super) fn restore(&self, markup: &str) -> String {
        let mut out = String::with_capacity(markup.len() + markup.len() / 16);
        let mut rest = markup;
        // The marks are those noncharacters that begin with these bytes.
        while let Some(at) = bytes::find_pair(rest.as_bytes(), |one, two| (one == 0xEF) & (two == 0xB7)) {
            if !rest[at..].starts_with([GUARD, KEPT]) {
                let c = rest[at..].chars().next().map_or(1, char::len_utf8);
                out.push_str(&rest[..at + c]);
                rest = &rest[at + c..];
                continue;
            }
            out.push_str(&rest[..at]);
            let guards = rest[at..].starts_with(GUARD);
            rest = &rest[at + GUARD.len_utf8()..];
            if guards {
                let Some(c) = rest.chars().next() else { break };
                out.push_str(&format!("&#{};", u32::from(c)));
                rest = &rest[c.len_utf8()..];
            } else if let Some((number, after)) = rest.split_once(KEPT) {
                out.push_str(number.parse().ok().and_then(|n: usize| self.texts.get(n)).map_or("", String::as_str));
                rest = after;
            }
        }
        out.push_str(rest);
        out
    }
}

/// A text of the owner as markup: placeholders as they are, the rest escaped.
pub(super) fn owner_markup(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    segments(text, |text, placeholder| {
        if placeholder {
            out.push_str(text);
        } else {
            crate::views::fill::escape(text, &mut out);
        }
    });
    out
}

/// Whether two bytes begin one of the [`FORMS`].
#[inline(always)]
fn begin_form(one: u8, two: u8) -> bool {
    let same = (one == two) & ((one == b'{') | (one == b'[') | (one == b'%'));
    let percent = (two == b'%') & ((one == b'{') | (one == b'<') | (one == b'['));
    same | percent | ((one == b'*') & (two == b'|'))
}

/// Calls `each` with every part of a text, and whether it looks like a placeholder.
fn segments<'t>(text: &'t str, mut each: impl FnMut(&'t str, bool)) {
    let mut rest = text;
    let mut from = 0;
    while let Some(at) = bytes::find_pair(&rest.as_bytes()[from..], begin_form).map(|at| from + at) {
        let here = &rest[at..];
        let form = FORMS.iter().find(|(open, _)| here.starts_with(open));
        let end = form.and_then(|(open, close)| {
            let end = open.len() + here[open.len()..].find(close)? + close.len();
            // A placeholder is short and on one line; anything else is a rule of a stylesheet, or text.
            (end <= 300 && !here[..end].contains(['\n', GUARD])).then_some(end)
        });
        match end {
            Some(end) => {
                each(&rest[..at], false);
                each(&here[..end], true);
                rest = &here[end..];
                from = 0;
            }
            None => from = at + 1,
        }
    }
    each(rest, false);
}

#[cfg(test)]
mod tests;
