//! Themes: templates compiled once, assets under names that hold their hash.
//!
//! The site's own `templates/` and `assets/` replace a theme's file by file; a template of the site may still extend the one
//! it replaces, as `<theme>/base.html`. Precedence, first wins: the site's file, the theme's file.

mod builtin;
mod engine;
mod listed;
mod manifest;
mod mentions;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::diagnostics::{Diagnostic, FileText, Place, codes};
use crate::paths::UrlPath;

pub use builtin::{builtin, builtin_names};
pub use engine::Engine;
pub use manifest::{CONTRACT_VERSION, Markup};
pub use mentions::Mentions;

/// A theme's files, read but not compiled.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ThemeFiles {
    /// Its name.
    pub name: String,
    /// `theme.yaml`, if it has one.
    pub manifest: Option<FileText>,
    /// Templates by name (`article.html`): the theme's own.
    pub templates: BTreeMap<String, FileText>,
    /// Templates by name: the site's, from `templates/`.
    pub overrides: BTreeMap<String, FileText>,
    /// Assets by name (`style.css`): the site's where it has one, else the theme's.
    pub assets: BTreeMap<String, Arc<[u8]>>,
    /// Templates for which the site wants no pages: the theme then counts as having none, though others may include them.
    pub unused: Vec<&'static str>,
}

/// A theme that is ready to render.
#[derive(Debug)]
pub struct Theme {
    /// The compiled templates.
    pub engine: Engine,
    /// The assets, by name.
    pub assets: Vec<ThemeAsset>,
    /// The names that its templates hold.
    pub mentions: Mentions,
    /// Those that cards in lists are asked for, if these are fewer.
    pub listed: Option<Mentions>,
    /// What it wants in the markup of articles.
    pub markup: Markup,
}

/// A file that pages load.
#[derive(Debug, Clone)]
pub struct ThemeAsset {
    /// Its name in the theme: `style.css`.
    pub name: String,
    /// Its address, with a hash of its bytes: `/assets/style.1a2b3c4d5e.css`.
    pub url: UrlPath,
    /// Its bytes.
    pub bytes: Arc<[u8]>,
}

/// Templates that Citewire renders: a theme must have them all.
pub const REQUIRED: &[&str] = &[
    "404.html",
    "alias.html",
    "article.html",
    "home.html",
    "page.html",
    "publisher.html",
    "publishers.html",
    "taxonomy.html",
    "term.html",
];

/// Compiles a theme.
///
/// # Errors
/// Every mistake in its templates, and every required template that is not there.
pub fn compile(files: &ThemeFiles) -> Result<Theme, Vec<Diagnostic>> {
    let mut diagnostics: Vec<Diagnostic> = (REQUIRED.iter())
        .filter(|name| !files.templates.contains_key(**name) && !files.overrides.contains_key(**name))
        .map(|name| missing(&files.name, name))
        .collect();
    let markup = files.manifest.as_ref().map_or_else(Markup::default, |file| manifest::read(file, &mut diagnostics));
    let mut assets = Vec::new();
    for (name, bytes) in &files.assets {
        match UrlPath::new(hashed(name, bytes)) {
            Ok(url) => assets.push(ThemeAsset { name: name.clone(), url, bytes: bytes.clone() }),
            Err(error) => {
                let place = Place::file(format!("assets/{name}"));
                diagnostics.push(Diagnostic::error(codes::BAD_PATH, place, format!("the name of this asset {error}")));
            }
        }
    }
    match Engine::new(files) {
        Ok(engine) if diagnostics.is_empty() => {
            let templates = files.templates.values().chain(files.overrides.values());
            let mentions = Mentions::of(templates.map(|file| &*file.text));
            let listed = listed::mentions(files, &mentions);
            Ok(Theme { engine, assets, mentions, listed, markup })
        }
        Ok(_) => Err(diagnostics),
        Err(diagnostic) => {
            diagnostics.push(*diagnostic);
            Err(diagnostics)
        }
    }
}

fn missing(theme: &str, template: &str) -> Diagnostic {
    let place = Place::file(format!("themes/{theme}/templates/{template}"));
    Diagnostic::error(codes::THEME, place, format!("the theme `{theme}` has no template `{template}`"))
        .help("add it, or start from a copy of the built-in theme's")
}

/// The address of an asset: a hash of its bytes stands before its extension.
fn hashed(name: &str, bytes: &[u8]) -> String {
    let hash = blake3::hash(bytes).to_hex();
    let hash = &hash[..10];
    let (folder, file) = name.rsplit_once('/').map_or(("", name), |(folder, file)| (folder, file));
    let slash = if folder.is_empty() { "" } else { "/" };
    match file.rsplit_once('.') {
        Some((stem, extension)) if !stem.is_empty() => format!("/assets/{folder}{slash}{stem}.{hash}.{extension}"),
        _ => format!("/assets/{folder}{slash}{file}.{hash}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(templates: &[(&str, &str)]) -> ThemeFiles {
        let text =
            |name: &str, text: &str| FileText { path: format!("themes/x/templates/{name}").into(), text: text.into() };
        let mut files = ThemeFiles { name: "x".to_owned(), ..ThemeFiles::default() };
        files.templates = REQUIRED.iter().map(|name| ((*name).to_owned(), text(name, ""))).collect();
        for (name, body) in templates {
            files.templates.insert((*name).to_owned(), text(name, body));
        }
        files
    }

    #[test]
    fn an_asset_s_address_changes_with_its_bytes_only() {
        assert_eq!(hashed("style.css", b"a"), hashed("style.css", b"a"));
        assert_ne!(hashed("style.css", b"a"), hashed("style.css", b"b"));
        assert!(hashed("fonts/a.woff2", b"").starts_with("/assets/fonts/a."));
    }

    #[test]
    fn a_missing_template_is_named() {
        let mut files = files(&[]);
        files.templates.remove("home.html");
        let errors = compile(&files).unwrap_err();
        assert_eq!(errors[0].message, "the theme `x` has no template `home.html`");
    }

    #[test]
    fn a_theme_for_another_version_is_refused_and_an_unknown_key_named() {
        let mut files = files(&[]);
        let manifest = |text: &str| Some(FileText { path: "themes/x/theme.yaml".into(), text: text.into() });
        files.manifest = manifest("name: x\nversion: 2\nautor: me\n");
        let messages: Vec<_> = compile(&files).unwrap_err().into_iter().map(|d| d.message).collect();
        let expected = ["unknown key `autor`", "this theme was made for version 2 of the theme contract, not 1"];
        assert_eq!(messages, expected);
        files.manifest = manifest("name: x\nversion: 1\n");
        assert!(compile(&files).is_ok());
    }

    #[test]
    fn a_mistake_in_a_template_is_drawn_with_its_line() {
        let errors = compile(&files(&[("home.html", "<p>\n{{ site.title }</p>")])).unwrap_err();
        let place = errors[0].place.as_ref().unwrap();
        assert_eq!((&*place.file, place.line), ("themes/x/templates/home.html", 2));
    }

    #[test]
    fn an_unknown_variable_is_an_error_at_its_place() {
        let theme = compile(&files(&[("home.html", "<p>\n  {{ ttile }}</p>")])).unwrap();
        let error = theme.engine.render("home.html", &tera::Context::new()).unwrap_err();
        let place = error.place.as_ref().unwrap();
        assert_eq!((&*place.file, place.line, place.column), ("themes/x/templates/home.html", 2, 6));
    }

    #[test]
    fn a_template_of_the_site_extends_the_one_it_replaces() {
        let mut files = files(&[("home.html", "theme {% block a %}{% endblock %}")]);
        let over = FileText {
            path: "templates/home.html".into(),
            text: "{% extends \"x/home.html\" %}{% block a %}site{% endblock %}".into(),
        };
        files.overrides.insert("home.html".to_owned(), over);
        let theme = compile(&files).unwrap();
        assert_eq!(theme.engine.render("home.html", &tera::Context::new()).unwrap(), "theme site");
    }

    #[test]
    fn groups_keep_the_order_of_their_first_member() {
        let body = "{% for k, v in items | group_by(attribute=\"k\") %}{{ k }}{% endfor %}";
        let theme = compile(&files(&[("home.html", body)])).unwrap();
        let mut context = tera::Context::new();
        let item = |k: &str| BTreeMap::from([("k", k.to_owned())]);
        context.insert("items", &["z", "b", "z", "a", "y", "c"].map(item));
        assert_eq!(theme.engine.render("home.html", &context).unwrap(), "zbayc");
    }
}
