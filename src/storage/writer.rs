//! Short transactions that share a commit, on `SQLite`: each commit waits for the disk, and there is
//! one writer.
//!
//! Whoever asks gets a turn in the order of asking, in a part of one transaction that can be rolled
//! back by itself. While others wait when a turn ends, the next of them begins in the same transaction;
//! then all are committed at once, and only then does anybody hear that theirs is. So what has been
//! acknowledged is on the disk, as ever.
use super::{db::begin_immediate, txn::Outcome};
use sea_orm::{
    ConnAcquireErr, DatabaseConnection, DatabaseTransaction, DbErr, TransactionTrait as _,
};
use std::sync::Arc;
use tokio::sync::{
    Semaphore,
    mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel},
    oneshot,
};

/// Transactions that wait for their turn; more are told to come back. With a commit of 2 ms for each,
/// the last one waits for half a second.
const WAITING_MAX: usize = 256;

/// Transactions of one commit: whoever is first waits for all of them.
const SHARED_MAX: usize = 32;

/// Hands out turns for as long as it or a copy of it is there.
#[derive(Clone)]
pub(super) struct Writer {
    connection: DatabaseConnection,
    places: Arc<Semaphore>,
    askers: UnboundedSender<Asker>,
}

type Asker = oneshot::Sender<Result<Turn, DbErr>>;

/// A part of a transaction, for whoever's turn it is. Dropped without a commit, it is rolled back.
pub(super) struct Turn {
    part: DatabaseTransaction,
    over: oneshot::Sender<Over>,
}

/// A turn at its end.
struct Over {
    part: DatabaseTransaction,
    waiting: Waiting,
}

/// Who waits for the commit of all.
struct Waiting {
    outcome: Outcome,
    committed: oneshot::Sender<Result<(), DbErr>>,
}

/// How a turn is committed.
pub(super) struct Ending(oneshot::Sender<Over>);

impl Writer {
    /// On the one connection that writes.
    pub(super) fn on(connection: DatabaseConnection) -> Self {
        let (sender, askers) = unbounded_channel();
        tokio::spawn(serve(connection.clone(), askers));
        Self {
            connection,
            places: Arc::new(Semaphore::new(WAITING_MAX)),
            askers: sender,
        }
    }

    /// A turn of one's own, however long. Where too many wait already, it fails at once.
    pub(super) async fn alone(&self) -> Result<DatabaseTransaction, DbErr> {
        let _place = self.places.try_acquire().map_err(|_| full())?;
        begin_immediate(&self.connection).await
    }

    /// The same, to share a commit with others.
    pub(super) async fn turn(&self) -> Result<Turn, DbErr> {
        let _place = self.places.try_acquire().map_err(|_| full())?;
        let (asker, turn) = oneshot::channel();
        self.askers.send(asker).map_err(|_| closed())?;
        turn.await.map_err(|_| closed())?
    }
}

impl Turn {
    pub(super) fn split(self) -> (DatabaseTransaction, Ending) {
        (self.part, Ending(self.over))
    }
}

impl Ending {
    /// Done when it is on the disk. Whoever does not wait for it has committed all the same.
    pub(super) async fn commit(
        self,
        part: DatabaseTransaction,
        outcome: Outcome,
    ) -> Result<(), DbErr> {
        let (committed, done) = oneshot::channel();
        let waiting = Waiting { outcome, committed };
        self.0.send(Over { part, waiting }).map_err(|_| closed())?;
        done.await.map_err(|_| closed())?
    }
}

fn full() -> DbErr {
    DbErr::ConnectionAcquire(ConnAcquireErr::Timeout)
}

fn closed() -> DbErr {
    DbErr::ConnectionAcquire(ConnAcquireErr::ConnectionClosed)
}

async fn serve(connection: DatabaseConnection, mut askers: UnboundedReceiver<Asker>) {
    while let Some(first) = askers.recv().await {
        match begin_immediate(&connection).await {
            Ok(whole) => share(whole, first, &mut askers).await,
            Err(fault) => refuse(first, &mut askers, &fault),
        }
    }
}

/// All who have waited as long as the first.
fn refuse(first: Asker, askers: &mut UnboundedReceiver<Asker>, fault: &DbErr) {
    let mut next = Some(first);
    while let Some(asker) = next {
        // Who has gone meanwhile needs no answer.
        asker.send(Err(fault.clone())).ok();
        next = askers.try_recv().ok();
    }
}

/// One transaction, from the first who asked for a turn to its commit.
async fn share(whole: DatabaseTransaction, first: Asker, askers: &mut UnboundedReceiver<Asker>) {
    let mut all = Vec::new();
    let mut next = Some(first);
    while let Some(asker) = next.take() {
        match take_turn(&whole, asker).await {
            Taken::Committed(waiting) => all.push(waiting),
            Taken::ByNobody => {}
            // The others have nothing to do with it, and are not kept waiting.
            Taken::GivenUp => break,
            Taken::Broken(fault) => {
                whole.rollback().await.ok();
                return answer(all, &Err(fault));
            }
        }
        if all.len() < SHARED_MAX {
            next = askers.try_recv().ok();
        }
    }
    let done = whole.commit().await;
    answer(all, &done);
}

/// Others hear of it before whoever waits.
fn answer(all: Vec<Waiting>, done: &Result<(), DbErr>) {
    for Waiting { outcome, committed } in all {
        if done.is_ok() {
            outcome.tell();
        } else {
            drop(outcome);
        }
        // Who has gone meanwhile needs no answer.
        committed.send(done.clone()).ok();
    }
}

/// What has become of a turn.
enum Taken {
    Committed(Waiting),
    /// Whoever asked had gone.
    ByNobody,
    /// It ended without a commit.
    GivenUp,
    /// Nobody knows what of the whole is there still.
    Broken(DbErr),
}

async fn take_turn(whole: &DatabaseTransaction, asker: Asker) -> Taken {
    if asker.is_closed() {
        return Taken::ByNobody;
    }
    let part = match whole.begin().await {
        Ok(part) => part,
        Err(fault) => {
            asker.send(Err(fault.clone())).ok();
            return Taken::Broken(fault);
        }
    };
    let (over, ended) = oneshot::channel();
    if asker.send(Ok(Turn { part, over })).is_err() {
        return Taken::GivenUp;
    }
    let Ok(Over { part, waiting }) = ended.await else {
        return Taken::GivenUp;
    };
    match part.commit().await {
        Ok(()) => Taken::Committed(waiting),
        Err(fault) => {
            answer(vec![waiting], &Err(fault.clone()));
            Taken::Broken(fault)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::WAITING_MAX;
    use crate::storage::{Db, Txn, db::DbOptions, faults::is_passing};
    use futures_util::{future::join_all, poll};
    use sea_orm::{ConnectionTrait as _, Statement};
    use std::{pin::pin, time::Duration};
    use tempfile::TempDir;

    async fn database() -> (TempDir, Db) {
        let folder = TempDir::new().unwrap();
        let options = DbOptions {
            url: format!("sqlite://{}?mode=rwc", folder.path().join("t.db").display()),
            max_connections: 2,
            acquire_timeout: Duration::from_secs(30),
        };
        let db = Db::connect(&options).await.unwrap();
        let create = "CREATE TABLE name (name text UNIQUE)";
        db.write().execute_unprepared(create).await.unwrap();
        (folder, db)
    }

    async fn write(txn: &Txn, name: &str) {
        let sql = format!("INSERT INTO name VALUES ('{name}')");
        txn.execute_unprepared(&sql).await.unwrap();
    }

    async fn names(db: &Db) -> Vec<String> {
        let backend = db.read().get_database_backend();
        let statement = Statement::from_string(backend, "SELECT name FROM name ORDER BY name");
        let rows = db.read().query_all_raw(statement).await.unwrap();
        let name = |row: &sea_orm::QueryResult| row.try_get_by_index(0).unwrap();
        rows.iter().map(name).collect()
    }

    #[tokio::test]
    async fn who_waits_shares_the_commit_of_the_one_before() {
        let (_folder, db) = database().await;
        let before = db.begin_write().await.unwrap();
        let (mut first, mut second) = (pin!(db.begin_short()), pin!(db.begin_short()));
        assert!(poll!(&mut first).is_pending() && poll!(&mut second).is_pending());
        before.rollback().await.unwrap();

        let first = first.await.unwrap();
        write(&first, "first").await;
        let mut committed = pin!(first.commit());
        assert!(poll!(&mut committed).is_pending());
        let second = second.await.unwrap();
        assert_eq!(
            names(&db).await,
            Vec::<String>::new(),
            "it is not yet on the disk"
        );
        assert!(poll!(&mut committed).is_pending());
        write(&second, "second").await;
        second.commit().await.unwrap();
        committed.await.unwrap();
        assert_eq!(names(&db).await, ["first", "second"]);
    }

    #[tokio::test]
    async fn one_that_is_given_up_takes_nothing_of_the_others_along() {
        let (_folder, db) = database().await;
        let before = db.begin_write().await.unwrap();
        let (mut first, mut second) = (pin!(db.begin_short()), pin!(db.begin_short()));
        let mut third = pin!(db.begin_short());
        assert!(poll!(&mut first).is_pending() && poll!(&mut second).is_pending());
        assert!(poll!(&mut third).is_pending());
        before.rollback().await.unwrap();

        let first = first.await.unwrap();
        write(&first, "first").await;
        let mut committed = pin!(first.commit());
        assert!(poll!(&mut committed).is_pending());
        let second = second.await.unwrap();
        write(&second, "second").await;
        drop(second);
        committed.await.unwrap();
        let third = third.await.unwrap();
        write(&third, "third").await;
        third.commit().await.unwrap();
        assert_eq!(names(&db).await, ["first", "third"]);
    }

    #[tokio::test]
    async fn whoever_does_not_wait_for_the_commit_has_committed_all_the_same() {
        let (_folder, db) = database().await;
        let txn = db.begin_short().await.unwrap();
        write(&txn, "gone").await;
        let count = db.changes().count();
        {
            let mut committed = pin!(txn.commit());
            assert!(poll!(&mut committed).is_pending());
        }
        // The next turn comes after it.
        db.begin_write().await.unwrap().rollback().await.unwrap();
        assert_eq!(names(&db).await, ["gone"]);
        assert!(db.changes().count() > count);
    }

    #[tokio::test]
    async fn what_is_acknowledged_after_a_full_disk_is_there() {
        let (_folder, db) = database().await;
        let pages = |most: u32| format!("PRAGMA max_page_count = {most}");
        db.write().execute_unprepared(&pages(8)).await.unwrap();
        let mut is_full = false;
        for number in 0..20 {
            let txn = db.begin_short().await.unwrap();
            let sql = format!("INSERT INTO name VALUES ('{number}' || hex(zeroblob(4000)))");
            is_full = txn.execute_unprepared(&sql).await.is_err();
            if is_full {
                break;
            }
            txn.commit().await.unwrap();
        }
        assert!(is_full, "there was room");
        db.write().execute_unprepared(&pages(1_000)).await.unwrap();
        for name in ["first", "second"] {
            let txn = db.begin_short().await.unwrap();
            write(&txn, name).await;
            txn.commit().await.unwrap();
            assert!(names(&db).await.contains(&name.to_owned()), "{name}");
        }
    }

    #[tokio::test]
    async fn where_too_many_wait_one_more_is_told_to_come_back() {
        let (_folder, db) = database().await;
        let before = db.begin_write().await.unwrap();
        let mut waiting: Vec<_> = (0..WAITING_MAX)
            .map(|_| Box::pin(db.begin_short()))
            .collect();
        for turn in &mut waiting {
            assert!(poll!(turn).is_pending());
        }
        for refused in [db.begin_short().await, db.begin_write().await] {
            assert!(is_passing(&refused.err().unwrap()));
        }
        before.rollback().await.unwrap();
        let turns = waiting.into_iter().map(|turn| async {
            let turn = turn.await.unwrap();
            turn.commit().await.unwrap();
        });
        join_all(turns).await;
        db.begin_short().await.unwrap().commit().await.unwrap();
    }
}
