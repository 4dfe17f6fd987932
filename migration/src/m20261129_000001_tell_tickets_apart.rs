//! Links that need no session's token give a whole site too, not only one's own data.
use crate::columns::{add, take};
use sea_orm_migration::{prelude::*, schema::string_len};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut kind = string_len("kind", 24);
        kind.default("account_data");
        add(manager, "data_ticket", vec![kind]).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        take(manager, "data_ticket", &["kind"]).await
    }
}
