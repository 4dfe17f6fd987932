//! Values by key, each with the place it came from, out of the file and the variables.
use super::{
    Purpose,
    keys::{KeyDoc, keys},
};
use figment::{
    Figment, Metadata, Profile, Provider, Source,
    providers::{Format, Toml},
    util::nest,
    value::{Dict, Map, Value},
};
use std::{
    ffi::OsString,
    ops::RangeInclusive,
    path::{Path, PathBuf},
};

/// Variables with this beginning belong to the tests, not to the service.
const TESTS_OWN: &str = "REJOINDER_TEST_";

/// Why the service does not start; each prints as one line.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    #[error("{origin}: there is no setting {key}; the settings are {}", all_keys())]
    UnknownKey { origin: String, key: String },
    #[error(
        "{variable}: there is no such variable; the variables are {}",
        all_variables()
    )]
    UnknownVariable { variable: String },
    #[error("{origin}: {key} is {shown}, but it must be {allowed}")]
    Refused {
        origin: String,
        key: &'static str,
        shown: String,
        allowed: &'static str,
    },
    #[error("{origin}: {reason}")]
    Unreadable { origin: String, reason: String },
    #[error(
        "{origin}: {key} holds a password and everyone on this machine may read the file; take that from them (chmod o= on it)"
    )]
    Exposed { origin: String, key: &'static str },
    #[error("{origin}: the password of {key} {why}; set one such as `openssl rand -hex 24` makes")]
    Weak {
        origin: String,
        key: &'static str,
        why: &'static str,
    },
    #[error("{origin}: {because} is set, but {key} is not; it must be {allowed}")]
    Missing {
        origin: String,
        key: &'static str,
        because: &'static str,
        allowed: &'static str,
    },
}

pub(super) struct Settings(Figment);

impl Settings {
    /// The later wins: defaults, file, variables.
    pub(super) fn collect(
        file: Option<PathBuf>,
        variables: Vec<(String, String)>,
        purpose: Purpose,
    ) -> Result<Self, ConfigError> {
        let mut figment = Figment::new();
        for key in keys() {
            if let Some(value) = default(key, purpose) {
                figment = figment.merge(Single::new("the default", key, value));
            }
        }
        if let Some(path) = file {
            let layer = Toml::file_exact(&path);
            refuse_unknown_keys(&path, &layer)?;
            figment = figment.merge(layer);
        }
        for (variable, value) in variables {
            let Some(key) = keys().iter().find(|key| key.variable == variable) else {
                return Err(ConfigError::UnknownVariable { variable });
            };
            figment = figment.merge(Single::new(key.variable, key, &value));
        }
        Ok(Self(figment))
    }

    /// For keys that have a default.
    pub(super) fn get<T>(
        &self,
        key: &'static str,
        parse: impl FnOnce(&Value) -> Option<T>,
    ) -> Result<T, ConfigError> {
        let found = self.find(key, parse)?;
        Ok(found.unwrap_or_else(|| panic!("`{key}` has a default")))
    }

    pub(super) fn find<T>(
        &self,
        key: &'static str,
        parse: impl FnOnce(&Value) -> Option<T>,
    ) -> Result<Option<T>, ConfigError> {
        let Ok(value) = self.0.find_value(key) else {
            return Ok(None);
        };
        let refused = || ConfigError::Refused {
            origin: self.origin(key),
            key,
            shown: shown(key, &value),
            allowed: doc(key).allowed,
        };
        parse(&value).map(Some).ok_or_else(refused)
    }

    /// For texts that may be empty, as if they were not set.
    pub(super) fn given<T>(
        &self,
        key: &'static str,
        parse: impl FnOnce(&str) -> Option<T>,
    ) -> Result<Option<T>, ConfigError> {
        match self.0.find_value(key) {
            Ok(value) if value.as_str() == Some("") => Ok(None),
            _ => self.find(key, |value| parse(text(value)?)),
        }
    }

    /// A key that has to be set because another one is.
    pub(super) fn missing(&self, key: &'static str, because: &'static str) -> ConfigError {
        ConfigError::Missing {
            origin: self.origin(because),
            key,
            because,
            allowed: doc(key).allowed,
        }
    }

    pub(super) fn origin(&self, key: &str) -> String {
        let named = || {
            self.0
                .find_metadata(key)
                .map(|origin| origin.name.to_string())
        };
        let file = self.file_of(key).map(|path| path.display().to_string());
        file.or_else(named).unwrap_or_default()
    }

    pub(super) fn file_of(&self, key: &str) -> Option<&Path> {
        match self.0.find_metadata(key)?.source.as_ref()? {
            Source::File(path) => Some(path),
            _ => None,
        }
    }
}

/// The variables that concern the service.
pub(super) fn variables(
    all: impl Iterator<Item = (OsString, OsString)>,
) -> Result<Vec<(String, String)>, ConfigError> {
    let ours = all.filter_map(|(name, value)| {
        let name = name.into_string().ok()?;
        let ours = name.starts_with("REJOINDER_") && !name.starts_with(TESTS_OWN);
        ours.then_some((name, value))
    });
    ours.map(|(name, value)| match value.into_string() {
        Ok(value) => Ok((name, value)),
        Err(_) => Err(ConfigError::Unreadable {
            origin: name,
            reason: "the value is not UTF-8".to_owned(),
        }),
    })
    .collect()
}

pub(super) fn text(value: &Value) -> Option<&str> {
    value.as_str()
}

/// A number of the file, or digits of a variable.
pub(super) fn number(value: &Value, allowed: RangeInclusive<u32>) -> Option<u32> {
    let number = match value.as_str() {
        Some(text) => text.parse().ok(),
        None => value.to_i128().and_then(|number| number.try_into().ok()),
    };
    number.filter(|number| allowed.contains(number))
}

/// A number of the file, or the digits of one in a variable.
pub(super) fn fraction(value: &Value) -> Option<f64> {
    let number = match (value.as_str(), value.to_i128()) {
        (Some(text), _) => text.parse().ok(),
        (None, Some(whole)) => u8::try_from(whole).ok().map(f64::from),
        (None, None) => value.to_f64(),
    };
    number.filter(|number| (0.0..=1.0).contains(number))
}

/// A truth value of the file, or its word in a variable.
pub(super) fn flag(value: &Value) -> Option<bool> {
    match value.as_str() {
        Some(text) => text.parse().ok(),
        None => value.to_bool(),
    }
}

/// Numbers of a list of the file, or between the commas of a variable.
pub(super) fn ports(value: &Value) -> Option<Vec<u16>> {
    let port = |value: &Value| number(value, 1..=65_535)?.try_into().ok();
    match value.as_array() {
        Some(items) => items.iter().map(port).collect(),
        None => list(value)?
            .into_iter()
            .map(|item| port(&item.into()))
            .collect(),
    }
}

/// A list of the file, or what stands between the commas of a variable.
pub(super) fn list(value: &Value) -> Option<Vec<String>> {
    if let Some(items) = value.as_array() {
        return items
            .iter()
            .map(|item| text(item).map(ToOwned::to_owned))
            .collect();
    }
    let items = text(value)?.split(',').map(str::trim);
    Some(
        items
            .filter(|item| !item.is_empty())
            .map(ToOwned::to_owned)
            .collect(),
    )
}

/// One value as a layer of its own, so that it carries the name of where it came from.
struct Single {
    origin: &'static str,
    key: &'static str,
    value: Value,
}

impl Single {
    fn new(origin: &'static str, key: &KeyDoc, value: &str) -> Self {
        Self {
            origin,
            key: key.key,
            value: Value::from(value),
        }
    }
}

impl Provider for Single {
    fn metadata(&self) -> Metadata {
        Metadata::named(self.origin)
    }

    fn data(&self) -> figment::Result<Map<Profile, Dict>> {
        let nested = nest(self.key, self.value.clone()).into_dict();
        Ok(Profile::Default.collect(nested.unwrap_or_default()))
    }
}

fn default(key: &KeyDoc, purpose: Purpose) -> Option<&'static str> {
    match (key.key, purpose) {
        ("public_url", _) | ("mail.folder", Purpose::Serve) => None,
        ("mail.folder", Purpose::Demo) => Some("rejoinder-demo-mail"),
        ("database_url", Purpose::Demo) => Some("sqlite://rejoinder-demo.db?mode=rwc"),
        _ => Some(key.default),
    }
}

/// The file to read: the one that was asked for, or the one of the working folder when it is there.
pub(super) fn file(asked: Option<&Path>) -> Result<Option<PathBuf>, ConfigError> {
    let path = asked.unwrap_or(Path::new("rejoinder.toml"));
    if path.is_file() {
        return Ok(Some(path.to_owned()));
    }
    match asked {
        None => Ok(None),
        Some(path) => Err(ConfigError::Unreadable {
            origin: path.display().to_string(),
            reason: "there is no such file".to_owned(),
        }),
    }
}

fn refuse_unknown_keys(path: &Path, layer: &impl Provider) -> Result<(), ConfigError> {
    let origin = path.display().to_string();
    match layer.data() {
        Ok(mut profiles) => {
            let dict = profiles.remove(&Profile::Default).unwrap_or_default();
            match unknown_key("", &dict) {
                Some(key) => Err(ConfigError::UnknownKey { origin, key }),
                None => Ok(()),
            }
        }
        Err(error) => Err(ConfigError::Unreadable {
            origin,
            reason: without_excerpt(&error),
        }),
    }
}

/// Looks into tables, since a key is what stands in the innermost one.
fn unknown_key(section: &str, dict: &Dict) -> Option<String> {
    dict.iter().find_map(|(name, value)| {
        let key = format!("{section}{name}");
        match value.as_dict() {
            Some(inner) if !inner.is_empty() => unknown_key(&format!("{key}."), inner),
            _ => {
                let known = match value.as_dict() {
                    // A section of which everything has been commented out.
                    Some(_) => keys().iter().any(|known| {
                        let rest = known.key.strip_prefix(&key);
                        rest.is_some_and(|rest| rest.starts_with('.'))
                    }),
                    None => !name.contains('.') && keys().iter().any(|known| known.key == key),
                };
                (!known).then_some(key)
            }
        }
    })
}

/// A parse error shows the line it stumbled over, which may hold a password: drops that.
fn without_excerpt(error: &figment::Error) -> String {
    let text = error.kind.to_string();
    let parts = text.lines().map(str::trim).filter(|line| {
        let excerpt = line.starts_with('|')
            || line
                .split_once(" | ")
                .is_some_and(|(at, _)| at.parse::<u32>().is_ok());
        !line.is_empty() && !excerpt
    });
    parts.collect::<Vec<_>>().join(", ")
}

/// The value as one would write it, cut at 60 characters; URLs that hold passwords are left out.
fn shown(key: &str, value: &Value) -> String {
    if matches!(
        key,
        "cdn.purge_header"
            | "database_url"
            | "database.replica_url"
            | "mail.smtp_url"
            | "traces.headers"
    ) {
        return "something else (not shown, it may hold a password)".to_owned();
    }
    match value {
        Value::String(_, text) => format!("{:?}", text.chars().take(60).collect::<String>()),
        Value::Bool(_, value) => value.to_string(),
        Value::Array(..) => "a list".to_owned(),
        Value::Dict(..) => "a section".to_owned(),
        number => match (number.to_i128(), number.to_f64()) {
            (Some(number), _) => number.to_string(),
            (_, Some(number)) => number.to_string(),
            _ => "something else".to_owned(),
        },
    }
}

fn doc(key: &str) -> &'static KeyDoc {
    let found = keys().iter().find(|doc| doc.key == key);
    found.unwrap_or_else(|| panic!("`{key}` is in the table"))
}

fn all_keys() -> String {
    keys()
        .iter()
        .map(|key| key.key)
        .collect::<Vec<_>>()
        .join(", ")
}

fn all_variables() -> String {
    keys()
        .iter()
        .map(|key| key.variable)
        .collect::<Vec<_>>()
        .join(", ")
}
