//! A bar while a build runs: on a terminal only, and only if it takes longer than a second.

use std::io::IsTerminal;
use std::sync::Arc;
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::thread::JoinHandle;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::pipeline::Progress;

/// A build that takes longer is a long one: before, nothing is shown.
pub(super) const PATIENCE: Duration = Duration::from_secs(1);
/// How often the bar moves.
const TICK: Duration = Duration::from_millis(100);

/// Shows a build until it is dropped, and leaves no trace on the terminal.
pub(super) struct Bar {
    stop: Option<Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Bar {
    /// Begins to watch a build; `quiet` shows nothing.
    pub(super) fn watch(progress: &Arc<Progress>, quiet: bool) -> Self {
        if quiet || !std::io::stderr().is_terminal() {
            return Self { stop: None, thread: None };
        }
        let (stop, stopped) = channel();
        let progress = progress.clone();
        let thread = std::thread::spawn(move || {
            let is_over = |time| !matches!(stopped.recv_timeout(time), Err(RecvTimeoutError::Timeout));
            if is_over(PATIENCE) {
                return;
            }
            let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr());
            loop {
                show(&bar, &progress);
                if is_over(TICK) {
                    return bar.finish_and_clear();
                }
            }
        });
        Self { stop: Some(stop), thread: Some(thread) }
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            // A bar that failed is no reason to fail.
            _ = thread.join();
        }
    }
}

fn show(bar: &ProgressBar, progress: &Progress) {
    let (done, total) = progress.pages();
    let form = if total == 0 { "{msg} {elapsed}" } else { "{msg} [{bar:30}] {pos}/{len} files" };
    // The forms are fixed, and right.
    if let Ok(style) = ProgressStyle::with_template(form) {
        bar.set_style(style);
    }
    bar.set_message(progress.stage());
    bar.set_length(total as u64);
    bar.set_position(done as u64);
}
