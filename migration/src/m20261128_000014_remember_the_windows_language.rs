//! A sign-in on its way through a provider remembers in which language its window speaks.
use crate::columns::{add, take};
use sea_orm_migration::{prelude::*, schema::string_len_null};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let columns = vec![string_len_null("locale", 16)];
        add(manager, "oidc_attempt", columns).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        take(manager, "oidc_attempt", &["locale"]).await
    }
}
