//! Lists of a `SQLite` file, read where they are wanted: by the other way each row is a message from a
//! thread of the connection's own, and each cell in it a copy that takes locks to make and to free.
//!
//! A request that only reads is answered on one thread that may wait, from its first list to its last:
//! to hand each list over costs more than to read most of them.
use super::{
    cells::{Cells, Read},
    db::DbOptions,
    faults::PASSING,
    sqlite::CACHE,
};
use futures_util::future::{Either, select};
use rusqlite::{
    Connection, OpenFlags, params_from_iter,
    types::{ToSqlOutput, ValueRef},
};
use sea_orm::{
    ConnAcquireErr, DbErr, RuntimeErr, Statement, Value, Values, sqlx::sqlite::SqliteConnectOptions,
};
use std::{
    future::pending,
    panic::resume_unwind,
    path::{Path, PathBuf},
    pin::pin,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};
use tokio::{
    runtime::Handle,
    sync::{Semaphore, oneshot},
    task::{JoinError, spawn_blocking},
    task_local,
    time::timeout,
};
use tracing::{Instrument as _, instrument::WithSubscriber as _};

/// Connections that only read, opened when they are wanted.
pub(super) struct File {
    idle: Arc<Idle>,
    places: Arc<Semaphore>,
    /// For requests, which hold theirs for longer than a list; those wait for none.
    seats: Arc<Semaphore>,
    acquire_timeout: Duration,
}

task_local! {
    /// On a thread that may wait.
    static HERE: ();
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
            seats: Arc::new(Semaphore::new(options.max_connections as usize)),
            acquire_timeout: options.acquire_timeout,
        })
    }

    /// Not on the threads that answer, since the disk may have to be waited for.
    pub(super) async fn rows<T: Send + 'static>(
        &self,
        statement: Statement,
        read: Read<T>,
    ) -> Result<Vec<T>, DbErr> {
        if HERE.try_with(|()| ()).is_ok() {
            return self.idle.rows(&statement, read);
        }
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

    /// Runs what reads lists on a thread on which they can be read at once; where all of these are taken,
    /// as ever.
    pub(super) async fn in_place<F>(&self, asking: F) -> F::Output
    where
        F: Future<Output: Send> + Send + 'static,
    {
        let Ok(seat) = Arc::clone(&self.seats).try_acquire_owned() else {
            return asking.await;
        };
        // Dropped with whoever waits for the answer: then nobody does.
        let (_waits, gone) = oneshot::channel::<()>();
        let asking = HERE.scope((), asking).in_current_span();
        let asking = asking.with_current_subscriber();
        let runtime = Handle::current();
        let answering = spawn_blocking(move || {
            let _seat = seat;
            let asking = pin!(asking);
            match runtime.block_on(select(asking, gone)) {
                Either::Left((answer, _)) => Some(answer),
                Either::Right(_) => None,
            }
        });
        match answering.await {
            Ok(Some(answer)) => answer,
            Err(fault) if fault.is_panic() => resume_unwind(fault.into_panic()),
            // A node that stops.
            Ok(None) | Err(_) => pending().await,
        }
    }

    pub(super) fn path(&self) -> &Path {
        &self.idle.path
    }

    pub(super) fn close(&self) {
        self.seats.close();
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
    let values: Result<Vec<ToSqlOutput<'_>>, DbErr> = values.map(parameter).collect();
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
fn parameter(value: &Value) -> Result<ToSqlOutput<'_>, DbErr> {
    let value = match value {
        Value::Uuid(Some(id)) => ValueRef::Blob(id.as_bytes()),
        Value::String(Some(text)) => ValueRef::Text(text.as_bytes()),
        Value::Uuid(None) | Value::String(None) => ValueRef::Null,
        Value::Int(Some(number)) => ValueRef::Integer((*number).into()),
        other => return Err(DbErr::Type(format!("no list is asked for with {other:?}"))),
    };
    Ok(ToSqlOutput::Borrowed(value))
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

#[cfg(test)]
mod tests {
    use crate::storage::{Db, cells::Read, db::DbOptions};
    use sea_orm::{DbBackend, Statement};
    use std::{
        future::pending,
        sync::Arc,
        thread::{self, ThreadId},
        time::Duration,
    };
    use tempfile::TempDir;
    use tokio::sync::oneshot;

    async fn database() -> (TempDir, Db) {
        let folder = TempDir::new().unwrap();
        let options = DbOptions {
            url: format!("sqlite://{}?mode=rwc", folder.path().join("t.db").display()),
            max_connections: 1,
            acquire_timeout: Duration::from_secs(30),
        };
        let db = Db::connect(&options).await.unwrap();
        (folder, db)
    }

    #[tokio::test]
    async fn a_request_that_only_reads_is_answered_on_one_thread_while_there_is_a_seat() {
        let (_folder, db) = database().await;
        let here = thread::current().id();
        let place = || async { thread::current().id() };
        assert_ne!(db.for_one(place(), true).await, here);
        assert_eq!(db.for_one(place(), false).await, here);

        let (sat, seated) = oneshot::channel();
        let first = async move {
            sat.send(()).ok();
            pending::<()>().await;
        };
        let first = db.for_one(first, true);
        let meanwhile = async {
            seated.await.unwrap();
            assert_eq!(db.for_one(place(), true).await, here, "it waits for none");
        };
        tokio::select! {
            () = first => unreachable!("it waits for ever"),
            () = meanwhile => {}
        }
    }

    #[tokio::test]
    async fn a_list_is_read_where_its_request_is_answered() {
        let (_folder, db) = database().await;
        let db = Arc::new(db);
        let reading = {
            let db = Arc::clone(&db);
            async move {
                let asked =
                    Statement::from_sql_and_values(DbBackend::Sqlite, "SELECT $1", ["x".into()]);
                let read: Read<(String, ThreadId)> =
                    |cells| Ok((cells.take()?, thread::current().id()));
                let rows = db.rows(asked, read).await;
                (rows.unwrap(), thread::current().id())
            }
        };
        let (rows, here) = db.for_one(reading, true).await;
        assert_eq!(rows, [("x".to_owned(), here)]);
    }

    #[tokio::test]
    async fn a_request_that_nobody_waits_for_any_more_ends() {
        let (_folder, db) = database().await;
        let (held, dropped) = oneshot::channel::<()>();
        let (sat, seated) = oneshot::channel();
        let asking = async move {
            let _held = held;
            sat.send(()).ok();
            pending::<()>().await;
        };
        tokio::select! {
            () = db.for_one(asking, true) => unreachable!("it waits for ever"),
            seated = seated => seated.unwrap(),
        }
        dropped.await.unwrap_err();
    }

    #[tokio::test]
    #[should_panic(expected = "inside")]
    async fn a_panic_is_that_of_whoever_waits() {
        let (_folder, db) = database().await;
        db.for_one(async { panic!("inside") }, true).await;
    }
}
