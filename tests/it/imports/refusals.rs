//! Files that are not imported, and leave nothing behind.
use super::{
    contents,
    export::{SAMPLE, comment, export, post},
    import, try_import,
};
use crate::support::TestApp;
use rejoinder::{
    domain::{
        Error,
        imports::{self, Fault, Run, reading::Problem},
    },
    model::ImportFormat,
};
use std::cell::Cell;

/// A comment a line, from line 5 on.
fn long(comments: u64) -> String {
    export([post(1).with((1..=comments).map(comment))])
}

#[tokio::test]
async fn a_file_cut_off_in_the_middle_changes_nothing() {
    let app = TestApp::new().await;
    import(&app, SAMPLE).await;
    let before = contents(&app).await;
    let whole = long(1_000);
    let half = whole.find("Text 600").unwrap();

    let fault = try_import(&app, &whole[..half]).await.unwrap_err();

    let Fault::File(error) = fault else {
        panic!("{fault}")
    };
    assert!(
        matches!(error.problem, Problem::CutOff(_) | Problem::Truncated(_)),
        "{error}"
    );
    assert_eq!(error.position.line, 605, "{error}");
    assert_eq!(contents(&app).await, before);
    import(&app, &whole).await;
}

/// By then the first comments are in the transaction.
#[tokio::test]
async fn a_file_that_breaks_while_it_is_written_changes_nothing() {
    let app = TestApp::new().await;
    let before = contents(&app).await;
    let whole = long(1_000);
    let half = &whole[..whole.find("Text 600").unwrap()];
    let opened = Cell::new(0);
    let open = || {
        opened.set(opened.get() + 1);
        Ok(if opened.get() == 1 {
            whole.as_bytes()
        } else {
            half.as_bytes()
        })
    };
    let run = Run {
        site: "history",
        format: ImportFormat::Wordpress,
        options: imports::options(app.app.env.now()),
        dry_run: false,
    };
    let written = Cell::new(0);

    let outcome = imports::from_file(&app.app, &run, open, |count, _| written.set(count)).await;

    assert!(matches!(outcome, Err(Fault::File(_))), "{outcome:?}");
    assert!(written.get() > 500, "{}", written.get());
    assert_eq!(contents(&app).await, before);
}

#[tokio::test]
async fn a_document_type_is_refused() {
    let app = TestApp::new().await;
    let bomb = "<!DOCTYPE rss [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;\">]>\n<rss";
    let file = long(3)
        .replacen("<rss", bomb, 1)
        .replace("Text 3", "]]>&b;<![CDATA[");

    let fault = try_import(&app, &file).await.unwrap_err();

    let Fault::File(error) = fault else {
        panic!("{fault}")
    };
    assert!(matches!(error.problem, Problem::Doctype), "{error}");
    assert_eq!(error.position.line, 2);
}

#[tokio::test]
async fn a_site_that_does_not_exist_is_not_found() {
    let app = TestApp::new().await;
    let before = contents(&app).await;
    let run = Run {
        site: "geography",
        format: ImportFormat::Wordpress,
        options: imports::options(app.app.env.now()),
        dry_run: false,
    };

    let outcome = imports::from_file(&app.app, &run, || Ok(SAMPLE.as_bytes()), |_, _| {}).await;

    assert!(
        matches!(outcome, Err(Fault::Domain(Error::NotFound))),
        "{outcome:?}"
    );
    assert_eq!(contents(&app).await, before);
}

#[tokio::test]
async fn an_import_into_one_site_is_not_seen_on_another() {
    let app = TestApp::new().await;
    let other = app.other_site("geography").await;
    import(&app, SAMPLE).await;
    let query = "query($key: String!) { episode(site: \"geography\", key: $key) { id } }";
    let key = serde_json::json!({ "key": "http://blog.lamp.example/2013/skarn/" });
    let answer = app.anonymous().run(query, key).await;
    assert_eq!(
        answer.at("/episode"),
        &serde_json::Value::Null,
        "{}",
        other.key
    );

    let run = Run {
        site: &other.key,
        format: ImportFormat::Wordpress,
        options: imports::options(app.app.env.now()),
        dry_run: false,
    };
    let report = imports::from_file(&app.app, &run, || Ok(SAMPLE.as_bytes()), |_, _| {}).await;

    let done = report.unwrap().done.unwrap();
    assert_eq!((done.comments_imported, done.authors_created), (8, 5));
}
