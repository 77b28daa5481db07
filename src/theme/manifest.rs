//! `theme.yaml`: which version of the theme contract a theme was made for, and what it wants in the markup of articles.

use crate::diagnostics::{Diagnostic, FileText, Place, Span, codes};
use crate::yaml::{self, Fields, Kind, Shape, key};

/// The version of the theme contract that this Citewire speaks. A field is never renamed or dropped within a version.
pub const CONTRACT_VERSION: i64 = 1;

static THEME: Shape = Shape {
    name: "a theme",
    about: "What a theme is, and for which Citewire.",
    keys: &[
        key("name", Kind::Text, "The theme's name."),
        key("version", Kind::Integer(1..=1_000), "The version of the theme contract that it was made for.").required(),
        key("description", Kind::Text, "One sentence on what it looks like."),
        key(
            "cards",
            Kind::Boolean,
            "Whether a citation holds a card with its source, hidden until it is pointed at. Default: true.",
        ),
        key("heading_links", Kind::Boolean, "Whether a heading ends in a link to itself. Default: true."),
        key("extra", Kind::Free, "Anything else."),
    ],
};

/// What a theme wants in the markup of articles.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Markup {
    /// Cards in citations: a theme whose style sheet does not hide them has none.
    pub cards: bool,
    /// Links in headings.
    pub heading_links: bool,
}

impl Default for Markup {
    fn default() -> Self {
        Self { cards: true, heading_links: true }
    }
}

/// Reads a theme's `theme.yaml`.
pub(super) fn read(file: &FileText, diagnostics: &mut Vec<Diagnostic>) -> Markup {
    let mut markup = Markup::default();
    let span = Span::new(0..file.text.len());
    let Some(node) = yaml::read(file, span, diagnostics) else { return markup };
    let Some(mut fields) = Fields::new(file, &node, &THEME, diagnostics) else { return markup };
    fields.require("version", "version: 1");
    let made_for = fields.integer("version");
    let place = fields.node("version").map(|node| Place::of(file, node.span));
    for known in ["name", "description"] {
        fields.text(known);
    }
    markup.cards = fields.boolean("cards").unwrap_or(true);
    markup.heading_links = fields.boolean("heading_links").unwrap_or(true);
    fields.extra();
    fields.finish();
    if let (Some(made_for), Some(place)) = (made_for.filter(|version| *version != CONTRACT_VERSION), place) {
        let message =
            format!("this theme was made for version {made_for} of the theme contract, not {CONTRACT_VERSION}");
        let help = "use a theme for this Citewire, or a Citewire for this theme";
        diagnostics.push(Diagnostic::error(codes::THEME, place, message).help(help));
    }
    markup
}
