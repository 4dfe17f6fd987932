//! What moderation keeps with comments, episodes and members, counted from what is there.
use crate::columns::{add, counter, index};
use sea_orm_migration::{
    prelude::*,
    schema::{
        boolean, integer_null, small_integer_null, string_len_null, text_null,
        timestamp_with_time_zone_null, uuid_null,
    },
};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

const BY_STATUS: [&str; 4] = ["pending", "approved", "rejected", "spam"];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        add(manager, "comment", of_comment()).await?;
        add(manager, "episode", of_episode()).await?;
        add(manager, "member", of_member()).await?;
        backfill(manager).await?;
        for index in indexes() {
            manager.create_index(index).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for index in indexes() {
            let name = index.get_index_spec().get_name().unwrap_or_default();
            let drop = Index::drop().name(name).table(table_of(name)).to_owned();
            manager.drop_index(drop).await?;
        }
        for (table, columns) in [
            ("member", of_member()),
            ("episode", of_episode()),
            ("comment", of_comment()),
        ] {
            for column in columns.iter().rev() {
                let name = column.get_column_name();
                let drop = Table::alter()
                    .table(table)
                    .drop_column(Alias::new(name))
                    .to_owned();
                manager.alter_table(drop).await?;
            }
        }
        Ok(())
    }
}

fn table_of(index: &str) -> &'static str {
    if index.starts_with("ix_member") {
        "member"
    } else {
        "comment"
    }
}

fn of_comment() -> Vec<ColumnDef> {
    let mut reviewed = boolean("reviewed");
    reviewed.default(false);

    vec![
        reviewed,
        uuid_null("kept_revision_id"),
        text_null("kept_markdown"),
        text_null("kept_html"),
        small_integer_null("kept_renderer"),
        timestamp_with_time_zone_null("kept_edited_at"),
        uuid_null("branch_lock_id"),
        timestamp_with_time_zone_null("pinned_at"),
        timestamp_with_time_zone_null("featured_at"),
        counter("report_count"),
        counter("report_weight"),
        small_integer_null("spam_score"),
        text_null("spam_words"),
        string_len_null("learned_as", 8),
        sea_orm_migration::schema::binary_null("text_hash"),
    ]
}

fn of_episode() -> Vec<ColumnDef> {
    vec![
        counter("approved_count"),
        counter("rejected_count"),
        counter("spam_count"),
        counter("unreviewed_count"),
        counter("reported_count"),
        integer_null("close_after_days"),
        timestamp_with_time_zone_null("closes_on"),
        timestamp_with_time_zone_null("closed_until"),
    ]
}

fn of_member() -> Vec<ColumnDef> {
    vec![
        counter("pending_count"),
        counter("rejected_count"),
        counter("spam_count"),
        counter("deleted_count"),
        counter("reports_upheld"),
        counter("reports_dismissed"),
        text_null("standing_reason"),
    ]
}

/// What was imported, decided on or written by the staff has been looked at by somebody.
async fn backfill(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let db = manager.get_connection();
    db.execute_unprepared(
        "UPDATE comment SET reviewed = TRUE WHERE decision_id IS NOT NULL \
         OR external_key IS NOT NULL \
         OR author_id IN (SELECT m.id FROM member m WHERE m.role <> 'commenter')",
    )
    .await?;
    for status in BY_STATUS {
        if status != "pending" {
            count(db, "episode", status).await?;
        }
        if status != "approved" {
            count(db, "member", status).await?;
        }
    }
    count(db, "member", "deleted").await?;
    db.execute_unprepared(
        "UPDATE episode SET unreviewed_count = (SELECT count(*) FROM comment c \
         WHERE c.episode_id = episode.id AND c.status = 'approved' AND NOT c.reviewed)",
    )
    .await
    .map(drop)
}

async fn count(db: &SchemaManagerConnection<'_>, table: &str, status: &str) -> Result<(), DbErr> {
    let key = if table == "member" {
        "author_id"
    } else {
        "episode_id"
    };
    db.execute_unprepared(&format!(
        "UPDATE {table} SET {status}_count = (SELECT count(*) FROM comment c \
         WHERE c.{key} = {table}.id AND c.status = '{status}')"
    ))
    .await
    .map(drop)
}

fn indexes() -> Vec<IndexCreateStatement> {
    let only = |name: &str, columns: &[&'static str], condition: SimpleExpr| {
        let mut index = index("comment", columns);
        index.name(name).and_where(condition);
        index
    };
    let unreviewed = Expr::col("status")
        .eq("approved")
        .and(Expr::col("reviewed").eq(false));
    let mut by_weight = Index::create();
    by_weight
        .name("ix_comment_reported")
        .table("comment")
        .col("site_id")
        .col(("report_weight", IndexOrder::Desc))
        .col("id")
        .and_where(Expr::col("report_count").gt(0));
    vec![
        index("comment", &["episode_id", "status", "id"]),
        only("ix_comment_unreviewed", &["site_id", "id"], unreviewed),
        by_weight,
        only(
            "ix_comment_pinned",
            &["episode_id", "pinned_at"],
            Expr::col("pinned_at").is_not_null(),
        ),
        only(
            "ix_comment_featured",
            &["episode_id", "featured_at"],
            Expr::col("featured_at").is_not_null(),
        ),
        only(
            "ix_comment_branch_lock",
            &["branch_lock_id"],
            Expr::col("branch_lock_id").is_not_null(),
        ),
        only(
            "ix_comment_text_hash",
            &["author_id", "text_hash"],
            Expr::col("text_hash").is_not_null(),
        ),
        index("member", &["site_id", "id"]),
    ]
}
