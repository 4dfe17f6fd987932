//! What goes wrong is told in JSON, by code, and without its cause.
use super::{Read, ask, assert_tells_nothing, comment_id};
use crate::support::{TestApp, log};
use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};
use sea_orm::ConnectionTrait;
use serde_json::json;

async fn drop_table(app: &TestApp, table: &str) {
    let sql = format!("DROP TABLE {table}");
    app.app.db.write().execute_unprepared(&sql).await.unwrap();
}

#[tokio::test]
async fn a_fault_of_the_database_is_told_by_an_id_alone() {
    let app = TestApp::new().await;
    let setting = app.thread().await;
    let comment = app.comment(&setting).insert().await;
    let ana = app.reader("Ana").await;
    drop_table(&app, "vote").await;

    let query = "query($id: ID!) { comment(id: $id) { viewerHasVoted } }";
    let vote =
        "mutation($input: VoteCommentInput!) { voteComment(input: $input) { comment { id } } }";
    let id = json!({ "id": comment_id(&comment) });
    let input = json!({ "commentId": comment_id(&comment), "vote": "UP" });
    let read = ana.run(query, id.clone()).await;
    let written = ana.send(vote, input).await;
    for answer in [&read, &written] {
        assert_eq!(answer.code(), "INTERNAL");
        assert_tells_nothing(&answer.text);
        let message = answer.json["errors"][0]["message"].as_str().unwrap();
        let id = message.strip_prefix("internal error ").unwrap();
        assert!(id.len() >= 8, "{message}");
    }
    assert_eq!(written.status, StatusCode::INTERNAL_SERVER_ERROR);
    assert_ne!(read.text, written.text, "each fault has its own id");

    // What needs no such table goes on.
    let query = "query($id: ID!) { comment(id: $id) { bodyHtml } }";
    ana.run(query, id).await.at("/comment/bodyHtml");
    app.anonymous()
        .run("{ viewer { email } }", json!({}))
        .await
        .at("/viewer");
}

#[tokio::test]
async fn a_fault_while_looking_who_asks_is_told_the_same_way() {
    let app = TestApp::new().await;
    let ana = app.reader("Ana").await;
    drop_table(&app, "refresh_token").await;
    drop_table(&app, "session").await;
    let answer = ana.run("{ viewer { email } }", json!({})).await;
    assert_eq!(answer.status, StatusCode::INTERNAL_SERVER_ERROR);
    assert_eq!(answer.code(), "INTERNAL");
    assert_tells_nothing(&answer.text);
}

#[tokio::test]
async fn what_is_logged_of_a_fault_has_the_id_of_its_request() {
    let app = TestApp::new().await;
    let ana = app.reader("Ana").await;
    drop_table(&app, "refresh_token").await;
    drop_table(&app, "session").await;
    // A mutation: where it only reads, another thread than this test's may do it.
    let vote =
        "mutation($input: VoteCommentInput!) { voteComment(input: $input) { comment { id } } }";
    let input = json!({ "commentId": "comment_1", "vote": "UP" });
    log::listen();
    let answer = ana.send(vote, input).await;
    let heard = log::heard();
    assert_eq!(answer.code(), "INTERNAL");
    let line = |word| {
        heard
            .lines()
            .find(|line| line.contains(word))
            .expect(&heard)
    };
    let (fault, answered) = (line("ERROR"), line(" answered "));
    let (_, rest) = fault.split_once("request{request_id=\"").unwrap();
    let (id, _) = rest.split_once('"').unwrap();
    assert!(
        answered.contains(&format!("request_id=\"{id}\"")),
        "{heard}"
    );
    assert_eq!(fault.matches("request{").count(), 1, "{fault}");
}

async fn request(app: &TestApp, method: &str, uri: &str, body: impl Into<Body>) -> Read {
    let request = Request::builder()
        .method(method)
        .uri(uri)
        .header(header::CONTENT_TYPE, "application/json")
        .body(body.into())
        .unwrap();
    ask(app.router(), request).await
}

#[tokio::test]
async fn every_refusal_has_a_json_body_with_a_code() {
    let app = TestApp::new().await;
    let long = format!("{{\"query\": \"{}\"}}", "x".repeat(200_000));
    let long_url = format!("/graphql?query={}", "x".repeat(20_000));
    for (method, uri, body, status, code) in [
        ("GET", "/", "", 404, "NOT_FOUND"),
        ("POST", "/graphql/", "{}", 404, "NOT_FOUND"),
        ("GET", "/../etc/passwd", "", 404, "NOT_FOUND"),
        ("PUT", "/graphql", "{}", 405, "METHOD_NOT_ALLOWED"),
        ("DELETE", "/graphql", "", 405, "METHOD_NOT_ALLOWED"),
        ("TRACE", "/graphql", "", 405, "METHOD_NOT_ALLOWED"),
        (
            "POST",
            "/.well-known/jwks.json",
            "",
            405,
            "METHOD_NOT_ALLOWED",
        ),
        ("POST", "/graphql", long.as_str(), 413, "TOO_LARGE"),
        ("GET", &long_url, "", 414, "TOO_LARGE"),
        ("POST", "/graphql", "", 400, "BAD_REQUEST"),
        ("POST", "/graphql", "null", 400, "BAD_REQUEST"),
        ("POST", "/graphql", "{\"query\": 1}", 400, "BAD_REQUEST"),
        (
            "POST",
            "/graphql",
            "{\"query\": \"{ a\"",
            400,
            "BAD_REQUEST",
        ),
        ("GET", "/graphql", "", 400, "BAD_REQUEST"),
    ] {
        let answer = request(&app, method, uri, body.to_owned()).await;
        assert_eq!(answer.status.as_u16(), status, "{method} {uri:.40}");
        assert_eq!(answer.code(), code, "{method} {uri:.40}");
        let content_type = answer.headers[header::CONTENT_TYPE].to_str().unwrap();
        assert!(
            content_type.contains("json; charset=utf-8"),
            "{content_type}"
        );
        assert_eq!(answer.headers[header::X_CONTENT_TYPE_OPTIONS], "nosniff");
        assert!(answer.headers.contains_key("x-request-id"));
        assert!(answer.text.len() < 1_024);
        assert_tells_nothing(&answer.text);
    }
}

/// What the client sent does not come back at length.
#[tokio::test]
async fn errors_do_not_echo_the_request() {
    let app = TestApp::new().await;
    let secret = "orchard-violin-1742".repeat(50);
    for (query, variables) in [
        (format!("{{ node(id: \"{secret}\") {{ {secret} }} }}"), json!({})),
        (format!("{{ comment(id: \"c\") {{ id }} }} }} # {secret}"), json!({})),
        ("query($n: Int) { episode(site: \"history\", key: \"1\") { comments(first: $n) { totalCount } } }".to_owned(), json!({ "n": secret })),
        ("mutation($i: SignInInput!) { signIn(input: $i) { accessToken } }".to_owned(), json!({ "i": { "site": "history", "email": 1, "password": secret } })),
        ("mutation($i: SignInInput!) { signIn(input: $i) { accessToken } }".to_owned(), json!({ "i": { "site": "history", "email": "a", "passwort": secret } })),
    ] {
        let answer = app.anonymous().run(&query, variables).await;
        answer.code();
        assert!(answer.text.len() < 1_500, "{}", answer.text);
        assert!(!answer.text.contains(&secret));
    }
}
