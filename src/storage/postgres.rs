//! How a `PostgreSQL` server is reached.
use super::db::{DbOptions, count, pool};
use sea_orm::{
    ConnectOptions, Database, DatabaseConnection, DbErr,
    sqlx::{Connection as _, Executor as _, PgConnection},
};
use std::{
    sync::{Arc, atomic::AtomicU64},
    time::Duration,
};
use tokio::time::timeout;

/// A connection that has not been used for so long is asked whether it is still there before it is.
/// Within one request each statement would be preceded by a question otherwise.
const RESTED: Duration = Duration::from_millis(100);

/// For a connection to say that it is still there. Another one is had sooner than one waits for the end
/// of a silence.
const PROMPT: Duration = Duration::from_secs(1);

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
    connect.map_sqlx_postgres_pool_opts(|pool| {
        let pool = pool.before_acquire(|connection, known| {
            Box::pin(async move {
                if known.idle_for < RESTED {
                    return Ok(true);
                }
                Ok(is_there(connection).await)
            })
        });
        let pool = pool.after_connect(|connection, _| {
            Box::pin(async move {
                connection.execute(GIVEN_UP).await.ok();
                Ok(())
            })
        });
        // Tested by the driver as well, but without an end: where the other side has vanished without a
        // word, its place in the pool would be lost.
        pool.after_release(|connection, _| Box::pin(async move { Ok(is_there(connection).await) }))
    });
    connect
}

/// Whether it answers. One that does not is closed without a word in the log: of a server that is away
/// there is one for each.
async fn is_there(connection: &mut PgConnection) -> bool {
    matches!(timeout(PROMPT, connection.ping()).await, Ok(Ok(())))
}
