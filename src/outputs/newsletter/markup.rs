//! HTML that Citewire wrote, piece by piece: tags, their attributes, the text between them.
//!
//! It reads the markup of bodies, which is well formed: every attribute's value stands in quotes, every `<` of a text is an
//! entity. A site that trusts raw HTML may publish other markup; that is read as far as it can be, and nothing is lost.

use std::borrow::Cow;

/// A piece of markup.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Piece<'m> {
    /// `<name …>`, `</name>`, a comment: from `<` to `>`.
    Tag(Tag<'m>),
    /// What stands between two tags, entities as they are.
    Text(&'m str),
}

/// A tag as it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Tag<'m> {
    /// All of it.
    pub(super) all: &'m str,
    /// Its name; empty for a comment.
    pub(super) name: &'m str,
    /// Whether it is an end tag.
    pub(super) ends: bool,
}

/// Elements without an end tag.
const VOID: &[&str] = &["area", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"];

impl<'m> Tag<'m> {
    /// Whether an element opens here that is closed by an end tag.
    pub(super) fn opens(self) -> bool {
        !self.ends && !self.name.is_empty() && !VOID.contains(&self.name) && !self.all.ends_with("/>")
    }

    /// Its attributes: name, and the value between its quotes (entities as they are), if it has one.
    pub(super) fn attributes(self) -> impl Iterator<Item = (&'m str, Option<&'m str>)> {
        let mut rest = self.all.get(1 + self.name.len()..).unwrap_or_default();
        rest = rest.trim_end_matches(['>', '/']);
        if self.ends || self.name.is_empty() {
            rest = "";
        }
        std::iter::from_fn(move || {
            rest = rest.trim_start();
            let end = rest.find(|c: char| c == '=' || c.is_ascii_whitespace()).unwrap_or(rest.len());
            let name = &rest[..end];
            rest = &rest[end..];
            if name.is_empty() {
                return None;
            }
            let Some(value) = rest.strip_prefix('=') else { return Some((name, None)) };
            let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''));
            let (value, after) = match quote {
                Some(quote) => value[1..].split_once(quote).unwrap_or((&value[1..], "")),
                None => value.split_at(value.find(|c: char| c.is_ascii_whitespace()).unwrap_or(value.len())),
            };
            rest = after;
            Some((name, Some(value)))
        })
    }

    /// The value of an attribute, entities as they are.
    pub(super) fn attribute(self, name: &str) -> Option<&'m str> {
        self.attributes().find(|(known, _)| *known == name).and_then(|(_, value)| value)
    }
}

/// The pieces of some markup, in order; together they are all of it.
pub(super) fn pieces(markup: &str) -> impl Iterator<Item = Piece<'_>> {
    // The end of a text is where a tag begins, whose length is known then.
    let (mut rest, mut known) = (markup, None);
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let Some(tag) = known.take().or_else(|| tag_length(rest)) else {
            let (length, tag) = text_length(rest);
            let (text, after) = rest.split_at(length);
            (rest, known) = (after, tag);
            return Some(Piece::Text(text));
        };
        let (all, after) = rest.split_at(tag);
        rest = after;
        let ends = all.starts_with("</");
        let name =
            all[if ends { 2 } else { 1 }..].split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
        Some(Piece::Tag(Tag { all, name, ends }))
    })
}

/// The bytes of the tag or comment at the start of `rest`, if one stands there.
fn tag_length(rest: &str) -> Option<usize> {
    if rest.starts_with("<!--") {
        return rest.find("-->").map(|at| at + 3);
    }
    let after = rest.strip_prefix("</").or_else(|| rest.strip_prefix('<'))?;
    if !after.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    let mut quote = None;
    for (at, byte) in rest.bytes().enumerate() {
        match (quote, byte) {
            (None, b'>') => return Some(at + 1),
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), _) if open == byte => quote = None,
            _ => {}
        }
    }
    None
}

/// The bytes up to the next tag, and those of that tag.
fn text_length(rest: &str) -> (usize, Option<usize>) {
    let starts = rest.match_indices('<').map(|(at, _)| at).filter(|at| *at > 0);
    let mut tags = starts.map(|at| (at, tag_length(&rest[at..])));
    tags.find(|(_, tag)| tag.is_some()).unwrap_or((rest.len(), None))
}

/// Splits markup where no element is open: each part is a block, or white space and text between blocks.
pub(super) fn top_level(markup: &str) -> Vec<&str> {
    let (mut parts, mut start, mut at, mut depth) = (Vec::new(), 0, 0, 0_usize);
    for piece in pieces(markup) {
        match piece {
            Piece::Text(text) => at += text.len(),
            Piece::Tag(tag) => {
                at += tag.all.len();
                depth = if tag.opens() { depth + 1 } else { depth.saturating_sub(usize::from(tag.ends)) };
                if depth == 0 {
                    parts.push(&markup[start..at]);
                    start = at;
                }
            }
        }
    }
    parts.push(&markup[start..]);
    parts.retain(|part| !part.trim().is_empty());
    parts
}

/// The character that the entity at the start of `text` stands for, and the entity's length: numbers, and the names of
/// ASCII characters.
pub(super) fn entity(text: &str) -> Option<(char, usize)> {
    let rest = text.strip_prefix('&')?;
    if let Some(number) = rest.strip_prefix('#') {
        let (digits, radix, before) = match number.strip_prefix(['x', 'X']) {
            Some(hex) => (hex, 16, 3),
            None => (number, 10, 2),
        };
        let length = digits.find(|c: char| !c.is_digit(radix)).unwrap_or(digits.len());
        let c = u32::from_str_radix(&digits[..length], radix).ok().and_then(char::from_u32)?;
        let semicolon = usize::from(digits[length..].starts_with(';'));
        return Some((c, before + length + semicolon));
    }
    let (name, _) = rest.split_once(';').filter(|(name, _)| name.len() < 16)?;
    let (c, _) = NAMES.iter().find(|(_, names)| names.split(' ').any(|known| known == name))?;
    Some((*c, name.len() + 2))
}

/// Names of characters in HTML, as far as they are ASCII punctuation, and the no-break space.
const NAMES: &[(char, &str)] = &[
    ('&', "amp AMP"),
    ('<', "lt LT"),
    ('>', "gt GT"),
    ('"', "quot QUOT"),
    ('\'', "apos"),
    ('\u{a0}', "nbsp NonBreakingSpace"),
    ('!', "excl"),
    ('#', "num"),
    ('$', "dollar"),
    ('%', "percnt"),
    ('(', "lpar"),
    (')', "rpar"),
    ('*', "ast midast"),
    (':', "colon"),
    ('=', "equals"),
    ('@', "commat"),
    ('[', "lsqb lbrack"),
    ('\\', "bsol"),
    (']', "rsqb rbrack"),
    ('_', "lowbar UnderBar"),
    ('{', "lcub lbrace"),
    ('|', "verbar vert VerticalLine"),
    ('}', "rcub rbrace"),
];

/// Text of markup with its entities resolved.
pub(super) fn resolved(text: &str) -> Cow<'_, str> {
    if !text.contains('&') {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        let (c, length) = entity(&rest[at..]).unwrap_or(('&', 1));
        out.push(c);
        rest = &rest[at + length..];
    }
    out.push_str(rest);
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pieces_are_the_whole_markup() {
        let markup = "a < b <p title=\"x > y\">one<br>two</p><!-- <p> --> 3 <4 & <b";
        let joined: String = pieces(markup)
            .map(|piece| match piece {
                Piece::Tag(tag) => tag.all,
                Piece::Text(text) => text,
            })
            .collect();
        assert_eq!(joined, markup);
        let tags = pieces(markup).filter_map(|piece| match piece {
            Piece::Tag(tag) => Some(tag.name),
            Piece::Text(_) => None,
        });
        assert_eq!(tags.collect::<Vec<_>>(), ["p", "br", "p", ""]);
    }

    #[test]
    fn attributes_are_read_in_every_form() {
        let Some(Piece::Tag(tag)) = pieces("<img src=\"/a b\" alt='x=\"y\"' width=5 hidden>").next() else { panic!() };
        let expected = [("src", Some("/a b")), ("alt", Some("x=\"y\"")), ("width", Some("5")), ("hidden", None)];
        assert_eq!(tag.attributes().collect::<Vec<_>>(), expected);
    }

    #[test]
    fn markup_is_split_where_nothing_is_open() {
        let markup = "<p>a</p>\n<ul>\n<li><p>b</p></li>\n</ul>\n<hr>\n<section><p>c</p></section>\n";
        let parts: Vec<&str> = top_level(markup).into_iter().map(str::trim).collect();
        let expected = ["<p>a</p>", "<ul>\n<li><p>b</p></li>\n</ul>", "<hr>", "<section><p>c</p></section>"];
        assert_eq!(parts, expected);
    }

    #[test]
    fn entities_are_resolved() {
        assert_eq!(resolved("a &amp; b &lt;&#123;&#x7B;&lbrace; &nbsp;&unknown; &"), "a & b <{{{ \u{a0}&unknown; &");
    }
}
