//! What is framed and read without a script: the session's frame, the thread's page, oEmbed.
use super::{Read, ask, comment_id, thread_of};
use crate::support::{OWN_ORIGIN, Setup, TestApp, named};
use axum::{Router, body::Body, http::Request};
use rejoinder::{
    domain::threads::Setting,
    graphql,
    http::{self, File, Web},
    model::Mode,
};
use serde_json::json;

const WIDGET: &[File] = &[File {
    name: "session-AbC12.js",
    plain: b"",
    gzip: b"",
    brotli: b"",
}];

fn router(app: &TestApp) -> Router {
    let web = Web {
        widget: Ok(WIDGET),
        ..Web::default()
    };
    http::router_with(
        &app.app,
        graphql::schema(),
        web,
        (Vec::new().into(), Router::new()),
    )
}

pub(super) async fn get(app: &TestApp, uri: &str, headers: &[(&str, &str)]) -> Read {
    let mut request = Request::get(uri);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    ask(router(app), request.body(Body::empty()).unwrap()).await
}

fn policy(read: &Read) -> &str {
    read.headers["content-security-policy"].to_str().unwrap()
}

async fn page(app: &TestApp, path: &str) -> String {
    let read = get(app, path, &[]).await;
    assert_eq!(read.status, 200, "{path}");
    read.text
}

/// Of one kind of attribute, in their order.
fn attributes<'t>(html: &'t str, start: &str) -> Vec<&'t str> {
    let rest = html.split(start).skip(1);
    rest.map(|rest| rest.split('"').next().unwrap()).collect()
}

#[tokio::test]
async fn the_session_frame_is_framed_by_the_one_page_that_it_serves() {
    let app = TestApp::new().await;
    for (origin, encoded) in [
        ("https://history.example", "https%3A%2F%2Fhistory.example"),
        (OWN_ORIGIN, "http%3A%2F%2Fcomments.test"),
    ] {
        let frame = get(
            &app,
            &format!("/embed/session?site=history&origin={encoded}"),
            &[],
        )
        .await;
        assert_eq!(frame.status, 200);
        assert!(
            policy(&frame).contains(&format!("frame-ancestors {origin};")),
            "{}",
            policy(&frame)
        );
        for rule in [
            "default-src 'none'",
            "script-src 'self'",
            "trusted-types 'none'",
        ] {
            assert!(policy(&frame).contains(rule), "{rule}");
        }
        assert!(!policy(&frame).contains("unsafe"));
        assert!(!frame.headers.contains_key("x-frame-options"));
        assert_eq!(frame.headers["cache-control"], "no-store");
        assert!(frame.text.contains(&format!("data-origin=\"{origin}\"")));
        assert!(frame.text.contains("data-site=\"history\""));
        assert!(
            frame
                .text
                .contains("src=\"/embed/assets/session-AbC12.js\"")
        );
    }
}

#[tokio::test]
async fn the_session_frame_is_for_no_other_page() {
    let app = TestApp::new().await;
    app.other_site("politics").await;
    for (query, status) in [
        ("site=history&origin=https://politics.example", 403),
        ("site=history&origin=https://history.example/", 403),
        (
            "site=history&origin=https://history.example%20https://evil.example",
            403,
        ),
        ("site=history&origin=*", 403),
        ("site=history&origin=null", 403),
        ("site=history&origin=", 403),
        ("site=absent&origin=https://history.example", 404),
        ("site=history", 400),
    ] {
        let refused = get(&app, &format!("/embed/session?{query}"), &[]).await;
        assert_eq!(refused.status.as_u16(), status, "{query}");
        assert!(
            policy(&refused).contains("frame-ancestors 'none'"),
            "{query}"
        );
        assert_eq!(refused.headers["x-frame-options"], "DENY");
    }
}

#[tokio::test]
async fn a_thread_is_read_without_a_script() {
    let app = TestApp::new().await;
    let setting = app.thread().await;
    let (ana, mo) = (app.reader("Ana").await, app.moderator("Mo").await);
    let rename = "UPDATE member SET display_name = 'Ana <b>' WHERE display_name = 'Ana'";
    app.execute(rename, vec![]).await;
    let more = json!({ "momentSeconds": 754 });
    let first = ana.post_with(named(&setting), "the *first*", more).await;
    let first = first.text("/postComment/comment/id");
    mo.reply(&setting, &first, "an answer")
        .await
        .at("/postComment");
    let gone = ana
        .post(&setting, "taken back")
        .await
        .text("/postComment/comment/id");
    ana.reply(&setting, &gone, "stays").await.at("/postComment");
    ana.delete(&gone).await.at("/deleteComment");
    let pin = "mutation($input: PinCommentInput!) { pinComment(input: $input) { comment { id } } }";
    let last = ana
        .post(&setting, "pinned")
        .await
        .text("/postComment/comment/id");
    mo.send(pin, json!({ "commentId": last }))
        .await
        .at("/pinComment");
    mo.close(&setting, json!({ "message": "Thanks <all>" }))
        .await
        .at("/closeThread");

    let html = page(&app, "/embed/history/100").await;
    for part in [
        "<html lang=\"en\" dir=\"ltr\">",
        "4 thoughts on “\u{2068}Episode 100\u{2069}”",
        "<em>first</em>",
        "at 12:34",
        "Ana &#60;b&#62;",
        "<span class=\"badge\">Moderator</span>",
        "This comment was deleted by its author.",
        "Comments are closed.",
        "Thanks &#60;all&#62;",
        "itemtype=\"https://schema.org/DiscussionForumPosting\"",
        "<link rel=\"canonical\" href=\"https://history.example/100\">",
        "type=\"application/json+oembed\"",
    ] {
        assert!(html.contains(part), "{part} in {html}");
    }
    assert!(
        !html.contains("<script") && !html.contains("taken back"),
        "{html}"
    );
    assert!(!html.contains("noindex"));
    let order = ["pinned</p>", "the <em>", "an answer", "stays"];
    let order = order.map(|text| {
        html.find(text)
            .unwrap_or_else(|| panic!("{text} in {html}"))
    });
    assert!(order.is_sorted(), "{order:?}");
    assert_eq!(html.matches("pinned</p>").count(), 1);
}

#[tokio::test]
async fn a_locked_branch_says_why() {
    let app = TestApp::new().await;
    let setting = app.thread().await;
    let (ana, mo) = (app.reader("Ana").await, app.moderator("Mo").await);
    let question = ana.post(&setting, "the question").await;
    let question = question.text("/postComment/comment/id");
    ana.reply(&setting, &question, "an answer")
        .await
        .at("/postComment");
    let lock =
        "mutation($input: LockBranchInput!) { lockBranch(input: $input) { comment { id } } }";
    let input = json!({ "commentId": question, "reason": "Said <enough>" });
    mo.send(lock, input).await.at("/lockBranch");

    let html = page(&app, "/embed/history/100").await;
    for part in [
        "<div class=\"notice\"><p>This part of the conversation is locked.</p>",
        "<p dir=\"auto\">Said &#60;enough&#62;</p></div>",
    ] {
        assert_eq!(html.matches(part).count(), 1, "{part} in {html}");
    }
}

#[tokio::test]
async fn what_not_all_may_read_is_not_on_the_page() {
    let app = TestApp::with(Setup {
        mode: Mode::Pre,
        ..Setup::default()
    })
    .await;
    let setting = app.thread().await;
    app.comment(&setting).body("secret").held().insert().await;
    let ana = app.reader("Ana").await;
    let token = super::bearer(&ana);
    let read = get(&app, "/embed/history/100", &[("authorization", &token)]).await;
    assert!(!read.text.contains("secret"));
    assert!(read.text.contains("No thoughts on"), "{}", read.text);
    assert!(read.text.contains("noindex"));
}

#[tokio::test]
async fn long_threads_are_read_by_links() {
    let app = TestApp::new().await;
    thread_of(&app, 45, 0, 0).await;
    let (mut seen, mut next) = (Vec::new(), Some("/embed/history/100?lang=de".to_owned()));
    while let Some(path) = next {
        let html = page(&app, &path).await;
        assert!(html.contains("<html lang=\"de\""));
        seen.extend(
            attributes(&html, "<article id=\"")
                .into_iter()
                .map(str::to_owned),
        );
        let link = attributes(&html, "<a rel=\"next\" href=\"").pop();
        next = link.map(|link| link.replace("&#38;", "&"));
    }
    assert_eq!(seen.len(), 45);
    let mut sorted = seen.clone();
    sorted.sort();
    sorted.dedup();
    assert_eq!(sorted, seen);
    let newest = page(&app, "/embed/history/100?sort=newest").await;
    assert_eq!(attributes(&newest, "<article id=\"")[0], seen[44]);
    let top = page(&app, "/embed/history/100?sort=nonsense").await;
    assert_eq!(attributes(&top, "<article id=\"")[0], seen[0]);
}

#[tokio::test]
async fn deep_branches_go_on_on_pages_of_their_own() {
    let app = TestApp::new().await;
    let setting = app.thread().await;
    let ana = app.reader("Ana").await;
    let top = app
        .comment(&setting)
        .by(&ana)
        .body("the top")
        .insert()
        .await;
    let mut deepest = top.clone();
    for level in 1..6 {
        let next = app.comment(&setting).by(&ana).under(&deepest);
        deepest = next.body(format!("level {level}")).insert().await;
    }
    for number in 0..25 {
        let reply = app.comment(&setting).by(&ana).under(&top);
        reply.body(format!("reply {number}")).insert().await;
    }
    let html = page(&app, "/embed/history/100").await;
    assert!(
        html.contains("level 3") && !html.contains("level 4"),
        "{html}"
    );
    assert!(
        html.contains("reply 3") && !html.contains("reply 4"),
        "{html}"
    );
    assert_eq!(html.matches("Continue this thread").count(), 2, "{html}");

    let id = comment_id(&deepest);
    let html = page(&app, &format!("/embed/history/100?comment={id}")).await;
    let around = ["the top", "level 1", "level 3", "level 5"];
    assert!(around.iter().all(|text| html.contains(text)), "{html}");
    assert!(!html.contains("reply 3"));
    assert!(html.contains("class=\"named\"") && html.contains("noindex"));

    let top = comment_id(&top);
    let html = page(&app, &format!("/embed/history/100?comment={top}")).await;
    assert!(
        html.contains("reply 18") && !html.contains("reply 19"),
        "{html}"
    );
    let more = attributes(&html, "href=\"")
        .into_iter()
        .find(|link| link.contains("after="));
    let html = page(&app, &more.unwrap().replace("&#38;", "&")).await;
    assert!(
        html.contains("reply 19") && html.contains("reply 24"),
        "{html}"
    );
}

#[tokio::test]
async fn a_page_costs_the_same_few_statements_whatever_it_holds() {
    let app = TestApp::new().await;
    let mut costs = Vec::new();
    for (tops, levels) in [(2, 3), (25, 3)] {
        thread_of(&app, tops, levels, 2).await;
        let key = 99 + costs.len() + 1;
        let before = app.app.db.statements();
        page(&app, &format!("/embed/history/{key}")).await;
        costs.push(app.app.db.statements() - before);
    }
    assert_eq!(costs[0], costs[1]);
    assert!(costs[0] <= 15, "{costs:?}");
}

#[tokio::test]
async fn an_unknown_thread_is_empty_and_an_unknown_site_absent() {
    let app = TestApp::new().await;
    let empty = get(&app, "/embed/history/never%20heard%2Fof", &[]).await;
    assert_eq!(empty.status, 200);
    assert!(empty.text.contains("No comments yet") && empty.text.contains("noindex"));
    let long = "x".repeat(501);
    let absent = format!("comment_{:032x}", 7);
    thread_of(&app, 1, 0, 0).await;
    for path in [
        "/embed/absent/100".to_owned(),
        format!("/embed/history/{long}"),
        format!("/embed/history/100?comment={absent}"),
        "/embed/history/100?comment=nonsense".to_owned(),
        "/embed/history/100?after=nonsense".to_owned(),
        format!("/embed/history/never?comment={absent}"),
    ] {
        let absent = get(&app, &path, &[("accept-language", "ar")]).await;
        assert_eq!(absent.status, 404, "{path}");
        assert!(absent.text.contains("dir=\"rtl\"") && absent.text.contains("لا يوجد شيء هنا"));
        assert_eq!(absent.headers["cache-control"], "no-store");
        assert!(policy(&absent).contains("frame-ancestors 'none'"));
    }
}

/// A comment of another thread is none of this one.
#[tokio::test]
async fn a_permalink_leads_into_its_own_thread() {
    let app = TestApp::new().await;
    let (here, there) = (app.thread().await, app.thread().await);
    let comment = app.comment(&there).insert().await;
    app.comment(&here).insert().await;
    let id = comment_id(&comment);
    let path = |setting: &Setting| format!("/embed/history/{}?comment={id}", setting.episode.key);
    assert_eq!(get(&app, &path(&there), &[]).await.status, 200);
    assert_eq!(get(&app, &path(&here), &[]).await.status, 404);
}

#[tokio::test]
async fn the_page_may_be_framed_and_kept() {
    let app = TestApp::new().await;
    thread_of(&app, 2, 0, 0).await;
    let read = get(&app, "/embed/history/100", &[]).await;
    let ancestors = format!("frame-ancestors {OWN_ORIGIN} https://history.example");
    assert!(policy(&read).ends_with(&ancestors), "{}", policy(&read));
    assert!(!read.headers.contains_key("x-frame-options"));
    assert_eq!(
        read.headers["cache-control"],
        "public, max-age=0, s-maxage=5"
    );
    assert_eq!(read.headers["vary"], "accept-encoding, accept-language");
    let link = read.headers["link"].to_str().unwrap();
    assert!(
        link.contains("rel=\"alternate\"; type=\"application/json+oembed\""),
        "{link}"
    );
    let tag = read.headers["etag"].to_str().unwrap();
    let known = get(&app, "/embed/history/100", &[("if-none-match", tag)]).await;
    assert_eq!((known.status.as_u16(), &*known.text), (304, ""));
    let french = [("if-none-match", tag), ("accept-language", "fr")];
    let french = get(&app, "/embed/history/100", &french).await;
    assert!(french.text.contains("2 réflexions sur"), "{}", french.text);
}

#[tokio::test]
async fn times_of_the_episode_sort_where_there_are_any() {
    let app = TestApp::new().await;
    let setting = app.thread().await;
    let ana = app.reader("Ana").await;
    ana.post(&setting, "of no moment").await.at("/postComment");
    ana.post(&setting, "neither").await.at("/postComment");
    let html = page(&app, "/embed/history/100").await;
    assert!(html.contains("sort=newest") && !html.contains("sort=moment"));
    let more = json!({ "momentSeconds": 754 });
    let answer = ana.post_with(named(&setting), "of one", more).await;
    answer.at("/postComment");
    let html = page(&app, "/embed/history/100").await;
    assert!(html.contains("sort=moment"), "{html}");
}
