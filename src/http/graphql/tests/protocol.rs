//! Methods, media types, statuses and parameters.
use super::*;
use hyper::body::{Body as HttpBody, Bytes, Frame};
use std::{
    convert::Infallible,
    pin::Pin,
    task::{Context as TaskContext, Poll},
};

/// A body of unannounced length that sends pieces of 1 kB, then stalls.
struct Pieces(usize);

impl HttpBody for Pieces {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut TaskContext<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        if self.0 == 0 {
            return Poll::Pending;
        }
        self.0 -= 1;
        Poll::Ready(Some(Ok(Frame::data(Bytes::from_static(&[b' '; 1_024])))))
    }
}

#[tokio::test]
async fn each_client_reads_the_media_type_it_accepts() {
    let door = door();
    for (accept, content_type) in [
        (GRAPHQL, "application/graphql-response+json; charset=utf-8"),
        ("application/json", "application/json; charset=utf-8"),
        ("*/*", "application/json; charset=utf-8"),
    ] {
        let answer = post(&door, accept, json!({ "query": "{ __typename }" })).await;
        assert_eq!(answer.status, 200);
        assert_eq!(answer.header("content-type"), content_type);
        assert_eq!(answer.json(), json!({ "data": { "__typename": "Query" } }));
    }
}

#[tokio::test]
async fn a_client_that_accepts_neither_type_reads_406_in_json() {
    let answer = post(&door(), "text/html", json!({ "query": "{ __typename }" })).await;
    assert_eq!(
        (answer.status.as_u16(), answer.code().as_str()),
        (406, "NOT_ACCEPTABLE")
    );
    assert_eq!(
        answer.header("content-type"),
        "application/json; charset=utf-8"
    );
}

#[tokio::test]
async fn a_request_that_cannot_start_is_200_in_json_and_400_in_graphqls_own_type() {
    let door = door();
    let cases = [
        ("{", "PARSE_FAILED"),
        ("{ nothing }", "VALIDATION_FAILED"),
        ("query($t: String!) { echo(text: $t) }", "VALIDATION_FAILED"),
        ("{ echo(text: 3) }", "VALIDATION_FAILED"),
        (
            "query A { __typename } query B { __typename }",
            "BAD_REQUEST",
        ),
        (
            "{ page(first: 100) { page(first: 100) { tagged } } }",
            "TOO_COMPLEX",
        ),
        (
            "{ echo(text: \"a\") @skip(if: false) @skip(if: false) @skip(if: false) @skip(if: false) @skip(if: false) }",
            "TOO_COMPLEX",
        ),
    ];
    for (query, code) in cases {
        for (accept, status) in [(GRAPHQL, 400), ("application/json", 200)] {
            let answer = post(&door, accept, json!({ "query": query })).await;
            assert_eq!(
                (answer.status.as_u16(), answer.code().as_str()),
                (status, code),
                "{query}"
            );
            assert_eq!(answer.json().get("data"), None, "{query}");
        }
    }
}

#[tokio::test]
async fn a_variable_of_the_wrong_type_stops_the_request() {
    let query = "query($t: String!) { echo(text: $t) }";
    let answer = post(
        &door(),
        GRAPHQL,
        json!({ "query": query, "variables": { "t": 3 } }),
    )
    .await;
    assert_eq!(
        (answer.status.as_u16(), answer.code().as_str()),
        (400, "VALIDATION_FAILED")
    );
    assert_eq!(answer.json().get("data"), None);
}

#[tokio::test]
async fn a_query_runs_by_get_with_its_variables() {
    let parameters = [
        (
            "query",
            "query A($t: String!) { echo(text: $t) } query B { __typename }",
        ),
        ("operationName", "A"),
        ("variables", r#"{"t":"a+b & c"}"#),
        ("extensions", "{}"),
    ];
    let answer = get(&door(), &parameters).await;
    assert_eq!(answer.json(), json!({ "data": { "echo": "a+b & c" } }));
}

#[tokio::test]
async fn a_mutation_by_get_is_refused_and_not_run() {
    let (door, writes) = door_with(Limits::default());
    for query in [
        "mutation { post }",
        "query A { __typename } mutation B { post }",
    ] {
        let answer = get(
            &door,
            &[
                ("query", query),
                ("operationName", if query.len() > 20 { "B" } else { "" }),
            ],
        )
        .await;
        assert_eq!(
            (answer.status.as_u16(), answer.code().as_str()),
            (405, "METHOD_NOT_ALLOWED")
        );
        assert_eq!(answer.header("allow"), "POST");
    }
    assert_eq!(writes.count(), 0);
}

#[tokio::test]
async fn urls_are_refused_that_are_incomplete_doubled_or_long() {
    let door = door();
    assert_eq!(get(&door, &[]).await.status, 400);
    assert_eq!(
        get(
            &door,
            &[("query", "{ __typename }"), ("query", "{ __typename }")]
        )
        .await
        .status,
        400
    );
    assert_eq!(
        get(&door, &[("query", "{ __typename }"), ("variables", "[")])
            .await
            .status,
        400
    );
    assert_eq!(
        get(&door, &[("query", "{ __typename }"), ("variables", "[]")])
            .await
            .status,
        400
    );
    let long = get(&door, &[("query", &"#".repeat(20_000))]).await;
    assert_eq!(
        (long.status.as_u16(), long.code().as_str()),
        (414, "TOO_LARGE")
    );
}

#[tokio::test]
async fn other_methods_are_refused_by_name() {
    for method in ["PUT", "DELETE", "PATCH", "TRACE", "CONNECT", "QUERY"] {
        let request = HttpRequest::builder()
            .method(method)
            .uri("/graphql")
            .body(Body::empty())
            .unwrap();
        let answer = send(&door(), request).await;
        assert_eq!(
            (answer.status.as_u16(), answer.code().as_str()),
            (405, "METHOD_NOT_ALLOWED")
        );
        assert_eq!(answer.header("allow"), "GET, HEAD, POST, OPTIONS");
    }
}

#[tokio::test]
async fn forms_and_other_content_types_write_nothing() {
    let (door, writes) = door_with(Limits::default());
    let types = [
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "application/graphql",
        "application/json; charset=utf-16",
        "text/plain, application/json",
    ];
    for content_type in types {
        let mut request = post_body("*/*", r#"{"query":"mutation { post }"}"#);
        request
            .headers_mut()
            .insert("content-type", content_type.parse().unwrap());
        let answer = send(&door, request).await;
        assert_eq!(
            (answer.status.as_u16(), answer.code().as_str()),
            (415, "UNSUPPORTED_MEDIA_TYPE")
        );
    }
    let mut request = post_body("*/*", r#"{"query":"mutation { post }"}"#);
    request.headers_mut().remove("content-type");
    assert_eq!(send(&door, request).await.status, 415);
    let mut request = post_body("*/*", r#"{"query":"mutation { post }"}"#);
    request
        .headers_mut()
        .append("content-type", "text/plain".parse().unwrap());
    assert_eq!(send(&door, request).await.status, 415);
    assert_eq!(writes.count(), 0);
}

#[tokio::test]
async fn a_compressed_body_is_refused() {
    let mut request = post_body("*/*", r#"{"query":"{ __typename }"}"#);
    request
        .headers_mut()
        .insert("content-encoding", "gzip".parse().unwrap());
    let answer = send(&door(), request).await;
    assert_eq!(
        (answer.status.as_u16(), answer.code().as_str()),
        (415, "UNSUPPORTED_MEDIA_TYPE")
    );
}

#[tokio::test]
async fn a_long_body_is_413_announced_or_in_pieces() {
    let announced = post_body("*/*", vec![b' '; 200 * 1_024]);
    let mut promised = post_body("*/*", Body::new(Pieces(0)));
    promised
        .headers_mut()
        .insert("content-length", "300000".parse().unwrap());
    let in_pieces = post_body("*/*", Body::new(Pieces(129)));
    for request in [announced, promised, in_pieces] {
        let answer = send(&door(), request).await;
        assert_eq!(
            (answer.status.as_u16(), answer.code().as_str()),
            (413, "TOO_LARGE")
        );
    }
}

#[tokio::test]
async fn a_body_that_stalls_is_cut_off() {
    let limits = Limits {
        body_time: Duration::ZERO,
        ..Limits::default()
    };
    let answer = send(&door_with(limits).0, post_body("*/*", Body::new(Pieces(1)))).await;
    assert_eq!(
        (answer.status.as_u16(), answer.code().as_str()),
        (408, "BAD_REQUEST")
    );
    assert_eq!(answer.header("connection"), "close");
}

#[tokio::test]
async fn parameters_of_the_wrong_type_are_400_in_every_media_type() {
    let door = door();
    let bodies = [
        "",
        "  ",
        "{ \"not",
        "null",
        "\"x\"",
        "{}",
        r#"{"query":null}"#,
        r#"{"query":["a"]}"#,
        r#"{"query":"{ __typename }","operationName":0}"#,
        r#"{"query":"{ __typename }","variables":[]}"#,
        r#"{"query":"{ __typename }","variables":"{}"}"#,
        r#"{"query":"{ __typename }","extensions":false}"#,
        r#"{"query":"{ __typename }","query":"{ __typename }"}"#,
        r#"[{"query":"{ __typename }"}]"#,
        r#"  ["{ __typename }"]"#,
        r#"{"query":"{ __typename }"} x"#,
    ];
    for body in bodies {
        for accept in [GRAPHQL, "application/json"] {
            let answer = send(&door, post_body(accept, body)).await;
            assert_eq!(
                (answer.status.as_u16(), answer.code().as_str()),
                (400, "BAD_REQUEST"),
                "{body}"
            );
            assert_eq!(answer.json().get("data"), None);
        }
    }
}

#[tokio::test]
async fn null_and_unknown_parameters_are_ignored() {
    let parameters = json!({
        "query": "{ __typename }", "operationName": null, "variables": null, "extensions": null, "id": 3,
    });
    assert_eq!(post(&door(), GRAPHQL, parameters).await.status, 200);
}

#[tokio::test]
async fn every_page_may_ask_and_none_with_cookies() {
    let preflight = HttpRequest::options("/graphql")
        .header("origin", "https://show.example")
        .header("access-control-request-method", "POST")
        .body(Body::empty())
        .unwrap();
    let answer = send(&door(), preflight).await;
    assert_eq!(answer.status, 204);
    assert_eq!(
        answer.header("access-control-allow-headers"),
        "authorization, content-type"
    );
    assert_eq!(answer.header("access-control-max-age"), "7200");
    for answer in [
        answer,
        run(&door(), "{ __typename }").await,
        run(&door(), "{").await,
        get(&door(), &[]).await,
    ] {
        assert_eq!(answer.header("access-control-allow-origin"), "*");
        assert_eq!(answer.header("access-control-allow-credentials"), "");
    }
}

#[tokio::test]
async fn answers_are_not_kept_or_sniffed() {
    let answer = run(&door(), "{ __typename }").await;
    assert_eq!(answer.header("cache-control"), "no-store");
    assert_eq!(answer.header("vary"), "accept");
    assert_eq!(answer.header("x-content-type-options"), "nosniff");
}

#[tokio::test]
async fn what_the_caller_prepares_reaches_the_resolvers() {
    let request = post_body(GRAPHQL, r#"{"query":"{ viewer }"}"#);
    let answer = door()
        .handle(request, |query, parts| query.data(parts.method.to_string()))
        .await;
    let bytes = answer.into_body().collect().await.unwrap().to_bytes();
    assert_eq!(bytes, r#"{"data":{"viewer":"POST"}}"#);
}

#[tokio::test]
async fn what_is_wrong_with_the_address_is_told_by_its_name() {
    let door = door();
    for (parameters, message) in [
        (
            vec![("query", "{ viewer }"), ("variables", "abc")],
            "the parameter variables is not valid JSON at line 1, column 1",
        ),
        (
            vec![("query", "{ viewer }"), ("extensions", "{")],
            "the parameter extensions is not valid JSON at line 1, column 1",
        ),
        (
            vec![("query", "{ viewer }"), ("query", "{ viewer }")],
            "the parameter query is given twice",
        ),
    ] {
        let answer = get(&door, &parameters).await;
        assert_eq!(answer.status, 400);
        assert_eq!(answer.json()["errors"][0]["message"], message);
    }
}
