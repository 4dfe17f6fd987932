//! A writing transaction, and what it tells once it is committed.
use super::{
    changes::Changes,
    patience::Patience,
    traced,
    writer::{Ending, Turn},
};
use crate::model::Change;
use sea_orm::{
    ConnectionTrait, DatabaseTransaction, DbBackend, DbErr, ExecResult, QueryResult, Statement,
    StreamTrait, TransactionTrait, prelude::async_trait::async_trait,
};
use std::{
    pin::Pin,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

type Changed = Arc<Mutex<Vec<Change>>>;

/// Dropped without a commit, it is rolled back, and nothing has changed.
pub struct Txn {
    inner: DatabaseTransaction,
    patience: Patience,
    changed: Changed,
    told_to: ToldTo,
    counted: Option<Counted>,
    /// Where it shares a commit.
    ending: Option<Ending>,
}

enum ToldTo {
    Watchers(Changes),
    /// The transaction that this is a part of.
    Whole(Changed),
}

/// A transaction that is over is counted, however it ended: whoever waited for its commit may have
/// gone while the database was at it.
struct Counted(Changes);

/// What others are told of a transaction once it is committed; dropped, of one that is not.
pub(super) struct Outcome {
    counted: Option<Counted>,
    changed: Changed,
    told_to: ToldTo,
}

impl Outcome {
    pub(super) fn tell(self) {
        drop(self.counted);
        for change in std::mem::take(&mut *locked(&self.changed)) {
            match &self.told_to {
                ToldTo::Watchers(watchers) => watchers.tell(change),
                ToldTo::Whole(whole) => change.add_to(&mut locked(whole)),
            }
        }
    }
}

impl Drop for Counted {
    fn drop(&mut self) {
        self.0.add();
    }
}

impl Txn {
    pub(super) fn new(inner: DatabaseTransaction, changes: &Changes) -> Self {
        Self {
            counted: Some(Counted(changes.clone())),
            ..Self::unseen(inner, changes)
        }
    }

    /// As [`Txn::new`], of a part of a transaction.
    pub(super) fn sharing(turn: Turn, changes: &Changes) -> Self {
        let (inner, ending) = turn.split();
        Self {
            ending: Some(ending),
            ..Self::new(inner, changes)
        }
    }

    pub(super) fn unseen(inner: DatabaseTransaction, changes: &Changes) -> Self {
        Self {
            patience: Patience::with(ConnectionTrait::get_database_backend(&inner)),
            inner,
            changed: Changed::default(),
            told_to: ToldTo::Watchers(changes.clone()),
            counted: None,
            ending: None,
        }
    }

    /// A part that can be rolled back by itself. While it lasts nothing else is done in the whole.
    pub async fn begin_part(&self) -> Result<Self, DbErr> {
        Ok(Self {
            inner: self.patience.wait(self.inner.begin()).await?,
            patience: self.patience,
            changed: Changed::default(),
            told_to: ToldTo::Whole(Arc::clone(&self.changed)),
            counted: None,
            ending: None,
        })
    }

    /// Those who watch see something else of this from the commit on.
    pub fn touch(&self, change: Change) {
        change.add_to(&mut locked(&self.changed));
    }

    /// Whoever watches hears of it after everybody can read it.
    pub async fn commit(self) -> Result<(), DbErr> {
        let span = traced::span(&self, "COMMIT");
        let outcome = Outcome {
            counted: self.counted,
            changed: self.changed,
            told_to: self.told_to,
        };
        if let Some(ending) = self.ending {
            return traced::within(span, ending.commit(self.inner, outcome)).await;
        }
        let committing = self.patience.wait_for_the_end(self.inner.commit());
        let done = traced::within(span, committing).await;
        // Where it has failed it may be committed all the same: to look in vain costs nobody much.
        outcome.tell();
        done
    }

    /// For work of which each statement may take as long as it takes.
    #[must_use]
    pub fn unhurried(self) -> Self {
        Self {
            patience: Patience::Lasts,
            ..self
        }
    }

    pub async fn rollback(self) -> Result<(), DbErr> {
        self.patience.wait_for_the_end(self.inner.rollback()).await
    }
}

fn locked(changed: &Changed) -> MutexGuard<'_, Vec<Change>> {
    changed.lock().unwrap_or_else(PoisonError::into_inner)
}

#[async_trait]
impl ConnectionTrait for Txn {
    fn get_database_backend(&self) -> DbBackend {
        ConnectionTrait::get_database_backend(&self.inner)
    }

    async fn execute_raw(&self, statement: Statement) -> Result<ExecResult, DbErr> {
        let span = traced::span(self, &statement.sql);
        let asked = self.inner.execute_raw(statement);
        traced::within(span, self.patience.wait(asked)).await
    }

    async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        let span = traced::span(self, sql);
        let asked = self.inner.execute_unprepared(sql);
        traced::within(span, self.patience.wait(asked)).await
    }

    async fn query_one_raw(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        let span = traced::span(self, &statement.sql);
        let asked = self.inner.query_one_raw(statement);
        traced::within(span, self.patience.wait(asked)).await
    }

    async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        let span = traced::span(self, &statement.sql);
        let asked = self.inner.query_all_raw(statement);
        traced::within(span, self.patience.wait(asked)).await
    }
}

impl StreamTrait for Txn {
    type Stream<'a> = <DatabaseTransaction as StreamTrait>::Stream<'a>;

    fn get_database_backend(&self) -> DbBackend {
        StreamTrait::get_database_backend(&self.inner)
    }

    fn stream_raw<'a>(
        &'a self,
        statement: Statement,
    ) -> Pin<Box<dyn Future<Output = Result<Self::Stream<'a>, DbErr>> + 'a + Send>> {
        self.inner.stream_raw(statement)
    }
}
