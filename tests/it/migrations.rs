//! Migrations go up, down and up, and take what an older release has kept along.
use crate::support::TestApp;
use migration::{MigrationStatus, Migrator, MigratorTrait};
use sea_orm::ConnectionTrait;

/// Steps of the first release.
const FIRST: u32 = 4;

/// A thread as the first release kept it: by a commenter one approved by a moderator, one shown at
/// once, one held and one rejected; one by the moderator; one that was imported; a closing, and the
/// decision.
const KEPT: &[&str] = &[
    "INSERT INTO site (id, key, name, origins, mode, nesting, newcomer_approvals, \
     edit_window_seconds, episodes_must_exist, created_at) VALUES \
     ({1}, 'history', 'History', '', 'post', 5, 1, 900, FALSE, {now})",
    "INSERT INTO episode (id, site_id, key, title, vouched, state, comment_count, pending_count, \
     top_count, version, created_at) VALUES ({2}, {1}, '1', 'One', TRUE, 'closed', 4, 1, 4, 1, {now})",
    "INSERT INTO account (id, display_name, created_at) VALUES ({3}, 'Ana', {now}), \
     ({4}, 'Mo', {now})",
    "INSERT INTO member (id, site_id, account_id, display_name, role, standing, approved_count, \
     created_at) VALUES ({5}, {1}, {3}, 'Ana', 'commenter', 'normal', 3, {now}), \
     ({6}, {1}, {4}, 'Mo', 'moderator', 'normal', 1, {now})",
    "INSERT INTO log_entry (id, site_id, actor_id, action, subject_id, revision_id, created_at) \
     VALUES ({30}, {1}, {6}, 'approve_comment', {10}, {20}, {now}), \
     ({31}, {1}, {6}, 'close_thread', {2}, NULL, {now}), \
     ({32}, {1}, {6}, 'give_role', {6}, NULL, {now})",
];

/// Number, author, status, shown, decision, what another system called it.
const COMMENTS: [(u8, u8, &str, bool, &str, &str); 6] = [
    (10, 5, "approved", true, "{30}", "NULL"),
    (11, 5, "approved", true, "NULL", "NULL"),
    (12, 5, "pending", false, "NULL", "NULL"),
    (13, 5, "rejected", false, "NULL", "NULL"),
    (14, 6, "approved", true, "NULL", "NULL"),
    (15, 5, "approved", true, "NULL", "'wp-1'"),
];

/// With ids and times as the database writes them.
fn written(sql: &str, postgres: bool) -> String {
    let mut sql = sql.replace("{now}", "'2026-01-01 00:00:00+00:00'");
    for number in 1..40 {
        let uuid = format!("0190000000007000800000000000{number:04}");
        let id = if postgres {
            format!("'{uuid}'")
        } else {
            format!("X'{uuid}'")
        };
        sql = sql.replace(&format!("{{{number}}}"), &id);
    }
    sql
}

/// What came before is counted as what comes after, found by its episode, and looked at by whom it
/// was looked at; and the log is closed to changes only then.
#[tokio::test]
async fn what_the_first_release_kept_is_taken_along() {
    let app = TestApp::new().await;
    let db = app.app.db.driver();
    Migrator::down(db, None).await.unwrap();
    Migrator::up(db, Some(FIRST)).await.unwrap();
    let postgres = db.get_database_backend() == sea_orm::DbBackend::Postgres;
    let mut statements: Vec<String> = KEPT.iter().map(|&sql| sql.to_owned()).collect();
    for (number, author, status, shown, decision, external) in COMMENTS {
        let revision = number + 10;
        statements.push(format!(
            "INSERT INTO comment (id, site_id, episode_id, depth, author_id, status, shown, \
             revision_id, body_markdown, body_html, renderer, score, reply_count, answer_count, \
             hold_reasons, decision_id, created_at, external_key) VALUES ({{{number}}}, {{1}}, \
             {{2}}, 0, {{{author}}}, '{status}', {shown}, {{{revision}}}, 'words', '<p>words</p>', \
             1, 0, 0, 0, '', {decision}, {{now}}, {external})"
        ));
        statements.push(format!(
            "INSERT INTO revision (id, comment_id, body_markdown, created_at) VALUES \
             ({{{revision}}}, {{{number}}}, 'words', {{now}})"
        ));
    }
    for sql in statements {
        db.execute_unprepared(&written(&sql, postgres))
            .await
            .unwrap();
    }

    Migrator::up(db, None).await.unwrap();

    app.assert_no_drift().await;
    let counts = "approved_count = 4 AND pending_count = 1 AND rejected_count = 1 \
        AND spam_count = 0 AND reported_count = 0 AND unreviewed_count = 1";
    assert_eq!(app.count("episode", counts, vec![]).await, 1);
    let unreviewed = written("id = {11}", postgres);
    let condition = format!("status = 'approved' AND NOT reviewed AND {unreviewed}");
    assert_eq!(app.count("comment", &condition, vec![]).await, 1);
    let found = written("episode_id = {2}", postgres);
    assert_eq!(app.count("log_entry", &found, vec![]).await, 2);
    let changed = db
        .execute_unprepared("UPDATE log_entry SET reason = 'x'")
        .await;
    assert!(changed.unwrap_err().to_string().contains("append only"));
}

#[tokio::test]
async fn every_step_goes_down_and_up_again() {
    let app = TestApp::new().await;
    let db = app.app.db.driver();
    let steps = Migrator::get_migration_with_status(db).await.unwrap();
    assert!(
        steps
            .iter()
            .all(|step| step.status() == MigrationStatus::Applied)
    );

    Migrator::down(db, None).await.unwrap();
    let steps = Migrator::get_migration_with_status(db).await.unwrap();
    assert!(
        steps
            .iter()
            .all(|step| step.status() == MigrationStatus::Pending)
    );

    Migrator::up(db, None).await.unwrap();
    let steps = Migrator::get_migration_with_status(db).await.unwrap();
    assert!(
        steps
            .iter()
            .all(|step| step.status() == MigrationStatus::Applied)
    );
}
