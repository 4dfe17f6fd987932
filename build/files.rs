//! Folders and files of the build.
use std::{
    fs, io,
    path::{Path, PathBuf},
};

pub(crate) fn copy(from: &Path, to: &Path) -> Result<(), String> {
    match fs::copy(from, to) {
        Ok(_) => Ok(()),
        Err(error) => Err(format!("{} cannot be read: {error}", from.display())),
    }
}

/// With everything in it, but for what npm puts there.
pub(crate) fn copy_folder(from: &Path, to: &Path) -> Result<(), String> {
    fs::create_dir_all(to)
        .map_err(|error| format!("{} cannot be written: {error}", to.display()))?;
    for path in list(from)? {
        let Some(name) = path.file_name() else {
            continue;
        };
        if path.is_file() {
            copy(&path, &to.join(name))?;
        } else if name != "node_modules" && name != "dist" {
            copy_folder(&path, &to.join(name))?;
        }
    }
    Ok(())
}

/// What is in a folder, in the order of names.
pub(crate) fn list(folder: &Path) -> Result<Vec<PathBuf>, String> {
    let unreadable = |error: io::Error| format!("{} cannot be read: {error}", folder.display());
    let entries = fs::read_dir(folder).map_err(unreadable)?;
    let paths: Result<Vec<PathBuf>, io::Error> = entries
        .map(|entry| entry.map(|entry| entry.path()))
        .collect();
    let mut paths = paths.map_err(unreadable)?;
    paths.sort();
    Ok(paths)
}

/// Empty, and there.
pub(crate) fn fresh(folder: &Path) -> io::Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => fs::create_dir_all(folder),
    }
}
