//! Imports: a file goes in through the use case, threads come out through the API.
mod again;
mod authors;
mod desk;
mod elsewhere;
pub(crate) mod export;
mod own;
mod refusals;
mod size;
mod texts;
mod threads;

use crate::support::{Client, TestApp};
use rejoinder::{
    domain::imports::{self, Fault, Run, reading::Report},
    model::ImportFormat,
};
use sea_orm::{ConnectionTrait as _, DbBackend, FromQueryResult, Statement};
use serde_json::{Value, json};
use std::collections::BTreeMap;

pub(crate) async fn import(app: &TestApp, file: &str) -> Report {
    try_import(app, file).await.unwrap()
}

async fn try_import(app: &TestApp, file: &str) -> Result<Report, Fault> {
    run(app, file, false).await
}

async fn run(app: &TestApp, file: &str, dry_run: bool) -> Result<Report, Fault> {
    let run = Run {
        site: &app.site.key,
        format: ImportFormat::Wordpress,
        options: imports::options(app.app.env.now()),
        dry_run,
    };
    imports::from_file(&app.app, &run, || Ok(file.as_bytes()), |_, _| {}).await
}

/// (found, to import, left out, imported, already there): in this order a file's comments go.
fn numbers(report: &Report) -> (u64, u64, u64, u64, u64) {
    let done = report.done.unwrap();
    (
        report.comments.found,
        report.to_import(),
        report.left_out(),
        done.comments_imported,
        done.comments_already_there,
    )
}

const EPISODE: &str = "query($key: String!) { episode(site: \"history\", key: $key) {
    id key title url urls publishedAt state commentCount pendingCount } }";

async fn episode(client: &Client, key: &str) -> Value {
    client
        .run(EPISODE, json!({ "key": key }))
        .await
        .at("/episode")
        .clone()
}

const TOP: &str = "query($key: String!) { episode(site: \"history\", key: $key) {
    comments(first: 100) { nodes { id } } } }";

const COMMENT: &str = "query($id: ID!) { comment(id: $id) {
    id depth bodyMarkdown bodyHtml createdAt status holdReasons tombstone replyCount
    author { displayName } parent { bodyMarkdown } replies(first: 100) { nodes { id } } } }";

/// The comments of an episode as the client may see them, each below what it is shown under.
async fn thread(client: &Client, key: &str) -> Vec<Value> {
    let top = client.run(TOP, json!({ "key": key })).await;
    let mut waiting = ids(top.at("/episode/comments/nodes"));
    let mut comments = Vec::new();
    while let Some(id) = waiting.pop() {
        let comment = client.run(COMMENT, json!({ "id": id })).await;
        let comment = comment.at("/comment").clone();
        waiting.extend(ids(&comment["replies"]["nodes"]));
        comments.push(comment);
    }
    comments
}

/// Backwards, so that the first is popped first.
fn ids(nodes: &Value) -> Vec<String> {
    let nodes = nodes.as_array().unwrap().iter().rev();
    nodes
        .map(|node| node["id"].as_str().unwrap().to_owned())
        .collect()
}

/// A line a comment: indented by its level, its text, and which text it answers.
async fn tree(client: &Client, key: &str) -> Vec<String> {
    let thread = thread(client, key).await;
    let lines = thread.iter().map(|comment| {
        let indent = "  ".repeat(usize::try_from(comment["depth"].as_u64().unwrap()).unwrap());
        let text = comment["bodyMarkdown"].as_str().unwrap_or("(nothing)");
        let answers = comment["parent"]["bodyMarkdown"].as_str();
        let answers = answers.map_or(String::new(), |parent| format!(" < {parent}"));
        format!("{indent}{text}{answers}")
    });
    lines.collect()
}

/// Every row of every table.
async fn contents(app: &TestApp) -> BTreeMap<String, Vec<String>> {
    let db = app.app.db.read();
    let is_postgres = db.get_database_backend() == DbBackend::Postgres;
    let tables = if is_postgres {
        "SELECT table_name::text AS text FROM information_schema.tables \
         WHERE table_schema = 'public'"
    } else {
        "SELECT name AS text FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
    };
    let mut contents = BTreeMap::new();
    for table in select(app, tables).await {
        let sql = if is_postgres {
            format!("SELECT t::text AS text FROM \"{table}\" t")
        } else {
            let columns = format!("SELECT name AS text FROM pragma_table_info('{table}')");
            let columns = select(app, &columns).await;
            let columns: Vec<_> = columns
                .iter()
                .map(|name| format!("quote(\"{name}\")"))
                .collect();
            format!(
                "SELECT {} AS text FROM \"{table}\"",
                columns.join(" || ',' || ")
            )
        };
        let mut rows = select(app, &sql).await;
        rows.sort();
        contents.insert(table, rows);
    }
    assert!(contents.len() > 10, "{:?}", contents.keys());
    contents
}

async fn select(app: &TestApp, sql: &str) -> Vec<String> {
    #[derive(FromQueryResult)]
    struct Row {
        text: String,
    }
    let db = app.app.db.read();
    let statement = Statement::from_string(db.get_database_backend(), sql);
    let rows = Row::find_by_statement(statement).all(db).await.unwrap();
    rows.into_iter().map(|row| row.text).collect()
}
