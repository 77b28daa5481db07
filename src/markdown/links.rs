//! Where links and images lead: full URLs are checked and kept, everything else becomes a typed target.

use std::borrow::Cow;

use crate::diagnostics::{Code, codes, nearest};
use crate::url_parts;

use super::text::{is_forbidden, percent_decode};
use super::{Context, LinkTarget};

/// Where an `href` or `src` leads.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Href {
    /// A full URL, to be written as it is.
    Url(String),
    /// Something that is known only where the text is shown.
    Hole(LinkTarget),
}

/// Why an address cannot be used.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Refusal {
    pub(super) code: Code,
    pub(super) message: String,
    pub(super) help: String,
}

/// What an address is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Use {
    /// `href`
    Link,
    /// `src`
    Image,
}

/// Finds out where an address leads; entities and backslashes of Markdown are already resolved in it.
pub(super) fn resolve(written: &str, usage: Use, context: &Context<'_>) -> Result<Href, Refusal> {
    let address = clean(written);
    if let Some(rest) = address.strip_prefix("//") {
        return absolute(format!("https://{rest}").into(), written, usage);
    }
    if let Some(scheme) = scheme(&address) {
        let is = |name: &str| scheme.eq_ignore_ascii_case(name);
        return match usage {
            _ if is("http") || is("https") => absolute(address, written, usage),
            Use::Link if is("mailto") => Ok(Href::Url(address.into_owned())),
            _ => Err(unsafe_link(&scheme.to_ascii_lowercase(), written, usage)),
        };
    }
    if let Some(fragment) = address.strip_prefix('#').filter(|_| usage == Use::Link) {
        return Ok(Href::Hole(LinkTarget::Fragment(percent_decode(fragment))));
    }
    if address.starts_with('/') {
        return Ok(Href::Hole(LinkTarget::SitePath(address.replace('\\', "%5C"))));
    }
    relative(&address, written, usage, context)
}

/// What a browser makes of an address before it looks at the scheme: no control characters, no space around it.
fn clean(written: &str) -> Cow<'_, str> {
    if written.bytes().all(|b| b.is_ascii_graphic()) {
        return written.into();
    }
    let kept: String = written.chars().filter(|c| !is_forbidden(*c) && !c.is_ascii_control()).collect();
    kept.trim().to_owned().into()
}

fn scheme(address: &str) -> Option<&str> {
    let (scheme, _) = address.split_once(':')?;
    let mut chars = scheme.chars();
    let starts = chars.next()?.is_ascii_alphabetic();
    (starts && chars.all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'))).then_some(scheme)
}

fn absolute(address: Cow<'_, str>, written: &str, usage: Use) -> Result<Href, Refusal> {
    if url_parts::usual(&address).is_some() {
        return Ok(Href::Url(address.into_owned()));
    }
    let host = address.find("://").map(|at| &address[at + 3..]).unwrap_or_default();
    let host = &host[..host.find(['/', '?', '#']).unwrap_or(host.len())];
    if !host.is_empty() && url::Url::parse(&address).is_ok() {
        return Ok(Href::Url(address.into_owned()));
    }
    Err(Refusal {
        code: codes::BAD_URL,
        message: format!("`{written}` is not a URL that {} can lead to", noun(usage)),
        help: "a full URL needs `https://`, a host and no spaces: `https://example.org/story`".to_owned(),
    })
}

fn unsafe_link(scheme: &str, written: &str, usage: Use) -> Refusal {
    let help = match usage {
        Use::Link => "link to an `http`, `https` or `mailto` URL, or to a page of the site".to_owned(),
        Use::Image => "show an image of the bundle, of `static/`, or of an `http` or `https` URL".to_owned(),
    };
    let message = format!("{} to `{}` has the scheme `{scheme}`", noun(usage), written.trim());
    Refusal { code: codes::UNSAFE_LINK, message, help }
}

fn noun(usage: Use) -> &'static str {
    match usage {
        Use::Link => "a link",
        Use::Image => "an image",
    }
}

fn relative(address: &str, written: &str, usage: Use, context: &Context<'_>) -> Result<Href, Refusal> {
    let path_end = address.find(['?', '#']).unwrap_or(address.len());
    let (path, rest) = address.split_at(path_end);
    let path = percent_decode(path);
    let in_bundle = join("", &path);
    let asset = in_bundle.as_ref().filter(|name| context.assets.iter().any(|asset| asset.name == **name));
    if let Some(name) = asset {
        return Ok(Href::Hole(LinkTarget::Asset { name: name.clone(), rest: rest.to_owned() }));
    }
    if usage == Use::Link && path.to_ascii_lowercase().ends_with(".md") {
        return content_file(&path, rest, written, context);
    }
    Err(missing(&path, written, usage, context))
}

fn content_file(path: &str, rest: &str, written: &str, context: &Context<'_>) -> Result<Href, Refusal> {
    let folder = context.file.path.rsplit_once('/').map_or("", |(folder, _)| folder);
    match join(folder, path).filter(|path| path.starts_with("content/")) {
        Some(path) => {
            let fragment = rest.find('#').map(|at| percent_decode(&rest[at + 1..])).filter(|f| !f.is_empty());
            Ok(Href::Hole(LinkTarget::ContentFile { path, fragment }))
        }
        None => Err(Refusal {
            code: codes::OUTSIDE_SITE,
            message: format!("the link to `{written}` leads out of `content/`"),
            help: "link to a Markdown file below `content/`, relative to this file".to_owned(),
        }),
    }
}

fn missing(path: &str, written: &str, usage: Use, context: &Context<'_>) -> Refusal {
    let names = || context.assets.iter().map(|asset| asset.name.as_str());
    let (code, message) = match usage {
        _ if written.trim().is_empty() => (codes::BROKEN_LINK, format!("{} has no address", noun(usage))),
        Use::Link => (codes::BROKEN_LINK, format!("the link to `{written}` leads to no file beside this one")),
        Use::Image => (codes::MISSING_IMAGE, format!("the image `{written}` does not lie beside this file")),
    };
    let help = match (nearest(path, names()), usage) {
        (Some(name), _) if !path.is_empty() => format!("did you mean `{name}`?"),
        (_, Use::Image) => "put the image into the article's folder (a bundle with `index.md`), or into `static/` and \
                            write its path from `/`"
            .to_owned(),
        (_, Use::Link) => {
            "link to a Markdown file (`other.md`), a path on the site (`/about/`) or a full URL".to_owned()
        }
    };
    Refusal { code, message, help }
}

/// A path below a folder with `.` and `..` resolved; nothing if it climbs out of the top or has no name.
fn join(folder: &str, path: &str) -> Option<String> {
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => _ = parts.pop()?,
            part => parts.push(part),
        }
    }
    (!parts.is_empty()).then(|| parts.join("/"))
}
