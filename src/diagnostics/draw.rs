//! Diagnostics as text: `error[code]: what`, the line it is about with a caret, and what to do.

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use super::{Diagnostic, Place, Severity};

/// Draws one diagnostic; the text ends with a line end. `colour` adds ANSI escapes.
#[must_use]
pub fn draw(diagnostic: &Diagnostic, colour: bool) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let title = level.primary_title(&diagnostic.message).id(diagnostic.code.name);
    let mut group = Group::with_title(title);
    if let Some(place) = &diagnostic.place {
        group = add_place(group, place, diagnostic.label.as_deref(), AnnotationKind::Primary);
    }
    for note in &diagnostic.notes {
        group = match &note.place {
            Some(place) => add_place(group, place, Some(&note.text), AnnotationKind::Context),
            None => group.element(Level::NOTE.message(&note.text)),
        };
    }
    if let Some(help) = &diagnostic.help {
        group = group.element(Level::HELP.message(help));
    }
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
    let mut text = renderer.render(&[group]);
    text.push('\n');
    text
}

fn add_place<'a>(group: Group<'a>, place: &'a Place, label: Option<&'a str>, kind: AnnotationKind) -> Group<'a> {
    if place.line == 0 {
        let group = group.element(Origin::path(&*place.file));
        return match label {
            Some(label) => group.element(Level::NOTE.message(label)),
            None => group,
        };
    }
    let text = place.text();
    let byte = |characters: u32| text.char_indices().nth(characters as usize).map_or(text.len(), |(at, _)| at);
    let start = byte(place.column - 1);
    let end = byte(place.column - 1 + place.length);
    let mut annotation = kind.span(start..end);
    if let Some(label) = label {
        annotation = annotation.label(label);
    }
    let snippet = Snippet::source(text).path(&*place.file).line_start(place.line as usize);
    group.element(snippet.annotation(annotation))
}
