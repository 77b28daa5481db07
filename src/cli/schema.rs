//! `citewire schema`.

use std::path::Path;

use super::args::{SchemaArgs, SchemaOf};
use super::common::load_site;
use super::exit;
use super::report::Talk;
use crate::config::Config;
use crate::load::find_root;
use crate::scaffold::schema;

/// Prints a JSON Schema.
#[must_use]
pub fn run(args: &SchemaArgs, talk: &Talk) -> u8 {
    let here = std::path::absolute(".").unwrap_or_default();
    let of_site = args.of == SchemaOf::Article && find_root(&here).is_some();
    let config = match of_site.then(|| load_site(Some(Path::new(".")), talk)) {
        Some(Ok(inputs)) => inputs.config.as_ref().clone(),
        Some(Err(code)) => return code,
        None => Config::default_for(""),
    };
    talk.result(schema::text(name(args.of), &config).trim_end());
    exit::DONE
}

/// Its name among the schemas.
fn name(of: SchemaOf) -> &'static str {
    match of {
        SchemaOf::Article => "article",
        SchemaOf::Page => "page",
        SchemaOf::Digest => "digest",
        SchemaOf::Config => "config",
        SchemaOf::Publishers => "publishers",
        SchemaOf::Terms => "terms",
    }
}
