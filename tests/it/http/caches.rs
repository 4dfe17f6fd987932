//! Caches between the service and its readers: what answers are called, and how they are asked back.
use super::{Read, ask, thread_of};
use crate::support::{Setup, TestApp, receiver::Receiver};
use axum::{Router, body::Body, http::Request};
use rejoinder::{
    domain::{
        caches::{Purge, Settings},
        episodes, housekeeping, live,
    },
    graphql,
    http::{self, Web},
    model::Change,
};
use serde_json::json;
use sha2::{Digest, Sha256};
use std::{future::pending, iter, sync::Arc};
use tokio::task::JoinSet;

const THREAD: &str =
    "query($key: String!) { episode(site: \"history\", key: $key) { commentCount } }";
const READERS: &str =
    "query($key: String!) { episode(site: \"history\", key: $key) { readerCount } }";
const COUNTS: &str =
    "{ commentCounts(site: \"history\", episodes: [\"100\", \"101\"]) { key count } }";
const PAGE: &str = "/embed/history/100";

fn settings(purge: Option<Purge>) -> Settings {
    Settings {
        bytes: 1024 * 1024,
        seconds: 60,
        purge,
    }
}

/// One whose webhooks may not call this machine: the cache may be on it all the same.
async fn app(purge: Option<Purge>) -> TestApp {
    TestApp::with(Setup {
        caches: settings(purge),
        ..Setup::default()
    })
    .await
}

fn hash(text: &str) -> String {
    format!("{:x}", Sha256::digest(text))
}

fn router(app: &TestApp) -> Router {
    let known = json!({ hash(THREAD): THREAD, hash(READERS): READERS, hash(COUNTS): COUNTS });
    let known = known.to_string();
    let web = Web {
        documents: known.leak(),
        ..Web::default()
    };
    http::router_with(
        &app.app,
        graphql::schema(),
        web,
        (Vec::new().into(), Router::new()),
    )
}

async fn get(router: &Router, path: &str) -> Read {
    let request = Request::get(path).body(Body::empty()).unwrap();
    ask(router.clone(), request).await
}

async fn query(router: &Router, text: &str, key: &str) -> Read {
    let variables = format!("%7B%22key%22%3A%22{key}%22%7D");
    let hash = hash(text);
    let path = format!("/graphql?documentId=sha256%3A{hash}&variables={variables}");
    get(router, &path).await
}

fn names(read: &Read) -> Vec<String> {
    let names = read.headers["surrogate-key"].to_str().unwrap();
    let tags = read.headers["cache-tag"].to_str().unwrap();
    assert_eq!(names.replace(' ', ","), tags);
    names.split(' ').map(str::to_owned).collect()
}

/// Where the name stands in the path.
fn by_path(receiver: &Receiver) -> Purge {
    Purge {
        url: format!("{}purge/{{key}}", receiver.url),
        body: None,
        header: Some(("fastly-key".parse().unwrap(), "a secret".parse().unwrap())),
    }
}

#[tokio::test]
async fn answers_carry_the_names_of_what_they_tell_of() {
    let receiver = Receiver::start().await;
    let app = app(Some(by_path(&receiver))).await;
    let router = router(&app);
    let site = format!("site-{}", app.site.id.0.simple());
    let absent = query(&router, THREAD, "100").await;
    assert_eq!(names(&absent), ["rejoinder", &site]);
    thread_of(&app, 1, 0, 0).await;
    let setting = episodes::find(&app.app, "history", "100")
        .await
        .unwrap()
        .unwrap();
    let episode = format!("episode-{}", setting.episode.id.0.simple());
    let thread = query(&router, THREAD, "100").await;
    assert_eq!(names(&thread), ["rejoinder", &episode]);
    let counts = query(&router, COUNTS, "100").await;
    assert_eq!(names(&counts), ["rejoinder", &site, &episode]);
    assert_eq!(names(&get(&router, PAGE).await), ["rejoinder", &episode]);
    let rule = thread.headers["cache-control"].to_str().unwrap();
    assert_eq!(rule, "public, max-age=0, s-maxage=60");
    let rule = thread.headers["cdn-cache-control"].to_str().unwrap();
    assert_eq!(rule, "public, max-age=60, stale-while-revalidate=30");
    // When it changes nobody tells of it.
    let readers = query(&router, READERS, "100").await;
    assert_eq!(names(&readers), ["rejoinder", &episode]);
    let rule = readers.headers["cache-control"].to_str().unwrap();
    assert_eq!(rule, "public, max-age=0, s-maxage=5");
    assert_eq!(readers.headers["cdn-cache-control"], "public, max-age=5");

    let text = "/graphql?query=%7BcommentCounts(site%3A%22history%22,episodes%3A%5B%22100%22%5D)%7Bkey%7D%7D";
    let kept_by_nobody = get(&router, text).await;
    assert_eq!(kept_by_nobody.status, 200);
    assert_eq!(kept_by_nobody.headers["cache-control"], "no-store");
    assert!(!kept_by_nobody.headers.contains_key("surrogate-key"));
}

#[tokio::test]
async fn who_takes_no_encoding_gets_no_answer_to_keep() {
    let app = app(None).await;
    thread_of(&app, 1, 0, 0).await;
    let request = Request::get(PAGE).header("accept-encoding", "identity;q=0");
    let read = ask(router(&app), request.body(Body::empty()).unwrap()).await;
    assert_eq!(read.status, 406);
    assert_eq!(read.headers["cache-control"], "no-store");
    assert_eq!(read.code(), "NOT_ACCEPTABLE");
    assert!(read.text.len() < 200, "{}", read.text);
}

#[tokio::test]
async fn without_a_way_to_ask_back_there_are_no_names() {
    let app = app(None).await;
    thread_of(&app, 1, 0, 0).await;
    let router = router(&app);
    for read in [
        query(&router, THREAD, "100").await,
        get(&router, PAGE).await,
    ] {
        assert_eq!(read.status, 200);
        assert!(!read.headers.contains_key("surrogate-key"));
        assert!(!read.headers.contains_key("cache-tag"));
    }
}

#[tokio::test]
async fn what_has_changed_is_asked_back_until_it_is_taken() {
    let receiver = Receiver::start().await;
    let app = app(Some(by_path(&receiver))).await;
    let (thread, ana) = (app.thread().await, app.reader("Ana").await);
    let mut watching = JoinSet::new();
    receiver.replies(200, &[], "");
    watching.spawn(live::run(Arc::clone(&app.app), pending()));
    // What a node that was killed may have left: everything.
    receiver.arrived(1).await;
    assert_eq!(receiver.received()[0].path, "/purge/rejoinder");
    receiver.replies(500, &[], "");
    receiver.replies(200, &[], "");
    ana.post(&thread, "Is anybody there?")
        .await
        .at("/postComment");
    let path = format!("/purge/episode-{}", thread.episode.id.0.simple());
    let (mut number, mut named) = (1, Vec::new());
    while named.len() < 2 {
        number += 1;
        receiver.arrived(number).await;
        named.extend(receiver.received());
        // All of it is asked back once more, some seconds after the start.
        named.retain(|received| received.path != "/purge/rejoinder");
    }
    for received in named {
        assert_eq!(received.path, path);
        assert_eq!(received.header("fastly-key"), "a secret");
        assert!(received.body.is_empty());
    }
}

/// What it says about threads that nothing has happened in.
#[tokio::test]
async fn what_all_threads_hang_on_is_told_of() {
    let app = app(None).await;
    let (ada, ana) = (app.admin("Ada").await, app.reader("Ana").await);
    let mut told = app.app.db.changes().watch().unwrap();
    let author = format!("author_{}", ana.member_id().0.simple());
    let here = "input: { site: \"history\",";
    for change in [
        format!("updateSite({here} closeAfterDays: 7 }}) {{ site {{ id }} }}"),
        format!("updateWaysIn({here} rolesFromSiteTokens: true }}) {{ site {{ id }} }}"),
        format!(
            "setRole(input: {{ authorId: \"{author}\", role: MODERATOR }}) {{ author {{ id }} }}"
        ),
    ] {
        ada.run(&format!("mutation {{ done: {change} }}"), json!({}))
            .await
            .at("/done");
        let site = Change::Site(app.site.id);
        let mut changes = iter::from_fn(|| told.try_recv().ok());
        assert!(changes.any(|told| *told.change == site), "{change}");
    }
}

/// What bears the name of somebody who is gone.
#[tokio::test]
async fn the_threads_of_who_is_erased_are_told_of() {
    let app = app(None).await;
    let (ada, ana, bea) = (
        app.admin("Ada").await,
        app.reader("Ana").await,
        app.reader("Bea").await,
    );
    let (written_in, other) = (app.thread().await, app.thread().await);
    for client in [&ana, &bea] {
        client.post(&written_in, "Bye.").await.at("/postComment");
        ada.post(&other, "Not theirs.").await.at("/postComment");
    }
    let author = format!("author_{}", ana.member_id().0.simple());
    for (client, erasing) in [
        (
            &ada,
            format!("eraseMember(input: {{ authorId: \"{author}\", comments: KEEP_ANONYMOUSLY }})"),
        ),
        (
            &bea,
            "eraseMe(input: { comments: KEEP_ANONYMOUSLY })".to_owned(),
        ),
    ] {
        let mut told = app.app.db.changes().watch().unwrap();
        let document = format!("mutation {{ done: {erasing} {{ __typename }} }}");
        client.run(&document, json!({})).await.at("/done");
        let changes: Vec<_> = iter::from_fn(|| told.try_recv().ok()).collect();
        let has = |change| changes.iter().any(|told| *told.change == change);
        assert!(has(Change::thread(written_in.episode.id)), "{erasing}");
        assert!(!has(Change::thread(other.episode.id)), "{erasing}");
        // Once is enough.
        housekeeping::once(&app.app, None).await.unwrap();
        let more: Vec<_> = iter::from_fn(|| told.try_recv().ok()).collect();
        assert!(more.is_empty(), "{more:?}");
    }
}

#[tokio::test]
async fn a_name_may_stand_in_what_is_sent() {
    let receiver = Receiver::start().await;
    let purge = Purge {
        url: receiver.url.clone(),
        body: Some("{\"tags\":[\"{key}\"]}".to_owned()),
        header: None,
    };
    let app = app(Some(purge)).await;
    let mut watching = JoinSet::new();
    watching.spawn(live::run(Arc::clone(&app.app), pending()));
    receiver.replies(200, &[], "");
    receiver.arrived(1).await;
    receiver.replies(200, &[], "");
    // A new episode: whoever was told that there is none is told anew.
    app.thread().await;
    receiver.arrived(2).await;
    let site = format!("site-{}", app.site.id.0.simple());
    let sent = json!({ "tags": [site] }).to_string();
    let asked = receiver.received();
    assert!(asked.iter().any(|one| one.body == sent), "{asked:?}");
}
