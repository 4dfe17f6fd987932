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
const REPLICA: &str = "database.replica_url";

pub(super) fn database(settings: &Settings) -> Result<Database, ConfigError> {
    let url: DatabaseUrl = settings.get(URL, |value| text(value)?.parse().ok())?;
    let is_server = |url: &DatabaseUrl| url.kind() == DatabaseKind::Postgres;
    // A file has nothing that follows it.
    let follows = is_server(&url);
    let replica = settings.given(REPLICA, |text| {
        let replica = text.parse().ok();
        replica.filter(|replica| follows && is_server(replica))
    })?;
    for (key, url) in [(URL, Some(&url)), (REPLICA, replica.as_ref())] {
        if url.is_some_and(DatabaseUrl::has_password) {
            settings.refuse_when_all_may_read(key)?;
        }
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
