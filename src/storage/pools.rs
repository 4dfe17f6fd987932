//! How many connections there are, and how many of them are free.
use super::Db;
use sea_orm::sqlx;

/// Connections that are alike, at a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pool {
    /// `reader` and `writer`, or `shared` where all connections do both.
    pub name: &'static str,
    pub open: u32,
    pub idle: u32,
    pub open_max: u32,
}

impl Db {
    /// How many connections there are, and are free.
    pub fn pools(&self) -> Vec<Pool> {
        if self.is_shared() {
            let pool = self.writer.get_postgres_connection_pool();
            return vec![looked_at("shared", pool)];
        }
        vec![
            looked_at("reader", self.reader.get_sqlite_connection_pool()),
            looked_at("writer", self.writer.get_sqlite_connection_pool()),
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
