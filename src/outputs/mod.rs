//! Every output of a build: one file and one line in [`ALL`] add a new one.
//!
//! An [`Output`] says which pages it wants ([`Output::plan`]: addresses and small recipes, no content) and turns a recipe
//! into bytes ([`Output::render`]: pure, on any thread). [`plan`](fn@plan) asks all of them and refuses two pages for one address.

mod again;
mod aliases;
mod apart;
mod archive;
mod articles;
mod assets;
mod bibliography;
mod corrections;
mod digests;
mod feeds;
mod home;
mod hosts;
mod last;
mod llms;
mod newsletter;
mod not_found;
mod pager;
mod pages;
mod plain_markdown;
mod plan;
mod publishers;
mod robots;
mod site_links;
mod sitemap;
mod statics;
mod storylines;
mod terms;
mod twins;
mod xml;

use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

use tera::{Context, Value};

use self::last::Last;
use crate::diagnostics::Diagnostic;
use crate::site::Site;
use crate::theme::{Mentions, Theme};
use crate::views::{HeadView, Views};

pub use again::LastPlan;
pub use newsletter::LIMIT as MAIL_LIMIT;
pub use plan::{Origin, Page, Plan, plan};
pub use site_links::{check_site_links, leads_somewhere};

/// A kind of page that a build writes.
#[derive(Debug)]
pub struct Output {
    /// Its name, for messages and the guide.
    pub name: &'static str,
    /// What it is, in a few words.
    pub about: &'static str,
    /// Adds its pages to the plan.
    pub plan: fn(&Site, &Theme, &mut Plan),
    /// Renders one of its pages.
    pub render: fn(&Renderer, Recipe) -> Result<Rendered, Box<Diagnostic>>,
}

/// What an output needs to know, besides the site, to render one of its pages: two numbers of its own meaning.
pub type Recipe = (u32, u32);

/// All outputs. Their order is the order of pages in a plan, in which they are rendered, and decides nothing else. The largest
/// files come first, so that no thread is left alone with them at the end.
pub const ALL: &[&Output] = &[
    &bibliography::SITE,
    &home::OUTPUT,
    &articles::OUTPUT,
    &pages::OUTPUT,
    &terms::INDEX,
    &terms::TERM,
    &publishers::INDEX,
    &publishers::PUBLISHER,
    &digests::INDEX,
    &digests::PAGE,
    &archive::INDEX,
    &archive::PAGES,
    &storylines::INDEX,
    &storylines::PAGE,
    &corrections::OUTPUT,
    &feeds::SITE,
    &feeds::TERMS,
    &feeds::DIGESTS,
    &feeds::CORRECTIONS,
    &bibliography::ARTICLE,
    &twins::STORY,
    &twins::PAGE,
    &llms::OUTPUT,
    &newsletter::HTML,
    &newsletter::TEXT,
    &newsletter::EML,
    &sitemap::OUTPUT,
    &sitemap::NEWS_OUTPUT,
    &robots::OUTPUT,
    &not_found::OUTPUT,
    &aliases::OUTPUT,
    &assets::OUTPUT,
    &hosts::REDIRECTS,
    &hosts::HEADERS,
    &hosts::NOJEKYLL,
    &hosts::CNAME,
    &statics::STATIC,
    &statics::BUNDLES,
];

/// A page's content.
#[derive(Debug)]
pub enum Rendered {
    /// These bytes.
    Bytes(Vec<u8>),
    /// The bytes of a file on the disk: pictures and other files that are published as they are.
    Copy(PathBuf),
    /// These bytes, and what was left out of them.
    Shortened(Vec<u8>, Shortened),
}

/// A newsletter that would have been too large.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shortened {
    /// Its size in bytes.
    pub bytes: usize,
    /// How many stories it holds; the last may be cut.
    pub shown: usize,
    /// How many stories its edition has.
    pub stories: usize,
}

/// Everything that rendering reads.
#[derive(Debug)]
pub struct Renderer {
    /// The values for templates, and the site behind them.
    pub views: Views,
    /// The templates and assets.
    pub theme: Arc<Theme>,
    /// Made when the first bibliography is asked for.
    catalogue: OnceLock<bibliography::Catalogue>,
    /// Feeds and newsletters on their way into the next format.
    feeds: Last<feeds::Feed>,
    mails: Last<newsletter::Mail>,
    /// The same with all fields, made when a page cannot be rendered without.
    whole: OnceLock<Box<Self>>,
}

impl Renderer {
    /// For a site and its theme.
    #[must_use]
    pub fn new(site: Arc<Site>, theme: Arc<Theme>) -> Self {
        Self::of(Views::new(site, theme.clone()), theme)
    }

    fn of(views: Views, theme: Arc<Theme>) -> Self {
        let (catalogue, whole) = (OnceLock::new(), OnceLock::new());
        Self { views, theme, catalogue, feeds: Last::none(), mails: Last::none(), whole }
    }

    fn whole(&self) -> &Self {
        self.whole.get_or_init(|| {
            let views = Views::with(Mentions::everything(), self.views.site.clone(), self.theme.clone());
            Box::new(Self::of(views, self.theme.clone()))
        })
    }

    /// The site.
    #[must_use]
    pub fn site(&self) -> &Site {
        &self.views.site
    }

    /// The sources of all articles, each once.
    fn catalogue(&self) -> &bibliography::Catalogue {
        self.catalogue.get_or_init(|| bibliography::Catalogue::new(self.site()))
    }

    /// Renders a page of the plan. What fails with the fields that the theme names is tried once more with all of them: the
    /// theme may have reached one in a way of its own, and what a message says of a record's fields is true.
    ///
    /// # Errors
    /// A mistake in the theme, with the address of the page.
    pub fn render(&self, page: &Page) -> Result<Rendered, Box<Diagnostic>> {
        let with = |renderer| (page.output.render)(renderer, page.recipe);
        let again = |diagnostic| if self.theme.mentions.is_lean() { with(self.whole()) } else { Err(diagnostic) };
        with(self).or_else(again).map_err(|mut diagnostic| {
            diagnostic.notes.push(crate::diagnostics::Note {
                place: None,
                text: format!("while rendering {} ({})", page.url, page.output.name),
            });
            diagnostic
        })
    }

    /// Renders a template with the values that all have, and some of its own.
    fn template(
        &self,
        template: &str,
        head: &HeadView,
        values: impl IntoIterator<Item = (&'static str, Value)>,
    ) -> Result<Rendered, Box<Diagnostic>> {
        let mut context = Context::new();
        context.insert_value("site", self.views.root.clone());
        context.insert_value("head", self.views.value(head));
        values.into_iter().for_each(|(name, value)| context.insert_value(name, value));
        Ok(Rendered::Bytes(self.theme.engine.render_page(template, &context)?))
    }
}
