//! Arguments of all commands.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

/// A static site generator for curated news: every claim points to its source.
#[derive(Debug, Parser)]
#[command(name = "citewire", version, max_term_width = 100, disable_help_subcommand = true)]
pub struct Cli {
    /// When to use colour; `auto` means on a terminal, unless NO_COLOR is set
    #[arg(long, global = true, value_enum, default_value = "auto")]
    pub color: Color,
    /// Report as JSON on standard output
    #[arg(long, global = true)]
    pub json: bool,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// When to use colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Color {
    /// On a terminal, unless `NO_COLOR` is set.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Build the site: everything is written, or nothing
    Build(BuildArgs),
    /// Show the site in the browser while you write: drafts, scheduled and expired articles too, with a badge
    Serve(ServeArgs),
}

/// Arguments of `build`.
#[derive(Debug, Args)]
pub struct BuildArgs {
    /// The site's folder, or one below it [default: the current folder]
    pub dir: Option<PathBuf>,
    /// Where to publish [default: `public` in the site's folder]
    #[arg(long, short, value_name = "DIR")]
    pub out: Option<PathBuf>,
    #[command(flatten)]
    pub site: SiteArgs,
    /// Threads; 0 is one for each core
    #[arg(long, short, default_value_t = 0, value_name = "N")]
    pub jobs: usize,
}

/// Arguments of `serve`.
#[derive(Debug, Args)]
pub struct ServeArgs {
    /// The site's folder, or one below it [default: the current folder]
    pub dir: Option<PathBuf>,
    /// Rebuild on change, and reload the browser; mistakes are shown over the last good page
    #[arg(long, short)]
    pub watch: bool,
    /// The port; if it is busy, the next free one is taken. 0 takes any
    #[arg(long, short, default_value_t = 4400, value_name = "N")]
    pub port: u16,
    /// The address to listen on; 0.0.0.0 shows the site, with its drafts, to the network
    #[arg(long, default_value = "127.0.0.1", value_name = "HOST")]
    pub host: String,
    /// Open the browser
    #[arg(long)]
    pub open: bool,
    /// The address of the published site, above the configuration's
    #[arg(long, value_name = "URL")]
    pub base_url: Option<String>,
    /// The moment of every build, as 2026-11-20T09:30:00Z [default: `SOURCE_DATE_EPOCH`, else now]
    #[arg(long, value_name = "TIME")]
    pub now: Option<String>,
}

/// Arguments of every command that makes a site.
#[derive(Debug, Args)]
pub struct SiteArgs {
    /// The address of the published site, above the configuration's
    #[arg(long, value_name = "URL")]
    pub base_url: Option<String>,
    /// Show drafts
    #[arg(long)]
    pub drafts: bool,
    /// Show scheduled and expired articles
    #[arg(long)]
    pub future: bool,
    /// The moment of the build, as 2026-11-20T09:30:00Z [default: `SOURCE_DATE_EPOCH`, else now]
    #[arg(long, value_name = "TIME")]
    pub now: Option<String>,
}
