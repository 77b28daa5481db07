//! Publishers: who is cited how often, and every story that cites one.

use tera::Value;

use super::pager::Pages;
use super::{Output, Recipe, Rendered, Renderer};
use crate::diagnostics::Diagnostic;
use crate::paths::UrlPath;

pub(super) const INDEX: Output = Output {
    name: "publishers",
    about: "the index of publishers",
    plan: |site, _, plan| {
        if !site.publishers.is_empty() {
            plan.add_own("/publishers/", (0, 0));
        }
    },
    render: render_index,
};

pub(super) const PUBLISHER: Output = Output {
    name: "publisher pages",
    about: "the page of a publisher",
    plan: |site, _, plan| {
        for (index, publisher) in (0u32..).zip(&**site.publishers) {
            for number in 0..=Pages::new(publisher.stories.len(), site.config.paginate).count() {
                let recipe = (index, u32::try_from(number).unwrap_or(u32::MAX));
                plan.add_own(&Pages::path(publisher.url.as_str(), number), recipe);
            }
        }
    },
    render: render_publisher,
};

fn render_index(renderer: &Renderer, _: Recipe) -> Result<Rendered, Box<Diagnostic>> {
    let url = UrlPath::new("/publishers/").expect("a fixed address");
    let head = renderer.views.head("Publishers", "Who is cited here, and how often.", &url);
    let views: Vec<_> = renderer.site().publishers.iter().map(|p| renderer.views.publisher(p)).collect();
    let values = [
        ("publishers", Value::from_serializable(&views)),
        ("bibliography", Value::from_serializable(&renderer.views.bibliography("/"))),
    ];
    renderer.template("publishers.html", &head, values)
}

fn render_publisher(renderer: &Renderer, (index, number): Recipe) -> Result<Rendered, Box<Diagnostic>> {
    let (site, views, number) = (renderer.site(), &renderer.views, number as usize);
    let publisher = &site.publishers[index as usize];
    let pages = Pages::new(publisher.stories.len(), site.config.paginate);
    let here = UrlPath::new(Pages::path(publisher.url.as_str(), number)).unwrap_or_else(|_| publisher.url.clone());
    let title = if number == 0 { publisher.name.to_string() } else { format!("{}, page {number}", publisher.name) };
    let description = format!("Every story on {} that cites {}.", site.config.title, publisher.name);
    let head = views.head(&title, &description, &here);
    let stories = &publisher.stories[pages.range(number)];
    let stories = stories.iter().map(|story| views.publisher_story(index, *story));
    let stories: Vec<_> = stories.collect::<Result<_, _>>()?;
    let pager = pages.view(&views.url(&publisher.url.encoded()), number);
    let values = [
        ("publisher", Value::from_serializable(&views.publisher(publisher))),
        ("stories", Value::from_serializable(&stories)),
        ("pager", Value::from_serializable(&pager)),
    ];
    renderer.template("publisher.html", &head, values)
}
