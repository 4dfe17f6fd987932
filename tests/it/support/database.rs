//! A database for each test: a file of its own for `SQLite`, or a copy of a migrated template on
//! the `PostgreSQL` server that `REJOINDER_TEST_DATABASE_URL` names.
use migration::{Migrator, MigratorTrait};
use rejoinder::{
    config,
    storage::{Db, db::DbOptions},
};
use sea_orm::{ConnectionTrait, Database};
use std::{
    sync::atomic::{AtomicU32, Ordering},
    time::Duration,
};
use tempfile::TempDir;
use tokio::sync::OnceCell;

/// Goes away with the test.
pub(crate) struct Place {
    pub(crate) url: String,
    /// Kept for its end.
    folder: Option<TempDir>,
}

pub(crate) async fn create() -> (Db, Place) {
    let place = match config::test_database_url() {
        None => file(),
        Some(server) => copy(server.expose()).await,
    };
    let db = connect(&place.url).await;
    if place.folder.is_some() {
        Migrator::up(db.write(), None).await.unwrap();
    }
    (db, place)
}

pub(crate) async fn connect(url: &str) -> Db {
    let options = DbOptions {
        url: url.to_owned(),
        max_connections: 4,
        acquire_timeout: Duration::from_secs(30),
    };
    Db::connect(&options).await.unwrap()
}

fn file() -> Place {
    let folder = TempDir::new().unwrap();
    let url = format!(
        "sqlite://{}?mode=rwc",
        folder.path().join("test.db").display()
    );
    Place {
        url,
        folder: Some(folder),
    }
}

static TEMPLATE: OnceCell<String> = OnceCell::const_new();
static NUMBER: AtomicU32 = AtomicU32::new(0);

/// The server is the test run's own: what is made there goes away with it.
async fn copy(server: &str) -> Place {
    let run = std::process::id();
    let template = TEMPLATE
        .get_or_init(|| async {
            let name = format!("template_{run}");
            execute(server, &format!("CREATE DATABASE {name}")).await;
            let db = connect(&at(server, &name)).await;
            Migrator::up(db.write(), None).await.unwrap();
            db.close().await.unwrap();
            name
        })
        .await;
    let name = format!("test_{run}_{}", NUMBER.fetch_add(1, Ordering::Relaxed));
    execute(
        server,
        &format!("CREATE DATABASE {name} TEMPLATE {template}"),
    )
    .await;
    Place {
        url: at(server, &name),
        folder: None,
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
