//! Inside of blocks: text and the signs in it.

use std::ops::Range;

use pulldown_cmark::{CowStr, Event, Tag};
use smallvec::SmallVec;

use super::Scan;
use super::flanks::Flanks;

/// What is open in a text; the text of a link is one of its own.
#[derive(Default)]
pub(super) struct Chain {
    emphasis: SmallVec<[Emphasis; 4]>,
    /// The event of a single quote that has no partner yet.
    single: Option<usize>,
    /// Whether a double quote is open.
    double: bool,
}

/// Emphasis that is open: its signs, and the event that begins it.
struct Emphasis {
    sign: u8,
    length: usize,
    event: usize,
}

/// What a sign was.
enum Step {
    /// Text, up to a byte.
    Text(usize),
    /// Something else, up to a byte: there is an event for it, and one for the text before it.
    Event(usize),
}

/// Whether a byte may be more than text.
const SIGNS: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0;
    while byte < 128 {
        table[byte] = byte < 0x20
            || matches!(byte as u8, b'*' | b'_' | b'`' | b'[' | b']' | b'!' | b'"' | b'\'' | b'.' | b'-')
            || matches!(byte as u8, b'&' | b'\\' | b'<' | b'|' | b'~');
        byte += 1;
    }
    table
};

impl<'t> Scan<'t> {
    /// Takes a whole text: up to `limit`, or to the end of its paragraph, which it gives.
    pub(super) fn text_of_block(&mut self, at: usize, limit: usize) -> Option<usize> {
        self.chain = Chain::default();
        let end = self.inline(at, limit)?;
        (self.chain.emphasis.is_empty() && self.bytes[end - 1] != b' ').then_some(end)
    }

    fn inline(&mut self, mut at: usize, limit: usize) -> Option<usize> {
        let mut mark = at;
        while let Some(before) = self.next_sign(at, limit) {
            at += before;
            if self.bytes[at] == b'\n' {
                self.text(mark, at);
                let Some(next) = self.next_line(at + 1)? else { return Some(at) };
                if self.bytes[at - 1] == b' ' {
                    return None;
                }
                self.events.push((Event::SoftBreak, at..at + 1));
                (at, mark, self.line) = (next, next, next);
                continue;
            }
            match self.sign(mark, at, limit)? {
                Step::Text(next) => at = next,
                Step::Event(next) => (at, mark) = (next, next),
            }
        }
        self.text(mark, limit);
        Some(limit)
    }

    /// How many bytes stand before the next sign.
    pub(super) fn next_sign(&self, at: usize, limit: usize) -> Option<usize> {
        let bytes = &self.bytes[at..limit];
        let is_sign = |byte: &u8| SIGNS[usize::from(*byte)];
        // Looked up without a branch for each.
        let has_sign = |block: &[u8; 8]| block.iter().fold(false, |any, byte| any | is_sign(byte));
        let (blocks, _) = bytes.as_chunks();
        let clear = blocks.iter().position(has_sign).unwrap_or(blocks.len()) * 8;
        bytes[clear..].iter().position(is_sign).map(|inside| clear + inside)
    }

    /// Takes a sign; `mark`: where the text before it begins.
    fn sign(&mut self, mark: usize, at: usize, limit: usize) -> Option<Step> {
        let next = self.bytes.get(at + 1).copied().unwrap_or(b'\n');
        match self.bytes[at] {
            b'*' | b'_' => self.emphasis(mark, at),
            b'`' => {
                let end = self.code_end(at)?;
                let code = Event::Code(CowStr::Borrowed(&self.source[at + 1..end]));
                Some(self.event(mark, code, at..end + 1))
            }
            b'[' => self.bracket(mark, at, at + 1, limit),
            b'!' if next == b'[' => self.bracket(mark, at, at + 2, limit),
            b']' => Some(self.event(mark, Event::Text(CowStr::Borrowed("]")), at..at + 1)),
            sign @ (b'"' | b'\'') if self.smart => self.quotation(mark, at, sign),
            b'.' if self.smart && next == b'.' && self.bytes.get(at + 2) == Some(&b'.') => {
                Some(self.event(mark, Event::Text('…'.into()), at..at + 3))
            }
            b'-' if self.smart && next == b'-' => self.dash(mark, at),
            b'&' if !next.is_ascii_alphanumeric() && next != b'#' => Some(Step::Text(at + 1)),
            b'&' | b'\\' | b'<' | b'|' | b'~' | 0..=0x1F => None,
            _ => Some(Step::Text(at + 1)),
        }
    }

    pub(super) fn text(&mut self, from: usize, to: usize) {
        if from < to {
            self.events.push((Event::Text(CowStr::Borrowed(&self.source[from..to])), from..to));
        }
    }

    fn event(&mut self, mark: usize, event: Event<'t>, range: Range<usize>) -> Step {
        self.text(mark, range.start);
        let end = range.end;
        self.events.push((event, range));
        Step::Event(end)
    }

    /// Two or three hyphens.
    fn dash(&mut self, mark: usize, at: usize) -> Option<Step> {
        let length = self.bytes[at..].iter().take_while(|byte| **byte == b'-').count();
        let dash = match length {
            2 => '–',
            3 => '—',
            _ => return None,
        };
        Some(self.event(mark, Event::Text(dash.into()), at..at + length))
    }

    /// Where the code ends that begins at a backtick.
    pub(super) fn code_end(&self, at: usize) -> Option<usize> {
        let rest = &self.bytes[at + 1..];
        let length = rest.iter().position(|byte| matches!(byte, b'`' | b'\n' | b'\\' | b'|' | b'\r'))?;
        let is_usual = length > 0 && rest[length] == b'`' && rest.get(length + 1) != Some(&b'`');
        // Blanks on both sides are taken off.
        (is_usual && !(rest[0] == b' ' && rest[length - 1] == b' ')).then_some(at + 1 + length)
    }

    fn emphasis(&mut self, mark: usize, at: usize) -> Option<Step> {
        let sign = self.bytes[at];
        let length = self.bytes[at..].iter().take_while(|byte| **byte == sign).count();
        let Flanks { opens, closes } = self.flanks(at, length)?;
        let end = at + length;
        if !opens && !closes {
            return Some(Step::Text(end));
        }
        if length > 2 {
            return None;
        }
        self.text(mark, at);
        match self.chain.emphasis.last() {
            Some(open) if closes => {
                if (open.sign, open.length) != (sign, length) {
                    return None;
                }
                let event = open.event;
                self.chain.emphasis.pop();
                self.close(event, end);
            }
            _ if opens => {
                let event = self.open(if length == 1 { Tag::Emphasis } else { Tag::Strong }, at);
                self.chain.emphasis.push(Emphasis { sign, length, event });
            }
            _ => return None,
        }
        Some(Step::Event(end))
    }

    /// A quote of typewriters; which of a pair a single one is, its partner tells.
    fn quotation(&mut self, mark: usize, at: usize, sign: u8) -> Option<Step> {
        let Flanks { opens, closes } = self.flanks(at, 1)?;
        self.text(mark, at);
        let quote = if sign == b'\'' {
            match self.chain.single {
                Some(open) if closes => {
                    self.events[open].0 = Event::Text('‘'.into());
                    self.chain.single = None;
                }
                _ if opens => self.chain.single = Some(self.events.len()),
                _ => {}
            }
            '’'
        } else if closes && self.chain.double {
            self.chain.double = false;
            '”'
        } else {
            self.chain.double |= opens;
            '“'
        };
        self.events.push((Event::Text(quote.into()), at..at + 1));
        Some(Step::Event(at + 1))
    }

    /// A bracket that opens, `text` behind it: that of a link or picture, or text.
    fn bracket(&mut self, mark: usize, at: usize, text: usize, limit: usize) -> Option<Step> {
        let is_image = text > at + 1;
        let Some(link) = self.link(text, limit)? else {
            let bracket = Event::Text(CowStr::Borrowed(&self.source[at..text]));
            return Some(self.event(mark, bracket, at..text));
        };
        self.text(mark, at);
        let end = link.address.end + 1;
        let opened = self.open(self.link_tag(link.address, is_image), at);
        let outside = std::mem::take(&mut self.chain);
        self.inline(text, link.close)?;
        if !self.chain.emphasis.is_empty() {
            return None;
        }
        self.chain = outside;
        self.close(opened, end);
        Some(Step::Event(end))
    }
}
