//! People take their data away, and have them erased.
mod erasing;
pub(crate) mod export;

use crate::support::{Answer, Client, TestApp};
use rejoinder::domain::erasure;
use sea_orm::{ConnectionTrait, DbBackend, Statement};
use serde_json::{Value, json};

const PASSWORD: &str = "orchard-violin-1742";
const ERASE: &str =
    "mutation($input: EraseAccountInput!) { eraseAccount(input: $input) { erased } }";
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

/// Where a text stands in the database, whatever the table.
pub(crate) async fn traces(app: &TestApp, of: &str) -> Vec<String> {
    let db = app.app.db.read();
    let backend = db.get_database_backend();
    let list = if backend == DbBackend::Postgres {
        "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'"
    } else {
        "SELECT name FROM sqlite_master WHERE type = 'table'"
    };
    let mut found = Vec::new();
    for row in db
        .query_all_raw(Statement::from_string(backend, list))
        .await
        .unwrap()
    {
        let table: String = row.try_get("", "name").unwrap();
        for column in columns(app, &table).await {
            let sql = format!(
                "SELECT count(*) AS number FROM \"{table}\" \
                 WHERE lower(CAST(\"{column}\" AS text)) LIKE $1"
            );
            let pattern = format!("%{}%", of.to_lowercase());
            let sql = Statement::from_sql_and_values(backend, sql, [pattern.into()]);
            let row = db.query_one_raw(sql).await.unwrap().unwrap();
            if row.try_get::<i64>("", "number").unwrap() > 0 {
                found.push(format!("{table}.{column}"));
            }
        }
    }
    found
}

async fn columns(app: &TestApp, table: &str) -> Vec<String> {
    let db = app.app.db.read();
    let backend = db.get_database_backend();
    let list = if backend == DbBackend::Postgres {
        format!(
            "SELECT column_name AS name FROM information_schema.columns \
             WHERE table_name = '{table}' AND data_type <> 'bytea'"
        )
    } else {
        format!("SELECT name FROM pragma_table_info('{table}') WHERE lower(type) NOT LIKE '%blob%'")
    };
    let rows = db
        .query_all_raw(Statement::from_string(backend, list))
        .await
        .unwrap();
    let name = |row: &sea_orm::QueryResult| row.try_get("", "name").unwrap();
    rows.iter().map(name).collect()
}
