//! Hostile requests: refused, briefly, and without a word on what is inside.
use super::*;
use crate::graphql::limits::tests::full_introspection;
use async_graphql::ErrorExtensions;

#[tokio::test]
async fn sources_that_would_end_the_parsers_stack_are_refused() {
    let door = door();
    let hostile = [
        "{a".repeat(4_000),
        format!("query($a: [Int] = {} {{ __typename }}", "[".repeat(4_000)),
        format!("query($a: {} {{ __typename }}", "[".repeat(4_000)),
        format!("{{ echo(text: {}", "{c:".repeat(4_000)),
        format!("{{ {} }}", "... on Query {".repeat(4_000)),
        "(".repeat(100_000),
    ];
    for query in hostile {
        let answer = run(&door, &query).await;
        assert_eq!(
            (answer.status.as_u16(), answer.code().as_str()),
            (400, "TOO_COMPLEX")
        );
    }
}

#[tokio::test]
async fn floods_are_refused() {
    let door = door();
    let doubling = fields(25, |n| {
        format!(
            "fragment F{n} on Query {{ ...F{next} ...F{next} }}",
            next = n + 1
        )
    });
    let aliases = fields(1_000, |n| format!("a{n}: __typename"));
    for query in [
        format!("{{ ...F0 }} {doubling} fragment F25 on Query {{ __typename }}"),
        format!("{{ {aliases} }}"),
        format!("{{ __typename {} }}", "@skip(if: false) ".repeat(500)),
        format!("{{ {} }}", "__typename ".repeat(5_000)),
    ] {
        assert_eq!(run(&door, &query).await.code(), "TOO_COMPLEX");
    }
}

#[tokio::test]
async fn variables_may_nest_twenty_deep() {
    let door = door();
    let variables = |depth: usize| {
        format!(
            "{{\"query\":\"{{ __typename }}\",\"variables\":{}1{}}}",
            "{\"a\":".repeat(depth),
            "}".repeat(depth)
        )
    };
    assert_eq!(
        send(&door, post_body(GRAPHQL, variables(20))).await.status,
        200
    );
    let answer = send(&door, post_body(GRAPHQL, variables(21))).await;
    assert_eq!(
        (answer.status.as_u16(), answer.code().as_str()),
        (400, "TOO_COMPLEX")
    );
    assert_eq!(
        send(&door, post_body(GRAPHQL, variables(5_000)))
            .await
            .code(),
        "TOO_COMPLEX"
    );
}

#[tokio::test]
async fn a_hundred_log_ins_under_aliases_try_nothing() {
    let (door, writes) = door_with(Limits::default());
    for count in [2, 10, 40, 100] {
        let fields = fields(count, |n| format!("s{n}: signIn(password: \"p{n}\")"));
        assert_eq!(
            run(&door, &format!("mutation {{ {fields} }}")).await.code(),
            "TOO_COMPLEX"
        );
    }
    assert_eq!(writes.count(), 0);
    assert_eq!(
        run(&door, "mutation { signIn(password: \"p\") }")
            .await
            .status,
        200
    );
    assert_eq!(writes.count(), 1);
}

#[tokio::test]
async fn fifty_posts_under_aliases_write_nothing_and_ten_do() {
    let (door, writes) = door_with(Limits::default());
    let posts = |count: usize| {
        let fields = fields(count, |n| format!("p{n}: post"));
        format!("mutation {{ {fields} }}")
    };
    assert_eq!(run(&door, &posts(50)).await.code(), "TOO_COMPLEX");
    assert_eq!(run(&door, &posts(11)).await.code(), "TOO_COMPLEX");
    assert_eq!(writes.count(), 0);
    assert_eq!(run(&door, &posts(10)).await.status, 200);
    assert_eq!(writes.count(), 10);
}

#[tokio::test]
async fn introspection_answers_once_and_does_not_nest() {
    let door = door();
    let plain = run(
        &door,
        "{ __schema { types { name fields { name type { name } } } } }",
    )
    .await;
    assert_eq!(plain.status, 200);
    let full = run(&door, &full_introspection(9)).await;
    assert_eq!((full.status.as_u16(), full.code().as_str()), (200, ""));
    let looped =
        "{ __schema { types { fields { type { fields { type { fields { name } } } } } } } }";
    assert_eq!(run(&door, looped).await.code(), "TOO_COMPLEX");
}

#[tokio::test]
async fn a_panic_becomes_an_id() {
    let answer = run(&door(), "{ panic(cause: \"secret/path.rs\") }").await;
    assert_eq!(
        (answer.status.as_u16(), answer.code().as_str()),
        (500, "INTERNAL")
    );
    assert_eq!(
        answer.json()["errors"][0]["message"],
        format!("internal error {ERROR_ID}")
    );
    assert!(!answer.text.contains("secret"));
}

#[tokio::test]
async fn outcomes_without_data_have_their_status() {
    let door = door();
    let cases = [
        ("UNAUTHENTICATED", 401),
        ("RATE_LIMITED", 429),
        ("INTERNAL", 500),
        ("UNAVAILABLE", 503),
        ("FORBIDDEN", 200),
        ("NOT_FOUND", 200),
    ];
    for (code, status) in cases {
        for accept in [GRAPHQL, "application/json"] {
            let query = format!("{{ refuse(code: \"{code}\") }}");
            let answer = post(&door, accept, json!({ "query": query })).await;
            assert_eq!(
                (answer.status.as_u16(), answer.code().as_str()),
                (status, code)
            );
            assert_eq!(answer.json()["data"], Json::Null);
            let retry = if matches!(status, 429 | 503) {
                "30"
            } else {
                ""
            };
            assert_eq!(answer.header("retry-after"), retry);
            assert_eq!(
                answer.header("www-authenticate"),
                if status == 401 { "Bearer" } else { "" }
            );
        }
    }
}

#[tokio::test]
async fn an_outcome_with_some_data_is_200() {
    let answer = run(
        &door(),
        "{ refuse(code: \"RATE_LIMITED\") echo(text: \"a\") }",
    )
    .await;
    assert_eq!(
        (answer.status.as_u16(), answer.code().as_str()),
        (200, "RATE_LIMITED")
    );
    assert_eq!(answer.json()["data"]["echo"], "a");
}

#[tokio::test]
async fn the_caller_may_refuse_before_anything_runs() {
    let door = door();
    let admitted = door
        .admit(post_body("*/*", r#"{"query":"{ __typename }"}"#))
        .await
        .unwrap();
    let error = async_graphql::Error::new("slow down").extend_with(|_, extensions| {
        extensions.set("code", "RATE_LIMITED");
        extensions.set("retryAfter", 9);
    });
    let answer = door.refuse(&admitted, error);
    assert_eq!(answer.status(), 429);
    assert_eq!(answer.headers()["retry-after"], "9");
}

#[tokio::test]
async fn at_most_ten_errors_of_three_hundred_characters_come_back() {
    let answer = run(&door(), "{ page(first: 50) { invalid } }").await;
    let errors = answer.json()["errors"].as_array().unwrap().clone();
    assert_eq!(errors.len(), 10);
    let longest = errors
        .iter()
        .map(|error| error["message"].as_str().unwrap().chars().count())
        .max();
    assert_eq!(longest, Some(301));
}

#[tokio::test]
async fn what_a_client_sent_does_not_come_back_at_length() {
    let door = door();
    let long = "q".repeat(90_000);
    for query in [
        format!("{{ {long} }}"),
        format!("{{ echo(text: {{a: \"{long}\"}}) }}"),
        format!("{{ echo(texts: \"{long}\") ? }}"),
        format!("{{ tagged(tags: [[\"{long}\"]]) }}"),
        format!("# {long}\n?"),
        format!("\"{long}"),
    ] {
        let answer = run(&door, &query).await;
        assert_eq!(answer.status, 400);
        assert!(answer.text.len() < 700, "{}", answer.text);
    }
    let named = json!({ "query": "query A { __typename }", "operationName": long });
    assert!(post(&door, GRAPHQL, named).await.text.len() < 700);
}

#[tokio::test]
async fn a_huge_answer_is_refused_whole() {
    let (door, _) = door_with(Limits {
        answer_bytes: 2_000,
        ..Limits::default()
    });
    let answer = run(
        &door,
        &format!("{{ echo(text: \"{}\") }}", "a".repeat(3_000)),
    )
    .await;
    assert_eq!(
        (answer.status.as_u16(), answer.code().as_str()),
        (200, "TOO_LARGE")
    );
    assert_eq!(answer.json()["data"], Json::Null);
    assert_eq!(
        run(
            &door,
            &format!("{{ echo(text: \"{}\") }}", "a".repeat(1_000))
        )
        .await
        .code(),
        ""
    );
}

#[tokio::test]
async fn half_characters_and_nul_are_refused() {
    let door = door();
    let document = r"query($t: String!) { echo(text: $t) }";
    for text in [r"\ud800", r"\udc00x", r"\u0000", r"a\u0000b"] {
        let body = format!("{{\"query\":\"{document}\",\"variables\":{{\"t\":\"{text}\"}}}}");
        let answer = send(&door, post_body(GRAPHQL, body)).await;
        assert_eq!(
            (answer.status.as_u16(), answer.code().as_str()),
            (400, "BAD_REQUEST"),
            "{text}"
        );
    }
    for query in ["{ echo(text: \"\\u0000\") }", "{ echo(text: \"\0\") }"] {
        assert_eq!(run(&door, query).await.code(), "BAD_REQUEST");
        assert_eq!(get(&door, &[("query", query)]).await.code(), "BAD_REQUEST");
    }
    assert_ne!(run(&door, "{ echo(text: \"\\ud83d\") }").await.status, 500);
    let body = b"{\"query\":\"{ echo(text: \\\"\xff\\\") }\"}".to_vec();
    assert_eq!(send(&door, post_body(GRAPHQL, body)).await.status, 400);
}

#[tokio::test]
async fn a_list_of_a_type_that_is_not_there_is_no_panic() {
    for query in [
        "query($a: [Nope] = [1]) { __typename }",
        "query($a: [Float] = [1]) { __typename }",
    ] {
        let answer = run(&door(), query).await;
        assert_eq!(
            (answer.status.as_u16(), answer.code().as_str()),
            (400, "VALIDATION_FAILED")
        );
    }
    let answer = run(
        &door(),
        "query($a: [Tag!] = [SPOILER]) { tagged(tags: $a) }",
    )
    .await;
    assert_eq!(answer.json(), json!({ "data": { "tagged": 1 } }));
}
