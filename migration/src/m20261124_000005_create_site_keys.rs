//! Keys with which sites sign tokens for their own accounts.
use crate::columns::{create, created_at, drop_tables, id, index, reference, unique};
use sea_orm_migration::{
    prelude::*,
    schema::{string_len, string_len_null, text, text_null, timestamp_with_time_zone_null, uuid},
};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let indexes = vec![
            unique("site_key", &["site_id", "kid"]),
            index("site_key", &["site_id"]),
        ];
        create(manager, vec![site_key()], indexes).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, &["site_key"]).await
    }
}

fn site_key() -> TableCreateStatement {
    Table::create()
        .table("site_key")
        .col(id())
        .col(uuid("site_id"))
        .col(string_len_null("kid", 255))
        .col(string_len("kind", 16))
        .col(string_len("algorithm", 16))
        .col(text("material"))
        .col(text_null("key_set"))
        .col(timestamp_with_time_zone_null("asked_at"))
        .col(timestamp_with_time_zone_null("fetched_at"))
        .col(created_at())
        .col(timestamp_with_time_zone_null("expires_at"))
        .foreign_key(&mut reference("site_key", "site_id", "site"))
        .to_owned()
}
