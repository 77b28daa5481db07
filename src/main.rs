//! The `citewire` command.

use std::process::ExitCode;

fn main() -> ExitCode {
    citewire::cli::run()
}
