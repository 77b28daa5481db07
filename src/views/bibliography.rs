//! The files of bibliographies, as links.

use super::{LinkView, Views};
use crate::config::Switch;
use crate::paths::encode_path;

/// The file name of a bibliography in CSL-JSON, in an article's folder and at the top of the site.
pub const CSL_JSON: &str = "sources.json";
/// The same in BibTeX.
pub const BIBTEX: &str = "sources.bib";

impl Views {
    /// Links to the bibliographies below a path of the site (`/` or an article's folder); none if the site wants none.
    #[must_use]
    pub fn bibliography(&self, folder: &str) -> Vec<LinkView> {
        if !self.site.config.outputs.writes(Switch::Bibliographies) {
            return Vec::new();
        }
        let folder = encode_path(folder);
        let link =
            |title: &str, file: &str| LinkView { title: title.to_owned(), url: self.url(&format!("{folder}{file}")) };
        vec![link("BibTeX", BIBTEX), link("CSL-JSON", CSL_JSON)]
    }
}
