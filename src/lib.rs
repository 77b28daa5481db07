//! Citewire turns a folder of Markdown articles, each listing the sources it was curated from, into a static news site.
//!
//! A build is six stages in a row ([`pipeline::build`]), each with a type of its own:
//!
//! 1. [`load`]: the disk to [`load::Inputs`]; the only reader.
//! 2. [`content`] and [`markdown`]: a content file to an [`content::Article`] and diagnostics; per file, pure.
//! 3. [`site`]: articles to a [`site::Site`]; immutable.
//! 4. [`outputs`]: a site to a list of [`outputs::Page`]s, each a small recipe.
//! 5. [`views`] and [`theme`]: a page to bytes, when it is asked for; pure.
//! 6. [`publish`]: bytes to the output folder; the only writer, all or nothing.
//!
//! [`check`] looks at the same site for what no build enforces.
//!
//! The library never prints and never exits; [`cli`] does the talking.

#![allow(
    rustdoc::private_intra_doc_links,
    reason = "the docs are read by those who work on the crate, with private items"
)]

mod bytes;
pub mod cache;
pub mod check;
pub mod cli;
pub mod config;
pub mod content;
pub mod diagnostics;
pub mod fingerprint;
mod json;
pub mod load;
pub mod markdown;
pub mod outputs;
pub mod paths;
pub mod pipeline;
pub mod publish;
pub mod scaffold;
pub mod serve;
pub mod site;
pub mod theme;
pub mod url_parts;
pub mod views;
pub mod yaml;
