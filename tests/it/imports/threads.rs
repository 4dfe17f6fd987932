//! What stands there after an import: nesting, times, states, addresses.
use super::{
    contents, episode,
    export::{NASTY, SAMPLE, comment, export, post},
    import, numbers, thread, tree,
};
use crate::support::TestApp;
use chrono::DateTime;
use rejoinder::model::Site;
use serde_json::json;
use uuid::Uuid;

const SKARN: &str = "http://blog.lamp.example/2013/skarn/";

#[tokio::test]
async fn the_sample_comes_in_whole() {
    let app = TestApp::new().await;

    let report = import(&app, SAMPLE).await;

    assert_eq!(numbers(&report), (8, 8, 0, 8, 0));
    assert_eq!((report.items.found, report.items.episodes), (3, 2));
    assert_eq!(report.done.unwrap().authors_created, 5);
    let reader = app.anonymous();
    let stands = [
        "I was there\\!",
        "Who lit it first?",
        "  Größer als gedacht: 31 m. < Who lit it first?",
        "    And the lamp burnt rape oil. < Größer als gedacht: 31 m.",
        "    … < Größer als gedacht: 31 m.",
        "The keeper wrote:  \nfog, fog and again fog.",
        "…",
    ];
    let found = tree(&reader, SKARN).await;
    // How the Markdown writes a break or a mark is not the point.
    let plain = |text: &str| text.replace(['\\', ' ', '\n'], "");
    assert_eq!(
        found.iter().map(|line| plain(line)).collect::<Vec<_>>(),
        stands.map(plain)
    );
    assert_eq!(tree(&reader, "http://blog.lamp.example/?p=4").await, ["…"]);
    assert_eq!(contents(&app).await["comment"].len(), 8);
    app.assert_no_drift().await;
}

#[tokio::test]
async fn the_nasty_file_comes_in_as_its_report_says() {
    let app = TestApp::new().await;

    let report = import(&app, NASTY).await;

    assert_eq!(numbers(&report), (27, 12, 15, 12, 0));
    let held = contents(&app).await["comment"]
        .iter()
        .filter(|row| row.contains("pending"))
        .count();
    assert_eq!(held, 2);
    let first = episode(&app.anonymous(), "https://show.test/one").await;
    assert_eq!(first["state"], "CLOSED");
    assert_eq!(first["title"], "Épisode 1 – the “first”");
    assert_eq!(first["commentCount"], 10, "of 12 two are held");
    app.assert_no_drift().await;
}

#[tokio::test]
async fn times_are_those_of_the_file_and_ids_carry_them() {
    let app = TestApp::new().await;
    import(&app, SAMPLE).await;

    let thread = thread(&app.anonymous(), SKARN).await;

    let times: Vec<_> = thread
        .iter()
        .map(|comment| comment["createdAt"].clone())
        .collect();
    assert_eq!(times[0], "2013-11-08T19:11:02+00:00");
    assert_eq!(
        times[2], "2014-02-17T08:40:30+00:00",
        "of a comment without local time"
    );
    assert_eq!(times[5], "2021-03-04T01:20:33+00:00", "not its local time");
    let mut ids = Vec::new();
    for comment in &thread {
        let id = comment["id"].as_str().unwrap().strip_prefix("comment_");
        let id = Uuid::parse_str(id.unwrap()).unwrap();
        let (seconds, _) = id.get_timestamp().unwrap().to_unix();
        let created: DateTime<chrono::Utc> =
            comment["createdAt"].as_str().unwrap().parse().unwrap();
        assert_eq!(i64::try_from(seconds).unwrap(), created.timestamp());
        ids.push((created, id));
    }
    ids.sort_by_key(|(created, _)| *created);
    assert!(
        ids.is_sorted_by_key(|(_, id)| *id),
        "order of ids is order of time"
    );
}

#[tokio::test]
async fn episodes_keep_title_dates_and_addresses() {
    let app = TestApp::new().await;
    import(&app, SAMPLE).await;
    let file = export([post(7)
        .guid("tag:history,7")
        .link("https://history.example/seven/")
        .closed()
        .with([comment(1)])]);
    import(&app, &file).await;
    let reader = app.anonymous();

    let skarn = episode(&reader, SKARN).await;
    assert_eq!(skarn["title"], "The Lighthouse at Skarn…");
    assert_eq!(skarn["publishedAt"], "2013-11-08T19:05:40+00:00");
    assert_eq!(skarn["state"], "OPEN");
    let seven = episode(&reader, "tag:history,7").await;
    assert_eq!(seven["state"], "CLOSED");
    assert_eq!(seven["publishedAt"], "2019-01-08T10:00:00+00:00");
    assert_eq!(seven["url"], "https://history.example/seven/");
    for address in [
        "https://history.example/seven/",
        "http://history.example/seven",
        "https://history.example/seven/?utm_source=feed#comments",
    ] {
        assert_eq!(
            episode(&reader, address).await["id"],
            seven["id"],
            "{address}"
        );
    }
}

#[tokio::test]
async fn held_comments_wait_for_moderators_and_nobody_else_sees_them() {
    let app = TestApp::new().await;
    let file = export([post(1).with([
        comment(1),
        comment(2).to(1).held().says("a secret accusation"),
        comment(3).to(2).says("an answer to it"),
    ])]);
    import(&app, &file).await;
    let key = "https://history.example/?p=1";

    let (reader, moderator) = (app.reader("Rosa").await, app.moderator("Mo").await);
    for client in [&app.anonymous(), &reader] {
        let seen = thread(client, key).await;
        assert_eq!(seen.len(), 3);
        assert_eq!(seen[1]["tombstone"], "HELD");
        assert_eq!(seen[1]["author"], json!(null));
        assert!(!json!(seen).to_string().contains("accusation"));
    }
    let seen = thread(&moderator, key).await;
    assert_eq!(seen[1]["bodyMarkdown"], "a secret accusation");
    assert_eq!(seen[1]["status"], "PENDING");
    assert_eq!(seen[1]["holdReasons"], json!(["IMPORTED"]));
    let numbers = episode(&moderator, key).await;
    assert_eq!(
        (&numbers["commentCount"], &numbers["pendingCount"]),
        (&json!(2), &json!(1))
    );
    app.assert_no_drift().await;
}

#[tokio::test]
async fn a_thread_of_nine_replies_keeps_whom_each_answers() {
    let app = TestApp::new().await;
    let chain = (1..=10).map(|id| comment(id).to(id - 1));
    import(&app, &export([post(1).with(chain)])).await;

    let found = tree(&app.anonymous(), "https://history.example/?p=1").await;

    let stands: Vec<_> = (1..=10_usize)
        .map(|id| {
            let level = (id - 1).min(usize::try_from(Site::NESTING_DEFAULT).unwrap() - 1);
            let indent = "  ".repeat(level);
            match id {
                1 => "Text 1".to_owned(),
                _ => format!("{indent}Text {id} < Text {}", id - 1),
            }
        })
        .collect();
    assert_eq!(found, stands);
    app.assert_no_drift().await;
}

#[tokio::test]
async fn a_child_may_stand_before_its_parent() {
    let app = TestApp::new().await;
    let backwards = (1..=10).rev().map(|id| comment(id).to(id - 1));
    import(&app, &export([post(1).with(backwards)])).await;
    let forwards = (1..=10).map(|id| comment(id).to(id - 1));
    import(&app, &export([post(2).with(forwards)])).await;

    let reader = app.anonymous();
    let backwards = tree(&reader, "https://history.example/?p=1").await;
    assert_eq!(backwards.len(), 10);
    assert_eq!(
        backwards,
        tree(&reader, "https://history.example/?p=2").await
    );
    app.assert_no_drift().await;
}
