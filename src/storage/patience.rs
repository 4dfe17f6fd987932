//! How long a statement is waited for. A server may vanish without a word, and its connections with it:
//! what they were asked would never be answered.
use super::traced;
use sea_orm::{
    ConnAcquireErr, ConnectionTrait, DatabaseConnection, DbBackend, DbErr, ExecResult, QueryResult,
    Statement, prelude::async_trait::async_trait,
};
use std::time::Duration;
use tokio::time::timeout;

/// Of a server. A file answers, or fails.
const SILENT: Duration = Duration::from_secs(5);

#[derive(Clone, Copy)]
pub(super) enum Patience {
    /// For whoever is waiting for an answer.
    Ends,
    /// For work that takes as long as it takes.
    Lasts,
}

impl Patience {
    /// For statements of somebody who waits.
    pub(super) fn with(backend: DbBackend) -> Self {
        match backend {
            DbBackend::Postgres => Self::Ends,
            _ => Self::Lasts,
        }
    }

    /// As if no connection had been free, where it ends.
    pub(super) async fn wait<T>(
        self,
        asked: impl Future<Output = Result<T, DbErr>>,
    ) -> Result<T, DbErr> {
        match self {
            Self::Lasts => asked.await,
            Self::Ends => {
                let gone = || DbErr::ConnectionAcquire(ConnAcquireErr::Timeout);
                timeout(SILENT, asked).await.unwrap_or_else(|_| Err(gone()))
            }
        }
    }
}

/// For statements outside a transaction.
#[derive(Clone)]
pub struct Statements {
    connection: DatabaseConnection,
    patience: Patience,
}

impl Statements {
    pub(super) fn by(connection: DatabaseConnection) -> Self {
        let patience = Patience::with(connection.get_database_backend());
        Self {
            connection,
            patience,
        }
    }

    pub(super) fn connection(&self) -> &DatabaseConnection {
        &self.connection
    }

    pub(super) fn connection_mut(&mut self) -> &mut DatabaseConnection {
        &mut self.connection
    }
}

#[async_trait]
impl ConnectionTrait for Statements {
    fn get_database_backend(&self) -> DbBackend {
        self.connection.get_database_backend()
    }

    async fn execute_raw(&self, statement: Statement) -> Result<ExecResult, DbErr> {
        let span = traced::span(self, &statement.sql);
        let asked = self.connection.execute_raw(statement);
        traced::within(span, self.patience.wait(asked)).await
    }

    async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        let span = traced::span(self, sql);
        let asked = self.connection.execute_unprepared(sql);
        traced::within(span, self.patience.wait(asked)).await
    }

    async fn query_one_raw(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        let span = traced::span(self, &statement.sql);
        let asked = self.connection.query_one_raw(statement);
        traced::within(span, self.patience.wait(asked)).await
    }

    async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        let span = traced::span(self, &statement.sql);
        let asked = self.connection.query_all_raw(statement);
        traced::within(span, self.patience.wait(asked)).await
    }
}
