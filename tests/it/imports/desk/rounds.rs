//! From the file to the threads: tried first, in earnest, and once more.
use super::{counted, done, imports, newest, prepare_with, put, sent, start, try_prepare, work};
use crate::{
    imports::{
        contents,
        elsewhere::isso,
        export::{SAMPLE, comment, export, post},
        import, thread, try_import,
    },
    support::TestApp,
};
use axum::http::StatusCode;
use chrono::Duration;
use rejoinder::domain::jobs;
use serde_json::json;
use std::collections::BTreeMap;

const KEY: &str = "https://history.example/?p=1";

/// But for what an import itself leaves, and how often who may do what.
async fn others(app: &TestApp) -> BTreeMap<String, Vec<String>> {
    let mut contents = contents(app).await;
    for table in ["import", "import_piece", "job", "log_entry", "bucket"] {
        contents.remove(table).unwrap();
    }
    contents
}

#[tokio::test]
async fn what_is_imported_at_the_desk_is_what_the_command_line_imports() {
    let app = TestApp::new().await;
    let admin = app.admin("Ada").await;
    let id = sent(&app, &admin, SAMPLE).await;
    let ready = newest(&admin).await;
    assert_eq!(ready["state"], "READY");
    assert_eq!(ready["bytes"], SAMPLE.len());
    assert_eq!(ready["fileName"], "export.xml");

    let imported = done(&app, &admin, (&id, false)).await;

    assert_eq!(imported["state"], "DONE", "{imported:#}");
    assert_eq!(
        (&imported["done"], &imported["total"]),
        (&json!(8), &json!(8))
    );
    assert_eq!(counted(&imported, "COMMENTS_IMPORTED", None), 8);
    let other = TestApp::new().await;
    let report = import(&other, SAMPLE).await;
    let found = counted(&imported, "COMMENTS_FOUND", None);
    assert_eq!(found, report.comments.found);
    assert_eq!(imported["report"]["noteCount"], report.lines.len());
    assert_eq!(app.count("comment", "1 = 1", vec![]).await, 8);
    assert_eq!(app.count("import_piece", "1 = 1", vec![]).await, 0);
    assert_eq!(imported["fileKeptUntil"], json!(null));
    app.assert_no_drift().await;
}

#[tokio::test]
async fn the_log_names_the_admin() {
    let app = TestApp::new().await;
    let admin = app.admin("Ada").await;
    let id = sent(&app, &admin, SAMPLE).await;
    done(&app, &admin, (&id, false)).await;

    let query = "{ site(key: \"history\") { log { nodes { action actor { displayName } to } } } }";
    let answer = admin.run(query, json!({})).await;

    let entry = answer.at("/site/log/nodes/0");
    assert_eq!(entry["action"], "IMPORT_COMMENTS");
    assert_eq!(entry["actor"]["displayName"], "Ada");
    assert_eq!(entry["to"], "8 comments");
}

#[tokio::test]
async fn a_dry_run_changes_nothing_and_can_be_done_in_earnest_without_another_file() {
    let app = TestApp::new().await;
    let admin = app.admin("Ada").await;
    let id = sent(&app, &admin, SAMPLE).await;
    let before = others(&app).await;

    let tried = done(&app, &admin, (&id, true)).await;

    assert_eq!(others(&app).await, before);
    let told = app.count("log_entry", "action = 'import_comments'", vec![]);
    assert_eq!(told.await, 0);
    assert_eq!(
        (&tried["state"], &tried["isDryRun"]),
        (&json!("DONE"), &json!(true))
    );
    assert_eq!(counted(&tried, "COMMENTS_IMPORTED", None), 8);
    assert!(tried["fileKeptUntil"].is_string());
    let import = done(&app, &admin, (&id, false)).await;
    assert_eq!(import["report"], tried["report"]);
    assert_eq!(import["id"], tried["id"]);
    assert_eq!(app.count("comment", "1 = 1", vec![]).await, 8);
    let again = start(&admin, &id, false).await;
    assert_eq!(again.reason(), "NO_FILE_TO_IMPORT");
}

#[tokio::test]
async fn a_second_import_adds_what_is_new() {
    let app = TestApp::new().await;
    let admin = app.admin("Ada").await;
    let old = [comment(1), comment(2).to(1)];
    import(&app, &export([post(1).with(old.clone())])).await;
    let file = export([post(1).with(old.into_iter().chain([comment(3).to(2)]))]);
    let id = sent(&app, &admin, &file).await;

    let import = done(&app, &admin, (&id, false)).await;

    assert_eq!(counted(&import, "COMMENTS_ALREADY_THERE", None), 2);
    assert_eq!(counted(&import, "COMMENTS_IMPORTED", None), 1);
    assert_eq!(thread(&app.anonymous(), KEY).await.len(), 3);
}

#[tokio::test]
async fn what_is_wanted_besides_is_said_when_it_is_prepared() {
    let file = export([post(1).with([
        comment(1),
        comment(2).state("spam"),
        comment(3).state("trash"),
    ])]);
    for (more, approved, spam, rejected) in [
        (json!({}), 1, 0, 0),
        (json!({ "withSpam": true }), 1, 1, 0),
        (json!({ "withSpam": true, "withTrash": true }), 1, 1, 1),
    ] {
        let app = TestApp::new().await;
        let admin = app.admin("Ada").await;
        let (id, path) = prepare_with(&admin, more).await;
        put(&app, &path, file.clone()).await;

        let import = done(&app, &admin, (&id, false)).await;

        let count = |kind, reason| counted(&import, kind, reason);
        assert_eq!(count("COMMENTS_APPROVED", None), approved);
        assert_eq!(count("COMMENTS_SPAM", None), spam);
        assert_eq!(count("COMMENTS_REJECTED", None), rejected);
        assert_eq!(count("COMMENTS_LEFT_OUT", Some("SPAM")), 1 - spam);
        assert_eq!(count("COMMENTS_LEFT_OUT", Some("TRASH")), 1 - rejected);
    }
}

#[tokio::test]
async fn a_mistake_changes_nothing_and_is_told_with_line_and_column() {
    let app = TestApp::new().await;
    let admin = app.admin("Ada").await;
    let whole = export([post(1).with((1..=100).map(comment))]);
    let number = "<wp:comment_id>60</wp:comment_id>";
    let broken = whole.replacen(number, "<wp:comment_id>6 & 0</wp:comment_id>", 1);
    let half = &whole[..whole.find("Text 60").unwrap()];
    for file in [half, "<rss><channel></rss>", "", "a,b\n1,2", &broken] {
        let fault = try_import(&app, file).await.unwrap_err();
        let id = sent(&app, &admin, file).await;
        let before = others(&app).await;

        let failed = done(&app, &admin, (&id, false)).await;

        assert_eq!(others(&app).await, before);
        assert_eq!(failed["state"], "FAILED", "{failed:#}");
        let expected = format!("{fault}. Nothing was imported.");
        assert_eq!(failed["error"], expected);
        assert!(expected.starts_with("line ") && expected.contains(", column "));
        assert_eq!(app.count("import_piece", "1 = 1", vec![]).await, 0);
    }
}

#[tokio::test]
async fn files_go_when_their_time_is_over() {
    let app = TestApp::new().await;
    let admin = app.admin("Ada").await;
    let id = sent(&app, &admin, SAMPLE).await;
    done(&app, &admin, (&id, true)).await;
    let pieces = || app.count("import_piece", "1 = 1", vec![]);
    app.clock
        .advance(Duration::hours(24) - Duration::seconds(1));
    jobs::clear_out(&app.app).await.unwrap();
    assert_eq!(pieces().await, 1);
    app.clock.advance(Duration::seconds(1));
    let admin = app.again(&admin).await;
    let late = start(&admin, &id, false).await;
    assert_eq!(late.reason(), "NO_FILE_TO_IMPORT");
    jobs::clear_out(&app.app).await.unwrap();
    assert_eq!(pieces().await, 0);
    let tried = newest(&admin).await;
    assert_eq!(
        (&tried["state"], &tried["fileKeptUntil"]),
        (&json!("DONE"), &json!(null))
    );

    // One that nobody has begun is called off, and keeps nobody from another one.
    sent(&app, &admin, SAMPLE).await;
    app.clock.advance(Duration::hours(24));
    jobs::clear_out(&app.app).await.unwrap();
    assert_eq!(pieces().await, 0);
    let admin = app.again(&admin).await;
    assert_eq!(newest(&admin).await["state"], "CANCELLED");
    super::prepare(&admin).await;
    app.clock.advance(Duration::hours(1));
    jobs::clear_out(&app.app).await.unwrap();
    let admin = app.again(&admin).await;
    assert_eq!(newest(&admin).await["state"], "CANCELLED");
    assert_eq!(imports(&admin).await.number("/site/imports/totalCount"), 3);
}

#[tokio::test]
async fn another_file_takes_the_place_of_one_that_was_tried() {
    let app = TestApp::new().await;
    let admin = app.admin("Ada").await;
    let tried = sent(&app, &admin, SAMPLE).await;
    done(&app, &admin, (&tried, true)).await;

    let id = sent(&app, &admin, &export([post(1).with([comment(1)])])).await;

    let refused = start(&admin, &tried, false).await;
    assert_eq!(refused.reason(), "NO_FILE_TO_IMPORT");
    start(&admin, &id, false).await.at("/startImport");
    work(&app).await;
    assert_eq!(app.count("comment", "1 = 1", vec![]).await, 1);
}

#[tokio::test]
async fn a_file_of_another_system_needs_no_format_and_has_rules() {
    let app = TestApp::new().await;
    let ana = app.admin("Ana").await;
    let rules = ["/e/=https://history.example/episodes/"];
    let wanted = json!({ "format": null, "fileName": "comments.db", "urlRules": rules });
    let (id, path) = prepare_with(&ana, wanted).await;
    let database = isso("").await;
    let (status, _) = put(&app, &path, database).await;
    assert_eq!(status, StatusCode::NO_CONTENT);

    let import = done(&app, &ana, (&id, false)).await;

    assert_eq!(import["state"], "DONE", "{import}");
    assert_eq!(counted(&import, "COMMENTS_IMPORTED", None), 3);
    let query = "{ site(key: \"history\") { imports(first: 1) { nodes { format urlRules
        report { pageCount pages { key title comments depth isNew addresses } } } } } }";
    let answer = ana.run(query, json!({})).await;
    let key = "https://history.example/episodes/1/";
    let page = json!({ "key": key, "title": "The first", "comments": 3, "depth": 2,
        "isNew": true, "addresses": [key] });
    let told = json!({ "format": "ISSO", "urlRules": rules,
        "report": { "pageCount": 1, "pages": [page] } });
    assert_eq!(answer.at("/site/imports/nodes/0"), &told);
}

#[tokio::test]
async fn what_is_no_rule_is_refused_and_a_file_that_nothing_is_known_of_fails() {
    let app = TestApp::new().await;
    let ana = app.admin("Ana").await;
    for rules in [json!(["nonsense"]), json!(["re:(=https://a.example/"])] {
        let refused = try_prepare(&ana, json!({ "urlRules": rules })).await;
        assert_eq!(refused.code(), "INVALID");
    }
    let (id, path) = prepare_with(&ana, json!({ "format": null })).await;
    put(&app, &path, "Dear Sir").await;

    let import = done(&app, &ana, (&id, false)).await;

    assert_eq!(import["state"], "FAILED");
    let why = import["error"].as_str().unwrap();
    assert!(why.contains("name the format"), "{why}");
}
