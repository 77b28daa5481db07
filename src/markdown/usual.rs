//! The events of usual Markdown by a short way: what nearly all articles are written in, taken in one pass.
//!
//! Paragraphs, headings, lists of one level without blank lines, quotes of paragraphs, fenced code; inside of them text,
//! emphasis, code, links and pictures without a title, citations. Whatever else stands in a text, and all that could be read
//! in two ways, makes this give nothing, and the parser decides. What it gives is exactly what the parser gives.

mod flanks;
mod inline;
mod links;

use pulldown_cmark::{BlockQuoteKind, CodeBlockKind, CowStr, Event, HeadingLevel, Tag};

use super::marker::Ev;
use crate::bytes;
use inline::Chain;

/// Room is made for a multiple of so many events. Nearly all articles have fewer, so that their lists are of one size: each
/// thread makes them where the last one was. Allocators keep memory apart for each size.
const EVENTS: usize = 32 * 1024 / size_of::<Ev<'_>>();

/// A text and the events so far.
struct Scan<'t> {
    source: &'t str,
    bytes: &'t [u8],
    /// Whether quotes, dashes and dots are made typographic.
    smart: bool,
    events: Vec<Ev<'t>>,
    /// Where the text of this line begins, behind the signs of its block.
    line: usize,
    /// Whether lines begin with `> `.
    quoted: bool,
    /// What is open in this text.
    chain: Chain,
}

/// The events of a text, if it is usual.
pub(super) fn events(source: &str, smart: bool) -> Option<Vec<Ev<'_>>> {
    let events = Vec::with_capacity((64 + source.len() / 24).next_multiple_of(EVENTS));
    let bytes = source.as_bytes();
    let mut scan = Scan { source, bytes, smart, events, line: 0, quoted: false, chain: Chain::default() };
    let mut at = 0;
    while at < bytes.len() {
        at = scan.block(at)?;
    }
    Some(scan.events)
}

/// What a list item begins with.
struct Marker {
    /// `-`, `*` or `+`; `.` or `)` behind a number.
    sign: u8,
    number: Option<u64>,
    /// With the blank behind it.
    length: usize,
}

impl<'t> Scan<'t> {
    /// Takes the block or blank line that begins at a byte; where the next one begins.
    fn block(&mut self, at: usize) -> Option<usize> {
        match self.bytes[at] {
            b'\n' => Some(at + 1),
            b'#' => self.heading(at),
            b'>' => self.quote(at),
            b'`' if self.bytes[at..].starts_with(b"```") => self.code_block(at),
            _ => match self.list_marker(at) {
                Some(marker) => self.list(at, &marker),
                None if self.begins_text(at) => self.paragraph(at),
                None => None,
            },
        }
    }

    fn open(&mut self, tag: Tag<'t>, at: usize) -> usize {
        self.events.push((Event::Start(tag), at..at));
        self.events.len() - 1
    }

    /// Ends what an event has begun.
    fn close(&mut self, opened: usize, end: usize) {
        let (event, range) = &mut self.events[opened];
        range.end = end;
        if let Event::Start(tag) = event {
            let close = (Event::End(tag.to_end()), range.clone());
            self.events.push(close);
        }
    }

    fn paragraph(&mut self, at: usize) -> Option<usize> {
        let opened = self.open(Tag::Paragraph, at);
        self.line = at;
        let end = self.text_of_block(at, self.bytes.len())?;
        let next = self.behind(end);
        self.close(opened, next);
        Some(next)
    }

    fn heading(&mut self, at: usize) -> Option<usize> {
        let signs = self.bytes[at..].iter().take_while(|byte| **byte == b'#').count();
        let level = HeadingLevel::try_from(signs).ok()?;
        let text = at + signs + 1;
        let end = self.line_end(text)?;
        // Signs behind a heading may close it, and braces may give it an id.
        let (first, last) = (self.bytes.get(text)?, self.bytes[..end].last()?);
        if self.bytes[at + signs] != b' ' || matches!(first, b' ' | b'\n') || matches!(last, b'#' | b'}') {
            return None;
        }
        let opened = self.open(Tag::Heading { level, id: None, classes: Vec::new(), attrs: Vec::new() }, at);
        self.line = text;
        self.text_of_block(text, end)?;
        let next = self.behind(end);
        self.close(opened, next);
        Some(next)
    }

    fn quote(&mut self, start: usize) -> Option<usize> {
        let opened = self.open(Tag::BlockQuote(None::<BlockQuoteKind>), start);
        self.quoted = true;
        let mut at = start;
        loop {
            at = match self.bytes.get(at + 1)? {
                b'\n' if self.bytes.get(at + 2) == Some(&b'>') => at + 2,
                b' ' if self.begins_text(at + 2) => self.paragraph(at + 2)?,
                _ => return None,
            };
            match self.bytes.get(at) {
                Some(b'>') => {}
                None | Some(b'\n') => break,
                // It may go on with the paragraph.
                Some(_) => return None,
            }
        }
        self.quoted = false;
        self.close(opened, at);
        Some(at)
    }

    fn list(&mut self, mut at: usize, first: &Marker) -> Option<usize> {
        let list = self.open(Tag::List(first.number), at);
        let mut length = first.length;
        loop {
            let item = self.open(Tag::Item, at);
            at = self.item_text(at + length)?;
            let next = self.list_marker(at);
            match next.as_ref().filter(|next| next.sign == first.sign) {
                Some(next) => length = next.length,
                None => {
                    let end = self.list_end(at)?;
                    self.close(item, end);
                    self.close(list, end);
                    return Some(end);
                }
            }
            self.close(item, at);
        }
    }

    /// Takes the text of a list item; the next line.
    fn item_text(&mut self, text: usize) -> Option<usize> {
        let is_task = matches!(self.bytes.get(text..text + 3), Some([b'[', b' ' | b'x' | b'X', b']']));
        if is_task || !self.begins_text(text) {
            return None;
        }
        let end = self.line_end(text)?;
        self.line = text;
        self.text_of_block(text, end)?;
        Some(self.behind(end))
    }

    /// Where a list ends whose last line ends before a byte.
    fn list_end(&self, at: usize) -> Option<usize> {
        let blank = self.bytes[at..].iter().take_while(|byte| **byte == b'\n').count();
        let end = at + blank;
        let Some(next) = self.bytes.get(end) else { return Some(end) };
        // A text right behind it goes on with the item; an item behind a blank line makes the list another one.
        let ends = matches!(next, b'#' | b'>') || self.bytes[end..].starts_with(b"```");
        let goes_on = if blank == 0 { !ends } else { self.list_marker(end).is_some() };
        (!goes_on).then_some(end)
    }

    fn list_marker(&self, at: usize) -> Option<Marker> {
        let rest = &self.bytes[at..];
        let digits = rest.iter().take(10).take_while(|byte| byte.is_ascii_digit()).count();
        let sign = *rest.get(digits)?;
        let fits = if digits == 0 { matches!(sign, b'-' | b'*' | b'+') } else { matches!(sign, b'.' | b')') };
        if !fits || digits > 9 || rest.get(digits + 1) != Some(&b' ') {
            return None;
        }
        let number = if digits == 0 { None } else { Some(self.source[at..at + digits].parse().ok()?) };
        Some(Marker { sign, number, length: digits + 2 })
    }

    fn code_block(&mut self, at: usize) -> Option<usize> {
        let info = at + 3;
        let code = self.line_end(info)? + 1;
        let language = self.source.get(info..code - 1)?;
        let end = code + self.source.get(code..)?.find("```")?;
        let is_alone = self.bytes[end - 1] == b'\n' && matches!(self.bytes.get(end + 3), None | Some(b'\n'));
        let text = &self.source[code..end];
        if !is_alone
            || language.starts_with(' ')
            || language.contains(['`', '\\', '&', '\t', '\r'])
            || text.contains('\r')
        {
            return None;
        }
        let opened = self.open(Tag::CodeBlock(CodeBlockKind::Fenced(CowStr::Borrowed(language))), at);
        self.text(code, end);
        self.close(opened, end + 3);
        Some(self.behind(end + 3))
    }

    /// The end of a line, if nothing blank stands before it.
    fn line_end(&self, at: usize) -> Option<usize> {
        let rest = self.bytes.get(at..)?;
        let end = at + bytes::find_near(rest, [b'\n']).unwrap_or(rest.len());
        (self.bytes[end - 1] != b' ').then_some(end)
    }

    /// The line behind the one that ends at a byte.
    fn behind(&self, end: usize) -> usize {
        (end + 1).min(self.bytes.len())
    }

    /// Where the text of a paragraph goes on behind a line end, if it does; nothing if that is not certain.
    fn next_line(&self, at: usize) -> Option<Option<usize>> {
        let Some(first) = self.bytes.get(at) else { return Some(None) };
        if *first == b'\n' {
            return Some(None);
        }
        if self.quoted {
            return match (first, self.bytes.get(at + 1)) {
                (b'>', Some(b' ')) if self.begins_text(at + 2) => Some(Some(at + 2)),
                (b'>', Some(b'\n')) => Some(None),
                _ => None,
            };
        }
        if self.begins_text(at) {
            return Some(Some(at));
        }
        // Blocks that end a paragraph, if they are what they seem to be: else nothing comes of the whole text.
        let ends = match self.list_marker(at) {
            Some(marker) => marker.number.is_none_or(|number| number == 1),
            None => matches!(first, b'#' | b'>') || self.bytes[at..].starts_with(b"```"),
        };
        ends.then_some(None)
    }

    /// Whether a line that begins like this is nothing but the text of a paragraph.
    fn begins_text(&self, at: usize) -> bool {
        let second = || self.bytes.get(at + 1).copied().unwrap_or(b'\n');
        match self.bytes.get(at) {
            Some(b'a'..=b'z' | b'A'..=b'Z' | 0x80.. | b'"' | b'\'' | b'(' | b'.' | b'$' | b'@') => true,
            Some(b'0'..=b'9') => self.list_marker(at).is_none() && !self.is_bare_number(at),
            // What may also be a rule or an item has a blank or three of them.
            Some(sign @ (b'*' | b'_')) => {
                let behind =
                    if second() == *sign { self.bytes.get(at + 2).copied().unwrap_or(b'\n') } else { second() };
                behind != *sign && !matches!(behind, b' ' | b'\n' | b'\t')
            }
            Some(b'`') => !self.bytes[at..].starts_with(b"```"),
            // What may be the definition of a note or an address has a colon.
            Some(b'[') => {
                let end = bytes::find_near(&self.bytes[at..], [b']']);
                second() != b'!' && end.is_some_and(|end| self.bytes.get(at + end + 1) != Some(&b':'))
            }
            Some(b'!') => second() == b'[',
            _ => false,
        }
    }

    /// Whether a number stands there that may begin an item without a text.
    fn is_bare_number(&self, at: usize) -> bool {
        let mut rest = self.bytes[at..].iter().skip_while(|byte| byte.is_ascii_digit());
        matches!(rest.next(), Some(b'.' | b')')) && matches!(rest.next(), None | Some(b'\n' | b'\t'))
    }
}

#[cfg(test)]
mod tests;
