//! Bibliographies: the sources of an article, and of the whole site, as CSL-JSON and as BibTeX.

mod bibtex;
mod catalogue;
mod csl;
mod names;
mod work;

use super::{Output, Plan, Recipe, Render, Rendered, Renderer};
use crate::config::Switch;
use crate::content::article::Source;
use crate::diagnostics::Diagnostic;
use crate::fingerprint::Hashing;
use crate::paths::UrlPath;
use crate::site::Site;
use crate::views::bibliography::{BIBTEX, CSL_JSON};

pub(super) use catalogue::Catalogue;
use work::Work;

/// The second number of a recipe.
const AS_CSL: u32 = 0;
const AS_BIBTEX: u32 = 1;

pub(super) const ARTICLE: Output = Output {
    name: "article bibliographies",
    about: "the bibliography of an article",
    plan: |site, _, plan| {
        if !site.config.outputs.writes(Switch::Bibliographies) {
            return;
        }
        plan.reserve(2 * site.stories.len());
        for story in site.listed().filter(|story| !story.article.sources.is_empty()) {
            plan.add_beside(&story.url, CSL_JSON, (story.index, AS_CSL));
            plan.add_beside(&story.url, BIBTEX, (story.index, AS_BIBTEX));
        }
    },
    render: Render::Of(|renderer, recipe, hashing| feed(of_article(renderer, recipe), recipe, hashing), render_article),
};

pub(super) const SITE: Output = Output {
    name: "bibliography",
    about: "the bibliography of the site",
    plan: plan_site,
    render: Render::Of(|renderer, recipe, hashing| feed(of_site(renderer), recipe, hashing), render_site),
};

fn plan_site(site: &Site, _: &crate::theme::Theme, plan: &mut Plan) {
    let wanted = site.config.outputs.writes(Switch::Bibliographies);
    if wanted && site.listed().any(|story| !story.article.sources.is_empty()) {
        let home = UrlPath::new("/").expect("the root is an address");
        plan.add_beside(&home, CSL_JSON, (0, AS_CSL));
        plan.add_beside(&home, BIBTEX, (0, AS_BIBTEX));
    }
}

/// A source and its key: all that a bibliography says of it.
type Keyed<'a> = (&'a str, &'a Source);

/// The sources of one article as it describes them, in its order, under the keys that they have on the whole site.
fn of_article(renderer: &Renderer, (index, _): Recipe) -> impl Iterator<Item = Keyed<'_>> {
    renderer.catalogue().keys(index).zip(&renderer.site().stories[index as usize].article.sources)
}

fn of_site(renderer: &Renderer) -> impl Iterator<Item = Keyed<'_>> {
    renderer.catalogue().published(renderer.site())
}

fn feed<'a>(sources: impl Iterator<Item = Keyed<'a>>, (_, format): Recipe, hashing: &mut Hashing) {
    hashing.feed(&format);
    sources.for_each(|keyed| hashing.feed(&keyed));
}

fn render_article(renderer: &Renderer, recipe: Recipe) -> Result<Rendered, Box<Diagnostic>> {
    Ok(write(of_article(renderer, recipe), recipe))
}

fn render_site(renderer: &Renderer, recipe: Recipe) -> Result<Rendered, Box<Diagnostic>> {
    Ok(write(of_site(renderer), recipe))
}

fn write<'a>(sources: impl Iterator<Item = Keyed<'a>>, (_, format): Recipe) -> Rendered {
    let works = sources.map(|(key, source)| Work::new(key, source));
    Rendered::Bytes(if format == AS_CSL { csl::write(works) } else { bibtex::write(works).into_bytes() })
}
