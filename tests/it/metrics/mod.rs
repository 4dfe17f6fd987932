//! What Prometheus reads of the service.
mod described;
mod jobs;
mod requests;

use crate::support::TestApp;
use axum::{
    Router,
    body::{Body, to_bytes},
    http::{Request, StatusCode, header},
};
use rejoinder::{app::App, http};
use std::{collections::BTreeMap, sync::Arc};
use tower::ServiceExt;

/// So long what the database was asked for is not asked again.
const FRESH: chrono::Duration = chrono::Duration::seconds(5);

/// One answer of the port.
struct Scrape(String);

async fn scrape(app: &TestApp) -> Scrape {
    scrape_at(&http::metrics::router(&app.app)).await
}

async fn scrape_at(port: &Router) -> Scrape {
    let (status, kind, text) = get(port, "/metrics").await;
    assert_eq!(status, StatusCode::OK, "{text}");
    assert_eq!(kind, "text/plain; version=0.0.4");
    Scrape(text)
}

async fn get(router: &Router, path: &str) -> (StatusCode, String, String) {
    let request = Request::get(path).body(Body::empty()).unwrap();
    let answer = router.clone().oneshot(request).await.unwrap();
    let kind = answer.headers().get(header::CONTENT_TYPE);
    let kind = kind.map_or("", |kind| kind.to_str().unwrap()).to_owned();
    let status = answer.status();
    let bytes = to_bytes(answer.into_body(), usize::MAX).await.unwrap();
    (status, kind, String::from_utf8(bytes.to_vec()).unwrap())
}

impl Scrape {
    /// Of a series as the format has it, a whole number; none where it is not there.
    fn find(&self, series: &str) -> Option<u64> {
        let mut lines = self.0.lines();
        let value = lines.find_map(|line| line.strip_prefix(series)?.strip_prefix(' '));
        value.map(|value| value.parse().unwrap())
    }

    fn get(&self, series: &str) -> u64 {
        let found = self.find(series);
        found.unwrap_or_else(|| panic!("no {series} in {}", self.0))
    }

    /// Metrics by name.
    fn types(&self) -> BTreeMap<&str, &str> {
        let types = self
            .0
            .lines()
            .filter_map(|line| line.strip_prefix("# TYPE "));
        types.map(|line| line.split_once(' ').unwrap()).collect()
    }
}

/// The port of another node.
fn port(node: &Arc<App>) -> Router {
    http::metrics::router(node)
}

#[tokio::test]
async fn the_port_answers_one_path_and_the_service_does_not() {
    let app = TestApp::new().await;
    let port = port(&app.app);
    assert!(scrape_at(&port).await.0.ends_with('\n'));
    for path in ["/", "/graphql", "/healthz", "/metrics/"] {
        assert_eq!(get(&port, path).await.0, StatusCode::NOT_FOUND, "{path}");
    }
    assert_eq!(
        get(&app.router(), "/metrics").await.0,
        StatusCode::NOT_FOUND
    );
}

#[tokio::test]
async fn connections_and_statements_are_told() {
    let app = TestApp::new().await;
    let before = scrape(&app).await;
    let pool = if app.app.db.is_shared() {
        "shared"
    } else {
        "writer"
    };
    let of_pool = |what: &str| format!("rejoinder_database_connections_{what}{{pool=\"{pool}\"}}");
    assert!(before.get(&of_pool("open")) >= 1);
    assert!(before.get(&of_pool("max")) >= before.get(&of_pool("open")));
    assert!(before.get(&of_pool("idle")) <= before.get(&of_pool("open")));
    app.thread().await;
    let after = scrape(&app).await;
    for counted in [
        "rejoinder_database_statement_seconds_count",
        "rejoinder_database_write_wait_seconds_count",
    ] {
        assert!(after.get(counted) > before.get(counted), "{counted}");
    }
}

#[tokio::test]
async fn what_the_database_does_not_say_is_left_out() {
    let app = TestApp::new().await;
    let node = app.node_app().await;
    let port = port(&node);
    let failures = "rejoinder_scrape_errors_total";
    let looked_up = [
        "rejoinder_queue_comments{queue=\"pending\"}",
        "rejoinder_jobs_waiting{kind=\"mail\"}",
    ];
    let good = scrape_at(&port).await;
    assert_eq!(good.get(failures), 0);
    assert_eq!(looked_up.map(|series| good.find(series)), [Some(0); 2]);
    node.db.close().await.unwrap();
    app.clock.advance(FRESH);
    for failed in 1..=2 {
        let lacking = scrape_at(&port).await;
        assert_eq!(lacking.get(failures), failed);
        assert_eq!(looked_up.map(|series| lacking.find(series)), [None; 2]);
        assert!(lacking.find("rejoinder_streams_open").is_some());
    }
}
