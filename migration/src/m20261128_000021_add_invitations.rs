//! Invitations to a role by e-mail address, and whose word a question for the second factor
//! follows: a site's says nothing about an address.
use crate::columns::{add, create, created_at, drop_tables, id, index, reference, take, unique};
use sea_orm_migration::{
    prelude::*,
    schema::{boolean, string_len, timestamp_with_time_zone, timestamp_with_time_zone_null, uuid},
};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut open = unique("invitation", &["site_id", "email"]);
        open.and_where(Expr::col("accepted_at").is_null())
            .and_where(Expr::col("ended_at").is_null());
        let indexes = vec![open, index("invitation", &["email"])];
        create(manager, vec![invitation()], indexes).await?;
        let mut by_site = boolean("by_site");
        by_site.default(false);
        add(manager, "challenge", vec![by_site]).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        take(manager, "challenge", &["by_site"]).await?;
        drop_tables(manager, &["invitation"]).await
    }
}

fn invitation() -> TableCreateStatement {
    Table::create()
        .table("invitation")
        .col(id())
        .col(uuid("site_id"))
        .col(string_len("email", 254))
        .col(string_len("role", 16))
        .col(string_len("locale", 16))
        .col(uuid("invited_by"))
        .col(created_at())
        .col(timestamp_with_time_zone("expires_at"))
        .col(timestamp_with_time_zone_null("accepted_at"))
        .col(timestamp_with_time_zone_null("ended_at"))
        .foreign_key(&mut reference("invitation", "site_id", "site"))
        .foreign_key(&mut reference("invitation", "invited_by", "member"))
        .to_owned()
}
