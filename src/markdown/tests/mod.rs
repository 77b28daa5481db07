//! Tests of the Markdown stage: helpers, and the plain cases.

use super::*;
use crate::config::MarkdownConfig;
use crate::content::Asset;
use crate::diagnostics::{Diagnostic, FileText, Span, draw};

mod blocks;
mod citations;
mod findings;
mod highlight;
mod inline;
mod links;
mod marks;
mod mistakes;
mod nesting;
mod notes;
mod properties;
mod raw_html;

/// What a body makes of the sources `a`, `b`, `c`.
struct Outcome {
    body: Body,
    citations: Citations,
    diagnostics: Vec<Diagnostic>,
}

const CONFIG: MarkdownConfig = MarkdownConfig { smart_punctuation: true, unsafe_html: false, highlight: true };

fn render_with(text: &str, config: &MarkdownConfig, assets: &[Asset]) -> Outcome {
    let file = FileText { path: "content/articles/x/index.md".into(), text: text.into() };
    let mut session = Session::new(Context { file: &file, config, sources: &["a", "b", "c"], assets });
    let body = session.body(Span::new(0..text.len()));
    let (citations, diagnostics) = session.finish();
    Outcome { body, citations, diagnostics }
}

fn render(text: &str) -> Outcome {
    render_with(text, &CONFIG, &[])
}

impl Outcome {
    /// The markup with holes shown in braces: `{1,2 p. 3}` citations by number, `{#x}` links, `{}` id prefix.
    fn shown(&self) -> String {
        show(&self.body.html, &self.citations)
    }

    /// All diagnostics as text.
    fn drawn(&self) -> String {
        self.diagnostics.iter().map(|d| draw::draw(d, false)).collect()
    }

    /// `code@line:column message | help` of every diagnostic.
    fn brief(&self) -> Vec<String> {
        self.diagnostics.iter().map(brief).collect()
    }
}

fn brief(d: &Diagnostic) -> String {
    let place = d.place.as_ref().expect("every mistake has a place");
    let help = d.help.as_deref().unwrap_or_default();
    format!("{}@{}:{}+{} {} | {help}", d.code.name, place.line, place.column, place.length, d.message)
}

fn show(html: &Html, citations: &Citations) -> String {
    let mut out = String::new();
    html.fill(&mut out, |kind, out| match kind {
        HoleKind::IdPrefix => out.push_str("{}"),
        HoleKind::HeadingAnchor(_) => out.push_str("{anchor}"),
        HoleKind::Citation(group) => {
            let item = |item: &CitationItem| match &item.locator {
                Some(locator) => format!("{} {locator}", item.number),
                None => item.number.to_string(),
            };
            let items: Vec<_> = citations.groups[*group as usize].items.iter().map(item).collect();
            out.push_str(&format!("{{{}}}", items.join(",")));
        }
        HoleKind::Link(link) => match &citations.links[*link as usize].target {
            LinkTarget::Fragment(id) => out.push_str(&format!("{{#{id}}}")),
            LinkTarget::SitePath(path) => out.push_str(&format!("{{{path}}}")),
            LinkTarget::Asset { name, rest } => out.push_str(&format!("{{asset {name}{rest}}}")),
            LinkTarget::ContentFile { path, fragment } => {
                out.push_str(&format!("{{{path}#{}}}", fragment.as_deref().unwrap_or_default()));
            }
        },
    });
    out
}

/// The markup of a body that has nothing to complain about.
#[track_caller]
fn clean(text: &str) -> String {
    let outcome = render(text);
    assert_eq!(outcome.drawn(), "", "for {text:?}");
    outcome.shown()
}
