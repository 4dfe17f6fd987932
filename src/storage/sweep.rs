//! Rows whose time is over, a few at a time. However many there are, none of the statements takes
//! long: nobody waits for `SQLite`'s one writer, `PostgreSQL` ends none of them, and what some
//! have done stays done.
use super::Db;
use sea_orm::{ConnectionTrait, DbErr, Statement, Value};

/// Rows of one statement.
pub const BATCH: u64 = 4096;
/// Statements at once; what is left waits for the next time.
const BATCHES: usize = 16;

/// Of a table, those for which a condition holds.
pub(super) struct Over<'a> {
    pub(super) table: &'a str,
    /// Its primary key.
    pub(super) key: &'a str,
    /// Its values are `$1` and so on.
    pub(super) condition: &'a str,
}

impl<'a> Over<'a> {
    /// What has ended by itself before `$1`.
    pub(super) fn expired(table: &'a str, key: &'a str) -> Self {
        Self {
            table,
            key,
            condition: "expires_at < $1",
        }
    }

    pub(super) async fn delete(&self, db: &Db, values: &[Value]) -> Result<(), DbErr> {
        self.each("DELETE FROM", "", db, values).await
    }

    /// `change` is an assignment after which the condition no longer holds.
    pub(super) async fn set(&self, change: &str, db: &Db, values: &[Value]) -> Result<(), DbErr> {
        self.each("UPDATE", &format!(" SET {change}"), db, values)
            .await
    }

    async fn each(&self, verb: &str, set: &str, db: &Db, values: &[Value]) -> Result<(), DbErr> {
        let Self {
            table,
            key,
            condition,
        } = self;
        // Asked twice: on PostgreSQL somebody may use one meanwhile, and then it stays.
        let sql = format!(
            "{verb} {table}{set} WHERE ({condition}) AND {key} IN \
             (SELECT {key} FROM {table} WHERE {condition} LIMIT {BATCH})"
        );
        let db = db.write();
        for _ in 0..BATCHES {
            let values = values.to_vec();
            let statement = Statement::from_sql_and_values(db.get_database_backend(), &sql, values);
            if db.execute_raw(statement).await?.rows_affected() < BATCH {
                break;
            }
        }
        Ok(())
    }
}
