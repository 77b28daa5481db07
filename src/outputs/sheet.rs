//! A page that a template makes: [`Sheet`] holds its values. They can be compared with those of the last build, and rendered.

use serde::Serialize;
use tera::{Context, Value};

use super::{Rendered, Renderer};
use crate::diagnostics::Diagnostic;
use crate::fingerprint::{Fingerprint, Hashing};
use crate::views::{HeadView, Lean, Views, Whole};

/// A template, and all that it is rendered with besides the values of the whole site.
pub struct Sheet {
    template: &'static str,
    head: HeadView,
    values: Vec<(&'static str, Box<dyn Shown>)>,
}

/// A view that is a value of a template.
trait Shown {
    /// What the template gets.
    fn value(&self, views: &Views) -> Result<Value, Box<Diagnostic>>;
    /// Adds all that this depends on.
    fn feed(&self, views: &Views, hashing: &mut Hashing);
}

impl<T: Lean> Shown for T {
    fn value(&self, views: &Views) -> Result<Value, Box<Diagnostic>> {
        views.value(self)
    }

    fn feed(&self, views: &Views, hashing: &mut Hashing) {
        views.feed(self, hashing);
    }
}

impl Sheet {
    /// A template with the values that all have.
    pub(super) fn new(template: &'static str, head: HeadView) -> Self {
        Self { template, head, values: Vec::new() }
    }

    /// Adds a value, as templates get it: with the fields that the theme names.
    pub(super) fn with(mut self, name: &'static str, view: impl Lean + 'static) -> Self {
        self.values.push((name, Box::new(view)));
        self
    }

    /// Adds a value that has all its fields.
    pub(super) fn with_whole(self, name: &'static str, view: impl Serialize + 'static) -> Self {
        self.with(name, Whole(view))
    }

    /// Renders the page.
    pub(super) fn render(&self, renderer: &Renderer) -> Result<Rendered, Box<Diagnostic>> {
        let views = &renderer.views;
        let mut context = Context::new();
        context.insert_value("site", views.root.clone());
        context.insert_value("head", views.value(&self.head)?);
        for (name, view) in &self.values {
            context.insert_value(*name, view.value(views)?);
        }
        renderer.theme.engine.render_page(self.template, &context).map(Rendered::Bytes)
    }

    /// Adds all that [`render`](Self::render) depends on, besides the [`Basis`].
    pub(super) fn feed(&self, views: &Views, hashing: &mut Hashing) {
        hashing.feed(self.template);
        views.feed(&self.head, hashing);
        for (name, view) in &self.values {
            hashing.feed(*name);
            view.feed(views, hashing);
        }
    }
}

/// What all pages that can be known from the last build depend on: the program, the templates, and the values of the whole
/// site. Templates reach nothing else, since the [engine](crate::theme::Engine) gives them no function that does.
#[derive(Debug, PartialEq, Eq)]
pub struct Basis(Fingerprint);

impl Basis {
    /// For this program; `renderer` is that of a build.
    #[must_use]
    pub fn new(program: &str, renderer: &Renderer) -> Self {
        let mut hashing = Hashing::default();
        hashing.feed(program);
        hashing.feed(&renderer.theme.engine.texts());
        hashing.feed(&renderer.views.root);
        Self(hashing.finish())
    }

    /// The fingerprint of a page of an output, to be continued.
    pub(super) fn hashing(&self, output: &str) -> Hashing {
        let mut hashing = Hashing::default();
        hashing.feed(self.0.as_bytes());
        hashing.feed(output);
        hashing
    }
}

#[cfg(test)]
mod tests;
