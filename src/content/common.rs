//! The keys that articles and pages share.

use super::article::{Allow, Image};
use super::identity::check_url;
use super::parse::Context;
use super::slug::slugify;
use super::visible::hidden;
use crate::config::{Extra, is_language};
use crate::diagnostics::{Spanned, codes, nearest};
use crate::markdown::{Body, Html, Inline};
use crate::paths::{UrlPath, check_segment, percent_decoded};
use crate::yaml::Fields;

/// Keys of every content file.
pub(super) struct Common {
    pub(super) title: Spanned<String>,
    slug: Option<Spanned<String>>,
    pub(super) aliases: Vec<Spanned<String>>,
    pub(super) summary: Option<Spanned<String>>,
    pub(super) draft: bool,
    pub(super) image: Option<Image>,
    pub(super) lang: Option<String>,
    pub(super) allows: Vec<Allow>,
    pub(super) extra: Extra,
}

/// Reads them.
pub(super) fn read(context: &Context<'_>, fields: &mut Fields<'_>) -> Common {
    Common {
        title: title(fields),
        slug: slug(fields),
        aliases: aliases(fields),
        summary: fields.text("summary"),
        draft: fields.boolean("draft").unwrap_or(false),
        image: image(context, fields),
        lang: lang(fields),
        allows: allows(fields),
        extra: fields.extra(),
    }
}

fn title(fields: &mut Fields<'_>) -> Spanned<String> {
    let title = fields.required("title", "title: What the reader sees first");
    let title = title.unwrap_or_else(|| Spanned::new("Untitled".to_owned(), fields.span()));
    if let Some((_, c)) = hidden(&title.value).next() {
        let message = format!("the title holds the invisible character U+{:04X}", u32::from(c));
        fields.warn(codes::BAD_VALUE, title.span, message, "type the title again instead of copying it");
    }
    title
}

fn slug(fields: &mut Fields<'_>) -> Option<Spanned<String>> {
    let slug = fields.text("slug")?;
    let Err(error) = check_segment(&slug.value) else { return Some(slug) };
    let help = match slugify(&slug.value) {
        made if made.is_empty() => "use lower-case letters, digits and `-`".to_owned(),
        made => format!("slug: {made}"),
    };
    fields.report(codes::BAD_PATH, slug.span, format!("a slug {error}"), help);
    None
}

fn aliases(fields: &mut Fields<'_>) -> Vec<Spanned<String>> {
    let mut aliases = Vec::new();
    for mut alias in fields.texts("aliases") {
        // Copied from a browser, it is percent-encoded; addresses are compared and written decoded.
        alias.value = percent_decoded(&alias.value);
        let message = match UrlPath::new(&alias.value) {
            Ok(_) if alias.value.contains('\u{FFFD}') => "this alias is not percent-encoded UTF-8".to_owned(),
            Ok(_) => {
                alias.value = as_served(alias.value);
                let is_new = aliases.iter().all(|known: &Spanned<String>| known.value != alias.value);
                aliases.extend(is_new.then_some(alias));
                continue;
            }
            Err(_) if !alias.value.starts_with('/') => format!("the alias `{}` does not start with `/`", alias.value),
            Err(error) => format!("the alias `{}` {error}", alias.value),
        };
        let help = "an alias is an older address on this site: /2025/01/old-name/";
        fields.report(codes::BAD_PATH, alias.span, message, help);
    }
    aliases
}

/// An older address as a file can stand for it: without an ending, hosts would not know the file for a page, but they lead
/// from `/old/name` to `/old/name/` if that is one.
fn as_served(path: String) -> String {
    let ending = path.rsplit('/').next().and_then(|name| name.rsplit_once('.')).map(|(_, ending)| ending);
    let is_ending = |ending: &str| {
        (1..=5).contains(&ending.len())
            && ending.bytes().all(|b| b.is_ascii_alphanumeric())
            && ending.bytes().any(|b| b.is_ascii_alphabetic())
    };
    if path.ends_with('/') || ending.is_some_and(is_ending) { path } else { path + "/" }
}

/// `lang`, checked by its form.
pub(super) fn lang(fields: &mut Fields<'_>) -> Option<String> {
    let lang = fields.text("lang")?;
    if is_language(&lang.value) {
        return Some(lang.value);
    }
    let message = format!("`{}` is not a language tag", lang.value);
    fields.report(codes::BAD_VALUE, lang.span, message, "write it as BCP 47: en, de, pt-BR, zh-Hans");
    None
}

/// `check: allow:`, each with a rule and a reason.
pub(super) fn allows(fields: &mut Fields<'_>) -> Vec<Allow> {
    let Some(mut check) = fields.record("check") else { return Vec::new() };
    let mut allows = Vec::new();
    for node in check.records("allow") {
        let Some(mut entry) = check.open("allow", node) else { continue };
        let rule = entry.required("rule", "rule: single-publisher");
        let known = entry.word("rule", |word| codes::RULES.iter().find(|rule| rule.name == word).copied());
        let reason = entry.required("reason", "reason: Why this is right here.");
        entry.finish();
        if let (Some(written), Some(rule), Some(reason)) = (rule, known, reason) {
            allows.push(Allow { rule, span: written.span, reason: reason.value });
        }
    }
    check.finish();
    allows
}

fn image(context: &Context<'_>, fields: &mut Fields<'_>) -> Option<Image> {
    let mut inner = fields.record("image")?;
    let src = inner.required("src", "src: photo.jpg");
    let (alt, alt_written) = (inner.text_or_empty("alt"), inner.has("alt"));
    let (credit, caption) = (inner.string("credit"), inner.string("caption"));
    let image = src.and_then(|src| {
        let size = size_of_image(context, &mut inner, &src)?;
        Some(Image { src, alt, alt_written, credit, caption, size })
    });
    inner.finish();
    image
}

/// The size of a picture that lies in the bundle; `None` if it is not where `src` says.
fn size_of_image(context: &Context<'_>, fields: &mut Fields<'_>, src: &Spanned<String>) -> Option<Option<(u32, u32)>> {
    let text = src.value.as_str();
    if text.contains("://") || text.starts_with("//") {
        let Err(problem) = check_url(text) else { return Some(None) };
        fields.report(codes::BAD_URL, src.span, problem.message, "src: https://example.org/photo.jpg");
        return None;
    }
    if text.starts_with('/') {
        let Err(error) = UrlPath::new(text) else { return Some(None) };
        fields.report(codes::BAD_PATH, src.span, format!("the path `{text}` {error}"), "src: /img/photo.jpg");
        return None;
    }
    let assets = &context.content.assets;
    if let Some(asset) = assets.iter().find(|asset| asset.name == text.trim_start_matches("./")) {
        return Some(asset.size);
    }
    let help = match nearest(text, assets.iter().map(|asset| asset.name.as_str())) {
        Some(near) => format!("did you mean `{near}`?"),
        None => {
            "put it beside the `index.md` of the article's folder, or into `static/` and write /photo.jpg".to_owned()
        }
    };
    fields.report(codes::MISSING_IMAGE, src.span, format!("there is no image `{text}`"), help);
    None
}

impl Common {
    /// `slug`, else the name of the file or of the bundle's folder, without a date before it.
    pub(super) fn slug_or_file_name(&self, context: &Context<'_>, fields: &mut Fields<'_>) -> Spanned<String> {
        if let Some(slug) = &self.slug {
            return slug.clone();
        }
        let name = without_date(file_name(&context.file().path));
        let made = slugify(name);
        if made.is_empty() && !fields.has("slug") {
            let message = format!("the file's name `{name}` has no letter or digit to make an address of");
            fields.report(codes::BAD_PATH, fields.span(), message, "add: slug: a-readable-name");
        }
        Spanned::new(made, self.title.span)
    }

    /// The parts of a page's address: folders below `content/pages/`, then the slug.
    pub(super) fn page_path(&self, context: &Context<'_>, fields: &mut Fields<'_>) -> Spanned<Vec<String>> {
        let path = &*context.file().path;
        let mut folders: Vec<&str> = path.strip_prefix("content/pages/").unwrap_or(path).split('/').collect();
        let file = folders.pop().unwrap_or_default();
        let mut parts: Vec<String> = folders.iter().map(|folder| slugify(folder)).collect();
        if let Some(at) = parts.iter().position(String::is_empty) {
            let message = format!("the folder's name `{}` has no letter or digit to make an address of", folders[at]);
            fields.report(codes::BAD_PATH, fields.span(), message, "rename the folder");
        }
        match (&self.slug, parts.last_mut()) {
            (Some(slug), Some(folder)) if file == "index.md" => folder.clone_from(&slug.value),
            _ if file == "index.md" => {}
            _ => parts.push(self.slug_or_file_name(context, fields).value),
        }
        Spanned::new(parts, self.slug.as_ref().map_or(self.title.span, |slug| slug.span))
    }
}

fn file_name(path: &str) -> &str {
    let path = path.strip_suffix(".md").unwrap_or(path);
    let path = path.strip_suffix("/index").unwrap_or(path);
    path.rsplit('/').next().unwrap_or(path)
}

/// Drops `2026-11-20-` from the front of a file's name.
fn without_date(name: &str) -> &str {
    let date = name.get(..10).is_some_and(|date| super::date::day(date).is_ok());
    match name.get(10..) {
        Some(rest) if date && rest.len() > 1 && rest.starts_with(['-', '_']) => &rest[1..],
        _ => name,
    }
}

/// The body's excerpt as a summary.
pub(super) fn excerpt(body: &Body) -> Option<Inline> {
    let plain = body.excerpt.trim();
    let mut text = String::new();
    crate::markdown::escape(&mut text, plain);
    (!plain.is_empty()).then(|| Inline::new(Html { text, holes: Vec::new() }, plain.to_owned()))
}
