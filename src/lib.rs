//! Citewire turns Markdown articles that list their sources into a static news site.

pub mod paths;
