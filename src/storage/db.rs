//! Connections: `SQLite` with one writer and a few readers, or a `PostgreSQL` pool.
use super::{
    Txn,
    cells::{Cells, Read},
    changes::Changes,
    file::File,
    patience::{self, Patience, Statements},
    postgres,
    replica::{self, Replica},
    sqlite, traced,
    writer::Writer,
};
use crate::metrics::Metrics;
use sea_orm::{
    AccessMode, ConnectOptions, ConnectionTrait, DatabaseConnection, DatabaseTransaction,
    DbBackend, DbErr, IsolationLevel, SqliteTransactionMode, Statement, TransactionOptions,
    TransactionTrait,
};
use std::{
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};
use tokio::time::{sleep, timeout};

pub struct Db {
    pub(super) reader: Statements,
    pub(super) writer: Statements,
    /// On `SQLite`.
    turns: Option<Writer>,
    /// Of `SQLite`, for lists that are read often.
    pub(super) file: Option<File>,
    /// Of `PostgreSQL`.
    pub(super) replica: Option<Replica>,
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

impl Db {
    pub async fn connect(options: &DbOptions) -> Result<Self, DbErr> {
        let statements = Arc::new(AtomicU64::new(0));
        if options.url.starts_with("sqlite:") {
            let writer = sqlite::connect(options, 1, false, &statements).await?;
            let reader =
                sqlite::connect(options, options.max_connections, true, &statements).await?;
            return Ok(Self {
                reader: Statements::by(reader),
                turns: Some(Writer::on(writer.clone())),
                file: File::of(options, sqlite::BUSY_TIMEOUT),
                replica: None,
                writer: Statements::by(writer),
                statements,
                changes: Changes::default(),
                metrics: None,
            });
        }
        let pool = postgres::connect(options, &statements).await?;
        Ok(Self {
            reader: Statements::by(pool.clone()),
            writer: Statements::by(pool),
            turns: None,
            file: None,
            replica: None,
            statements,
            changes: Changes::default(),
            metrics: None,
        })
    }

    /// Tells these what it does from now on.
    #[must_use]
    pub fn measured(mut self, metrics: &Arc<Metrics>) -> Self {
        let replica = self.replica.as_mut();
        let replica = replica.map(|replica| replica.connection.connection_mut());
        let own = [self.reader.connection_mut(), self.writer.connection_mut()];
        for connection in own.into_iter().chain(replica) {
            let (statements, took) = (Arc::clone(&self.statements), metrics.database.clone());
            connection.set_metric_callback(move |statement| {
                statements.fetch_add(1, Ordering::Relaxed);
                took.statements.observe(statement.elapsed.as_secs_f64());
            });
        }
        // Those who wait for their turn write by a connection that tells as well.
        let writer = self.driver().clone();
        self.turns = self.turns.map(|_| Writer::on(writer));
        self.metrics = Some(Arc::clone(metrics));
        self
    }

    /// With a copy that follows it, for reads of those who are signed out; `PostgreSQL` only.
    pub async fn with_replica(self, options: &DbOptions) -> Result<Self, DbErr> {
        let mut replica = Replica::open(options).await?;
        count(replica.connection.connection_mut(), &self.statements);
        Ok(Self {
            replica: Some(replica),
            ..self
        })
    }

    /// Runs what only reads, and for nobody who is signed in: by the replica, where there is one that
    /// has everything that this node knows of.
    pub async fn for_all<F: Future>(&self, reading: F) -> F::Output {
        match &self.replica {
            Some(replica) => replica.read(self, reading).await,
            None => reading.await,
        }
    }

    /// Answers one GraphQL request, which waits for all its slow statements together no longer than for
    /// one. Where it only reads from a file, it is answered where that may be waited for.
    pub async fn for_one<F>(&self, asking: F, only_reads: bool) -> F::Output
    where
        F: Future<Output: Send> + Send + 'static,
    {
        match &self.file {
            Some(file) if only_reads => file.in_place(asking).await,
            None if self.is_shared() => patience::of_one(asking).await,
            _ => asking.await,
        }
    }

    /// For reads outside a transaction.
    pub fn read(&self) -> &Statements {
        match &self.replica {
            Some(replica) if replica::may_be_asked(self.changes.count()) => &replica.connection,
            _ => &self.reader,
        }
    }

    pub(super) fn backend(&self) -> DbBackend {
        self.reader.get_database_backend()
    }

    /// A list that is read often, outside a transaction.
    pub(super) async fn rows<T: Send + 'static>(
        &self,
        statement: Statement,
        read: Read<T>,
    ) -> Result<Vec<T>, DbErr> {
        if let Some(file) = &self.file {
            self.statements.fetch_add(1, Ordering::Relaxed);
            let watch = self.metrics.as_ref().map(|metrics| metrics.watch());
            let span = traced::span(&self.reader, &statement.sql);
            let rows = traced::within(span, file.rows(statement, read)).await;
            if let (Some(metrics), Some(watch)) = (&self.metrics, watch) {
                metrics.database.statements.observe(watch.seconds());
            }
            return rows;
        }
        let rows = self.read().query_all_raw(statement).await?;
        rows.iter().map(|row| read(&mut Cells::of(row))).collect()
    }

    /// For single writes, outside a transaction.
    pub fn write(&self) -> &Statements {
        &self.writer
    }

    /// For migrations, which need a connection that may write, and take their time.
    pub fn driver(&self) -> &DatabaseConnection {
        self.writer.connection()
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
                let turn = self.begun(turns.turn()).await?;
                Ok(Txn::sharing(turn, &self.changes))
            }
            None => self.begin_write().await,
        }
    }

    /// What is waited for before something can be written, measured where anybody wants to know: others'
    /// turns, a connection, and whoever else has the file.
    async fn begun<T>(&self, begin: impl Future<Output = Result<T, DbErr>>) -> Result<T, DbErr> {
        let metrics = self.metrics.as_ref();
        let watch = metrics.map(|metrics| metrics.watch());
        let waiting = metrics.map(|metrics| metrics.database.wait_to_write());
        let span = traced::span(&self.writer, "BEGIN");
        let patience = Patience::to_write(self.backend());
        let outcome = traced::within(span, patience.wait(begin)).await;
        drop(waiting);
        if let (Some(metrics), Some(watch)) = (&self.metrics, watch) {
            metrics.database.write_waits.observe(watch.seconds());
        }
        outcome
    }

    async fn begin_immediate(&self) -> Result<DatabaseTransaction, DbErr> {
        self.begun(async {
            match &self.turns {
                Some(turns) => turns.alone().await,
                None => begin_immediate(self.driver()).await,
            }
        })
        .await
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
        self.reader.connection().begin_with_options(options).await
    }

    /// What committed transactions have changed, as it happens.
    pub fn changes(&self) -> &Changes {
        &self.changes
    }

    /// Whether other nodes may be working on it as well: a file is one process's.
    pub fn is_shared(&self) -> bool {
        self.driver().get_database_backend() == DbBackend::Postgres
    }

    /// How many statements have been run, `BEGIN` and `COMMIT` not counted.
    pub fn statements(&self) -> u64 {
        self.statements.load(Ordering::Relaxed)
    }

    /// Waits until nobody else migrates, and keeps them waiting.
    pub async fn alone(&self) -> Result<Alone, DbErr> {
        if !self.is_shared() {
            return Ok(Alone::Whole(begin_immediate(self.driver()).await?));
        }
        // Asked for again and again: whoever waits within a statement has a snapshot, and an index that
        // is built concurrently waits until there is none.
        let take = format!("SELECT pg_try_advisory_xact_lock({MIGRATING}) AS taken");
        loop {
            let txn = self.driver().begin().await?;
            let statement = Statement::from_string(DbBackend::Postgres, take.as_str());
            let row = txn.query_one_raw(statement).await?;
            if row.map_or(Ok(false), |row| row.try_get("", "taken"))? {
                return Ok(Alone::Lock(txn));
            }
            txn.rollback().await?;
            sleep(MIGRATING_ELSEWHERE).await;
        }
    }

    /// A server that has vanished keeps nobody from ending.
    pub async fn close(&self) -> Result<(), DbErr> {
        if self.is_shared() {
            return timeout(CLOSING, self.close_all()).await.unwrap_or(Ok(()));
        }
        self.close_all().await
    }

    async fn close_all(&self) -> Result<(), DbErr> {
        if let Some(file) = &self.file {
            file.close();
        }
        if let Some(replica) = &self.replica {
            replica.connection.connection().clone().close().await?;
        }
        self.reader.connection().clone().close().await?;
        self.driver().clone().close().await
    }

    /// Lets go of what has been overwritten: `SQLite` keeps it in its write-ahead log until that is
    /// taken into the file and emptied. Where somebody is reading it stays until the next time.
    pub async fn let_go(&self) -> Result<(), DbErr> {
        if self.is_shared() {
            return Ok(());
        }
        // Nobody is waited for: who reads for long would hold up everybody who writes.
        let patience = sqlite::BUSY_TIMEOUT.as_millis();
        let run = |sql: String| async move { self.writer.execute_unprepared(&sql).await.map(drop) };
        run("PRAGMA busy_timeout = 0".to_owned()).await?;
        let emptied = run("PRAGMA wal_checkpoint(TRUNCATE)".to_owned()).await;
        run(format!("PRAGMA busy_timeout = {patience}")).await?;
        emptied
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

/// For connections to come back that are in use.
const CLOSING: Duration = Duration::from_secs(2);

/// Before it is tried again.
const MIGRATING_ELSEWHERE: Duration = Duration::from_millis(200);

/// Holds the others off until released or dropped.
pub enum Alone {
    /// On `PostgreSQL`, where each step is a transaction of its own, or goes on where it stopped.
    Lock(DatabaseTransaction),
    /// On `SQLite`, where the driver runs steps without any: all of them are parts of this one. Who is
    /// killed half-way has done nothing.
    Whole(DatabaseTransaction),
}

impl Alone {
    pub async fn release(self) -> Result<(), DbErr> {
        match self {
            Self::Lock(txn) | Self::Whole(txn) => txn.commit().await,
        }
    }
}

pub(super) fn pool(options: &DbOptions, connections: u32) -> ConnectOptions {
    let mut connect = ConnectOptions::new(&options.url);
    connect
        .max_connections(connections)
        .acquire_timeout(options.acquire_timeout)
        .connect_timeout(options.acquire_timeout)
        .sqlx_logging(false);
    connect
}

pub(super) fn count(connection: &mut DatabaseConnection, statements: &Arc<AtomicU64>) {
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
