//! Members whose data are being erased, and were.
use crate::columns::{create, created_at, drop_tables, index, reference};
use sea_orm_migration::{
    prelude::*,
    schema::{boolean, timestamp_with_time_zone_null, uuid},
};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let indexes = vec![
            index("erasure", &["finished_at"]),
            index("session", &["member_id"]),
        ];
        create(manager, vec![erasure()], indexes).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let index = Index::drop()
            .name("ix_session_member_id")
            .table("session")
            .to_owned();
        manager.drop_index(index).await?;
        drop_tables(manager, &["erasure"]).await
    }
}

fn erasure() -> TableCreateStatement {
    Table::create()
        .table("erasure")
        .col(uuid("member_id").primary_key())
        .col(boolean("delete_comments"))
        .col(created_at())
        .col(timestamp_with_time_zone_null("finished_at"))
        .foreign_key(&mut reference("erasure", "member_id", "member"))
        .to_owned()
}
