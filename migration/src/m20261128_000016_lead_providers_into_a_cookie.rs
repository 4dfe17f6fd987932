//! A sign-in on its way through a provider may end on a page of our own, in a cookie.
use crate::columns::{add, take};
use sea_orm_migration::{
    prelude::*,
    schema::{text_null, uuid_null},
};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let columns = vec![text_null("next"), uuid_null("replaces_id")];
        add(manager, "oidc_attempt", columns).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        take(manager, "oidc_attempt", &["next", "replaces_id"]).await
    }
}
