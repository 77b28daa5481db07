//! Files that hosts look for: `_redirects` and `_headers` (Netlify, Cloudflare Pages), `.nojekyll` and `CNAME` (GitHub
//! Pages). A file of `static/` with the same name takes their place.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use super::{Output, Page, Plan, Render, Rendered};
use crate::config::Host;
use crate::diagnostics::{Diagnostic, Place, codes};
use crate::site::Site;

/// Redirects that Cloudflare Pages reads: <https://developers.cloudflare.com/pages/configuration/redirects/>.
const CLOUDFLARE_REDIRECTS: usize = 2_000;

/// Files of a site on its free plan: <https://developers.cloudflare.com/pages/platform/limits/>.
const CLOUDFLARE_FILES: usize = 20_000;

/// Files in one folder that Netlify takes: <https://docs.netlify.com/site-deploys/overview/#files-per-directory-limit>.
const NETLIFY_FILES: usize = 54_000;

/// From so many redirects on, a deploy to Netlify may fail: <https://docs.netlify.com/routing/redirects/>.
const NETLIFY_REDIRECTS: usize = 10_000;

pub(super) const REDIRECTS: Output = Output {
    name: "redirects",
    about: "`_redirects`",
    plan: |site, _, plan| {
        if site.config.host.reads_rules() && !site.aliases.is_empty() {
            own(site, plan, "/_redirects");
        }
    },
    render: Render::Bytes(|renderer, _| Ok(Rendered::Bytes(redirects(renderer.site()).into_bytes()))),
};

pub(super) const HEADERS: Output = Output {
    name: "headers",
    about: "`_headers`",
    plan: |site, _, plan| {
        if site.config.host.reads_rules() {
            own(site, plan, "/_headers");
        }
    },
    render: Render::Bytes(|renderer, _| Ok(Rendered::Bytes(headers(renderer.site()).into_bytes()))),
};

pub(super) const NOJEKYLL: Output = Output {
    name: "nojekyll",
    about: "`.nojekyll`",
    plan: |site, _, plan| {
        if site.config.host.reads_nojekyll() {
            own(site, plan, "/.nojekyll");
        }
    },
    render: Render::Bytes(|_, _| Ok(Rendered::Bytes(Vec::new()))),
};

pub(super) const CNAME: Output = Output {
    name: "CNAME",
    about: "`CNAME`",
    plan: |site, _, plan| {
        if site.config.host == Host::GithubPages && own_domain(site).is_some() {
            own(site, plan, "/CNAME");
        }
    },
    render: Render::Bytes(|renderer, _| {
        let domain = own_domain(renderer.site()).unwrap_or_default();
        Ok(Rendered::Bytes(format!("{domain}\n").into_bytes()))
    }),
};

fn own(site: &Site, plan: &mut Plan, path: &str) {
    if site.static_files.iter().all(|file| file.url.as_str() != path) {
        plan.add_own(path, (0, 0));
    }
}

/// The site's own domain, if it is not one of GitHub's.
fn own_domain(site: &Site) -> Option<&str> {
    let base = &site.config.base_url;
    let host = base.origin.split_once("://").map_or(base.origin.as_str(), |(_, host)| host);
    let host = host.split(':').next().unwrap_or(host);
    (base.path.is_empty() && !host.ends_with(".github.io")).then_some(host)
}

/// A line for each older address, in their order: `/old/ /new/ 301`.
fn redirects(site: &Site) -> String {
    // Netlify serves a file that is there rather than redirect from it, unless told so; the others redirect.
    let status = if site.config.host == Host::Netlify { "301!" } else { "301" };
    let base = &site.config.base_url;
    let line = |alias: &crate::site::Alias| {
        let (from, to) = (base.relative(&alias.from.encoded()), base.relative(&alias.to.encoded()));
        format!("{from} {to} {status}\n")
    };
    site.aliases.iter().map(line).collect::<BTreeSet<_>>().into_iter().collect()
}

/// What a page may load: pictures and films from anywhere over https, all else from the site itself. Style attributes are
/// allowed, since tables and newsletters have some; style elements and scripts in a page are not. JSON-LD is data, to which
/// these rules do not apply.
const POLICY: &[&str] = &[
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' https: data:",
    "media-src 'self' https:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
];

fn headers(site: &Site) -> String {
    let base = &site.config.base_url.path;
    let mut out = String::new();
    _ = writeln!(out, "{base}/*");
    _ = writeln!(out, "  Content-Security-Policy: {}", POLICY.join("; "));
    out.push_str("  X-Content-Type-Options: nosniff\n  Referrer-Policy: strict-origin-when-cross-origin\n");
    _ = writeln!(out, "{base}/assets/*");
    // Their names hold a hash of their content.
    out.push_str("  Cache-Control: public, max-age=31536000, immutable\n");
    out
}

/// What the host will not take, as warnings; `pages` are all files that the build writes.
pub(super) fn limits(site: &Site, pages: &[Page]) -> Vec<Diagnostic> {
    match site.config.host {
        Host::CloudflarePages => cloudflare(site, pages.len()),
        Host::Netlify => netlify(site, pages),
        Host::Any | Host::GithubPages | Host::S3 => Vec::new(),
    }
}

fn cloudflare(site: &Site, files: usize) -> Vec<Diagnostic> {
    let limit = |found: usize, limit: usize, what: &str, help: &str| {
        let message = format!("Cloudflare Pages takes {limit} {what}, and this site has {found}");
        (found > limit).then(|| warning(site, message, help))
    };
    let files = limit(
        files,
        CLOUDFLARE_FILES,
        "files",
        "write fewer newsletters (`newsletter: {editions: 5}`), or use another host",
    );
    let redirects = limit(
        site.aliases.len(),
        CLOUDFLARE_REDIRECTS,
        "redirects",
        "the rest still leads on by pages: take out aliases that nobody uses",
    );
    files.into_iter().chain(redirects).collect()
}

fn netlify(site: &Site, pages: &[Page]) -> Vec<Diagnostic> {
    // No folder can hold too many if there are not so many files.
    let paths = pages.iter().map(|page| page.url.as_str()).filter(|_| pages.len() > NETLIFY_FILES);
    let fullest = fullest(paths).filter(|(_, files)| *files > NETLIFY_FILES);
    let folder = fullest.map(|(folder, files)| {
        let message = format!("Netlify takes {NETLIFY_FILES} files in a folder, and `{folder}/` has {files}");
        let help = match site.config.permalink.is_file() {
            true => "spread the articles by `:year` and `:month` in `permalink`, and the files of `static/` over several folders",
            false => "spread the files of `static/` over several folders",
        };
        warning(site, message, help)
    });
    let count = site.aliases.len();
    let redirects = (count >= NETLIFY_REDIRECTS).then(|| {
        let message = format!("Netlify may refuse {NETLIFY_REDIRECTS} redirects and more, and this site has {count}");
        warning(site, message, "take out aliases that nobody uses, or put a rule for many into `static/_redirects`")
    });
    folder.into_iter().chain(redirects).collect()
}

/// The folder with the most files of its own, and how many these are; a page is a file in the folder of its address.
fn fullest<'p>(paths: impl Iterator<Item = &'p str>) -> Option<(&'p str, usize)> {
    let mut folders: BTreeMap<&str, usize> = BTreeMap::new();
    for path in paths {
        *folders.entry(path.rsplit_once('/').map_or("", |(folder, _)| folder)).or_default() += 1;
    }
    folders.into_iter().max_by_key(|(_, files)| *files)
}

fn warning(site: &Site, message: String, help: &str) -> Diagnostic {
    Diagnostic::warning(codes::HOST_LIMIT, Place::file(site.config.file.path.clone()), message).help(help)
}

#[cfg(test)]
mod tests {
    use super::fullest;

    #[test]
    fn the_fullest_folder_counts_its_own_files_and_not_those_of_folders_in_it() {
        let paths = ["/", "/robots.txt", "/img/a.png", "/img/b.png", "/img/c/", "/img/c/index.md", "/img/d.png", "/e/"];
        assert_eq!(fullest(paths.into_iter()), Some(("/img", 3)));
        assert_eq!(fullest(std::iter::empty()), None);
    }
}
