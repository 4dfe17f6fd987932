//! Statements of which none waits for what another one has found, sent together: on `SQLite` each way
//! to the connection's own thread and back costs more than most statements do.
use sea_orm::{ConnectionTrait, DbBackend, DbErr, QueryTrait, Statement, Values};

/// Done one after the other, until one fails.
pub(super) struct Together {
    backend: DbBackend,
    statements: Vec<Statement>,
}

impl Together {
    pub(super) fn on(db: &impl ConnectionTrait) -> Self {
        Self {
            backend: db.get_database_backend(),
            statements: Vec::new(),
        }
    }

    #[must_use]
    pub(super) fn and(mut self, statement: &impl QueryTrait) -> Self {
        self.statements.push(statement.build(self.backend));
        self
    }

    pub(super) async fn execute(self, db: &impl ConnectionTrait) -> Result<(), DbErr> {
        let statements = match self.backend {
            DbBackend::Sqlite => vec![self.joined()],
            // A prepared statement is one.
            _ => self.statements,
        };
        for statement in statements {
            db.execute_raw(statement).await?;
        }
        Ok(())
    }

    /// Values are told apart by their order alone: each `?` takes the next.
    fn joined(self) -> Statement {
        let (texts, values): (Vec<_>, Vec<_>) = self
            .statements
            .into_iter()
            .map(|statement| (statement.sql, statement.values))
            .unzip();
        let values = values.into_iter().flatten().flat_map(|values| values.0);
        Statement {
            sql: texts.join(";\n"),
            values: Some(Values(values.collect())),
            db_backend: self.backend,
        }
    }
}
