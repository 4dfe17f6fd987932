//! How a file of `SQLite` is opened.
use super::db::{DbOptions, count, pool};
use sea_orm::{
    Database, DatabaseConnection, DbErr,
    sqlx::{
        Connection as _,
        sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous},
    },
};
use std::{
    path::Path,
    str::FromStr as _,
    sync::{Arc, atomic::AtomicU64},
    time::Duration,
};

/// How long a statement waits for another process's lock on the file.
pub(super) const BUSY_TIMEOUT: Duration = Duration::from_secs(5);

/// Of each connection, in KiB, as the pragma has it. The file is in the system's memory as well: more
/// here is not faster.
pub(super) const CACHE: i32 = -4_000;

pub(super) async fn connect(
    options: &DbOptions,
    connections: u32,
    read_only: bool,
    statements: &Arc<AtomicU64>,
) -> Result<DatabaseConnection, DbErr> {
    if !read_only && let Ok(file) = SqliteConnectOptions::from_str(&options.url) {
        keep_private(file.get_filename())?;
    }
    let mut connect = pool(options, connections);
    // Each statement would be asked twice: a connection to a file is not lost while nobody uses it.
    connect.test_before_acquire(false);
    // After a full disk SQLite has ended a transaction that the driver takes for open: what is then
    // committed is a part of none, and lost. Such a connection is closed.
    connect.map_sqlx_sqlite_pool_opts(|pool| {
        pool.before_acquire(|connection, _| {
            let is_free = !connection.is_in_transaction();
            Box::pin(async move { Ok(is_free) })
        })
    });
    connect.map_sqlx_sqlite_opts(move |sqlite| {
        let sqlite = sqlite
            .busy_timeout(BUSY_TIMEOUT)
            .foreign_keys(true)
            .pragma("cache_size", CACHE.to_string());
        if read_only {
            return sqlite.pragma("query_only", "1");
        }
        // FULL: what has been acknowledged survives a power cut. What is deleted is overwritten:
        // a page that is free would keep it for as long as nothing else needs it.
        sqlite
            .pragma("secure_delete", "ON")
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
    });
    let mut connection = Database::connect(connect).await?;
    count(&mut connection, statements);
    Ok(connection)
}

/// Made so that only its owner can read it: it holds keys with which anybody signs in as anybody. The
/// write-ahead log is made with the same rights. One that is there already stays as its owner has made
/// it, unless everybody can read it: that is refused.
fn keep_private(file: &Path) -> Result<(), DbErr> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::{OpenOptionsExt as _, PermissionsExt as _};
        if file == Path::new(":memory:") {
            return Ok(());
        }
        // What is wrong with the place is said when the file is opened.
        let mut private = std::fs::OpenOptions::new();
        private
            .write(true)
            .create_new(true)
            .mode(0o600)
            .open(file)
            .ok();
        let mode = std::fs::metadata(file).map(|file| file.permissions().mode());
        let mode = mode.unwrap_or_default();
        if mode & 0o007 != 0 {
            return Err(DbErr::Custom(format!(
                "every user of this machine can read the database, keys included: `chmod o= {}*`",
                file.display()
            )));
        }
        if mode & 0o070 != 0 {
            tracing::warn!(
                file = %file.display(),
                "a group of users can read the database, keys included: chmod 600 it"
            );
        }
    }
    Ok(())
}

#[cfg(all(test, unix))]
mod tests {
    use crate::storage::{Db, db::DbOptions};
    use sea_orm::{ConnectionTrait as _, DbBackend, QueryResult, Statement};
    use std::{fs, os::unix::fs::PermissionsExt as _, path::Path, time::Duration};

    #[tokio::test]
    async fn what_is_acknowledged_is_on_the_disk() {
        let folder = tempfile::TempDir::new().unwrap();
        let options = options(&folder.path().join("t.db"));
        let db = Db::connect(&options).await.unwrap();
        let ask = |pragma| {
            let asked = Statement::from_string(DbBackend::Sqlite, pragma);
            db.write().query_one_raw(asked)
        };
        let synchronous = ask("PRAGMA synchronous").await.unwrap().unwrap();
        // FULL.
        assert_eq!(synchronous.try_get_by_index::<i32>(0).unwrap(), 2);
        let journal = ask("PRAGMA journal_mode").await.unwrap().unwrap();
        assert_eq!(journal.try_get_by_index::<String>(0).unwrap(), "wal");
    }

    #[tokio::test]
    async fn a_statement_is_planned_by_its_text_alone() {
        let folder = tempfile::TempDir::new().unwrap();
        let db = Db::connect(&options(&folder.path().join("t.db"))).await;
        let asked = Statement::from_string(DbBackend::Sqlite, "PRAGMA compile_options");
        let rows = db.unwrap().read().query_all_raw(asked).await.unwrap();
        let name = |row: &QueryResult| row.try_get_by_index::<String>(0).unwrap();
        let names: Vec<String> = rows.iter().map(name).collect();
        // By `.cargo/config.toml`.
        assert!(names.contains(&"ENABLE_QPSG".to_owned()), "{names:?}");
    }

    fn options(file: &Path) -> DbOptions {
        DbOptions {
            url: format!("sqlite://{}?mode=rwc", file.display()),
            max_connections: 1,
            acquire_timeout: Duration::from_secs(5),
        }
    }

    #[tokio::test]
    async fn one_that_everybody_can_read_is_not_opened() {
        let folder = tempfile::TempDir::new().unwrap();
        let file = folder.path().join("open.db");
        drop(Db::connect(&options(&file)).await.unwrap());
        fs::set_permissions(&file, fs::Permissions::from_mode(0o644)).unwrap();
        let why = Db::connect(&options(&file))
            .await
            .err()
            .unwrap()
            .to_string();
        assert!(why.contains("chmod o="), "{why}");
        fs::set_permissions(&file, fs::Permissions::from_mode(0o640)).unwrap();
        Db::connect(&options(&file)).await.unwrap();
    }

    #[tokio::test]
    async fn only_its_owner_reads_a_new_database() {
        let folder = tempfile::TempDir::new().unwrap();
        let file = folder.path().join("new.db");
        let options = options(&file);
        let db = Db::connect(&options).await.unwrap();
        let create = "CREATE TABLE anything (id integer)";
        db.write().execute_unprepared(create).await.unwrap();
        for end in ["", "-wal", "-shm"] {
            let path = format!("{}{end}", file.display());
            let mode = fs::metadata(&path).unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o600, "{path}");
        }
    }
}
