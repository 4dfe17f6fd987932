//! A copy of a `PostgreSQL` database that follows it (a hot standby), for what is read by everybody who
//! is signed out.
//!
//! It is asked only once it has all that the database itself had when this node last heard of a change,
//! its own commits among them: nobody reads less than they have been told. Until then, and where it
//! cannot be reached or has been promoted, the database itself is asked.
use super::{Db, db::DbOptions, patience::Statements, postgres::tested};
use moka::future::Cache;
use sea_orm::{ConnectionTrait, Database, DbBackend, DbErr, Statement, TryGetable, Value};
use std::{
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};
use tokio::{
    task_local,
    time::{Instant, timeout},
};

pub(super) struct Replica {
    pub(super) connection: Statements,
    /// By the number of the last change: whether the copy has it.
    looked: Cache<u64, bool>,
    /// It is not looked at before, whatever changes.
    not_before: Mutex<Option<Instant>>,
}

/// How long what has been found of the copy is believed: changes of which nobody has told are late by
/// as much.
const BELIEVED: Duration = Duration::from_secs(1);

/// Until a copy that lacks something is looked at again, and one that cannot be asked.
const BEHIND: Duration = Duration::from_millis(50);
const AWAY: Duration = Duration::from_secs(5);

/// For an answer about itself. Who waits for a page waits for this too.
const PATIENCE: Duration = Duration::from_millis(250);

task_local! {
    /// Set where the copy may be asked: the number of the last change that it has.
    static HAS: u64;
}

/// Whether what runs now may ask the copy, which has all changes up to the one that was looked for.
pub(super) fn may_be_asked(last: u64) -> bool {
    HAS.try_with(|has| *has == last).unwrap_or(false)
}

impl Replica {
    pub(super) async fn open(options: &DbOptions) -> Result<Self, DbErr> {
        let options = DbOptions {
            acquire_timeout: options.acquire_timeout.min(PATIENCE),
            ..options.clone()
        };
        let mut connect = tested(&options);
        connect.connect_lazy(true);
        Ok(Self {
            connection: Statements::by(Database::connect(connect).await?),
            looked: Cache::builder()
                .max_capacity(16)
                .time_to_live(BELIEVED)
                .build(),
            not_before: Mutex::new(None),
        })
    }

    /// Runs this by the copy, where that has everything.
    pub(super) async fn read<F: Future>(&self, db: &Db, reading: F) -> F::Output {
        if self.not_before().is_some_and(|at| Instant::now() < at) {
            return reading.await;
        }
        let last = db.changes().count();
        let looking = self.looked.try_get_with(last, self.look(&db.writer));
        if looking.await.is_ok_and(|is_current| is_current) {
            return HAS.scope(last, reading).await;
        }
        reading.await
    }

    /// Not kept where it fails: it will have caught up in a moment.
    async fn look(&self, primary: &Statements) -> Result<bool, Behind> {
        match timeout(PATIENCE, self.has_all_of(primary)).await {
            Ok(Ok(true)) => Ok(true),
            Ok(Ok(false)) => {
                *self.not_before() = Some(Instant::now() + BEHIND);
                Err(Behind)
            }
            Ok(Err(fault)) => Ok(self.out_of_reach(&fault.to_string())),
            Err(_) => Ok(self.out_of_reach("it does not answer")),
        }
    }

    fn out_of_reach(&self, reason: &str) -> bool {
        tracing::warn!(
            reason,
            "the replica cannot be asked: the database itself is"
        );
        *self.not_before() = Some(Instant::now() + AWAY);
        false
    }

    fn not_before(&self) -> MutexGuard<'_, Option<Instant>> {
        self.not_before
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }

    async fn has_all_of(&self, primary: &Statements) -> Result<bool, DbErr> {
        let position = "SELECT pg_current_wal_insert_lsn()::text";
        let position: String = one(primary, position, vec![]).await?;
        let (own, of_primary) = (line(&self.connection).await?, line(primary).await?);
        if own != of_primary {
            return Err(DbErr::Custom("it follows another database".to_owned()));
        }
        // What has been promoted follows nobody.
        let reached = "SELECT pg_is_in_recovery() AND pg_last_wal_replay_lsn() >= $1::text::pg_lsn";
        one(&self.connection, reached, vec![position.into()]).await
    }
}

/// Which database it is, and how often one of its copies has been promoted before: positions in its log
/// mean something within these alone. A copy says so once it has come to a checkpoint.
async fn line(connection: &impl ConnectionTrait) -> Result<String, DbErr> {
    let sql = "SELECT concat(s.system_identifier, ' ', c.timeline_id)
         FROM pg_control_system() s, pg_control_checkpoint() c";
    one(connection, sql, vec![]).await
}

/// The copy lacks something that there is.
#[derive(Debug)]
struct Behind;

async fn one<T: TryGetable>(
    connection: &impl ConnectionTrait,
    sql: &str,
    values: Vec<Value>,
) -> Result<T, DbErr> {
    let statement = Statement::from_sql_and_values(DbBackend::Postgres, sql, values);
    let row = connection.query_one_raw(statement).await?;
    let row = row.ok_or_else(|| DbErr::Custom("no answer".to_owned()))?;
    row.try_get_by_index(0)
}
