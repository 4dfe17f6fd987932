//! Which comments are held: by the site's mode, the episode's own, and the author's standing.
use crate::support::{Client, TestApp, comment_id, episode_id, item};
use rejoinder::{
    domain::threads::Setting,
    model::{Mode, Standing},
    storage,
};
use serde_json::{Value, json};

/// Status of a new comment, and why it was held.
async fn posted(author: &Client, thread: &Setting) -> (String, Value) {
    let answer = author.post(thread, "hello").await;
    (
        answer.text("/postComment/comment/status"),
        answer.at("/postComment/comment/holdReasons").clone(),
    )
}

fn held(reason: &str) -> (String, Value) {
    ("PENDING".to_owned(), json!([reason]))
}

fn shown() -> (String, Value) {
    ("APPROVED".to_owned(), json!([]))
}

async fn standing(app: &TestApp, client: &Client, standing: Standing) {
    let mut member = client.member.clone().unwrap();
    member.standing = standing;
    let txn = app.app.db.begin_write().await.unwrap();
    storage::members::update_standing(&txn, &member)
        .await
        .unwrap();
    txn.commit().await.unwrap();
}

#[tokio::test]
async fn each_mode_holds_whom_it_should() {
    for (mode, newcomer, known) in [
        (Mode::Pre, held("PREMODERATION"), held("PREMODERATION")),
        (Mode::Newcomers, held("NEWCOMER"), shown()),
        (Mode::Post, shown(), shown()),
    ] {
        let app = TestApp::mode(mode).await;
        let thread = app.thread().await;
        let (ana, ben) = (app.reader("Ana").await, app.reader("Ben").await);
        app.comment(&thread).by(&ben).insert().await;
        assert_eq!(posted(&ana, &thread).await, newcomer, "{mode:?}");
        assert_eq!(posted(&ben, &thread).await, known, "{mode:?}");
        let mo = app.moderator("Mo").await;
        assert_eq!(posted(&mo, &thread).await, shown(), "{mode:?}");
        app.assert_no_drift().await;
    }
}

#[tokio::test]
async fn a_newcomer_is_one_until_the_first_approval_and_again_when_it_is_taken_back() {
    let app = TestApp::mode(Mode::Newcomers).await;
    let (thread, ana) = (app.thread().await, app.reader("Ana").await);
    let mo = app.moderator("Mo").await;
    let first = app.comment(&thread).by(&ana).held().insert().await;
    assert_eq!(posted(&ana, &thread).await, held("NEWCOMER"));
    let approved = mo.approve(vec![item(&first)]).await;
    assert!(approved.at("/approveComments/results/0/code").is_null());
    assert_eq!(posted(&ana, &thread).await, shown());
    // She takes back what she was trusted for; one comment still stands.
    ana.delete(&comment_id(first.id)).await.at("/deleteComment");
    assert_eq!(posted(&ana, &thread).await, shown());
    app.assert_no_drift().await;
}

#[tokio::test]
async fn an_episodes_own_mode_goes_before_the_sites() {
    let update = "mutation($input: UpdateEpisodeInput!) { updateEpisode(input: $input) {
        episode { mode } } }";
    for (site, own, expect) in [
        (Mode::Post, "PRE", held("PREMODERATION")),
        (Mode::Pre, "POST", shown()),
        (Mode::Post, "NEWCOMERS", held("NEWCOMER")),
    ] {
        let app = TestApp::mode(site).await;
        let (thread, other) = (app.thread().await, app.thread().await);
        let (ana, mo) = (app.reader("Ana").await, app.moderator("Mo").await);
        let of_site = posted(&ana, &other).await.0;
        let id = episode_id(thread.episode.id);
        let input = json!({ "episodeId": id, "mode": own });
        let updated = mo.send(update, input).await;
        assert_eq!(updated.text("/updateEpisode/episode/mode"), own);
        // A newcomer has no approved comment, so one of the other thread must not count.
        let ben = app.reader("Ben").await;
        assert_eq!(posted(&ben, &thread).await, expect, "{site:?} {own}");
        let input = json!({ "episodeId": id, "mode": null });
        mo.send(update, input).await.at("/updateEpisode");
        assert_eq!(posted(&ana, &thread).await.0, of_site, "{site:?} {own}");
    }
}

#[tokio::test]
async fn standing_decides_before_the_mode() {
    for (standing_of, mode, expect) in [
        (Standing::Trusted, Mode::Pre, shown()),
        (Standing::Trusted, Mode::Newcomers, shown()),
        (Standing::Watched, Mode::Post, held("WATCHED")),
        (
            Standing::Watched,
            Mode::Pre,
            ("PENDING".to_owned(), json!(["WATCHED", "PREMODERATION"])),
        ),
    ] {
        let app = TestApp::mode(mode).await;
        let (thread, ana) = (app.thread().await, app.reader("Ana").await);
        standing(&app, &ana, standing_of).await;
        assert_eq!(
            posted(&ana, &thread).await,
            expect,
            "{standing_of:?} {mode:?}"
        );
    }
}

#[tokio::test]
async fn the_suspended_and_the_banned_do_not_post() {
    let app = TestApp::new().await;
    let thread = app.thread().await;
    for (standing_of, reason) in [
        (Standing::Suspended, "SUSPENDED"),
        (Standing::Banned, "BANNED"),
    ] {
        let ana = app.reader(reason).await;
        let comment = app.comment(&thread).by(&ana).insert().await;
        standing(&app, &ana, standing_of).await;
        let id = comment_id(comment.id);
        for refused in [
            ana.post(&thread, "hello").await,
            ana.reply(&thread, &id, "hello").await,
            ana.edit(&id, "hello!").await,
        ] {
            assert_eq!(refused.code(), "FORBIDDEN");
            assert_eq!(refused.reason(), reason);
        }
        // Their own words are still theirs to take back.
        ana.delete(&id).await.at("/deleteComment");
    }
}

/// A rule's decision is a line of the log, as a moderator's is.
#[tokio::test]
async fn what_the_rules_hold_is_logged_with_the_reason() {
    let app = TestApp::mode(Mode::Pre).await;
    let (thread, ana) = (app.thread().await, app.reader("Ana").await);
    ana.post(&thread, "hello").await.at("/postComment");
    let condition = "action = 'judge_comment' AND actor_id IS NULL AND to_state = 'PENDING' \
        AND reason = 'PREMODERATION'";
    assert_eq!(app.count("log_entry", condition, vec![]).await, 1);
    let mo = app.moderator("Mo").await;
    mo.post(&thread, "shown").await.at("/postComment");
    assert_eq!(
        app.count("log_entry", "action <> 'give_role'", vec![])
            .await,
        1
    );
    // An edit that is held is held anew.
    let comment = app.comment(&thread).by(&ana).insert().await;
    ana.edit(&comment_id(comment.id), "changed")
        .await
        .at("/editComment");
    assert_eq!(app.count("log_entry", condition, vec![]).await, 2);
}
