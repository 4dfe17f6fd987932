//! Work that is done after the answer: rows written in the transaction that caused it.
use crate::columns::{counter, create, created_at, drop_tables, id, index, reference};
use sea_orm_migration::{
    prelude::*,
    schema::{
        string_len, text_null, timestamp_with_time_zone, timestamp_with_time_zone_null, uuid,
        uuid_null,
    },
};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut due = index("job", &["due_at"]);
        due.name("ix_job_due")
            .and_where(Expr::col("failed_at").is_null());
        let indexes = vec![
            due,
            index("job", &["site_id", "id"]),
            index("job", &["comment_id"]),
        ];
        create(manager, vec![job()], indexes).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, &["job"]).await
    }
}

fn job() -> TableCreateStatement {
    Table::create()
        .table("job")
        .col(id())
        .col(uuid("site_id"))
        .col(string_len("kind", 32))
        .col(uuid_null("comment_id"))
        .col(uuid_null("revision_id"))
        .col(counter("attempts"))
        .col(timestamp_with_time_zone("due_at"))
        .col(timestamp_with_time_zone_null("leased_until"))
        .col(timestamp_with_time_zone_null("failed_at"))
        .col(text_null("last_error"))
        .col(created_at())
        .foreign_key(&mut reference("job", "site_id", "site"))
        .to_owned()
}
