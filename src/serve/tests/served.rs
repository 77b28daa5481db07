//! What a server should answer, and what it does.

use std::collections::BTreeSet;
use std::future::poll_fn;
use std::pin::Pin;
use std::sync::Arc;

use hyper::body::Body as _;
use hyper::{Response, StatusCode, Uri};

use super::compare::{Pages, same_pages, same_words, words};
use super::rig::Rig;
use crate::diagnostics::{Diagnostic, Note};
use crate::paths::UrlPath;
use crate::serve::body::Body;
use crate::serve::live::Generation;
use crate::serve::{Problem, page};

impl Rig {
    /// Whether the server has these pages and no others, and has said this.
    pub(super) fn serves(&self, warnings: &[Diagnostic], pages: &Pages) -> Result<Arc<Generation>, String> {
        let state = self.shared.live.now();
        if let Some(problem) = &state.problem {
            return Err(format!("a build is good, but the server says {problem:?}"));
        }
        let good = state.good.as_ref().ok_or("nothing is served")?;
        same_words("the server", &good.prepared.diagnostics, warnings)?;
        let mut served = Pages::new();
        for (number, page) in good.prepared.pages.iter().enumerate() {
            // Before the server is ready to find pages at once they are found, too.
            if number == good.prepared.pages.len() / 2 {
                self.shared.live.index();
            }
            let (status, bytes) = self.ask(good, &page.url);
            if status != StatusCode::OK {
                return Err(format!("{} is answered with {status}", page.url));
            }
            served.insert(page.url.file().as_str().to_owned(), bytes);
        }
        same_pages("the server", &served, pages)?;
        Ok(good.clone())
    }

    /// Whether the server says what is wrong, and goes on with the last good pages.
    pub(super) fn serves_on(&self, errors: &[Diagnostic]) -> Result<(), String> {
        let state = self.shared.live.now();
        match (state.problem.as_deref(), &state.good) {
            (Some(Problem::Site(said)), served) => {
                // Of many pages that fail, a build and a server try different ones.
                if is_of_rendering(said) && is_of_rendering(errors) {
                    self.fails_so(said)?;
                } else {
                    same_words("the server", said, errors)?;
                }
                self.stays(served.as_ref())
            }
            (Some(problem), _) => Err(format!("the server says {problem:?} instead of {errors:?}")),
            (None, Some(good)) => self.fails_pages(good, errors),
            (None, None) => Err("nothing is served".to_owned()),
        }
    }

    /// Whether what is served is what was served before.
    fn stays(&self, served: Option<&Arc<Generation>>) -> Result<(), String> {
        let pointer = |generation: &Arc<Generation>| Arc::as_ptr(generation);
        // Changes that are told one by one may make a good site in between, which no build has seen.
        if !self.apart && served.map(pointer) != self.served.as_ref().map(pointer) {
            return Err("the last good site is not served any more".to_owned());
        }
        let last = self.good.as_ref().filter(|last| served.map(pointer) == Some(Arc::as_ptr(&last.served)));
        let Some(last) = last else { return Ok(()) };
        let home = last.served.page("/").ok_or("there is no home page")?;
        let (status, bytes) = self.ask(&last.served, &home.url);
        let same = status == StatusCode::OK && bytes == last.pages["index.html"];
        if same { Ok(()) } else { Err(format!("the last good home page is answered with {status}")) }
    }

    /// Whether the site as it is has these warnings, and these mistakes are met when all pages are rendered.
    fn fails_so(&self, said: &[Diagnostic]) -> Result<(), String> {
        let prepared = self.prepared();
        let met = prepared.pages.iter().filter_map(|page| prepared.renderer.render(page).err());
        let met: BTreeSet<String> = met.map(|mistake| words(&mistake)).collect();
        let (errors, warnings): (Vec<_>, Vec<_>) = said.iter().cloned().partition(Diagnostic::is_error);
        same_words("the server", &warnings, &prepared.diagnostics)?;
        let is_met = errors.iter().all(|error| met.contains(&words(error)));
        if is_met { Ok(()) } else { Err(format!("the server says {errors:#?}, pages fail with {met:#?}")) }
    }

    /// Mistakes that only rendering meets, and not of the first page of a kind, are shown on the pages that meet them.
    fn fails_pages(&self, good: &Generation, errors: &[Diagnostic]) -> Result<(), String> {
        self.failed.lock().unwrap().clear();
        good.prepared.pages.iter().for_each(|page| _ = self.ask(good, &page.url));
        let met: BTreeSet<String> = self.failed.lock().unwrap().iter().map(words).collect();
        let expected: Vec<String> = errors.iter().filter(|error| error.is_error()).map(words).collect();
        let good = !expected.is_empty() && expected.iter().all(|error| met.contains(error));
        if good { Ok(()) } else { Err(format!("pages fail with {met:#?}, a build with {expected:#?}")) }
    }

    fn ask(&self, good: &Generation, url: &UrlPath) -> (StatusCode, Vec<u8>) {
        let address = format!("{}{}", good.base(), url.encoded());
        let uri: Uri = address.parse().unwrap_or_else(|error| panic!("{address}: {error}"));
        self.runtime.block_on(async { read(page::answer(&self.shared, &uri)).await })
    }
}

/// An answer as it comes to whoever asked.
pub(super) async fn read(mut answer: Response<Body>) -> (StatusCode, Vec<u8>) {
    let mut bytes = Vec::new();
    while let Some(frame) = poll_fn(|cx| Pin::new(answer.body_mut()).poll_frame(cx)).await {
        bytes.extend(frame.unwrap().into_data().unwrap());
    }
    (answer.status(), bytes)
}

/// Whether a page was rendered and failed.
fn is_of_rendering(said: &[Diagnostic]) -> bool {
    let is_of_rendering = |note: &Note| note.text.starts_with("while rendering ");
    said.iter().any(|error| error.is_error() && error.notes.iter().any(is_of_rendering))
}
