//! Newsletters: each edition as an e-mail, beside its page, in three forms. Nothing is sent.
//!
//! [`mod@issue`] gathers what an edition says, [`html`], [`text`] and [`eml`] write it. Authors' texts go through the [`guard`],
//! so that no mail service takes a part of them for one of its placeholders; [`budget`] keeps the size.

mod budget;
mod clean;
mod edition;
mod eml;
mod guard;
mod guarded;
mod html;
mod issue;
mod markup;
mod placeholders;
mod plain;
mod text;
mod wrap;

use std::sync::{Arc, OnceLock};

use jiff::Timestamp;

pub use self::budget::LIMIT;

use self::clean::Form;
use self::issue::Issue;
use super::{Output, Plan, Recipe, Render, Rendered, Renderer, Shortened};
use crate::diagnostics::Diagnostic;
use crate::site::Site;
use crate::theme::Theme;
use crate::views::{NewsletterView, newsletters};

/// In the plan, the three forms of an edition stand side by side, so that [`Mail`] is mostly made once.
pub(super) const HTML: Output = Output {
    name: "newsletters",
    about: "an edition as an e-mail",
    plan: |site, theme, plan| {
        for (recipe, url) in edition::latest(site, newsletters(site, theme)) {
            plan.add_own(&format!("{url}email.html"), recipe);
            plan.add_own_of(&TEXT, &format!("{url}email.txt"), recipe);
            plan.add_own_of(&EML, &format!("{url}email.eml"), recipe);
        }
    },
    render: Render::Bytes(|renderer, recipe| {
        let mail = mail(renderer, recipe);
        let (html, shortened) = mail.html(renderer, recipe)?;
        let bytes = html.clone().into_bytes();
        Ok(match shortened {
            None => Rendered::Bytes(bytes),
            Some(shortened) => Rendered::Shortened(bytes, *shortened),
        })
    }),
};

pub(super) const TEXT: Output = Output {
    name: "newsletters as text",
    about: "an edition as an e-mail in plain text",
    plan: planned_with_html,
    render: Render::Bytes(|renderer, recipe| {
        let mail = mail(renderer, recipe);
        let (_, text) = mail.text(renderer, recipe);
        Ok(Rendered::Bytes(text.clone().into_bytes()))
    }),
};

pub(super) const EML: Output = Output {
    name: "newsletters as messages",
    about: "an edition as a message for a mail program",
    plan: planned_with_html,
    render: Render::Bytes(|renderer, recipe| {
        let mail = mail(renderer, recipe);
        let (html, _) = mail.html(renderer, recipe)?;
        let (view, text) = mail.text(renderer, recipe);
        let date = issue(renderer, recipe).newest(&renderer.views).unwrap_or(Timestamp::UNIX_EPOCH);
        let message = eml::Message { config: &renderer.site().config, view, text, html, date };
        Ok(Rendered::Bytes(eml::eml(&message)))
    }),
};

/// [`HTML`] plans all three.
fn planned_with_html(_: &Site, _: &Theme, _: &mut Plan) {}

/// What is made with a theme, or what is wrong with the theme.
type Attempt<T> = Result<T, Box<Diagnostic>>;

/// What the forms of an edition have in common, each part made when the first of them needs it.
#[derive(Debug, Default)]
pub(super) struct Mail {
    html: OnceLock<Attempt<(String, Option<Shortened>)>>,
    text: OnceLock<(NewsletterView, String)>,
}

impl Mail {
    /// As HTML, and what had to be left out of it.
    fn html(&self, renderer: &Renderer, recipe: Recipe) -> Attempt<&(String, Option<Shortened>)> {
        let html = self.html.get_or_init(|| html::html(renderer, &issue(renderer, recipe)));
        html.as_ref().map_err(Clone::clone)
    }

    /// As text, and the values that it was made of.
    fn text(&self, renderer: &Renderer, recipe: Recipe) -> &(NewsletterView, String) {
        self.text.get_or_init(|| {
            let view = issue(renderer, recipe).view(&renderer.views, Form::Text);
            let text = text::text(&view, &renderer.site().config.title);
            (view, text)
        })
    }
}

fn mail(renderer: &Renderer, recipe: Recipe) -> Arc<Mail> {
    renderer.mails.get(recipe, Mail::default)
}

fn issue(renderer: &Renderer, recipe: Recipe) -> Issue<'_> {
    edition::issue(&renderer.views, recipe).expect("a recipe comes from the plan of the same site")
}
