//! Comments, their texts and votes.
use crate::columns::{created_at, id, index, reference, unique};
use sea_orm_migration::{
    prelude::*,
    schema::{
        binary_null, boolean, integer, small_integer, string_len, string_len_null, text, text_null,
        timestamp_with_time_zone_null, uuid, uuid_null,
    },
};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in [comment(), revision(), vote()] {
            manager.create_table(table).await?;
        }
        for index in [
            index("comment", &["episode_id", "nested_under_id", "id"]),
            index("comment", &["site_id", "status", "id"]),
            index("comment", &["author_id", "id"]),
            unique("comment", &["author_id", "idempotency_key"]),
            unique("comment", &["episode_id", "external_key"]),
            index("comment", &["parent_id"]),
            index("revision", &["comment_id"]),
            index("vote", &["member_id"]),
        ] {
            manager.create_index(index).await?;
        }
        for index in [
            shown(
                "ix_comment_shown_by_id",
                &["episode_id", "nested_under_id", "id"],
            ),
            shown(
                "ix_comment_shown_by_score",
                &["episode_id", "nested_under_id", "score", "id"],
            ),
        ] {
            manager.create_index(index).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in ["vote", "revision", "comment"] {
            manager
                .drop_table(Table::drop().table(table).to_owned())
                .await?;
        }
        Ok(())
    }
}

fn comment() -> TableCreateStatement {
    Table::create()
        .table("comment")
        .col(id())
        .col(uuid("site_id"))
        .col(uuid("episode_id"))
        .col(uuid_null("parent_id"))
        .col(uuid_null("nested_under_id"))
        .col(small_integer("depth"))
        .col(uuid("author_id"))
        .col(string_len("status", 16))
        .col(boolean("shown"))
        .col(uuid("revision_id"))
        .col(text("body_markdown"))
        .col(text("body_html"))
        .col(small_integer("renderer"))
        .col(integer("score"))
        .col(integer("reply_count"))
        .col(integer("answer_count"))
        .col(text("hold_reasons"))
        .col(uuid_null("decision_id"))
        .col(text_null("reject_reason"))
        .col(text_null("author_note"))
        .col(created_at())
        .col(timestamp_with_time_zone_null("edited_at"))
        .col(string_len_null("idempotency_key", 64))
        .col(binary_null("idempotency_hash"))
        .col(text_null("external_key"))
        .foreign_key(&mut reference("comment", "site_id", "site"))
        .foreign_key(&mut reference("comment", "episode_id", "episode"))
        .foreign_key(&mut reference("comment", "parent_id", "comment"))
        .foreign_key(&mut reference("comment", "nested_under_id", "comment"))
        .foreign_key(&mut reference("comment", "author_id", "member"))
        .to_owned()
}

fn revision() -> TableCreateStatement {
    Table::create()
        .table("revision")
        .col(id())
        .col(uuid("comment_id"))
        .col(text("body_markdown"))
        .col(created_at())
        .foreign_key(&mut reference("revision", "comment_id", "comment"))
        .to_owned()
}

fn vote() -> TableCreateStatement {
    Table::create()
        .table("vote")
        .col(uuid("comment_id"))
        .col(uuid("member_id"))
        .col(created_at())
        .primary_key(Index::create().col("comment_id").col("member_id"))
        .foreign_key(&mut reference("vote", "comment_id", "comment"))
        .foreign_key(&mut reference("vote", "member_id", "member"))
        .to_owned()
}

/// What readers page through, without the held and the removed.
fn shown(name: &str, columns: &[&'static str]) -> IndexCreateStatement {
    let mut index = index("comment", columns);
    index.name(name).and_where(Expr::col("shown").eq(true));
    index
}
