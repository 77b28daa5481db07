//! The command line: arguments, and what each command says. The only place that prints.

mod args;
mod build;
mod cache;
mod check;
mod common;
mod completions;
mod git;
mod github;
mod init;
mod list;
mod new;
mod progress;
mod report;
mod schema;
mod serve;
mod timings;

use std::process::ExitCode;

use clap::Parser;

pub use args::{Cli, Command};

/// Exit codes, as the guide documents them.
pub mod exit {
    /// Done.
    pub const DONE: u8 = 0;
    /// Content or theme have errors.
    pub const SITE: u8 = 1;
    /// Wrong usage or configuration.
    pub const USAGE: u8 = 2;
    /// The environment failed: disk, permission, port, another build running.
    pub const ENVIRONMENT: u8 = 3;
}

/// Runs the command line and tells with what code to exit. `keep_memory` is called, before any thread is started, by a command
/// that will need again and again what memory it lets go.
#[must_use]
pub fn run(keep_memory: fn()) -> ExitCode {
    let cli = Cli::parse();
    let talk = report::Talk::new(cli.color, cli.json);
    let code = match &cli.command {
        Command::Init(args) => init::run(args, &talk),
        Command::New(args) => new::run(args, &talk),
        Command::Build(args) => build::run(args, &talk),
        Command::Serve(args) => {
            keep_memory();
            serve::run(args, &talk)
        }
        Command::Check(args) => check::run(args, &talk),
        Command::List(args) => list::run(args, &talk),
        Command::Schema(args) => schema::run(args, &talk),
        Command::Completions(args) => completions::run(args, &talk),
    };
    ExitCode::from(code)
}
