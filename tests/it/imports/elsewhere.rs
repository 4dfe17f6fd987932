//! Files of other systems than `WordPress`: each comes in whole, once, and may be tried before.
use super::{contents, numbers, tree};
use crate::support::TestApp;
use rejoinder::{
    domain::imports::{
        self, Fault, Run,
        reading::{Options, Report, Rules},
    },
    model::ImportFormat,
};
use sea_orm::{ConnectionTrait, Database};
use std::io::{Cursor, Write};
use tempfile::{NamedTempFile, TempDir};

const DISQUS: &str = include_str!("../../../src/domain/imports/disqus/testdata/lamps.xml");
const COMMENTO: &str = include_str!("../../../src/domain/imports/commento/testdata/lamps.json");
const COMENTARIO: &str =
    include_str!("../../../src/domain/imports/commento/testdata/comentario-3.json");

const REMARK42: &str = concat!(
    r#"{"version":1,"users":[{"id":"github_ada","details":{"email":"ada@mail.example"}}],"posts":[]}"#,
    "\n",
    r#"{"id":"a","pid":"","orig":"One","user":{"id":"github_ada","name":"Ada"},"locator":{"url":"https://www.history.example/e/1/"},"time":"2021-01-01T00:00:00Z","pin":true}"#,
    "\n",
    r#"{"id":"b","pid":"a","orig":"Two","user":{"id":"github_bo","name":"Bo"},"locator":{"url":"https://www.history.example/e/1/"},"time":"2021-01-02T00:00:00Z","pin":true}"#,
    "\n",
    r#"{"id":"c","pid":"b","orig":"Three","user":{"id":"github_ada","name":"Ada"},"locator":{"url":"https://www.history.example/e/1/"},"time":"2021-01-03T00:00:00Z","pin":true}"#,
    "\n",
    r#"{"id":"d","pid":"","orig":"Four","user":{"id":"github_bo","name":"Bo"},"locator":{"url":"https://www.history.example/e/1/"},"time":"2021-01-04T00:00:00Z","pin":true}"#,
    "\n",
);

const ISSO: &str = "
    PRAGMA foreign_keys = OFF;
    CREATE TABLE threads (id INTEGER PRIMARY KEY, uri VARCHAR(256) UNIQUE, title VARCHAR(256));
    CREATE TABLE comments (tid REFERENCES threads(id), id INTEGER PRIMARY KEY, parent INTEGER,
        created FLOAT NOT NULL, modified FLOAT, mode INTEGER, remote_addr VARCHAR, text VARCHAR,
        author VARCHAR, email VARCHAR, website VARCHAR, likes INTEGER DEFAULT 0,
        dislikes INTEGER DEFAULT 0, voters BLOB NOT NULL);
    INSERT INTO threads VALUES (1, '/e/1/', 'The first'), (2, '/e/2/', 'The second');
    INSERT INTO comments VALUES
        (1, 1, NULL, 1400000000.5, NULL, 1, '192.0.2.0', 'A *word*', 'Ada', 'ada@mail.example', NULL, 2, 0, x'00'),
        (1, 2, 1, 1400000100, NULL, 2, '192.0.2.0', 'Held', NULL, NULL, NULL, 0, 0, x'00'),
        (1, 3, NULL, 1400000200, NULL, 4, '192.0.2.0', '', NULL, NULL, NULL, 0, 0, x'00'),
        (1, 4, 3, 1400000300, 1400000400, 1, '192.0.2.0', '<p>Old</p>', 'Bo', NULL, 'https://bo.example/', 0, 0, x'00'),
        (2, 5, NULL, 1400000500, NULL, 1, NULL, NULL, 'Bo', NULL, NULL, 0, 0, x'00'),
        (9, 6, NULL, 1400000600, NULL, 1, NULL, 'Stray', 'Bo', NULL, NULL, 0, 0, x'00');";

/// The bytes of a database that Isso might have left.
pub(super) async fn isso(more: &str) -> Vec<u8> {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("comments.db");
    let db = Database::connect(format!("sqlite://{}?mode=rwc", path.display()));
    let db = db.await.unwrap();
    db.execute_unprepared(&format!("{ISSO}{more}"))
        .await
        .unwrap();
    db.close().await.unwrap();
    std::fs::read(path).unwrap()
}

async fn bring(
    app: &TestApp,
    file: &[u8],
    (rules, dry_run): (&[&str], bool),
) -> Result<(ImportFormat, Report), Fault> {
    let mut given = NamedTempFile::new().unwrap();
    given.write_all(file).unwrap();
    let opened = imports::opened(given.reopen().unwrap(), None).await?;
    let run = Run {
        site: &app.site.key,
        format: opened.format,
        options: Options {
            rules: Rules::parse(rules).unwrap(),
            ..imports::options(app.app.env.now())
        },
        dry_run,
    };
    let report = imports::from_file(&app.app, &run, || opened.read(), |_, _| {}).await?;
    Ok((opened.format, report))
}

#[tokio::test]
async fn every_format_comes_in_once_and_is_known_without_being_named() {
    let isso = isso("").await;
    for (file, format, (found, imported)) in [
        (DISQUS.as_bytes(), ImportFormat::Disqus, (11, 5)),
        (COMMENTO.as_bytes(), ImportFormat::Commento, (9, 6)),
        (COMENTARIO.as_bytes(), ImportFormat::Commento, (7, 4)),
        (REMARK42.as_bytes(), ImportFormat::Remark42, (4, 4)),
        (&isso, ImportFormat::Isso, (6, 3)),
    ] {
        let app = TestApp::new().await;
        let empty = contents(&app).await;
        let (known, tried) = bring(&app, file, (&[], true)).await.unwrap();
        assert_eq!(known, format);
        assert_eq!(contents(&app).await, empty, "{format:?} was only tried");

        let (_, report) = bring(&app, file, (&[], false)).await.unwrap();
        assert_eq!(report, tried, "{format:?}");
        let all = (found, imported, found - imported, imported, 0);
        assert_eq!(numbers(&report), all, "{format:?}");
        let before = contents(&app).await;

        let (_, again) = bring(&app, file, (&[], false)).await.unwrap();
        assert_eq!(numbers(&again).4, imported, "{format:?}");
        assert_eq!(contents(&app).await, before, "{format:?}");
        app.assert_no_drift().await;
    }
}

#[tokio::test]
async fn a_file_cut_off_changes_nothing() {
    for file in [DISQUS, COMMENTO, REMARK42] {
        let app = TestApp::new().await;
        let before = contents(&app).await;
        let half = &file.as_bytes()[..file.len() * 2 / 3];

        let Err(Fault::File(fault)) = bring(&app, half, (&[], false)).await else {
            panic!("it was taken");
        };

        assert!(
            fault.position.line > 1 && fault.position.column > 0,
            "{fault}"
        );
        assert_eq!(contents(&app).await, before);
    }
}

#[tokio::test]
async fn pages_of_isso_are_paths_of_the_site() {
    let app = TestApp::new().await;
    let (_, report) = bring(&app, &isso("").await, (&[], false)).await.unwrap();

    let told: Vec<_> = report
        .pages
        .iter()
        .map(|page| (page.key.as_str(), page.comments, page.depth, page.is_new))
        .collect();
    assert_eq!(told, [("https://history.example/e/1/", 3, 2, true)]);
    let moderator = app.moderator("Mo").await;
    let stands = ["A *word*", "  Held < A *word*", "Old"];
    assert_eq!(tree(&moderator, told[0].0).await, stands);
    assert_eq!(report.comments.with_votes, 1);
}

#[tokio::test]
async fn where_a_path_may_be_on_several_hosts_a_rule_has_to_say_it() {
    let app = TestApp::new().await;
    let origins = "https://history.example\nhttps://other.example";
    app.execute("UPDATE site SET origins = $1", vec![origins.into()])
        .await;
    let before = contents(&app).await;
    let file = isso("").await;

    let Err(Fault::File(fault)) = bring(&app, &file, (&[], false)).await else {
        panic!("it was taken");
    };

    assert!(fault.to_string().contains("--map-url"), "{fault}");
    assert_eq!(contents(&app).await, before);
    let rules = ["/=https://other.example/"];
    let (_, report) = bring(&app, &file, (&rules, false)).await.unwrap();
    assert_eq!(report.pages[0].key, "https://other.example/e/1/");
}

#[tokio::test]
async fn a_time_without_end_is_none() {
    let app = TestApp::new().await;
    let file = isso("UPDATE comments SET created = 9e999 WHERE id = 1;").await;

    let (_, report) = bring(&app, &file, (&[], false)).await.unwrap();

    assert_eq!(report.to_import(), 3);
    let told: Vec<_> = report.lines.iter().map(ToString::to_string).collect();
    assert!(
        told.contains(
            &"comment 1: no time that can be read, nor has its post: now is taken".to_owned()
        ),
        "{told:?}"
    );
}

/// Numbers begin anew where a system is set up anew.
#[tokio::test]
async fn other_comments_with_the_same_numbers_come_in_too() {
    let app = TestApp::new().await;
    let files = [
        isso("").await,
        isso("UPDATE comments SET created = created + 86400;").await,
    ];
    for file in &files {
        let (_, report) = bring(&app, file, (&[], false)).await.unwrap();
        assert_eq!(numbers(&report), (6, 3, 3, 3, 0));
    }
    let before = contents(&app).await;
    assert_eq!(before["comment"].len(), 6);
    assert_eq!(
        before["imported_author"].len(),
        4,
        "each file has a guest of its own"
    );

    for file in &files {
        let (_, report) = bring(&app, file, (&[], false)).await.unwrap();
        assert_eq!(numbers(&report), (6, 3, 3, 0, 3));
    }
    assert_eq!(contents(&app).await, before);
    app.assert_no_drift().await;
}

#[tokio::test]
async fn of_a_broken_database_the_table_is_told_with_the_row() {
    let app = TestApp::new().await;
    let long = "x".repeat(3_000);
    let many = format!(
        "WITH RECURSIVE n(i) AS (SELECT 10 UNION ALL SELECT i + 1 FROM n WHERE i < 200)
         INSERT INTO comments SELECT 1, i, NULL, 1400000000, NULL, 1, NULL, '{long}', 'Ada', NULL, NULL, 0, 0, x'00' FROM n;"
    );
    let mut file = isso(&many).await;
    let before = contents(&app).await;
    let middle = file.len() / 2 / 4096 * 4096;
    file[middle..middle + 40_960].fill(0xff);

    let Err(Fault::File(fault)) = bring(&app, &file, (&[], false)).await else {
        panic!("it was taken");
    };

    let fault = fault.to_string();
    assert!(fault.starts_with("table comments, after row "), "{fault}");
    assert_eq!(contents(&app).await, before);
    for other in [
        "DROP TABLE comments;",
        "ALTER TABLE comments RENAME TO others; CREATE VIEW comments AS SELECT * FROM others;",
        "ALTER TABLE comments ADD more TEXT AS (printf('%.1000000c', 'x'));",
    ] {
        let Err(Fault::File(fault)) = bring(&app, &isso(other).await, (&[], false)).await else {
            panic!("it was taken");
        };
        let fault = fault.to_string();
        assert!(fault.contains("no table comments"), "{fault}");
    }
}

#[tokio::test]
async fn of_text_that_is_not_utf_8_row_and_column_are_told() {
    let app = TestApp::new().await;
    let file = isso("UPDATE comments SET author = CAST(x'c3' AS TEXT) WHERE id = 2;").await;

    let Err(Fault::File(fault)) = bring(&app, &file, (&[], false)).await else {
        panic!("it was taken");
    };

    let fault = fault.to_string();
    let told = "table comments, row 2: what stands under author is not UTF-8";
    assert!(fault.starts_with(told), "{fault}");
}

#[tokio::test]
async fn authors_whom_somebody_has_claimed_are_told() {
    let app = TestApp::new().await;
    let (_, first) = bring(&app, DISQUS.as_bytes(), (&[], false)).await.unwrap();
    assert_eq!(first.done.unwrap().authors_claimed, 0);
    app.execute(
        "UPDATE account SET email = 'ines@mail.example' WHERE id = (SELECT m.account_id \
         FROM member m JOIN imported_author i ON i.member_id = m.id WHERE i.email IS NOT NULL)",
        vec![],
    )
    .await;

    let (_, again) = bring(&app, DISQUS.as_bytes(), (&[], false)).await.unwrap();

    let done = again.done.unwrap();
    assert_eq!((done.authors_already_there, done.authors_claimed), (4, 1));
}

#[tokio::test]
async fn with_and_without_www_is_one_page_and_an_old_host_by_a_rule() {
    let app = TestApp::new().await;
    app.thread_on(&app.site, "e/1").await;

    let (_, report) = bring(&app, REMARK42.as_bytes(), (&[], false))
        .await
        .unwrap();

    assert_eq!(report.done.unwrap().episodes_already_there, 1);
    assert!(!report.pages[0].is_new);
    let rules = [
        "https://lamps.example/skarn=https://history.example/e/1",
        "https://never.example/=https://history.example/",
    ];
    let (_, moved) = bring(&app, COMMENTO.as_bytes(), (&rules, false))
        .await
        .unwrap();
    assert_eq!(moved.done.unwrap().episodes_already_there, 1);
    let told = moved.lines.iter().map(ToString::to_string);
    let of_rules: Vec<_> = told.filter(|line| line.starts_with("rule")).collect();
    let unused = format!("rule {}: fits no address that it was tried on", rules[1]);
    assert_eq!(of_rules, [unused]);
}

#[tokio::test]
async fn of_pins_three_an_episode_are_kept() {
    let app = TestApp::new().await;
    let (_, report) = bring(&app, REMARK42.as_bytes(), (&[], false))
        .await
        .unwrap();

    assert_eq!(
        (report.comments.pinned, report.done.unwrap().comments_pinned),
        (4, 3)
    );
    let reader = app.anonymous();
    let pinned = reader.run(
        "query { episode(site: \"history\", key: \"https://www.history.example/e/1/\") {
            pinnedComments { bodyMarkdown } } }",
        serde_json::json!({}),
    );
    let pinned = pinned.await;
    let pinned = pinned
        .at("/episode/pinnedComments")
        .as_array()
        .unwrap()
        .clone();
    assert_eq!(pinned.len(), 3, "{pinned:?}");
}

#[tokio::test]
async fn another_database_and_an_unknown_file_are_refused() {
    let app = TestApp::new().await;
    for (file, what) in [("hello", "name the format"), ("", "name the format")] {
        let Err(Fault::File(fault)) = bring(&app, file.as_bytes(), (&[], false)).await else {
            panic!("it was taken");
        };
        assert!(fault.to_string().contains(what), "{fault}");
    }
    let file = imports::unpacked(Cursor::new("<html/>")).unwrap();
    let Err(Fault::File(fault)) = imports::opened(file, Some(ImportFormat::Isso)).await else {
        panic!("it was taken");
    };
    assert!(fault.to_string().contains("no SQLite database"), "{fault}");
}
