//! What a database says when it cannot.
use sea_orm::{DbErr, RuntimeErr, SqlErr, sqlx};

/// Another row has what must be there once.
pub(crate) fn is_taken(error: &DbErr) -> bool {
    matches!(error.sql_err(), Some(SqlErr::UniqueConstraintViolation(_)))
}

/// What a database says when it cannot now: `SQLITE_BUSY` and its kin, a full disk and one that does not
/// take what is written; on `PostgreSQL` deadlock, serialization, a full disk, no memory, no connection
/// left, a statement that was ended, shutting down, another's crash, starting up, and a standby that
/// takes no writes yet, or knows nothing yet of a table that is not logged (0A000: nothing else here asks
/// for what a server does not have).
pub(super) const PASSING: [&str; 20] = [
    "5", "261", "517", "773", "13", "778", "1034", "4874", "40P01", "40001", "53100", "53200",
    "53300", "57014", "57P01", "57P02", "57P03", "25006", "25P03", "0A000",
];

/// A deadlock, or a conflict of two transactions, that `PostgreSQL` has ended by breaking off this one.
pub fn is_conflict(error: &DbErr) -> bool {
    let (DbErr::Exec(RuntimeErr::SqlxError(cause)) | DbErr::Query(RuntimeErr::SqlxError(cause))) =
        error
    else {
        return false;
    };
    let code = match cause.as_ref() {
        sqlx::Error::Database(fault) => fault.code(),
        _ => None,
    };
    code.is_some_and(|code| ["40P01", "40001"].contains(&code.as_ref()))
}

/// Faults that the same request may not meet again: no free connection, none at all, a file that
/// another process is writing to, a full disk, a deadlock or a conflict that `PostgreSQL` ended.
pub fn is_passing(error: &DbErr) -> bool {
    match error {
        DbErr::ConnectionAcquire(_) | DbErr::Conn(_) => true,
        DbErr::Exec(RuntimeErr::SqlxError(cause)) | DbErr::Query(RuntimeErr::SqlxError(cause)) => {
            match cause.as_ref() {
                sqlx::Error::Io(_) | sqlx::Error::PoolTimedOut | sqlx::Error::PoolClosed => true,
                sqlx::Error::Database(fault) => fault
                    .code()
                    .is_some_and(|code| PASSING.contains(&code.as_ref())),
                _ => false,
            }
        }
        _ => false,
    }
}
