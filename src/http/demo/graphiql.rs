//! `GraphiQL`, served by the service itself, with examples that work on the demo's data.
use super::{GRAPHIQL_POLICY, HTML, answer, kind};
use crate::http::errors::not_found;
use axum::{Router, extract::Path, response::Response, routing::get};

// `BUILT`: GraphiQL's files, or why there are none.
include!(concat!(env!("OUT_DIR"), "/graphiql.rs"));

const PAGE: &str = include_str!("../../../web/graphiql/page.html");
const MISSING: &str = include_str!("../../../web/graphiql/missing.html");
const OWN: &[(&str, &str)] = &[
    (
        "examples.js",
        include_str!("../../../web/graphiql/examples.js"),
    ),
    ("page.css", include_str!("../../../web/graphiql/page.css")),
    ("start.js", include_str!("../../../web/graphiql/start.js")),
];

/// Where the page that stands in for `GraphiQL` says why.
const WHY: &str = "<!-- why -->";

pub(super) fn routes() -> Router {
    Router::new()
        .route("/graphiql", get(|| async { page(BUILT) }))
        .route("/graphiql/{name}", get(asset))
}

fn page(built: Result<&[(&str, &[u8])], &str>) -> Response {
    match built {
        Ok(_) => answer(HTML, GRAPHIQL_POLICY, PAGE),
        Err(why) => answer(HTML, GRAPHIQL_POLICY, MISSING.replace(WHY, &escaped(why))),
    }
}

async fn asset(Path(name): Path<String>) -> Response {
    let named = |known: &str| known == name;
    if let Some((name, text)) = OWN.iter().find(|(known, _)| named(known)) {
        return answer(kind(name), GRAPHIQL_POLICY, *text);
    }
    let built = BUILT.unwrap_or_default();
    match built.iter().find(|(known, _)| named(known)) {
        Some((name, bytes)) => answer(kind(name), GRAPHIQL_POLICY, *bytes),
        None => not_found().await,
    }
}

/// npm's words may hold anything.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}

#[cfg(test)]
mod tests {
    use super::page;
    use http_body_util::BodyExt;

    #[tokio::test]
    async fn without_graphiql_its_page_says_what_is_missing() {
        let answer = page(Err("npm failed: <404> & more"));
        assert!(answer.status().is_success());
        let body = answer.into_body().collect().await.unwrap().to_bytes();
        let body = String::from_utf8(body.to_vec()).unwrap();
        assert!(body.contains("npm failed: &lt;404> &amp; more"), "{body}");
    }
}
