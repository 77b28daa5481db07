//! Arguments of all commands.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;

/// Heading of the options that every command takes.
const ALL_COMMANDS: &str = "Options of all commands";

/// What the command's exit code tells.
const EXIT_CODES: &str = "\
Exit codes:
  0  Done
  1  The content or the theme has errors; nothing was published
  2  Wrong usage or configuration
  3  The environment failed: the disk, a permission, a port, another build of the same folder";

/// A static site generator for curated news: every claim points to its source.
#[derive(Debug, Parser)]
#[command(name = "citewire", version, max_term_width = 100, disable_help_subcommand = true, after_help = EXIT_CODES)]
pub struct Cli {
    /// Colour: `auto` (on a terminal, unless NO_COLOR is set), `always` or `never`
    #[arg(
        long,
        global = true,
        value_enum,
        default_value = "auto",
        value_name = "WHEN",
        hide_possible_values = true,
        help_heading = ALL_COMMANDS
    )]
    pub color: Color,
    /// Report as JSON on standard output
    #[arg(long, global = true, help_heading = ALL_COMMANDS)]
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
    /// Begin a site: settings, two articles, a page, a workflow for GitHub Pages
    #[command(after_help = "Example:\n  citewire init my-site")]
    Init(InitArgs),
    /// Begin an article or a page: a draft whose path is printed
    #[command(after_help = "Example:\n  \
        $EDITOR \"$(citewire new \"Two papers\" --source https://arxiv.org/abs/1706.03762)\"")]
    New(NewArgs),
    /// Build the site: everything is written, or nothing
    #[command(after_help = "Example:\n  citewire build --out /tmp/preview --base-url https://preview.example.org")]
    Build(BuildArgs),
    /// Show the site in the browser while you write: drafts, scheduled and expired articles too, with a badge
    #[command(after_help = "Example:\n  citewire serve --watch --open")]
    Serve(ServeArgs),
    /// Look for what no build enforces: sources, citations, placeholders, links, terms; nothing is written or fetched
    #[command(after_help = "Example:\n  citewire check --changed-since origin/main --format github")]
    Check(CheckArgs),
    /// List the articles, newest first: published ones, or what is held back
    #[command(after_help = "Example:\n  citewire list --drafts --scheduled")]
    List(ListArgs),
    /// Print the JSON Schema of front matter, settings or data, for editors
    #[command(after_help = "Example:\n  citewire schema article > schema/article.schema.json")]
    Schema(SchemaArgs),
    /// Print completions for a shell
    #[command(after_help = "Example:\n  \
        citewire completions bash > ~/.local/share/bash-completion/completions/citewire")]
    Completions(CompletionsArgs),
}

/// Arguments of `init`.
#[derive(Debug, Args)]
pub struct InitArgs {
    /// The folder to write into; it is made if it is not there [default: the current folder]
    pub dir: Option<PathBuf>,
    /// The date of the articles, as 2026-11-20T09:30:00Z [default: `SOURCE_DATE_EPOCH`, else now]
    #[arg(long, value_name = "TIME")]
    pub now: Option<String>,
}

/// Arguments of `new`.
#[derive(Debug, Args)]
pub struct NewArgs {
    /// What the reader sees first; the file's name is made of it
    pub title: String,
    /// A source to list, by its URL; may be given more than once
    #[arg(long, short, value_name = "URL")]
    pub source: Vec<String>,
    /// A standalone page instead of an article
    #[arg(long)]
    pub page: bool,
    /// The site's folder, or one below it [default: the current folder]
    #[arg(long, value_name = "DIR")]
    pub dir: Option<PathBuf>,
    /// The date of the article, as 2026-11-20T09:30:00Z [default: `SOURCE_DATE_EPOCH`, else now]
    #[arg(long, value_name = "TIME")]
    pub now: Option<String>,
}

/// Arguments of `list`.
#[derive(Debug, Args)]
pub struct ListArgs {
    /// The site's folder, or one below it [default: the current folder]
    pub dir: Option<PathBuf>,
    /// List drafts
    #[arg(long)]
    pub drafts: bool,
    /// List what is held back until its time
    #[arg(long)]
    pub scheduled: bool,
    /// List what has expired
    #[arg(long)]
    pub expired: bool,
    /// List everything
    #[arg(long)]
    pub all: bool,
    /// The moment at which to look, as 2026-11-20T09:30:00Z [default: `SOURCE_DATE_EPOCH`, else now]
    #[arg(long, value_name = "TIME")]
    pub now: Option<String>,
}

/// Arguments of `check`.
#[derive(Debug, Args)]
pub struct CheckArgs {
    /// The site's folder, or one below it [default: the current folder]
    pub dir: Option<PathBuf>,
    /// Report only what concerns files that differ from this commit, in git
    #[arg(long, value_name = "REF")]
    pub changed_since: Option<String>,
    /// A sitemap of the published site: report addresses that the site no longer has
    #[arg(long, value_name = "FILE")]
    pub against: Option<PathBuf>,
    /// How to report: `text`, `json`, or `github` for annotations in GitHub Actions
    #[arg(long, value_enum, value_name = "FORMAT", hide_possible_values = true)]
    pub format: Option<Format>,
    /// Exit with code 1 on warnings, too
    #[arg(long)]
    pub strict: bool,
    /// Look at drafts, too
    #[arg(long)]
    pub drafts: bool,
    /// The moment at which to look, as 2026-11-20T09:30:00Z [default: `SOURCE_DATE_EPOCH`, else now]
    #[arg(long, value_name = "TIME")]
    pub now: Option<String>,
}

/// How `check` reports.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people.
    Text,
    /// One JSON object a line.
    Json,
    /// Workflow commands of GitHub Actions.
    Github,
}

/// Arguments of `schema`.
#[derive(Debug, Args)]
pub struct SchemaArgs {
    /// What it describes: `article` (with the taxonomies of the site that you are in), `page`, `digest`, `config`, `publishers` or `terms`
    #[arg(value_enum, default_value = "article", hide_possible_values = true)]
    pub of: SchemaOf,
}

/// What a schema describes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum SchemaOf {
    /// Front matter of articles.
    Article,
    /// Front matter of standalone pages.
    Page,
    /// Front matter of editors' notes.
    Digest,
    /// `citewire.yaml`.
    Config,
    /// `data/publishers.yaml`.
    Publishers,
    /// `data/tags.yaml` and other vocabularies.
    Terms,
}

/// Arguments of `completions`.
#[derive(Debug, Args)]
pub struct CompletionsArgs {
    /// The shell
    pub shell: Shell,
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
    /// Threads, at most 256; 0 is one for each core
    #[arg(long, short, default_value_t = 0, value_name = "N")]
    pub jobs: usize,
    /// Say where the time went, by stage and by output
    #[arg(long)]
    pub timings: bool,
    /// Parse and render everything anew, and keep nothing for the next time
    #[arg(long)]
    pub no_cache: bool,
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
    /// Parse every article anew, and keep none parsed for the next time
    #[arg(long)]
    pub no_cache: bool,
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
