//! Takes everything out of a text with raw HTML that could do harm, and leaves its holes where they were.
//!
//! Holes travel through the sanitiser as marks in characters that no text can hold. Addresses and ids that authors wrote
//! become marks, too, so that afterwards they are treated like those of Markdown.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, PoisonError};

use pulldown_cmark::{Event, Tag};

use super::links::{self, Href, Use};
use super::nesting;
use super::raw_html::Address;
use super::walk::{Kind, Walk};
use super::{HoleKind, Html, LinkTarget, Mark, MarkKind, is_reserved_id, policy};
use crate::diagnostics::{Span, codes};

/// Begins a mark; behind it a letter, perhaps a number, then [`CLOSE`].
const OPEN: char = '\u{FDD0}';
const CLOSE: char = '\u{FDD1}';

/// The addresses that authors wrote, as the sanitiser met them.
type Addresses = Arc<Mutex<Vec<(String, Use)>>>;

impl Walk<'_, '_> {
    /// The text as it may be published.
    pub(super) fn sanitized(&mut self, html: Html) -> Html {
        if !self.facts.raw_html {
            return html;
        }
        if self.session.context.config.unsafe_html {
            return if self.refuse_depth(&html.text, true) { Html::default() } else { html };
        }
        let addresses = Addresses::default();
        let clean = builder(self.kind == Kind::Inline, addresses.clone()).clean(&marked(&html)).to_string();
        if self.refuse_depth(&clean, false) {
            return Html::default();
        }
        let addresses = std::mem::take(&mut *addresses.lock().unwrap_or_else(PoisonError::into_inner));
        self.report_lost(&addresses);
        let mut back = Back {
            own: own_ids(&html),
            seen: HashSet::new(),
            places: places(&self.addresses),
            walk: self,
            addresses,
            in_link: false,
            behind_link: Vec::new(),
            linked: HashMap::new(),
            html: Html::default(),
        };
        back.restore(&clean.replace("&nbsp;", "\u{A0}"), &html);
        let (restored, linked) = (back.html, back.linked);
        self.mark_addresses(&linked);
        self.forget_lost_groups(&html, &restored);
        restored
    }

    /// Reports markup that nests without end although its Markdown does not look so; whether it does.
    fn refuse_depth(&mut self, markup: &str, trusted: bool) -> bool {
        let is_too_deep = nesting::is_too_deep(markup, trusted);
        if is_too_deep {
            let is_html = |event: &Event<'_>| matches!(event, Event::Start(Tag::HtmlBlock) | Event::InlineHtml(_));
            let first = self.events.iter().find(|(event, _)| is_html(event)).map_or(0, |(_, range)| range.start);
            self.session.refuse_depth(self.origin.span(first..first + 1));
        }
        is_too_deep
    }

    /// Notes the places of addresses that lead somewhere on the site.
    fn mark_addresses(&mut self, linked: &HashMap<String, u32>) {
        let link =
            |address: &Address| Some(Mark { span: address.span, kind: MarkKind::Link(*linked.get(&address.value)?) });
        if self.kind == Kind::Body {
            self.marks.extend(self.addresses.iter().filter_map(link));
        }
    }

    /// Reports addresses that the sanitiser took out for their scheme.
    fn report_lost(&mut self, kept: &[(String, Use)]) {
        if self.addresses.len() <= kept.len() {
            return;
        }
        let kept: HashSet<&str> = kept.iter().map(|(value, _)| value.as_str()).collect();
        for address in self.addresses.iter().filter(|address| !kept.contains(address.value.as_str())) {
            self.session.report.error(codes::UNSAFE_LINK, address.span, || {
                let message = format!("the address `{}` of an HTML tag cannot be used", address.value.trim());
                (message, "use an `http`, `https` or `mailto` URL, or an address on the site".to_owned())
            });
        }
    }

    /// Takes back the places of citations that went with a removed element.
    fn forget_lost_groups(&mut self, before: &Html, after: &Html) {
        let groups = |html: &Html| -> HashSet<u32> {
            html.holes.iter().filter_map(|h| if let HoleKind::Citation(g) = h.kind { Some(g) } else { None }).collect()
        };
        let kept = groups(after);
        let lost: HashSet<u32> = groups(before).difference(&kept).copied().collect();
        if !lost.is_empty() {
            self.session.numbering.citations.places.iter_mut().for_each(|places| places.retain(|g| !lost.contains(g)));
        }
    }
}

fn builder(inline: bool, addresses: Addresses) -> ammonia::Builder<'static> {
    let mut builder = ammonia::Builder::empty();
    builder.tags(policy::elements(inline).collect());
    builder.clean_content_tags(policy::removed_whole().collect());
    builder.generic_attributes(policy::everywhere().collect());
    builder.generic_attribute_prefixes(HashSet::from(["data-", "aria-"]));
    builder.tag_attributes(policy::attributes().map(|(element, names)| (element, names.collect())).collect());
    let input = HashMap::from([("type", "checkbox"), ("disabled", "")]);
    builder.set_tag_attribute_values(HashMap::from([("input", input)]));
    builder.url_schemes(HashSet::from(["http", "https", "mailto"]));
    builder.url_relative(ammonia::UrlRelative::PassThrough);
    builder.link_rel(None);
    builder.attribute_filter(move |element, attribute, value| filter(element, attribute, value, &addresses));
    builder
}

fn filter<'v>(element: &str, attribute: &str, value: &'v str, addresses: &Addresses) -> Option<Cow<'v, str>> {
    if value.contains(OPEN) || attribute.contains(OPEN) {
        return is_own(attribute, value).then_some(value.into());
    }
    match attribute {
        "href" | "src" | "cite" => {
            let usage = if attribute == "src" { Use::Image } else { Use::Link };
            let mut addresses = addresses.lock().unwrap_or_else(PoisonError::into_inner);
            addresses.push((value.to_owned(), usage));
            Some(format!("{OPEN}u{}{CLOSE}", addresses.len() - 1).into())
        }
        "id" => {
            let fits = value.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | ':'));
            (fits && !value.is_empty() && !is_reserved_id(value)).then(|| format!("{OPEN}i{CLOSE}{value}").into())
        }
        _ => policy::allows_value(element, attribute, value).then_some(value.into()),
    }
}

/// Whether a value with a mark is one that we wrote: a text with marks may have run into an unclosed attribute.
fn is_own(attribute: &str, value: &str) -> bool {
    let Some((mark, rest)) = value.strip_prefix(OPEN).and_then(|value| value.split_once(CLOSE)) else { return false };
    match attribute {
        "href" | "src" => mark.starts_with('l') && rest.is_empty(),
        "id" => mark.starts_with('p') && !rest.contains(OPEN),
        _ => false,
    }
}

/// The text with a mark for every hole.
fn marked(html: &Html) -> String {
    let mut index = 0;
    let mut text = String::with_capacity(html.text.len() + 12 * html.holes.len());
    html.fill(&mut text, |kind, out| {
        let letter = match kind {
            HoleKind::Link(_) => 'l',
            HoleKind::IdPrefix => 'p',
            HoleKind::Citation(_) | HoleKind::HeadingAnchor(_) => 't',
        };
        out.push_str(&format!("{OPEN}{letter}{index}{CLOSE}"));
        index += 1;
    });
    text
}

fn places(addresses: &[Address]) -> HashMap<String, Span> {
    addresses.iter().rev().map(|address| (address.value.clone(), address.span)).collect()
}

/// The ids that our own markup has.
fn own_ids(html: &Html) -> HashSet<String> {
    let prefixes = html.holes.iter().filter(|hole| hole.kind == HoleKind::IdPrefix);
    let ids = prefixes.filter_map(|hole| html.text[hole.at as usize..].split('"').next());
    ids.map(str::to_owned).collect()
}

/// The way back from marks to holes.
struct Back<'b, 'w, 'a> {
    walk: &'b mut Walk<'w, 'a>,
    own: HashSet<String>,
    seen: HashSet<String>,
    addresses: Vec<(String, Use)>,
    /// Where an author wrote an address.
    places: HashMap<String, Span>,
    in_link: bool,
    /// Holes in a link that will hold links, to be written behind it.
    behind_link: Vec<HoleKind>,
    /// Links by the addresses that authors wrote for them.
    linked: HashMap<String, u32>,
    html: Html,
}

impl Back<'_, '_, '_> {
    fn restore(&mut self, clean: &str, before: &Html) {
        let mut parts = clean.split(OPEN);
        self.push(parts.next().unwrap_or_default());
        for part in parts {
            let (mark, rest) = part.split_once(CLOSE).unwrap_or((part, ""));
            let number = mark.get(1..).and_then(|digits| digits.parse::<usize>().ok());
            let hole = || number.and_then(|number| before.holes.get(number)).map(|hole| hole.kind.clone());
            let kept = match mark.get(..1) {
                Some("i") => self.id(rest, false),
                Some("p") => self.id(rest, true),
                Some("u") => number.is_some_and(|number| self.address(number)),
                Some("l") => hole().is_some_and(|kind| self.hole(kind)),
                _ => hole().is_none_or(|kind| self.linking_hole(kind)),
            };
            let rest = if kept { rest } else { self.cut(rest) };
            self.push(rest);
        }
        self.write_behind_link();
    }

    /// Appends markup, and behind the end of a link what could not stand in it.
    fn push(&mut self, markup: &str) {
        let close = markup.rfind("</a>");
        let open = markup.rfind("<a ").max(markup.rfind("<a>"));
        match markup.find("</a>").filter(|_| self.in_link) {
            Some(end) => {
                self.html.text.push_str(&markup[..end + 4]);
                self.write_behind_link();
                self.html.text.push_str(&markup[end + 4..]);
            }
            None => self.html.text.push_str(markup),
        }
        self.in_link = if open.is_none() && close.is_none() { self.in_link } else { open > close };
    }

    fn write_behind_link(&mut self) {
        std::mem::take(&mut self.behind_link).into_iter().for_each(|kind| _ = self.hole(kind));
    }

    /// A hole for markup that holds links.
    fn linking_hole(&mut self, kind: HoleKind) -> bool {
        if self.in_link {
            self.behind_link.push(kind);
            return true;
        }
        self.hole(kind)
    }

    fn hole(&mut self, kind: HoleKind) -> bool {
        let at = u32::try_from(self.html.text.len()).unwrap_or(u32::MAX);
        self.html.holes.push(super::Hole { at, kind });
        true
    }

    /// An id; whether it may stay. Ours go before those of authors, and each stands once.
    fn id(&mut self, rest: &str, own: bool) -> bool {
        let id = rest.split('"').next().unwrap_or_default();
        if (!own && self.own.contains(id)) || !self.seen.insert(id.to_owned()) {
            return false;
        }
        if !own {
            self.walk.anchors.push(id.to_owned());
        }
        self.hole(HoleKind::IdPrefix)
    }

    /// An address that an author wrote; whether it may stay.
    fn address(&mut self, number: usize) -> bool {
        let Some((value, usage)) = self.addresses.get(number).cloned() else { return false };
        let span = self.places.get(&value).copied().unwrap_or(self.walk.origin.span(0..0));
        match links::resolve(&value, usage, &self.walk.session.context) {
            Ok(Href::Url(url)) => {
                // What Markdown wrote comes by here, too, and is noted already.
                if self.places.contains_key(&value) {
                    self.walk.note_url(&url, span);
                }
                super::escape_url(&mut self.html.text, &url);
            }
            Ok(Href::Hole(target)) => return self.link(value, target, span),
            Err(refusal) => {
                self.walk.session.report.error(refusal.code, span, || (refusal.message, refusal.help));
                return false;
            }
        }
        true
    }

    fn link(&mut self, value: String, target: LinkTarget, span: Span) -> bool {
        let index = self.walk.add_link(target, span);
        self.linked.insert(value, index);
        self.hole(HoleKind::Link(index))
    }

    /// Takes back ` name="`, and gives what follows the attribute's end.
    fn cut<'r>(&mut self, rest: &'r str) -> &'r str {
        let text = &mut self.html.text;
        if text.ends_with("=\"") {
            text.truncate(text.rfind(' ').unwrap_or(text.len()));
            return rest.split_once('"').map_or("", |(_, rest)| rest);
        }
        rest
    }
}
