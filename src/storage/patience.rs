//! How long a statement is waited for. A server may vanish without a word, and its connections with it:
//! what they were asked would never be answered.
use super::{sqlite, traced};
use sea_orm::{
    ConnAcquireErr, ConnectionTrait, DatabaseConnection, DbBackend, DbErr, ExecResult, QueryResult,
    Statement, prelude::async_trait::async_trait,
};
use std::{cell::Cell, time::Duration};
use tokio::{
    task_local,
    time::{Instant, timeout},
};

/// Of a server, so that within five seconds whoever asks has an answer, and somebody else a new
/// connection. A file answers, or fails.
const SILENT: Duration = Duration::from_secs(4);

/// A wait that counts with the others of a request.
const SLOW: Duration = Duration::from_millis(500);

/// For the end of a transaction, however long was waited before: nobody knows what has become of one
/// that is given up there.
const END: Duration = Duration::from_secs(2);

task_local! {
    /// What one request has spent in slow waits.
    static SPENT: Cell<Duration>;
}

/// Whoever asks waits no longer for several statements than for one, where each is slow.
pub(super) async fn of_one<F: Future>(asking: F) -> F::Output {
    SPENT.scope(Cell::default(), asking).await
}

#[derive(Clone, Copy)]
pub(super) enum Patience {
    /// For whoever is waiting for an answer.
    Ends(Duration),
    /// For work that takes as long as it takes.
    Lasts,
}

impl Patience {
    /// For statements of somebody who waits.
    pub(super) fn with(backend: DbBackend) -> Self {
        match backend {
            DbBackend::Postgres => Self::Ends(SILENT),
            _ => Self::Lasts,
        }
    }

    /// Until something can be written: others may have the file.
    pub(super) fn to_write(backend: DbBackend) -> Self {
        match backend {
            DbBackend::Postgres => Self::Ends(SILENT),
            _ => Self::Ends(sqlite::BUSY_TIMEOUT),
        }
    }

    /// As if no connection had been free, where it ends.
    pub(super) async fn wait<T>(
        self,
        asked: impl Future<Output = Result<T, DbErr>>,
    ) -> Result<T, DbErr> {
        self.wait_at_least(Duration::ZERO, asked).await
    }

    /// For a commit or a rollback.
    pub(super) async fn wait_for_the_end<T>(
        self,
        asked: impl Future<Output = Result<T, DbErr>>,
    ) -> Result<T, DbErr> {
        self.wait_at_least(END, asked).await
    }

    async fn wait_at_least<T>(
        self,
        least: Duration,
        asked: impl Future<Output = Result<T, DbErr>>,
    ) -> Result<T, DbErr> {
        match self {
            Self::Lasts => asked.await,
            Self::Ends(longest) => {
                let gone = || DbErr::ConnectionAcquire(ConnAcquireErr::Timeout);
                let spent = SPENT.try_with(Cell::get).unwrap_or_default();
                let left = longest.saturating_sub(spent).max(least);
                if left.is_zero() {
                    return Err(gone());
                }
                let begun = Instant::now();
                let outcome = timeout(left, asked).await;
                let took = begun.elapsed();
                if took >= SLOW {
                    // Of those that are waited for side by side the longest counts. Outside a request
                    // nobody adds them up.
                    let add = |sum: &Cell<Duration>| sum.set(sum.get().max(spent + took));
                    SPENT.try_with(add).ok();
                }
                outcome.unwrap_or_else(|_| Err(gone()))
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

#[cfg(test)]
mod tests {
    use super::{DbErr, Patience, SILENT, of_one};
    use std::time::Duration;
    use tokio::time::{Instant, sleep};

    /// How long each statement takes, and how long all were waited for, until one was given up.
    async fn waited(each: &[u64]) -> (usize, Duration) {
        let begun = Instant::now();
        let mut done = 0;
        for milliseconds in each {
            let statement = async {
                sleep(Duration::from_millis(*milliseconds)).await;
                Ok::<_, DbErr>(())
            };
            if Patience::Ends(SILENT).wait(statement).await.is_err() {
                break;
            }
            done += 1;
        }
        (done, begun.elapsed())
    }

    #[tokio::test]
    async fn who_has_waited_long_enough_is_not_asked_for_again_but_for_the_end() {
        let (ended, asked) = of_one(async {
            waited(&[5_000]).await;
            let mut asked = false;
            let statement = async {
                asked = true;
                Ok::<_, DbErr>(())
            };
            let refused = Patience::Ends(SILENT).wait(statement).await.is_err();
            let end = async {
                sleep(Duration::from_secs(1)).await;
                Ok::<_, DbErr>(())
            };
            let ended = Patience::Ends(SILENT).wait_for_the_end(end).await.is_ok();
            (refused && ended, asked)
        })
        .await;
        assert!(ended && !asked);
    }

    #[tokio::test]
    async fn slow_waits_of_one_request_are_four_seconds_together() {
        let slow = [2_100; 2];
        let soon = [450; 12];
        let (together, apart, short) =
            tokio::join!(of_one(waited(&slow)), waited(&slow), of_one(waited(&soon)));
        assert_eq!(together.0, 1);
        assert!(
            together.1 < Duration::from_millis(4_150),
            "{:?}",
            together.1
        );
        assert_eq!(apart.0, 2);
        assert_eq!(short.0, 12, "what is answered soon is not added up");
    }
}
