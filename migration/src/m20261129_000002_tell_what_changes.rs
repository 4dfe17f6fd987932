//! Which comments of a thread have changed since somebody looked.
use crate::columns::{add, take};
use sea_orm_migration::{prelude::*, schema::big_integer, sea_orm::DbBackend};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    /// An index that is built while others write cannot be part of a transaction.
    fn use_transaction(&self) -> Option<bool> {
        Some(false)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let version = |name| {
            let mut column = big_integer(name);
            column.default(0);
            column
        };
        // What stopped half-way goes on.
        for (table, name) in COLUMNS {
            if !manager.has_column(table, name).await? {
                add(manager, table, vec![version(name)]).await?;
            }
        }
        let db = manager.get_connection();
        let concurrently = match manager.get_database_backend() {
            DbBackend::Postgres => {
                // One that could not be finished is there, and of no use.
                db.execute_unprepared(&format!("DROP INDEX IF EXISTS {INDEX}"))
                    .await?;
                "CONCURRENTLY"
            }
            _ => "",
        };
        // Of comments that have changed since there is such a thing as their version: most never do.
        db.execute_unprepared(&format!(
            "CREATE INDEX {concurrently} IF NOT EXISTS {INDEX} ON comment (episode_id, version) \
             WHERE version > 0"
        ))
        .await
        .map(drop)
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let index = Index::drop().name(INDEX).table("comment").to_owned();
        manager.drop_index(index).await?;
        for (table, name) in COLUMNS {
            take(manager, table, &[name]).await?;
        }
        Ok(())
    }
}

const COLUMNS: [(&str, &str); 2] = [("comment", "version"), ("episode", "renewed_version")];
const INDEX: &str = "ix_comment_version";
