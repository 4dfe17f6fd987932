//! Much that is over at once, and what of it cannot be removed.
use crate::support::TestApp;
use chrono::{DateTime, Duration, Utc};
use rejoinder::{domain::jobs, storage::sweep::BATCH};
use sea_orm::{ConnectionTrait, DbBackend};

/// Names that were spent, numbered from `first`.
async fn spend(app: &TestApp, first: u64, count: u64, expires_at: DateTime<Utc>) {
    let hash = match app.app.db.read().get_database_backend() {
        DbBackend::Postgres => "convert_to(number::text, 'UTF8')",
        _ => "CAST(CAST(number AS TEXT) AS BLOB)",
    };
    let last = first + count - 1;
    let sql = format!(
        "WITH RECURSIVE numbers(number) AS (SELECT {first} UNION ALL \
         SELECT number + 1 FROM numbers WHERE number < {last}) \
         INSERT INTO spent_token (hash, expires_at) SELECT {hash}, $1 FROM numbers"
    );
    app.execute(&sql, vec![expires_at.into()]).await;
}

#[tokio::test]
async fn however_much_is_over_it_goes_and_nothing_else() {
    let app = TestApp::new().await;
    let now = app.app.env.now();
    let spent = async || app.count("spent_token", "1 = 1", vec![]).await;
    spend(&app, 1, 2 * BATCH + 1, now - Duration::seconds(1)).await;
    spend(&app, 100_000, 3, now + Duration::hours(1)).await;
    assert_eq!(spent().await, i64::try_from(2 * BATCH + 4).unwrap());
    jobs::clear_out(&app.app).await.unwrap();
    assert_eq!(spent().await, 3);
}

#[tokio::test]
async fn what_cannot_be_removed_keeps_nothing_else_from_it() {
    let app = TestApp::new().await;
    app.reader("Ana").await;
    app.execute("DROP TABLE spent_token", vec![]).await;
    app.clock.advance(Duration::days(30) + Duration::seconds(1));
    assert!(jobs::clear_out(&app.app).await.is_err());
    assert_eq!(app.count("session", "1 = 1", vec![]).await, 0);
}
