//! What the program is made of; built once, passed first. Wiring, no rules.
use crate::{
    domain::{
        Error,
        credentials::{limits::Limits, password::Passwords},
        keys::{self, Keys, Secrets},
        oidc::directory::Directory,
        rules::Rulebooks,
        sessions::Uses,
    },
    env::Env,
    outbound::{self, Outbound},
    storage::Db,
};
use std::{sync::Arc, thread::available_parallelism};
use tokio::sync::Notify;

pub struct App {
    pub db: Db,
    pub env: Env,
    /// Scheme, host and port under which browsers reach this service.
    pub public_origin: String,
    pub passwords: Passwords,
    /// Of access tokens.
    pub keys: Keys,
    pub limits: Limits,
    /// When sessions were used, on its way to the database.
    pub uses: Uses,
    /// Word lists ready for matching.
    pub rulebooks: Rulebooks,
    /// What providers of sign-ins say of themselves.
    pub providers: Directory,
    /// What it asks of others.
    pub outbound: Outbound,
    /// Told when a transaction has left jobs to be done.
    pub jobs_added: Notify,
    /// Mixed into the hashes of client addresses, so that they say nothing elsewhere.
    pub address_key: [u8; 32],
    /// What links and codes in mails are made with.
    pub mail_key: [u8; 32],
}

/// Passwords that wait for a free core, for each core; more are told to come back.
const PASSWORD_QUEUE: usize = 8;

impl App {
    /// On a database whose migrations are done.
    pub async fn new(
        db: Db,
        env: Env,
        public_origin: String,
        outbound: outbound::Settings,
    ) -> Result<Self, Error> {
        let Secrets {
            keys,
            address_key,
            mail_key,
        } = keys::load(&db, &env, &public_origin).await?;
        let clock = env.clock();
        let limits = Limits::new(&(Arc::new(move || clock.monotonic()) as _), env.random());
        let cores = available_parallelism().map_or(1, usize::from);
        let passwords = Passwords::new(cores, cores * PASSWORD_QUEUE);
        Ok(Self {
            db,
            env,
            public_origin,
            passwords,
            keys,
            limits,
            uses: Uses::default(),
            rulebooks: Rulebooks::default(),
            providers: Directory::default(),
            outbound: Outbound::new(outbound),
            jobs_added: Notify::new(),
            address_key,
            mail_key,
        })
    }
}
