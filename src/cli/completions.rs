//! `citewire completions`.

use clap::CommandFactory;

use super::args::{Cli, CompletionsArgs};
use super::exit;
use super::report::Talk;

/// Prints completions for a shell.
#[must_use]
pub fn run(args: &CompletionsArgs, talk: &Talk) -> u8 {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "citewire", &mut script);
    talk.result(String::from_utf8_lossy(&script).trim_end());
    exit::DONE
}
