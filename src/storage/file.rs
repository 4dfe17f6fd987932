//! Lists of a `SQLite` file, read where they are wanted: by the other way each row is a message from a
//! thread of the connection's own, and each cell in it a copy that takes locks to make and to free.
use super::{
    cells::{Cells, Read},
    db::DbOptions,
    faults::PASSING,
    sqlite::CACHE,
};
use rusqlite::{Connection, OpenFlags, params_from_iter, types::Value as Parameter};
use sea_orm::{
    ConnAcquireErr, DbErr, RuntimeErr, Statement, Value, Values, sqlx::sqlite::SqliteConnectOptions,
};
use std::{
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};
use tokio::{
    sync::Semaphore,
    task::{JoinError, spawn_blocking},
    time::timeout,
};

/// Connections that only read, opened when they are wanted.
pub(super) struct File {
    idle: Arc<Idle>,
    places: Arc<Semaphore>,
    acquire_timeout: Duration,
}

struct Idle {
    path: PathBuf,
    busy_timeout: Duration,
    connections: Mutex<Vec<Connection>>,
}

impl File {
    /// None for what is in memory, where each connection would have a database of its own.
    pub(super) fn of(options: &DbOptions, busy_timeout: Duration) -> Option<Self> {
        let sqlite: SqliteConnectOptions = options.url.parse().ok()?;
        let path = sqlite.get_filename().to_path_buf();
        if !path.is_file() {
            return None;
        }
        let connections = Mutex::default();
        Some(Self {
            idle: Arc::new(Idle {
                path,
                busy_timeout,
                connections,
            }),
            places: Arc::new(Semaphore::new(options.max_connections as usize)),
            acquire_timeout: options.acquire_timeout,
        })
    }

    /// Not on the threads that answer, since the disk may have to be waited for.
    pub(super) async fn rows<T: Send + 'static>(
        &self,
        statement: Statement,
        read: Read<T>,
    ) -> Result<Vec<T>, DbErr> {
        let place = Arc::clone(&self.places).acquire_owned();
        let place = timeout(self.acquire_timeout, place).await;
        let place = place.map_err(|_| busy())?.map_err(|_| closed())?;
        let idle = Arc::clone(&self.idle);
        let reading = spawn_blocking(move || {
            let _place = place;
            idle.rows(&statement, read)
        });
        reading.await.map_err(|fault| broken_off(&fault))?
    }

    pub(super) fn path(&self) -> &Path {
        &self.idle.path
    }

    pub(super) fn close(&self) {
        self.places.close();
        self.idle.take_all();
    }
}

impl Idle {
    fn rows<T>(&self, statement: &Statement, read: Read<T>) -> Result<Vec<T>, DbErr> {
        let idle = self.connections().pop();
        let connection = idle
            .map_or_else(|| self.open(), Ok)
            .map_err(|error| fault(&error))?;
        let rows = rows(&connection, statement, read);
        if rows.is_ok() {
            self.connections().push(connection);
        }
        rows
    }

    fn open(&self) -> rusqlite::Result<Connection> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(Path::new(&self.path), flags)?;
        connection.busy_timeout(self.busy_timeout)?;
        connection.pragma_update(None, "query_only", true)?;
        connection.pragma_update(None, "cache_size", CACHE)?;
        Ok(connection)
    }

    fn take_all(&self) -> Vec<Connection> {
        std::mem::take(&mut *self.connections())
    }

    fn connections(&self) -> std::sync::MutexGuard<'_, Vec<Connection>> {
        self.connections
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}

fn rows<T>(connection: &Connection, statement: &Statement, read: Read<T>) -> Result<Vec<T>, DbErr> {
    let values = statement.values.iter().flat_map(Values::iter);
    let values: Result<Vec<Parameter>, DbErr> = values.map(parameter).collect();
    let mut prepared = connection
        .prepare_cached(&statement.sql)
        .map_err(|error| fault(&error))?;
    let mut found = prepared
        .query(params_from_iter(values?))
        .map_err(|error| fault(&error))?;
    let mut rows = Vec::new();
    while let Some(row) = found.next().map_err(|error| fault(&error))? {
        rows.push(read(&mut Cells::of_file(row))?);
    }
    Ok(rows)
}

/// Of the kinds that lists are asked for with.
fn parameter(value: &Value) -> Result<Parameter, DbErr> {
    match value {
        Value::Uuid(Some(id)) => Ok(Parameter::Blob(id.as_bytes().to_vec())),
        Value::String(Some(text)) => Ok(Parameter::Text(text.clone())),
        Value::String(None) => Ok(Parameter::Null),
        Value::Int(Some(number)) => Ok(Parameter::Integer((*number).into())),
        other => Err(DbErr::Type(format!("no list is asked for with {other:?}"))),
    }
}

pub(super) fn fault(fault: &rusqlite::Error) -> DbErr {
    let code = fault
        .sqlite_error()
        .map(|fault| fault.extended_code.to_string());
    if code.is_some_and(|code| PASSING.contains(&code.as_str())) {
        return busy();
    }
    DbErr::Query(RuntimeErr::Internal(fault.to_string()))
}

/// A node that stops, or a row that could not be read.
fn broken_off(fault: &JoinError) -> DbErr {
    if fault.is_panic() {
        return DbErr::Query(RuntimeErr::Internal("a list could not be read".to_owned()));
    }
    closed()
}

fn busy() -> DbErr {
    DbErr::ConnectionAcquire(ConnAcquireErr::Timeout)
}

fn closed() -> DbErr {
    DbErr::ConnectionAcquire(ConnAcquireErr::ConnectionClosed)
}
