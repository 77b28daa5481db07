//! Bundles: folders with an `index.md`, whose other files belong to it.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::read::image_size;
use super::walk::File;
use crate::content::Asset;
use crate::diagnostics::{Diagnostic, Place, codes};
use crate::paths::OutputPath;

/// A bundle that is being collected: the folder of an `index.md`.
pub(super) struct Bundle {
    folder: String,
    pub(super) assets: Vec<Asset>,
}

/// The bundles among the content files, by the path of their `index.md`.
pub(super) fn bundles(top: &str, texts: &[File]) -> BTreeMap<Arc<str>, Bundle> {
    let index = |file: &&File| file.path.ends_with("/index.md") && file.path.len() > top.len() + "/index.md".len();
    let bundle = |file: &File| {
        let folder = file.path[..file.path.len() - "index.md".len()].to_owned();
        (file.path.clone(), Bundle { folder, assets: Vec::new() })
    };
    texts.iter().filter(index).map(bundle).collect()
}

/// Gives a file to the innermost bundle that it lies in.
pub(super) fn add_asset(file: File, bundles: &mut BTreeMap<Arc<str>, Bundle>, diagnostics: &mut Vec<Diagnostic>) {
    // From the innermost folder outwards.
    let folders = file.path.rmatch_indices('/').map(|(at, _)| [&file.path[..=at], "index.md"].concat());
    let index = folders.map(Arc::<str>::from).find(|index| bundles.contains_key(index));
    if let Some(bundle) = index.and_then(|index| bundles.get_mut(&index)) {
        let name = file.path[bundle.folder.len()..].to_owned();
        if let Err(error) = OutputPath::new(&name) {
            let message = format!("this file cannot be published: its path {error}");
            diagnostics.push(Diagnostic::error(codes::BAD_PATH, Place::file(file.path), message).help("rename it"));
            return;
        }
        let size = image_size(&file.disk.to_path());
        bundle.assets.push(Asset { name, path: file.path, disk: file.disk.to_path(), size });
        return;
    }
    let message = "this file is neither Markdown nor in the folder of an `index.md`: it is not published";
    let help = "put it into `static/`, or make its article a folder with an `index.md`";
    diagnostics.push(Diagnostic::warning(codes::UNKNOWN_FILE, Place::file(file.path), message).help(help));
}
