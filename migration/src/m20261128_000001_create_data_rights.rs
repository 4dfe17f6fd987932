//! Tickets for one's own data, and accounts that are to be erased at a time.
use crate::columns::{create, created_at, drop_tables, index, reference};
use sea_orm_migration::{
    prelude::*,
    schema::{
        binary, boolean, small_integer, string_len, timestamp_with_time_zone,
        timestamp_with_time_zone_null, uuid,
    },
};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let indexes = vec![
            index("data_ticket", &["account_id"]),
            index("data_ticket", &["expires_at"]),
            index("planned_erasure", &["try_at"]),
            // What is over is looked for every hour.
            index("refresh_token", &["expires_at"]),
        ];
        create(manager, vec![data_ticket(), planned_erasure()], indexes).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let index = Index::drop()
            .name("ix_refresh_token_expires_at")
            .table("refresh_token")
            .to_owned();
        manager.drop_index(index).await?;
        drop_tables(manager, &["planned_erasure", "data_ticket"]).await
    }
}

fn data_ticket() -> TableCreateStatement {
    Table::create()
        .table("data_ticket")
        .col(binary("token_hash").primary_key())
        .col(uuid("account_id"))
        .col(uuid("site_id"))
        .col(uuid("session_id"))
        .col(string_len("locale", 16))
        .col(small_integer("downloads_left"))
        .col(created_at())
        .col(timestamp_with_time_zone("expires_at"))
        .foreign_key(&mut reference("data_ticket", "account_id", "account"))
        .foreign_key(&mut reference("data_ticket", "site_id", "site"))
        .to_owned()
}

fn planned_erasure() -> TableCreateStatement {
    Table::create()
        .table("planned_erasure")
        .col(uuid("account_id").primary_key())
        .col(uuid("site_id"))
        .col(boolean("delete_comments"))
        .col(string_len("locale", 16))
        .col(created_at())
        .col(timestamp_with_time_zone("due_at"))
        .col(timestamp_with_time_zone("try_at"))
        .col(timestamp_with_time_zone_null("told_at"))
        .foreign_key(&mut reference("planned_erasure", "account_id", "account"))
        .foreign_key(&mut reference("planned_erasure", "site_id", "site"))
        .to_owned()
}
