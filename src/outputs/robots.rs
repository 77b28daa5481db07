//! `robots.txt`: everything may be read, and where the sitemap is.

use super::{Output, Rendered};

pub(super) const OUTPUT: Output = Output {
    name: "robots",
    about: "`robots.txt`",
    plan: |_, _, plan| plan.add_own("/robots.txt", (0, 0)),
    render: |renderer, _| {
        let sitemap = renderer.views.permalink("/sitemap.xml");
        Ok(Rendered::Bytes(format!("User-agent: *\nDisallow:\n\nSitemap: {sitemap}\n").into_bytes()))
    },
};
