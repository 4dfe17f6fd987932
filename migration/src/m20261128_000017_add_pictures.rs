//! Pictures of people whom a site signs in, and the jobs that fetch them.
use crate::columns::{add, create, drop_tables, index, reference, take};
use sea_orm_migration::{
    prelude::*,
    schema::{binary_null, string_len_null, text, timestamp_with_time_zone_null, uuid, uuid_null},
};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let indexes = vec![index("picture", &["digest"]), index("job", &["member_id"])];
        add(manager, "member", vec![string_len_null("picture", 64)]).await?;
        add(manager, "job", vec![uuid_null("member_id")]).await?;
        create(manager, vec![picture()], indexes).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let index = Index::drop()
            .name("ix_job_member_id")
            .table("job")
            .to_owned();
        manager.drop_index(index).await?;
        drop_tables(manager, &["picture"]).await?;
        take(manager, "job", &["member_id"]).await?;
        take(manager, "member", &["picture"]).await
    }
}

fn picture() -> TableCreateStatement {
    Table::create()
        .table("picture")
        .col(uuid("member_id").primary_key())
        .col(text("source"))
        .col(string_len_null("digest", 64))
        .col(binary_null("bytes"))
        .col(timestamp_with_time_zone_null("fetched_at"))
        .foreign_key(&mut reference("picture", "member_id", "member"))
        .to_owned()
}
