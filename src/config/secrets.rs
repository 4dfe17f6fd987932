//! Passwords that the operator gives the service: only such as not everyone can read or guess.
use super::{ConfigError, settings::Settings};
use crate::domain::credentials::{
    Secret,
    password::{WeakPassword, check_strength},
};
use std::{
    fs::{self, File, Metadata},
    io::{self, Read},
    path::{Path, PathBuf},
};
use zeroize::Zeroizing;

/// In bytes. What is longer is some other file.
const LONGEST: u64 = 4096;

impl Settings {
    /// The password in the file that `key` names.
    pub(super) fn secret(&self, key: &'static str) -> Result<Option<Secret>, ConfigError> {
        let Some(path) = self.given(key, |path| Some(PathBuf::from(path)))? else {
            return Ok(None);
        };
        let origin = || path.display().to_string();
        let unreadable = |why: &dyn std::fmt::Display| ConfigError::Unreadable {
            origin: origin(),
            reason: format!("{key} names this file, but {why}"),
        };
        let (metadata, text) = read(&path).map_err(|error| unreadable(&error))?;
        if all_may_read(&metadata) {
            let origin = origin();
            return Err(ConfigError::Exposed { origin, key });
        }
        let password = text.trim_end_matches(['\r', '\n']);
        if password.is_empty() || password.chars().any(char::is_control) {
            return Err(unreadable(&"it does not hold a password and nothing else"));
        }
        Ok(Some(Secret::new(password)))
    }

    /// Does nothing when the value did not come out of a file.
    pub(super) fn refuse_when_all_may_read(&self, key: &'static str) -> Result<(), ConfigError> {
        let metadata = self.file_of(key).map(fs::metadata);
        if metadata.is_some_and(|file| file.is_ok_and(|file| all_may_read(&file))) {
            let origin = self.origin(key);
            return Err(ConfigError::Exposed { origin, key });
        }
        Ok(())
    }

    /// `key` is where the password came from.
    pub(super) fn refuse_when_weak(
        &self,
        key: &'static str,
        user: &str,
        password: &Secret,
    ) -> Result<(), ConfigError> {
        let known = [user, "rejoinder", "postgresql", "postgres"];
        let why = match check_strength(password.expose(), &known) {
            Ok(()) | Err(WeakPassword::TooLong) => return Ok(()),
            Err(WeakPassword::TooShort) => "has less than 8 characters",
            Err(WeakPassword::Common | WeakPassword::Context) => {
                "is among those that are guessed first"
            }
        };
        let origin = self.origin(key);
        Err(ConfigError::Weak { origin, key, why })
    }
}

fn read(path: &Path) -> io::Result<(Metadata, Zeroizing<String>)> {
    let file = File::open(path)?;
    let metadata = file.metadata()?;
    let mut text = Zeroizing::new(String::new());
    file.take(LONGEST).read_to_string(&mut text)?;
    Ok((metadata, text))
}

#[cfg(unix)]
fn all_may_read(file: &Metadata) -> bool {
    use std::os::unix::fs::PermissionsExt;
    file.permissions().mode() & 0o004 != 0
}

#[cfg(not(unix))]
fn all_may_read(_: &Metadata) -> bool {
    false
}
