//! A site's own words for mails.
use crate::columns::{create, drop_tables, reference};
use sea_orm_migration::{
    prelude::*,
    schema::{string_len, text, timestamp_with_time_zone, uuid},
};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        create(manager, vec![mail_template()], vec![]).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, &["mail_template"]).await
    }
}

fn mail_template() -> TableCreateStatement {
    let mut key = Index::create();
    key.col("site_id").col("kind").col("locale");
    Table::create()
        .table("mail_template")
        .col(uuid("site_id"))
        .col(string_len("kind", 32))
        .col(string_len("locale", 16))
        .col(text("subject"))
        .col(text("text"))
        .col(text("html"))
        .col(timestamp_with_time_zone("updated_at"))
        .primary_key(&mut key)
        .foreign_key(&mut reference("mail_template", "site_id", "site"))
        .to_owned()
}
