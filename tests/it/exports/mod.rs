//! All of a site as a file: what is in it, and for whom.
mod contents;
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
async fn furnished(app: &TestApp) -> Client {
    let quirina = erasing::busy(app).await;
    let admin = erasing::with_password(app, "Ada", Role::Admin).await;
    let blog = [file::post(7).with([file::comment(1)])];
    imports::import(app, &file::export(blog)).await;
    let thread = app.thread_on(&app.site, "2").await;
    let comment = app.comment(&thread).by(&quirina).insert().await;
    let items = [item(&comment)];
    let advert = app
        .comment(&thread)
        .by(&quirina)
        .body("Cheap lamps")
        .insert()
        .await;
    let adverts = [item(&advert)];
    let comment = comment_id(comment.id);
    let episode = format!("episode_{}", thread.episode.id.0.simple());
    let rules = json!({
        "minLength": 1, "akismetKey": SECRETS[1], "webhookUrl": "https://hook.example/?token=zanzibartoken",
        "webhookSecret": SECRETS[2], "suspectWords": ["voucher*"],
    });
    let steps = [
        (
            "rejectComments",
            "RejectCommentsInput",
            "results { code }",
            json!({
                "items": items, "reason": "OFF_TOPIC", "note": "Another time.", "privateNote": "Third time.",
            }),
        ),
        (
            "markSpam",
            "MarkSpamInput",
            "results { code }",
            json!({ "items": adverts }),
        ),
        (
            "lockBranch",
            "LockBranchInput",
            "comment { id }",
            json!({ "commentId": comment }),
        ),
        (
            "lockThread",
            "LockThreadInput",
            "episode { id }",
            json!({
                "episodeId": episode, "reason": "Night",
            }),
        ),
        (
            "updateRules",
            "UpdateRulesInput",
            "rules { minLength }",
            json!({
                "site": "history", "rules": rules,
            }),
        ),
        (
            "updateWaysIn",
            "UpdateWaysInInput",
            "site { id }",
            json!({
                "site": "history", "guests": true,
            }),
        ),
        (
            "addSiteKey",
            "AddSiteKeyInput",
            "siteKey { id }",
            json!({
                "site": "history", "kind": "SECRET", "kid": "main", "secret": SECRETS[4],
            }),
        ),
        (
            "setMailTemplate",
            "SetMailTemplateInput",
            "mailTemplate { kind }",
            json!({
                "site": "history", "kind": "PASSWORD_CHANGED", "locale": "de", "subject": "Neu",
                "text": "Auf {{ site }}.", "html": "<p>Auf {{ site }}.</p>",
            }),
        ),
    ];
    for (name, input, fields, value) in steps {
        let mutation =
            format!("mutation($input: {input}!) {{ {name}(input: $input) {{ {fields} }} }}");
        admin.send(&mutation, value).await.at(&format!("/{name}"));
    }
    add_provider(app).await;
    admin
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
