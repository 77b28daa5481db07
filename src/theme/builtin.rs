//! The built-in themes, embedded from `themes/`, so that nothing but the binary is needed.

use include_dir::{Dir, include_dir};

use super::ThemeFiles;
use crate::diagnostics::FileText;

static THEMES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/themes");

/// Names of the built-in themes.
#[must_use]
pub fn builtin_names() -> Vec<&'static str> {
    THEMES.dirs().filter_map(|dir| dir.path().to_str()).collect()
}

/// The files of a built-in theme, if there is one of that name.
#[must_use]
pub fn builtin(name: &str) -> Option<ThemeFiles> {
    let dir = THEMES.get_dir(name)?;
    let mut files = ThemeFiles { name: name.to_owned(), ..ThemeFiles::default() };
    files.manifest = dir.get_file(format!("{name}/theme.yaml")).map(text);
    collect(dir, &format!("{name}/templates/"), &mut |name, file| {
        files.templates.insert(name, text(file));
    });
    collect(dir, &format!("{name}/assets/"), &mut |name, file| {
        files.assets.insert(name, file.contents().into());
    });
    Some(files)
}

fn text(file: &include_dir::File<'_>) -> FileText {
    let path = format!("themes/{}", file.path().display()).into();
    FileText { path, text: file.contents_utf8().unwrap_or_default().into() }
}

fn collect(dir: &Dir<'static>, prefix: &str, take: &mut dyn FnMut(String, &include_dir::File<'static>)) {
    for file in dir.files() {
        let path = file.path().to_string_lossy().replace('\\', "/");
        if let Some(name) = path.strip_prefix(prefix) {
            take(name.to_owned(), file);
        }
    }
    dir.dirs().for_each(|dir| collect(dir, prefix, take));
}
