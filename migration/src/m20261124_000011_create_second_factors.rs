//! Second factors: one-time passwords, recovery codes, passkeys, and what is asked for them.
use crate::columns::{
    add, counter, create, created_at, drop_tables, id, index, reference, take, unique,
};
use sea_orm_migration::{
    prelude::*,
    schema::{
        big_integer, big_integer_null, binary, boolean, string_len, text, text_null,
        timestamp_with_time_zone, timestamp_with_time_zone_null, uuid, uuid_null,
    },
};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let indexes = vec![
            unique("recovery_code", &["account_id", "code_hash"]),
            unique("passkey", &["credential_id"]),
            index("passkey", &["account_id"]),
            unique("challenge", &["token_hash"]),
            index("challenge", &["account_id"]),
            index("challenge", &["expires_at"]),
        ];
        let tables = vec![totp(), recovery_code(), passkey(), challenge()];
        create(manager, tables, indexes).await?;
        let proved_at = vec![timestamp_with_time_zone_null("proved_at")];
        add(manager, "session", proved_at).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        take(manager, "session", &["proved_at"]).await?;
        drop_tables(manager, &["challenge", "passkey", "recovery_code", "totp"]).await
    }
}

fn totp() -> TableCreateStatement {
    Table::create()
        .table("totp")
        .col(uuid("account_id").primary_key())
        .col(binary("secret"))
        .col(big_integer_null("last_step"))
        .col(created_at())
        .col(timestamp_with_time_zone_null("confirmed_at"))
        .foreign_key(&mut reference("totp", "account_id", "account"))
        .to_owned()
}

fn recovery_code() -> TableCreateStatement {
    Table::create()
        .table("recovery_code")
        .col(id())
        .col(uuid("account_id"))
        .col(binary("code_hash"))
        .col(created_at())
        .col(timestamp_with_time_zone_null("used_at"))
        .foreign_key(&mut reference("recovery_code", "account_id", "account"))
        .to_owned()
}

fn passkey() -> TableCreateStatement {
    Table::create()
        .table("passkey")
        .col(id())
        .col(uuid("account_id"))
        .col(binary("credential_id"))
        .col(text("credential"))
        .col(big_integer("counter"))
        .col(text("name"))
        .col(created_at())
        .col(timestamp_with_time_zone_null("last_used_at"))
        .foreign_key(&mut reference("passkey", "account_id", "account"))
        .to_owned()
}

fn challenge() -> TableCreateStatement {
    Table::create()
        .table("challenge")
        .col(id())
        .col(binary("token_hash"))
        .col(string_len("purpose", 32))
        .col(uuid("site_id"))
        .col(uuid_null("account_id"))
        .col(boolean("proved"))
        .col(text_null("state"))
        .col(counter("tries"))
        .col(created_at())
        .col(timestamp_with_time_zone("expires_at"))
        .col(timestamp_with_time_zone_null("used_at"))
        .foreign_key(&mut reference("challenge", "site_id", "site"))
        .foreign_key(&mut reference("challenge", "account_id", "account"))
        .to_owned()
}
