//! How many connections there are, and how many of them are free.
use super::Db;
use sea_orm::{DatabaseConnection, sqlx};

/// Connections that are alike, at a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pool {
    /// `reader` and `writer`; or `shared` where all connections do both, and `replica`.
    pub name: &'static str,
    pub open: u32,
    pub idle: u32,
    pub open_max: u32,
}

impl Db {
    /// How many connections there are, and are free.
    pub fn pools(&self) -> Vec<Pool> {
        if self.is_shared() {
            let replica = self
                .replica
                .as_ref()
                .map(|replica| ("replica", replica.connection.connection()));
            let pools = [("shared", self.driver())].into_iter().chain(replica);
            let look = |(name, pool): (_, &DatabaseConnection)| {
                looked_at(name, pool.get_postgres_connection_pool())
            };
            return pools.map(look).collect();
        }
        vec![
            looked_at(
                "reader",
                self.reader.connection().get_sqlite_connection_pool(),
            ),
            looked_at("writer", self.driver().get_sqlite_connection_pool()),
        ]
    }
}

fn looked_at<DB: sqlx::Database>(name: &'static str, pool: &sqlx::Pool<DB>) -> Pool {
    Pool {
        name,
        open: pool.size(),
        idle: u32::try_from(pool.num_idle()).unwrap_or(u32::MAX),
        open_max: pool.options().get_max_connections(),
    }
}
