//! Posting comments and replies.
use crate::support::{Setup, TestApp, comment_id, named};
use rejoinder::{domain::accounts, model::Status};
use serde_json::{Value, json};

const CREATED: &str = "/postComment/comment";

#[tokio::test]
async fn a_comment_is_there_for_all_as_soon_as_it_is_posted() {
    let app = TestApp::new().await;
    let (thread, ana) = (app.thread().await, app.reader("Ana").await);
    let posted = ana.post(&thread, "Was the lamp *ever* lit?").await;
    assert_eq!(posted.text("/postComment/comment/status"), "APPROVED");
    let id = posted.text("/postComment/comment/id");
    let query = "query($id: ID!) { comment(id: $id) { bodyHtml author { displayName } depth } }";
    let seen = app.anonymous().run(query, json!({ "id": id })).await;
    assert_eq!(
        seen.text("/comment/bodyHtml").trim(),
        "<p>Was the lamp <em>ever</em> lit?</p>"
    );
    assert_eq!(seen.text("/comment/author/displayName"), "Ana");
    assert_eq!(seen.number("/comment/depth"), 0);
    app.assert_no_drift().await;
}

#[tokio::test]
async fn a_reply_stands_under_what_it_answers() {
    let app = TestApp::new().await;
    let (thread, ana) = (app.thread().await, app.reader("Ana").await);
    let top = app.comment(&thread).by(&ana).insert().await;
    let reply = ana.reply(&thread, &comment_id(top.id), "Yes.").await;
    let parent = reply.text("/postComment/comment/parent/id");
    assert_eq!(parent, comment_id(top.id));
    let query =
        "query($id: ID!) { comment(id: $id) { replyCount replies { totalCount nodes { id } } } }";
    let seen = app.anonymous().run(query, json!({ "id": parent })).await;
    assert_eq!(seen.number("/comment/replyCount"), 1);
    assert_eq!(
        seen.at("/comment/replies/nodes/0/id"),
        reply.at("/postComment/comment/id")
    );
}

/// Each answers the one before: below the last level they stand level, and still say whom they
/// answer.
#[tokio::test]
async fn a_reply_below_the_last_level_stands_level_and_keeps_its_parent() {
    let app = TestApp::with(Setup {
        nesting: 3,
        ..Setup::default()
    })
    .await;
    let (thread, ana) = (app.thread().await, app.reader("Ana").await);
    let first = ana.post(&thread, "0").await;
    let mut chain = vec![first.text("/postComment/comment/id")];
    let mut depths = Vec::new();
    for level in 1..6 {
        let to = chain.last().unwrap().clone();
        let reply = ana.reply(&thread, &to, &level.to_string()).await;
        assert_eq!(reply.text("/postComment/comment/parent/id"), to);
        depths.push(reply.number("/postComment/comment/depth"));
        chain.push(reply.text("/postComment/comment/id"));
    }
    assert_eq!(depths, [1, 2, 2, 2, 2]);

    let query =
        "query($id: ID!) { comment(id: $id) { ancestors { id } replies { nodes { id } } } }";
    let second = app.anonymous().run(query, json!({ "id": chain[1] })).await;
    let level: Vec<&Value> = second
        .at("/comment/replies/nodes")
        .as_array()
        .unwrap()
        .iter()
        .map(|reply| &reply["id"])
        .collect();
    assert_eq!(level, [&chain[2], &chain[3], &chain[4], &chain[5]]);
    let last = app.anonymous().run(query, json!({ "id": chain[5] })).await;
    assert_eq!(
        last.at("/comment/ancestors"),
        &json!([{ "id": chain[0] }, { "id": chain[1] }])
    );
    app.assert_no_drift().await;
}

#[tokio::test]
async fn a_body_without_anything_to_see_is_refused() {
    let app = TestApp::new().await;
    let (thread, ana) = (app.thread().await, app.reader("Ana").await);
    for body in ["", "   \n\t ", "\u{200B}\u{FEFF}", "&nbsp;", "bell\u{7}"] {
        let refused = ana.post(&thread, body).await;
        assert_eq!(refused.code(), "INVALID", "{body:?}");
        assert_eq!(refused.error("field"), "body", "{body:?}");
    }
    assert_eq!(app.count_status(&thread, Status::Approved).await, 0);
}

#[tokio::test]
async fn a_body_of_ten_thousand_characters_is_taken_and_a_longer_one_is_not() {
    let app = TestApp::new().await;
    let (thread, ana) = (app.thread().await, app.reader("Ana").await);
    let longest = "é".repeat(10_000);
    let taken = ana.post(&thread, &longest).await;
    assert_eq!(taken.text("/postComment/comment/bodyMarkdown"), longest);
    let refused = ana.post(&thread, &format!("{longest}é")).await;
    assert_eq!(refused.error("field"), "body");
}

#[tokio::test]
async fn markdown_becomes_a_safe_subset_of_html_and_html_becomes_text() {
    let app = TestApp::new().await;
    let (thread, ana) = (app.thread().await, app.reader("Ana").await);
    for (body, has, has_not) in [
        ("**bold** and `code`", "<strong>bold</strong>", "**"),
        ("- one\n- two", "<li>one</li>", "- one"),
        ("> quoted", "<blockquote>", "&gt; quoted"),
        (
            "[page](https://example.org/x)",
            r#"rel="nofollow ugc noopener""#,
            "[page]",
        ),
        ("[bad](javascript:alert(1))", "bad", "href"),
        ("<script>alert(1)</script> hello", "hello", "<script"),
        ("<b onclick=x>hello</b>", "hello", "<b "),
        ("![alt](https://example.org/i.png)", "", "<img"),
    ] {
        app.clock.advance(chrono::Duration::seconds(6));
        let posted = ana.post(&thread, body).await;
        let html = posted.text("/postComment/comment/bodyHtml");
        assert!(html.contains(has), "{body:?} became {html:?}");
        assert!(!html.contains(has_not), "{body:?} became {html:?}");
        assert_eq!(posted.text("/postComment/comment/bodyMarkdown"), body);
    }
}

#[tokio::test]
async fn nobody_posts_without_signing_in() {
    let app = TestApp::new().await;
    let thread = app.thread().await;
    let refused = app.anonymous().post(&thread, "hello").await;
    assert_eq!(refused.code(), "UNAUTHENTICATED");
    assert_eq!(refused.reason(), "SIGNED_OUT");
}

/// Held for the first two: one is not seen at all, the author's own is seen and not answered.
#[tokio::test]
async fn only_an_approved_comment_of_the_same_thread_can_be_answered() {
    let app = TestApp::new().await;
    let (thread, other) = (app.thread().await, app.thread().await);
    let (ana, ben) = (app.reader("Ana").await, app.reader("Ben").await);
    let held = app.comment(&thread).by(&ana).held().insert().await;
    let elsewhere = app.comment(&other).by(&ana).insert().await;
    let gone = app.comment(&thread).by(&ana).insert().await;
    let tombstone = app.comment(&thread).by(&ana).insert().await;
    app.comment(&thread)
        .by(&ben)
        .under(&tombstone)
        .insert()
        .await;
    for deleted in [&gone, &tombstone] {
        ana.delete(&comment_id(deleted.id))
            .await
            .at("/deleteComment");
    }
    for (who, to, code) in [
        (&ben, &held, "NOT_FOUND"),
        (&ana, &held, "FORBIDDEN"),
        (&ben, &elsewhere, "NOT_FOUND"),
        (&ben, &gone, "NOT_FOUND"),
        (&ana, &gone, "NOT_FOUND"),
        (&ben, &tombstone, "FORBIDDEN"),
    ] {
        let refused = who.reply(&thread, &comment_id(to.id), "But").await;
        assert_eq!(refused.code(), code, "{:?}", to.status);
    }
    let nothing = ben.reply(&thread, "comment_1", "But").await;
    assert_eq!(nothing.code(), "NOT_FOUND");
    assert_eq!(app.count_status(&thread, Status::Approved).await, 1);
    app.assert_no_drift().await;
}

#[tokio::test]
async fn ten_in_ten_seconds_are_more_than_one_account_may_post() {
    let app = TestApp::new().await;
    let (thread, ana) = (app.thread().await, app.reader("Ana").await);
    let mut taken = 0;
    for number in 0..100 {
        let answer = ana.post(&thread, &format!("Buy number {number}")).await;
        if answer.json.get("errors").is_none() {
            taken += 1;
        } else {
            assert_eq!(answer.code(), "RATE_LIMITED");
            let wait = &answer.json["errors"][0]["extensions"]["retryAfter"];
            assert!((1..=6).contains(&wait.as_i64().unwrap()), "{wait}");
        }
        app.clock.advance(chrono::Duration::milliseconds(100));
    }
    assert!((8..=10).contains(&taken), "{taken}");
    let ben = app.reader("Ben").await;
    ben.post(&thread, "I still may.").await.at(CREATED);
}

#[tokio::test]
async fn a_comment_on_another_site_is_not_found_to_be_possible() {
    let app = TestApp::new().await;
    let (ana, other) = (app.reader("Ana").await, app.other_site("ships").await);
    let thread = app.thread_on(&other, "1").await;
    let theirs = ana.post(&thread, "hello").await;
    let nowhere = json!({ "site": "nowhere", "key": "1" });
    let nowhere = ana.post_with(nowhere, "hello", json!({})).await;
    assert_eq!(theirs.code(), "NOT_FOUND");
    assert_eq!(theirs.json["errors"], nowhere.json["errors"]);
}

#[tokio::test]
async fn a_page_of_another_site_cannot_post_and_the_sites_own_can() {
    let app = TestApp::new().await;
    let (thread, ana) = (app.thread().await, app.reader("Ana").await);
    for origin in [
        "https://evil.example",
        "null",
        "https://history.example.evil.example",
    ] {
        let refused = ana.at_page(origin).post(&thread, "hello").await;
        assert_eq!(refused.reason(), "FOREIGN_ORIGIN", "{origin}");
    }
    for origin in ["https://history.example", "http://comments.test"] {
        let answer = ana.at_page(origin).post(&thread, "hello").await;
        answer.at(CREATED);
    }
}

/// Accounts keep their id in the API through everything: a reply's author is the member.
#[tokio::test]
async fn the_author_of_a_comment_is_the_one_who_posted_it_and_no_field_says_otherwise() {
    let app = TestApp::new().await;
    let (thread, ana, ben) = (
        app.thread().await,
        app.reader("Ana").await,
        app.reader("Ben").await,
    );
    for field in ["authorId", "status", "createdAt", "score", "siteId"] {
        let more = json!({ field: ben.member_id().0.to_string() });
        let refused = ana.post_with(named(&thread), "hello", more).await;
        assert_eq!(refused.code(), "VALIDATION_FAILED", "{field}");
    }
    ana.post(&thread, "hello").await.at(CREATED);
    let member = accounts::find_author(&app.app, &TestApp::nobody(), ana.member_id()).await;
    assert_eq!(member.unwrap().unwrap().record.approved, 1);
}
