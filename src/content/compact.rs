//! Making the record of a file small: a build holds those of all articles until its end.
//!
//! Lists and texts that grew have room for more behind them. To shrink them where they are does not give it back: the
//! allocator leaves a block alone that is more than half full. So they are copied into blocks of their size, and the old
//! ones serve the next file of the same thread.

use super::parse::Record;
use super::{Article, Editorial, Page};
use crate::config::{Config, Switch};
use crate::diagnostics::Spanned;
use crate::markdown::{Body, Citations, Html, Inline};
use std::sync::Arc;

impl Record {
    /// Lets go of what a site that is made once has no use for: the text of the file, which only twins and late mistakes
    /// ask for again, what `citewire check` looks for, and what only twins read if none are written.
    pub fn compact(&mut self, config: &Config) {
        let has_twins = config.outputs.writes(Switch::Twins);
        match self {
            Self::Article(article) => Arc::get_mut(article).map(|article| of_article(article, has_twins)),
            Self::Page(page) => Arc::get_mut(page).map(|page| of_page(page, has_twins)),
            Self::Editorial(editorial) => Arc::get_mut(editorial).map(of_editorial),
        };
    }
}

fn of_article(article: &mut Article, has_twins: bool) {
    article.file.text = article.file.text.let_go();
    article.terms.iter_mut().for_each(exact);
    article.summary.iter_mut().for_each(inline);
    text(&mut article.slug);
    citations(&mut article.citations);
    body(&mut article.body, has_twins);
}

fn of_page(page: &mut Page, has_twins: bool) {
    page.file.text = page.file.text.let_go();
    citations(&mut page.citations);
    body(&mut page.body, has_twins);
}

fn of_editorial(editorial: &mut Editorial) {
    editorial.file.text = editorial.file.text.let_go();
    citations(&mut editorial.citations);
    body(&mut editorial.body, false);
}

fn citations(citations: &mut Citations) {
    citations.findings = Vec::new();
    exact(&mut citations.order);
    exact(&mut citations.groups);
    exact(&mut citations.places);
    exact(&mut citations.links);
}

fn body(body: &mut Body, has_twins: bool) {
    html(&mut body.html);
    exact(&mut body.headings);
    for heading in &mut body.headings {
        exact_text(&mut heading.id);
        exact_text(&mut heading.text);
    }
    exact(&mut body.anchors);
    if has_twins {
        exact_text(&mut body.excerpt);
        exact(&mut body.marks);
    } else {
        (body.excerpt, body.marks) = (String::new(), Vec::new());
    }
}

fn inline(inline: &mut Inline) {
    html(&mut inline.html);
    exact_text(&mut inline.plain);
}

fn html(html: &mut Html) {
    exact_text(&mut html.text);
    exact(&mut html.holes);
}

fn text(text: &mut Spanned<String>) {
    exact_text(&mut text.value);
}

/// Moves the items of a list into a block that has room for no more.
fn exact<T>(list: &mut Vec<T>) {
    if list.capacity() > list.len() {
        let mut copy = Vec::with_capacity(list.len());
        copy.append(list);
        *list = copy;
    }
}

/// The same for a text.
fn exact_text(text: &mut String) {
    if text.capacity() > text.len() {
        *text = String::from(text.as_str());
    }
}
