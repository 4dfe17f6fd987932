//! How a `PostgreSQL` server is reached.
use super::db::{DbOptions, count, pool};
use sea_orm::{
    ConnectOptions, Database, DatabaseConnection, DbErr,
    sqlx::{self, Connection as _},
};
use std::{
    sync::{Arc, atomic::AtomicU64},
    time::Duration,
};
use tokio::time::timeout;

/// For a connection that comes back to the pool to say that it is still there.
const SILENT: Duration = Duration::from_secs(5);

/// A connection that has not been used for so long is asked whether it is still there before it is.
/// Within one request each statement would be preceded by a question otherwise.
const RESTED: Duration = Duration::from_millis(100);

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
                if known.idle_for >= RESTED {
                    connection.ping().await?;
                }
                Ok(true)
            })
        });
        // Tested by the driver as well, but without an end: where the other side has vanished without a
        // word, its place in the pool would be lost.
        pool.after_release(|connection, _| {
            Box::pin(async move {
                match timeout(SILENT, connection.ping()).await {
                    Ok(tested) => tested.map(|()| true),
                    Err(_) => Err(sqlx::Error::PoolTimedOut),
                }
            })
        })
    });
    connect
}
