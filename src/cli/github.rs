//! Diagnostics as workflow commands of GitHub Actions, which shows them at their lines in a pull request.

use std::path::{Path, PathBuf};

use crate::diagnostics::{Diagnostic, Place};

/// What stands before the paths of a site so that GitHub knows them: the way from the repository's root, which is the
/// workspace of the workflow or else the current folder.
#[must_use]
pub fn prefix(root: &Path) -> PathBuf {
    let workspace = std::env::var_os("GITHUB_WORKSPACE").map(PathBuf::from);
    let tops = workspace.into_iter().chain(std::env::current_dir()).filter_map(|top| top.canonicalize().ok());
    let below = tops.filter_map(|top| root.strip_prefix(top).ok().map(Path::to_path_buf)).next();
    below.unwrap_or_else(|| root.to_path_buf())
}

/// One line: `::error file=…,line=…,col=…,title=…::message`.
#[must_use]
pub fn line(diagnostic: &Diagnostic, prefix: &Path) -> String {
    let word = if diagnostic.is_error() { "error" } else { "warning" };
    let mut properties = diagnostic.place.as_ref().map(|place| place_of(place, prefix)).unwrap_or_default();
    properties.push(("title", diagnostic.code.name.to_owned()));
    let property = |(name, value): &(&str, String)| format!("{name}={}", property(value));
    let properties: Vec<String> = properties.iter().map(property).collect();
    let mut text = diagnostic.message.clone();
    for note in &diagnostic.notes {
        let at = note.place.as_ref().map(|place| format!(" ({}:{}:{})", place.file, place.line, place.column));
        text.push_str(&format!("\nnote: {}{}", note.text, at.unwrap_or_default()));
    }
    text.extend(diagnostic.help.iter().map(|help| format!("\nhelp: {help}")));
    format!("::{word} {}::{}", properties.join(","), data(&text))
}

fn place_of(place: &Place, prefix: &Path) -> Vec<(&'static str, String)> {
    let file = prefix.join(&*place.file).to_string_lossy().replace('\\', "/");
    let mut properties = vec![("file", file)];
    if place.line > 0 {
        properties.extend([("line", place.line.to_string()), ("col", place.column.to_string())]);
    }
    properties
}

/// A message: one line, in which nothing is taken for a command.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// The value of a property.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostics::{FileText, Span, codes};

    #[test]
    fn nothing_in_a_diagnostic_can_end_the_line_or_the_property() {
        let file = FileText { path: "content/a,b:c.md".into(), text: "1\n23\n".into() };
        let place = Place::of(&file, Span::new(3..4));
        let found = Diagnostic::error(codes::PLACEHOLDER, place, "100 %\r\n::error::x").help("write");
        let expected = "::error file=site/content/a%2Cb%3Ac.md,line=2,col=2,title=placeholder::\
                        100 %25%0D%0A::error::x%0Ahelp: write";
        assert_eq!(line(&found, Path::new("site")), expected);
    }

    #[test]
    fn a_place_without_a_line_is_a_file() {
        let found = Diagnostic::warning(codes::NO_CONFIG, Place::file("citewire.yaml"), "none").note("n");
        assert_eq!(line(&found, Path::new("")), "::warning file=citewire.yaml,title=no-config::none%0Anote: n");
    }
}
