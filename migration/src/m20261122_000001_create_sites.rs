//! Sites, and the episodes people comment on.
use crate::columns::{created_at, id, index, reference, unique};
use sea_orm_migration::{
    prelude::*,
    schema::{
        big_integer, boolean, integer, integer_null, small_integer, string_len, string_len_null,
        text, text_null, timestamp_with_time_zone_null, uuid,
    },
};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(site()).await?;
        manager.create_index(unique("site", &["key"])).await?;
        manager.create_table(episode()).await?;
        manager
            .create_index(unique("episode", &["site_id", "key"]))
            .await?;
        manager
            .create_index(index("episode", &["site_id", "id"]))
            .await?;
        manager.create_table(episode_url()).await?;
        manager
            .create_index(unique("episode_url", &["site_id", "page_key"]))
            .await?;
        manager
            .create_index(index("episode_url", &["episode_id"]))
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in ["episode_url", "episode", "site"] {
            manager
                .drop_table(Table::drop().table(table).to_owned())
                .await?;
        }
        Ok(())
    }
}

fn site() -> TableCreateStatement {
    Table::create()
        .table("site")
        .col(id())
        .col(string_len("key", 64))
        .col(text("name"))
        .col(text("origins"))
        .col(string_len("mode", 16))
        .col(small_integer("nesting"))
        .col(integer("newcomer_approvals"))
        .col(integer("edit_window_seconds"))
        .col(boolean("episodes_must_exist"))
        .col(integer_null("close_after_days"))
        .col(created_at())
        .to_owned()
}

fn episode() -> TableCreateStatement {
    Table::create()
        .table("episode")
        .col(id())
        .col(uuid("site_id"))
        .col(text("key"))
        .col(text("title"))
        .col(text_null("url"))
        .col(timestamp_with_time_zone_null("published_at"))
        .col(boolean("vouched"))
        .col(string_len("state", 16))
        .col(text_null("lock_reason"))
        .col(timestamp_with_time_zone_null("locked_until"))
        .col(text_null("closed_message"))
        .col(string_len_null("mode", 16))
        .col(integer("comment_count"))
        .col(integer("pending_count"))
        .col(integer("top_count"))
        .col(big_integer("version"))
        .col(created_at())
        .foreign_key(&mut reference("episode", "site_id", "site"))
        .to_owned()
}

fn episode_url() -> TableCreateStatement {
    Table::create()
        .table("episode_url")
        .col(id())
        .col(uuid("site_id"))
        .col(uuid("episode_id"))
        .col(text("page_key"))
        .col(text("url"))
        .foreign_key(&mut reference("episode_url", "site_id", "site"))
        .foreign_key(&mut reference("episode_url", "episode_id", "episode"))
        .to_owned()
}
