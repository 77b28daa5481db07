//! The rule about addresses that were published and no longer are.

use std::collections::HashMap;

use url::Url;

use super::{Checked, Found, Report};
use crate::config::BaseUrl;
use crate::outputs::leads_somewhere;
use crate::paths::{last_part, percent_decoded};
use crate::site::Site;

pub(super) fn run(checked: &Checked<'_>, report: &mut Report<'_>) {
    let (Some(plan), false) = (checked.plan, checked.old.is_empty()) else { return };
    plan.index();
    let by_slug = by_slug(checked.site);
    let base = &checked.site.config.base_url;
    for sitemap in checked.old.iter().filter(|sitemap| !sitemap.is_index) {
        for address in &sitemap.addresses {
            let path = path(&address.value, base);
            if path.as_ref().is_some_and(|path| leads_somewhere(path, |address| plan.find(address).is_some())) {
                continue;
            }
            let path = path.as_deref().map(percent_decoded);
            let message = match &path {
                Some(path) => format!("no page has the address `{path}` any more"),
                None => format!("`{}` does not lie below the site's `base_url`", address.value),
            };
            let help = help(path.as_deref(), &by_slug);
            report.add(Found::new(&sitemap.file, address.span, message, help));
        }
    }
}

/// The files of articles and pages, by the last part of their addresses.
fn by_slug(site: &Site) -> HashMap<&str, &str> {
    let stories = site.stories.iter().map(|story| (&story.url, &story.article.file));
    let pages = site.pages.iter().map(|page| (&page.url, &page.page.file));
    let named = stories.chain(pages).map(|(url, file)| (last_part(url.as_str()), &*file.path));
    named.filter(|(name, _)| !name.is_empty()).collect()
}

/// The path of an address on the site, without base path; `None` if it is not below that. The host does not matter: a
/// preview has another one.
fn path(address: &str, base: &BaseUrl) -> Option<String> {
    let url = Url::parse(address).ok()?;
    let path = url.path().strip_prefix(&base.path)?;
    path.starts_with('/').then(|| path.to_owned())
}

fn help(path: Option<&str>, by_slug: &HashMap<&str, &str>) -> String {
    let Some(path) = path else { return "pages cannot be redirected from outside of the site".to_owned() };
    match by_slug.get(last_part(path)) {
        Some(file) => format!("if {file} took its place, add there: aliases: [{path}]"),
        None => format!("add to the article or page that took its place: aliases: [{path}]"),
    }
}
