//! The moment of the episode that a comment is about.
use crate::columns::{add, take};
use sea_orm_migration::{prelude::*, schema::integer_null, sea_orm::DbBackend};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

/// For pages in the order of moments, whoever reads them: replies have none.
const BY_MOMENT: &str = "CREATE INDEX ix_comment_by_moment ON comment \
    (episode_id, moment_order, id) WHERE nested_under_id IS NULL";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        add(manager, "comment", vec![integer_null("moment_seconds")]).await?;
        // A column, since SQLite compares no row values with an index over an expression; made by the
        // database, so that nothing else has to know of it. Behind the last second that there can be
        // stand those without one.
        let kept = match manager.get_database_backend() {
            DbBackend::Postgres => "STORED",
            _ => "VIRTUAL",
        };
        let db = manager.get_connection();
        db.execute_unprepared(&format!(
            "ALTER TABLE comment ADD COLUMN moment_order INTEGER \
             GENERATED ALWAYS AS (COALESCE(moment_seconds, 360000)) {kept}"
        ))
        .await?;
        db.execute_unprepared(BY_MOMENT).await.map(drop)
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let index = Index::drop()
            .name("ix_comment_by_moment")
            .table("comment")
            .to_owned();
        manager.drop_index(index).await?;
        take(manager, "comment", &["moment_seconds", "moment_order"]).await
    }
}
