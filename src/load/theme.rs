//! The theme's files: from `themes/<name>/` of the site or built in, with the site's own templates and assets over them.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use super::{reach, read, walk};
use crate::config::Config;
use crate::diagnostics::{Diagnostic, FileText, Place, codes, nearest};
use crate::theme::{ThemeFiles, builtin, builtin_names};

/// Reads the configured theme. What cannot be read is reported; the theme is then incomplete.
pub(super) fn load(root: &Path, config: &Config, diagnostics: &mut Vec<Diagnostic>) -> ThemeFiles {
    let name = &config.theme;
    let folder = root.join("themes").join(name);
    if let Err(diagnostic) = reach::is_there(root, &folder) {
        diagnostics.push(*diagnostic);
        return builtin("default").unwrap_or_default();
    }
    let mut files = if folder.is_dir() {
        ThemeFiles {
            name: name.clone(),
            manifest: manifest(root, name, diagnostics),
            templates: templates(root, &format!("themes/{name}/templates"), diagnostics),
            assets: assets(root, &format!("themes/{name}/assets"), diagnostics),
            ..ThemeFiles::default()
        }
    } else if let Some(files) = builtin(name) {
        files
    } else {
        diagnostics.push(unknown(root, config));
        return builtin("default").unwrap_or_default();
    };
    files.overrides = templates(root, "templates", diagnostics);
    files.assets.extend(assets(root, "assets", diagnostics));
    files.unused = config.outputs.unused_templates().collect();
    files
}

fn manifest(root: &Path, name: &str, diagnostics: &mut Vec<Diagnostic>) -> Option<FileText> {
    let path = format!("themes/{name}/theme.yaml");
    let disk = root.join(&path);
    let text = || read::text(&disk, path.into(), read::Limit::fixed(1 << 16));
    let manifest = reach::is_there(root, &disk).and_then(|there| there.then(text).transpose());
    manifest.map_err(|diagnostic| diagnostics.push(*diagnostic)).ok().flatten()
}

fn unknown(root: &Path, config: &Config) -> Diagnostic {
    let mut names: Vec<String> = builtin_names().into_iter().map(str::to_owned).collect();
    if let Ok(entries) = std::fs::read_dir(root.join("themes")) {
        names.extend(entries.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned()));
    }
    names.sort();
    names.dedup();
    let help = match nearest(&config.theme, names.iter().map(String::as_str)) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("there are: {}", names.join(", ")),
    };
    let text = &config.file.text;
    let at = if text.starts_with("theme:") { 0 } else { text.find("\ntheme:").map_or(0, |at| at + 1) };
    let span = crate::diagnostics::Span::new(at..at + "theme".len());
    let message = format!("there is no theme `{}`", config.theme);
    Diagnostic::error(codes::THEME, Place::of(&config.file, span), message).help(help)
}

fn templates(root: &Path, folder: &str, diagnostics: &mut Vec<Diagnostic>) -> BTreeMap<String, FileText> {
    let mut templates = BTreeMap::new();
    for file in walk::files_below(root, folder, diagnostics) {
        match read::text(&file.disk.to_path(), file.path.clone(), read::Limit::fixed(1 << 20)) {
            Ok(text) => {
                templates.insert(file.path[folder.len() + 1..].to_owned(), text);
            }
            Err(diagnostic) => diagnostics.push(*diagnostic),
        }
    }
    templates
}

fn assets(root: &Path, folder: &str, diagnostics: &mut Vec<Diagnostic>) -> BTreeMap<String, Arc<[u8]>> {
    let mut assets = BTreeMap::new();
    for file in walk::files_below(root, folder, diagnostics) {
        match std::fs::read(file.disk.to_path()) {
            Ok(bytes) => {
                assets.insert(file.path[folder.len() + 1..].to_owned(), bytes.into());
            }
            Err(error) => {
                let message = format!("this file cannot be read: {error}");
                diagnostics.push(Diagnostic::error(codes::UNREADABLE, Place::file(file.path), message));
            }
        }
    }
    assets
}
