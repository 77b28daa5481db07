//! The walk inside of paragraphs: text, markers, links and images.

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Tag, TagEnd};

use super::links::{self, Href, Refusal, Use};
use super::marker::{self, Found, Marker};
use super::meaning::Meaning;
use super::walk::Walk;
use super::{HoleKind, LinkTarget, MarkKind, destination};
use crate::diagnostics::Span;

/// A link whose end has not come yet.
pub(super) struct OpenLink {
    /// Whether an `<a>` was written for it.
    written: bool,
    /// Citations in its text, to be written behind it.
    group: Option<u32>,
    /// Notes in its text, to be written behind it.
    notes: Vec<usize>,
}

/// Where an address stands last in a link, which mostly ends with it and a bracket.
fn last_place(text: &str, address: &str) -> Option<usize> {
    let before = text.strip_suffix(')').filter(|_| !address.ends_with(')')).and_then(|text| text.strip_suffix(address));
    before.map(str::len).or_else(|| text.rfind(address))
}

impl<'w> Walk<'w, '_> {
    pub(super) fn text(&mut self, at: usize, content: &str) -> usize {
        self.note_text(at, content);
        match marker::find(self.events, at, self.source) {
            Found::Nothing => {}
            Found::Marker(marker) => {
                if let Some(next) = self.marker(at, content, &marker) {
                    return next;
                }
            }
            Found::Broken(broken) => self.report_broken(&broken),
        }
        self.write_text(content);
        at + 1
    }

    fn write_text(&mut self, content: &str) {
        self.out.text(content);
        self.plain.text(content);
    }

    pub(super) fn code(&mut self, code: &str) {
        self.out.raw("<code>");
        self.write_text(code);
        self.out.raw("</code>");
    }

    pub(super) fn soft_break(&mut self) {
        self.out.raw("\n");
        self.plain.space();
    }

    pub(super) fn hard_break(&mut self) {
        self.out.raw("<br>\n");
        self.plain.space();
    }

    /// Writes a marker; nothing if it stays text. `content` is the text up to its opening bracket.
    fn marker(&mut self, at: usize, content: &str, marker: &Marker<'_>) -> Option<usize> {
        let meaning = self.meaning(marker);
        if let Meaning::Sources { items, .. } = &meaning
            && items.is_empty()
        {
            let Meaning::Sources { faults, .. } = meaning else { return None };
            self.report_faults(marker, faults);
            return None;
        }
        self.write_text(&content[..content.len() - 1]);
        self.plain.trim_end();
        self.out.trim_end();
        let range = self.events[at].1.end - 1..self.events[marker.next - 1].1.end;
        match meaning {
            Meaning::Note(definition) => self.note(definition, range),
            Meaning::Sources { items, faults } => {
                let group = self.cite(&items);
                self.mark_citation(range, group, &items);
                self.report_faults(marker, faults);
            }
        }
        for kept in &marker.kept {
            self.steps(*kept, kept + 1);
        }
        Some(marker.next)
    }

    /// Adds sources to the marker that stands right here, or to a new one; which one that is.
    fn cite(&mut self, items: &[(u32, Option<String>)]) -> u32 {
        self.end_run();
        let here = match self.open_links.last() {
            Some(link) => link.group,
            None => self.out.last_group(),
        };
        let group = here.unwrap_or_else(|| self.session.numbering.new_group());
        for (source, locator) in items {
            self.session.numbering.cite(group, *source, locator.as_deref());
        }
        match self.open_links.last_mut() {
            Some(link) => link.group = Some(group),
            None if here.is_none() => self.out.hole(HoleKind::Citation(group)),
            None => {}
        }
        group
    }

    /// Refers to a note at a place of the text, behind the link if this stands in one.
    fn note(&mut self, definition: usize, range: Range<usize>) {
        self.mark(range, MarkKind::Note(u32::try_from(definition).unwrap_or(u32::MAX)));
        match self.open_links.last_mut() {
            Some(link) => link.notes.push(definition),
            None => self.write_note_reference(definition),
        }
    }

    pub(super) fn note_reference(&mut self, at: usize, label: &str) {
        match self.facts.note(label) {
            Some(definition) => {
                self.plain.trim_end();
                self.out.trim_end();
                self.note(definition, self.events[at].1.clone());
            }
            None => self.write_text(self.source.get(self.events[at].1.clone()).unwrap_or_default()),
        }
    }

    pub(super) fn start_link(&mut self, at: usize, kind: LinkType, address: &str, title: &str) {
        let mail;
        let address = if kind == LinkType::Email {
            mail = format!("mailto:{address}");
            &mail
        } else {
            address
        };
        let href = links::resolve(address, Use::Link, &self.session.context);
        let span = self.address_span(at, address);
        self.note_empty_link(at);
        self.note_placeholders(self.events[at].1.clone(), title);
        let href = href.map_err(|refusal| self.refuse(span, refusal)).ok();
        let written = href.filter(|_| self.open_links.is_empty()).map(|href| self.write_link(at, href, title, span));
        self.open_links.push(OpenLink { written: written.is_some(), group: None, notes: Vec::new() });
    }

    fn write_link(&mut self, at: usize, href: Href, title: &str, span: Span) {
        self.out.raw("<a href=\"");
        self.write_href(at, href, span);
        self.out.raw("\"");
        if !title.is_empty() {
            self.out.attribute("title", title);
        }
        self.out.raw(">");
    }

    fn write_href(&mut self, at: usize, href: Href, span: Span) {
        match href {
            Href::Url(url) => {
                self.note_url(&url, span);
                self.out.url(&url);
            }
            Href::Hole(target) => {
                let index = self.link_hole(target, span);
                let places = destination::find(self.events, at, self.source, &self.facts.references);
                places.into_iter().for_each(|place| self.mark(place, MarkKind::Link(index)));
            }
        }
    }

    pub(super) fn end_link(&mut self) {
        let Some(link) = self.open_links.pop() else { return };
        if link.written {
            self.out.raw("</a>");
        }
        if let Some(group) = link.group {
            self.out.hole(HoleKind::Citation(group));
        }
        for definition in link.notes {
            self.write_note_reference(definition);
        }
    }

    /// Reports an address that cannot be used.
    fn refuse(&mut self, span: Span, refusal: Refusal) {
        let Refusal { code, message, help } = refusal;
        self.session.report.error(code, span, || (message, help));
    }

    /// Where the address of a link or image stands: as near as can be told.
    fn address_span(&self, at: usize, address: &str) -> Span {
        let range = self.events[at].1.clone();
        let found =
            self.source.get(range.clone()).filter(|_| !address.is_empty()).and_then(|text| last_place(text, address));
        match found {
            Some(found) => self.origin.span(range.start + found..range.start + found + address.len()),
            None => self.origin.span(range),
        }
    }

    /// Writes a paragraph that is one image with a title as a figure.
    pub(super) fn figure(&mut self, at: usize) -> Option<usize> {
        let Some((Event::Start(Tag::Image { dest_url, title, .. }), _)) = self.events.get(at + 1) else { return None };
        let end = self.image_end(at + 1);
        if title.is_empty() || !matches!(self.events.get(end + 1), Some((Event::End(TagEnd::Paragraph), _))) {
            return None;
        }
        self.out.block("<figure>");
        self.image(at + 1, dest_url, title, true);
        self.out.raw("<figcaption>");
        self.out.text(title);
        self.out.raw("</figcaption></figure>\n");
        Some(end + 2)
    }

    /// Writes an image; in a figure its title stands below it.
    pub(super) fn image(&mut self, at: usize, address: &str, title: &str, in_figure: bool) -> usize {
        let end = self.image_end(at);
        let alt = self.plain_text(at + 1, end);
        let span = self.address_span(at, address);
        self.note_image(at, end, &alt);
        self.note_placeholders(self.events[at].1.clone(), title);
        match links::resolve(address, Use::Image, &self.session.context) {
            Ok(href) => {
                let size = self.size(&href);
                self.out.raw("<img src=\"");
                self.write_href(at, href, span);
                self.out.raw("\"");
                self.out.attribute("alt", &alt);
                if !title.is_empty() && !in_figure {
                    self.out.attribute("title", title);
                }
                if let Some((width, height)) = size {
                    self.out.raw(&format!(" width=\"{width}\" height=\"{height}\""));
                }
                self.out.raw(" loading=\"lazy\" decoding=\"async\">");
            }
            Err(refusal) => {
                self.refuse(span, refusal);
                self.out.text(&alt);
            }
        }
        end + 1
    }

    fn size(&self, href: &Href) -> Option<(u32, u32)> {
        let Href::Hole(LinkTarget::Asset { name, .. }) = href else { return None };
        self.session.context.assets.iter().find(|asset| asset.name == *name)?.size
    }

    /// The event that ends an image; images may stand in the text of images.
    fn image_end(&self, at: usize) -> usize {
        let mut depth = 0_u32;
        let ends = |(event, _): &marker::Ev<'w>| {
            match event {
                Event::Start(Tag::Image { .. }) => depth += 1,
                Event::End(TagEnd::Image) => depth -= 1,
                _ => {}
            }
            depth == 0
        };
        let length = self.events[at..].iter().position(ends);
        length.map_or(self.events.len() - 1, |length| at + length)
    }
}
