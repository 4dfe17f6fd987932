//! The database file of an Isso, which is only looked at.
use futures_util::{Stream, StreamExt};
use sea_orm::sqlx::{
    self, Row as _, SqlitePool,
    sqlite::{SqliteConnectOptions, SqlitePoolOptions, SqliteRow},
};
use serde::{Deserialize, Serialize};
use std::{path::Path, str::Utf8Error};

pub struct Database(SqlitePool);

#[derive(Debug, Serialize, Deserialize)]
pub enum Row {
    Thread(ThreadRow),
    Comment(CommentRow),
}

#[derive(Debug, Serialize, Deserialize)]
pub struct ThreadRow {
    pub id: i64,
    pub uri: String,
    pub title: String,
}

#[derive(Debug, Serialize, Deserialize)]
pub struct CommentRow {
    pub id: i64,
    pub tid: i64,
    /// 0 for none.
    pub parent: i64,
    pub created: f64,
    pub mode: i64,
    pub text: String,
    pub author: String,
    pub email: String,
    pub website: String,
    /// For it and against it.
    pub votes: i64,
}

/// What could not be read.
#[derive(Debug)]
pub enum Broken {
    /// None of this name is there that keeps what it shows.
    NoTable(&'static str),
    Row {
        table: &'static str,
        /// The number of the row before.
        after: i64,
        why: String,
    },
    NotUtf8 {
        table: &'static str,
        row: i64,
        column: String,
    },
}

/// A column may hold anything, whatever its table says, and any amount of it: of too much not even the
/// beginning is read, but as many letters as are too many.
macro_rules! text {
    ($column:literal, $letters:literal, $bytes:literal) => {
        concat!(
            "CASE WHEN octet_length(",
            $column,
            ") > ",
            $bytes,
            " THEN printf('%.",
            $letters,
            "c', 'x') ELSE coalesce(substr(CAST(",
            $column,
            " AS TEXT), 1, ",
            $letters,
            "), '') END AS ",
            $column
        )
    };
    ($column:literal) => {
        text!($column, "5000", "20000")
    };
}

const THREADS: &str = concat!(
    "SELECT id, ",
    text!("uri"),
    ", ",
    text!("title"),
    " FROM threads ORDER BY id"
);
const COMMENTS: &str = concat!(
    "SELECT id, coalesce(CAST(tid AS INTEGER), 0) AS tid, \
    coalesce(CAST(parent AS INTEGER), 0) AS parent, coalesce(CAST(created AS REAL), 0.0) AS created, \
    coalesce(CAST(mode AS INTEGER), 0) AS mode, ",
    text!("text", "1048577", "4194308"),
    ", ",
    text!("author"),
    ", ",
    text!("email"),
    ", ",
    text!("website"),
    ", coalesce(CAST(likes AS INTEGER), 0) + coalesce(CAST(dislikes AS INTEGER), 0) AS votes \
    FROM comments ORDER BY id"
);

/// A view could go on for ever, and so could what is computed instead of kept.
const TABLES: &str = "SELECT count(*) FROM pragma_table_list \
    WHERE schema = 'main' AND name = $1 AND type = 'table' \
    AND NOT EXISTS (SELECT 1 FROM pragma_table_xinfo($1, 'main') WHERE hidden <> 0)";

impl Database {
    /// Nothing is written next to it, and it is opened once: its name may go then.
    pub async fn open(path: &Path) -> Result<Self, Broken> {
        let options = SqliteConnectOptions::new()
            .filename(path)
            .read_only(true)
            .immutable(true)
            .pragma("trusted_schema", "OFF");
        let pool = SqlitePoolOptions::new()
            .max_connections(1)
            .max_lifetime(None)
            .idle_timeout(None);
        let pool = pool.connect_with(options).await;
        let pool = pool.map_err(|error| broken("threads", 0, &error))?;
        for table in ["threads", "comments"] {
            let found = sqlx::query_scalar::<_, i64>(TABLES).bind(table);
            let found = found.fetch_one(&pool).await;
            if found.map_err(|error| broken(table, 0, &error))? == 0 {
                return Err(Broken::NoTable(table));
            }
        }
        Ok(Self(pool))
    }

    /// In the order of their numbers.
    pub fn threads(&self) -> impl Stream<Item = Result<Row, Broken>> + Unpin + '_ {
        self.rows("threads", THREADS, |row| {
            Ok(Row::Thread(ThreadRow {
                id: row.try_get("id")?,
                uri: row.try_get("uri")?,
                title: row.try_get("title")?,
            }))
        })
    }

    /// In the order of their numbers.
    pub fn comments(&self) -> impl Stream<Item = Result<Row, Broken>> + Unpin + '_ {
        self.rows("comments", COMMENTS, |row| {
            Ok(Row::Comment(CommentRow {
                id: row.try_get("id")?,
                tid: row.try_get("tid")?,
                parent: row.try_get("parent")?,
                // JSON has no word for what has no end.
                created: Some(row.try_get("created")?)
                    .filter(|time: &f64| time.is_finite())
                    .unwrap_or_default(),
                mode: row.try_get("mode")?,
                text: row.try_get("text")?,
                author: row.try_get("author")?,
                email: row.try_get("email")?,
                website: row.try_get("website")?,
                votes: row.try_get("votes")?,
            }))
        })
    }

    pub async fn close(self) {
        self.0.close().await;
    }

    fn rows<'a>(
        &'a self,
        table: &'static str,
        sql: &'static str,
        read: impl Fn(&SqliteRow) -> Result<Row, sqlx::Error> + 'a,
    ) -> impl Stream<Item = Result<Row, Broken>> + Unpin + 'a {
        let mut last = 0;
        let rows = sqlx::query(sql).fetch(&self.0);
        rows.map(move |row| {
            let row = row.map_err(|error| broken(table, last, &error))?;
            let read = read(&row).map_err(|error| unreadable(table, last, (&row, &error)))?;
            let (Row::Thread(ThreadRow { id, .. }) | Row::Comment(CommentRow { id, .. })) = &read;
            last = *id;
            Ok(read)
        })
    }
}

fn broken(table: &'static str, after: i64, error: &sqlx::Error) -> Broken {
    let why = match error {
        sqlx::Error::Database(error) => error.message().to_owned(),
        other => other.to_string(),
    };
    Broken::Row { table, after, why }
}

fn unreadable(table: &'static str, after: i64, (row, error): (&SqliteRow, &sqlx::Error)) -> Broken {
    match (error, row.try_get("id")) {
        (sqlx::Error::ColumnDecode { index, source }, Ok(row)) if source.is::<Utf8Error>() => {
            let column = index.trim_matches('"').to_owned();
            Broken::NotUtf8 { table, row, column }
        }
        _ => broken(table, after, error),
    }
}

#[cfg(test)]
mod tests {
    use super::{Broken, CommentRow, Database, Row};
    use futures_util::TryStreamExt;
    use sea_orm::ConnectionTrait;
    use std::{fs, path::PathBuf};
    use tempfile::TempDir;

    const TABLES: &str = "
        CREATE TABLE threads (id INTEGER PRIMARY KEY, uri VARCHAR(256), title VARCHAR(256));
        CREATE TABLE comments (tid, id INTEGER PRIMARY KEY, parent INTEGER, created FLOAT,
            mode INTEGER, text VARCHAR, author VARCHAR, email VARCHAR, website VARCHAR,
            likes INTEGER, dislikes INTEGER);
        INSERT INTO threads VALUES (1, '/', 'The first');
        INSERT INTO comments VALUES (1, 7, NULL, 1400000000, 1, 'Text', 'Ada', NULL, NULL, 0, 0);";

    async fn written(more: &str) -> (TempDir, PathBuf) {
        let folder = TempDir::new().unwrap();
        let path = folder.path().join("comments.db");
        let db = sea_orm::Database::connect(format!("sqlite://{}?mode=rwc", path.display()));
        let db = db.await.unwrap();
        let sql = format!("{TABLES}{more}");
        db.execute_unprepared(&sql).await.unwrap();
        db.close().await.unwrap();
        (folder, path)
    }

    async fn comment(database: &Database) -> CommentRow {
        let rows: Vec<Row> = database.comments().try_collect().await.unwrap();
        let [Row::Comment(row)] = <[Row; 1]>::try_from(rows).unwrap() else {
            panic!("no comment");
        };
        row
    }

    #[tokio::test]
    async fn of_too_much_only_that_it_is_too_much_is_read() {
        let more = "UPDATE comments SET created = 9e999, text = printf('%.5000000c', 'y'),
            author = printf('%.30000c', 'y'), email = 'ada@mail.example';";
        let (_folder, path) = written(more).await;

        let row = comment(&Database::open(&path).await.unwrap()).await;

        assert_eq!((row.text.len(), row.author.len()), (1_048_577, 5_000));
        assert!(!row.text.contains('y') && !row.author.contains('y'));
        assert_eq!((row.email.as_str(), row.created), ("ada@mail.example", 0.0));
    }

    #[tokio::test]
    async fn what_is_computed_is_no_table() {
        for more in [
            "ALTER TABLE comments ADD more TEXT AS (printf('%.1000000c', 'x'));",
            "ALTER TABLE comments RENAME TO others; CREATE VIEW comments AS SELECT * FROM others;",
        ] {
            let (_folder, path) = written(more).await;
            let broken = Database::open(&path).await.err().unwrap();
            assert!(matches!(broken, Broken::NoTable("comments")), "{broken:?}");
        }
    }

    #[tokio::test]
    async fn its_name_may_go_once_it_is_open() {
        let (_folder, path) = written("").await;
        let database = Database::open(&path).await.unwrap();
        fs::remove_file(&path).unwrap();

        let threads: Vec<Row> = database.threads().try_collect().await.unwrap();
        assert_eq!(threads.len(), 1);
        assert_eq!(comment(&database).await.text, "Text");
        database.close().await;
    }
}
