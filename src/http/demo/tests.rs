//! What the demo's pages carry and name.
use axum::{
    body::Body,
    http::{HeaderMap, Request, StatusCode},
};
use http_body_util::BodyExt;
use tower::ServiceExt;

fn show() -> super::Show {
    super::Show {
        site: "history",
        name: "A show & more",
        episodes: vec![super::Episode {
            key: "278".to_owned(),
            title: "The <Salt> Tax".to_owned(),
            notes: "<p>Notes.</p>",
        }],
        people: vec![("reader@demo.example", "reads")],
        password: "words",
    }
}

async fn fetch(path: &str) -> (StatusCode, HeaderMap, String) {
    let request = Request::builder().uri(path).body(Body::empty()).unwrap();
    let response = super::routes("http://demo.test", show())
        .oneshot(request)
        .await
        .unwrap();
    let (parts, body) = response.into_parts();
    let bytes = body.collect().await.unwrap().to_bytes();
    let text = String::from_utf8_lossy(&bytes).into_owned();
    (parts.status, parts.headers, text)
}

/// The addresses that a page of the demo names.
fn addresses(text: &str) -> Vec<&str> {
    let starts = ["src=\"", "href=\""];
    let after = |start: &'static str| {
        text.split(start)
            .skip(1)
            .filter_map(|rest| rest.split(['"', '\'']).next())
    };
    starts.into_iter().flat_map(after).collect()
}

#[tokio::test]
async fn every_page_forbids_what_it_does_not_need() {
    for path in ["/", "/episodes/278", "/episodes/absent"] {
        let (status, headers, _) = fetch(path).await;
        assert_eq!(status, StatusCode::OK, "{path}");
        let policy = headers["content-security-policy"].to_str().unwrap();
        assert!(policy.starts_with("default-src 'none'; script-src 'self'; connect-src 'self';"));
        assert!(
            policy.contains("require-trusted-types-for 'script'"),
            "{policy}"
        );
        assert!(!policy.contains("unsafe"), "{policy}");
    }
    let (_, headers, _) = fetch("/graphiql").await;
    let policy = headers["content-security-policy"].to_str().unwrap();
    assert!(policy.contains("script-src 'self';"), "{policy}");
}

#[tokio::test]
async fn pages_name_only_files_that_are_there() {
    for path in ["/", "/episodes/278", "/graphiql"] {
        let (_, _, page) = fetch(path).await;
        for address in addresses(&page) {
            // What every service answers is tested elsewhere.
            if address.starts_with('#') || address.starts_with("/embed") {
                continue;
            }
            assert!(address.starts_with('/'), "{address} in {path}");
            let (status, ..) = fetch(address).await;
            assert_eq!(status, StatusCode::OK, "{address} in {path}");
        }
    }
}

#[tokio::test]
async fn pages_hold_no_script_or_style_of_their_own() {
    for path in ["/", "/episodes/278", "/episodes/283", "/graphiql"] {
        let (_, _, page) = fetch(path).await;
        for bare in [
            "<script>", "<style", " style=", " onclick", "http://", "https://",
        ] {
            assert!(!page.contains(bare), "{bare} in {path}");
        }
    }
}

#[tokio::test]
async fn an_episodes_page_has_the_one_tag_and_a_thread_without_script() {
    let (_, _, page) = fetch("/episodes/278").await;
    let tag =
        r#"<rejoinder-thread site="history" episode="278" episode-title="The &#60;Salt&#62; Tax">"#;
    assert!(page.contains(tag), "{page}");
    assert!(
        page.contains(r#"<iframe src="/embed/history/278""#),
        "{page}"
    );
    assert!(page.contains("<p>Notes.</p>"), "{page}");
    assert!(page.contains("A show &#38; more"), "{page}");
}

#[tokio::test]
async fn what_is_asked_for_is_never_markup() {
    let (status, _, page) = fetch("/episodes/%22%3E%3Cscript%3E").await;
    assert_eq!(status, StatusCode::OK);
    assert!(
        page.contains(r#"episode="&#34;&#62;&#60;script&#62;""#),
        "{page}"
    );
    assert!(
        page.contains(r#"src="/embed/history/%22%3E%3Cscript%3E""#),
        "{page}"
    );
}

#[tokio::test]
async fn an_unknown_file_is_not_found() {
    for path in [
        "/demo/assets/absent.js",
        "/demo/assets/..%2fhome.html",
        "/graphiql/absent.js",
    ] {
        assert_eq!(fetch(path).await.0, StatusCode::NOT_FOUND, "{path}");
    }
}

#[tokio::test]
async fn who_comes_by_another_name_of_the_machine_is_sent_to_the_one_that_may_write() {
    let visit = |host: &'static str| async move {
        let request = Request::get("/episodes/278?a=b")
            .header("host", host)
            .body(Body::empty())
            .unwrap();
        let response = super::routes("http://127.0.0.1:8080", show())
            .oneshot(request)
            .await
            .unwrap();
        let place = response
            .headers()
            .get("location")
            .map(|place| place.to_str().unwrap().to_owned());
        (response.status().as_u16(), place)
    };
    assert_eq!(visit("127.0.0.1:8080").await, (200, None));
    let place = Some("http://127.0.0.1:8080/episodes/278?a=b".to_owned());
    assert_eq!(visit("localhost:8080").await, (307, place));
}
