//! Sessions tell where they are used and how well they are proved; keys come of age; the
//! installation's own secrets.
use crate::columns::{add, create, created_at, drop_tables, take, unique};
use sea_orm_migration::{
    prelude::*,
    schema::{binary, binary_null, string_len, string_len_null, timestamp_with_time_zone_null},
};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let columns = vec![
            string_len_null("device", 64),
            string_len_null("country", 2),
            timestamp_with_time_zone_null("last_used_at"),
            timestamp_with_time_zone_null("second_factor_at"),
            binary_null("cookie_hash"),
        ];
        add(manager, "session", columns).await?;
        manager
            .create_index(unique("session", &["cookie_hash"]))
            .await?;
        let active_from = vec![timestamp_with_time_zone_null("active_from")];
        add(manager, "signing_key", active_from).await?;
        create(manager, vec![secret()], vec![]).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, &["secret"]).await?;
        take(manager, "signing_key", &["active_from"]).await?;
        let drop = Index::drop()
            .name("ux_session_cookie_hash")
            .table("session")
            .to_owned();
        manager.drop_index(drop).await?;
        let columns = [
            "device",
            "country",
            "last_used_at",
            "second_factor_at",
            "cookie_hash",
        ];
        take(manager, "session", &columns).await
    }
}

fn secret() -> TableCreateStatement {
    Table::create()
        .table("secret")
        .col(string_len("name", 32).primary_key())
        .col(binary("value"))
        .col(created_at())
        .to_owned()
}
