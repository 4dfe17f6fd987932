//! A database for each test, copied from one that was migrated once: a file for `SQLite`, or a
//! database on the `PostgreSQL` server that `REJOINDER_TEST_DATABASE_URL` names.
use migration::{Migrator, MigratorTrait};
use rejoinder::{
    config,
    storage::{Db, db::DbOptions},
};
use sea_orm::{ConnectionTrait, Database};
use std::{
    fs,
    io::Write as _,
    os::unix::fs::OpenOptionsExt as _,
    path::PathBuf,
    sync::{
        Mutex,
        atomic::{AtomicU32, Ordering},
    },
    time::Duration,
};
use tempfile::TempDir;
use tokio::sync::OnceCell;

/// Goes away with the test, or before a later one.
pub(crate) struct Place {
    pub(crate) url: String,
    what: What,
}

enum What {
    /// Kept for its end.
    #[expect(dead_code, reason = "removes the folder when it is dropped")]
    Folder(TempDir),
    Database(String),
}

impl Drop for Place {
    fn drop(&mut self) {
        if let What::Database(name) = &self.what {
            OVER.lock().unwrap().push(name.clone());
        }
    }
}

pub(crate) async fn create() -> (Db, Place) {
    let place = match config::test_database_url() {
        None => file().await,
        Some(server) => copy(server.expose()).await,
    };
    (connect(&place.url).await, place)
}

pub(crate) async fn connect(url: &str) -> Db {
    let options = DbOptions {
        url: url.to_owned(),
        max_connections: 4,
        acquire_timeout: Duration::from_secs(30),
    };
    Db::connect(&options).await.unwrap()
}

async fn file() -> Place {
    static MIGRATED: OnceCell<Vec<u8>> = OnceCell::const_new();
    let migrated = MIGRATED
        .get_or_init(|| async {
            let folder = TempDir::new().unwrap();
            let (path, url) = path_and_url(&folder);
            migrate(&url).await;
            fs::read(path).unwrap()
        })
        .await;
    let folder = TempDir::new().unwrap();
    let (path, url) = path_and_url(&folder);
    let mut private = fs::OpenOptions::new();
    let file = private.write(true).create_new(true).mode(0o600).open(path);
    file.unwrap().write_all(migrated).unwrap();
    Place {
        url,
        what: What::Folder(folder),
    }
}

fn path_and_url(folder: &TempDir) -> (PathBuf, String) {
    let path = folder.path().join("test.db");
    let url = format!("sqlite://{}?mode=rwc", path.display());
    (path, url)
}

/// Closed again, so that everything stands in the database itself.
async fn migrate(url: &str) {
    let db = connect(url).await;
    Migrator::up(db.driver(), None).await.unwrap();
    db.close().await.unwrap();
}

static TEMPLATE: OnceCell<String> = OnceCell::const_new();
static NUMBER: AtomicU32 = AtomicU32::new(0);
/// Databases of tests that have ended: eight megabytes each.
static OVER: Mutex<Vec<String>> = Mutex::new(Vec::new());

async fn copy(server: &str) -> Place {
    let run = std::process::id();
    let template = TEMPLATE
        .get_or_init(|| async {
            let name = format!("template_{run}");
            execute(server, &format!("CREATE DATABASE {name}")).await;
            migrate(&at(server, &name)).await;
            name
        })
        .await;
    let over = std::mem::take(&mut *OVER.lock().unwrap());
    for name in over {
        execute(server, &format!("DROP DATABASE {name} WITH (FORCE)")).await;
    }
    let name = format!("test_{run}_{}", NUMBER.fetch_add(1, Ordering::Relaxed));
    // Copying the files takes a third of the time of copying by way of the log.
    let sql = format!("CREATE DATABASE {name} TEMPLATE {template} STRATEGY file_copy");
    execute(server, &sql).await;
    Place {
        url: at(server, &name),
        what: What::Database(name),
    }
}

async fn execute(server: &str, sql: &str) {
    let connection = Database::connect(server).await.unwrap();
    connection.execute_unprepared(sql).await.unwrap();
    connection.close().await.unwrap();
}

fn at(server: &str, database: &str) -> String {
    let mut url = url::Url::parse(server).unwrap();
    url.set_path(database);
    url.into()
}
