//! Writing new files: all of them or none, and never over something that is there.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::NewFile;

/// Why nothing was written.
#[derive(Debug)]
pub enum WriteError {
    /// These paths below the root are taken.
    Exists(Vec<String>),
    /// The disk failed at this path.
    Io(PathBuf, io::Error),
}

/// Writes files below a folder, which is made if it is not there. What was made before a failure is removed again.
///
/// # Errors
/// If a path is taken, also by a link that leads nowhere, or the disk fails; nothing is written then.
pub fn write(root: &Path, files: &[NewFile]) -> Result<(), WriteError> {
    let is_taken = |file: &&NewFile| fs::symlink_metadata(root.join(&file.path)).is_ok();
    let taken: Vec<String> = files.iter().filter(is_taken).map(|file| file.path.clone()).collect();
    if !taken.is_empty() {
        return Err(WriteError::Exists(taken));
    }
    let mut made = Vec::new();
    for file in files {
        if let Err((path, error)) = put(&root.join(&file.path), &file.text, &mut made) {
            undo(&made);
            return Err(match error.kind() {
                // Somebody else was quicker.
                io::ErrorKind::AlreadyExists => WriteError::Exists(vec![file.path.clone()]),
                _ => WriteError::Io(path, error),
            });
        }
    }
    Ok(())
}

/// Something that was made, in the order of making.
enum Made {
    Folder(PathBuf),
    File(PathBuf),
}

fn put(path: &Path, text: &str, made: &mut Vec<Made>) -> Result<(), (PathBuf, io::Error)> {
    if let Some(folder) = path.parent() {
        make_folder(folder, made)?;
    }
    let failed = |error| (path.to_path_buf(), error);
    let mut file = fs::File::create_new(path).map_err(failed)?;
    made.push(Made::File(path.to_path_buf()));
    file.write_all(text.as_bytes()).map_err(failed)
}

fn make_folder(folder: &Path, made: &mut Vec<Made>) -> Result<(), (PathBuf, io::Error)> {
    if folder.as_os_str().is_empty() || folder.is_dir() {
        return Ok(());
    }
    if let Some(parent) = folder.parent() {
        make_folder(parent, made)?;
    }
    match fs::create_dir(folder) {
        Ok(()) => made.push(Made::Folder(folder.to_path_buf())),
        Err(_) if folder.is_dir() => {}
        // A file stands where a folder should: that is no clash of two files for one path.
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            return Err((folder.to_path_buf(), io::ErrorKind::NotADirectory.into()));
        }
        Err(error) => return Err((folder.to_path_buf(), error)),
    }
    Ok(())
}

/// Removes what was made, last first; a folder only if it is empty. What cannot be removed stays.
fn undo(made: &[Made]) {
    for thing in made.iter().rev() {
        _ = match thing {
            Made::Folder(path) => fs::remove_dir(path),
            Made::File(path) => fs::remove_file(path),
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(path: &str) -> NewFile {
        NewFile { path: path.to_owned(), text: format!("text of {path}") }
    }

    #[test]
    fn every_taken_path_is_named_and_nothing_is_written() {
        let dir = tempfile::tempdir().unwrap();
        fs::write(dir.path().join("b"), "mine").unwrap();
        std::os::unix::fs::symlink("nowhere", dir.path().join("c")).unwrap();
        let error = write(dir.path(), &[file("a"), file("b"), file("c")]).unwrap_err();
        assert!(matches!(error, WriteError::Exists(paths) if paths == ["b", "c"]));
        assert_eq!(fs::read_to_string(dir.path().join("b")).unwrap(), "mine");
        assert!(!dir.path().join("a").exists());
    }

    #[test]
    fn a_failure_half_way_removes_what_was_made_and_nothing_else() {
        let dir = tempfile::tempdir().unwrap();
        fs::create_dir(dir.path().join("kept")).unwrap();
        fs::write(dir.path().join("wall"), "a file, not a folder").unwrap();
        let error = write(dir.path(), &[file("new/deep/a"), file("kept/b"), file("wall/c")]).unwrap_err();
        assert!(matches!(error, WriteError::Io(path, _) if path.ends_with("wall")));
        assert!(!dir.path().join("new").exists() && !dir.path().join("kept/b").exists());
        assert!(dir.path().join("kept").is_dir() && dir.path().join("wall").is_file());
    }

    #[test]
    fn folders_are_made_the_root_among_them() {
        let dir = tempfile::tempdir().unwrap();
        write(&dir.path().join("x/y"), &[file("a/b/c")]).unwrap();
        assert_eq!(fs::read_to_string(dir.path().join("x/y/a/b/c")).unwrap(), "text of a/b/c");
    }
}
