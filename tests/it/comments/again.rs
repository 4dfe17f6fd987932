//! What PostgreSQL breaks off because of somebody else is tried again.
use crate::support::TestApp;
use sea_orm::ConnectionTrait as _;

/// The first so many comments that are inserted are broken off, as in a deadlock. A sequence counts on
/// whatever becomes of the transaction.
async fn broken_off(app: &TestApp, times: u32) {
    for sql in [
        "CREATE SEQUENCE tries".to_owned(),
        format!(
            "CREATE FUNCTION break_off() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
                IF nextval('tries') <= {times} THEN
                    RAISE EXCEPTION 'deadlock detected' USING ERRCODE = '40P01';
                END IF;
                RETURN NEW; END $$"
        ),
        "CREATE TRIGGER break_off BEFORE INSERT ON comment
            FOR EACH ROW EXECUTE FUNCTION break_off()"
            .to_owned(),
    ] {
        app.app.db.write().execute_unprepared(&sql).await.unwrap();
    }
}

#[tokio::test]
async fn twice_and_then_whoever_asks_is_told_to_come_back() {
    let app = TestApp::new().await;
    if !app.app.db.is_shared() {
        // SQLite has one writer, whom nobody is in the way of.
        return;
    }
    let (thread, ana) = (app.thread().await, app.reader("Ana").await);
    broken_off(&app, 5).await;
    let refused = ana.post(&thread, "Is anybody there?").await;
    assert_eq!(refused.code(), "UNAVAILABLE");
    assert!(refused.retry_after.is_some());
    // Two more are broken off, and the third is not.
    let posted = ana.post(&thread, "Is anybody there?").await;
    posted.at("/postComment");
    assert_eq!(app.count("comment", "1 = 1", vec![]).await, 1);
    app.assert_no_drift().await;
}
