//! Imports that are begun at the desk: their files in pieces, and what came of them.
use crate::columns::{add, create, created_at, drop_tables, id, index, reference, take};
use sea_orm_migration::{
    prelude::*,
    schema::{
        big_integer, big_integer_null, binary, binary_null, boolean, integer, string_len, text,
        text_null, timestamp_with_time_zone_null, uuid, uuid_null,
    },
};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let indexes = vec![
            one_at_once(),
            index("import", &["site_id", "id"]),
            index("import", &["ticket_hash"]),
            index("import", &["kept_until"]),
        ];
        add(manager, "job", vec![uuid_null("import_id")]).await?;
        create(manager, vec![import(), import_piece()], indexes).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, &["import_piece", "import"]).await?;
        take(manager, "job", &["import_id"]).await
    }
}

fn import() -> TableCreateStatement {
    Table::create()
        .table("import")
        .col(id())
        .col(uuid("site_id"))
        .col(uuid("started_by"))
        .col(string_len("format", 32))
        .col(string_len("state", 32))
        .col(boolean("is_dry_run"))
        .col(boolean("with_spam"))
        .col(boolean("with_trash"))
        .col(boolean("with_unpublished"))
        .col(text("file_name"))
        .col(big_integer("bytes"))
        .col(binary_null("ticket_hash"))
        .col(timestamp_with_time_zone_null("kept_until"))
        .col(big_integer("done"))
        .col(big_integer_null("total"))
        .col(text_null("report"))
        .col(text_null("error"))
        .col(created_at())
        .col(timestamp_with_time_zone_null("finished_at"))
        .foreign_key(&mut reference("import", "site_id", "site"))
        .foreign_key(&mut reference("import", "started_by", "member"))
        .to_owned()
}

fn import_piece() -> TableCreateStatement {
    Table::create()
        .table("import_piece")
        .col(uuid("import_id"))
        .col(integer("number"))
        .col(binary("bytes"))
        .primary_key(Index::create().col("import_id").col("number"))
        .foreign_key(&mut reference("import_piece", "import_id", "import"))
        .to_owned()
}

/// Of each site one import is not finished.
fn one_at_once() -> IndexCreateStatement {
    let unfinished = ["awaiting_file", "ready", "waiting", "running"];
    Index::create()
        .name("ux_import_unfinished")
        .table("import")
        .col("site_id")
        .unique()
        .and_where(Expr::col("state").is_in(unfinished))
        .to_owned()
}
