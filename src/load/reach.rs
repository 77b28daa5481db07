//! Whether a path may be read: it is there, and inside of the site. A folder that cannot be reached is never an empty one,
//! since a build of nothing would take the place of the published site.

use std::path::Path;

use walkdir::DirEntry;

use super::walk::relative;
use crate::diagnostics::{Diagnostic, Place, codes};

/// Whether a path is there; what is wrong if that cannot be known, or if it must not be read. `root` is free of links.
pub(super) fn is_there(root: &Path, path: &Path) -> Result<bool, Box<Diagnostic>> {
    match path.try_exists() {
        Ok(true) if leads_out(root, path) => Err(Box::new(outside(root, path))),
        Ok(true) => Ok(true),
        // A link on the way there may be what leads nowhere.
        Ok(false) => {
            let mut way = path.ancestors().take_while(|above| *above != root);
            match way.find(|above| above.is_symlink() && !above.exists()) {
                Some(link) => Err(Box::new(nowhere(root, link))),
                None => Ok(false),
            }
        }
        Err(error) => {
            let message = format!("this cannot be read: {error}");
            Err(Box::new(Diagnostic::error(codes::UNREADABLE, Place::file(relative(root, path)), message)))
        }
    }
}

/// Whether a path, all links on its way followed, lies outside of the site at `root`, which is free of links: then it is not
/// read.
#[must_use]
pub fn leads_out(root: &Path, path: &Path) -> bool {
    !path.canonicalize().is_ok_and(|target| target.starts_with(root))
}

/// Whether what a walk met is a link that [`leads_out`].
#[must_use]
pub fn is_link_out(root: &Path, entry: &DirEntry) -> bool {
    entry.path_is_symlink() && leads_out(root, entry.path())
}

/// What is said about a path that [`leads_out`].
pub(super) fn outside(root: &Path, path: &Path) -> Diagnostic {
    let place = Place::file(relative(root, path));
    Diagnostic::error(codes::OUTSIDE_SITE, place, "this link leads out of the site's folder")
        .help("copy what it points to into the site")
}

/// What is said about a link whose target is not there.
pub(super) fn nowhere(root: &Path, link: &Path) -> Diagnostic {
    let target = link.read_link().map_or_else(|_| "nowhere".to_owned(), |to| format!("`{}`", to.display()));
    let message = format!("this link leads to {target}, which is not there");
    Diagnostic::error(codes::UNREADABLE, Place::file(relative(root, link)), message)
        .help("bring back what it points to, or remove the link")
}
