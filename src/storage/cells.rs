//! Rows read by place: to look each cell up by its name costs more than to read it.
use super::file;
use rusqlite::types::FromSql;
use sea_orm::{
    DbErr, QueryResult, RuntimeErr,
    sqlx::{self, Decode, Postgres, Row as _, Sqlite, Type},
};
use std::sync::Arc;

/// What all ways to a database have.
pub(super) trait Cell:
    FromSql + for<'r> Decode<'r, Sqlite> + Type<Sqlite> + for<'r> Decode<'r, Postgres> + Type<Postgres>
{
}

impl<T> Cell for T where
    T: FromSql
        + for<'r> Decode<'r, Sqlite>
        + Type<Sqlite>
        + for<'r> Decode<'r, Postgres>
        + Type<Postgres>
{
}

/// Where a statement takes this many values, from this one on: `$2, $3, $4`.
pub(super) fn places(first: usize, count: usize) -> String {
    let places: Vec<String> = (first..first + count)
        .map(|place| format!("${place}"))
        .collect();
    places.join(", ")
}

/// Columns of a table that goes by another name in the statement: `m.id, m.role`.
pub(super) fn of_table(name: &str, columns: &str) -> String {
    let columns: Vec<String> = columns
        .split(", ")
        .map(|column| format!("{name}.{column}"))
        .collect();
    columns.join(", ")
}

/// What is made of a row.
pub(super) type Read<T> = fn(&mut Cells<'_>) -> Result<T, DbErr>;

/// The cells of a row, from the first to the last.
pub(super) struct Cells<'a> {
    row: Row<'a>,
    next: usize,
}

enum Row<'a> {
    Found(&'a QueryResult),
    OfFile(&'a rusqlite::Row<'a>),
}

impl<'a> Cells<'a> {
    pub(super) fn of(row: &'a QueryResult) -> Self {
        let row = Row::Found(row);
        Self { row, next: 0 }
    }

    pub(super) fn of_file(row: &'a rusqlite::Row<'a>) -> Self {
        let row = Row::OfFile(row);
        Self { row, next: 0 }
    }

    pub(super) fn take<T: Cell>(&mut self) -> Result<T, DbErr> {
        let place = self.next;
        self.next += 1;
        match self.row {
            Row::OfFile(row) => row.get(place).map_err(|error| file::fault(&error)),
            Row::Found(row) => found(row, place),
        }
    }
}

fn found<T: Cell>(row: &QueryResult, place: usize) -> Result<T, DbErr> {
    let cell = match (row.try_as_sqlite_row(), row.try_as_pg_row()) {
        (Some(row), _) => row.try_get(place),
        (None, Some(row)) => row.try_get(place),
        (None, None) => Err(sqlx::Error::ColumnIndexOutOfBounds {
            index: place,
            len: 0,
        }),
    };
    cell.map_err(|fault| DbErr::Query(RuntimeErr::SqlxError(Arc::new(fault))))
}
