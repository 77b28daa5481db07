//! Files that are published as they are: `static/`, and the files of bundles beside their pages.

use super::{Origin, Output, Render, Rendered};
use crate::paths::UrlPath;

pub(super) const STATIC: Output = Output {
    name: "static files",
    about: "a file of `static/`",
    plan: |site, _, plan| {
        for (index, file) in (0u32..).zip(&*site.static_files) {
            plan.add(file.url.clone(), (index, 0), Origin::File(file.path.clone()));
        }
    },
    render: Render::Bytes(|renderer, (index, _)| {
        Ok(Rendered::Copy(renderer.site().static_files[index as usize].disk.clone()))
    }),
};

pub(super) const BUNDLES: Output = Output {
    name: "bundle files",
    about: "a file beside an article",
    plan: |site, _, plan| {
        for (index, (page, asset)) in (0u32..).zip(site.bundle_files()) {
            if let Ok(url) = UrlPath::new(format!("{}{}", page.folder(), asset.name)) {
                plan.add(url, (index, 0), Origin::File(asset.path.clone()));
            }
        }
    },
    render: Render::Bytes(|renderer, (index, _)| {
        let asset = renderer.site().bundle_files().nth(index as usize);
        Ok(Rendered::Copy(asset.map(|(_, asset)| asset.disk.clone()).unwrap_or_default()))
    }),
};
