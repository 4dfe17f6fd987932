//! The doctor finds every number that is kept wrong, and puts it right.
use crate::support::{TestApp, comment_id};
use rejoinder::{domain::doctor, model::Comment};

async fn examine(app: &TestApp, repair: bool) -> Vec<String> {
    let findings = doctor::examine(&app.app.db, repair, |_, _| {}).await;
    findings.unwrap().wrong
}

/// A thread with an answer, a tombstone, a held comment and a vote; the top comment.
async fn thread(app: &TestApp) -> Comment {
    let (thread, ana) = (app.thread().await, app.reader("Ana").await);
    let ben = app.reader("Ben").await;
    let top = app.comment(&thread).by(&ana).insert().await;
    let middle = app.comment(&thread).by(&ben).under(&top).insert().await;
    app.comment(&thread).by(&ana).under(&middle).insert().await;
    app.comment(&thread).by(&ana).held().insert().await;
    ben.vote(&comment_id(top.id), "UP").await.at("/voteComment");
    ben.delete(&comment_id(middle.id))
        .await
        .at("/deleteComment");
    app.stored(top.id).await
}

#[tokio::test]
async fn a_sound_thread_gives_the_doctor_nothing_to_say() {
    let app = TestApp::new().await;
    thread(&app).await;
    let findings = doctor::examine(&app.app.db, false, |_, _| {})
        .await
        .unwrap();
    assert_eq!((findings.episodes, findings.wrong.len()), (1, 0));
}

#[tokio::test]
async fn each_number_that_drifts_is_found_and_repaired() {
    let app = TestApp::new().await;
    let top = thread(&app).await;
    for (table, change) in [
        ("comment", "score = score + 1"),
        ("comment", "score = 0"),
        ("comment", "reply_count = 5"),
        ("comment", "answer_count = 0"),
        ("comment", "shown = NOT shown"),
        ("episode", "comment_count = comment_count + 1"),
        ("episode", "pending_count = 0"),
        ("episode", "top_count = 7"),
        ("member", "approved_count = approved_count + 1"),
    ] {
        let id = match table {
            "comment" => top.id.0,
            "episode" => top.episode_id.0,
            _ => top.author_id.0,
        };
        let sql = format!("UPDATE {table} SET {change} WHERE id = $1");
        app.execute(&sql, vec![id.into()]).await;
        assert_eq!(examine(&app, false).await.len(), 1, "{change}");
        assert_eq!(examine(&app, true).await.len(), 1, "{change}");
        assert_eq!(examine(&app, false).await, Vec::<String>::new(), "{change}");
    }
    let now = app.stored(top.id).await;
    assert_eq!((now.score, now.reply_count, now.answer_count), (1, 1, 1));
    assert!(now.shown);
}

/// Looking is not touching.
#[tokio::test]
async fn without_being_told_to_repair_the_doctor_changes_nothing() {
    let app = TestApp::new().await;
    let top = thread(&app).await;
    let sql = "UPDATE comment SET score = 9, reply_count = 9 WHERE id = $1";
    app.execute(sql, vec![top.id.into()]).await;
    let said = examine(&app, false).await;
    assert!(said[0].contains("\"100\""), "{said:?}");
    let now = app.stored(top.id).await;
    assert_eq!((now.score, now.reply_count), (9, 9));
}
