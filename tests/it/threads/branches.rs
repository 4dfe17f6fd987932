//! Locked branches: who may answer where, what a lock reaches, and what ends by the clock.
use crate::support::{Answer, Client, TestApp, comment_id};
use chrono::Duration;
use rejoinder::{
    domain::{
        imports::{Planned, Writer},
        threads::{self, Setting},
    },
    model::{Comment, Status},
    storage,
};
use serde_json::{Value, json};

const LOCK: &str = "mutation($input: LockBranchInput!) { lockBranch(input: $input) {
    comment { id branchLock { commentId reason until lockedAt } } } }";
const UNLOCK: &str = "mutation($input: UnlockBranchInput!) { unlockBranch(input: $input) {
    comment { id branchLock { commentId } } } }";

async fn lock(mo: &Client, comment: &Comment, more: Value) -> Answer {
    let mut input = json!({ "commentId": comment_id(comment.id) });
    let more = more.as_object().unwrap().clone();
    input.as_object_mut().unwrap().extend(more);
    mo.send(LOCK, input).await
}

async fn unlock(mo: &Client, comment: &Comment) -> Answer {
    let input = json!({ "commentId": comment_id(comment.id) });
    mo.send(UNLOCK, input).await
}

/// Which lock holds a comment's branch, and why the viewer may not answer it.
async fn seen(who: &Client, comment: &Comment) -> (Value, Value) {
    let query = "query($id: ID!) { comment(id: $id) {
        branchLock { commentId } viewerCan { reply { reason } } } }";
    let answer = who
        .run(query, json!({ "id": comment_id(comment.id) }))
        .await;
    let seen = answer.at("/comment");
    (
        seen["branchLock"]["commentId"].clone(),
        seen["viewerCan"]["reply"]["reason"].clone(),
    )
}

/// A thread in which `a` is answered by `b`, `b` by `c`, `c` by `d`; and `e`, which answers `a`.
struct Talk {
    app: TestApp,
    thread: Setting,
    ben: Client,
    mo: Client,
    comments: [Comment; 5],
}

impl Talk {
    async fn new() -> Self {
        let app = TestApp::new().await;
        let (thread, ben) = (app.thread().await, app.reader("Ben").await);
        let mo = app.moderator("Mo").await;
        let new = || app.comment(&thread).by(&ben);
        let top = new().insert().await;
        let second = new().under(&top).insert().await;
        let third = new().under(&second).insert().await;
        let fourth = new().under(&third).insert().await;
        let beside = new().under(&top).insert().await;
        Self {
            app,
            thread,
            ben,
            mo,
            comments: [top, second, third, fourth, beside],
        }
    }

    /// Under which lock each comment stands, by letter: what the API says, what is stored, and
    /// what may be answered agree.
    async fn locks(&self) -> String {
        let ids = self
            .comments
            .each_ref()
            .map(|comment| json!(comment_id(comment.id)));
        let mut letters = String::new();
        for comment in &self.comments {
            let (lock, reason) = seen(&self.ben, comment).await;
            let locked = lock != Value::Null;
            assert_eq!(reason == "BRANCH_LOCKED", locked, "{reason}");
            letters.push(match ids.iter().position(|id| *id == lock) {
                Some(place) => char::from(b"abcde"[place]),
                None => '-',
            });
        }
        self.app.assert_no_drift().await;
        letters
    }
}

#[tokio::test]
async fn only_moderators_answer_in_a_locked_branch() {
    let talk = Talk::new().await;
    let (ben, mo, thread) = (&talk.ben, &talk.mo, &talk.thread);
    let [top, second, third, fourth, beside] = &talk.comments;
    let reason = json!({ "reason": "Cool down, please." });
    let locked = lock(mo, second, reason).await;
    let told = locked.at("/lockBranch/comment/branchLock");
    assert_eq!(told["reason"], "Cool down, please.");
    assert_eq!(told["until"], Value::Null);
    assert_eq!(told["lockedAt"], "2026-01-01T00:00:00+00:00");
    for comment in [second, third, fourth] {
        let id = comment_id(comment.id);
        let refused = ben.reply(thread, &id, "hello").await;
        assert_eq!(refused.code(), "BRANCH_LOCKED");
        assert_eq!(refused.reason(), "BRANCH_LOCKED");
        assert_eq!(seen(mo, comment).await.1, Value::Null);
        mo.reply(thread, &id, "hello").await.at("/postComment");
    }
    for comment in [top, beside] {
        let id = comment_id(comment.id);
        ben.reply(thread, &id, "hello").await.at("/postComment");
    }
    ben.post(thread, "hello").await.at("/postComment");
    // Voting and editing go on.
    let vic = talk.app.reader("Vic").await;
    vic.vote(&comment_id(third.id), "UP")
        .await
        .at("/voteComment");
    ben.edit(&comment_id(third.id), "changed")
        .await
        .at("/editComment");
    talk.app.assert_no_drift().await;
}

/// A reply below the last level is filed elsewhere than in the branch, and belongs to it.
#[tokio::test]
async fn a_branch_is_what_answers_it_wherever_it_is_shown() {
    let app = TestApp::with(crate::support::Setup {
        nesting: 1,
        ..Default::default()
    })
    .await;
    let (thread, ben) = (app.thread().await, app.reader("Ben").await);
    let mo = app.moderator("Mo").await;
    let a = app.comment(&thread).by(&ben).insert().await;
    let b = app.comment(&thread).by(&ben).under(&a).insert().await;
    assert_eq!(b.nested_under_id, None);
    lock(&mo, &a, json!({})).await.at("/lockBranch");
    let refused = ben.reply(&thread, &comment_id(b.id), "hello").await;
    assert_eq!(refused.code(), "BRANCH_LOCKED");
    app.assert_no_drift().await;
}

/// What a moderator answers in a locked branch is a part of it.
#[tokio::test]
async fn a_new_answer_stands_under_the_lock_of_what_it_answers() {
    let talk = Talk::new().await;
    let [_, b, c, ..] = &talk.comments;
    lock(&talk.mo, b, json!({})).await.at("/lockBranch");
    let posted = talk
        .mo
        .reply(&talk.thread, &comment_id(c.id), "hello")
        .await;
    let id = posted.text("/postComment/comment/id");
    let refused = talk.ben.reply(&talk.thread, &id, "hello").await;
    assert_eq!(refused.code(), "BRANCH_LOCKED");
    unlock(&talk.mo, b).await.at("/unlockBranch");
    let answered = talk.ben.reply(&talk.thread, &id, "hello").await;
    answered.at("/postComment");
    talk.app.assert_no_drift().await;
}

/// Locks within locks, set and taken in any order.
#[tokio::test]
async fn locks_within_locks_stand_for_themselves() {
    let talk = Talk::new().await;
    let (mo, [a, b, c, _, e]) = (&talk.mo, &talk.comments);
    assert_eq!(talk.locks().await, "-----");
    lock(mo, b, json!({})).await.at("/lockBranch");
    assert_eq!(talk.locks().await, "-bbb-");
    lock(mo, a, json!({})).await.at("/lockBranch");
    assert_eq!(talk.locks().await, "abbba");
    lock(mo, c, json!({})).await.at("/lockBranch");
    assert_eq!(talk.locks().await, "abcca");
    lock(mo, e, json!({})).await.at("/lockBranch");
    assert_eq!(talk.locks().await, "abcce");
    // The one between two others.
    unlock(mo, b).await.at("/unlockBranch");
    assert_eq!(talk.locks().await, "aacce");
    unlock(mo, a).await.at("/unlockBranch");
    assert_eq!(talk.locks().await, "--cce");
    lock(mo, b, json!({})).await.at("/lockBranch");
    assert_eq!(talk.locks().await, "-bcce");
    unlock(mo, c).await.at("/unlockBranch");
    unlock(mo, e).await.at("/unlockBranch");
    assert_eq!(talk.locks().await, "-bbb-");
    unlock(mo, b).await.at("/unlockBranch");
    assert_eq!(talk.locks().await, "-----");
}

#[tokio::test]
async fn a_lock_ends_by_the_clock_and_the_one_above_holds_on() {
    let talk = Talk::new().await;
    let (mo, [a, b, ..]) = (&talk.mo, &talk.comments);
    let until = |minute: u8| json!({ "until": format!("2026-01-01T00:0{minute}:00Z") });
    lock(mo, a, until(6)).await.at("/lockBranch");
    lock(mo, b, until(3)).await.at("/lockBranch");
    assert_eq!(talk.locks().await, "abbba");
    talk.app
        .clock
        .advance(Duration::minutes(3) - Duration::milliseconds(1));
    assert_eq!(talk.locks().await, "abbba");
    talk.app.clock.advance(Duration::milliseconds(1));
    assert_eq!(talk.locks().await, "aaaaa");
    assert_eq!(unlock(mo, b).await.reason(), "NOTHING_TO_DO");
    talk.app.clock.advance(Duration::minutes(3));
    assert_eq!(talk.locks().await, "-----");
    // One that is over can be set again, with a new beginning.
    let again = lock(mo, b, until(9)).await;
    let told = again.at("/lockBranch/comment/branchLock");
    assert_eq!(told["lockedAt"], "2026-01-01T00:06:00+00:00");
    assert_eq!(talk.locks().await, "-bbb-");
}

#[tokio::test]
async fn locking_again_changes_reason_and_end() {
    let talk = Talk::new().await;
    let (mo, [_, b, c, ..]) = (&talk.mo, &talk.comments);
    lock(mo, b, json!({ "reason": "one" }))
        .await
        .at("/lockBranch");
    talk.app.clock.advance(Duration::minutes(1));
    let two = json!({ "reason": "two", "until": "2026-01-01T00:05:00Z" });
    let again = lock(mo, b, two.clone()).await;
    let told = again.at("/lockBranch/comment/branchLock");
    assert_eq!(told["reason"], "two");
    assert_eq!(told["until"], "2026-01-01T00:05:00+00:00");
    assert_eq!(told["lockedAt"], "2026-01-01T00:00:00+00:00");
    assert_eq!(lock(mo, b, two).await.reason(), "NOTHING_TO_DO");
    assert_eq!(unlock(mo, c).await.reason(), "NOTHING_TO_DO");
    let late = json!({ "until": "2026-01-01T00:01:00Z" });
    assert_eq!(lock(mo, b, late).await.error("field"), "until");
    assert_eq!(talk.locks().await, "-bbb-");
}

/// Who, what, why, and what puts it back; readers of the thread notice.
#[tokio::test]
async fn locks_are_lines_of_the_log_that_can_be_put_back() {
    let talk = Talk::new().await;
    let (app, mo, [a, b, ..]) = (&talk.app, &talk.mo, &talk.comments);
    lock(mo, a, json!({})).await.at("/lockBranch");
    let before = app.episode(&talk.thread).await.version;
    let said = json!({ "reason": "heated", "privateNote": "since 12:04" });
    lock(mo, b, said).await.at("/lockBranch");
    assert!(app.episode(&talk.thread).await.version > before);
    let put_back = async |details: &str| {
        let txn = app.app.db.begin_write().await.unwrap();
        let id = talk.thread.episode.id;
        storage::episodes::lock(&txn, id).await.unwrap();
        let comment = storage::comments::find_any(&txn, b.id).await.unwrap();
        let done = threads::put_branch_back(&txn, &comment.unwrap(), details).await;
        txn.commit().await.unwrap();
        done.unwrap()
    };
    let locking = app.details(b.id.0).await;
    assert_eq!(talk.locks().await, "abbba");
    unlock(mo, b).await.at("/unlockBranch");
    let unlocking = app.details(b.id.0).await;
    assert_eq!(talk.locks().await, "aaaaa");
    assert!(put_back(&unlocking).await);
    assert_eq!(talk.locks().await, "abbba");
    let again = app.anonymous();
    let query = "query($id: ID!) { comment(id: $id) { branchLock { reason } } }";
    let told = again.run(query, json!({ "id": comment_id(b.id) })).await;
    assert_eq!(told.text("/comment/branchLock/reason"), "heated");
    assert!(put_back(&locking).await);
    assert_eq!(talk.locks().await, "aaaaa");
    assert!(!put_back("{").await);
    for (action, from, to, reason, note) in [
        ("lock_branch", "OPEN", "LOCKED", "heated", "since 12:04"),
        ("unlock_branch", "LOCKED", "OPEN", "", ""),
    ] {
        let condition = "action = $1 AND from_state = $2 AND to_state = $3 AND subject_id = $4 \
            AND episode_id = $5 AND actor_id = $6 AND coalesce(reason, '') = $7 \
            AND coalesce(note, '') = $8";
        let values = vec![
            action.into(),
            from.into(),
            to.into(),
            b.id.into(),
            talk.thread.episode.id.into(),
            mo.member_id().into(),
            reason.into(),
            note.into(),
        ];
        let found = app.count("log_entry", condition, values).await;
        assert_eq!(found, 1, "{action}");
    }
}

/// A tombstone can be locked, and a lock outlives the words of its comment.
#[tokio::test]
async fn a_lock_outlives_its_comment() {
    let talk = Talk::new().await;
    let (mo, [_, b, c, ..]) = (&talk.mo, &talk.comments);
    lock(mo, b, json!({})).await.at("/lockBranch");
    talk.ben
        .delete(&comment_id(b.id))
        .await
        .at("/deleteComment");
    assert_eq!(talk.locks().await, "-bbb-");
    unlock(mo, b).await.at("/unlockBranch");
    lock(mo, b, json!({})).await.at("/lockBranch");
    mo.reject(vec![crate::support::item(&talk.app.stored(c.id).await)])
        .await
        .at("/rejectComments");
    let refused = talk
        .ben
        .reply(&talk.thread, &comment_id(c.id), "hello")
        .await;
    assert_eq!(refused.reason(), "BRANCH_LOCKED");
    talk.app.assert_no_drift().await;
}

/// An import that comes again brings answers to what has been locked meanwhile.
#[tokio::test]
async fn imported_answers_stand_under_the_lock() {
    let app = TestApp::new().await;
    let (thread, mo) = (app.thread().await, app.moderator("Mo").await);
    let author = app.reader("Ana").await.member_id();
    let planned = |number: usize| {
        let planned = |index: usize| Planned {
            episode_id: thread.episode.id,
            parent: index.checked_sub(1),
            status: Status::Approved,
            created_at: thread.episode.created_at,
            external_key: format!("test:{index}"),
        };
        (0..number).map(planned).collect::<Vec<_>>()
    };
    let import = async |number: usize| {
        let txn = app.app.db.begin_write().await.unwrap();
        let writer = Writer::new(&app.app, &txn, &thread.site, planned(number)).await;
        let mut writer = writer.unwrap();
        // The last first: it is linked only at the end.
        for index in (0..number).rev() {
            let written = writer.write(index, author, index.to_string()).await;
            written.unwrap();
        }
        writer.finish().await.unwrap();
        txn.commit().await.unwrap();
    };
    import(2).await;
    let found = storage::comments::list_external(
        &app.app.db.begin_write().await.unwrap(),
        thread.episode.id,
    )
    .await
    .unwrap();
    let second = found.iter().find(|(key, ..)| key == "test:1").unwrap().1;
    let second = app.stored(second).await;
    lock(&mo, &second, json!({})).await.at("/lockBranch");
    import(6).await;
    let locked = vec![second.id.into()];
    let condition = "branch_lock_id = $1";
    assert_eq!(app.count("comment", condition, locked).await, 5);
    app.assert_no_drift().await;
}

/// What the doctor finds wrong of locks, it puts right.
#[tokio::test]
async fn the_doctor_finds_locks_that_drift() {
    let talk = Talk::new().await;
    let (app, mo, [a, b, c, ..]) = (&talk.app, &talk.mo, &talk.comments);
    for comment in [a, b, c] {
        lock(mo, comment, json!({})).await.at("/lockBranch");
    }
    let examine = async |repair| {
        let findings = rejoinder::domain::doctor::examine(&app.app.db, repair, |_, _| {}).await;
        findings.unwrap().wrong.len()
    };
    for (table, change, id) in [
        ("comment", "branch_lock_id = NULL WHERE id", c.id),
        ("comment", "branch_lock_id = parent_id WHERE id", c.id),
        ("branch_lock", "outer_id = NULL WHERE comment_id", c.id),
        (
            "branch_lock",
            "outer_id = comment_id WHERE comment_id",
            b.id,
        ),
    ] {
        let sql = format!("UPDATE {table} SET {change} = $1");
        app.execute(&sql, vec![id.into()]).await;
        assert_eq!(examine(false).await, 1, "{change}");
        assert_eq!(examine(true).await, 1, "{change}");
        assert_eq!(examine(false).await, 0, "{change}");
    }
    assert_eq!(talk.locks().await, "abcca");
}
