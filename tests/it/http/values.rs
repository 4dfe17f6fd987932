//! Values at and beyond the edge: each has one verdict, whichever database stands behind.
use super::{Read, ask, assert_tells_nothing, bearer, comment_id};
use crate::support::{Answer, Client, TestApp};
use axum::http::{Request, StatusCode, header};
use serde_json::{Value, json};

/// What came of it: `OK`, or the code.
fn verdict(answer: &Answer) -> &str {
    assert!(!answer.status.is_server_error(), "{:#}", answer.json);
    assert_tells_nothing(&answer.text);
    if answer.json.get("errors").is_some() {
        answer.code()
    } else {
        "OK"
    }
}

/// A body as bytes, for what no JSON value can say.
async fn raw(app: &TestApp, client: &Client, body: impl Into<Vec<u8>>) -> Read {
    let request = Request::post("/graphql")
        .header(header::CONTENT_TYPE, "application/json")
        .header(header::ACCEPT, "application/graphql-response+json")
        .header(header::AUTHORIZATION, bearer(client))
        .body(axum::body::Body::from(body.into()))
        .unwrap();
    ask(app.router(), request).await
}

#[tokio::test]
async fn a_page_has_1_to_100_items_or_is_refused() {
    let app = TestApp::new().await;
    super::thread_of(&app, 2, 1, 1).await;
    let query = "query($first: Int) {
        episode(site: \"history\", key: \"100\") { comments(first: $first) { nodes { id } } }
    }";
    for (first, expected) in [
        (json!(1), "OK"),
        (json!(100), "OK"),
        (json!(null), "OK"),
        (json!(0), "INVALID"),
        (json!(-1), "INVALID"),
        (json!(101), "INVALID"),
        (json!(i32::MAX), "INVALID"),
        (json!(i32::MIN), "INVALID"),
        (json!(1_i64 << 31), "VALIDATION_FAILED"),
        (json!(i64::MIN), "VALIDATION_FAILED"),
        (json!(u64::MAX), "VALIDATION_FAILED"),
        (json!(1e300), "VALIDATION_FAILED"),
        (json!(1.5), "VALIDATION_FAILED"),
        (json!("1"), "VALIDATION_FAILED"),
        (json!(true), "VALIDATION_FAILED"),
        (json!([[1]]), "VALIDATION_FAILED"),
        (json!({}), "VALIDATION_FAILED"),
    ] {
        let answer = app.anonymous().run(query, json!({ "first": first })).await;
        assert_eq!(verdict(&answer), expected, "{first}");
    }
    // The same written into the document, for each list.
    for first in [
        "0",
        "-1",
        "101",
        "2147483647",
        "2147483648",
        "99999999999999999999",
        "1.5",
    ] {
        for list in [
            "episode(site: \"history\", key: \"100\") { comments(FIRST) { totalCount } }",
            "site(key: \"history\") { episodes(FIRST) { totalCount } }",
            "episode(site: \"history\", key: \"100\") { comments(first: 1) { nodes { replies(FIRST) { totalCount } } } }",
        ] {
            let query = list.replace("FIRST", &format!("first: {first}"));
            let answer = app
                .anonymous()
                .run(&format!("{{ {query} }}"), json!({}))
                .await;
            let refusals = ["INVALID", "VALIDATION_FAILED", "PARSE_FAILED"];
            assert!(
                refusals.contains(&verdict(&answer)),
                "{query}: {:#}",
                answer.json
            );
        }
    }
}

#[tokio::test]
async fn what_is_no_cursor_of_the_list_is_refused() {
    let app = TestApp::new().await;
    super::thread_of(&app, 3, 0, 0).await;
    let query = |order: &str| {
        format!(
            "query($after: String) {{ episode(site: \"history\", key: \"100\") {{
                comments(first: 1, after: $after, orderBy: {order}) {{ pageInfo {{ endCursor }} }}
            }} }}"
        )
    };
    let run = async |order: &str, after: Value| {
        let variables = json!({ "after": after });
        app.anonymous().run(&query(order), variables).await
    };
    let end = "/episode/comments/pageInfo/endCursor";
    let oldest = run("OLDEST", json!(null)).await.text(end);
    let top = run("TOP", json!(null)).await.text(end);
    assert_eq!(verdict(&run("OLDEST", json!(oldest)).await), "OK");
    for garbage in [
        "",
        " ",
        "0",
        "null",
        "-1",
        "AAAA",
        "💬",
        "' OR 1=1 --",
        "%00",
        "../../",
        &oldest[1..],
        &format!("{oldest}="),
        &"A".repeat(23),
        &"A".repeat(10_000),
        &top,
    ] {
        let answer = run("OLDEST", json!(garbage)).await;
        assert_eq!(verdict(&answer), "INVALID", "{garbage:.60}");
        assert_eq!(answer.error("field"), "after");
    }
    for order in ["NEWEST", "TOP"] {
        assert_eq!(
            verdict(&run(order, json!(oldest)).await),
            "INVALID",
            "{order}"
        );
    }
    assert_eq!(verdict(&run("OLDEST", json!(7)).await), "VALIDATION_FAILED");
    assert_eq!(
        verdict(&run("OLDEST", json!(["x"])).await),
        "VALIDATION_FAILED"
    );
}

/// A cursor of any id and score is some place in the list.
#[tokio::test]
async fn a_forged_cursor_is_just_a_place() {
    use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
    let app = TestApp::new().await;
    super::thread_of(&app, 3, 0, 0).await;
    for score in [i32::MIN, -1, 0, 1, i32::MAX] {
        for id in [[0; 16], [0xff; 16]] {
            let cursor = [&b"t"[..], &id, &score.to_be_bytes()].concat();
            let query = "query($after: String) { episode(site: \"history\", key: \"100\") {
                comments(after: $after, orderBy: TOP) { nodes { id } }
            } }";
            let after = json!({ "after": URL_SAFE_NO_PAD.encode(cursor) });
            let answer = app.anonymous().run(query, after).await;
            let expected = if score > 0 || (score == 0 && id[0] == 0xff) {
                3
            } else {
                0
            };
            let nodes = answer.at("/episode/comments/nodes").as_array().unwrap();
            assert_eq!(nodes.len(), expected, "{score} {}", id[0]);
        }
    }
}

#[tokio::test]
async fn what_is_no_id_names_nothing() {
    let app = TestApp::new().await;
    let setting = app.thread().await;
    let comment = app.comment(&setting).insert().await;
    let id = comment_id(&comment);
    let uuid = id.strip_prefix("comment_").unwrap();
    for id in [
        "",
        " ",
        "1",
        "comment",
        "comment_",
        "comment_0",
        uuid,
        &format!(" {id}"),
        &format!("{id} "),
        &id.to_uppercase(),
        &id.replace("comment", "episode"),
        &id.replace("comment", "revision"),
        &format!("comment_{}", comment.id.0),
        &format!("{id}' OR '1'='1"),
        "comment_💬",
        &format!("comment_{}", "f".repeat(32)),
        &"x".repeat(100_000),
    ] {
        let query = "query($id: ID!) { node(id: $id) { id } comment(id: $id) { id } }";
        let answer = app.anonymous().run(query, json!({ "id": id })).await;
        assert!(answer.at("/node").is_null(), "{id:.60}");
        assert!(answer.at("/comment").is_null(), "{id:.60}");
    }
    let number = "query($id: ID!) { comment(id: $id) { id } }";
    let answer = app.anonymous().run(number, json!({ "id": 7 })).await;
    assert!(answer.at("/comment").is_null());
}

#[tokio::test]
async fn keys_of_any_shape_find_nothing_and_break_nothing() {
    let app = TestApp::new().await;
    for key in [
        "",
        " ",
        "'",
        "\"",
        "%",
        "_",
        "💬",
        "\u{202e}",
        "\n",
        "\u{1}",
        "http://",
        "https://[::1",
        "https://history.example/100?a=%00",
        "javascript:alert(1)",
        &"k".repeat(100_000),
    ] {
        let query = "query($key: String!) {
            site(key: $key) { id } episode(site: \"history\", key: $key) { id }
            commentCounts(site: $key, episodes: [$key]) { count }
        }";
        let answer = app.anonymous().run(query, json!({ "key": key })).await;
        assert!(answer.at("/site").is_null(), "{key:.60}");
        assert!(answer.at("/episode").is_null(), "{key:.60}");
        assert_eq!(answer.number("/commentCounts/0/count"), 0);
    }
}

/// U+0000, which PostgreSQL cannot store, in every place and spelling.
#[tokio::test]
async fn nul_is_refused_wherever_it_stands() {
    let app = TestApp::new().await;
    let setting = app.thread().await;
    let ana = app.reader("Ana").await;
    let post = "mutation($b: String!) { postComment(input: { episode: { site: \\\"history\\\", \
                key: \\\"100\\\" }, body: $b }) { comment { id } } }";
    for body in [
        format!("{{\"query\": \"{post}\", \"variables\": {{\"b\": \"a\\u0000b\"}}}}"),
        format!("{{\"query\": \"{post}\", \"variables\": {{\"b\": \"a\0b\"}}}}"),
        format!("{{\"query\": \"{}\"}}", post.replace("($b: String!)", "").replace("$b", "\\\"a\\\\u0000b\\\"")),
        format!("{{\"query\": \"{}\"}}", post.replace("($b: String!)", "").replace("$b", "\\\"a\\u0000b\\\"")),
        "{\"query\": \"{ site(key: \\\"a\\\\u0000\\\") { id } }\"}".to_owned(),
        "{\"query\": \"{ site(key: \\\"\\\\u{0}\\\") { id } }\"}".to_owned(),
        "{\"query\": \"query Q { __typename }\", \"operationName\": \"Q\\u0000\"}".to_owned(),
        "{\"query\": \"query($k: String!) { commentCounts(site: $k, episodes: [$k]) { count } }\", \
         \"variables\": {\"k\": \"\\u0000\"}}".to_owned(),
    ] {
        let answer = raw(&app, &ana, body.clone()).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{body}");
        assert!(["BAD_REQUEST", "PARSE_FAILED"].contains(&answer.code().as_str()), "{body}");
    }
    let url = "/graphql?query=%7Bsite(key:%22a%00%22)%7Bid%7D%7D";
    let request = Request::get(url).body(axum::body::Body::empty()).unwrap();
    let answer = ask(app.router(), request).await;
    assert!(["BAD_REQUEST", "PARSE_FAILED"].contains(&answer.code().as_str()));
    assert_eq!(app.episode(&setting).await.comment_count, 0);
}

#[tokio::test]
async fn half_characters_and_broken_bytes_are_refused() {
    let app = TestApp::new().await;
    let ana = app.reader("Ana").await;
    let query = "query($k: String!) { site(key: $k) { id } }";
    for body in [
        format!("{{\"query\": \"{query}\", \"variables\": {{\"k\": \"\\ud800\"}}}}").into_bytes(),
        format!("{{\"query\": \"{query}\", \"variables\": {{\"k\": \"\\udc00\\ud800\"}}}}")
            .into_bytes(),
        b"{\"query\": \"{ site(key: \\\"\\\\uD800\\\") { id } }\"}".to_vec(),
        b"{\"query\": \"{ site(key: \\\"\\\\uDFFF\\\\uD800\\\") { id } }\"}".to_vec(),
        b"{\"query\": \"{ site(key: \\\"\\\\u{110000}\\\") { id } }\"}".to_vec(),
        b"{\"query\": \"{ site(key: \\\"\xff\xfe\\\") { id } }\"}".to_vec(),
        b"\xef\xbb\xbf{\"query\": \"{ __typename \"}".to_vec(),
        b"\xff\xfe{\0}\0".to_vec(),
    ] {
        let answer = raw(&app, &ana, body.clone()).await;
        let shown = String::from_utf8_lossy(&body).into_owned();
        assert_eq!(
            answer.status,
            StatusCode::BAD_REQUEST,
            "{shown}: {}",
            answer.text
        );
        assert_tells_nothing(&answer.text);
    }
}
