//! The log of what moderators and rules did.
use crate::columns::{created_at, id, index, reference};
use sea_orm_migration::{
    prelude::*,
    schema::{string_len, text_null, uuid, uuid_null},
};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(log_entry()).await?;
        manager
            .create_index(index("log_entry", &["site_id", "id"]))
            .await?;
        manager
            .create_index(index("log_entry", &["subject_id", "id"]))
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .drop_table(Table::drop().table("log_entry").to_owned())
            .await
    }
}

fn log_entry() -> TableCreateStatement {
    Table::create()
        .table("log_entry")
        .col(id())
        .col(uuid("site_id"))
        .col(uuid_null("actor_id"))
        .col(string_len("action", 32))
        .col(uuid("subject_id"))
        .col(uuid_null("revision_id"))
        .col(text_null("from_state"))
        .col(text_null("to_state"))
        .col(text_null("reason"))
        .col(created_at())
        .foreign_key(&mut reference("log_entry", "site_id", "site"))
        .foreign_key(&mut reference("log_entry", "actor_id", "member"))
        .to_owned()
}
