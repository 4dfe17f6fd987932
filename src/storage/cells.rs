//! Rows read by place: to look each cell up by its name costs more than to read it.
use super::file;
use chrono::{DateTime, Utc};
use rusqlite::types::{FromSql, FromSqlResult, ValueRef};
use sea_orm::{
    DbErr, QueryResult, RuntimeErr, Value,
    sqlx::{self, Decode, Postgres, Row as _, Sqlite, Type},
};
use std::{fmt::Write as _, sync::Arc};
use uuid::Uuid;

/// What all ways to a database have.
pub(super) trait Cell:
    for<'r> Decode<'r, Sqlite> + Type<Sqlite> + for<'r> Decode<'r, Postgres> + Type<Postgres>
{
    fn of_file(value: ValueRef<'_>) -> FromSqlResult<Self>;
}

macro_rules! cells {
    ($($kind:ty),+) => {
        $(impl Cell for $kind {
            fn of_file(value: ValueRef<'_>) -> FromSqlResult<Self> {
                Self::column_result(value)
            }
        })+
    };
}

cells!(bool, i16, i32, i64, String, Uuid, Vec<u8>);

impl Cell for DateTime<Utc> {
    /// As they are written here; whatever else `SQLite` takes for a date is read by its own, slower rules.
    fn of_file(value: ValueRef<'_>) -> FromSqlResult<Self> {
        let written = value.as_str().ok();
        let read = written.and_then(|text| DateTime::parse_from_rfc3339(text).ok());
        read.map_or_else(|| Self::column_result(value), |time| Ok(time.to_utc()))
    }
}

impl<T: Cell> Cell for Option<T> {
    fn of_file(value: ValueRef<'_>) -> FromSqlResult<Self> {
        match value {
            ValueRef::Null => Ok(None),
            _ => T::of_file(value).map(Some),
        }
    }
}

/// Lists that are longer are asked for as they are.
const FILLED: usize = 512;

/// Adds a list to the values of a statement, and says where it takes them: `$2, $3, $4`. It is filled up
/// with its last value to a power of two: each length is a statement of its own, to be planned and kept.
pub(super) fn listed<V: Into<Value>>(
    values: &mut Vec<Value>,
    list: impl IntoIterator<Item = V>,
) -> String {
    let before = values.len();
    values.extend(list.into_iter().map(Into::into));
    if let Some(last) = values[before..].last().cloned() {
        values.resize(before + filled(values.len() - before), last);
    }
    let mut places = String::new();
    for place in before + 1..=values.len() {
        let comma = if places.is_empty() { "" } else { ", " };
        let _ = write!(places, "{comma}${place}");
    }
    places
}

/// The length to which a list of this one is filled up.
pub(super) fn filled(length: usize) -> usize {
    if length > FILLED {
        length
    } else {
        length.next_power_of_two()
    }
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
            Row::OfFile(row) => of_file(row, place).map_err(|error| file::fault(&error)),
            Row::Found(row) => found(row, place),
        }
    }
}

fn of_file<T: Cell>(row: &rusqlite::Row<'_>, place: usize) -> rusqlite::Result<T> {
    let value = row.get_ref(place)?;
    T::of_file(value).map_err(|fault| {
        rusqlite::Error::FromSqlConversionFailure(place, value.data_type(), fault.into())
    })
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_have_few_lengths_and_say_nothing_else() {
        let mut values = vec![Value::from(0)];
        assert_eq!(listed(&mut values, [7, 8, 9]), "$2, $3, $4, $5");
        let expect = [0, 7, 8, 9, 9].map(Value::from);
        assert_eq!(values, expect);
        assert_eq!(listed(&mut values, [1]), "$6");
        assert_eq!(listed(&mut values, Vec::<i32>::new()), "");
        assert_eq!(values.len(), 6);
        for (length, expect) in [(1, 1), (2, 2), (5, 8), (64, 64), (512, 512), (513, 513)] {
            assert_eq!(filled(length), expect);
        }
    }
}
