//! Who is given an export, how often, and until when.
use super::{EXPORT, ask, furnished, get};
use crate::{data::archive::fetch, support::TestApp};
use axum::http::{Request, StatusCode, header};
use chrono::Duration;
use rejoinder::model::{Role, SessionKind};
use serde_json::json;

#[tokio::test]
async fn admins_of_the_site_alone_are_given_one_once_they_have_proved_who_they_are() {
    let app = TestApp::new().await;
    let politics = app.other_site("politics").await;
    let input = json!({ "site": "history" });
    let embedded = SessionKind::Embedded;
    let refused = [
        (app.anonymous(), "SIGNED_OUT"),
        (app.reader("Ana").await, "NOT_ADMIN"),
        (app.moderator("Mo").await, "NOT_ADMIN"),
        (
            app.session(&app.site, "Eve", Role::Admin, embedded).await,
            "NOT_ADMIN",
        ),
        (
            app.admin("Ida").await.at_page("https://evil.example"),
            "FOREIGN_ORIGIN",
        ),
    ];
    for (client, reason) in refused {
        assert_eq!(client.send(EXPORT, input.clone()).await.reason(), reason);
    }
    let elsewhere = app.signed_in(&politics, "Oda", Role::Admin).await;
    assert_eq!(
        elsewhere.send(EXPORT, input.clone()).await.code(),
        "NOT_FOUND"
    );

    let admin = furnished(&app).await;
    ask(&admin, false).await;
    let old = app.app.env.now() - Duration::minutes(11);
    app.execute("UPDATE session SET proved_at = $1", vec![old.into()])
        .await;
    let refused = admin.send(EXPORT, input).await;
    assert_eq!(refused.reason(), "SIGN_IN_AGAIN");
}

#[tokio::test]
async fn a_link_gives_three_downloads_and_says_what_they_are() {
    let app = TestApp::new().await;
    let admin = app.admin("Ada").await;
    let path = ask(&admin, false).await;
    for _ in 0..4 {
        let (status, headers, body) = fetch(&app, Request::head(&path)).await;
        assert_eq!((status, body.len()), (StatusCode::OK, 0));
        assert_eq!(headers[header::CONTENT_TYPE], "application/gzip");
        assert_eq!(headers[header::CACHE_CONTROL], "no-store");
        let day = app.app.env.now().format("%Y-%m-%d");
        assert_eq!(
            headers[header::CONTENT_DISPOSITION],
            format!("attachment; filename=\"history-{day}.jsonl.gz\"")
        );
    }
    for status in [
        StatusCode::OK,
        StatusCode::OK,
        StatusCode::OK,
        StatusCode::GONE,
    ] {
        assert_eq!(get(&app, &path).await.0, status);
    }
    // It is for the site, and for nothing else.
    let path = ask(&admin, false).await;
    let elsewhere = path.replace("/site/data", "/account/data");
    assert_eq!(get(&app, &elsewhere).await.0, StatusCode::GONE);
    assert_eq!(get(&app, "/site/data").await.0, StatusCode::GONE);
    assert_eq!(get(&app, &path).await.0, StatusCode::OK);
}

#[tokio::test]
async fn a_link_ends_with_its_time_the_role_and_the_session() {
    let app = TestApp::new().await;
    let admin = app.admin("Ada").await;
    let late = ask(&admin, false).await;
    let path = ask(&admin, false).await;
    app.execute("UPDATE member SET role = 'moderator'", vec![])
        .await;
    assert_eq!(get(&app, &path).await.0, StatusCode::GONE);
    app.execute("UPDATE member SET role = 'admin'", vec![])
        .await;
    assert_eq!(get(&app, &path).await.0, StatusCode::OK);
    app.execute("UPDATE session SET ended_at = created_at", vec![])
        .await;
    assert_eq!(get(&app, &path).await.0, StatusCode::GONE);
    app.execute("UPDATE session SET ended_at = NULL", vec![])
        .await;
    app.clock.advance(Duration::minutes(10));
    assert_eq!(get(&app, &late).await.0, StatusCode::GONE);
}
