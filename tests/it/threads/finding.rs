//! Finding the threads of a site, for its moderators: by words, by state, and their locked branches.
use crate::support::{Client, Setup, TestApp, comment_id, episode_id};
use chrono::Duration;
use serde_json::{Value, json};

const EPISODES: &str =
    "query($filter: EpisodeFilterInput, $after: String) { site(key: \"history\") {
    episodes(first: 3, after: $after, filter: $filter) { totalCount
    pageInfo { hasNextPage endCursor } nodes { title state } } } }";

/// Titles and states, a few at a time.
async fn found(by: &Client, filter: Value) -> Vec<(String, String)> {
    let (mut found, mut after) = (Vec::new(), Value::Null);
    loop {
        let variables = json!({ "filter": filter, "after": after });
        let answer = by.run(EPISODES, variables).await;
        let page = answer.at("/site/episodes");
        for node in page["nodes"].as_array().unwrap() {
            let text = |field: &str| node[field].as_str().unwrap().to_owned();
            found.push((text("title"), text("state")));
        }
        if page["pageInfo"]["hasNextPage"] == false {
            assert_eq!(page["totalCount"], found.len());
            return found;
        }
        after = page["pageInfo"]["endCursor"].clone();
    }
}

async fn titles(by: &Client, filter: Value) -> Vec<String> {
    let found = found(by, filter).await;
    found.into_iter().map(|(title, _)| title).collect()
}

/// Threads in all the ways there are to come to a state, on a site that closes them after ten days.
async fn in_all_states() -> (TestApp, Client) {
    let app = TestApp::with(Setup {
        close_after_days: Some(10),
        ..Setup::default()
    })
    .await;
    let mo = app.moderator("Mo").await;
    let until = |days| json!({ "until": app.app.env.now() + Duration::days(days) });
    for more in [json!({}), until(2)] {
        for what in 0..3 {
            let thread = app.thread().await;
            let answer = match what {
                0 => mo.lock(&thread, more.clone()).await,
                1 => mo.close(&thread, more.clone()).await,
                _ => {
                    mo.close(&thread, json!({})).await;
                    mo.reopen_with(&thread, more.clone()).await
                }
            };
            assert!(answer.json.get("errors").is_none(), "{}", answer.json);
        }
    }
    for columns in [
        "close_after_days = 0",
        "close_after_days = 1",
        "published_at = NULL",
    ] {
        let thread = app.thread().await;
        let sql = format!("UPDATE episode SET {columns} WHERE id = $1");
        app.execute(&sql, vec![thread.episode.id.into()]).await;
    }
    (app, mo)
}

#[tokio::test]
async fn threads_are_found_by_the_state_that_they_are_in_now() {
    let (app, mo) = in_all_states().await;
    for (days, open, locked, closed) in [(0, 5, 2, 2), (1, 4, 2, 3), (1, 5, 1, 3), (8, 2, 0, 7)] {
        app.clock.advance(Duration::days(days));
        let mo = if days == 0 {
            mo.clone()
        } else {
            app.moderator(&format!("Mo{days}{open}")).await
        };
        let all = found(&mo, Value::Null).await;
        assert_eq!(all.len(), 9);
        for (state, number) in [("OPEN", open), ("LOCKED", locked), ("CLOSED", closed)] {
            let expect: Vec<_> = all.iter().filter(|(_, is)| is == state).cloned().collect();
            assert_eq!(found(&mo, json!({ "state": state })).await, expect);
            assert_eq!(expect.len(), number, "{state} after {days} more days");
        }
    }
}

#[tokio::test]
async fn threads_are_found_by_title_key_and_address() {
    let app = TestApp::new().await;
    let mo = app.moderator("Mo").await;
    let other = app.other_site("ships").await;
    app.thread_on(&other, "lantern").await;
    for (key, title, url) in [
        (
            "278",
            "The Lantern Keepers",
            "https://history.example/lamps",
        ),
        ("279", "École des phares", "https://history.example/ecole"),
        (
            "guid-under_score",
            "100% Fog",
            "https://history.example/fog",
        ),
    ] {
        let thread = app.thread_on(&app.site, key).await;
        let sql = "UPDATE episode SET title = $1, url = $2 WHERE id = $3";
        let id = thread.episode.id.into();
        app.execute(sql, vec![title.into(), url.into(), id]).await;
    }
    for (text, expect) in [
        ("lantern k", vec!["The Lantern Keepers"]),
        ("LAMPS", vec!["The Lantern Keepers"]),
        ("27", vec!["École des phares", "The Lantern Keepers"]),
        ("école", vec!["École des phares"]),
        ("ÉCOLE DES", vec!["École des phares"]),
        ("%", vec!["100% Fog"]),
        ("r_s", vec!["100% Fog"]),
        ("\\", vec![]),
        ("nowhere", vec![]),
    ] {
        assert_eq!(titles(&mo, json!({ "text": text })).await, expect, "{text}");
    }
    let locked = json!({ "text": "27", "state": "LOCKED" });
    assert_eq!(titles(&mo, locked).await, Vec::<String>::new());
    let blank = titles(&mo, json!({ "text": "  " })).await;
    assert_eq!(blank.len(), 3);
    let long = json!({ "filter": { "text": "x".repeat(201) } });
    assert_eq!(mo.run(EPISODES, long).await.code(), "INVALID");
}

#[tokio::test]
async fn only_moderators_search() {
    let app = TestApp::new().await;
    let other = app.other_site("ships").await;
    let stranger = app
        .signed_in(&other, "Nel", rejoinder::model::Role::Admin)
        .await;
    let filter = json!({ "filter": { "text": "a" } });
    for (who, code) in [
        (app.anonymous(), "UNAUTHENTICATED"),
        (app.reader("Ben").await, "FORBIDDEN"),
        (stranger, "UNAUTHENTICATED"),
    ] {
        assert_eq!(who.run(EPISODES, filter.clone()).await.code(), code);
        assert!(
            who.run(EPISODES, json!({}))
                .await
                .json
                .get("errors")
                .is_none()
        );
    }
}

#[tokio::test]
async fn locked_branches_are_listed_while_they_are_locked() {
    let app = TestApp::new().await;
    let (mo, ben) = (app.moderator("Mo").await, app.reader("Ben").await);
    let (thread, other) = (app.thread().await, app.thread().await);
    let new = || app.comment(&thread).by(&ben);
    let (first, second, third) = (
        new().insert().await,
        new().insert().await,
        new().insert().await,
    );
    let elsewhere = app.comment(&other).by(&ben).insert().await;
    let lock =
        "mutation($input: LockBranchInput!) { lockBranch(input: $input) { comment { id } } }";
    let soon = app.app.env.now() + Duration::minutes(5);
    for (comment, more) in [
        (&first, json!({ "reason": "Enough of that." })),
        (&second, json!({ "until": soon })),
        (&third, json!({})),
        (&elsewhere, json!({})),
    ] {
        let mut input = json!({ "commentId": comment_id(comment.id) });
        input
            .as_object_mut()
            .unwrap()
            .extend(more.as_object().unwrap().clone());
        mo.send(lock, input).await.at("/lockBranch/comment");
        app.clock.advance(Duration::seconds(1));
    }
    let query = "query($id: ID!) { node(id: $id) { ... on Episode {
        branchLocks { commentId reason until } } } }";
    let variables = json!({ "id": episode_id(thread.episode.id) });
    let locks = |answer: &crate::support::Answer| -> Vec<String> {
        let locks = answer.at("/node/branchLocks").as_array().unwrap();
        let id = |lock: &Value| lock["commentId"].as_str().unwrap().to_owned();
        locks.iter().map(id).collect()
    };
    let answer = mo.run(query, variables.clone()).await;
    let expect = [&third, &second, &first].map(|comment| comment_id(comment.id));
    assert_eq!(locks(&answer), expect);
    assert_eq!(answer.at("/node/branchLocks/2/reason"), "Enough of that.");
    app.clock.advance(Duration::minutes(5));
    let answer = mo.run(query, variables.clone()).await;
    assert_eq!(locks(&answer), [expect[0].clone(), expect[2].clone()]);
    for who in [app.anonymous(), ben] {
        let answer = who.run(query, variables.clone()).await;
        assert_eq!(answer.at("/node/branchLocks"), &Value::Null);
    }
}
