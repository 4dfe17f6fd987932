//! What the database is asked, as spans.
use super::faults::is_passing;
use crate::spans;
use futures_util::TryFutureExt as _;
use sea_orm::{ConnectionTrait, DbBackend, DbErr};
use tracing::{Instrument as _, Span};

/// Of what is asked of this database.
pub(super) fn span(db: &impl ConnectionTrait, sql: &str) -> Span {
    let system = match db.get_database_backend() {
        DbBackend::Postgres => "postgresql",
        _ => "sqlite",
    };
    spans::statement(system, sql)
}

/// Not `async`, which would keep room for what is asked twice.
pub(super) fn within<T>(
    span: Span,
    asked: impl Future<Output = Result<T, DbErr>>,
) -> impl Future<Output = Result<T, DbErr>> {
    let asked = asked.instrument(span.clone());
    asked.inspect_err(move |fault| {
        if let Some(why) = why(fault) {
            spans::failed(&span, why);
        }
    })
}

/// None of what a use case expects, such as another row that is there already.
fn why(fault: &DbErr) -> Option<&'static str> {
    match fault.sql_err() {
        Some(_) => None,
        None if is_passing(fault) => Some("unavailable"),
        None => Some("failed"),
    }
}
