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
mod clashes;
mod corrections;
mod digests;
mod feeds;
mod home;
mod hosts;
mod llms;
mod newsletter;
mod not_found;
mod pager;
mod pages;
mod per_thread;
mod plain_markdown;
mod plan;
mod planned;
mod publishers;
mod robots;
mod sheet;
mod site_links;
mod sitemap;
mod spare;
mod statics;
mod storylines;
mod terms;
mod twins;
mod xml;

use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

use self::per_thread::PerThread;
use crate::diagnostics::Diagnostic;
use crate::fingerprint::{Fingerprint, Hashing};
use crate::site::Site;
use crate::theme::{Mentions, Theme};
use crate::views::Views;

pub use again::LastPlan;
pub use newsletter::LIMIT as MAIL_LIMIT;
pub use plan::{Origin, Page, Plan, plan};
pub use planned::Planned;
pub use sheet::{Basis, Sheet};
pub(crate) use site_links::names;
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
    pub render: Render,
}

impl Output {
    /// Whether templates make its pages.
    #[must_use]
    pub fn is_of_templates(&self) -> bool {
        matches!(self.render, Render::Sheet(_)) || self.name == newsletter::HTML.name
    }
}

/// How an output renders a page.
#[derive(Debug, Clone, Copy)]
pub enum Render {
    /// By a template: these are its values.
    Sheet(fn(&Renderer, Recipe) -> Sheet),
    /// By itself.
    Bytes(Write),
    /// By itself, of what the first function takes, and of nothing else.
    Of(fn(&Renderer, Recipe, &mut Hashing), Write),
}

/// Renders a page that no template makes.
type Write = fn(&Renderer, Recipe) -> Result<Rendered, Box<Diagnostic>>;

/// What an output needs to know, besides the site, to render one of its pages: two numbers of its own meaning.
pub type Recipe = (u32, u32);

/// All outputs. Their order is the order of pages in a plan, in which they are rendered, and decides nothing else. The largest
/// files come first, so that no thread is left alone with them at the end.
pub const ALL: &[&Output] = &[
    &bibliography::SITE,
    &sitemap::OUTPUT,
    &sitemap::NEWS_OUTPUT,
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

/// What became of a page.
#[derive(Debug)]
pub enum Outcome {
    /// Its bytes are there already.
    Known,
    /// This, made of what has the fingerprint, if it has one.
    Rendered(Rendered, Option<Fingerprint>),
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
    feeds: PerThread<feeds::Feed>,
    mails: PerThread<newsletter::Mail>,
    /// The site's own values as newsletters get them, made when the first one is written.
    guarded_site: OnceLock<tera::Value>,
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
        Self {
            views,
            theme,
            catalogue: OnceLock::new(),
            feeds: PerThread::none(),
            mails: PerThread::none(),
            guarded_site: OnceLock::new(),
            whole: OnceLock::new(),
        }
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

    /// Renders a page of the plan.
    ///
    /// # Errors
    /// A mistake in the theme, with the address of the page.
    pub fn render(&self, page: &Page) -> Result<Rendered, Box<Diagnostic>> {
        self.attempt(page).or_else(|diagnostic| self.render_whole(page, diagnostic))
    }

    /// Renders a page of the plan, unless `is_known` says that the bytes that are made of the same are there.
    ///
    /// # Errors
    /// As [`render`](Self::render).
    pub fn render_unless(
        &self,
        page: &Page,
        basis: &Basis,
        is_known: impl FnOnce(Fingerprint) -> bool,
    ) -> Result<Outcome, Box<Diagnostic>> {
        let mut hashing = basis.hashing(page.output.name);
        let sheet = match page.output.render {
            Render::Bytes(_) => return Ok(Outcome::Rendered(self.render(page)?, None)),
            Render::Of(feed, _) => {
                feed(self, page.recipe, &mut hashing);
                None
            }
            Render::Sheet(sheet) => {
                let sheet = sheet(self, page.recipe);
                sheet.feed(&self.views, &mut hashing);
                Some(sheet)
            }
        };
        let made_of = hashing.finish();
        if is_known(made_of) {
            return Ok(Outcome::Known);
        }
        match sheet.map_or_else(|| self.attempt(page), |sheet| sheet.render(self)) {
            Ok(rendered) => Ok(Outcome::Rendered(rendered, Some(made_of))),
            // Of more fields than those in the fingerprint.
            Err(diagnostic) => Ok(Outcome::Rendered(self.render_whole(page, diagnostic)?, None)),
        }
    }

    fn attempt(&self, page: &Page) -> Result<Rendered, Box<Diagnostic>> {
        match page.output.render {
            Render::Sheet(sheet) => sheet(self, page.recipe).render(self),
            Render::Bytes(write) | Render::Of(_, write) => write(self, page.recipe),
        }
    }

    /// What failed with the fields that the theme names is tried once more with all of them: the theme may have reached one in
    /// a way of its own, and what a message says of a record's fields is true.
    fn render_whole(&self, page: &Page, failed: Box<Diagnostic>) -> Result<Rendered, Box<Diagnostic>> {
        let rendered = if self.theme.mentions.is_lean() { self.whole().attempt(page) } else { Err(failed) };
        rendered.map_err(|mut diagnostic| {
            diagnostic.notes.push(crate::diagnostics::Note {
                place: None,
                text: format!("while rendering {} ({})", page.url, page.output.name),
            });
            diagnostic
        })
    }
}
