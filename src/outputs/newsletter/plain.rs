//! Markup of bodies and summaries as plain text: paragraphs, lists, quotes, code and tables.

use super::guard::Guard;
use super::markup::{Piece, Tag, pieces, resolved};
use super::wrap::wrap;
use crate::markdown::note_letters;

/// Stands on both sides of an address in the words of a block; a noncharacter, which no content file can hold.
const URL_EDGE: char = '\u{FDD3}';
/// Indentation of an item.
const ITEM: &str = "   ";

/// Appends markup as lines; every block is followed by an empty line.
pub(super) fn push(markup: &str, guard: Guard<'_>, out: &mut Vec<String>) {
    let mut writer = Writer { guard, out, text: String::new(), open: Vec::new(), link: None, row: 0, marker: None };
    for piece in pieces(markup) {
        match piece {
            Piece::Text(text) if writer.in_code() => writer.text.push_str(&without_edges(text)),
            Piece::Text(text) => writer.words(&without_edges(text)),
            Piece::Tag(tag) if tag.ends && tag.name == "a" => writer.end_link(),
            Piece::Tag(tag) if tag.ends => writer.end(tag.name),
            Piece::Tag(tag) => writer.start(tag),
        }
    }
    writer.flush();
}

fn without_edges(text: &str) -> String {
    resolved(text).replace(URL_EDGE, "")
}

/// An element that changes how lines begin.
enum Open {
    Quote,
    Bullets,
    /// The number of the next item.
    Numbers(u64),
    /// The place of the next item, from 0.
    Letters(usize),
    Item,
    Code,
    Heading,
}

struct Writer<'w> {
    guard: Guard<'w>,
    out: &'w mut Vec<String>,
    /// The words of the block so far.
    text: String,
    open: Vec<Open>,
    /// Where the open link leads, and where its text begins.
    link: Option<(String, usize)>,
    /// Cells of the open row so far.
    row: usize,
    /// What stands before the first line of the open item.
    marker: Option<String>,
}

impl Writer<'_> {
    fn in_code(&self) -> bool {
        matches!(self.open.last(), Some(Open::Code))
    }

    fn words(&mut self, text: &str) {
        if text.starts_with(|c: char| c.is_ascii_whitespace()) {
            self.space();
        }
        let mut words = text.split_ascii_whitespace();
        if let Some(first) = words.next() {
            self.text.push_str(first);
            words.for_each(|word| {
                self.text.push(' ');
                self.text.push_str(word);
            });
            if text.ends_with(|c: char| c.is_ascii_whitespace()) {
                self.space();
            }
        }
    }

    fn space(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with(' ') {
            self.text.push(' ');
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag.name {
            "p" | "div" | "dl" | "dt" | "dd" | "table" => self.flush(),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => self.opens(Open::Heading),
            "blockquote" => self.opens(Open::Quote),
            "ul" => self.opens(Open::Bullets),
            "ol" => {
                let start: u64 = tag.attribute("start").and_then(|start| start.parse().ok()).unwrap_or(1);
                let place = usize::try_from(start).unwrap_or(1).saturating_sub(1);
                let has_letters = tag.attribute("type") == Some("a");
                self.opens(if has_letters { Open::Letters(place) } else { Open::Numbers(start) });
            }
            "li" => self.item(),
            "pre" => self.opens(Open::Code),
            "br" => self.flush_line(),
            "hr" => {
                self.flush();
                self.block(vec!["* * *".to_owned()]);
            }
            "tr" => self.row = 0,
            "td" | "th" => {
                if self.row > 0 {
                    self.text.push_str(" / ");
                }
                self.row += 1;
            }
            "a" => self.link = tag.attribute("href").map(|href| (resolved(href).into_owned(), self.text.len())),
            "img" => self.words(&without_edges(tag.attribute("alt").unwrap_or_default())),
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        match name {
            "p" | "div" | "dl" | "dt" | "dd" => self.flush(),
            "tr" => self.flush_line(),
            "table" => self.gap(),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "blockquote" | "pre" => {
                self.flush();
                self.open.pop();
            }
            "li" => {
                self.flush_line();
                self.open.pop();
                self.marker = None;
            }
            "ul" | "ol" => {
                self.open.pop();
                if !matches!(self.open.last(), Some(Open::Item)) {
                    self.gap();
                }
            }
            _ => {}
        }
    }

    fn opens(&mut self, element: Open) {
        // A list in an item follows its words at once.
        if matches!(self.open.last(), Some(Open::Item)) {
            self.flush_line();
        } else {
            self.flush();
        }
        self.open.push(element);
    }

    fn item(&mut self) {
        self.flush_line();
        self.marker = Some(match self.open.last_mut() {
            Some(Open::Numbers(number)) => {
                *number += 1;
                format!("{}. ", *number - 1)
            }
            Some(Open::Letters(place)) => {
                *place += 1;
                format!("{}. ", note_letters(*place - 1))
            }
            _ => "- ".to_owned(),
        });
        self.open.push(Open::Item);
    }

    /// Behind a link's text stands where it leads; a citation's number needs no address, since the sources follow.
    fn end_link(&mut self) {
        let Some((url, at)) = self.link.take() else { return };
        let text = self.text.get(at..).unwrap_or_default();
        let is_number = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
        if !is_number && text != url && url.contains("://") {
            let url = self.guard.plain_url(&url);
            self.text.push_str(&format!(" ({URL_EDGE}{url}{URL_EDGE})"));
        }
    }

    /// Ends a line inside a block.
    fn flush_line(&mut self) {
        let lines = self.lines();
        self.out.extend(lines);
    }

    /// Ends a block.
    fn flush(&mut self) {
        let lines = self.lines();
        self.block(lines);
    }

    fn block(&mut self, lines: Vec<String>) {
        if lines.is_empty() {
            return;
        }
        self.out.extend(lines);
        self.gap();
    }

    /// An empty line, if none ends the text already.
    fn gap(&mut self) {
        if self.out.last().is_some_and(|line| !line.is_empty()) {
            self.out.push(String::new());
        }
    }

    /// The lines of the words so far.
    fn lines(&mut self) -> Vec<String> {
        let text = std::mem::take(&mut self.text);
        let text: String = (text.split(URL_EDGE).enumerate())
            .map(|(at, part)| if at % 2 == 0 { self.guard.plain(part) } else { part.to_owned() })
            .collect();
        let indent = self.indent();
        if self.in_code() {
            let code = text.trim_end().lines();
            return code.map(|line| format!("{indent}    {line}").trim_end().to_owned()).collect();
        }
        if text.trim().is_empty() {
            return Vec::new();
        }
        let heading = matches!(self.open.last(), Some(Open::Heading));
        let first = match self.marker.take() {
            // The marker takes the place of the item's own indentation.
            Some(marker) => format!("{}{marker}", &indent[..indent.len().saturating_sub(marker.len().min(ITEM.len()))]),
            None => indent.clone(),
        };
        if heading { wrap(&format!("## {}", text.trim()), &first, &indent) } else { wrap(&text, &first, &indent) }
    }

    /// What stands before every line here.
    fn indent(&self) -> String {
        let part = |open: &Open| match open {
            Open::Quote => "> ",
            Open::Item => ITEM,
            _ => "",
        };
        self.open.iter().map(part).collect()
    }
}

#[cfg(test)]
mod tests;
