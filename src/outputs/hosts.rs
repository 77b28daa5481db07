//! Files that hosts look for: `_redirects` and `_headers` (Netlify, Cloudflare Pages), `.nojekyll` and `CNAME` (GitHub
//! Pages). A file of `static/` with the same name takes their place.

use std::collections::BTreeSet;
use std::fmt::Write;

use super::{Output, Plan, Rendered};
use crate::config::Host;
use crate::diagnostics::{Diagnostic, Place, codes};
use crate::site::Site;

/// Redirects that Cloudflare Pages reads: <https://developers.cloudflare.com/pages/configuration/redirects/>.
const CLOUDFLARE_REDIRECTS: usize = 2_000;

/// Files of a site on its free plan: <https://developers.cloudflare.com/pages/platform/limits/>.
const CLOUDFLARE_FILES: usize = 20_000;

pub(super) const REDIRECTS: Output = Output {
    name: "redirects",
    about: "`_redirects`",
    plan: |site, _, plan| {
        if site.config.host.reads_rules() && !site.aliases.is_empty() {
            own(site, plan, "/_redirects");
        }
    },
    render: |renderer, _| Ok(Rendered::Bytes(redirects(renderer.site()).into_bytes())),
};

pub(super) const HEADERS: Output = Output {
    name: "headers",
    about: "`_headers`",
    plan: |site, _, plan| {
        if site.config.host.reads_rules() {
            own(site, plan, "/_headers");
        }
    },
    render: |renderer, _| Ok(Rendered::Bytes(headers(renderer.site()).into_bytes())),
};

pub(super) const NOJEKYLL: Output = Output {
    name: "nojekyll",
    about: "`.nojekyll`",
    plan: |site, _, plan| {
        if site.config.host.reads_nojekyll() {
            own(site, plan, "/.nojekyll");
        }
    },
    render: |_, _| Ok(Rendered::Bytes(Vec::new())),
};

pub(super) const CNAME: Output = Output {
    name: "CNAME",
    about: "`CNAME`",
    plan: |site, _, plan| {
        if site.config.host == Host::GithubPages && own_domain(site).is_some() {
            own(site, plan, "/CNAME");
        }
    },
    render: |renderer, _| {
        let domain = own_domain(renderer.site()).unwrap_or_default();
        Ok(Rendered::Bytes(format!("{domain}\n").into_bytes()))
    },
};

fn own(site: &Site, plan: &mut Plan<'_>, path: &str) {
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

/// What the host will not take, as warnings; `files` is how many files the build writes.
pub(super) fn limits(site: &Site, files: usize) -> Vec<Diagnostic> {
    if site.config.host != Host::CloudflarePages {
        return Vec::new();
    }
    let limit = |found: usize, limit: usize, what: &str, help: &str| {
        let message = format!("Cloudflare Pages takes {limit} {what}, and this site has {found}");
        let warning = Diagnostic::warning(codes::HOST_LIMIT, Place::file(site.config.file.path.clone()), message);
        (found > limit).then(|| warning.help(help.to_owned()))
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
