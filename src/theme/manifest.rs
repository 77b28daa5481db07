//! `theme.yaml`: which version of the theme contract a theme was made for.

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
        key("extra", Kind::Free, "Anything else."),
    ],
};

/// Checks a theme's `theme.yaml`.
pub(super) fn check(file: &FileText) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    let span = Span::new(0..file.text.len());
    let Some(node) = yaml::read(file, span, &mut diagnostics) else { return diagnostics };
    let Some(mut fields) = Fields::new(file, &node, &THEME, &mut diagnostics) else { return diagnostics };
    fields.require("version", "version: 1");
    let made_for = fields.integer("version");
    let place = fields.node("version").map(|node| Place::of(file, node.span));
    for known in ["name", "description"] {
        fields.text(known);
    }
    fields.extra();
    fields.finish();
    if let (Some(made_for), Some(place)) = (made_for.filter(|version| *version != CONTRACT_VERSION), place) {
        let message =
            format!("this theme was made for version {made_for} of the theme contract, not {CONTRACT_VERSION}");
        let help = "use a theme for this Citewire, or a Citewire for this theme";
        diagnostics.push(Diagnostic::error(codes::THEME, place, message).help(help));
    }
    diagnostics
}
