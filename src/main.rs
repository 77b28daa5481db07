//! The `citewire` command.

use std::process::ExitCode;

/// A build is many small allocations on all cores; see DECISIONS.md for the measurement.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    citewire::cli::run()
}
