//! People, their membership of sites, and their sessions.
use crate::columns::{created_at, id, index, reference, unique};
use sea_orm_migration::{
    prelude::*,
    schema::{
        binary, binary_null, integer, small_integer_null, string_len, string_len_null, text,
        text_null, timestamp_with_time_zone, timestamp_with_time_zone_null, uuid, uuid_null,
    },
};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in [
            account(),
            member(),
            imported_author(),
            session(),
            refresh_token(),
        ] {
            manager.create_table(table).await?;
        }
        manager.create_table(signing_key()).await?;
        for index in [
            unique("account", &["email"]),
            unique("member", &["site_id", "account_id"]),
            index("member", &["account_id"]),
            index("member", &["site_id", "role"]),
            unique("imported_author", &["site_id", "source", "author_key"]),
            index("imported_author", &["email"]),
            index("imported_author", &["member_id"]),
            index("session", &["account_id", "address_hash"]),
            unique("refresh_token", &["token_hash"]),
            index("refresh_token", &["session_id"]),
            unique("signing_key", &["slot"]),
        ] {
            manager.create_index(index).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in [
            "signing_key",
            "refresh_token",
            "session",
            "imported_author",
            "member",
            "account",
        ] {
            manager
                .drop_table(Table::drop().table(table).to_owned())
                .await?;
        }
        Ok(())
    }
}

fn account() -> TableCreateStatement {
    Table::create()
        .table("account")
        .col(id())
        .col(string_len_null("email", 254))
        .col(timestamp_with_time_zone_null("email_verified_at"))
        .col(text("display_name"))
        .col(text_null("password_hash"))
        .col(created_at())
        .to_owned()
}

fn member() -> TableCreateStatement {
    Table::create()
        .table("member")
        .col(id())
        .col(uuid("site_id"))
        .col(uuid("account_id"))
        .col(text("display_name"))
        .col(string_len("role", 16))
        .col(string_len("standing", 16))
        .col(timestamp_with_time_zone_null("standing_until"))
        .col(integer("approved_count"))
        .col(created_at())
        .foreign_key(&mut reference("member", "site_id", "site"))
        .foreign_key(&mut reference("member", "account_id", "account"))
        .to_owned()
}

fn imported_author() -> TableCreateStatement {
    Table::create()
        .table("imported_author")
        .col(id())
        .col(uuid("site_id"))
        .col(string_len("source", 32))
        .col(text("author_key"))
        .col(text_null("email"))
        .col(uuid("member_id"))
        .foreign_key(&mut reference("imported_author", "site_id", "site"))
        .foreign_key(&mut reference("imported_author", "member_id", "member"))
        .to_owned()
}

fn session() -> TableCreateStatement {
    Table::create()
        .table("session")
        .col(id())
        .col(uuid("account_id"))
        .col(uuid("site_id"))
        .col(uuid("member_id"))
        .col(string_len("kind", 16))
        .col(binary("address_hash"))
        .col(created_at())
        .col(timestamp_with_time_zone("expires_at"))
        .col(timestamp_with_time_zone_null("ended_at"))
        .foreign_key(&mut reference("session", "account_id", "account"))
        .foreign_key(&mut reference("session", "member_id", "member"))
        .to_owned()
}

fn refresh_token() -> TableCreateStatement {
    Table::create()
        .table("refresh_token")
        .col(id())
        .col(uuid("session_id"))
        .col(binary("token_hash"))
        .col(created_at())
        .col(timestamp_with_time_zone("expires_at"))
        .col(timestamp_with_time_zone_null("used_at"))
        .col(uuid_null("successor_id"))
        .col(binary_null("successor_salt"))
        .foreign_key(&mut reference("refresh_token", "session_id", "session"))
        .to_owned()
}

fn signing_key() -> TableCreateStatement {
    Table::create()
        .table("signing_key")
        .col(id())
        .col(small_integer_null("slot"))
        .col(binary("seed"))
        .col(created_at())
        .to_owned()
}
