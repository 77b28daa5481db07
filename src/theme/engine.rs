//! The template engine, with its errors turned into diagnostics.

use std::collections::HashMap;

use indexmap::IndexMap;
use tera::value::Key;
use tera::{Context, ErrorKind, Kwargs, Map, State, Tera, TeraResult, Value};

use super::ThemeFiles;
use crate::diagnostics::{Diagnostic, FileText, Place, Span, codes, nearest};

/// Room for a page, in bytes: most fit, so that they are not copied while they grow.
const PAGE_SIZE: usize = 1 << 15;

/// All templates of a site, compiled. Rendering is pure and may run on many threads.
#[derive(Debug)]
pub struct Engine {
    tera: Tera,
    /// The file of every template, by the engine's name for it.
    files: HashMap<String, FileText>,
    /// What stands before the names of the theme's own.
    prefix: String,
    /// Templates for which the site wants no pages.
    unused: Vec<&'static str>,
}

impl Engine {
    /// Compiles all templates.
    ///
    /// # Errors
    /// The first mistake that the engine reports.
    pub fn new(files: &ThemeFiles) -> Result<Self, Box<Diagnostic>> {
        let (prefix, unused) = (prefix(files), files.unused.clone());
        let own = files.templates.iter().map(|(name, file)| (format!("{prefix}{name}"), file.clone()));
        let site = files.overrides.iter().map(|(name, file)| (name.clone(), file.clone()));
        let files: HashMap<String, FileText> = own.chain(site).collect();
        let mut names: Vec<&String> = files.keys().collect();
        names.sort();
        let templates: Vec<_> = names.into_iter().map(|name| (name.clone(), files[name].text.to_string())).collect();
        let mut tera = Tera::new();
        let prepared = tera.set_fallback_prefixes(Some(prefix.clone()).filter(|prefix| !prefix.is_empty()));
        tera.register_filter("group_by", group_by);
        tera.register_filter("safe", safe);
        let added = prepared.and_then(|()| tera.add_raw_templates(templates));
        match added {
            Ok(()) => Ok(Self { tera, files, prefix, unused }),
            Err(error) => Err(Box::new(diagnose(&error, &files))),
        }
    }

    /// Whether there is a template of this name, and the site wants its pages.
    #[must_use]
    pub fn has(&self, template: &str) -> bool {
        self.tera.contains_template(template) && !self.unused.contains(&template)
    }

    /// Whether another engine [has](Self::has) the same templates, whatever is in them.
    #[must_use]
    pub fn has_the_same(&self, other: &Self) -> bool {
        self.files.len() == other.files.len()
            && self.files.keys().all(|name| other.files.contains_key(name))
            && (&self.prefix, &self.unused) == (&other.prefix, &other.unused)
    }

    /// The names and texts of all templates, in order.
    #[must_use]
    pub fn texts(&self) -> Vec<(&str, &str)> {
        let mut texts: Vec<_> = self.files.iter().map(|(name, file)| (name.as_str(), &*file.text)).collect();
        texts.sort_unstable();
        texts
    }

    /// Renders a template that is a whole page.
    ///
    /// # Errors
    /// As [`render`](Self::render).
    pub fn render_page(&self, template: &str, context: &Context) -> Result<Vec<u8>, Box<Diagnostic>> {
        let mut page = Vec::with_capacity(PAGE_SIZE);
        let rendered = self.tera.render_to(template, context, &mut page);
        rendered.map(|()| page).map_err(|error| Box::new(diagnose(&error, &self.files)))
    }

    /// Renders a template.
    ///
    /// # Errors
    /// What went wrong, at its place in the template.
    pub fn render(&self, template: &str, context: &Context) -> Result<String, Box<Diagnostic>> {
        self.tera.render(template, context).map_err(|error| Box::new(diagnose(&error, &self.files)))
    }
}

/// What stands before the names of a theme's templates, so that a site's own can have the same ones and still reach those.
/// Nothing where nobody needs it: the engine looks for each name without it first, then puts both together.
fn prefix(files: &ThemeFiles) -> String {
    let prefix = format!("{}/", files.name);
    let is_needed = !files.overrides.is_empty() || files.templates.values().any(|file| file.text.contains(&prefix));
    if is_needed { prefix } else { String::new() }
}

fn diagnose(error: &tera::Error, files: &HashMap<String, FileText>) -> Diagnostic {
    let (ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report)) = error.kind() else {
        return without_place(error, files);
    };
    let message = tidy(report.message());
    match files.get(report.filename()) {
        Some(file) => {
            Diagnostic::error(codes::TEMPLATE, Place::of(file, Span::new(report.span().range.clone())), message)
        }
        None => Diagnostic::error(codes::TEMPLATE, Place::file(report.filename()), message),
    }
}

/// Errors that name a template but no place in it.
fn without_place(error: &tera::Error, files: &HashMap<String, FileText>) -> Diagnostic {
    let at = |name: &str| files.get(name).map_or_else(|| Place::file(name), |file| Place::file(file.path.clone()));
    let message = tidy(&error.to_string());
    match error.kind() {
        ErrorKind::CircularExtend { tpl, .. } | ErrorKind::CircularInclude { tpl, .. } => {
            Diagnostic::error(codes::TEMPLATE, at(tpl), message)
        }
        ErrorKind::MissingParent { current, parent } => {
            let diagnostic = Diagnostic::error(codes::TEMPLATE, at(current), message);
            match nearest(parent, files.keys().map(String::as_str)) {
                Some(near) => diagnostic.help(format!("did you mean `{near}`?")),
                None => diagnostic,
            }
        }
        _ => Diagnostic::error(codes::TEMPLATE, Place::file("templates"), message),
    }
}

/// The engine's message in our form: lower-case start, no full stop, one line.
fn tidy(message: &str) -> String {
    let line = message.trim().trim_end_matches('.').replace('\n', " ");
    let mut chars = line.chars();
    match chars.next() {
        Some(first) => first.to_lowercase().chain(chars).collect(),
        None => line,
    }
}

/// Marks a text as safe: the engine's own filter copies it, and with it every body of an article and every row of a list.
fn safe(value: Value, _: Kwargs, _: &State<'_>) -> Value {
    if value.is_string() { value.mark_safe() } else { Value::safe_string(&value.to_string()) }
}

/// Groups values by an attribute, in the order of first appearance: the engine's own filter has no stable order.
fn group_by(values: &[Value], kwargs: Kwargs, _: &State<'_>) -> TeraResult<Map> {
    let attribute: &str = kwargs.must_get("attribute")?;
    let mut groups: IndexMap<Key<'static>, Vec<Value>> = IndexMap::new();
    for value in values {
        if let Some(found) = value.get_from_path(attribute).filter(|found| !found.is_none()) {
            let key = Key::String(found.to_string().into());
            groups.entry(key).or_default().push(value.clone());
        }
    }
    Ok(groups.into_iter().map(|(key, members)| (key, members.into())).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a template gives with the engine's own filter, and with ours.
    fn both(template: &str, value: &Value) -> [Result<String, String>; 2] {
        let mut context = Context::new();
        context.insert_value("value", value.clone());
        let render = |tera: &mut Tera| {
            tera.add_raw_template("a.html", template).unwrap();
            tera.render("a.html", &context).map_err(|error| error.to_string())
        };
        let mut ours = Tera::new();
        ours.register_filter("safe", safe);
        [render(&mut Tera::new()), render(&mut ours)]
    }

    #[test]
    fn what_is_safe_is_what_the_engine_calls_safe() {
        let list = Value::from(vec![Value::from("<a>"), Value::from(true)]);
        let long = Value::from("<a> & ".repeat(9));
        for value in [list, long, Value::from("<"), Value::from(3), Value::none(), Value::from(1.5)] {
            let [engine, ours] = both("{{ value | safe }}", &value);
            assert_eq!(ours, engine, "{value}");
        }
    }
}
