//! Entries of the log that tell of a claim once said what the two were called. Now all of them name
//! the two by id, as those do that were written since: the one claimed is the entry's subject, and
//! who claimed it has done it.
use sea_orm_migration::{prelude::*, sea_orm::DbBackend};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let statements = match manager.get_database_backend() {
            DbBackend::Postgres => &POSTGRES,
            _ => &SQLITE,
        };
        let db = manager.get_connection();
        for statement in statements {
            db.execute_unprepared(statement).await?;
        }
        Ok(())
    }

    /// What they were called is gone.
    async fn down(&self, _: &SchemaManager) -> Result<(), DbErr> {
        Ok(())
    }
}

/// The log is closed to changes, but for this one.
const SQLITE: [&str; 3] = [
    "DROP TRIGGER log_entry_no_update",
    "UPDATE log_entry SET from_state = 'author_' || lower(hex(subject_id)), \
     to_state = 'author_' || lower(hex(actor_id)) WHERE action = 'claim_author'",
    "CREATE TRIGGER log_entry_no_update BEFORE UPDATE ON log_entry \
     BEGIN SELECT RAISE(ABORT, 'the log is append only'); END",
];

const POSTGRES: [&str; 3] = [
    "ALTER TABLE log_entry DISABLE TRIGGER log_entry_append_only",
    "UPDATE log_entry SET from_state = 'author_' || replace(subject_id::text, '-', ''), \
     to_state = 'author_' || replace(actor_id::text, '-', '') WHERE action = 'claim_author'",
    "ALTER TABLE log_entry ENABLE TRIGGER log_entry_append_only",
];
