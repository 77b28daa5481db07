//! The keys that articles and pages share.

use super::article::Image;
use super::parse::Context;
use super::slug::slugify;
use crate::config::{Extra, is_language};
use crate::diagnostics::{Diagnostic, Place, Span, Spanned, codes, nearest};
use crate::markdown::{Body, Html, Inline};
use crate::paths::{UrlPath, check_segment, is_invisible};
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
    pub(super) extra: Extra,
}

/// Reads them.
pub(super) fn read(context: &Context<'_>, fields: &mut Fields<'_>) -> Common {
    let title = fields.required("title", "title: What the reader sees first");
    let title = title.unwrap_or_else(|| Spanned::new("Untitled".to_owned(), fields.span()));
    if let Some(c) = title.value.chars().find(|c| is_invisible(*c)) {
        let place = Place::of(context.file(), title.span);
        let message = format!("the title holds the invisible character U+{:04X}", u32::from(c));
        fields.diagnostics().push(Diagnostic::warning(codes::BAD_VALUE, place, message).help("type the title again"));
    }
    Common {
        title: Spanned::new(title.value.trim().to_owned(), title.span),
        slug: slug(fields),
        aliases: aliases(fields),
        summary: fields.text("summary"),
        draft: fields.boolean("draft").unwrap_or(false),
        image: image(context, fields),
        lang: lang(fields),
        extra: fields.extra(),
    }
}

fn slug(fields: &mut Fields<'_>) -> Option<Spanned<String>> {
    let slug = fields.text("slug")?;
    match check_segment(&slug.value) {
        Ok(()) => Some(slug),
        Err(error) => {
            let help = match slugify(&slug.value) {
                made if made.is_empty() => "use lower-case letters, digits and `-`".to_owned(),
                made => format!("slug: {made}"),
            };
            fields.report(codes::BAD_PATH, slug.span, format!("a slug {error}"), help);
            None
        }
    }
}

fn aliases(fields: &mut Fields<'_>) -> Vec<Spanned<String>> {
    let mut aliases = Vec::new();
    for alias in fields.texts("aliases") {
        match UrlPath::new(&alias.value) {
            Ok(_) => aliases.push(alias),
            Err(_) if !alias.value.starts_with('/') => {
                let message = format!("the alias `{}` does not start with `/`", alias.value);
                fields.report(
                    codes::BAD_PATH,
                    alias.span,
                    message,
                    "an alias is an older address on this site: /2025/01/old-name/",
                );
            }
            Err(error) => {
                let message = format!("the alias `{}` {error}", alias.value);
                fields.report(
                    codes::BAD_PATH,
                    alias.span,
                    message,
                    "an alias is an older address on this site: /2025/01/old-name/",
                );
            }
        }
    }
    aliases
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

fn image(context: &Context<'_>, fields: &mut Fields<'_>) -> Option<Image> {
    let node = fields.node("image")?;
    let mut inner = Fields::new(context.file(), node, "`image`", fields.diagnostics())?;
    let src = inner.required("src", "src: photo.jpg");
    let alt = inner.node("alt").is_some().then(|| inner.string("alt")).flatten();
    let (credit, caption) = (inner.string("credit"), inner.string("caption"));
    let image = src.and_then(|src| {
        let size = place_of_image(context, &mut inner, &src)?;
        Some(Image { src, alt: alt.unwrap_or_default(), credit, caption, size })
    });
    inner.finish("");
    image
}

/// Whether the picture is where `src` says; its size, if it lies in the bundle.
#[allow(clippy::option_option)]
fn place_of_image(context: &Context<'_>, fields: &mut Fields<'_>, src: &Spanned<String>) -> Option<Option<(u32, u32)>> {
    let text = src.value.as_str();
    if text.contains("://") {
        return match super::identity::check_url(text) {
            Ok(_) => Some(None),
            Err(problem) => {
                fields.report(codes::BAD_URL, src.span, problem.message, "src: https://example.org/photo.jpg");
                None
            }
        };
    }
    if text.starts_with('/') {
        return Some(None);
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
        let name = file_name(&context.file().path);
        let name = without_date(name);
        let made = slugify(name);
        let span = self.title.span;
        if made.is_empty() && fields.key_span("slug") == fields.span() {
            let message = format!("the file's name `{name}` has no letter or digit to make an address of");
            fields.report(codes::BAD_PATH, span, message, "set `slug`");
        }
        Spanned::new(made, span)
    }

    /// The parts of a page's address: folders below `content/pages/`, then the slug.
    pub(super) fn page_path(&self, context: &Context<'_>, fields: &mut Fields<'_>) -> Spanned<Vec<String>> {
        let below = context.file().path.trim_start_matches("content/pages/");
        let mut parts: Vec<String> = below.split('/').map(str::to_owned).collect();
        let last = parts.pop().unwrap_or_default();
        let mut parts: Vec<String> = parts.iter().map(|folder| slugify(folder)).collect();
        if last == "index.md" {
            if let (Some(slug), Some(folder)) = (&self.slug, parts.last_mut()) {
                folder.clone_from(&slug.value);
            }
        } else {
            parts.push(self.slug_or_file_name(context, fields).value);
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
    (!plain.is_empty()).then(|| Inline { html: Html { text, holes: Vec::new() }, plain: plain.to_owned() })
}

/// A place for a value that is inside of another.
#[must_use]
pub(super) fn within(span: Span, range: &std::ops::Range<usize>, quoted: bool) -> Span {
    let start = span.start as usize + usize::from(quoted);
    Span::new(start + range.start..start + range.end)
}
