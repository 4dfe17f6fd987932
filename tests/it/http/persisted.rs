//! Reads of a thread by a persisted document: the same bytes for all who are signed out.
use super::{Read, ask, bearer, thread_of};
use crate::support::{Answer, TestApp, comment_id};
use axum::{Router, body::Body, http::Request};
use rejoinder::{
    app::App,
    domain::episodes,
    graphql,
    http::{self, Web},
};
use serde_json::json;
use sha2::{Digest, Sha256};
use std::{sync::Arc, time::Duration};

const THREAD: &str = "query($key: String!) { episode(site: \"history\", key: $key) {
    commentCount viewerCan { post { allowed reason } }
    comments(first: 50) { nodes { bodyHtml viewerCan { reply { reason } }
        replies(first: 3) { nodes { bodyHtml author { displayName } } } } } }
    viewer { email } }";
const ALL: &str = "query($key: String!) { episode(site: \"history\", key: $key) {
    title state commentCount site { name }
    comments(first: 50) { nodes { id bodyHtml score editedAt isPinned } } } }";
const PIN: &str =
    "mutation($input: PinCommentInput!) { pinComment(input: $input) { comment { id } } }";
const RENAME: &str =
    "mutation($input: UpdateSiteInput!) { updateSite(input: $input) { site { id } } }";
const WORK: &str = "{ proofOfWork(site: \"history\") { challenge } }";

fn router(app: &TestApp) -> Router {
    router_of(&app.app)
}

fn router_of(app: &Arc<App>) -> Router {
    let known = [THREAD, ALL, WORK].map(|text| (hash(text), text.into()));
    let known: serde_json::Map<String, serde_json::Value> = known.into_iter().collect();
    let web = Web {
        documents: serde_json::Value::from(known).to_string().leak(),
        ..Web::default()
    };
    http::router_with(
        app,
        graphql::schema(),
        web,
        (Vec::new().into(), Router::new()),
    )
}

fn hash(text: &str) -> String {
    format!("{:x}", Sha256::digest(text))
}

async fn get(router: &Router, text: &str, headers: &[(&str, &str)]) -> Read {
    let variables = "%7B%22key%22%3A%22100%22%7D";
    let hash = hash(text);
    let uri = format!("/graphql?documentId=sha256%3A{hash}&variables={variables}");
    let mut request = Request::get(uri);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    ask(router.clone(), request.body(Body::empty()).unwrap()).await
}

#[tokio::test]
async fn the_signed_out_get_the_same_bytes_on_whatever_page() {
    let app = TestApp::new().await;
    thread_of(&app, 3, 1, 2).await;
    let router = router(&app);
    let first = get(&router, THREAD, &[]).await;
    assert_eq!(first.json()["data"]["episode"]["commentCount"], 9);
    let reason = &first.json()["data"]["episode"]["viewerCan"]["post"]["reason"];
    assert_eq!(reason, "SIGNED_OUT");
    let tag = first.headers["etag"].to_str().unwrap();
    for headers in [
        [("origin", "https://history.example"), ("user-agent", "a")],
        [("origin", "https://evil.example"), ("cookie", "a=b")],
        [
            ("cookie", "__Host-rejoinder=rjc_1"),
            ("x-rejoinder-for-origin", "null"),
        ],
    ] {
        let other = get(&router, THREAD, &headers).await;
        assert_eq!(other.text, first.text, "{headers:?}");
        assert_eq!(other.headers["etag"], tag);
        assert!(!other.headers.contains_key("set-cookie"));
    }
    let known = get(&router, THREAD, &[("if-none-match", tag)]).await;
    assert_eq!((known.status.as_u16(), &*known.text), (304, ""));

    let setting = episodes::find(&app.app, "history", "100").await.unwrap();
    app.comment(&setting.unwrap()).insert().await;
    let newer = get(&router, THREAD, &[("if-none-match", tag)]).await;
    assert_eq!(newer.status, 200);
    assert_ne!(newer.headers["etag"], tag);
}

#[tokio::test]
async fn somebody_signed_in_gets_an_answer_of_their_own() {
    let app = TestApp::new().await;
    thread_of(&app, 1, 0, 0).await;
    let bea = app.reader("Bea").await;
    let router = router(&app);
    let token = bearer(&bea);
    let tag = get(&router, THREAD, &[]).await.headers["etag"].clone();
    let headers = [
        ("authorization", &*token),
        ("if-none-match", tag.to_str().unwrap()),
    ];
    let own = get(&router, THREAD, &headers).await;
    assert_eq!(own.json()["data"]["viewer"]["email"], "bea@example.org");
    assert_eq!(own.headers["cache-control"], "no-store");
    assert!(!own.headers.contains_key("etag"));
    let bad = get(&router, THREAD, &[("authorization", "Bearer x")]).await;
    assert_eq!(
        (bad.status.as_u16(), &*bad.code()),
        (401, "UNAUTHENTICATED")
    );
    assert_eq!(bad.headers["cache-control"], "no-store");
}

#[tokio::test]
async fn what_is_encoded_has_another_tag_and_is_known_by_it() {
    let app = TestApp::new().await;
    thread_of(&app, 3, 1, 2).await;
    let router = router(&app);
    let plain = get(&router, THREAD, &[]).await.headers["etag"].clone();
    let request = |known: &str| {
        let uri = format!(
            "/graphql?documentId=sha256:{}&variables=%7B%22key%22%3A%22100%22%7D",
            hash(THREAD)
        );
        Request::get(uri)
            .header("accept-encoding", "gzip")
            .header("if-none-match", known)
            .body(Body::empty())
            .unwrap()
    };
    let send = |known: String| {
        let router = router.clone();
        async move {
            use tower::ServiceExt;
            router.oneshot(request(&known)).await.unwrap()
        }
    };
    let zipped = send(String::new()).await;
    assert_eq!(zipped.headers()["content-encoding"], "gzip");
    let tag = zipped.headers()["etag"].to_str().unwrap().to_owned();
    let stem = plain.to_str().unwrap().trim_end_matches('"').to_owned();
    assert_eq!(tag, format!("{stem}-gzip\""));
    let varies: Vec<_> = zipped.headers().get_all("vary").iter().collect();
    assert_eq!(varies.len(), 1, "{varies:?}");
    let known = send(tag.clone()).await;
    assert_eq!(known.status(), 304);
    assert_eq!(known.headers()["etag"], tag);
}

/// Two readers must not be given one challenge.
#[tokio::test]
async fn what_is_given_once_is_kept_by_nobody() {
    let app = TestApp::new().await;
    let router = router(&app);
    let (one, other) = (get(&router, WORK, &[]).await, get(&router, WORK, &[]).await);
    assert_ne!(one.text, other.text);
    let rules: Vec<_> = one.headers.get_all("cache-control").iter().collect();
    assert_eq!(rules, ["no-store"]);
    assert!(!one.headers.contains_key("etag"));
}

/// Whatever somebody does, whoever reads after they were answered reads what they did.
#[tokio::test]
async fn nobody_is_given_what_was_before_a_write_that_was_answered() {
    let app = TestApp::new().await;
    let (thread, bea) = (app.thread().await, app.reader("Bea").await);
    let (ida, mo) = (app.admin("Ida").await, app.moderator("Mo").await);
    let comment = app.comment(&thread).by(&bea).insert().await;
    let id = comment_id(comment.id);
    let named = json!({ "commentId": id });
    let kept = router(&app);
    let mut before = get(&kept, ALL, &[]).await.text;
    let mut see = async |what: &str, done: Answer| {
        assert_eq!(done.json.get("errors"), None, "{what}");
        let after = get(&kept, ALL, &[]).await.text;
        assert_ne!(after, before, "{what}");
        // A router of its own has kept nothing.
        assert_eq!(after, get(&router(&app), ALL, &[]).await.text, "{what}");
        before = after;
    };
    see("vote", mo.vote(&id, "UP").await).await;
    see("post", bea.post(&thread, "Twice.").await).await;
    see("edit", bea.edit(&id, "Another.").await).await;
    see("pin", mo.send(PIN, named).await).await;
    see("lock", mo.lock(&thread, json!({ "reason": "Late." })).await).await;
    see("close", mo.close(&thread, json!({})).await).await;
    see("reopen", mo.reopen(&thread).await).await;
    let name = json!({ "site": "history", "name": "Another" });
    see("rename", ida.send(RENAME, name).await).await;
    see("delete", bea.delete(&id).await).await;
}

/// What this node is not told of, it sees when the second is over.
#[tokio::test]
async fn what_another_node_writes_is_read_within_a_second() {
    let app = TestApp::new().await;
    let thread = app.thread().await;
    let other = router_of(&app.node_app().await);
    let before = get(&other, ALL, &[]).await.text;
    let done = app.reader("Bea").await.post(&thread, "From here.").await;
    assert_eq!(done.json.get("errors"), None);
    let seen = async {
        while get(&other, ALL, &[]).await.text == before {
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    };
    let soon = tokio::time::timeout(Duration::from_millis(1_500), seen).await;
    soon.expect("it is a second old at most");
}
