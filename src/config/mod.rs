//! Configuration: `rejoinder.toml` overlaid by `REJOINDER_*`. The sole reader of the environment.
//!
//! Each setting stands once in the table of [`keys()`]; whatever that table does not know stops the
//! start, with one line that says where it stood.
mod caches;
mod database;
mod database_url;
mod keys;
mod mail;
mod secrets;
mod settings;
mod supervisor;
mod traces;

pub use database::Database;
pub use database_url::{DatabaseKind, DatabaseUrl};
pub use keys::{KeyDoc, help, keys};
pub use settings::ConfigError;
pub use supervisor::Supervisor;

use crate::{
    app,
    domain::{self, backups::Schedule},
    mailer::{self, Outbox, Way},
    outbound::{self, Rules, Target},
    telemetry,
};
use axum::http::HeaderName;
use chrono::TimeDelta;
use ipnet::IpNet;
use settings::{Settings, flag, list, number, ports, text};
use std::{
    net::{IpAddr, Ipv4Addr, SocketAddr},
    path::{Path, PathBuf},
    str::FromStr,
};
use tracing_subscriber::{EnvFilter, filter::LevelFilter};
use url::Url;

/// What the command line needs to know of its surroundings, already checked.
#[derive(Clone, Debug)]
pub struct Config {
    pub listen: SocketAddr,
    /// Where readers reach the service: scheme, host and port, no path.
    pub public_url: Url,
    /// `X-Forwarded-For` is believed from these peers only.
    pub trusted_proxies: Vec<IpNet>,
    /// In which those peers name the country of a client.
    pub country_header: Option<HeaderName>,
    /// A file in `MaxMind`'s format.
    pub country_database: Option<PathBuf>,
    /// After how long another key signs; never when there is none.
    pub rotate_keys_after: Option<TimeDelta>,
    /// Between asking for an erasure and the erasure.
    pub erasure_delay: TimeDelta,
    pub database: Database,
    /// Where Prometheus reads; nowhere when there is none.
    pub metrics_listen: Option<SocketAddr>,
    /// None where nothing is traced.
    pub traces: Option<telemetry::Settings>,
    pub caches: domain::caches::Settings,
    /// Made by the service itself; none when there is none.
    pub backups: Option<Schedule>,
    pub outbound: outbound::Settings,
    pub mail: mailer::Settings,
    pub log: Log,
    pub supervisor: Supervisor,
}

#[derive(Clone, Debug)]
pub struct Log {
    /// A directive that [`EnvFilter`] has accepted.
    pub filter: String,
    pub format: LogFormat,
}

#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum LogFormat {
    /// Text on a terminal, JSON anywhere else.
    Auto,
    Text,
    Json,
}

/// What the configuration is for: `demo` keeps its data away from a real installation's.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Purpose {
    Serve,
    Demo,
}

impl Config {
    /// `file` is what `--config` named and must exist; without it `rejoinder.toml` of the working
    /// folder is read when there is one.
    pub fn load(file: Option<&Path>, purpose: Purpose) -> Result<Self, ConfigError> {
        let file = settings::file(file)?;
        let variables = settings::variables(std::env::vars_os())?;
        let config = Self::from_settings(&Settings::collect(file, variables, purpose)?)?;
        let supervisor = Supervisor::of(|name| std::env::var_os(name), std::process::id());
        Ok(Self {
            supervisor,
            ..config
        })
    }

    /// Any free loopback port and a database in memory; tests change what they care about.
    pub fn for_testing() -> Self {
        let settings = Settings::collect(None, test_values(), Purpose::Serve);
        let mut config = settings
            .and_then(|settings| Self::from_settings(&settings))
            .expect("the defaults and the values for tests are allowed");
        config.mail.way = Way::Memory(Outbox::default());
        config
    }

    /// What the app needs of it.
    pub fn app(&self) -> app::Settings {
        app::Settings {
            public_origin: self.public_url.origin().ascii_serialization(),
            outbound: self.outbound.clone(),
            mail: self.mail.clone(),
            erasure_delay: self.erasure_delay,
            caches: self.caches.clone(),
        }
    }

    fn from_settings(settings: &Settings) -> Result<Self, ConfigError> {
        let listen = settings.get("listen", |value| text(value)?.parse().ok())?;
        let public_url = settings.find("public_url", |value| origin(text(value)?))?;
        let public_url = public_url.unwrap_or_else(|| at(listen));
        let mail = mail::mail(settings, &public_url)?;
        let database = database::database(settings)?;
        Ok(Self {
            listen,
            public_url,
            trusted_proxies: settings.get("trusted_proxies", |value| {
                list(value)?.iter().map(|item| network(item)).collect()
            })?,
            country_header: settings.get("country_header", |value| {
                optional(text(value)?, |name| name.parse().ok())
            })?,
            country_database: settings.get("country_database", |value| {
                optional(text(value)?, |path| Some(path.into()))
            })?,
            rotate_keys_after: settings
                .get("keys.rotate_after_days", |value| number(value, 0..=3650))
                .map(|days| (days > 0).then(|| TimeDelta::days(days.into())))?,
            erasure_delay: settings
                .get("erasure_delay_days", |value| number(value, 0..=30))
                .map(|days| TimeDelta::days(days.into()))?,
            backups: backups(settings, &database)?,
            database,
            metrics_listen: settings.get("metrics.listen", |value| {
                optional(text(value)?, |address| address.parse().ok())
            })?,
            traces: traces::traces(settings)?,
            caches: caches::caches(settings)?,
            outbound: outbound(settings)?,
            mail,
            log: Log {
                filter: settings.get("log", |value| filter(text(value)?))?,
                format: settings.get("log_format", |value| text(value)?.parse().ok())?,
            },
            supervisor: Supervisor::default(),
        })
    }
}

fn backups(settings: &Settings, database: &Database) -> Result<Option<Schedule>, ConfigError> {
    let hours = settings.get("backup.every_hours", |value| number(value, 1..=8_760))?;
    let keep = settings.get("backup.keep", |value| number(value, 1..=1_000))?;
    // A server's tools copy what it keeps.
    let is_file = database.url.kind() == DatabaseKind::Sqlite;
    let folder = settings.given("backup.folder", |folder| {
        is_file.then(|| PathBuf::from(folder))
    })?;
    Ok(folder.map(|folder| Schedule {
        folder,
        every: TimeDelta::hours(hours.into()),
        keep: keep as usize,
    }))
}

fn outbound(settings: &Settings) -> Result<outbound::Settings, ConfigError> {
    let rules = Rules {
        allow_private: settings.get("outbound.allow_private", flag)?,
        allow_http: settings.get("outbound.allow_http", flag)?,
        ports: settings.get("outbound.ports", ports)?,
    };
    let akismet_url = settings.get("outbound.akismet_url", |value| {
        let text = text(value)?;
        let allowed = Target::parse(text, &rules).is_ok();
        let url = Url::parse(text).ok().filter(|_| allowed)?;
        let base = url.path().ends_with('/') && url.query().is_none() && url.fragment().is_none();
        base.then_some(url)
    })?;
    Ok(outbound::Settings {
        rules,
        akismet_url,
        deadline: outbound::Settings::DEADLINE,
        answer_max: outbound::Settings::ANSWER_MAX,
    })
}

/// The server on which the integration tests make a database each; without it they use files.
pub fn test_database_url() -> Option<DatabaseUrl> {
    let url = std::env::var_os("REJOINDER_TEST_DATABASE_URL")?;
    let url = url.to_str().and_then(|url| url.parse().ok());
    Some(url.expect("REJOINDER_TEST_DATABASE_URL is a database's URL"))
}

fn test_values() -> Vec<(String, String)> {
    [
        ("REJOINDER_LISTEN", "127.0.0.1:0"),
        ("REJOINDER_PUBLIC_URL", "http://localhost"),
        ("REJOINDER_DATABASE_URL", "sqlite::memory:"),
    ]
    .map(|(variable, value)| (variable.to_owned(), value.to_owned()))
    .to_vec()
}

impl FromStr for LogFormat {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        match text {
            "auto" => Ok(Self::Auto),
            "text" => Ok(Self::Text),
            "json" => Ok(Self::Json),
            _ => Err(()),
        }
    }
}

/// Nothing is none; anything else must be understood.
#[expect(clippy::option_option, reason = "refused is not left out")]
fn optional<T>(text: &str, parse: impl FnOnce(&str) -> Option<T>) -> Option<Option<T>> {
    if text.is_empty() {
        return Some(None);
    }
    parse(text).map(Some)
}

fn origin(text: &str) -> Option<Url> {
    let url = Url::parse(text).ok()?;
    let bare = url.path() == "/" && url.query().is_none() && url.fragment().is_none();
    let anonymous = url.username().is_empty() && url.password().is_none();
    let web = matches!(url.scheme(), "http" | "https");
    (web && bare && anonymous).then_some(url)
}

fn at(listen: SocketAddr) -> Url {
    let mut listen = listen;
    if listen.ip().is_unspecified() {
        listen.set_ip(Ipv4Addr::LOCALHOST.into());
    }
    Url::parse(&format!("http://{listen}")).expect("an address and a port make a URL")
}

/// A network, or a single address as the network that holds nothing else.
fn network(text: &str) -> Option<IpNet> {
    let single = || text.parse::<IpAddr>().ok().map(IpNet::from);
    text.parse().ok().or_else(single)
}

fn filter(text: &str) -> Option<String> {
    // A lone word that is no level would be taken for a module, and silence everything else.
    let is_level = |part: &str| part.parse::<LevelFilter>().is_ok();
    let plain = text
        .split(',')
        .map(str::trim)
        .all(|part| part.contains('=') || is_level(part));
    let usable = !text.trim().is_empty() && plain && EnvFilter::try_new(text).is_ok();
    usable.then(|| text.to_owned())
}

#[cfg(test)]
mod surroundings_tests;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod traces_tests;
