//! Who people are elsewhere, what may be used once, and how often what was tried on all nodes.
use crate::columns::{create, created_at, drop_tables, id, index, reference, unique};
use sea_orm_migration::{
    prelude::*,
    schema::{
        big_integer, binary, boolean, string_len, string_len_null, text, timestamp_with_time_zone,
        uuid,
    },
};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let indexes = vec![
            unique("identity", &["site_id", "provider", "subject"]),
            index("identity", &["account_id"]),
            index("spent_token", &["expires_at"]),
            index("bucket", &["full_at"]),
        ];
        let tables = vec![identity(), spent_token(), bucket(), ways_in()];
        create(manager, tables, indexes).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, &["ways_in", "bucket", "spent_token", "identity"]).await
    }
}

fn identity() -> TableCreateStatement {
    Table::create()
        .table("identity")
        .col(id())
        .col(uuid("account_id"))
        .col(uuid("site_id"))
        .col(string_len("provider", 40))
        .col(text("subject"))
        .col(string_len_null("email", 254))
        .col(created_at())
        .col(timestamp_with_time_zone("last_used_at"))
        .foreign_key(&mut reference("identity", "account_id", "account"))
        .foreign_key(&mut reference("identity", "site_id", "site"))
        .to_owned()
}

fn spent_token() -> TableCreateStatement {
    Table::create()
        .table("spent_token")
        .col(binary("hash").primary_key())
        .col(timestamp_with_time_zone("expires_at"))
        .to_owned()
}

fn bucket() -> TableCreateStatement {
    Table::create()
        .table("bucket")
        .col(binary("key").primary_key())
        .col(big_integer("full_at"))
        .to_owned()
}

fn ways_in() -> TableCreateStatement {
    Table::create()
        .table("ways_in")
        .col(uuid("site_id").primary_key())
        .col(boolean("password"))
        .col(boolean("mail"))
        .col(boolean("guests"))
        .col(string_len("proof_of_work", 16))
        .col(boolean("second_factor_for_staff"))
        .col(boolean("roles_from_site_tokens"))
        .foreign_key(&mut reference("ways_in", "site_id", "site"))
        .to_owned()
}
