//! What was exported comes back in: all of it, as it was, once.
mod refused;
mod vouching;
use crate::{
    exports::furnished,
    support::{TestApp, item},
};
use rejoinder::{
    domain::{
        exports::{self, Choice, Form, Language},
        imports::{self, Fault, Run, reading::Report},
        sites,
    },
    model::{ImportFormat, Role, Status},
};
use sea_orm::{ConnectionTrait as _, EntityTrait, Statement};
use serde_json::{Value, json};
use std::{collections::BTreeSet, io::Write as _};
use tempfile::NamedTempFile;

async fn export_of(app: &TestApp, with_addresses: bool) -> String {
    let choice = Choice {
        with_addresses,
        language: Language::Lines,
    };
    let site = sites::get(&app.app, "history").await.unwrap();
    let mut out = Vec::new();
    exports::write(&app.app, (&site, choice), (&mut out, Form::Plain), |_| true)
        .await
        .unwrap();
    String::from_utf8(out).unwrap()
}

/// An installation in which other ids are given.
async fn another() -> TestApp {
    let app = TestApp::new().await;
    app.clock.advance(chrono::Duration::days(1));
    app
}

/// An installation without a site.
async fn empty() -> TestApp {
    let app = TestApp::new().await;
    app.execute("DELETE FROM site", vec![]).await;
    app
}

async fn bring(app: &TestApp, file: &str, dry_run: bool) -> Result<Report, Fault> {
    bring_to(app, "history", file, dry_run).await
}

async fn bring_to(app: &TestApp, site: &str, file: &str, dry_run: bool) -> Result<Report, Fault> {
    let run = Run {
        site,
        format: ImportFormat::Rejoinder,
        options: imports::options(app.app.env.now()),
        dry_run,
    };
    imports::from_file(&app.app, &run, || Ok(file.as_bytes()), |_, _| {}).await
}

/// What is in no export is not there to compare: secrets, and what hangs on them.
async fn full() -> TestApp {
    let app = TestApp::new().await;
    furnished(&app).await;
    let without_secrets = "UPDATE site_rules SET akismet_key = NULL, webhook_url = NULL";
    app.execute(without_secrets, vec![]).await;
    app.execute("DELETE FROM site_key", vec![]).await;
    let ben = app.reader("Ben").await;
    let thread = app.thread_on(&app.site, "5").await;
    let gone = app.comment(&thread).by(&ben).status(Status::Deleted);
    let gone = gone.insert().await;
    app.comment(&thread).by(&ben).under(&gone).insert().await;
    let first = app
        .comment(&thread)
        .by(&ben)
        .body("As it was")
        .insert()
        .await;
    let mut report = item(&app.comment(&thread).by(&ben).insert().await);
    report["reason"] = "ILLEGAL".into();
    report["text"] = "It calls for a flood.".into();
    report["illegal"] = json!({ "name": "Zoe", "email": "zoe@example.org", "goodFaith": true });
    let mutation =
        "mutation($input: ReportCommentInput!) { reportComment(input: $input) { __typename } }";
    let zoe = app.reader("Zoe").await;
    zoe.send(mutation, report).await.at("/reportComment");
    let id = format!("comment_{}", first.id.0.simple());
    ben.edit(&id, "Now with a voucher").await.at("/editComment");
    app
}

#[tokio::test]
async fn an_export_into_an_empty_place_gives_the_same_export_again() {
    let app = full().await;
    for with_addresses in [false, true] {
        let file = export_of(&app, with_addresses).await;
        for there in [
            "\"DELETED\"",
            "\"shownRevisionId\":\"",
            "\"branchLock\":{",
            "\"illegal\":{",
        ] {
            assert!(file.contains(there), "{there}");
        }
        let elsewhere = empty().await;
        let report = bring(&elsewhere, &file, false).await.unwrap();
        assert_eq!(report.left_out(), 0);
        let again = export_of(&elsewhere, with_addresses).await;
        for (line, other) in file.lines().zip(again.lines()) {
            assert_eq!(line, other);
        }
        assert_eq!(file, again);
        elsewhere.assert_no_drift().await;
    }
}

/// All rows of a table but for what an export need not tell.
async fn rows<E: EntityTrait>(app: &TestApp, but: &[&str]) -> BTreeSet<String> {
    let rows = E::find().into_json().all(app.app.db.read()).await.unwrap();
    let rows = rows.into_iter().map(|mut row: Value| {
        for name in but {
            row.as_object_mut().unwrap().remove(*name);
        }
        row.to_string()
    });
    rows.collect()
}

async fn assert_same_rows<E: EntityTrait>((one, other): (&TestApp, &TestApp), but: &[&str]) {
    let name = E::default();
    let (one, other) = (rows::<E>(one, but).await, rows::<E>(other, but).await);
    assert!(!one.is_empty(), "{name:?} is empty");
    assert_eq!(one, other, "{name:?}");
}

macro_rules! assert_same {
    ($apps:expr, $($table:ident but $but:expr;)+) => {$(
        Box::pin(assert_same_rows::<entity::$table::Entity>($apps, &$but)).await;
    )+};
}

#[tokio::test]
async fn all_tables_are_the_same_afterwards() {
    let app = full().await;
    let file = export_of(&app, true).await;
    let elsewhere = empty().await;
    bring(&elsewhere, &file, false).await.unwrap();

    assert_same! { (&app, &elsewhere),
        site but [];
        site_rules but ["version", "webhook_secret", "webhook_secret_before"];
        ways_in but [];
        provider but ["id", "client_secret"];
        mail_template but [];
        spam_word but [];
        member but ["account_id", "picture"];
        imported_author but ["id"];
        mute but [];
        episode but ["version", "renewed_version"];
        episode_url but ["id"];
        comment but ["idempotency_key", "idempotency_hash", "text_hash"];
        revision but [];
        vote but [];
        branch_lock but [];
        report but [];
        member_note but [];
        log_entry but ["details"];
    }
    let proved = "SELECT email FROM account WHERE email_verified_at IS NOT NULL ORDER BY email";
    assert_eq!(texts(&app, proved).await, texts(&elsewhere, proved).await);
}

async fn texts(app: &TestApp, sql: &str) -> Vec<String> {
    let db = app.app.db.read();
    let statement = Statement::from_string(db.get_database_backend(), sql);
    let rows = db.query_all_raw(statement).await.unwrap();
    rows.iter()
        .map(|row| row.try_get_by_index(0).unwrap())
        .collect()
}

#[tokio::test]
async fn people_sign_in_with_the_address_that_they_had_proved() {
    let app = full().await;
    let file = export_of(&app, true).await;
    let elsewhere = empty().await;
    bring(&elsewhere, &file, false).await.unwrap();
    let staff = "SELECT a.email FROM member m JOIN account a ON a.id = m.account_id \
                 WHERE m.role = 'admin' AND a.email_verified_at IS NOT NULL";
    assert!(!texts(&elsewhere, staff).await.is_empty());
    assert_eq!(texts(&app, staff).await, texts(&elsewhere, staff).await);
}

#[tokio::test]
async fn secrets_are_told_and_not_made_up() {
    let app = TestApp::new().await;
    furnished(&app).await;
    let file = export_of(&app, true).await;
    let elsewhere = empty().await;
    let report = bring(&elsewhere, &file, false).await.unwrap();
    let told: Vec<String> = report.lines.iter().map(ToString::to_string).collect();
    let told = told.join("\n");
    for name in [
        "Akismet: its key",
        "webhook: its secret",
        "main: not taken",
        "guild: its client",
    ] {
        assert!(told.contains(name), "{name}\n{told}");
    }
    assert_eq!(elsewhere.count("site_key", "1 = 1", vec![]).await, 0);
}

#[tokio::test]
async fn a_trial_changes_nothing_and_a_second_import_adds_nothing() {
    let app = full().await;
    let file = export_of(&app, true).await;
    let elsewhere = empty().await;
    let tried = bring(&elsewhere, &file, true).await.unwrap();
    for table in ["site", "member", "comment", "log_entry"] {
        assert_eq!(elsewhere.count(table, "1 = 1", vec![]).await, 0, "{table}");
    }
    let first = bring(&elsewhere, &file, false).await.unwrap();
    assert_eq!(tried, first);
    let again = export_of(&elsewhere, true).await;
    let second = bring(&elsewhere, &file, false).await.unwrap();
    let done = second.done.unwrap();
    assert_eq!(done.comments_imported, 0);
    assert_eq!(done.comments_already_there, first.to_import());
    assert_eq!((done.authors_created, done.episodes_created), (0, 0));
    assert_eq!((done.reports_imported, done.log_entries_imported), (0, 0));
    assert_eq!(export_of(&elsewhere, true).await, again);
}

#[tokio::test]
async fn a_newer_export_brings_what_is_new_and_leaves_what_has_changed_here() {
    let app = full().await;
    let elsewhere = empty().await;
    bring(&elsewhere, &export_of(&app, true).await, false)
        .await
        .unwrap();
    let renamed = "UPDATE member SET display_name = 'Renamed' WHERE display_name = 'Ana'";
    elsewhere.execute(renamed, vec![]).await;
    let so_many = elsewhere.count("member", "display_name = 'Renamed'", vec![]);
    let so_many = so_many.await;
    assert!(so_many > 0);
    let yara = app.reader("Yara").await;
    let thread = app.thread_on(&app.site, "3").await;
    let first = app.comment(&thread).by(&yara).body("Late").insert().await;
    app.comment(&thread).by(&yara).under(&first).insert().await;
    let newer = export_of(&app, true).await;
    let report = bring(&elsewhere, &newer, false).await.unwrap();
    let done = report.done.unwrap();
    assert_eq!((done.comments_imported, done.authors_created), (2, 1));
    let still = elsewhere.count("member", "display_name = 'Renamed'", vec![]);
    assert_eq!(still.await, so_many);
    elsewhere.assert_no_drift().await;
}

#[tokio::test]
async fn in_a_site_that_is_there_people_are_known_again_and_settings_stay() {
    let app = full().await;
    let file = export_of(&app, true).await;
    let elsewhere = another().await;
    let ada = crate::data::erasing::with_password(&elsewhere, "Ada", Role::Moderator).await;
    elsewhere
        .execute("UPDATE site SET nesting = 7", vec![])
        .await;
    let report = bring(&elsewhere, &file, false).await.unwrap();
    assert_eq!(report.done.unwrap().authors_already_there, 1);
    let told = report.to_string();
    assert!(told.contains("site: its settings are left"), "{told}");
    let nesting = elsewhere.count("site", "nesting = 7", vec![]).await;
    assert_eq!(nesting, 1);
    let logged = elsewhere.count("log_entry", "actor_id = $1", vec![ada.member_id().into()]);
    assert!(logged.await > 0, "what Ada did is hers here");
    elsewhere.assert_no_drift().await;
}

#[tokio::test]
async fn moderators_go_on_where_they_were() {
    let app = TestApp::new().await;
    let (ana, mo) = (app.reader("Ana").await, app.moderator("Mo").await);
    let thread = app.thread().await;
    let held = app.comment(&thread).by(&ana).held().insert().await;
    let approve = json!({ "items": [item(&held)] });
    mo.send(
        "mutation($input: ApproveCommentsInput!) { approveComments(input: $input) { __typename } }",
        approve,
    )
    .await
    .at("/approveComments");
    let elsewhere = empty().await;
    let file = export_of(&app, true).await;
    bring(&elsewhere, &file, false).await.unwrap();
    let undone = texts(
        &elsewhere,
        "SELECT details FROM log_entry WHERE details IS NOT NULL",
    )
    .await;
    let kept = texts(
        &app,
        "SELECT details FROM log_entry WHERE details IS NOT NULL",
    )
    .await;
    let read = |texts: Vec<String>| -> Vec<Value> {
        let texts = texts.iter();
        texts
            .map(|text| serde_json::from_str(text).unwrap())
            .collect()
    };
    assert_eq!(read(undone), read(kept));
}

/// Imports from elsewhere once left them there, and what was exported has to come back.
#[tokio::test]
async fn what_no_key_may_hold_is_taken_out_of_it_and_told() {
    let app = TestApp::new().await;
    app.thread_on(&app.site, "5").await;
    let file = export_of(&app, true).await;
    let broken = file.replacen("\"key\":\"5\"", "\"key\":\" 5\\n6\\t7\"", 1);
    let elsewhere = empty().await;

    let report = bring(&elsewhere, &broken, false).await.unwrap();

    let told: Vec<_> = report.lines.iter().map(ToString::to_string).collect();
    assert!(told[0].contains("a post: control characters"), "{told:?}");
    assert_eq!(report.pages[0].key, "567");
    let again = export_of(&elsewhere, true).await;
    assert_eq!(again, file.replacen("\"key\":\"5\"", "\"key\":\"567\"", 1));
}

/// As programs write it that look at it and write it again.
#[tokio::test]
async fn white_space_between_and_in_lines_is_no_matter() {
    let app = full().await;
    let file = export_of(&app, true).await;
    let spaced = file
        .replace("\",\"", "\" ,\n \"")
        .replace("{\"type\":", "{ \"type\" : ");
    let mut given = NamedTempFile::new().unwrap();
    given.write_all(spaced.as_bytes()).unwrap();

    let opened = imports::opened(given.reopen().unwrap(), None)
        .await
        .unwrap();

    assert_eq!(opened.format, ImportFormat::Rejoinder);
    let elsewhere = empty().await;
    bring(&elsewhere, &spaced, false).await.unwrap();
    assert_eq!(export_of(&elsewhere, true).await, file);
}

#[tokio::test]
async fn a_name_that_is_cut_is_told() {
    let app = full().await;
    let file = export_of(&app, true).await;
    let name = "\"displayName\":\"Zoe";
    let long = file.replacen(name, &name.replace("Zoe", &"Zoe".repeat(20)), 1);

    let report = bring(&empty().await, &long, false).await.unwrap();

    let told: Vec<_> = report.lines.iter().map(ToString::to_string).collect();
    let is_told = told
        .iter()
        .any(|line| line.contains("author ZoeZoe") && line.contains("cut"));
    assert!(is_told, "{told:?}");
}
