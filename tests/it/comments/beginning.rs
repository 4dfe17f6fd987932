//! An episode comes into being with its first comment.
use crate::support::{Setup, TestApp, episode_id, together};
use rejoinder::model::{Mode, Status};
use serde_json::{Value, json};

fn episode(key: &str, url: &str) -> Value {
    json!({ "site": "history", "key": key, "title": "The lamp", "url": url })
}

#[tokio::test]
async fn the_first_comment_makes_the_episode() {
    let app = TestApp::new().await;
    let ana = app.reader("Ana").await;
    let new = episode("300", "https://history.example/300?utm_source=mail");
    let posted = ana.post_with(new, "First!", json!({})).await;
    assert_eq!(
        posted.text("/postComment/comment/episode/title"),
        "The lamp"
    );
    assert_eq!(
        posted.text("/postComment/comment/episode/url"),
        "https://history.example/300"
    );
    let query = r#"{ episode(site: "history", key: "300") { state commentCount urls } }"#;
    let seen = app.anonymous().run(query, json!({})).await;
    assert_eq!(seen.number("/episode/commentCount"), 1);
    assert_eq!(seen.text("/episode/state"), "OPEN");
    assert_eq!(
        seen.at("/episode/urls"),
        &json!(["https://history.example/300"])
    );
    app.assert_no_drift().await;
}

#[tokio::test]
async fn a_page_elsewhere_makes_no_episode() {
    let app = TestApp::new().await;
    let ana = app.reader("Ana").await;
    for url in [
        json!("https://evil.example/300"),
        json!("https://history.example.evil.example/300"),
        json!("http://history.example/300"),
        json!("https://history.example:8443/300"),
        Value::Null,
    ] {
        let new = json!({ "site": "history", "key": "300", "title": "The lamp", "url": url });
        let refused = ana.post_with(new, "First!", json!({})).await;
        assert_eq!(refused.code(), "FORBIDDEN", "{url}");
        assert_eq!(refused.reason(), "FOREIGN_URL", "{url}");
    }
    for url in [
        "javascript:alert(1)",
        "/300",
        "https://me@history.example/300",
    ] {
        let refused = ana
            .post_with(episode("300", url), "First!", json!({}))
            .await;
        assert_eq!(refused.error("field"), "episode.url", "{url}");
    }
    assert_eq!(app.count("episode", "1 = 1", vec![]).await, 0);
}

#[tokio::test]
async fn a_site_can_demand_that_episodes_exist_first() {
    let app = TestApp::with(Setup {
        episodes_must_exist: true,
        ..Setup::default()
    })
    .await;
    let (ana, thread) = (app.reader("Ana").await, app.thread().await);
    let new = episode("300", "https://history.example/300");
    let refused = ana.post_with(new, "First!", json!({})).await;
    assert_eq!(refused.reason(), "EPISODE_MUST_EXIST");
    ana.post(&thread, "This one exists.")
        .await
        .at("/postComment");
    assert_eq!(app.count("episode", "1 = 1", vec![]).await, 1);
}

/// What is wrong with the comment leaves no empty episode behind.
#[tokio::test]
async fn a_refused_first_comment_makes_no_episode() {
    let app = TestApp::new().await;
    let ana = app.reader("Ana").await;
    let new = episode("300", "https://history.example/300");
    let empty = ana.post_with(new.clone(), " ", json!({})).await;
    assert_eq!(empty.error("field"), "body");
    let more = json!({ "parentId": "comment_00000000000070008000000000000000" });
    let orphan = ana.post_with(new, "Yes", more).await;
    assert_eq!(orphan.code(), "NOT_FOUND");
    assert_eq!(app.count("episode", "1 = 1", vec![]).await, 0);
}

const FIND: &str = r#"query($key: String!) { episode(site: "history", key: $key) { id } }"#;

#[tokio::test]
async fn the_address_of_a_page_names_its_episode() {
    let app = TestApp::new().await;
    let ana = app.reader("Ana").await;
    let known = app.thread_on(&app.site, "300").await;
    let known = episode_id(known.episode.id);
    // Another key, the same page: as when a feed is moved and its GUIDs change.
    for spelling in [
        "https://history.example/300",
        "https://history.example/300/",
        "http://history.example/300#top",
    ] {
        let posted = ana
            .post_with(episode("other", spelling), "Me too", json!({}))
            .await;
        let joined = posted.text("/postComment/comment/episode/id");
        assert_eq!(joined, known, "{spelling}");
        let found = app.anonymous().run(FIND, json!({ "key": spelling })).await;
        assert_eq!(found.text("/episode/id"), known, "{spelling}");
    }
    assert_eq!(app.count("episode", "1 = 1", vec![]).await, 1);
}

/// Whoever comes first with a made-up key does not get what is said on the page.
#[tokio::test]
async fn an_episode_that_a_comment_began_does_not_catch_other_keys() {
    let app = TestApp::with(Setup {
        mode: Mode::Pre,
        ..Setup::default()
    })
    .await;
    let (ana, mo) = (app.reader("Ana").await, app.moderator("Mo").await);
    let page = "https://history.example/300";
    let junk = ana.post_with(episode("junk", page), "Hm", json!({})).await;
    let junk = junk.text("/postComment/comment/episode/id");
    let real = ana
        .post_with(episode("300", page), "Hello", json!({}))
        .await;
    assert_ne!(real.text("/postComment/comment/episode/id"), junk);

    // Nothing of it has been approved: it is on no list but the moderators'.
    let list = r#"{ site(key: "history") { episodes { totalCount nodes { id } } } }"#;
    let listed = app.anonymous().run(list, json!({})).await;
    assert_eq!(listed.number("/site/episodes/totalCount"), 0);
    let listed = mo.run(list, json!({})).await;
    assert_eq!(listed.number("/site/episodes/totalCount"), 2);

    // A moderator says which episode the page is.
    let update =
        "mutation($input: UpdateEpisodeInput!) { updateEpisode(input: $input) { episode { id } } }";
    let id = real.text("/postComment/comment/episode/id");
    let updated = mo
        .send(update, json!({ "episodeId": id, "url": page }))
        .await;
    assert_eq!(updated.text("/updateEpisode/episode/id"), id);
    let found = app.anonymous().run(FIND, json!({ "key": page })).await;
    assert_eq!(found.text("/episode/id"), id);
    let listed = app.anonymous().run(list, json!({})).await;
    assert_eq!(listed.number("/site/episodes/totalCount"), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn first_comments_at_once_make_one_episode() {
    let app = TestApp::new().await;
    let node = app.node().await;
    let mut people = Vec::new();
    for index in 0..12 {
        let reader = app.reader(&format!("Reader {index}")).await;
        people.push(if index % 2 == 0 {
            reader
        } else {
            reader.on(node.clone())
        });
    }
    let answers = together(people.into_iter().map(|reader| async move {
        let new = episode("300", "https://history.example/300");
        reader.post_with(new, "First!", json!({})).await
    }))
    .await;
    let mut ids: Vec<String> = answers
        .iter()
        .map(|answer| answer.text("/postComment/comment/episode/id"))
        .collect();
    ids.dedup();
    assert_eq!(ids.len(), 1);
    assert_eq!(app.count("episode", "1 = 1", vec![]).await, 1);
    assert_eq!(app.count("episode_url", "1 = 1", vec![]).await, 1);
    let approved = app.count("comment", "status = $1", vec![Status::Approved.into()]);
    assert_eq!(approved.await, 12);
    app.assert_no_drift().await;
}
