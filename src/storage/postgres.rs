//! How a `PostgreSQL` server is reached.
//!
//! A connection that has fallen silent is not closed but replaced: over TLS the driver waits, without an
//! end, for a word of the server before it closes one.
use super::db::{DbOptions, count, pool};
use sea_orm::{
    ConnectOptions, Database, DatabaseConnection, DbErr,
    sqlx::{self, Connection as _, Executor as _, PgConnection, postgres::PgConnectOptions},
};
use std::{
    sync::{Arc, OnceLock, atomic::AtomicU64},
    time::Duration,
};
use tokio::time::{sleep, timeout};

/// A connection that has not been used for so long is asked whether it is still there before it is.
/// Within one request each statement would be preceded by a question otherwise.
const RESTED: Duration = Duration::from_millis(100);

/// For a connection to say that it is still there. Another one is had sooner than one waits for the end
/// of a silence.
const PROMPT: Duration = Duration::from_secs(1);

/// Until another one is tried to be had in the place of one that has fallen silent.
const AGAIN: Duration = Duration::from_millis(250);

/// A server that is at work on something, or waits for a lock, looks each second whether somebody still
/// waits for it: what is given up here would go on there, and hold a connection. Not all systems can.
const GIVEN_UP: &str = "SET client_connection_check_interval = '1s'";

pub(super) async fn connect(
    options: &DbOptions,
    statements: &Arc<AtomicU64>,
) -> Result<DatabaseConnection, DbErr> {
    let mut connect = tested(options);
    connect.min_connections(1);
    let mut pool = Database::connect(connect).await?;
    count(&mut pool, statements);
    Ok(pool)
}

/// A pool whose connections are tested when they come back, and again if that was a while ago.
pub(super) fn tested(options: &DbOptions) -> ConnectOptions {
    let mut connect = pool(options, options.max_connections);
    connect.test_before_acquire(false);
    let server = Server {
        options: Arc::default(),
        patience: options.acquire_timeout,
    };
    let known = Arc::clone(&server.options);
    connect.map_sqlx_postgres_opts(move |options| known.get_or_init(|| options).clone());
    connect.map_sqlx_postgres_pool_opts(move |pool| {
        let (sooner, later) = (server.clone(), server.clone());
        let pool = pool.after_connect(|connection, _| Box::pin(prepare(connection)));
        let pool = pool.before_acquire(move |connection, known| {
            let server = sooner.clone();
            Box::pin(async move {
                if known.idle_for < RESTED {
                    return Ok(true);
                }
                match look(connection).await {
                    // Whoever waits for it waits no longer than for any.
                    Word::None => Ok(server.replace(connection).await.is_ok()),
                    word => Ok(word == Word::Here),
                }
            })
        });
        // Tested by the driver as well, but without an end: where the other side has vanished without a
        // word, its place in the pool would be lost.
        pool.after_release(move |connection, _| {
            let server = later.clone();
            Box::pin(async move {
                let word = look(connection).await;
                if word == Word::None {
                    while server.replace(connection).await.is_err() {
                        sleep(AGAIN).await;
                    }
                }
                Ok(word != Word::Gone)
            })
        })
    });
    connect
}

#[derive(PartialEq, Eq)]
enum Word {
    Here,
    /// Nobody is there any more.
    Gone,
    None,
}

/// What a connection says. One that has gone is closed without a word in the log: of a server that is away
/// there is one for each.
async fn look(connection: &mut PgConnection) -> Word {
    match timeout(PROMPT, connection.ping()).await {
        Ok(Ok(())) => Word::Here,
        Ok(Err(_)) => Word::Gone,
        Err(_) => Word::None,
    }
}

async fn prepare(connection: &mut PgConnection) -> Result<(), sqlx::Error> {
    match timeout(PROMPT, connection.execute(GIVEN_UP)).await {
        // It cannot.
        Ok(Ok(_) | Err(sqlx::Error::Database(_))) => Ok(()),
        Ok(Err(fault)) => Err(fault),
        Err(_) => Err(sqlx::Error::PoolTimedOut),
    }
}

/// Where new connections are had.
#[derive(Clone)]
struct Server {
    /// As the pool has them.
    options: Arc<OnceLock<PgConnectOptions>>,
    patience: Duration,
}

impl Server {
    /// The old one is dropped, which closes its socket at once.
    async fn replace(&self, connection: &mut PgConnection) -> Result<(), sqlx::Error> {
        let options = self.options.get().ok_or(sqlx::Error::PoolClosed)?;
        let beginning = async {
            let mut fresh = PgConnection::connect_with(options).await?;
            prepare(&mut fresh).await?;
            Ok(fresh)
        };
        let begun = timeout(self.patience, beginning).await;
        *connection = begun.unwrap_or(Err(sqlx::Error::PoolTimedOut))?;
        Ok(())
    }
}
