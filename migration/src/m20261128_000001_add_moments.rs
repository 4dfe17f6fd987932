//! The moment of the episode that a comment is about.
use crate::columns::{add, take};
use sea_orm_migration::{prelude::*, schema::integer_null};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

/// For pages in the order of moments, whoever reads them: replies have none. Written out, for it is
/// over an expression; `storage::threads` sorts by the same one.
const BY_MOMENT: &str = "CREATE INDEX ix_comment_by_moment ON comment \
    (episode_id, (COALESCE(moment_seconds, 360000)), id) WHERE nested_under_id IS NULL";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        add(manager, "comment", vec![integer_null("moment_seconds")]).await?;
        let db = manager.get_connection();
        db.execute_unprepared(BY_MOMENT).await.map(drop)
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let index = Index::drop()
            .name("ix_comment_by_moment")
            .table("comment")
            .to_owned();
        manager.drop_index(index).await?;
        take(manager, "comment", &["moment_seconds"]).await
    }
}
