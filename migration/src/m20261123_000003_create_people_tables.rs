//! What people say of comments and of each other: reports, mutes, notes; claims and locks of
//! branches.
use crate::columns::{create, created_at, drop_tables, id, index, reference, unique};
use sea_orm_migration::{
    prelude::*,
    schema::{
        boolean_null, integer, string_len, string_len_null, text, text_null,
        timestamp_with_time_zone, timestamp_with_time_zone_null, uuid, uuid_null,
    },
};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let tables = vec![report(), claim(), mute(), member_note(), branch_lock()];
        let mut open = index("report", &["comment_id"]);
        open.name("ix_report_open")
            .and_where(Expr::col("resolved_at").is_null());
        let indexes = vec![
            unique("report", &["comment_id", "revision_id", "reporter_id"]),
            index("report", &["reporter_id", "id"]),
            open,
            index("report", &["decision_id"]),
            index("claim", &["site_id", "member_id"]),
            index("mute", &["muted_id"]),
            index("member_note", &["member_id", "id"]),
            index("branch_lock", &["episode_id"]),
        ];
        create(manager, tables, indexes).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(
            manager,
            &["branch_lock", "member_note", "mute", "claim", "report"],
        )
        .await
    }
}

fn report() -> TableCreateStatement {
    Table::create()
        .table("report")
        .col(id())
        .col(uuid("site_id"))
        .col(uuid("comment_id"))
        .col(uuid("revision_id"))
        .col(uuid("reporter_id"))
        .col(string_len("reason", 32))
        .col(text_null("body"))
        .col(integer("weight"))
        .col(text_null("notifier_name"))
        .col(text_null("notifier_email"))
        .col(text_null("legal_basis"))
        .col(boolean_null("good_faith"))
        .col(text_null("location"))
        .col(created_at())
        .col(timestamp_with_time_zone_null("resolved_at"))
        .col(string_len_null("outcome", 16))
        .col(uuid_null("decision_id"))
        .foreign_key(&mut reference("report", "site_id", "site"))
        .foreign_key(&mut reference("report", "comment_id", "comment"))
        .foreign_key(&mut reference("report", "reporter_id", "member"))
        .to_owned()
}

fn claim() -> TableCreateStatement {
    Table::create()
        .table("claim")
        .col(uuid("comment_id").primary_key())
        .col(uuid("site_id"))
        .col(uuid("member_id"))
        .col(timestamp_with_time_zone("expires_at"))
        .foreign_key(&mut reference("claim", "comment_id", "comment"))
        .foreign_key(&mut reference("claim", "member_id", "member"))
        .to_owned()
}

fn mute() -> TableCreateStatement {
    Table::create()
        .table("mute")
        .col(uuid("member_id"))
        .col(uuid("muted_id"))
        .col(created_at())
        .primary_key(Index::create().col("member_id").col("muted_id"))
        .foreign_key(&mut reference("mute", "member_id", "member"))
        .foreign_key(&mut reference("mute", "muted_id", "member"))
        .to_owned()
}

fn member_note() -> TableCreateStatement {
    Table::create()
        .table("member_note")
        .col(id())
        .col(uuid("site_id"))
        .col(uuid("member_id"))
        .col(uuid("author_id"))
        .col(text("body"))
        .col(created_at())
        .foreign_key(&mut reference("member_note", "site_id", "site"))
        .foreign_key(&mut reference("member_note", "member_id", "member"))
        .foreign_key(&mut reference("member_note", "author_id", "member"))
        .to_owned()
}

fn branch_lock() -> TableCreateStatement {
    Table::create()
        .table("branch_lock")
        .col(uuid("comment_id").primary_key())
        .col(uuid("episode_id"))
        .col(uuid_null("outer_id"))
        .col(text_null("reason"))
        .col(timestamp_with_time_zone_null("locked_until"))
        .col(created_at())
        .foreign_key(&mut reference("branch_lock", "comment_id", "comment"))
        .foreign_key(&mut reference("branch_lock", "episode_id", "episode"))
        .to_owned()
}
