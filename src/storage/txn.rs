//! A writing transaction, and what it tells once it is committed.
use super::changes::Changes;
use crate::model::{Change, SiteId, Touched};
use sea_orm::{
    ConnectionTrait, DatabaseTransaction, DbBackend, DbErr, ExecResult, QueryResult, Statement,
    StreamTrait, prelude::async_trait::async_trait,
};
use std::{
    pin::Pin,
    sync::{Mutex, PoisonError},
};

/// Dropped without a commit, it is rolled back, and nothing has changed.
pub struct Txn {
    inner: DatabaseTransaction,
    changed: Mutex<Vec<(SiteId, Touched)>>,
    changes: Changes,
}

impl Txn {
    pub(super) fn new(inner: DatabaseTransaction, changes: Changes) -> Self {
        Self {
            inner,
            changed: Mutex::default(),
            changes,
        }
    }

    /// Moderators of the site see something else of this from the commit on.
    pub fn touch(&self, site_id: SiteId, touched: Touched) {
        let mut changed = self.changed.lock().unwrap_or_else(PoisonError::into_inner);
        match changed.iter_mut().find(|(site, _)| *site == site_id) {
            Some((_, known)) => known.join(touched),
            None => changed.push((site_id, touched)),
        }
    }

    /// Whoever watches hears of it after everybody can read it.
    pub async fn commit(self) -> Result<(), DbErr> {
        self.inner.commit().await?;
        let changed = self.changed.into_inner();
        for (site, touched) in changed.unwrap_or_else(PoisonError::into_inner) {
            self.changes.tell(Change::On(site, touched));
        }
        Ok(())
    }

    pub async fn rollback(self) -> Result<(), DbErr> {
        self.inner.rollback().await
    }
}

#[async_trait]
impl ConnectionTrait for Txn {
    fn get_database_backend(&self) -> DbBackend {
        ConnectionTrait::get_database_backend(&self.inner)
    }

    async fn execute_raw(&self, statement: Statement) -> Result<ExecResult, DbErr> {
        self.inner.execute_raw(statement).await
    }

    async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        self.inner.execute_unprepared(sql).await
    }

    async fn query_one_raw(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        self.inner.query_one_raw(statement).await
    }

    async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        self.inner.query_all_raw(statement).await
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
