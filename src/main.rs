//! The `citewire` command.

use std::process::ExitCode;

use libmimalloc_sys::{mi_option_get, mi_option_set, mi_option_t};

/// A build is many small allocations on all cores; see DECISIONS.md for the measurement.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// After how many milliseconds the allocator gives memory back to the system that nobody has: `mi_option_purge_delay` of
/// mimalloc 2, which the crate gives no name.
const PURGE_DELAY: mi_option_t = 15;

/// Has the allocator keep all memory. What a rebuild of a large site lets go, the next one takes; see DECISIONS.md.
fn keep_memory() {
    // SAFETY: both take the number of an option, and one that there is not is ignored. Setting one writes a plain variable that
    // allocating reads: this has to be called before the first thread is started.
    unsafe {
        // It is 10, unless somebody has set another one, or the number means something else one day.
        if mi_option_get(PURGE_DELAY) == 10 {
            mi_option_set(PURGE_DELAY, -1);
        }
    }
}

fn main() -> ExitCode {
    citewire::cli::run(keep_memory)
}
