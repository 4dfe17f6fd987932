//! What narrows a queue, on both databases the same.
use super::{
    changed,
    queues::{QUEUE, ids, listed, walk},
    report,
};
use crate::support::{Client, TestApp, episode_id};
use chrono::Duration;
use rejoinder::{
    domain::threads::Setting,
    model::{Comment, HoldReason},
};
use serde_json::{Value, json};

/// What the filters are tried on.
struct World {
    app: TestApp,
    mo: Client,
    threads: [Setting; 3],
    ana: Client,
    comments: Vec<Comment>,
}

impl World {
    /// Six held comments, a minute apart, on two threads; nothing on the third.
    async fn new() -> Self {
        let app = TestApp::new().await;
        let threads = [app.thread().await, app.thread().await, app.thread().await];
        let (ana, ben, mo) = (
            app.reader("Ana").await,
            app.reader("Ben").await,
            app.moderator("Mo").await,
        );
        let mut comments = Vec::new();
        for (thread, author, reasons, body) in [
            (0, &ana, &[HoldReason::Links][..], "The harbour at night"),
            (
                1,
                &ana,
                &[HoldReason::Newcomer, HoldReason::Links],
                "100% of it",
            ),
            (0, &ben, &[HoldReason::Newcomer], "100 of it"),
            (1, &ben, &[], "HARBOUR_LIGHTS"),
            (0, &ben, &[HoldReason::BannedWord], "Die ÖLLAMPE brennt"),
            (0, &ana, &[HoldReason::SuspectWord], r"back\slash"),
        ] {
            app.clock.advance(Duration::minutes(1));
            let held = app.comment(&threads[thread]).by(author).body(body).held();
            let held = held.insert().await;
            let reasons = reasons.to_vec();
            comments.push(changed(&app, &held, |held| held.hold_reasons = reasons).await);
        }
        report(&app, &comments[3], &ana, ("SPAM", 100)).await;
        report(&app, &comments[4], &ana, ("ABUSE", 100)).await;
        Self {
            app,
            mo: mo.clone(),
            threads,
            ana,
            comments,
        }
    }

    async fn finds(&self, filter: Value, expect: &[usize]) {
        let found = listed(&self.mo, "PENDING", filter.clone()).await;
        let expect: Vec<&Comment> = expect.iter().map(|index| &self.comments[*index]).collect();
        assert_eq!(found, ids(&expect), "{filter}");
        let (by_two, _) = walk(&self.mo, "PENDING", 2, filter.clone()).await;
        assert_eq!(by_two, found, "{filter}");
    }
}

#[tokio::test]
async fn filters_narrow_a_queue_by_place_author_and_time() {
    let world = World::new().await;
    let [one, two, three] = [0, 1, 2].map(|index| episode_id(world.threads[index].episode.id));
    let ana = format!("author_{}", world.ana.member_id().0.simple());
    let nobody = format!("author_{}", world.app.app.env.new_id().simple());
    let minute = |minute: u32| format!("2026-01-01T00:{minute:02}:00Z");
    for (filter, expect) in [
        (json!({}), &[0, 1, 2, 3, 4, 5][..]),
        (json!({ "episodeIds": [one] }), &[0, 2, 4, 5]),
        (
            json!({ "episodeIds": [two, one, two] }),
            &[0, 1, 2, 3, 4, 5],
        ),
        (json!({ "episodeIds": [three] }), &[]),
        (json!({ "episodeIds": ["comment_1", two] }), &[1, 3]),
        (json!({ "authorId": ana }), &[0, 1, 5]),
        (json!({ "authorId": ana, "episodeIds": [two] }), &[1]),
        (json!({ "authorId": nobody }), &[]),
        (json!({ "authorId": "" }), &[]),
        (json!({ "since": minute(3) }), &[2, 3, 4, 5]),
        (json!({ "until": minute(3) }), &[0, 1]),
        (json!({ "since": minute(2), "until": minute(4) }), &[1, 2]),
        (json!({ "since": minute(4), "until": minute(2) }), &[]),
        (
            json!({ "since": "1914-07-28T00:00:00Z", "episodeIds": [two] }),
            &[1, 3],
        ),
    ] {
        world.finds(filter, expect).await;
    }
}

#[tokio::test]
async fn filters_narrow_a_queue_by_reason_report_and_text() {
    let world = World::new().await;
    let text = |text: &str| json!({ "text": text });
    for (filter, expect) in [
        (json!({ "reasons": ["LINKS"] }), &[0, 1][..]),
        (
            json!({ "reasons": ["NEWCOMER", "BANNED_WORD"] }),
            &[1, 2, 4],
        ),
        (json!({ "reasons": ["AKISMET"] }), &[]),
        (json!({ "reportReason": "SPAM" }), &[3]),
        (json!({ "reportReason": "ILLEGAL" }), &[]),
        (text("harbour"), &[0, 3]),
        (text("  HARBOUR "), &[0, 3]),
        (text("harbour_"), &[3]),
        (text("100%"), &[1]),
        (text("100"), &[1, 2]),
        (text("%"), &[1]),
        (text("\\"), &[5]),
        (text("öllampe"), &[4]),
        (text("Öllampe"), &[4]),
        (text("no such words"), &[]),
        (text(" "), &[0, 1, 2, 3, 4, 5]),
        (json!({ "text": "of it", "reasons": ["LINKS"] }), &[1]),
    ] {
        world.finds(filter, expect).await;
    }
    // The same of the queue that another index serves, over several pages.
    let filter = json!({ "episodeIds": [episode_id(world.threads[0].episode.id)] });
    let reported = listed(&world.mo, "REPORTED", filter).await;
    assert_eq!(reported, ids(&[&world.comments[4]]));
    let filter = json!({ "text": "e" });
    let (found, total) = walk(&world.mo, "REPORTED", 1, filter).await;
    assert_eq!((found, total), (ids(&[&world.comments[4]]), 1));
}

#[tokio::test]
async fn a_filter_that_makes_no_sense_is_refused_by_field() {
    let app = TestApp::new().await;
    let mo = app.moderator("Mo").await;
    let many: Vec<String> = (0..101)
        .map(|_| format!("episode_{}", app.app.env.new_id().simple()))
        .collect();
    for (filter, field) in [
        (json!({ "episodeIds": [] }), "episodeIds"),
        (json!({ "episodeIds": many }), "episodeIds"),
        (json!({ "reasons": [] }), "reasons"),
        (json!({ "text": "x".repeat(201) }), "text"),
        (json!({ "text": "a\u{7}b" }), "text"),
        (json!({ "since": "+262142-12-31T00:00:00Z" }), "since"),
        (json!({ "until": "-0001-01-01T00:00:00Z" }), "until"),
    ] {
        let variables = json!({ "kind": "PENDING", "filter": filter });
        let refused = mo.run(QUEUE, variables).await;
        assert_eq!(refused.error("field"), field, "{filter}");
    }
    for first in [0, 101] {
        let variables = json!({ "kind": "PENDING", "first": first });
        assert_eq!(mo.run(QUEUE, variables).await.error("field"), "first");
    }
}
