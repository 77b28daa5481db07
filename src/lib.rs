//! Citewire turns Markdown articles that list their sources into a static news site.

pub mod config;
pub mod content;
pub mod diagnostics;
pub mod markdown;
pub mod outputs;
pub mod paths;
pub mod site;
pub mod theme;
pub mod views;
