//! What moderators hold up to readers: up to three pinned comments, and any number of featured.
use crate::support::{Answer, Client, TestApp, comment_id, item, together};
use rejoinder::{domain::threads::Setting, model::Comment};
use serde_json::{Value, json};

/// `pin`, `unpin`, `feature` or `unfeature`.
async fn mark(who: &Client, verb: &str, comment: &Comment) -> Answer {
    let mut input_type = verb.to_owned();
    input_type[..1].make_ascii_uppercase();
    let document = format!(
        "mutation($input: {input_type}CommentInput!) {{ {verb}Comment(input: $input) {{
            comment {{ isPinned isFeatured }} }} }}"
    );
    let input = json!({ "commentId": comment_id(comment.id) });
    who.send(&document, input).await
}

async fn done(who: &Client, verb: &str, comment: &Comment) {
    mark(who, verb, comment)
        .await
        .at(&format!("/{verb}Comment"));
}

/// Ids of the pinned and of the featured comments, as somebody sees them.
async fn seen(who: &Client, thread: &Setting) -> (Vec<String>, Vec<String>) {
    let query = "query($key: String!) { episode(site: \"history\", key: $key) {
        pinnedComments { id isPinned author { displayName } bodyHtml }
        featuredComments { totalCount nodes { id isFeatured } } } }";
    let answer = who.run(query, json!({ "key": thread.episode.key })).await;
    let ids = |pointer: &str, is: &str| {
        let comments = answer.at(pointer).as_array().unwrap().iter();
        let id = |comment: &Value| {
            assert_eq!(comment[is], true);
            comment["id"].as_str().unwrap().to_owned()
        };
        comments.map(id).collect::<Vec<_>>()
    };
    let featured = ids("/episode/featuredComments/nodes", "isFeatured");
    let total = answer.number("/episode/featuredComments/totalCount");
    assert_eq!(total, i64::try_from(featured.len()).unwrap());
    (ids("/episode/pinnedComments", "isPinned"), featured)
}

fn ids(comments: &[&Comment]) -> Vec<String> {
    let ids = comments.iter().map(|comment| comment_id(comment.id));
    ids.collect()
}

/// A thread with four comments, one of them a reply.
async fn four(app: &TestApp) -> (Setting, [Comment; 4]) {
    let (thread, ana) = (app.thread().await, app.reader("Ana").await);
    let one = app.comment(&thread).by(&ana).insert().await;
    let two = app.comment(&thread).by(&ana).insert().await;
    let three = app.comment(&thread).by(&ana).under(&two).insert().await;
    let four = app.comment(&thread).by(&ana).insert().await;
    (thread, [one, two, three, four])
}

#[tokio::test]
async fn three_comments_of_any_level_are_pinned_in_the_order_of_pinning() {
    let app = TestApp::new().await;
    let (thread, [one, two, three, four]) = four(&app).await;
    let mo = app.moderator("Mo").await;
    for comment in [&three, &one, &two] {
        let before = app.episode(&thread).await.version;
        let pinned = mark(&mo, "pin", comment).await;
        assert_eq!(pinned.at("/pinComment/comment/isPinned"), true);
        assert!(app.episode(&thread).await.version > before);
        app.clock.advance(chrono::Duration::seconds(1));
    }
    let refused = mark(&mo, "pin", &four).await;
    assert_eq!(
        (refused.code(), refused.reason()),
        ("CONFLICT", "TOO_MANY_PINS")
    );
    for who in [&app.anonymous(), &mo] {
        assert_eq!(seen(who, &thread).await.0, ids(&[&three, &one, &two]));
    }
    assert_eq!(mark(&mo, "pin", &one).await.reason(), "NOTHING_TO_DO");
    done(&mo, "unpin", &three).await;
    assert_eq!(mark(&mo, "unpin", &three).await.reason(), "NOTHING_TO_DO");
    done(&mo, "pin", &four).await;
    let pinned = seen(&app.anonymous(), &thread).await.0;
    assert_eq!(pinned, ids(&[&one, &two, &four]));
    // Those of another episode are counted apart.
    let (other, [fifth, ..]) = self::four(&app).await;
    done(&mo, "pin", &fifth).await;
    assert_eq!(seen(&mo, &other).await.0, ids(&[&fifth]));
    app.assert_no_drift().await;
}

#[tokio::test]
async fn any_number_is_featured_in_pages() {
    let app = TestApp::new().await;
    let (thread, comments) = four(&app).await;
    let mo = app.moderator("Mo").await;
    for comment in comments.iter().rev() {
        done(&mo, "feature", comment).await;
    }
    let all = ids(&comments.each_ref());
    assert_eq!(seen(&app.anonymous(), &thread).await.1, all);
    let query = "query($key: String!, $after: String) { episode(site: \"history\", key: $key) {
        featuredComments(first: 3, after: $after) { nodes { id }
            pageInfo { hasNextPage endCursor } } } }";
    let page = async |after: Value| {
        let variables = json!({ "key": thread.episode.key, "after": after });
        let answer = mo.run(query, variables).await;
        answer.at("/episode/featuredComments").clone()
    };
    let first = page(Value::Null).await;
    assert_eq!(first["nodes"].as_array().unwrap().len(), 3);
    assert_eq!(first["pageInfo"]["hasNextPage"], true);
    let second = page(first["pageInfo"]["endCursor"].clone()).await;
    assert_eq!(second["nodes"], json!([{ "id": all[3] }]));
    assert_eq!(second["pageInfo"]["hasNextPage"], false);
    done(&mo, "unfeature", &comments[0]).await;
    assert_eq!(
        mark(&mo, "unfeature", &comments[0]).await.reason(),
        "NOTHING_TO_DO"
    );
    assert_eq!(
        mark(&mo, "feature", &comments[1]).await.reason(),
        "NOTHING_TO_DO"
    );
    assert_eq!(seen(&mo, &thread).await.1, all[1..]);
}

/// Nothing out of sight is held up, and what goes out of sight gives its place away.
#[tokio::test]
async fn only_what_all_may_read_is_pinned_and_featured() {
    let app = TestApp::new().await;
    let (thread, [one, two, three, four]) = four(&app).await;
    let (ana, mo) = (app.reader("Ann").await, app.moderator("Mo").await);
    let held = app.comment(&thread).by(&ana).held().insert().await;
    for verb in ["pin", "feature"] {
        assert_eq!(mark(&mo, verb, &held).await.reason(), "NOT_APPROVED");
    }
    let own = app.comment(&thread).by(&ana).insert().await;
    for comment in [&one, &two, &own] {
        done(&mo, "pin", comment).await;
        done(&mo, "feature", comment).await;
    }
    // Two keeps its place in the thread as a tombstone, for its answer.
    mo.reject(vec![item(&one), item(&two)])
        .await
        .at("/rejectComments");
    ana.delete(&comment_id(own.id)).await.at("/deleteComment");
    for who in [&app.anonymous(), &mo] {
        assert_eq!(seen(who, &thread).await, (vec![], vec![]));
    }
    for comment in [&held, &three, &four] {
        if comment.id == held.id {
            mo.approve(vec![item(comment)]).await.at("/approveComments");
        }
        done(&mo, "pin", comment).await;
    }
    assert_eq!(seen(&mo, &thread).await.0, ids(&[&three, &four, &held]));
    app.assert_no_drift().await;
}

/// An older text that readers go on seeing keeps its place.
#[tokio::test]
async fn an_edit_that_is_held_leaves_the_pin() {
    let app = TestApp::mode(rejoinder::model::Mode::Pre).await;
    let (thread, ana) = (app.thread().await, app.reader("Ana").await);
    let comment = app.comment(&thread).by(&ana).insert().await;
    let mo = app.moderator("Mo").await;
    done(&mo, "pin", &comment).await;
    let edited = ana.edit(&comment_id(comment.id), "changed").await;
    assert_eq!(edited.text("/editComment/comment/status"), "PENDING");
    for who in [&app.anonymous(), &ana, &mo] {
        assert_eq!(seen(who, &thread).await.0, ids(&[&comment]));
    }
    app.assert_no_drift().await;
}

#[tokio::test]
async fn pins_and_features_are_lines_of_the_log() {
    let app = TestApp::new().await;
    let (thread, [one, ..]) = four(&app).await;
    let mo = app.moderator("Mo").await;
    for verb in ["pin", "unpin", "feature", "unfeature"] {
        done(&mo, verb, &one).await;
    }
    for (action, from, to) in [
        ("pin_comment", "UNPINNED", "PINNED"),
        ("unpin_comment", "PINNED", "UNPINNED"),
        ("feature_comment", "UNFEATURED", "FEATURED"),
        ("unfeature_comment", "FEATURED", "UNFEATURED"),
    ] {
        let condition = "action = $1 AND from_state = $2 AND to_state = $3 AND subject_id = $4 \
            AND episode_id = $5 AND actor_id = $6";
        let values = vec![
            action.into(),
            from.into(),
            to.into(),
            one.id.into(),
            thread.episode.id.into(),
            mo.member_id().into(),
        ];
        assert_eq!(
            app.count("log_entry", condition, values).await,
            1,
            "{action}"
        );
    }
}

/// Of several at once, as many win as there are places.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn two_at_once_pin_no_fourth() {
    let app = TestApp::new().await;
    let (mo, node) = (app.moderator("Mo").await, app.node().await);
    let also = app.moderator("Mia").await.on(node);
    for round in 0..20 {
        let ana = app.reader(&format!("Ana {round}")).await;
        let thread = app.thread().await;
        let mut comments = Vec::new();
        for _ in 0..4 {
            comments.push(app.comment(&thread).by(&ana).insert().await);
        }
        for comment in &comments[..2] {
            done(&mo, "pin", comment).await;
        }
        let racers = [(mo.clone(), 2), (also.clone(), 3)];
        let answers = together(racers.map(|(who, place)| {
            let comment = comments[place].clone();
            async move { mark(&who, "pin", &comment).await }
        }))
        .await;
        let refused: Vec<_> = answers
            .iter()
            .filter(|answer| answer.json.get("errors").is_some())
            .map(Answer::reason)
            .collect();
        assert_eq!(refused, ["TOO_MANY_PINS"], "round {round}");
        assert_eq!(seen(&mo, &thread).await.0.len(), 3);
    }
    app.assert_no_drift().await;
}

/// The lists cost statements by the document, not by what is in them.
#[tokio::test]
async fn the_lists_cost_the_same_however_much_is_in_them() {
    let app = TestApp::new().await;
    let mo = app.moderator("Mo").await;
    let query = "query($key: String!) { episode(site: \"history\", key: $key) {
        pinnedComments { id author { displayName } viewerHasVoted viewerCan { reply { allowed } } }
        featuredComments { nodes { id author { displayName } parent { id } } } } }";
    let mut costs = Vec::new();
    for number in [1, 3] {
        let (thread, comments) = {
            let thread = app.thread().await;
            let mut comments = Vec::new();
            for _ in 0..number {
                let author = app.reader(&format!("R {number} {}", comments.len())).await;
                comments.push(app.comment(&thread).by(&author).insert().await);
            }
            (thread, comments)
        };
        for comment in &comments {
            done(&mo, "pin", comment).await;
            done(&mo, "feature", comment).await;
        }
        let before = app.app.db.statements();
        let key = json!({ "key": thread.episode.key });
        mo.run(query, key).await.at("/episode");
        costs.push(app.app.db.statements() - before);
    }
    assert_eq!(costs[0], costs[1]);
    assert!(costs[0] <= 12, "{costs:?}");
}
