//! Where everything is kept, and how it is reached.
use super::{
    DatabaseKind, DatabaseUrl,
    settings::{ConfigError, Settings, number, text},
};
use std::time::Duration;

#[derive(Clone, Debug)]
pub struct Database {
    pub url: DatabaseUrl,
    /// A copy that follows it, for reads of everybody who is signed out.
    pub replica: Option<DatabaseUrl>,
    /// Of this process, at most.
    pub max_connections: u32,
    /// How long a request waits for a free connection before it is answered `UNAVAILABLE`.
    pub acquire_timeout: Duration,
}

const URL: &str = "database_url";
const PASSWORD: &str = "database.password_file";
const REPLICA: &str = "database.replica_url";

pub(super) fn database(settings: &Settings) -> Result<Database, ConfigError> {
    let kept = settings.secret(PASSWORD)?;
    let read = |text: &str| {
        let url: DatabaseUrl = text.parse().ok()?;
        match &kept {
            Some(password) => url.with_password(password),
            None => Some(url),
        }
    };
    let url = settings.get(URL, |value| read(text(value)?))?;
    let is_server = |url: &DatabaseUrl| url.kind() == DatabaseKind::Postgres;
    // A file has nothing that follows it.
    let follows = is_server(&url);
    let replica = settings.given(REPLICA, |text| {
        read(text).filter(|replica| follows && is_server(replica))
    })?;
    for (key, url) in [(URL, Some(&url)), (REPLICA, replica.as_ref())] {
        let Some((user, password)) = url.and_then(DatabaseUrl::credentials) else {
            continue;
        };
        let key = if kept.is_some() { PASSWORD } else { key };
        if kept.is_none() {
            settings.refuse_when_all_may_read(key)?;
        }
        settings.refuse_when_weak(key, &user, &password)?;
    }
    let seconds = settings.get("database.acquire_timeout_seconds", |value| {
        number(value, 1..=60)
    })?;
    Ok(Database {
        url,
        replica,
        max_connections: settings
            .get("database.max_connections", |value| number(value, 2..=1000))?,
        acquire_timeout: Duration::from_secs(seconds.into()),
    })
}
