//! Shapes of columns, foreign keys and indexes that several steps use.
use sea_orm_migration::{
    prelude::{
        ColumnDef, DbErr, ForeignKey, ForeignKeyAction, ForeignKeyCreateStatement, Index,
        IndexCreateStatement, SchemaManager, Table, TableCreateStatement,
    },
    schema::{integer, timestamp_with_time_zone, uuid},
};

/// The primary key of nearly every table.
pub(crate) fn id() -> ColumnDef {
    let mut column = uuid("id");
    column.primary_key();
    column
}

pub(crate) fn created_at() -> ColumnDef {
    timestamp_with_time_zone("created_at")
}

/// `from.column` names a row of `to` that cannot be removed while it is named.
pub(crate) fn reference(
    from: &'static str,
    column: &'static str,
    to: &'static str,
) -> ForeignKeyCreateStatement {
    ForeignKey::create()
        .name(format!("fk_{from}_{column}"))
        .from(from, column)
        .to(to, "id")
        .on_delete(ForeignKeyAction::Restrict)
        .to_owned()
}

pub(crate) fn index(table: &'static str, columns: &[&'static str]) -> IndexCreateStatement {
    let mut index = Index::create();
    index
        .name(format!("ix_{table}_{}", columns.join("_")))
        .table(table);
    for column in columns {
        index.col(*column);
    }
    index
}

pub(crate) fn unique(table: &'static str, columns: &[&'static str]) -> IndexCreateStatement {
    let mut index = index(table, columns);
    index
        .name(format!("ux_{table}_{}", columns.join("_")))
        .unique();
    index
}

/// Adds columns to a table that is there, one statement each: `SQLite` knows no other way.
pub(crate) async fn add(
    manager: &SchemaManager<'_>,
    table: &'static str,
    columns: Vec<ColumnDef>,
) -> Result<(), DbErr> {
    for column in columns {
        let alter = Table::alter().table(table).add_column(column).to_owned();
        manager.alter_table(alter).await?;
    }
    Ok(())
}

/// Takes added columns away again.
pub(crate) async fn take(
    manager: &SchemaManager<'_>,
    table: &'static str,
    columns: &[&'static str],
) -> Result<(), DbErr> {
    for column in columns.iter().rev() {
        let alter = Table::alter().table(table).drop_column(*column).to_owned();
        manager.alter_table(alter).await?;
    }
    Ok(())
}

/// A number that is kept instead of counted.
pub(crate) fn counter(name: &'static str) -> ColumnDef {
    let mut column = integer(name);
    column.default(0);
    column
}

pub(crate) async fn create(
    manager: &SchemaManager<'_>,
    tables: Vec<TableCreateStatement>,
    indexes: Vec<IndexCreateStatement>,
) -> Result<(), DbErr> {
    for table in tables {
        manager.create_table(table).await?;
    }
    for index in indexes {
        manager.create_index(index).await?;
    }
    Ok(())
}

pub(crate) async fn drop_tables(
    manager: &SchemaManager<'_>,
    tables: &[&'static str],
) -> Result<(), DbErr> {
    for table in tables {
        manager
            .drop_table(Table::drop().table(*table).to_owned())
            .await?;
    }
    Ok(())
}
