//! Mails that leave as jobs, and the tokens that they carry.
use crate::columns::{
    add, counter, create, created_at, drop_tables, id, index, reference, take, unique,
};
use sea_orm_migration::{
    prelude::*,
    schema::{
        binary, binary_null, string_len, text, text_null, timestamp_with_time_zone,
        timestamp_with_time_zone_null, uuid, uuid_null,
    },
};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let indexes = vec![
            unique("mailed_token", &["token_hash"]),
            unique("mailed_token", &["request_hash"]),
            index("mailed_token", &["account_id", "purpose"]),
            index("mailed_token", &["email", "purpose"]),
            index("mailed_token", &["expires_at"]),
            index("mail", &["created_at"]),
        ];
        create(manager, vec![mailed_token(), mail()], indexes).await?;
        add(manager, "job", vec![uuid_null("mail_id")]).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        take(manager, "job", &["mail_id"]).await?;
        drop_tables(manager, &["mail", "mailed_token"]).await
    }
}

fn mailed_token() -> TableCreateStatement {
    Table::create()
        .table("mailed_token")
        .col(id())
        .col(uuid("site_id"))
        .col(string_len("purpose", 32))
        .col(uuid_null("account_id"))
        .col(string_len("email", 254))
        .col(binary("token_hash"))
        .col(binary_null("code_hash"))
        .col(binary_null("request_hash"))
        .col(binary_null("browser_hash"))
        .col(text_null("details"))
        .col(counter("tries"))
        .col(created_at())
        .col(timestamp_with_time_zone("expires_at"))
        .col(timestamp_with_time_zone_null("approved_at"))
        .col(timestamp_with_time_zone_null("used_at"))
        .foreign_key(&mut reference("mailed_token", "site_id", "site"))
        .foreign_key(&mut reference("mailed_token", "account_id", "account"))
        .to_owned()
}

fn mail() -> TableCreateStatement {
    Table::create()
        .table("mail")
        .col(id())
        .col(uuid("site_id"))
        .col(string_len("kind", 32))
        .col(string_len("recipient", 254))
        .col(string_len("locale", 16))
        .col(uuid_null("mailed_token_id"))
        .col(text("details"))
        .col(created_at())
        .col(timestamp_with_time_zone_null("sent_at"))
        .foreign_key(&mut reference("mail", "site_id", "site"))
        .to_owned()
}
