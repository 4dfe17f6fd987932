//! Rows read by place: to look each cell up by its name costs more than to read it.
use sea_orm::{
    DbErr, QueryResult, RuntimeErr,
    sqlx::{self, Decode, Postgres, Row as _, Sqlite, Type},
};
use std::sync::Arc;

/// What both databases have.
pub(super) trait Cell:
    for<'r> Decode<'r, Sqlite> + Type<Sqlite> + for<'r> Decode<'r, Postgres> + Type<Postgres>
{
}

impl<T> Cell for T where
    T: for<'r> Decode<'r, Sqlite> + Type<Sqlite> + for<'r> Decode<'r, Postgres> + Type<Postgres>
{
}

/// The cells of a row, from the first to the last.
pub(super) struct Cells<'a> {
    row: &'a QueryResult,
    next: usize,
}

impl<'a> Cells<'a> {
    pub(super) fn of(row: &'a QueryResult) -> Self {
        Self { row, next: 0 }
    }

    pub(super) fn take<T: Cell>(&mut self) -> Result<T, DbErr> {
        let place = self.next;
        self.next += 1;
        let cell = match (self.row.try_as_sqlite_row(), self.row.try_as_pg_row()) {
            (Some(row), _) => row.try_get(place),
            (None, Some(row)) => row.try_get(place),
            (None, None) => Err(sqlx::Error::ColumnIndexOutOfBounds {
                index: place,
                len: 0,
            }),
        };
        cell.map_err(|fault| DbErr::Query(RuntimeErr::SqlxError(Arc::new(fault))))
    }
}
