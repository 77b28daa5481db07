//! What git knows about the files of a site: which ones differ from a commit.

use std::collections::HashSet;
use std::path::Path;
use std::process::{Command, Output};

/// Why git could not tell.
#[derive(Debug)]
pub enum GitError {
    /// It cannot be run.
    Missing(std::io::Error),
    /// There is no such commit, or no repository.
    Refused(String),
}

/// The files below `root` that differ from a commit, or that git does not know; relative to `root`, with `/`.
///
/// # Errors
/// If git cannot be run, the folder is in no repository, or the commit does not exist.
pub fn changed_since(root: &Path, commit: &str) -> Result<HashSet<String>, GitError> {
    check_commit(root, commit)?;
    let differing = ["diff", "--name-only", "-z", "--no-ext-diff", "--relative", commit, "--"];
    let unknown = ["ls-files", "--others", "--exclude-standard", "-z", "--"];
    let mut files = HashSet::new();
    for arguments in [&differing[..], &unknown] {
        let output = succeed(git(root, arguments)?)?;
        let names = output.stdout.split(|byte| *byte == 0).filter(|name| !name.is_empty());
        files.extend(names.map(|name| String::from_utf8_lossy(name).into_owned()));
    }
    Ok(files)
}

fn check_commit(root: &Path, commit: &str) -> Result<(), GitError> {
    succeed(git(root, &["rev-parse", "--git-dir"])?)?;
    // A name that begins with `-` would be an option of git.
    let named = format!("{commit}^{{commit}}");
    let known = !commit.starts_with('-') && git(root, &["rev-parse", "--verify", "--quiet", &named])?.status.success();
    if known { Ok(()) } else { Err(GitError::Refused(format!("git knows no commit `{commit}`"))) }
}

fn git(root: &Path, arguments: &[&str]) -> Result<Output, GitError> {
    Command::new("git").args(arguments).current_dir(root).output().map_err(GitError::Missing)
}

fn succeed(output: Output) -> Result<Output, GitError> {
    if output.status.success() {
        return Ok(output);
    }
    let said = String::from_utf8_lossy(&output.stderr);
    let line = said.lines().next().unwrap_or("it gave no reason").trim_start_matches("fatal: ");
    Err(GitError::Refused(format!("git: {line}")))
}
