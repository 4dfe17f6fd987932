//! Conversations for other systems, and as pages.
use crate::{
    imports::{self, export as file},
    support::TestApp,
};
use rejoinder::{
    domain::{
        exports::{self, Choice, Form, Language, pages},
        imports::Run,
    },
    model::{ImportFormat, Status},
};
use std::fs;
use tempfile::TempDir;

async fn wxr(app: &TestApp) -> String {
    let choice = Choice {
        with_addresses: true,
        language: Language::Wxr,
    };
    let mut out = Vec::new();
    let to = (&mut out, Form::Plain);
    exports::write(&app.app, (&app.site, choice), to, |_| true)
        .await
        .unwrap();
    String::from_utf8(out).unwrap()
}

/// With comments in each state, answers to what has gone, and what XML cannot say as it is.
async fn furnished() -> TestApp {
    let app = TestApp::new().await;
    let (ana, ben) = (app.reader("Ana").await, app.reader("Ben").await);
    let rename = "UPDATE member SET display_name = 'Ben & Co' WHERE id = $1";
    app.execute(rename, vec![ben.member_id().into()]).await;
    let thread = app.thread().await;
    let other = app.thread().await;
    let second = || app.clock.advance(chrono::Duration::seconds(1));
    let say = |by, text: &str| {
        second();
        app.comment(&thread).by(by).body(text)
    };
    let question = say(&ana, "Was it *really* so? ]]> & <i>more</i>\u{FFFF}!")
        .insert()
        .await;
    let gone = say(&ben, "gone").under(&question).status(Status::Deleted);
    let gone = gone.insert().await;
    say(&ana, "I still stand.").under(&gone).insert().await;
    say(&ben, "held").status(Status::Pending).insert().await;
    say(&ben, "bought").status(Status::Spam).insert().await;
    say(&ben, "rejected")
        .status(Status::Rejected)
        .insert()
        .await;
    second();
    app.comment(&other)
        .by(&ben)
        .body("Elsewhere")
        .insert()
        .await;
    app.moderator("Mo")
        .await
        .close(&other, serde_json::json!({}))
        .await;
    app
}

#[tokio::test]
async fn what_other_systems_are_given_comes_back_as_the_same() {
    let app = furnished().await;
    let given = wxr(&app).await;
    assert!(given.contains("<wp:comment_status>closed</wp:comment_status>"));
    assert!(!given.contains("gone"));
    let elsewhere = TestApp::new().await;
    let mut options = rejoinder::domain::imports::options(app.app.env.now());
    options.with_spam = true;
    options.with_trash = true;
    let run = Run {
        site: &elsewhere.site.key,
        format: ImportFormat::Wordpress,
        options,
        dry_run: false,
    };
    let file = || Ok(given.as_bytes());
    let report = rejoinder::domain::imports::from_file(&elsewhere.app, &run, file, |_, _| {});
    assert_eq!(report.await.unwrap().done.unwrap().comments_imported, 6);
    assert_eq!(wxr(&elsewhere).await, given);
    elsewhere.assert_no_drift().await;
}

#[tokio::test]
async fn an_export_of_wordpress_loses_no_comment_on_its_way_back() {
    let app = TestApp::new().await;
    let report = imports::import(&app, file::SAMPLE).await;
    let there = report.done.unwrap().comments_imported;
    let given = wxr(&app).await;
    assert_eq!(given.matches("<wp:comment>").count() as u64, there);
}

#[tokio::test]
async fn pages_hold_what_everybody_may_read_and_nothing_else() {
    let app = furnished().await;
    let folder = TempDir::new().unwrap();
    let counts = pages::write(&app.app, &app.site, folder.path(), |_| {}).await;
    assert_eq!(counts.unwrap().comments, 3);
    let mut all = String::new();
    for file in fs::read_dir(folder.path()).unwrap() {
        all += &fs::read_to_string(file.unwrap().path()).unwrap();
    }
    for said in [
        "I still stand.",
        "Elsewhere",
        "<em>really</em>",
        "Ben &amp; Co",
        "<nav><a href=\"index.html\">",
    ] {
        assert!(all.contains(said), "{said}\n{all}");
    }
    assert!(all.contains("This comment was removed."));
    for kept in ["held", "bought", "rejected", "gone\n", "@example"] {
        assert!(!all.contains(kept), "{kept}\n{all}");
    }
    let again = pages::write(&app.app, &app.site, folder.path(), |_| {}).await;
    assert!(again.is_err(), "nothing is written over");
}
