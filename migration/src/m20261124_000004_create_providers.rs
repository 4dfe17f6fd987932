//! Providers of sign-ins, and sign-ins that are on their way through one.
use crate::columns::{create, created_at, drop_tables, id, index, reference, unique};
use sea_orm_migration::{
    prelude::*,
    schema::{
        binary, string_len, string_len_null, text, text_null, timestamp_with_time_zone,
        timestamp_with_time_zone_null, uuid, uuid_null,
    },
};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let indexes = vec![
            unique("provider", &["site_id", "key"]),
            unique("oidc_attempt", &["state_hash"]),
            index("oidc_attempt", &["expires_at"]),
            index("oidc_attempt", &["provider_id"]),
            index("oidc_attempt", &["account_id"]),
        ];
        create(manager, vec![provider(), attempt()], indexes).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, &["oidc_attempt", "provider"]).await
    }
}

fn provider() -> TableCreateStatement {
    Table::create()
        .table("provider")
        .col(id())
        .col(uuid("site_id"))
        .col(string_len("key", 64))
        .col(text("name"))
        .col(text("issuer"))
        .col(text("client_id"))
        .col(text_null("client_secret"))
        .col(text("scopes"))
        .col(created_at())
        .foreign_key(&mut reference("provider", "site_id", "site"))
        .to_owned()
}

fn attempt() -> TableCreateStatement {
    Table::create()
        .table("oidc_attempt")
        .col(id())
        .col(uuid("site_id"))
        .col(uuid("provider_id"))
        .col(binary("state_hash"))
        .col(binary("browser_hash"))
        .col(string_len("nonce", 64))
        .col(string_len("verifier", 64))
        .col(text("origin"))
        .col(uuid_null("account_id"))
        .col(string_len("stage", 16))
        .col(text_null("subject"))
        .col(string_len_null("email", 254))
        .col(text_null("name"))
        .col(uuid_null("mailed_token_id"))
        .col(created_at())
        .col(timestamp_with_time_zone("expires_at"))
        .col(timestamp_with_time_zone_null("ended_at"))
        .foreign_key(&mut reference("oidc_attempt", "site_id", "site"))
        .foreign_key(&mut reference("oidc_attempt", "provider_id", "provider"))
        .to_owned()
}
