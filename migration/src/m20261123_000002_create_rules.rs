//! The rules of a site, and what its spam score has learned.
use crate::columns::{counter, create, drop_tables, reference};
use sea_orm_migration::{
    prelude::*,
    schema::{
        big_integer, boolean, integer, integer_null, small_integer_null, string_len, text,
        text_null, timestamp_with_time_zone, uuid,
    },
};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        create(manager, vec![rules(), spam_word()], vec![]).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, &["spam_word", "site_rules"]).await
    }
}

fn rules() -> TableCreateStatement {
    Table::create()
        .table("site_rules")
        .col(uuid("site_id").primary_key())
        .col(big_integer("version"))
        .col(integer("min_length"))
        .col(integer("max_length"))
        .col(boolean("hold_repeats"))
        .col(text("banned_words"))
        .col(text("suspect_words"))
        .col(integer_null("links_max"))
        .col(small_integer_null("spam_threshold"))
        .col(integer_null("report_threshold"))
        .col(text_null("akismet_key"))
        .col(text_null("webhook_url"))
        .col(text_null("webhook_secret"))
        .col(text_null("webhook_secret_before"))
        .col(timestamp_with_time_zone("updated_at"))
        .foreign_key(&mut reference("site_rules", "site_id", "site"))
        .to_owned()
}

fn spam_word() -> TableCreateStatement {
    Table::create()
        .table("spam_word")
        .col(uuid("site_id"))
        .col(string_len("word", 64))
        .col(counter("spam"))
        .col(counter("ham"))
        .primary_key(Index::create().col("site_id").col("word"))
        .foreign_key(&mut reference("spam_word", "site_id", "site"))
        .to_owned()
}
