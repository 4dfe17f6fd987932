//! Imports that admins have done through the API: prepared, sent, begun, done by a worker.
mod files;
mod rights;
mod rounds;
mod workers;

use crate::support::{Answer, Client, OWN_ORIGIN, TestApp};
use axum::{
    body::Body,
    http::{Request, StatusCode},
};
use rejoinder::domain::jobs;
use serde_json::{Value, json};
use tower::ServiceExt;

const FIELDS: &str = "id state isDryRun fileName bytes done total error startedBy { id }
    fileKeptUntil finishedAt report { noteCount notes { line isLoss text commentNumber }
    counts { kind reason count } }";

pub(super) async fn try_prepare(client: &Client, more: Value) -> Answer {
    let mutation = "mutation($input: PrepareImportInput!) { prepareImport(input: $input) {
        uploadUrl expiresAt import { id state } } }";
    let mut input = json!({ "site": "history", "format": "WORDPRESS", "fileName": "export.xml" });
    let more = more.as_object().unwrap().clone();
    input.as_object_mut().unwrap().extend(more);
    client.send(mutation, input).await
}

/// The import, and the path that takes its file.
async fn prepare(client: &Client) -> (String, String) {
    prepare_with(client, json!({})).await
}

async fn prepare_with(client: &Client, more: Value) -> (String, String) {
    let answer = try_prepare(client, more).await;
    let url = answer.text("/prepareImport/uploadUrl");
    let path = url.strip_prefix(OWN_ORIGIN).unwrap().to_owned();
    (answer.text("/prepareImport/import/id"), path)
}

async fn put(app: &TestApp, path: &str, body: impl Into<Body>) -> (StatusCode, Value) {
    let request = Request::put(path).body(body.into()).unwrap();
    answered(app, request).await
}

async fn answered(app: &TestApp, request: Request<Body>) -> (StatusCode, Value) {
    let response = app.router().oneshot(request).await.unwrap();
    let status = response.status();
    let body = axum::body::to_bytes(response.into_body(), usize::MAX).await;
    let json = serde_json::from_slice(&body.unwrap()).unwrap_or(Value::Null);
    (status, json)
}

/// The id of one whose file is there.
async fn sent(app: &TestApp, client: &Client, file: &str) -> String {
    let (id, path) = prepare(client).await;
    let (status, _) = put(app, &path, file.to_owned()).await;
    assert_eq!(status, StatusCode::NO_CONTENT);
    id
}

async fn start(client: &Client, id: &str, dry_run: bool) -> Answer {
    let mutation = format!(
        "mutation($input: StartImportInput!) {{ startImport(input: $input) {{ import {{ {FIELDS} }} }} }}"
    );
    let input = json!({ "importId": id, "dryRun": dry_run });
    client.send(&mutation, input).await
}

async fn cancel(client: &Client, id: &str) -> Answer {
    let mutation = "mutation($input: CancelImportInput!) { cancelImport(input: $input) {
        import { id state } } }";
    client.send(mutation, json!({ "importId": id })).await
}

async fn imports(client: &Client) -> Answer {
    let query = format!(
        "{{ site(key: \"history\") {{ imports(first: 20) {{ totalCount nodes {{ {FIELDS} }} }} }} }}"
    );
    client.run(&query, json!({})).await
}

async fn newest(client: &Client) -> Value {
    let answer = imports(client).await;
    answer.at("/site/imports/nodes/0").clone()
}

async fn work(app: &TestApp) {
    jobs::run_due(&app.app).await.unwrap();
}

/// Started and done: the newest import as it is then.
async fn done(app: &TestApp, client: &Client, (id, dry_run): (&str, bool)) -> Value {
    start(client, id, dry_run).await.at("/startImport");
    work(app).await;
    newest(client).await
}

/// The newest import once a file has been brought in, of one that was prepared with more.
pub(super) async fn brought(app: &TestApp, client: &Client, (file, more): (&str, Value)) -> Value {
    let (id, path) = prepare_with(client, more).await;
    let (status, told) = put(app, &path, file.to_owned()).await;
    assert_eq!(status, StatusCode::NO_CONTENT, "{told}");
    done(app, client, (&id, false)).await
}

/// A number of the report; 0 where it is not in it.
pub(super) fn counted(import: &Value, kind: &str, reason: Option<&str>) -> u64 {
    let counts = import["report"]["counts"].as_array().unwrap();
    let found = counts
        .iter()
        .find(|count| count["kind"] == kind && count["reason"].as_str() == reason);
    found.map_or(0, |count| count["count"].as_u64().unwrap())
}
