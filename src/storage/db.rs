//! Connections: `SQLite` with one writer and a few readers, or a `PostgreSQL` pool.
use super::{Txn, changes::Changes, writer::Writer};
use crate::metrics::Metrics;
use sea_orm::{
    AccessMode, ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DatabaseTransaction,
    DbBackend, DbErr, IsolationLevel, RuntimeErr, SqlErr, SqliteTransactionMode, Statement,
    TransactionOptions, TransactionTrait,
    sqlx::{
        self, Connection as _,
        sqlite::{SqliteJournalMode, SqliteSynchronous},
    },
};
use std::{
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};
use tokio::time::sleep;

pub struct Db {
    pub(super) reader: DatabaseConnection,
    pub(super) writer: DatabaseConnection,
    /// On `SQLite`.
    turns: Option<Writer>,
    statements: Arc<AtomicU64>,
    changes: Changes,
    metrics: Option<Arc<Metrics>>,
}

/// Ends when it is dropped. While it lasts `SQLite` cannot empty its write-ahead log, and
/// `PostgreSQL` keeps old rows.
pub type Snapshot = DatabaseTransaction;

/// How to reach the database; times are waits for a free connection.
#[derive(Clone, Debug)]
pub struct DbOptions {
    pub url: String,
    pub max_connections: u32,
    pub acquire_timeout: Duration,
}

/// How long a statement waits for another process's lock on the file.
const BUSY_TIMEOUT: Duration = Duration::from_secs(5);

impl Db {
    pub async fn connect(options: &DbOptions) -> Result<Self, DbErr> {
        let statements = Arc::new(AtomicU64::new(0));
        if options.url.starts_with("sqlite:") {
            let writer = sqlite(options, 1, false, &statements).await?;
            let reader = sqlite(options, options.max_connections, true, &statements).await?;
            return Ok(Self {
                reader,
                turns: Some(Writer::on(writer.clone())),
                writer,
                statements,
                changes: Changes::default(),
                metrics: None,
            });
        }
        let mut connect = pool(options, options.max_connections);
        connect.min_connections(1);
        let mut pool = Database::connect(connect).await?;
        count(&mut pool, &statements);
        Ok(Self {
            reader: pool.clone(),
            writer: pool,
            turns: None,
            statements,
            changes: Changes::default(),
            metrics: None,
        })
    }

    /// Tells these what it does from now on.
    #[must_use]
    pub fn measured(mut self, metrics: &Arc<Metrics>) -> Self {
        for connection in [&mut self.reader, &mut self.writer] {
            let (statements, took) = (Arc::clone(&self.statements), metrics.database.clone());
            connection.set_metric_callback(move |statement| {
                statements.fetch_add(1, Ordering::Relaxed);
                took.statements.observe(statement.elapsed.as_secs_f64());
            });
        }
        // Those who wait for their turn write by a connection that tells as well.
        self.turns = self.turns.map(|_| Writer::on(self.writer.clone()));
        self.metrics = Some(Arc::clone(metrics));
        self
    }

    /// For reads outside a transaction.
    pub fn read(&self) -> &DatabaseConnection {
        &self.reader
    }

    /// For migrations, which need a connection that may write.
    pub fn write(&self) -> &DatabaseConnection {
        &self.writer
    }

    /// `BEGIN IMMEDIATE` on `SQLite`: a transaction that only later turns to writing fails at
    /// once when another one wrote in between, whatever the busy timeout.
    pub async fn begin_write(&self) -> Result<Txn, DbErr> {
        Ok(Txn::new(self.begin_immediate().await?, &self.changes))
    }

    /// The same for what nobody sees who is signed out, such as sessions, claims and jobs: what has
    /// been answered to them stays as new as it was.
    pub async fn begin_unseen(&self) -> Result<Txn, DbErr> {
        Ok(Txn::unseen(self.begin_immediate().await?, &self.changes))
    }

    /// As [`Db::begin_write`], for a few statements with no wait between them: on `SQLite` many of
    /// these share a commit, and with it one wait for the disk. Each reads what those before it wrote.
    pub async fn begin_short(&self) -> Result<Txn, DbErr> {
        match &self.turns {
            Some(turns) => {
                let turn = self.waited(turns.turn()).await?;
                Ok(Txn::sharing(turn, &self.changes))
            }
            None => self.begin_write().await,
        }
    }

    /// What is waited for before something can be written, measured where anybody wants to know.
    async fn waited<T>(&self, begin: impl Future<Output = T>) -> T {
        let watch = self.metrics.as_ref().map(|metrics| metrics.watch());
        let outcome = begin.await;
        if let (Some(metrics), Some(watch)) = (&self.metrics, watch) {
            metrics.database.write_waits.observe(watch.seconds());
        }
        outcome
    }

    async fn begin_immediate(&self) -> Result<DatabaseTransaction, DbErr> {
        let begin = async {
            match &self.turns {
                Some(turns) => turns.alone().await,
                None => begin_immediate(&self.writer).await,
            }
        };
        self.waited(begin).await
    }

    /// The database as it is now, however long it is read: what others write meanwhile is not in it.
    pub async fn snapshot(&self) -> Result<Snapshot, DbErr> {
        let options = match self.reader.get_database_backend() {
            DbBackend::Postgres => TransactionOptions {
                isolation_level: Some(IsolationLevel::RepeatableRead),
                access_mode: Some(AccessMode::ReadOnly),
                ..TransactionOptions::default()
            },
            // Every transaction of a reader is one.
            _ => TransactionOptions::default(),
        };
        self.reader.begin_with_options(options).await
    }

    /// What committed transactions have changed, as it happens.
    pub fn changes(&self) -> &Changes {
        &self.changes
    }

    /// Whether other nodes may be working on it as well: a file is one process's.
    pub fn is_shared(&self) -> bool {
        self.writer.get_database_backend() == DbBackend::Postgres
    }

    /// How many statements have been run, `BEGIN` and `COMMIT` not counted.
    pub fn statements(&self) -> u64 {
        self.statements.load(Ordering::Relaxed)
    }

    /// Waits until no other node migrates, and keeps them waiting. `SQLite` has one node, and its
    /// steps are transactions of their own.
    pub async fn alone(&self) -> Result<Alone, DbErr> {
        if self.writer.get_database_backend() != DbBackend::Postgres {
            return Ok(Alone(None));
        }
        // Asked for again and again: whoever waits within a statement has a snapshot, and an index that
        // is built concurrently waits until there is none.
        let take = format!("SELECT pg_try_advisory_xact_lock({MIGRATING}) AS taken");
        loop {
            let txn = self.writer.begin().await?;
            let statement = Statement::from_string(DbBackend::Postgres, take.as_str());
            let row = txn.query_one_raw(statement).await?;
            if row.map_or(Ok(false), |row| row.try_get("", "taken"))? {
                return Ok(Alone(Some(txn)));
            }
            txn.rollback().await?;
            sleep(MIGRATING_ELSEWHERE).await;
        }
    }

    pub async fn close(&self) -> Result<(), DbErr> {
        self.reader.clone().close().await?;
        self.writer.clone().close().await
    }

    /// Lets go of what has been overwritten: `SQLite` keeps it in its write-ahead log until that is
    /// taken into the file and emptied. Where somebody is reading it stays until the next time.
    pub async fn let_go(&self) -> Result<(), DbErr> {
        if self.is_shared() {
            return Ok(());
        }
        let empty = "PRAGMA wal_checkpoint(TRUNCATE)";
        self.writer.execute_unprepared(empty).await.map(drop)
    }

    pub async fn ping(&self) -> Result<(), DbErr> {
        self.reader.execute_unprepared("SELECT 1").await.map(drop)
    }
}

pub(super) async fn begin_immediate(
    connection: &DatabaseConnection,
) -> Result<DatabaseTransaction, DbErr> {
    let options = TransactionOptions {
        sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
        ..TransactionOptions::default()
    };
    connection.begin_with_options(options).await
}

/// Names the lock among all advisory locks of the database; the letters `rejoin`.
const MIGRATING: i64 = 0x7265_6a6f_696e;

/// Before it is tried again.
const MIGRATING_ELSEWHERE: Duration = Duration::from_millis(200);

/// Holds the other nodes off until released or dropped.
pub struct Alone(Option<DatabaseTransaction>);

impl Alone {
    pub async fn release(self) -> Result<(), DbErr> {
        match self.0 {
            Some(txn) => txn.commit().await,
            None => Ok(()),
        }
    }
}

async fn sqlite(
    options: &DbOptions,
    connections: u32,
    read_only: bool,
    statements: &Arc<AtomicU64>,
) -> Result<DatabaseConnection, DbErr> {
    let mut connect = pool(options, connections);
    // After a full disk SQLite has ended a transaction that the driver takes for open: what is then
    // committed is a part of none, and lost. Such a connection is closed.
    connect.map_sqlx_sqlite_pool_opts(|pool| {
        pool.before_acquire(|connection, _| {
            let is_free = !connection.is_in_transaction();
            Box::pin(async move { Ok(is_free) })
        })
    });
    connect.map_sqlx_sqlite_opts(move |sqlite| {
        let sqlite = sqlite
            .busy_timeout(BUSY_TIMEOUT)
            .foreign_keys(true)
            .pragma("cache_size", "-16000");
        if read_only {
            return sqlite.pragma("query_only", "1");
        }
        keep_private(sqlite.get_filename());
        // FULL: what has been acknowledged survives a power cut. What is deleted is overwritten:
        // a page that is free would keep it for as long as nothing else needs it.
        sqlite
            .pragma("secure_delete", "ON")
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
    });
    let mut connection = Database::connect(connect).await?;
    count(&mut connection, statements);
    Ok(connection)
}

/// Made so that only its owner can read it: it holds keys with which anybody signs in as anybody. The
/// write-ahead log is made with the same rights. What is there already stays as its owner has made it.
fn keep_private(file: &Path) {
    #[cfg(unix)]
    {
        use std::os::unix::fs::{OpenOptionsExt as _, PermissionsExt as _};
        if file == Path::new(":memory:") {
            return;
        }
        // What is wrong with the place is said when the file is opened.
        let mut private = std::fs::OpenOptions::new();
        private
            .write(true)
            .create_new(true)
            .mode(0o600)
            .open(file)
            .ok();
        let mode = std::fs::metadata(file).map(|file| file.permissions().mode());
        if mode.is_ok_and(|mode| mode & 0o077 != 0) {
            tracing::warn!(
                file = %file.display(),
                "other users of this machine can read the database, keys included: chmod 600 it"
            );
        }
    }
}

fn pool(options: &DbOptions, connections: u32) -> ConnectOptions {
    let mut connect = ConnectOptions::new(&options.url);
    connect
        .max_connections(connections)
        .acquire_timeout(options.acquire_timeout)
        .connect_timeout(options.acquire_timeout)
        .sqlx_logging(false);
    connect
}

fn count(connection: &mut DatabaseConnection, statements: &Arc<AtomicU64>) {
    let statements = Arc::clone(statements);
    connection.set_metric_callback(move |_| {
        statements.fetch_add(1, Ordering::Relaxed);
    });
}

/// Takes a row for this transaction alone. `SQLite` needs no word for it: its writing
/// transactions already come one after the other.
pub(crate) fn for_update(db: &impl ConnectionTrait) -> &'static str {
    match db.get_database_backend() {
        DbBackend::Postgres => " FOR UPDATE",
        _ => "",
    }
}

/// The same, but for whoever only points at the row, as a foreign key does; none where there is
/// nothing to wait for.
pub(crate) fn for_no_key_update(db: &impl ConnectionTrait) -> Option<&'static str> {
    match db.get_database_backend() {
        DbBackend::Postgres => Some(" FOR NO KEY UPDATE"),
        _ => None,
    }
}

/// Another row has what must be there once.
pub(crate) fn is_taken(error: &DbErr) -> bool {
    matches!(error.sql_err(), Some(SqlErr::UniqueConstraintViolation(_)))
}

/// Faults that the same request may not meet again: no free connection, none at all, a file that
/// another process is writing to, a deadlock or a conflict that `PostgreSQL` ended.
pub fn is_passing(error: &DbErr) -> bool {
    match error {
        DbErr::ConnectionAcquire(_) | DbErr::Conn(_) => true,
        DbErr::Exec(RuntimeErr::SqlxError(cause)) | DbErr::Query(RuntimeErr::SqlxError(cause)) => {
            match cause.as_ref() {
                sqlx::Error::Io(_) | sqlx::Error::PoolTimedOut | sqlx::Error::PoolClosed => true,
                // SQLITE_BUSY and its kin; deadlock, serialization, shutting down, starting up.
                sqlx::Error::Database(fault) => fault.code().is_some_and(|code| {
                    ["5", "261", "517", "773", "40P01", "40001", "57P01", "57P03"]
                        .contains(&code.as_ref())
                }),
                _ => false,
            }
        }
        _ => false,
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::{Db, DbOptions};
    use std::{fs, os::unix::fs::PermissionsExt as _, time::Duration};

    #[tokio::test]
    async fn only_its_owner_reads_a_new_database() {
        let folder = tempfile::TempDir::new().unwrap();
        let file = folder.path().join("new.db");
        let options = DbOptions {
            url: format!("sqlite://{}?mode=rwc", file.display()),
            max_connections: 1,
            acquire_timeout: Duration::from_secs(5),
        };
        let db = Db::connect(&options).await.unwrap();
        let create = "CREATE TABLE anything (id integer)";
        sea_orm::ConnectionTrait::execute_unprepared(db.write(), create)
            .await
            .unwrap();
        for end in ["", "-wal", "-shm"] {
            let path = format!("{}{end}", file.display());
            let mode = fs::metadata(&path).unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o600, "{path}");
        }
    }
}
