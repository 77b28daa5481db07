//! The theme contract: every value that a template can see, typed and documented. Version 1.
//!
//! Templates receive these values and fetch nothing. A field is never renamed or dropped within a version
//! ([`CONTRACT_VERSION`](crate::theme::CONTRACT_VERSION)); new ones may come. URLs named `url` start with `/` and hold the base path; those named `permalink`
//! are full. Text is escaped by the templates; fields named `…html` hold markup that is safe to print with `| safe`.

pub mod archive;
mod article;
pub mod bibliography;
mod build;
mod cards;
pub mod corrections;
pub mod date;
pub mod digest;
pub mod feeds;
pub mod fill;
mod head;
mod json_ld;
pub mod leaderboard;
mod lean;
mod list;
pub mod lists;
mod newsletter;
mod page;
mod shared;
mod shown;
mod site;
mod sources;
mod story;
pub mod storyline;
pub mod twin;

pub(crate) use article::ai_sentence;
pub use build::{Rendered, Views};
pub(crate) use lean::{Lean, Whole};

pub use list::*;
pub use newsletter::*;
pub use page::*;
pub use story::*;

use serde::Serialize;

/// A link: what it is called, where it leads.
#[derive(Debug, Clone, Serialize, PartialEq, Eq)]
pub struct LinkView {
    /// Text.
    pub title: String,
    /// Address with base path, or a full URL.
    pub url: String,
}

/// A prebuilt [`LinkView`]: cloning it copies a pointer.
pub type Link = tera::Value;

/// A day or a point in time, in the site's zone.
#[derive(Debug, Clone, Serialize, PartialEq, Eq)]
pub struct DateView {
    /// For `<time datetime>`: `2026-11-20T09:30:00+01:00`, or `2026-11-20` where only a day is known.
    pub iso: String,
    /// The day: `2026-11-20`.
    pub day: String,
    /// What people read: `20 November 2026`; for a site whose language is not English, the ISO day.
    pub text: String,
    /// The day of the week in English (`Friday`); empty for other languages.
    pub weekday: &'static str,
    /// `09:30`, if the author gave a time.
    pub time: Option<String>,
}

/// A picture.
#[derive(Debug, Clone, Serialize, PartialEq, Eq)]
pub struct ImageView {
    /// Address with base path, or a full URL.
    pub url: String,
    /// Full URL.
    pub permalink: String,
    /// What it shows; empty if it is decoration.
    pub alt: String,
    /// Pixels, if known.
    pub width: Option<u32>,
    /// Pixels, if known.
    pub height: Option<u32>,
    /// Who made it.
    pub credit: Option<String>,
    /// Words below it.
    pub caption: Option<String>,
}
