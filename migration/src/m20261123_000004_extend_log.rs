//! The log answers more, can be undone from, and cannot be rewritten.
use crate::columns::{add, index, take};
use sea_orm_migration::{
    prelude::*,
    schema::{string_len_null, text_null, uuid_null},
    sea_orm::DbBackend,
};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        add(manager, "log_entry", columns()).await?;
        for index in indexes() {
            manager.create_index(index).await?;
        }
        let db = manager.get_connection();
        for statement in BACKFILL {
            db.execute_unprepared(statement).await?;
        }
        for statement in match manager.get_database_backend() {
            DbBackend::Postgres => &POSTGRES[..],
            _ => &SQLITE[..],
        } {
            db.execute_unprepared(statement).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let db = manager.get_connection();
        for statement in match manager.get_database_backend() {
            DbBackend::Postgres => &[
                "DROP TRIGGER log_entry_append_only ON log_entry",
                "DROP FUNCTION log_entry_append_only()",
            ][..],
            _ => &[
                "DROP TRIGGER log_entry_no_update",
                "DROP TRIGGER log_entry_no_delete",
            ][..],
        } {
            db.execute_unprepared(statement).await?;
        }
        for name in [
            "ix_log_entry_episode_id_id",
            "ix_log_entry_actor_id_id",
            "ix_log_entry_batch_id",
            "ux_log_entry_undoes_id",
        ] {
            let drop = Index::drop().name(name).table("log_entry").to_owned();
            manager.drop_index(drop).await?;
        }
        take(
            manager,
            "log_entry",
            &[
                "episode_id",
                "note",
                "details",
                "correlation_id",
                "batch_id",
                "undoes_id",
            ],
        )
        .await
    }
}

fn columns() -> Vec<ColumnDef> {
    vec![
        uuid_null("episode_id"),
        text_null("note"),
        text_null("details"),
        string_len_null("correlation_id", 64),
        uuid_null("batch_id"),
        uuid_null("undoes_id"),
    ]
}

fn indexes() -> Vec<IndexCreateStatement> {
    // What has been undone once cannot be undone again.
    let mut undone = index("log_entry", &["undoes_id"]);
    undone
        .name("ux_log_entry_undoes_id")
        .unique()
        .and_where(Expr::col("undoes_id").is_not_null());
    let mut batch = index("log_entry", &["batch_id"]);
    batch.and_where(Expr::col("batch_id").is_not_null());
    vec![
        index("log_entry", &["episode_id", "id"]),
        index("log_entry", &["actor_id", "id"]),
        batch,
        undone,
    ]
}

/// Where the older entries happened; before the log is closed to changes.
const BACKFILL: [&str; 2] = [
    "UPDATE log_entry SET episode_id = subject_id WHERE action IN \
     ('lock_thread', 'close_thread', 'reopen_thread', 'create_episode', 'update_episode')",
    "UPDATE log_entry SET episode_id = \
     (SELECT c.episode_id FROM comment c WHERE c.id = log_entry.subject_id) \
     WHERE episode_id IS NULL",
];

const SQLITE: [&str; 2] = [
    "CREATE TRIGGER log_entry_no_update BEFORE UPDATE ON log_entry \
     BEGIN SELECT RAISE(ABORT, 'the log is append only'); END",
    "CREATE TRIGGER log_entry_no_delete BEFORE DELETE ON log_entry \
     BEGIN SELECT RAISE(ABORT, 'the log is append only'); END",
];

const POSTGRES: [&str; 2] = [
    "CREATE FUNCTION log_entry_append_only() RETURNS trigger LANGUAGE plpgsql AS \
     $$ BEGIN RAISE EXCEPTION 'the log is append only'; END $$",
    "CREATE TRIGGER log_entry_append_only BEFORE UPDATE OR DELETE ON log_entry \
     FOR EACH ROW EXECUTE FUNCTION log_entry_append_only()",
];
