//! Rules about how URLs are written: tracking parameters, `http`.

use super::document::WrittenUrl;
use super::{Checked, Found, Report};
use crate::content::identity::{holds_url, is_tracking, printed};

pub(super) fn tracking(checked: &Checked<'_>, report: &mut Report<'_>) {
    let more = &checked.site.config.tracking_parameters;
    for document in &checked.documents {
        for url in document.urls() {
            let names = tracking_names(&url, more);
            let Some((first, range)) = names.first() else { continue };
            let message = match names.len() {
                1 => format!("`{first}` only tells who led the reader there"),
                count => format!("`{first}` and {} more only tell who led the reader there", count - 1),
            };
            let help = format!("write {}", printed(&url.text, more));
            report.add(Found::new(document.file, url.part(range.clone()), message, help));
        }
    }
}

/// The tracking parameters of a URL; each with the place from it on to the end of the query.
fn tracking_names<'u>(url: &'u WrittenUrl<'_>, more: &[String]) -> Vec<(&'u str, std::ops::Range<usize>)> {
    let text = &url.text[..url.text.find('#').unwrap_or(url.text.len())];
    let Some(query) = text.find('?').filter(|at| !holds_url(&text[..*at])).map(|at| at + 1) else { return Vec::new() };
    let mut names = Vec::new();
    let mut at = query;
    for pair in text[query..].split('&') {
        let name = pair.split('=').next().unwrap_or_default();
        if is_tracking(name, more) {
            names.push((name, at..text.len()));
        }
        at += pair.len() + 1;
    }
    names
}

pub(super) fn http(checked: &Checked<'_>, report: &mut Report<'_>) {
    for document in &checked.documents {
        for url in document.urls() {
            let scheme = url.text.get(..7).filter(|scheme| scheme.eq_ignore_ascii_case("http://"));
            let host = &url.text[url.host()];
            let is_local = ["localhost", "127.", "[::1]"].iter().any(|local| host.starts_with(local));
            if scheme.is_some() && !is_local {
                let help = format!("if the host has it, write https://{}", &url.text[7..]);
                report.add(Found::new(document.file, url.part(0..4), "`http` is not encrypted", help));
            }
        }
    }
}
