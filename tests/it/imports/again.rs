//! Importing again, importing more later, and importing into what is there already.
use super::{
    contents, episode,
    export::{NASTY, SAMPLE, comment, export, post},
    import, numbers, run, thread, tree,
};
use crate::support::TestApp;
use serde_json::json;
use std::sync::Arc;
use tokio::sync::Barrier;

const KEY: &str = "https://history.example/?p=1";

#[tokio::test]
async fn importing_twice_adds_nothing() {
    let app = TestApp::new().await;
    let backwards = (1..=20).rev().map(|id| comment(id).to(id / 2));
    let files = [SAMPLE, NASTY, &export([post(1).with(backwards)])];
    for file in files {
        import(&app, file).await;
    }
    let before = contents(&app).await;

    for file in files {
        let report = import(&app, file).await;
        let (_, to_import, _, imported, already_there) = numbers(&report);
        assert_eq!((imported, already_there), (0, to_import));
        let done = report.done.unwrap();
        assert_eq!((done.episodes_created, done.authors_created), (0, 0));
    }

    assert_eq!(contents(&app).await, before);
}

#[tokio::test]
async fn a_later_export_adds_exactly_what_is_new() {
    let app = TestApp::new().await;
    let old = [comment(1), comment(2).to(1)];
    import(&app, &export([post(1).with(old.clone())])).await;
    let first = thread(&app.anonymous(), KEY).await[0]["id"].clone();
    let rosa = app.reader("Rosa").await.at_page("https://history.example");
    let posting = "mutation($input: PostCommentInput!) {
        postComment(input: $input) { comment { id } } }";
    let here = json!({ "site": "history", "key": KEY });
    let reply = json!({ "episode": here, "parentId": first, "body": "In between" });
    rosa.send(posting, reply).await.at("/postComment");
    let before = contents(&app).await;

    let new = [comment(3).to(2), comment(4), comment(5).to(1).held()];
    let file = export([
        post(1).with(old.into_iter().chain(new)),
        post(2).with([comment(6)]),
    ]);
    let report = import(&app, &file).await;

    assert_eq!(numbers(&report), (6, 6, 0, 4, 2));
    let done = report.done.unwrap();
    assert_eq!((done.episodes_created, done.episodes_already_there), (1, 1));
    assert_eq!((done.authors_created, done.authors_already_there), (0, 1));
    let after = contents(&app).await;
    assert_eq!(after["comment"].len(), before["comment"].len() + 4);
    assert_eq!(after["account"], before["account"]);
    let stands = [
        "Text 1",
        "  Text 2 < Text 1",
        "    Text 3 < Text 2",
        "  In between < Text 1",
        "Text 4",
    ];
    assert_eq!(tree(&app.anonymous(), KEY).await, stands);
    let stands = episode(&app.anonymous(), KEY).await;
    assert_eq!(stands["commentCount"], 5);
    app.assert_no_drift().await;
}

#[tokio::test]
async fn what_moderators_made_of_it_stays_when_it_is_imported_again() {
    let app = TestApp::new().await;
    let file = export([post(1).closed().with([comment(1), comment(2).to(1)])]);
    import(&app, &file).await;
    let moderator = app.moderator("Mo").await;
    let query = "query($key: String!) { episode(site: \"history\", key: $key) {
        id comments { nodes { id revisionId } } } }";
    let found = moderator.run(query, json!({ "key": KEY })).await;
    let found = found.at("/episode").clone();
    let first = &found["comments"]["nodes"][0];
    let reject = "mutation($input: RejectCommentsInput!) {
        rejectComments(input: $input) { results { code } } }";
    let item = json!({ "commentId": first["id"], "revisionId": first["revisionId"] });
    let answer = moderator
        .send(reject, json!({ "items": [item], "reason": "OTHER" }))
        .await;
    assert_eq!(answer.at("/rejectComments/results/0/code"), &json!(null));
    let reopen = "mutation($input: ReopenThreadInput!) {
        reopenThread(input: $input) { episode { state } } }";
    let answer = moderator
        .send(reopen, json!({ "episodeId": found["id"] }))
        .await;
    assert_eq!(answer.text("/reopenThread/episode/state"), "OPEN");
    let before = contents(&app).await;

    import(&app, &file).await;

    assert_eq!(contents(&app).await, before);
    app.assert_no_drift().await;
}

/// The parent was missing from the first file, so that the comment stands at the top.
#[tokio::test]
async fn a_reply_is_filed_where_what_it_answers_really_stands() {
    let app = TestApp::new().await;
    import(&app, &export([post(1).with([comment(2).to(1)])])).await;

    let all = [comment(1), comment(2).to(1), comment(3).to(2)];
    import(&app, &export([post(1).with(all)])).await;

    let stands = ["Text 1", "Text 2", "  Text 3 < Text 2"];
    assert_eq!(tree(&app.anonymous(), KEY).await, stands);
    app.assert_no_drift().await;
}

#[tokio::test]
async fn a_dry_run_reports_the_same_and_changes_nothing() {
    let app = TestApp::new().await;
    for file in [SAMPLE, NASTY] {
        let before = contents(&app).await;
        let rehearsed = run(&app, file, true).await.unwrap();
        assert_eq!(contents(&app).await, before);

        assert_eq!(import(&app, file).await, rehearsed);
    }
}

#[tokio::test]
async fn episodes_that_exist_are_joined_by_key_or_by_address() {
    let app = TestApp::new().await;
    app.thread_on(&app.site, "https://history.example/?p=1")
        .await;
    app.thread_on(&app.site, "2").await;
    let file = export([1, 2, 3].map(|number| post(number).closed().with([comment(number.into())])));

    let done = import(&app, &file).await.done.unwrap();

    assert_eq!((done.episodes_created, done.episodes_already_there), (1, 2));
    assert_eq!(contents(&app).await["episode"].len(), 3);
    let reader = app.anonymous();
    for (key, id) in [(KEY, 1), ("2", 2), ("https://history.example/?p=3", 3)] {
        assert_eq!(tree(&reader, key).await, [format!("Text {id}")]);
    }
    let joined = episode(&reader, "2").await;
    assert_eq!(joined["title"], "Episode 2", "as the site has it");
    assert_eq!(joined["state"], "OPEN", "as the site has it");
    app.assert_no_drift().await;
}

/// `http` and `https`, with and without a slash, are one page here and two posts there.
#[tokio::test]
async fn two_posts_of_one_page_are_one_episode_and_lose_nothing() {
    let app = TestApp::new().await;
    let one = post(1).link("https://history.example/same/");
    let two = post(2).link("http://history.example/same");
    let file = export([
        one.with([comment(1), comment(2).to(1)]),
        two.with([
            comment(1).says("Another with this number"),
            comment(3).to(1),
        ]),
    ]);

    let report = import(&app, &file).await;

    assert_eq!(numbers(&report), (4, 4, 0, 4, 0));
    let (done, items) = (report.done.unwrap(), &report.items);
    assert_eq!((done.episodes_created, done.episodes_already_there), (1, 0));
    assert_eq!((items.found, items.episodes, items.merged), (2, 1, 1));
    let pages: Vec<_> = report.pages.iter().map(|page| page.comments).collect();
    assert_eq!(pages, [4]);
    let joined = report
        .lines
        .iter()
        .filter(|line| line.to_string().contains("both make one episode"));
    assert_eq!(joined.count(), 1);
    let mut stands = tree(&app.anonymous(), "https://history.example/same").await;
    stands.sort();
    let all = [
        "  Text 2 < Text 1",
        "  Text 3 < Another with this number",
        "Another with this number",
        "Text 1",
    ];
    assert_eq!(stands, all);
    let before = contents(&app).await;
    let again = import(&app, &file).await;
    assert_eq!(numbers(&again), (4, 4, 0, 0, 4));
    let done = again.done.unwrap();
    assert_eq!((done.episodes_created, done.episodes_already_there), (0, 1));
    assert_eq!(contents(&app).await, before);
    app.assert_no_drift().await;
}

#[tokio::test]
async fn two_imports_at_once_add_it_once() {
    let app = Arc::new(TestApp::new().await);
    let posts = |number| post(number).with((1..=20).map(|id| comment(id).to(id / 2)));
    let file: Arc<str> = export((1..=5).map(posts)).into();
    let barrier = Arc::new(Barrier::new(2));
    let both = [1, 2].map(|_| {
        let (app, file, barrier) = (app.clone(), file.clone(), barrier.clone());
        tokio::spawn(async move {
            barrier.wait().await;
            import(&app, &file).await.done.unwrap().comments_imported
        })
    });

    let mut imported = Vec::new();
    for one in both {
        imported.push(one.await.unwrap());
    }

    imported.sort_unstable();
    assert_eq!(imported, [0, 100]);
    assert_eq!(contents(&app).await["comment"].len(), 100);
    app.assert_no_drift().await;
}

#[tokio::test]
async fn two_posts_at_the_same_address_are_one_episode() {
    let app = TestApp::new().await;
    let posts = [1, 2].map(|id: u32| {
        let post = post(id).link("https://history.example/same/");
        post.with([comment(id.into())])
    });

    let report = import(&app, &export(posts)).await;

    assert_eq!((report.items.episodes, report.items.merged), (1, 1));
    let stands = tree(&app.anonymous(), "https://history.example/same").await;
    assert_eq!(stands, ["Text 1", "Text 2"]);
}
