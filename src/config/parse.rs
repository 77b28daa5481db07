//! `citewire.yaml` to a [`Config`].

use jiff::tz::TimeZoneDatabase;

use super::{Config, Host, MenuItem, Permalink, address, check, keys, newsletter, outputs, taxonomies};
use crate::diagnostics::{Diagnostic, FileText, Span, Spanned, codes, nearest};
use crate::paths::HTML;
use crate::yaml::{self, Fields};

/// Parses the configuration. With errors among the diagnostics, the configuration is not to be used.
#[must_use]
pub fn parse(file: FileText) -> (Config, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    let mut config = Config { file: file.clone(), ..Config::default_for("Untitled site") };
    if let Some(node) = yaml::read(&file, Span::new(0..file.text.len()), &mut diagnostics)
        && let Some(fields) = Fields::new(&file, &node, &keys::SITE, &mut diagnostics)
    {
        read(fields, &mut config);
    }
    (config, diagnostics)
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
    language(&mut fields, config);
    timezone(&mut fields, config);
    config.author = fields.string("author");
    theme(&mut fields, config);
    permalink(&mut fields, config);
    taxonomies::read(&mut fields, config);
    numbers(&mut fields, config);
    home(&mut fields, config);
    markdown(&mut fields, config);
    config.tracking_parameters = fields.texts("tracking_parameters").into_iter().map(|name| name.value).collect();
    config.require_sources = fields.boolean("require_sources").unwrap_or(config.require_sources);
    menu(&mut fields, config);
    image(&mut fields, config);
    check::read(&mut fields, config);
    newsletter::read(&mut fields, &mut config.newsletter);
    outputs::read(&mut fields, &mut config.outputs);
    config.extra = fields.extra();
    fields.finish();
}

fn base_url(fields: &mut Fields<'_>, config: &mut Config) {
    let Some(url) = fields.required("base_url", "base_url: https://example.org") else { return };
    match address::base_url(&url.value) {
        Ok(base_url) => config.base_url = base_url,
        Err(message) => {
            let help = "write the full address: base_url: https://example.org/news";
            fields.report(codes::CONFIG, url.span, message, help);
        }
    }
}

fn language(fields: &mut Fields<'_>, config: &mut Config) {
    let Some(language) = fields.text("language") else { return };
    if address::is_language(&language.value) {
        config.language = language.value;
    } else {
        let message = format!("`{}` is not a language tag", language.value);
        fields.report(codes::CONFIG, language.span, message, "write it as BCP 47: en, de, pt-BR, zh-Hans");
    }
}

fn timezone(fields: &mut Fields<'_>, config: &mut Config) {
    let Some(zone) = fields.text("timezone") else { return };
    // The names compiled in, so that a site's dates do not depend on the machine.
    let database = TimeZoneDatabase::bundled();
    if let Ok(timezone) = database.get(&zone.value) {
        config.timezone_name = timezone.iana_name().unwrap_or(&zone.value).to_owned();
        config.timezone = timezone;
        return;
    }
    let names: Vec<String> = database.available().map(|name| name.to_string()).collect();
    let city = |name: &&String| name.rsplit('/').next().is_some_and(|city| city.eq_ignore_ascii_case(&zone.value));
    let near = names.iter().find(city).map(String::as_str);
    let help = match near.or_else(|| nearest(&zone.value, names.iter().map(String::as_str))) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "write an IANA name: Europe/Berlin, America/New_York, UTC".to_owned(),
    };
    fields.report(codes::CONFIG, zone.span, format!("there is no time zone `{}`", zone.value), help);
}

fn theme(fields: &mut Fields<'_>, config: &mut Config) {
    let Some(theme) = fields.text("theme") else { return };
    match crate::paths::check_segment(&theme.value) {
        Ok(()) => config.theme = theme.value,
        Err(error) => fields.report(codes::CONFIG, theme.span, format!("the theme's name {error}"), "theme: default"),
    }
}

fn permalink(fields: &mut Fields<'_>, config: &mut Config) {
    let Some(pattern) = fields.text("permalink") else { return };
    match check_permalink(&pattern.value) {
        Ok(()) => config.permalink = Permalink(pattern.value),
        Err(message) => fields.report(codes::CONFIG, pattern.span, message, "permalink: /:year/:month/:slug/"),
    }
}

/// How a pattern ends whose articles are files by themselves.
const FILE_ENDING: &str = ":slug.html";

fn check_permalink(pattern: &str) -> Result<(), String> {
    let known = [":year", ":month", ":day", ":slug"];
    let ending = if pattern.ends_with(FILE_ENDING) { HTML } else { "/" };
    let Some(parts) = pattern.strip_prefix('/').and_then(|rest| rest.strip_suffix(ending)) else {
        return Err("`permalink` starts with `/`, and ends with `/` or `:slug.html`".to_owned());
    };
    for part in parts.split('/') {
        if part.contains(':') {
            if !known.contains(&part) {
                return Err(format!("`{part}` is no part of an address: it can be {}", known.join(", ")));
            }
        } else if let Err(error) = crate::paths::check_segment(part) {
            return Err(format!("`permalink` {error}"));
        }
    }
    if !parts.split('/').any(|part| part == ":slug") {
        return Err("`permalink` must hold `:slug`, else articles would share one address".to_owned());
    }
    Ok(())
}

fn numbers(fields: &mut Fields<'_>, config: &mut Config) {
    config.host = fields.word("host", Host::from_word).unwrap_or(config.host);
    set(fields, "paginate", &mut config.paginate);
    set(fields, "feed_limit", &mut config.feed_limit);
    if let Some(bytes) = fields.integer("max_file_bytes") {
        config.max_file_bytes = u64::try_from(bytes).unwrap_or(config.max_file_bytes);
    }
}

/// Reads a number into a field, which keeps its value if there is none.
pub(super) fn set(fields: &mut Fields<'_>, key: &'static str, field: &mut usize) {
    if let Some(number) = fields.integer(key) {
        *field = usize::try_from(number).unwrap_or(*field);
    }
}

fn home(fields: &mut Fields<'_>, config: &mut Config) {
    let Some(mut fields) = fields.record("home") else { return };
    set(&mut fields, "top", &mut config.home_top);
    set(&mut fields, "editions", &mut config.home_editions);
    set(&mut fields, "days", &mut config.home_days);
    set(&mut fields, "stories", &mut config.home_stories);
    fields.finish();
}

fn markdown(fields: &mut Fields<'_>, config: &mut Config) {
    let Some(mut fields) = fields.record("markdown") else { return };
    let markdown = &mut config.markdown;
    markdown.smart_punctuation = fields.boolean("smart_punctuation").unwrap_or(markdown.smart_punctuation);
    markdown.unsafe_html = fields.boolean("unsafe_html").unwrap_or(markdown.unsafe_html);
    markdown.highlight = fields.boolean("highlight").unwrap_or(markdown.highlight);
    fields.finish();
}

fn menu(fields: &mut Fields<'_>, config: &mut Config) {
    for node in fields.records("menu") {
        let Some(mut item) = fields.open("menu", node) else { continue };
        let title = item.required("title", "title: About");
        let url = item.required("url", "url: /about/");
        let url = url.filter(|url| check_link(&mut item, url, "a menu entry leads", "url: /about/"));
        if let (Some(title), Some(url)) = (title, url) {
            config.menu.push(MenuItem { title: title.value, url: url.value });
        }
        item.finish();
    }
}

fn image(fields: &mut Fields<'_>, config: &mut Config) {
    let image = fields.text("image");
    let image = image.filter(|image| check_link(fields, image, "`image` leads", "image: /og.png"));
    config.image = image.map(|image| image.value);
}

/// Whether a text is a path on the site or a URL that could be one of a page.
fn check_link(fields: &mut Fields<'_>, link: &Spanned<String>, what: &str, help: &str) -> bool {
    let text = &link.value;
    let path = text.starts_with('/') && !text.starts_with("//");
    let good = !text.contains(char::is_control) && (path || address::is_web(text));
    if !good {
        let message = format!("{what} to a path on the site or to an https URL, not to `{text}`");
        fields.report(codes::CONFIG, link.span, message, help);
    }
    good
}
