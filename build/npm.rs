//! Running npm, always in a folder of the build's own, so that the source tree stays as it is.
use std::{path::Path, process::Command};

/// What the lock file pins, and no script of any package.
pub(crate) fn install(work: &Path, more: &[&str]) -> Result<(), String> {
    let quietly = [
        "--ignore-scripts",
        "--no-audit",
        "--no-fund",
        "--loglevel=error",
    ];
    let soon = [
        "--fetch-retries=1",
        "--fetch-retry-mintimeout=1000",
        "--fetch-timeout=20000",
    ];
    run(work, &[&["ci"], &quietly[..], &soon, more].concat())
}

pub(crate) fn run(work: &Path, arguments: &[&str]) -> Result<(), String> {
    let npm = if cfg!(windows) { "npm.cmd" } else { "npm" };
    let output = Command::new(npm)
        .args(arguments)
        .current_dir(work)
        .output()
        .map_err(|error| format!("npm cannot be run: {error}"))?;
    if output.status.success() {
        return Ok(());
    }
    let said = if output.stderr.is_empty() {
        output.stdout
    } else {
        output.stderr
    };
    Err(format!("npm failed: {}", last_words(&said)))
}

/// Of what npm said, from where it speaks of an error: cargo shows a warning on one line.
fn last_words(text: &[u8]) -> String {
    let text = String::from_utf8_lossy(text);
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    let from = lines.iter().position(|line| line.contains("rror: "));
    lines[from.unwrap_or_default()..]
        .iter()
        .take(4)
        .copied()
        .collect::<Vec<_>>()
        .join(" ")
}
