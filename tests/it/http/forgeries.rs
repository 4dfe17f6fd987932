//! Requests that a foreign page can make a browser send: none of them writes.
use super::{ask, bearer};
use crate::support::{Client, TestApp};
use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};
use serde_json::json;

const DOCUMENT: &str = "mutation { postComment(input: { episode: { site: \"history\", key: \"100\" }, \
                        body: \"forged\" }) { comment { id } } }";

fn form(pairs: &[(&str, &str)]) -> String {
    url::form_urlencoded::Serializer::new(String::new())
        .extend_pairs(pairs)
        .finish()
}

/// With the victim's token in the header, which is more than a foreign page has.
fn post(client: &Client, content_types: &[&str], body: &str) -> Request<Body> {
    let mut request = Request::post("/graphql").header(header::AUTHORIZATION, bearer(client));
    for content_type in content_types {
        request = request.header(header::CONTENT_TYPE, *content_type);
    }
    request.body(body.to_owned().into()).unwrap()
}

#[tokio::test]
async fn forms_and_other_content_types_write_nothing() {
    let app = TestApp::new().await;
    let setting = app.thread().await;
    let ana = app.reader("Ana").await;
    let plain = json!({ "query": DOCUMENT }).to_string();
    let encoded = form(&[("query", DOCUMENT)]);
    let multipart = format!(
        "--b\r\ncontent-disposition: form-data; name=\"operations\"\r\n\r\n{plain}\r\n\
         --b\r\ncontent-disposition: form-data; name=\"map\"\r\n\r\n{{}}\r\n--b--\r\n"
    );
    for (content_types, body) in [
        (&[][..], plain.as_str()),
        (&[""], &plain),
        (&["text/plain"], &plain),
        (&["text/plain;charset=UTF-8"], &plain),
        (&["text/plain; application/json"], &plain),
        (&["text/plain, application/json"], &plain),
        (&["application/json, text/plain"], &plain),
        (&["application/json", "text/plain"], &plain),
        (&["application/x-www-form-urlencoded"], &plain),
        (&["application/x-www-form-urlencoded"], &encoded),
        (&["multipart/form-data; boundary=b"], &multipart),
        (
            &["multipart/form-data; boundary=application/json"],
            &multipart,
        ),
        (&["application/graphql"], DOCUMENT),
        (&["application/json; charset=utf-16"], &plain),
        (&["application/jsonp"], &plain),
        (&["text/json"], &plain),
        (&["application/x-json"], &plain),
        (&["*/*"], &plain),
    ] {
        let answer = ask(app.router(), post(&ana, content_types, body)).await;
        assert_eq!(
            answer.status,
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "{content_types:?}"
        );
        assert_eq!(answer.code(), "UNSUPPORTED_MEDIA_TYPE");
    }
    assert_eq!(app.episode(&setting).await.comment_count, 0);

    let honest = ask(app.router(), post(&ana, &["application/json"], &plain)).await;
    assert_eq!(honest.status, StatusCode::OK);
    assert_eq!(app.episode(&setting).await.comment_count, 1);
}

#[tokio::test]
async fn a_get_never_writes() {
    let app = TestApp::new().await;
    let setting = app.thread().await;
    let ana = app.reader("Ana").await;
    let named = format!(
        "query Q {{ __typename }} {}",
        DOCUMENT.replacen("mutation", "mutation M", 1)
    );
    for (method, query) in [
        ("GET", form(&[("query", DOCUMENT)])),
        ("HEAD", form(&[("query", DOCUMENT)])),
        ("GET", form(&[("query", &named), ("operationName", "M")])),
    ] {
        let request = Request::builder()
            .method(method)
            .uri(format!("/graphql?{query}"))
            .header(header::AUTHORIZATION, bearer(&ana))
            .body(Body::empty())
            .unwrap();
        let answer = ask(app.router(), request).await;
        assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED, "{query}");
        assert_eq!(answer.headers[header::ALLOW], "POST");
    }
    assert_eq!(app.episode(&setting).await.comment_count, 0);
}

/// The document of a POST stands in its body alone.
#[tokio::test]
async fn a_document_in_the_url_of_a_post_does_not_run() {
    let app = TestApp::new().await;
    let setting = app.thread().await;
    let ana = app.reader("Ana").await;
    for body in ["", "{}", "{\"query\": \"{ __typename }\"}"] {
        let request = Request::post(format!("/graphql?{}", form(&[("query", DOCUMENT)])))
            .header(header::AUTHORIZATION, bearer(&ana))
            .header(header::CONTENT_TYPE, "application/json")
            .body(body.into())
            .unwrap();
        ask(app.router(), request).await;
    }
    assert_eq!(app.episode(&setting).await.comment_count, 0);
}

/// Cookies and tokens in the URL sign nobody in.
#[tokio::test]
async fn only_the_authorization_header_signs_in() {
    let app = TestApp::new().await;
    app.thread().await;
    let ana = app.reader("Ana").await;
    let token = ana.access.clone().unwrap();
    let query = form(&[
        ("query", "{ viewer { email } }"),
        ("access_token", &token),
        ("token", &token),
    ]);
    for (name, value) in [
        ("cookie", format!("accessToken={token}; session={token}")),
        ("x-access-token", token.clone()),
        ("x-authorization", format!("Bearer {token}")),
    ] {
        let request = Request::get(format!("/graphql?{query}"))
            .header(name, value)
            .body(Body::empty())
            .unwrap();
        let answer = ask(app.router(), request).await;
        assert_eq!(answer.json()["data"], json!({ "viewer": null }), "{name}");
    }
}

#[tokio::test]
async fn no_page_reads_with_credentials() {
    let app = TestApp::new().await;
    let ana = app.reader("Ana").await;
    for origin in ["https://history.example", "https://evil.example", "null"] {
        let preflight = Request::options("/graphql")
            .header(header::ORIGIN, origin)
            .header(header::ACCESS_CONTROL_REQUEST_METHOD, "POST")
            .header(
                header::ACCESS_CONTROL_REQUEST_HEADERS,
                "authorization,content-type",
            )
            .body(Body::empty())
            .unwrap();
        let mut asked = post(
            &ana,
            &["application/json"],
            "{\"query\": \"{ __typename }\"}",
        );
        asked
            .headers_mut()
            .insert(header::ORIGIN, origin.parse().unwrap());
        for request in [preflight, asked] {
            let answer = ask(app.router(), request).await;
            assert!(answer.status.is_success());
            assert_eq!(answer.headers[header::ACCESS_CONTROL_ALLOW_ORIGIN], "*");
            assert!(
                !answer
                    .headers
                    .contains_key(header::ACCESS_CONTROL_ALLOW_CREDENTIALS)
            );
        }
    }
}
