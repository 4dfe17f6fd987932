//! What is in an export, and what is not.
use super::{SECRETS, furnished, lines, of};
use crate::support::TestApp;
use rejoinder::{
    domain::exports::{self, Choice, Form, Language},
    model::Role,
};
use serde_json::{Value, json};
use std::{collections::BTreeSet, fs};

/// Each type, the table that its lines are of, and the columns that are told otherwise or can be
/// counted from the rest.
const TYPES: [(&str, &str, &[&str]); 11] = [
    ("site", "site", &[]),
    (
        "rules",
        "site_rules",
        &[
            "site_id",
            "version",
            "akismet_key",
            "webhook_secret",
            "webhook_secret_before",
        ],
    ),
    ("waysIn", "ways_in", &["site_id"]),
    ("provider", "provider", &["id", "site_id", "client_secret"]),
    (
        "siteKey",
        "site_key",
        &["site_id", "key_set", "asked_at", "fetched_at"],
    ),
    ("mailTemplate", "mail_template", &["site_id", "updated_at"]),
    (
        "author",
        "member",
        &[
            "site_id",
            "account_id",
            "picture",
            "created_at",
            "approved_count",
            "pending_count",
            "rejected_count",
            "spam_count",
            "deleted_count",
        ],
    ),
    (
        "episode",
        "episode",
        &[
            "site_id",
            "comment_count",
            "approved_count",
            "pending_count",
            "rejected_count",
            "spam_count",
            "unreviewed_count",
            "reported_count",
            "top_count",
            "version",
            "renewed_version",
        ],
    ),
    (
        "comment",
        "comment",
        &[
            "site_id",
            "depth",
            "shown",
            "revision_id",
            "body_markdown",
            "body_html",
            "renderer",
            "score",
            "reply_count",
            "answer_count",
            "idempotency_key",
            "idempotency_hash",
            "kept_revision_id",
            "kept_markdown",
            "kept_html",
            "kept_renderer",
            "kept_edited_at",
            "branch_lock_id",
            "report_count",
            "report_weight",
            "text_hash",
        ],
    ),
    (
        "report",
        "report",
        &[
            "site_id",
            "body",
            "notifier_name",
            "notifier_email",
            "legal_basis",
            "good_faith",
            "location",
        ],
    ),
    (
        "logEntry",
        "log_entry",
        &["site_id", "from_state", "to_state"],
    ),
];

/// The columns of a table, as the API would spell them.
fn columns(table: &str, but: &[&str]) -> BTreeSet<String> {
    let text = fs::read_to_string(format!("entity/src/{table}.rs")).unwrap();
    let model = text.split("pub struct Model {").nth(1).unwrap();
    let model = model.split("\n}").next().unwrap();
    let names = model
        .lines()
        .filter_map(|line| line.trim().strip_prefix("pub ")?.split(':').next())
        .filter(|name| !but.contains(name));
    names.map(camel).collect()
}

fn camel(name: &str) -> String {
    let mut parts = name.split('_');
    let first = parts.next().unwrap().to_owned();
    parts.fold(first, |name, part| {
        let (head, rest) = part.split_at(1);
        name + &head.to_uppercase() + rest
    })
}

#[tokio::test]
async fn no_column_of_a_table_is_forgotten() {
    let app = TestApp::new().await;
    let admin = furnished(&app).await;
    let lines = lines(&app, &admin, true).await;
    for (kind, table, but) in TYPES {
        let line = *of(&lines, kind)
            .first()
            .unwrap_or_else(|| panic!("no {kind}"));
        let fields: BTreeSet<String> = line.as_object().unwrap().keys().cloned().collect();
        let wanted = columns(table, but);
        assert!(wanted.is_subset(&fields), "{kind}: {wanted:?} {fields:?}");
    }
}

#[tokio::test]
async fn every_row_has_its_line() {
    let app = TestApp::new().await;
    let admin = furnished(&app).await;
    let lines = lines(&app, &admin, true).await;

    let sum = |kind: &str, list: &str| -> usize {
        let lists = of(&lines, kind).into_iter();
        lists.map(|line| line[list].as_array().unwrap().len()).sum()
    };
    let lists = [
        ("revision", sum("comment", "revisions")),
        ("vote", sum("comment", "votes")),
        ("mute", sum("author", "muted")),
        ("imported_author", sum("author", "importedFrom")),
        ("episode_url", sum("episode", "urls")),
    ];
    let kinds = [
        ("member", "author"),
        ("episode", "episode"),
        ("comment", "comment"),
        ("report", "report"),
        ("member_note", "note"),
        ("log_entry", "logEntry"),
        ("provider", "provider"),
        ("site_key", "siteKey"),
        ("mail_template", "mailTemplate"),
        ("spam_word", "spamWord"),
    ];
    let kinds = kinds.map(|(table, kind)| (table, of(&lines, kind).len()));
    for (table, told) in lists.into_iter().chain(kinds) {
        let rows = app.count(table, "1 = 1", vec![]).await;
        assert!(rows > 0, "{table} is empty");
        assert_eq!(told, usize::try_from(rows).unwrap(), "{table}");
    }
    let locked = of(&lines, "comment");
    let locked = locked.iter().filter(|line| !line["branchLock"].is_null());
    assert_eq!(locked.count(), 1);
    let end = lines.last().unwrap();
    assert_eq!(end["type"], "end");
    assert_eq!(end["comments"], of(&lines, "comment").len());
    assert_eq!(end["logEntries"], of(&lines, "logEntry").len());
}

#[tokio::test]
async fn no_secret_is_in_it_and_addresses_only_when_asked_for() {
    let app = TestApp::new().await;
    let admin = furnished(&app).await;
    for with_addresses in [false, true] {
        let lines = lines(&app, &admin, with_addresses).await;
        let text = json!(lines).to_string();
        for secret in SECRETS {
            assert!(!text.contains(secret), "{secret}");
        }
        assert_eq!(lines[0]["withAddresses"], with_addresses);
        // Of a member who proved it, and of an author from the blog.
        for email in ["quirina@example.org", "ana@example.org"] {
            assert_eq!(text.contains(email), with_addresses, "{email}");
        }
        let entries = of(&lines, "logEntry");
        let asked = entries.last().unwrap();
        assert_eq!(asked["action"], "EXPORT_SITE");
        let to = with_addresses.then_some("WITH_ADDRESSES");
        assert_eq!(asked["to"], json!(to));
    }
}

#[tokio::test]
async fn nothing_of_another_site_is_in_it() {
    let app = TestApp::new().await;
    let politics = app.other_site("politics").await;
    let thread = app.thread_on(&politics, "1").await;
    let zora = app.signed_in(&politics, "Zora", Role::Commenter).await;
    zora.post(&thread, "zanzibar").await.at("/postComment");
    let admin = furnished(&app).await;
    let lines = lines(&app, &admin, true).await;
    let text = json!(lines).to_string();
    assert!(!text.contains("politics") && !text.contains("Zora"));
    let here = app.count("comment", "site_id = $1", vec![app.site.id.into()]);
    assert_eq!(lines.last().unwrap()["comments"], here.await);
}

/// What is written while somebody reads is in the next one.
#[tokio::test(flavor = "multi_thread")]
async fn an_export_is_one_moment_of_the_site() {
    let app = TestApp::new().await;
    let ana = app.reader("Ana").await;
    let thread = app.thread().await;
    ana.post(&thread, "before").await.at("/postComment");
    let choice = Choice {
        with_addresses: false,
        language: Language::Lines,
    };
    let mut file = Vec::new();
    let handle = tokio::runtime::Handle::current();
    let mut has_posted = false;
    let counts = exports::write(
        &app.app,
        (&app.site, choice),
        (&mut file, Form::Plain),
        |_| {
            if !has_posted {
                has_posted = true;
                let posting = async { ana.post(&thread, "meanwhile").await };
                tokio::task::block_in_place(|| handle.block_on(posting)).at("/postComment");
            }
            true
        },
    );
    assert_eq!(counts.await.unwrap().comments, 1);
    let text = String::from_utf8(file).unwrap();
    assert!(text.contains("before") && !text.contains("meanwhile"));
    assert_eq!(app.count("comment", "1 = 1", vec![]).await, 2);
}

/// More than a page of each.
#[tokio::test]
async fn pages_join_without_a_gap() {
    let app = TestApp::new().await;
    let ana = app.reader("Ana").await;
    let thread = app.thread().await;
    for _ in 0..1_001 {
        app.comment(&thread).by(&ana).insert().await;
    }
    let admin = app.admin("Ada").await;
    let lines = lines(&app, &admin, false).await;
    let comments = of(&lines, "comment");
    let ids: Vec<&Value> = comments.iter().map(|line| &line["id"]).collect();
    assert_eq!(ids.len(), 1_001);
    assert!(ids.windows(2).all(|two| two[0].as_str() < two[1].as_str()));
}

#[test]
fn the_manual_names_every_table() {
    let page = include_str!("../../../docs/exporting.md");
    for file in fs::read_dir("entity/src").unwrap() {
        let text = fs::read_to_string(file.unwrap().path()).unwrap();
        if let Some((_, rest)) = text.split_once("table_name = \"") {
            let name = format!("`{}`", rest.split('"').next().unwrap());
            assert!(page.contains(&name), "{name}");
        }
    }
}
