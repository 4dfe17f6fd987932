//! Standings: who sets them, what they stop, and how they end.
use super::author_id;
use crate::support::TestApp;
use chrono::Duration;
use rejoinder::{
    model::{Role, SessionKind, Standing},
    storage,
};
use serde_json::{Value, json};

const VIEWER: &str = "{ viewer { role standing standingUntil standingReason } }";

#[tokio::test]
async fn a_ban_acts_on_the_next_request_of_a_live_session() {
    let app = TestApp::new().await;
    let (thread, mo) = (app.thread().await, app.moderator("Mo").await);
    let ana = app.reader("Ana").await;
    ana.post(&thread, "before").await.at("/postComment");
    let why = json!({ "reason": "Three times the same quarrel.", "privateNote": "See the log." });
    mo.set_standing(&ana, "BANNED", why)
        .await
        .at("/setStanding");

    assert_eq!(ana.post(&thread, "after").await.reason(), "BANNED");
    let seen = ana.run(VIEWER, json!({})).await;
    assert_eq!(
        *seen.at("/viewer"),
        json!({ "role": "COMMENTER", "standing": "BANNED", "standingUntil": null,
            "standingReason": "Three times the same quarrel." })
    );
    assert!(!seen.text.contains("See the log"));
    let line = "action = 'set_standing' AND subject_id = $1 AND actor_id = $2 AND \
        from_state = 'NORMAL' AND to_state = 'BANNED' AND \
        reason = 'Three times the same quarrel.' AND note = 'See the log.'";
    let who = vec![ana.member_id().into(), mo.member_id().into()];
    assert_eq!(app.count("log_entry", line, who).await, 1);

    mo.set_standing(&ana, "NORMAL", json!({}))
        .await
        .at("/setStanding");
    ana.post(&thread, "again").await.at("/postComment");
    assert!(
        ana.run(VIEWER, json!({}))
            .await
            .at("/viewer/standingReason")
            .is_null()
    );
    app.assert_no_drift().await;
}

#[tokio::test]
async fn a_suspension_ends_by_the_clock() {
    let app = TestApp::new().await;
    let (thread, mo) = (app.thread().await, app.moderator("Mo").await);
    let ana = app.reader("Ana").await;
    let until = app.app.env.now() + Duration::minutes(5);
    let more = json!({ "until": until, "reason": "Cool down." });
    mo.set_standing(&ana, "SUSPENDED", more)
        .await
        .at("/setStanding");
    assert_eq!(ana.post(&thread, "now").await.reason(), "SUSPENDED");
    app.clock
        .advance(Duration::minutes(5) - Duration::milliseconds(1));
    assert_eq!(ana.post(&thread, "soon").await.reason(), "SUSPENDED");
    app.clock.advance(Duration::milliseconds(1));
    ana.post(&thread, "later").await.at("/postComment");
    let seen = ana.run(VIEWER, json!({})).await;
    assert_eq!(seen.text("/viewer/standing"), "NORMAL");
    assert!(seen.at("/viewer/standingReason").is_null());
    // And the log tells the next one from what holds, not from what is stored.
    mo.set_standing(&ana, "WATCHED", json!({}))
        .await
        .at("/setStanding");
    let line = "to_state = 'WATCHED' AND from_state = 'NORMAL'";
    assert_eq!(app.count("log_entry", line, vec![]).await, 1);
}

#[tokio::test]
async fn the_rules_know_the_watched_and_the_trusted_at_once() {
    let app = TestApp::new().await;
    let (thread, mo) = (app.thread().await, app.moderator("Mo").await);
    let ana = app.reader("Ana").await;
    for (standing, status) in [
        ("WATCHED", "PENDING"),
        ("NORMAL", "APPROVED"),
        ("TRUSTED", "APPROVED"),
    ] {
        mo.set_standing(&ana, standing, json!({}))
            .await
            .at("/setStanding");
        let posted = ana.post(&thread, standing).await;
        assert_eq!(posted.text("/postComment/comment/status"), status);
    }
}

#[tokio::test]
async fn a_suspended_moderator_moderates_nothing_until_it_is_over() {
    let app = TestApp::new().await;
    let (ada, mo) = (app.admin("Ada").await, app.moderator("Mo").await);
    let ana = app.reader("Ana").await;
    let until = app.app.env.now() + Duration::minutes(5);
    ada.set_standing(&mo, "SUSPENDED", json!({ "until": until }))
        .await
        .at("/setStanding");
    let refused = mo.set_standing(&ana, "BANNED", json!({})).await;
    assert_eq!(refused.reason(), "SUSPENDED");
    let seen = mo.run(VIEWER, json!({})).await;
    assert_eq!(seen.text("/viewer/role"), "COMMENTER");
    app.clock.advance(Duration::minutes(5));
    mo.set_standing(&ana, "BANNED", json!({}))
        .await
        .at("/setStanding");
}

#[tokio::test]
async fn nobody_judges_themselves_or_those_of_their_own_role() {
    let app = TestApp::new().await;
    let other = app.other_site("ships").await;
    let (ana, ben) = (app.reader("Ana").await, app.reader("Ben").await);
    let (mo, mia) = (app.moderator("Mo").await, app.moderator("Mia").await);
    let (ada, abe) = (app.admin("Ada").await, app.admin("Abe").await);
    let cap = app.signed_in(&other, "Cap", Role::Admin).await;
    let embedded = app
        .session(&app.site, "Ada", Role::Admin, SessionKind::Embedded)
        .await;
    for (who, whom, reason) in [
        (&ana, &ben, "NOT_MODERATOR"),
        (&ana, &ana, "NOT_MODERATOR"),
        (&embedded, &ben, "NOT_MODERATOR"),
        (&mo, &mo, "ONESELF"),
        (&mo, &mia, "OF_THE_STAFF"),
        (&mo, &ada, "OF_THE_STAFF"),
        (&ada, &abe, "OF_THE_STAFF"),
        (&ada, &ada, "ONESELF"),
    ] {
        let refused = who.set_standing(whom, "BANNED", json!({})).await;
        assert_eq!(refused.reason(), reason);
    }
    for (who, whom) in [(&cap, &ana), (&mo, &cap)] {
        let refused = who.set_standing(whom, "BANNED", json!({})).await;
        assert_eq!(refused.code(), "NOT_FOUND");
    }
    assert_eq!(app.count("member", "standing <> 'normal'", vec![]).await, 0);
    mo.set_standing(&ana, "BANNED", json!({}))
        .await
        .at("/setStanding");
    ada.set_standing(&mia, "BANNED", json!({}))
        .await
        .at("/setStanding");
}

#[tokio::test]
async fn an_end_goes_with_a_suspension_and_lies_ahead() {
    let app = TestApp::new().await;
    let (mo, ana) = (app.moderator("Mo").await, app.reader("Ana").await);
    let now = app.app.env.now();
    for (standing, until) in [
        ("SUSPENDED", json!(null)),
        ("SUSPENDED", json!(now)),
        ("SUSPENDED", json!(now - Duration::days(1))),
        ("SUSPENDED", json!("+12026-01-01T00:00:00Z")),
        ("BANNED", json!(now + Duration::days(1))),
        ("NORMAL", json!(now + Duration::days(1))),
    ] {
        let refused = mo
            .set_standing(&ana, standing, json!({ "until": until }))
            .await;
        let code = refused.code();
        assert!(["INVALID", "VALIDATION_FAILED"].contains(&code), "{until}");
    }
    let long = json!({ "reason": "x".repeat(501) });
    let refused = mo.set_standing(&ana, "BANNED", long).await;
    assert_eq!(refused.error("field"), "reason");
    let same = mo.set_standing(&ana, "NORMAL", json!({})).await;
    assert_eq!(same.reason(), "NOTHING_TO_DO");
    assert_eq!(
        app.count("log_entry", "action = 'set_standing'", vec![])
            .await,
        0
    );
}

#[tokio::test]
async fn an_undo_gives_back_the_standing_before_with_its_end_and_reason() {
    let app = TestApp::new().await;
    let (mo, ana) = (app.moderator("Mo").await, app.reader("Ana").await);
    let until = app.app.env.now() + Duration::days(1);
    let first = json!({ "until": until, "reason": "Cool down." });
    let first = mo.set_standing(&ana, "SUSPENDED", first).await;
    let first = first.text("/setStanding/logEntryId");
    let second = mo.set_standing(&ana, "BANNED", json!({})).await;
    let second = second.text("/setStanding/logEntryId");

    assert_eq!(mo.undo(&first).await.reason(), "SUPERSEDED");
    let undone = mo.undo(&second).await;
    let told = json!({ "from": "BANNED", "to": "SUSPENDED" });
    assert_eq!(*undone.at("/undo/entry"), told);
    let member = storage::members::find(app.app.db.read(), ana.member_id()).await;
    let member = member.unwrap().unwrap();
    assert_eq!(member.standing, Standing::Suspended);
    assert_eq!(member.standing_until, Some(until));
    assert_eq!(member.standing_reason.as_deref(), Some("Cool down."));
    assert_eq!(mo.undo(&second).await.reason(), "SUPERSEDED");
    mo.undo(&first).await.at("/undo");
    let seen = ana.run(VIEWER, json!({})).await;
    assert_eq!(seen.text("/viewer/standing"), "NORMAL");
    assert!(seen.at("/viewer/standingReason").is_null());
}

/// Whoever may not set a standing may not put one back either.
#[tokio::test]
async fn an_undo_of_a_standing_asks_for_the_same_rights() {
    let app = TestApp::new().await;
    let (ada, mo) = (app.admin("Ada").await, app.moderator("Mo").await);
    let mia = app.moderator("Mia").await;
    let set = ada.set_standing(&mia, "BANNED", json!({})).await;
    let entry = set.text("/setStanding/logEntryId");
    assert_eq!(mo.undo(&entry).await.reason(), "OF_THE_STAFF");
    assert_eq!(mia.undo(&entry).await.reason(), "BANNED");
    ada.undo(&entry).await.at("/undo");
    let seen = mia.run(VIEWER, json!({})).await;
    assert_eq!(seen.text("/viewer/role"), "MODERATOR");
}

/// Two moderators at the same moment: one standing after the other, each with its own line.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_standings_set_at_once_each_line_begins_where_the_one_before_ended() {
    let app = TestApp::new().await;
    let ana = app.reader("Ana").await;
    let (mo, mia) = (app.moderator("Mo").await, app.moderator("Mia").await);
    for _ in 0..5 {
        let (mo, mia, one, other) = (mo.clone(), mia.clone(), ana.clone(), ana.clone());
        let both = crate::support::together([
            tokio::spawn(async move { mo.set_standing(&one, "WATCHED", json!({})).await }),
            tokio::spawn(async move { mia.set_standing(&other, "TRUSTED", json!({})).await }),
        ])
        .await;
        assert_eq!(both.len(), 2);
    }
    let author = author_id(&ana);
    let query = "query($author: ID!) { site(key: \"history\") {
        log(first: 100, filter: { subjectId: $author }) { nodes { from to } } } }";
    let log = mo.run(query, json!({ "author": author })).await;
    let lines = log.at("/site/log/nodes").as_array().unwrap().clone();
    assert!(lines.len() > 5, "{lines:?}");
    let mut standing: Value = json!("NORMAL");
    for line in lines.iter().rev() {
        assert_eq!(line["from"], standing);
        standing = line["to"].clone();
    }
}

#[tokio::test]
async fn who_stands_otherwise_by_now_is_left_alone() {
    let app = TestApp::new().await;
    let (mo, mia, ana) = (
        app.moderator("Mo").await,
        app.moderator("Mia").await,
        app.reader("Ana").await,
    );
    let seen = |standing: &str| json!({ "seenStanding": standing });
    mia.set_standing(&ana, "BANNED", seen("NORMAL"))
        .await
        .at("/setStanding");
    let late = mo.set_standing(&ana, "WATCHED", seen("NORMAL")).await;
    assert_eq!((late.code(), late.reason()), ("CONFLICT", "CHANGED"));
    let standing = ana.run(VIEWER, json!({})).await;
    assert_eq!(standing.text("/viewer/standing"), "BANNED");
    mo.set_standing(&ana, "WATCHED", seen("BANNED"))
        .await
        .at("/setStanding");
}

#[tokio::test]
async fn nobody_reads_what_others_note_of_them() {
    let app = TestApp::new().await;
    let (mo, ada) = (app.moderator("Mo").await, app.admin("Ada").await);
    let note = json!({ "privateNote": "Too quick with strangers.", "reason": "Go slowly." });
    ada.set_standing(&mo, "WATCHED", note)
        .await
        .at("/setStanding");
    let log = "{ site(key: \"history\") { log(filter: { actions: [SET_STANDING] }) {
        nodes { reason note } } } }";
    let own = mo.run(log, json!({})).await;
    let expected = json!([{ "reason": "Go slowly.", "note": null }]);
    assert_eq!(*own.at("/site/log/nodes"), expected);
    let others = ada.run(log, json!({})).await;
    let expected = json!([{ "reason": "Go slowly.", "note": "Too quick with strangers." }]);
    assert_eq!(*others.at("/site/log/nodes"), expected);
}
