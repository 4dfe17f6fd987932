//! People take their data away, and have them erased.
pub(crate) mod archive;
pub(crate) mod erasing;
pub(crate) mod export;
mod many;
mod networks;
mod past;
mod related;
mod tickets;
mod traces;
mod waiting;

use crate::support::{Answer, Client, TestApp};
use rejoinder::domain::erasure;
use sea_orm::{ConnectionTrait, DbBackend, Statement};
use serde_json::{Value, json};

const PASSWORD: &str = "orchard-violin-1742";
const ERASE: &str =
    "mutation($input: EraseMeInput!) { eraseMe(input: $input) { erased erasure { at comments } } }";
const ERASE_MEMBER: &str =
    "mutation($input: EraseMemberInput!) { eraseMember(input: $input) { erased } }";

async fn erase(client: &Client, comments: &str, more: Value) -> Answer {
    let mut input = more;
    input["comments"] = comments.into();
    client.send(ERASE, input).await
}

async fn erase_member(admin: &Client, whom: &Client, comments: &str) -> Answer {
    let id = format!("author_{}", whom.member_id().0.simple());
    admin
        .send(
            ERASE_MEMBER,
            json!({ "authorId": id, "comments": comments }),
        )
        .await
}

/// Until nothing is left to be done, as housekeeping goes on with it.
async fn finish(app: &TestApp) {
    app.clock.advance(chrono::Duration::minutes(2));
    while app.count("erasure", "finished_at IS NULL", vec![]).await > 0 {
        erasure::go_on(&app.app, 10).await.unwrap();
    }
}

/// Where a text stands in the database, whatever the table and the kind of column, however it is
/// written.
pub(crate) async fn traces(app: &TestApp, of: &str) -> Vec<String> {
    let db = app.app.db.read();
    let backend = db.get_database_backend();
    let list = if backend == DbBackend::Postgres {
        "SELECT table_name AS name, column_name AS col, CASE data_type WHEN 'bytea' \
         THEN 'lower(encode(\"' || column_name || '\", ''escape''))' \
         ELSE 'lower(\"' || column_name || '\"::text)' END AS text \
         FROM information_schema.columns WHERE table_schema = 'public'"
    } else {
        "SELECT m.name AS name, c.name AS col, 'lower(CAST(\"' || c.name || '\" AS text))' AS text \
         FROM sqlite_master m, pragma_table_info(m.name) c WHERE m.type = 'table'"
    };
    let mut found = Vec::new();
    let columns = Statement::from_string(backend, list);
    for row in db.query_all_raw(columns).await.unwrap() {
        let part = |name: &str| row.try_get::<String>("", name).unwrap();
        let (table, column, text) = (part("name"), part("col"), part("text"));
        let sql = format!("SELECT count(*) AS number FROM \"{table}\" WHERE {text} LIKE $1");
        let pattern = format!("%{}%", of.to_lowercase());
        let sql = Statement::from_sql_and_values(backend, sql, [pattern.into()]);
        let row = db.query_one_raw(sql).await.unwrap().unwrap();
        if row.try_get::<i64>("", "number").unwrap() > 0 {
            found.push(format!("{table}.{column}"));
        }
    }
    found
}

/// The page that a controller copies from leaves out no table.
#[test]
fn every_table_has_its_line_in_the_page_on_privacy() {
    let page = include_str!("../../../docs/privacy.md");
    let lines: Vec<_> = page
        .lines()
        .filter(|line| line.starts_with("| `"))
        .collect();
    for file in std::fs::read_dir("entity/src").unwrap() {
        let text = std::fs::read_to_string(file.unwrap().path()).unwrap();
        let Some((_, rest)) = text.split_once("table_name = \"") else {
            continue;
        };
        let name = format!("`{}`", rest.split('"').next().unwrap());
        let where_it_stands = lines.iter().filter_map(|line| line.split('|').nth(1));
        assert!(
            where_it_stands.clone().any(|cell| cell.contains(&name)),
            "{name}"
        );
    }
}

/// Whether these bytes stand anywhere in the files of the database, whatever the letters' case: also
/// where it keeps what was deleted. Nowhere on `PostgreSQL`, whose files are its own.
async fn is_in_files(app: &TestApp, of: &[u8]) -> bool {
    if app.app.db.is_shared() {
        return false;
    }
    let path = app.place.url.strip_prefix("sqlite://").unwrap();
    let path = path.split('?').next().unwrap();
    let wanted = of.to_ascii_lowercase();
    let mut is_there = false;
    for end in ["", "-wal", "-shm"] {
        let bytes = std::fs::read(format!("{path}{end}")).unwrap();
        let bytes = bytes.to_ascii_lowercase();
        is_there |= bytes.windows(wanted.len()).any(|window| window == wanted);
    }
    is_there
}
