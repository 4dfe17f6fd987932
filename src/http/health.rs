//! `/healthz`: the process lives. `/readyz`: it can answer, which needs the database.
use super::errors::error_saying;
use axum::{
    Router,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
    routing::get,
};
use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};
use tokio::time::timeout;

/// A database that has not answered by then is as good as away.
const PATIENCE: Duration = Duration::from_secs(2);

/// `check` tells whether requests can be answered now; it is dropped when it takes over 2 s.
pub fn routes<C, F>(check: C) -> Router
where
    C: Fn() -> F + Clone + Send + Sync + 'static,
    F: Future<Output = bool> + Send + 'static,
{
    routes_with(check, PATIENCE)
}

fn routes_with<C, F>(check: C, patience: Duration) -> Router
where
    C: Fn() -> F + Clone + Send + Sync + 'static,
    F: Future<Output = bool> + Send + 'static,
{
    let was_ready = Arc::new(AtomicBool::new(true));
    let ready = move || {
        let (check, was_ready) = (check(), Arc::clone(&was_ready));
        async move {
            let is_ready = timeout(patience, check).await.unwrap_or(false);
            log_change(was_ready.swap(is_ready, Ordering::Relaxed), is_ready);
            if is_ready { ok() } else { unavailable() }
        }
    };
    Router::new()
        .route("/healthz", get(|| async { ok() }))
        .route("/readyz", get(ready))
}

/// One line a change, not one a request.
fn log_change(was_ready: bool, is_ready: bool) {
    match (was_ready, is_ready) {
        (true, false) => tracing::warn!("not ready: the database does not answer"),
        (false, true) => tracing::info!("ready again"),
        _ => {}
    }
}

fn ok() -> Response {
    let json = [
        (header::CONTENT_TYPE, "application/json; charset=utf-8"),
        (header::CACHE_CONTROL, "no-store"),
    ];
    (json, r#"{"status":"ok"}"#).into_response()
}

fn unavailable() -> Response {
    let message = "Not ready: the database does not answer.";
    let mut response = error_saying(StatusCode::SERVICE_UNAVAILABLE, message);
    let headers = response.headers_mut();
    headers.insert(header::RETRY_AFTER, HeaderValue::from_static("5"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

#[cfg(test)]
mod tests {
    use super::routes_with;
    use axum::{body::Body, http::Request};
    use std::{future, time::Duration};
    use tower::ServiceExt;

    #[derive(Clone, Copy)]
    enum Database {
        Answers,
        Refuses,
        Hangs,
    }

    async fn status(path: &str, database: Database) -> u16 {
        let check = move || async move {
            match database {
                Database::Answers => true,
                Database::Refuses => false,
                Database::Hangs => future::pending().await,
            }
        };
        let request = Request::builder().uri(path).body(Body::empty()).unwrap();
        let response = routes_with(check, Duration::from_millis(5))
            .oneshot(request)
            .await
            .unwrap();
        assert_eq!(response.headers()["cache-control"], "no-store");
        response.status().as_u16()
    }

    #[tokio::test]
    async fn the_process_lives_whatever_the_database_does() {
        for database in [Database::Answers, Database::Refuses, Database::Hangs] {
            assert_eq!(status("/healthz", database).await, 200);
        }
    }

    #[tokio::test]
    async fn readiness_follows_the_database() {
        assert_eq!(status("/readyz", Database::Answers).await, 200);
        assert_eq!(status("/readyz", Database::Refuses).await, 503);
        assert_eq!(status("/readyz", Database::Hangs).await, 503);
    }
}
