//! The command line: the real program, in a folder of its own, without anybody's settings.
mod backup;
mod commands;
mod configuration;
mod export;
mod help;
mod import;
mod serving;
mod site_keys;
#[cfg(target_os = "linux")]
mod supervised;
mod traces;

use crate::imports::export::SAMPLE;
use std::{
    fs,
    io::Write as _,
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
};
use tempfile::TempDir;

/// Where the program runs.
struct Cli {
    folder: TempDir,
    settings: Vec<(String, String)>,
}

/// What it said.
struct Said {
    code: Option<i32>,
    out: String,
    err: String,
}

impl Cli {
    fn new() -> Self {
        Self {
            folder: TempDir::new().unwrap(),
            settings: Vec::new(),
        }
    }

    /// On a database that others also look at.
    fn on(url: &str) -> Self {
        Self::new().with("REJOINDER_DATABASE_URL", url)
    }

    fn with(mut self, variable: &str, value: &str) -> Self {
        self.settings.push((variable.to_owned(), value.to_owned()));
        self
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn write(&self, name: &str, text: &str) {
        fs::write(self.path(name), text).unwrap();
    }

    fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_rejoinder"));
        command
            .args(args)
            .current_dir(self.folder.path())
            .env_clear()
            // On a busy machine the pool complains that it had to wait.
            .env("REJOINDER_LOG", "info,sqlx::pool=error")
            .envs(self.settings.iter().map(|(name, value)| (name, value)))
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    }

    fn run(&self, args: &[&str]) -> Said {
        self.command(args).output().unwrap().into()
    }

    fn run_with_input(&self, args: &[&str], input: &str) -> Said {
        let mut child = self.command(args).stdin(Stdio::piped()).spawn().unwrap();
        let mut stdin = child.stdin.take().unwrap();
        // It may have refused before reading.
        let _ = stdin.write_all(input.as_bytes());
        drop(stdin);
        child.wait_with_output().unwrap().into()
    }

    /// A site that the host site's page may write to.
    fn with_site(self) -> Self {
        let origin = "https://history.example";
        let args = [
            "site", "create", "history", "--name", "History", "--origin", origin,
        ];
        self.run(&args).succeeds();
        self
    }

    /// Of a site with some comments.
    fn with_comments() -> Self {
        let cli = Self::new().with_site();
        cli.write("export.xml", SAMPLE);
        let import = ["import", "wordpress", "export.xml", "--site", "history"];
        cli.run(&import).succeeds();
        cli
    }

    fn has(&self, name: &str) -> bool {
        Path::exists(&self.path(name))
    }
}

impl From<Output> for Said {
    fn from(output: Output) -> Self {
        Self {
            code: output.status.code(),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }
}

impl Said {
    /// And had nothing to say beside its answer.
    fn succeeds(self) -> String {
        assert_eq!(
            (self.code, self.err.as_str()),
            (Some(0), ""),
            "{}",
            self.out
        );
        self.out
    }

    /// In one line; returns it.
    fn fails(self) -> String {
        assert_eq!(
            (self.code, self.out.as_str()),
            (Some(1), ""),
            "{}",
            self.err
        );
        assert_eq!(self.err.lines().count(), 1, "{}", self.err);
        let line = self.err.trim_end().strip_prefix("rejoinder: ");
        line.unwrap_or_else(|| panic!("{}", self.err)).to_owned()
    }
}
