//! Lists that are read often are read by the places of columns: what comes of it is what comes of
//! their names.
use crate::support::TestApp;
use rejoinder::{
    model::{
        Comment, CommentId, HoldReason, Kept, Learned, LogEntryId, Order, PageRequest,
        RejectReason, RevisionId, Status, Visibility,
    },
    storage,
};
use sea_orm::{ConnectionTrait as _, EntityTrait as _};

const PAGE: PageRequest = PageRequest {
    first: 10,
    after: None,
    order: Order::Oldest,
};

/// Of which no two numbers, texts, times or ids are the same.
fn full(app: &TestApp, like: &Comment, parent: Option<&Comment>) -> Comment {
    let (revision, decision) = (app.app.env.new_id(), app.app.env.new_id());
    let later = |minutes| Some(like.created_at + chrono::Duration::minutes(minutes));
    let text = |text: &str| Some(text.to_owned());
    Comment {
        id: CommentId(app.app.env.new_id()),
        parent_id: parent.map(|parent| parent.id),
        nested_under_id: parent.map(|parent| parent.id),
        depth: i16::from(parent.is_some()),
        status: Status::Pending,
        shown: true,
        revision_id: RevisionId(app.app.env.new_id()),
        renderer: 2,
        score: 3,
        reply_count: 4,
        answer_count: 5,
        hold_reasons: vec![HoldReason::Links, HoldReason::Akismet],
        decision_id: Some(LogEntryId(decision)),
        reject_reason: Some(RejectReason::Abuse),
        author_note: text("a note"),
        edited_at: later(1),
        idempotency_key: parent.map(|_| "a key".to_owned()),
        idempotency_hash: Some(vec![6]),
        external_key: parent.map(|_| "another system's".to_owned()),
        reviewed: true,
        kept: Some(Kept {
            revision_id: RevisionId(revision),
            body_markdown: "kept".to_owned(),
            body_html: "<p>kept</p>".to_owned(),
            renderer: 7,
            edited_at: later(2),
        }),
        branch_lock_id: Some(like.id),
        pinned_at: later(3),
        featured_at: later(4),
        report_count: 8,
        report_weight: 9,
        spam_score: Some(10),
        spam_words: text("words"),
        learned_as: Some(Learned::Ham),
        text_hash: Some(vec![11]),
        moment_seconds: Some(12),
        ..like.clone()
    }
}

#[tokio::test]
async fn a_comment_is_the_same_by_the_places_of_its_columns() {
    let app = TestApp::new().await;
    let (thread, ana) = (app.thread().await, app.reader("Ana").await);
    let plain = app.comment(&thread).by(&ana).insert().await;
    let top = full(&app, &plain, None);
    let reply = full(&app, &plain, Some(&top));
    let txn = app.app.db.begin_write().await.unwrap();
    for comment in [&top, &reply] {
        let inserted = storage::comments::insert(&txn, comment.clone()).await;
        inserted.unwrap();
    }
    txn.commit().await.unwrap();

    let db = &app.app.db;
    let tops = storage::threads::top(db, &thread.episode, &PAGE, Visibility::Shown).await;
    let parents = [(thread.episode.id, top.id)];
    let replies = storage::threads::replies(db, &parents, &PAGE, Visibility::Shown).await;
    let by_place = [tops.unwrap(), replies.unwrap()].concat();
    for (found, sent) in by_place.iter().zip([&plain, &top, &reply]) {
        assert_eq!(
            format!("{found:?}"),
            format!("{:?}", app.stored(sent.id).await)
        );
    }
    assert_eq!(format!("{:?}", by_place[2]), format!("{reply:?}"));
    assert_eq!(by_place.len(), 3);
}

#[tokio::test]
async fn a_member_is_the_same_by_the_places_of_its_columns() {
    let app = TestApp::new().await;
    let ana = app.reader("Ana").await.member_id();
    let numbers = "UPDATE member SET picture = 'a digest', standing = 'suspended', \
        standing_until = created_at, standing_reason = 'a reason', approved_count = 1, \
        pending_count = 2, rejected_count = 3, spam_count = 4, deleted_count = 5, \
        reports_upheld = 6, reports_dismissed = 7";
    let db = app.app.db.write();
    db.execute_unprepared(numbers).await.unwrap();
    let by_place = storage::members::list(&app.app.db, &[ana]).await.unwrap();
    let by_name = storage::members::find(db, ana).await.unwrap();
    assert_eq!(
        format!("{:?}", by_place.first()),
        format!("{:?}", by_name.as_ref())
    );
    assert_eq!(by_name.unwrap().reports_dismissed, 7);
}

#[tokio::test]
async fn a_session_with_its_member_is_the_same_by_the_places_of_its_columns() {
    let app = TestApp::new().await;
    let ana = app.reader("Ana").await;
    let filled = "UPDATE session SET kind = 'moderating', device = 'a device', country = 'IS', \
        last_used_at = created_at, proved_at = created_at, second_factor_at = created_at, \
        origin = 'https://a.example', ended_at = created_at";
    let (db, site) = (&app.app.db, app.site.key.as_str());
    db.write().execute_unprepared(filled).await.unwrap();
    let member = storage::members::find(db.read(), ana.member_id()).await;
    let member = member.unwrap().unwrap();
    let all = entity::session::Entity::find().all(db.read()).await;
    for row in all.unwrap() {
        let by_name = storage::sessions::find(db.read(), row.id).await.unwrap();
        let by_place = storage::sessions::find_with_member(db, row.id, site);
        let (session, its_member) = by_place.await.unwrap().unwrap();
        assert_eq!(format!("{:?}", Some(&session)), format!("{by_name:?}"));
        if its_member.id == member.id {
            assert_eq!(format!("{its_member:?}"), format!("{member:?}"));
        }
        let elsewhere = storage::sessions::find_with_member(db, row.id, "none");
        assert!(elsewhere.await.unwrap().is_none());
    }
}

#[tokio::test]
async fn what_a_post_asks_is_what_each_part_of_it_says() {
    let app = TestApp::new().await;
    let (thread, ana) = (app.thread().await, app.reader("Ana").await);
    let (site, author) = (thread.site.key.as_str(), ana.member_id());
    let comment = Comment {
        idempotency_key: Some("used".to_owned()),
        text_hash: Some(vec![1]),
        ..app.comment(&thread).by(&ana).insert().await
    };
    let db = &app.app.db;
    let used = "UPDATE comment SET idempotency_key = 'used', text_hash = $1";
    let hash = [comment.text_hash.clone().into()];
    let backend = db.read().get_database_backend();
    let used = sea_orm::Statement::from_sql_and_values(backend, used, hash);
    db.write().execute_raw(used).await.unwrap();

    let by_name = storage::sites::find_by_key(db.read(), site).await.unwrap();
    for (key, is_used) in [(Some("used"), true), (Some("other"), false), (None, false)] {
        let before = storage::posting::before(db, site, (author, key)).await;
        let before = before.unwrap().unwrap();
        assert_eq!(format!("{:?}", Some(before.site)), format!("{by_name:?}"));
        assert_eq!((before.rules_version, before.is_key_used), (0, is_used));
        for (hash, is_repeat) in [(Some(&[1][..]), true), (Some(&[2]), false), (None, false)] {
            let within = storage::posting::within(db.read(), author, (key, hash)).await;
            let expected = storage::posting::Within {
                is_key_used: is_used,
                is_repeat,
            };
            assert_eq!(within.unwrap(), expected, "{key:?} {hash:?}");
        }
    }
    let somebody = rejoinder::model::MemberId(app.app.env.new_id());
    let asked = (Some("used"), Some(&[1][..]));
    let within = storage::posting::within(db.read(), somebody, asked).await;
    assert_eq!(within.unwrap(), storage::posting::Within::default());
    let nowhere = storage::posting::before(db, "none", (author, None)).await;
    assert!(nowhere.unwrap().is_none());
}

#[tokio::test]
async fn an_episode_with_its_site_is_the_same_by_the_places_of_its_columns() {
    let app = TestApp::new().await;
    let thread = app.thread().await;
    let (site, key) = (thread.site.key.as_str(), thread.episode.key.as_str());
    let numbers = [
        "UPDATE site SET name = 'a name', origins = 'https://a.example', mode = 'newcomers', \
            nesting = 1, newcomer_approvals = 2, edit_window_seconds = 3, \
            episodes_must_exist = true, close_after_days = 4",
        "UPDATE episode SET title = 'a title', url = 'https://a.example/1', mode = 'pre', \
            published_at = created_at, vouched = true, state = 'locked', lock_reason = 'a reason', \
            locked_until = created_at, closed_message = 'a message', closed_until = created_at, \
            close_after_days = 1, closes_on = created_at, comment_count = 2, approved_count = 3, \
            pending_count = 4, rejected_count = 5, spam_count = 6, unreviewed_count = 7, \
            reported_count = 8, top_count = 9, version = 10, renewed_version = 11",
    ];
    let db = &app.app.db;
    for sql in numbers {
        db.write().execute_unprepared(sql).await.unwrap();
    }
    let by_name = (
        storage::sites::find_by_key(db.read(), site).await.unwrap(),
        storage::episodes::find_by_key(db.read(), thread.site.id, key)
            .await
            .unwrap(),
    );
    let by_name = format!("{:?}", by_name.0.zip(by_name.1));
    assert!(by_name.contains("renewed_version: 11"), "{by_name}");

    let found = storage::with_site::find(db, site, key).await.unwrap();
    let found = found.and_then(|(site, episode)| Some((site, episode?)));
    assert_eq!(format!("{found:?}"), by_name);
    let txn = db.begin_write().await.unwrap();
    let locked = storage::with_site::lock(&txn, &thread.site, key).await;
    assert_eq!(format!("{:?}", locked.unwrap()), by_name);

    let (_, none) = storage::with_site::find(db, site, "none")
        .await
        .unwrap()
        .unwrap();
    assert!(none.is_none());
    assert!(
        storage::with_site::find(db, "none", key)
            .await
            .unwrap()
            .is_none()
    );
}
