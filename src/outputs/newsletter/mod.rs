//! Newsletters: each edition as an e-mail, beside its page, in three forms. Nothing is sent.
//!
//! [`issue`] gathers what an edition says, [`html`], [`text`] and [`eml`] write it. Authors' texts go through the [`guard`],
//! so that no mail service takes a part of them for one of its placeholders; [`budget`] keeps the size.

mod budget;
mod clean;
mod edition;
mod eml;
mod guard;
mod html;
mod issue;
mod markup;
mod placeholders;
mod plain;
mod text;
mod wrap;

use jiff::Timestamp;

pub use self::budget::LIMIT;

use self::clean::Form;
use self::issue::Issue;
use super::{Output, Plan, Recipe, Rendered, Renderer};
use crate::diagnostics::Diagnostic;
use crate::site::Site;
use crate::theme::Theme;
use crate::views::newsletters;

pub(super) const HTML: Output = Output {
    name: "newsletters",
    about: "an edition as an e-mail",
    plan: |site, theme, plan| add(site, theme, plan, "email.html"),
    render: |renderer, recipe| {
        with_issue(renderer, recipe, |issue| {
            let (html, shortened) = html::html(renderer, issue)?;
            Ok(match shortened {
                None => Rendered::Bytes(html.into_bytes()),
                Some(shortened) => Rendered::Shortened(html.into_bytes(), shortened),
            })
        })
    },
};

pub(super) const TEXT: Output = Output {
    name: "newsletters as text",
    about: "an edition as an e-mail in plain text",
    plan: |site, theme, plan| add(site, theme, plan, "email.txt"),
    render: |renderer, recipe| {
        with_issue(renderer, recipe, |issue| {
            let view = issue.view(&renderer.views, Form::Text);
            Ok(Rendered::Bytes(text::text(&view, &renderer.site().config.title).into_bytes()))
        })
    },
};

pub(super) const EML: Output = Output {
    name: "newsletters as messages",
    about: "an edition as a message for a mail program",
    plan: |site, theme, plan| add(site, theme, plan, "email.eml"),
    render: |renderer, recipe| {
        with_issue(renderer, recipe, |issue| {
            let (config, view) = (&renderer.site().config, issue.view(&renderer.views, Form::Text));
            let (html, _) = html::html(renderer, issue)?;
            let text = text::text(&view, &config.title);
            let date = issue.newest(&renderer.views).unwrap_or(Timestamp::UNIX_EPOCH);
            let message = eml::Message { config, view: &view, text: &text, html: &html, date };
            Ok(Rendered::Bytes(eml::eml(&message)))
        })
    },
};

fn add(site: &Site, theme: &Theme, plan: &mut Plan, file: &str) {
    let latest = edition::latest(site, newsletters(site, theme));
    latest.for_each(|(recipe, url)| plan.add_own(&format!("{url}{file}"), recipe));
}

fn with_issue(
    renderer: &Renderer,
    recipe: Recipe,
    render: impl FnOnce(&Issue<'_>) -> Result<Rendered, Box<Diagnostic>>,
) -> Result<Rendered, Box<Diagnostic>> {
    render(&edition::issue(&renderer.views, recipe).expect("a recipe comes from the plan of the same site"))
}
