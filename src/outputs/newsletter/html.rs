//! `email.html`: the template's page with its styles in the elements, not larger than mail programs show.

use css_inline::CSSInliner;
use tera::{Context, Map, Value};

use super::budget;
use super::clean::Form;
use super::guard::Guard;
use super::issue::Issue;
use super::placeholders::{Kept, owner_markup};
use crate::diagnostics::{Diagnostic, Place, codes};
use crate::outputs::{Renderer, Shortened};
use crate::views::{EMAIL, NewsletterView};

/// Renders an edition, and says what was cut to keep it within the size.
pub(super) fn html(renderer: &Renderer, issue: &Issue<'_>) -> Result<(String, Option<Shortened>), Box<Diagnostic>> {
    let view = issue.view(&renderer.views, Form::Html);
    let page = Page::new(renderer, issue);
    budget::fit(view, |view| page.guard.view(view), |view| page.render(view))
}

/// What all attempts to render one edition share.
struct Page<'r> {
    renderer: &'r Renderer,
    guard: Guard<'r>,
    site: Value,
    head: Value,
}

impl<'r> Page<'r> {
    fn new(renderer: &'r Renderer, issue: &Issue<'_>) -> Self {
        let guard = Guard { own: &renderer.site().config.newsletter.unsubscribe };
        let head = renderer.views.head(&issue.title, "", issue.url);
        Self {
            renderer,
            guard,
            site: renderer.guarded_site.get_or_init(|| guard.value(&renderer.views.root)).clone(),
            head: guard.value(&Value::from_serializable(&head)),
        }
    }

    fn render(&self, view: &NewsletterView) -> Result<String, Box<Diagnostic>> {
        let mut kept = Kept::default();
        let mut context = Context::new();
        context.insert_value("site", self.site.clone());
        context.insert_value("head", self.head.clone());
        context.insert_value("newsletter", values(view, &mut kept));
        let page = self.renderer.theme.engine.render(EMAIL, &context)?;
        let inlined = inliner().inline(&kept.keep_all(&page)).map_err(|error| Box::new(style_error(&error)))?;
        Ok(kept.restore(&inlined))
    }
}

/// The values of a view whose texts are guarded, with the owner's set aside.
fn values(view: &NewsletterView, kept: &mut Kept) -> Value {
    let mut fields: Map = Value::from_serializable(view).into_map().unwrap_or_default();
    for (name, text) in [("unsubscribe", &view.unsubscribe), ("address", &view.address)] {
        let set_aside = if text.is_empty() { String::new() } else { kept.keep(&owner_markup(text)) };
        fields.insert(name.into(), Value::from(set_aside));
    }
    fields.into()
}

fn inliner() -> CSSInliner<'static> {
    CSSInliner::options().load_remote_stylesheets(false).keep_at_rules(true).minify_css(true).build()
}

fn style_error(error: &css_inline::InlineError) -> Diagnostic {
    let message = format!("the styles of newsletters cannot be written into their elements: {error}");
    Diagnostic::error(codes::TEMPLATE, Place::file(EMAIL), message)
        .help("an e-mail loads no stylesheet: put its rules into a `<style>` element")
}
