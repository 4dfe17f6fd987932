//! The `seaql_migrations` table: the steps that a database's tables have taken.
use sea_orm::{ConnectionTrait, DbErr, Statement};

/// Their names. Fails where there is no such table, too.
pub async fn taken(db: &impl ConnectionTrait) -> Result<Vec<String>, DbErr> {
    const TAKEN: &str = "SELECT version FROM seaql_migrations ORDER BY version";
    let statement = Statement::from_string(db.get_database_backend(), TAKEN);
    let rows = db.query_all_raw(statement).await?;
    rows.iter().map(|row| row.try_get("", "version")).collect()
}
