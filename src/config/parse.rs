//! `citewire.yaml` to a [`Config`].

use jiff::tz::{TimeZone, TimeZoneDatabase};

use super::{BaseUrl, Config, MarkdownConfig, MenuItem, Permalink, address, taxonomies};
use crate::diagnostics::{Diagnostic, FileText, Span, codes, nearest};
use crate::yaml::{self, Fields};

/// Parses the configuration. With errors among the diagnostics, the configuration is not to be used.
#[must_use]
pub fn parse(file: FileText) -> (Config, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    let mut config = Config { file: file.clone(), ..Config::default_for("Untitled site") };
    match yaml::read(&file, Span::new(0..file.text.len())) {
        Ok(node) => {
            if let Some(fields) = Fields::new(&file, &node, "the configuration", &mut diagnostics) {
                read(fields, &mut config);
            }
        }
        Err(found) => diagnostics = found,
    }
    (config, diagnostics)
}

impl Config {
    /// The configuration of a site that has no `citewire.yaml`: defaults, and a title.
    #[must_use]
    pub fn default_for(title: &str) -> Self {
        Self {
            file: FileText { path: "citewire.yaml".into(), text: "".into() },
            title: title.to_owned(),
            description: None,
            base_url: BaseUrl { origin: "http://localhost".to_owned(), path: String::new() },
            language: "en".to_owned(),
            timezone: TimeZone::UTC,
            timezone_name: "UTC".to_owned(),
            author: None,
            theme: "default".to_owned(),
            permalink: Permalink("/:year/:month/:slug/".to_owned()),
            taxonomies: vec![taxonomies::taxonomy("tags")],
            paginate: 50,
            feed_limit: 20,
            home_top: 6,
            home_editions: 3,
            home_days: 7,
            markdown: MarkdownConfig { smart_punctuation: true, unsafe_html: false, highlight: true },
            tracking_parameters: Vec::new(),
            require_sources: true,
            max_file_bytes: 8 << 20,
            menu: Vec::new(),
            image: None,
            extra: serde_json::Map::new(),
        }
    }
}

/// Replaces the base URL, as `--base-url` asks.
///
/// # Errors
/// What is wrong with the URL.
pub fn override_base_url(config: &mut Config, url: &str) -> Result<(), String> {
    config.base_url = address::base_url(url)?;
    Ok(())
}

fn read(mut fields: Fields<'_>, config: &mut Config) {
    if let Some(title) = fields.required("title", "title: The name of the site") {
        config.title = title.value;
    }
    config.description = fields.string("description");
    base_url(&mut fields, config);
    language_and_zone(&mut fields, config);
    config.author = fields.string("author");
    if let Some(theme) = fields.text("theme") {
        match crate::paths::check_segment(&theme.value) {
            Ok(()) => config.theme = theme.value,
            Err(error) => {
                fields.report(codes::CONFIG, theme.span, format!("the theme's name {error}"), "theme: default")
            }
        }
    }
    permalink(&mut fields, config);
    taxonomies::read(&mut fields, config);
    numbers(&mut fields, config);
    home(&mut fields, config);
    markdown(&mut fields, config);
    config.tracking_parameters = fields.strings("tracking_parameters");
    config.require_sources = fields.boolean("require_sources").unwrap_or(true);
    menu(&mut fields, config);
    if let Some(image) = fields.text("image") {
        if image.value.starts_with('/') || image.value.starts_with("https://") {
            config.image = Some(image.value);
        } else {
            fields.report(
                codes::CONFIG,
                image.span,
                "`image` takes a path that starts with `/`, or an https URL",
                "image: /og.png",
            );
        }
    }
    config.extra = fields.extra();
    fields.finish("anything of your own goes under `extra`");
}

fn base_url(fields: &mut Fields<'_>, config: &mut Config) {
    let Some(url) = fields.required("base_url", "base_url: https://example.org") else { return };
    match address::base_url(&url.value) {
        Ok(base_url) => config.base_url = base_url,
        Err(message) => {
            fields.report(
                codes::CONFIG,
                url.span,
                message,
                "write the full address: base_url: https://example.org/news",
            );
        }
    }
}

fn language_and_zone(fields: &mut Fields<'_>, config: &mut Config) {
    if let Some(language) = fields.text("language") {
        if address::is_language(&language.value) {
            config.language = language.value;
        } else {
            let message = format!("`{}` is not a language tag", language.value);
            fields.report(codes::CONFIG, language.span, message, "write it as BCP 47: en, de, pt-BR, zh-Hans");
        }
    }
    let Some(zone) = fields.text("timezone") else { return };
    let database = TimeZoneDatabase::bundled();
    match database.get(&zone.value) {
        Ok(timezone) => {
            config.timezone = timezone;
            config.timezone_name = zone.value;
        }
        Err(_) => {
            let names: Vec<String> = database.available().map(|name| name.to_string()).collect();
            let help = match nearest(&zone.value, names.iter().map(String::as_str)) {
                Some(near) => format!("did you mean `{near}`?"),
                None => "write an IANA name: Europe/Berlin, America/New_York, UTC".to_owned(),
            };
            fields.report(codes::CONFIG, zone.span, format!("there is no time zone `{}`", zone.value), help);
        }
    }
}

fn permalink(fields: &mut Fields<'_>, config: &mut Config) {
    let Some(pattern) = fields.text("permalink") else { return };
    let text = &pattern.value;
    let known = [":year", ":month", ":day", ":slug"];
    let bad = text.split('/').find(|part| part.starts_with(':') && !known.contains(part));
    let message = if let Some(bad) = bad {
        format!("`{bad}` is not a part of addresses: known are {}", known.join(", "))
    } else if !text.contains(":slug") {
        "`permalink` must hold `:slug`, else articles share one address".to_owned()
    } else if !text.starts_with('/') || !text.ends_with('/') {
        "`permalink` starts and ends with `/`".to_owned()
    } else {
        config.permalink = Permalink(pattern.value);
        return;
    };
    fields.report(codes::CONFIG, pattern.span, message, "permalink: /:year/:month/:slug/");
}

fn numbers(fields: &mut Fields<'_>, config: &mut Config) {
    let size = |number: Option<i64>, default: usize| number.and_then(|n| usize::try_from(n).ok()).unwrap_or(default);
    config.paginate = size(fields.integer("paginate", 1..=10_000), config.paginate);
    config.feed_limit = size(fields.integer("feed_limit", 1..=10_000), config.feed_limit);
    if let Some(bytes) = fields.integer("max_file_bytes", 1_000..=1_000_000_000) {
        config.max_file_bytes = u64::try_from(bytes).unwrap_or(config.max_file_bytes);
    }
}

/// Takes a nested record apart.
fn nested(fields: &mut Fields<'_>, file: &FileText, key: &'static str, read: impl FnOnce(&mut Fields<'_>)) {
    let Some(node) = fields.node(key) else { return };
    let what = format!("`{key}`");
    if let Some(mut inner) = Fields::new(file, node, &what, fields.diagnostics()) {
        read(&mut inner);
        inner.finish("");
    }
}

fn home(fields: &mut Fields<'_>, config: &mut Config) {
    let file = config.file.clone();
    nested(fields, &file, "home", |fields| {
        let mut set = |key, most, field: &mut usize| {
            if let Some(number) = fields.integer(key, 0..=most) {
                *field = usize::try_from(number).unwrap_or(*field);
            }
        };
        set("top", 100, &mut config.home_top);
        set("editions", 100, &mut config.home_editions);
        set("days", 1_000, &mut config.home_days);
    });
}

fn markdown(fields: &mut Fields<'_>, config: &mut Config) {
    let file = config.file.clone();
    nested(fields, &file, "markdown", |fields| {
        let markdown = &mut config.markdown;
        markdown.smart_punctuation = fields.boolean("smart_punctuation").unwrap_or(true);
        markdown.unsafe_html = fields.boolean("unsafe_html").unwrap_or(false);
        markdown.highlight = fields.boolean("highlight").unwrap_or(true);
    });
}

fn menu(fields: &mut Fields<'_>, config: &mut Config) {
    let file = config.file.clone();
    for node in fields.records("menu") {
        let Some(mut item) = Fields::new(&file, node, "a menu entry", fields.diagnostics()) else { continue };
        let title = item.required("title", "title: About");
        let url = item.required("url", "url: /about/");
        if let (Some(title), Some(url)) = (title, url) {
            if url.value.starts_with('/') || url.value.starts_with("https://") || url.value.starts_with("http://") {
                config.menu.push(MenuItem { title: title.value, url: url.value });
            } else {
                item.report(
                    codes::CONFIG,
                    url.span,
                    "a menu entry leads to a path (`/about/`) or an https URL",
                    "url: /about/",
                );
            }
        }
        item.finish("");
    }
}
