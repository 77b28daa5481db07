//! `robots.txt`: everything may be read, and where the sitemaps are.

use super::sitemap::{NEWS_PATH, has_news};
use super::{Output, Render, Rendered};

pub(super) const OUTPUT: Output = Output {
    name: "robots",
    about: "`robots.txt`",
    plan: |_, _, plan| plan.add_own("/robots.txt", (0, 0)),
    render: Render::Bytes(|renderer, _| {
        let mut text = "User-agent: *\nDisallow:\n\n".to_owned();
        let news = has_news(renderer.site()).then_some(NEWS_PATH);
        for path in std::iter::once("/sitemap.xml").chain(news) {
            text.push_str(&format!("Sitemap: {}\n", renderer.views.permalink(path)));
        }
        Ok(Rendered::Bytes(text.into_bytes()))
    }),
};
