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
    text(&mut article.slug);
    let prose = article.prose_mut();
    prose.summary.iter_mut().for_each(|summary| inline(summary));
    citations(&mut prose.citations);
    body(&mut prose.body, has_twins);
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
    exact(&mut body.anchors);
    if has_twins {
        exact(&mut body.marks);
    } else {
        (body.excerpt, body.marks) = (Box::default(), Vec::new());
    }
}

fn inline(inline: &mut Inline) {
    html(&mut inline.html);
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Publishers;
    use crate::content::{ContentFile, ContentKind, Findings, parse_noting};
    use crate::diagnostics::FileText;

    fn config(more: &str) -> Config {
        let text = format!("title: T\nbase_url: https://a.example\n{more}");
        crate::config::parse(FileText { path: "citewire.yaml".into(), text: text.into() }).0
    }

    fn article(config: &Config, findings: Findings) -> Record {
        let text = "---\ntitle: A\ndate: 2026-11-20\ntags: [one, two, three]\nsources:\n  - {id: s, url: https://b.example/1}\n\
                    ---\nText with a claim [@s].\n\n## First\n\nA [link](/x/), [one](https://b.example/2) and words that nothing backs.\n\n## Second\n\n\
                    More [@s].\n";
        let file = FileText { path: "content/articles/a.md".into(), text: text.into() };
        let content = ContentFile { kind: ContentKind::Article, file, assets: Vec::new() };
        parse_noting(&content, config, &Publishers::new(&[]), findings).0.unwrap()
    }

    fn compacted(config: &Config) -> (Arc<Article>, Arc<Article>) {
        let mut small = article(config, Findings::Noted);
        small.compact(config);
        match (article(config, Findings::Noted), small) {
            (Record::Article(whole), Record::Article(small)) => (whole, small),
            _ => panic!("two articles"),
        }
    }

    #[test]
    fn what_a_build_reads_is_as_it_was_and_has_no_room_to_grow() {
        let (whole, small) = compacted(&config(""));
        assert_eq!(small.prose().body, whole.prose().body);
        assert_eq!(
            (&small.prose().summary, &small.terms, &small.slug),
            (&whole.prose().summary, &whole.terms, &whole.slug)
        );
        let (kept, of_whole) = (&small.prose().citations, &whole.prose().citations);
        assert_eq!((&kept.order, &kept.groups), (&of_whole.order, &of_whole.groups));
        assert_eq!((&kept.places, &kept.links), (&of_whole.places, &of_whole.links));
        assert_eq!((kept.findings.len(), of_whole.findings.is_empty()), (0, false));
        assert_eq!(small.prose().body.html.text.capacity(), small.prose().body.html.text.len());
        assert_eq!(
            (small.prose().body.html.holes.capacity(), small.prose().body.headings.capacity()),
            (whole.prose().body.html.holes.len(), 2)
        );
    }

    #[test]
    fn without_findings_all_else_is_parsed_alike() {
        let config = config("");
        let noted = compacted(&config).1;
        let Record::Article(left) = article(&config, Findings::Dropped) else { panic!("an article") };
        assert_eq!(
            (&left.prose().body, &left.prose().summary, &left.prose().citations),
            (&noted.prose().body, &noted.prose().summary, &noted.prose().citations)
        );
    }

    #[test]
    fn what_twins_read_is_kept_for_them_only() {
        let (whole, small) = compacted(&config("outputs:\n  twins: false\n"));
        assert_eq!((small.prose().body.marks.len(), &*small.prose().body.excerpt), (0, ""));
        assert_eq!((whole.prose().body.marks.len(), &*whole.prose().body.excerpt), (3, "Text with a claim."));
        assert_eq!(small.prose().body.html, whole.prose().body.html);
    }
}
