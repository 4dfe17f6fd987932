//! All of a site as a file: what is in it, and for whom.
mod contents;
mod readable;
mod tickets;

use crate::{
    data::{archive::fetch, erasing},
    imports::{self, export as file},
    support::{Client, OWN_ORIGIN, TestApp, comment_id, item},
};
use axum::http::{Request, StatusCode};
use flate2::read::MultiGzDecoder;
use rejoinder::{
    model::{Provider, ProviderId, Role},
    storage,
};
use serde_json::{Value, json};
use std::io::Read as _;

const EXPORT: &str =
    "mutation($input: ExportSiteInput!) { exportSite(input: $input) { url expiresAt } }";

/// Known to no client but the operator.
const SECRETS: [&str; 6] = [
    "zanzibartoken",
    "akismetkey4711zanzibar",
    "whsec_TWFuZ28gbWFuZ28gbWFuZ28gbWFuZ28gbWFuZ28h",
    "client-secret-0815",
    "site-secret-that-nobody-is-told-again",
    "$argon2id$",
];

/// The path of the link.
async fn ask(admin: &Client, with_addresses: bool) -> String {
    let input = json!({ "site": "history", "withAddresses": with_addresses });
    let url = admin.send(EXPORT, input).await.text("/exportSite/url");
    url.strip_prefix(OWN_ORIGIN).unwrap().to_owned()
}

async fn get(app: &TestApp, path: &str) -> (StatusCode, Vec<u8>) {
    let (status, _, body) = fetch(app, Request::get(path)).await;
    (status, body)
}

fn unpacked(file: &[u8]) -> String {
    let mut text = String::new();
    MultiGzDecoder::new(file).read_to_string(&mut text).unwrap();
    text
}

/// Each line of the export.
async fn lines(app: &TestApp, admin: &Client, with_addresses: bool) -> Vec<Value> {
    let path = ask(admin, with_addresses).await;
    let (status, file) = get(app, &path).await;
    assert_eq!(status, StatusCode::OK);
    let text = unpacked(&file);
    assert!(text.ends_with('\n'));
    let lines = text.lines().map(|line| serde_json::from_str(line).unwrap());
    lines.collect()
}

fn of<'a>(lines: &'a [Value], kind: &str) -> Vec<&'a Value> {
    lines.iter().filter(|line| line["type"] == kind).collect()
}

/// A site with something in every table that an export tells of; and its admin.
pub(crate) async fn furnished(app: &TestApp) -> Client {
    let quirina = erasing::busy(app).await;
    let admin = erasing::with_password(app, "Ada", Role::Admin).await;
    let blog = [file::post(7).with([file::comment(1)])];
    imports::import(app, &file::export(blog)).await;
    moderate(app, &admin, &quirina).await;
    set_up(&admin).await;
    add_provider(app).await;
    admin
}

async fn moderate(app: &TestApp, admin: &Client, author: &Client) {
    let thread = app.thread_on(&app.site, "2").await;
    let comment = app.comment(&thread).by(author).insert().await;
    let advert = app.comment(&thread).by(author).body("Cheap lamps");
    let advert = advert.insert().await;
    let rejection = json!({
        "items": [item(&comment)], "reason": "OFF_TOPIC", "note": "Another time.",
        "privateNote": "Third time.",
    });
    run(admin, "rejectComments", rejection).await;
    run(admin, "markSpam", json!({ "items": [item(&advert)] })).await;
    let branch = json!({ "commentId": comment_id(comment.id) });
    run(admin, "lockBranch", branch).await;
    let episode = format!("episode_{}", thread.episode.id.0.simple());
    let night = json!({ "episodeId": episode, "reason": "Night" });
    run(admin, "lockThread", night).await;
}

async fn set_up(admin: &Client) {
    let rules = json!({
        "minLength": 1, "akismetKey": SECRETS[1], "suspectWords": ["voucher*"],
        "webhookUrl": format!("https://hook.example/?token={}", SECRETS[0]),
        "webhookSecret": SECRETS[2],
    });
    let rules = json!({ "site": "history", "rules": rules });
    run(admin, "updateRules", rules).await;
    let guests = json!({ "site": "history", "guests": true });
    run(admin, "updateWaysIn", guests).await;
    let key = json!({
        "site": "history", "kind": "SECRET", "kid": "main", "secret": SECRETS[4],
    });
    run(admin, "addSiteKey", key).await;
    let words = json!({
        "site": "history", "kind": "PASSWORD_CHANGED", "locale": "de", "subject": "Neu",
        "text": "Auf {{ site }}.", "html": "<p>Auf {{ site }}.</p>",
    });
    run(admin, "setMailTemplate", words).await;
}

async fn run(admin: &Client, name: &str, input: Value) {
    let (first, rest) = name.split_at(1);
    let kind = format!("{}{rest}Input", first.to_uppercase());
    let mutation =
        format!("mutation($input: {kind}!) {{ {name}(input: $input) {{ __typename }} }}");
    admin.send(&mutation, input).await.at(&format!("/{name}"));
}

async fn add_provider(app: &TestApp) {
    let provider = Provider {
        id: ProviderId(app.app.env.new_id()),
        site_id: app.site.id,
        key: "guild".to_owned(),
        name: "The Guild".to_owned(),
        issuer: "https://guild.example".to_owned(),
        client_id: "rejoinder".to_owned(),
        client_secret: Some(SECRETS[3].to_owned()),
        scopes: Provider::SCOPES_DEFAULT.to_owned(),
        created_at: app.app.env.now(),
    };
    let txn = app.app.db.begin_write().await.unwrap();
    let inserted = storage::providers::insert_if_new(&txn, provider).await;
    assert!(inserted.unwrap());
    txn.commit().await.unwrap();
}
