//! What the program is made of; built once, passed first. Wiring, no rules.
use crate::{
    domain::{
        Error, caches,
        credentials::{limits::Limits, passkeys::Passkeys, password::Passwords},
        exports::Places,
        imports::Board,
        jobs,
        keys::{self, Keys, Secrets},
        live::{Crowd, Presence, Watchers},
        oidc::directory::Directory,
        rules::Rulebooks,
        sessions::Uses,
    },
    env::Env,
    mailer::{self, Mailer},
    metrics::Metrics,
    model::JobKind,
    outbound::{self, Outbound},
    storage::Db,
    telemetry::Traces,
};
use chrono::TimeDelta;
use sea_orm::Iterable;
use sha2::{Digest, Sha256};
use std::{sync::Arc, thread::available_parallelism};
use tokio::sync::Notify;

pub struct App {
    pub db: Db,
    pub env: Env,
    /// What it counts of itself.
    pub metrics: Arc<Metrics>,
    /// None where nothing is traced.
    pub traces: Option<Traces>,
    /// Scheme, host and port under which browsers reach this service.
    pub public_origin: String,
    pub passwords: Passwords,
    /// None where the service's address is none that browsers keep passkeys for.
    pub passkeys: Option<Passkeys>,
    /// Of access tokens.
    pub keys: Keys,
    pub limits: Limits,
    /// When sessions were used, on its way to the database.
    pub uses: Uses,
    /// Who watches what changes, on this node.
    pub watchers: Watchers,
    pub crowd: Crowd,
    pub presence: Presence,
    /// Word lists ready for matching.
    pub rulebooks: Rulebooks,
    /// What providers of sign-ins say of themselves.
    pub providers: Directory,
    /// What it asks of others.
    pub outbound: Outbound,
    /// How mails leave.
    pub mailer: Mailer,
    /// For how long somebody who wants to be erased may think better of it; zero for not at all.
    pub erasure_delay: TimeDelta,
    /// How far the imports have come that this node does.
    pub importing: Board,
    /// How many exports it sends.
    pub exporting: Places,
    /// Told when a transaction has left jobs to be done.
    pub jobs_added: Notify,
    /// What may be kept of answers, here and elsewhere.
    pub caches: caches::Settings,
    /// Mixed into the hashes of client addresses, so that they say nothing elsewhere.
    pub address_key: [u8; 32],
    /// What links and codes in mails are made with.
    pub mail_key: [u8; 32],
}

/// What the operator has decided.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Scheme, host and port under which browsers reach this service.
    pub public_origin: String,
    pub outbound: outbound::Settings,
    pub mail: mailer::Settings,
    /// Between asking for an erasure and the erasure.
    pub erasure_delay: TimeDelta,
    pub caches: caches::Settings,
}

/// Passwords that wait for a free core, for each core; more are told to come back.
const PASSWORD_QUEUE: usize = 8;

impl App {
    /// On a database whose migrations are done.
    pub async fn new(db: Db, env: Env, settings: Settings) -> Result<Self, Error> {
        let Settings {
            public_origin,
            outbound,
            mail,
            erasure_delay,
            caches,
        } = settings;
        let mailer = Mailer::new(mail, host(&public_origin));
        let mailer = mailer.map_err(|fault| Error::Internal(fault.into()))?;
        let Secrets {
            keys,
            address_key,
            mail_key,
        } = keys::load(&db, &env, &public_origin).await?;
        let clock = env.clock();
        // From what all nodes know: they count under the same names.
        let secret = Sha256::new_with_prefix(b"rejoinder limits:").chain_update(address_key);
        let secret = secret.finalize().into();
        let monotonic = Arc::new(move || clock.monotonic()) as _;
        let limits = Limits::new(&monotonic, secret);
        let metrics = Arc::new(Metrics::new(&monotonic, env.now().timestamp()));
        metrics.jobs.expect(JobKind::iter().map(jobs::name));
        let db = db.measured(&metrics);
        let cores = available_parallelism().map_or(1, usize::from);
        let passwords = Passwords::new(cores, cores * PASSWORD_QUEUE);
        Ok(Self {
            db,
            env,
            metrics,
            traces: None,
            passkeys: Passkeys::of(&public_origin),
            public_origin,
            passwords,
            keys,
            limits,
            uses: Uses::default(),
            watchers: Watchers::default(),
            crowd: Crowd::default(),
            presence: Presence::default(),
            rulebooks: Rulebooks::default(),
            providers: Directory::default(),
            outbound: Outbound::new(outbound),
            mailer,
            erasure_delay,
            importing: Board::default(),
            exporting: Places::default(),
            jobs_added: Notify::new(),
            caches,
            address_key,
            mail_key,
        })
    }
}

/// Of an origin: what stands between the scheme and the port.
fn host(origin: &str) -> &str {
    let authority = origin.split_once("://").map_or(origin, |(_, rest)| rest);
    match authority.rsplit_once(':') {
        Some((host, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => host,
        _ => authority,
    }
}

#[cfg(test)]
mod tests {
    use super::host;

    #[test]
    fn a_host_is_what_stands_between_scheme_and_port() {
        for (origin, expected) in [
            ("https://comments.example", "comments.example"),
            ("http://localhost:8080", "localhost"),
            ("http://[::1]:81", "[::1]"),
            ("http://[::1]", "[::1]"),
        ] {
            assert_eq!(host(origin), expected);
        }
    }
}
